#!/usr/bin/env python3
"""serve under load: many targets against a lab on this machine, and what that costs.

usage: serve_load.py BIN_FOLDER TARGETS EVERY RUNS [DEPTH]   such as: build/release/bin 500 5m 600
Prints lateness, skipped runs, processor time and memory, the latter also as it grew."""

import json
import os
import pathlib
import re
import sys
import time

os.environ["FLEXVERIFY_BIN_DIR"] = sys.argv[1]
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from lab import Lab  # noqa: E402
from serving import Serve  # noqa: E402


def configure(lab, count, every, depth):
    """Two accounts, each of half of the targets: one after the other signs in."""
    originals = [lab.target("hosted"), lab.target("self-hosted")]
    password = lab.password("self-hosted")
    targets = []
    for n in range(count):
        target = json.loads(json.dumps(originals[n % 2]))
        target["name"] = f"target-{n:04}"
        target["depth"] = depth
        target["idp"]["password"] = {"file": f"password-{n}"}
        path = lab.folder / f"password-{n}"
        path.write_text(password, encoding="utf-8")
        path.chmod(0o600)
        targets.append(target)

    def edit(settings):
        settings["targets"] = targets
        settings["defaults"]["schedule"] = {"every": every}
        settings["serve"] = {"history": "history.sqlite", "jobs": 8}
    lab.change(edit)


def series(text, name):
    return [float(value) for value in re.findall(rf"^{name}(?:\{{.*\}})? (\S+)$", text, re.M)]


def main():
    count, every, wanted = int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    depth = sys.argv[5] if len(sys.argv) > 5 else "loaded"
    with Lab() as lab:
        configure(lab, count, every, depth)
        with Serve(lab.config) as serve:
            began = time.monotonic()
            latest, runs, memory, reported = 0.0, 0, [], 0
            while runs < wanted:
                time.sleep(2)
                text = serve.get("/metrics")[1]
                latest = max([latest] + series(text, "flexverify_check_start_delay_seconds"))
                runs = serve.log.count(" reached ")
                memory.append((runs, series(text, "process_resident_memory_bytes")[0] / 2**20))
                if runs // 1000 > reported:
                    reported = runs // 1000
                    print(f"  {runs} runs: {memory[-1][1]:.1f} MiB", flush=True)
            passed = time.monotonic() - began
            cpu = series(text, "process_cpu_seconds_total")[0]
            skipped = sum(series(text, "flexverify_check_skipped_total"))
            ok = len(re.findall(rf": ok, reached {depth}", serve.log))
        size = (lab.folder / "history.sqlite").stat().st_size / 2**20
    half = [m for n, m in memory if n >= wanted / 2]
    print(f"{count} targets to {depth} every {every}: {runs} runs in {passed:.0f} s ({ok} ok), "
          f"latest start {latest:.2f} s late, {skipped:.0f} skipped")
    print(f"  processor {cpu:.1f} s ({100 * cpu / passed:.1f}% of one core, "
          f"{1000 * cpu / runs:.1f} ms a run)")
    print(f"  memory {memory[-1][1]:.1f} MiB at the end, highest {max(m for _, m in memory):.1f}; "
          f"second half {min(half):.1f} to {max(half):.1f}; history {size:.1f} MiB")


if __name__ == "__main__":
    main()
