#!/usr/bin/env python3
"""check with many targets in one process against a lab on this machine, and what that costs.

usage: fleet_load.py BIN_FOLDER [DEPTH [COUNT...]]      such as: build/release/bin page 1000 10000
Prints processor time a check, also beside that of the first count, and peak memory. Each target is
one of the lab's, with a name of its own; all reports are written."""

import json
import os
import pathlib
import resource
import subprocess
import sys
import time

os.environ["FLEXVERIFY_BIN_DIR"] = sys.argv[1]
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from lab import BIN, Lab  # noqa: E402

FORMATS = ("text", "json", "junit", "html", "har", "prometheus", "nagios")


def configure(lab, originals, count, depth):
    """Those that need no one-time code: two of these would wait for each other's half minute."""
    usable = [target for target in originals if "totp" not in target["idp"]]
    targets = [{**usable[n % len(usable)], "name": f"target-{n:05}", "depth": depth}
               for n in range(count)]

    def edit(settings):
        settings["targets"] = targets
    lab.change(edit)


def run(lab, jobs=64):
    """The exit status, seconds of the clock, of the processor, and MiB of the process."""
    reports = [option for name in FORMATS
               for option in ("--report", f"{name}={lab.folder / ('out.' + name)}")]
    began = time.monotonic()
    process = subprocess.Popen(
        [BIN / "flexverify", "check", "--config", lab.config, "--jobs", str(jobs), "--pace", "0ms",
         "--state", "none", "-q", *reports], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 2 or errors:
        print(errors.decode()[:2000])
    return (process.returncode, time.monotonic() - began, usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024)


def main():
    depth = sys.argv[2] if len(sys.argv) > 2 else "page"
    counts = [int(text) for text in sys.argv[3:]] or [1000, 10000]
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    with Lab() as lab:
        originals, first = lab.settings()["targets"], None
        for count in counts:
            configure(lab, originals, count, depth)
            status, wall, cpu, memory = run(lab)
            each = 1000 * cpu / count
            first = first or each
            run_file = json.loads((lab.folder / "out.json").read_text())
            in_order = [check["name"] for check in run_file["checks"]] == \
                [f"target-{n:05}" for n in range(count)]
            print(f"{count} targets to {depth}: exit {status}, {wall:.1f} s, processor {cpu:.1f} s "
                  f"({each:.2f} ms each, {100 * (each / first - 1):+.1f} %), "
                  f"peak memory {memory:.1f} MiB, {'in' if in_order else 'NOT IN'} order; "
                  f"configuration {lab.config.stat().st_size / 2**20:.1f} MiB", flush=True)


if __name__ == "__main__":
    main()
