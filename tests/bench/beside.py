#!/usr/bin/env python3
"""One login of ours beside a bare curl process that sends as many requests to the same hosts.

usage: beside.py BIN_FOLDER [ROUNDS]
Medians of ten rounds, in which both run in turn: wall time, processor time, peak memory, and the
ratios. A contender is one more row of contenders()."""

import os
import pathlib
import statistics
import subprocess
import sys
import time
import urllib.parse

os.environ["FLEXVERIFY_BIN_DIR"] = sys.argv[1]
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from lab import BIN, Lab, flexverify  # noqa: E402

TARGET = "self-hosted"


def measure(command):
    """Seconds of the clock and of the processor, and MiB, of one process that ends well."""
    began = time.monotonic()
    process = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def addresses(lab):
    """One address for each request of a login: its host's first page."""
    done = flexverify("check", TARGET, "--config", lab.config, "--json")
    if done.status != 0:
        raise RuntimeError(done.stderr)
    urls = [urllib.parse.urlsplit(one["url"]) for one in done.run["checks"][0]["exchanges"]]
    return [f"{url.scheme}://{url.netloc}/" for url in urls]


def contenders(lab):
    """Each name and its command; ours is the first."""
    authority = lab.folder / lab.settings()["defaults"]["ca_file"]
    return {
        "flexverify": [BIN / "flexverify", "check", TARGET, "--config", lab.config, "-q"],
        "bare curl": ["curl", "-s", "--cacert", authority, "-o", "/dev/null", *addresses(lab)],
    }


def table(results):
    """The first row is ours; ratios are ours to each."""
    medians = {name: [statistics.median(column) for column in zip(*rounds)]
               for name, rounds in results.items()}
    ours = next(iter(medians.values()))
    lines = [f"{'':12} {'wall':>10} {'processor':>10} {'memory':>10}   ours: wall, processor, memory"]
    for name, (wall, cpu, memory) in medians.items():
        ratios = "  ".join(f"{own / other:.2f}x" for own, other in zip(ours, (wall, cpu, memory)))
        lines.append(f"{name:12} {1000 * wall:7.1f} ms {1000 * cpu:7.1f} ms {memory:6.1f} MiB   "
                     f"{ratios}")
    return "\n".join(lines)


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    os.environ.pop("SSL_CERT_FILE", None)  # the system's authorities as they usually are
    with Lab() as lab:
        commands = contenders(lab)
        results = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                results[name].append(measure(command))
    print(table(results))


if __name__ == "__main__":
    main()
