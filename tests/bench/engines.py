#!/usr/bin/env python3
"""What a login costs by HTTP and by a real browser: whole process trees, medians.

usage: engines.py BIN_FOLDER [ROUNDS]
Every 20 ms the processes below the check are looked at: their processor time as they last told it,
and the largest sum of their memory (PSS: what is shared counts once)."""

import os
import pathlib
import statistics
import subprocess
import sys
import time

os.environ["FLEXVERIFY_BIN_DIR"] = sys.argv[1]
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from lab import BIN, Lab  # noqa: E402

TARGET = "self-hosted"
TICKS = os.sysconf("SC_CLK_TCK")


def parents():
    """The parent of each process."""
    found = {}
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found[int(path.parent.name)] = int(fields[1])
    return found


def below(root):
    """The process and all that it started."""
    tree, known = parents(), {root}
    while more := {pid for pid, parent in tree.items() if parent in known} - known:
        known |= more
    return known


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_mib(pid):
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0


def measure(command):
    """Wall and processor seconds, MiB, processes."""
    began, spent, peak, most = time.monotonic(), {}, 0, 0
    process = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        memory, tree = 0, below(process.pid)
        for pid in tree:
            try:
                spent[pid] = processor_seconds(pid)
                memory += memory_mib(pid)
            except OSError:
                continue  # it has ended
        peak, most = max(peak, memory), max(most, len(tree))
        time.sleep(0.02)
    if process.returncode != 0:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return time.monotonic() - began, sum(spent.values()), peak, most


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    print(f"{'':10} {'wall':>9} {'processor':>10} {'memory':>10} {'processes':>10}")
    with Lab() as lab:
        for name, use in (("HTTP", "never"), ("Chromium", "always")):
            command = [BIN / "flexverify", "check", TARGET, "--config", lab.config, "--state",
                       "none", "--browser", use, "-q"]
            told = [measure(command) for _ in range(rounds)]
            wall, cpu, memory, most = (statistics.median(column) for column in zip(*told))
            print(f"{name:10} {wall:7.2f} s {cpu:8.2f} s {memory:6.0f} MiB {most:10.0f}")


if __name__ == "__main__":
    main()
