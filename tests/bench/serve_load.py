#!/usr/bin/env python3
"""serve under load: many targets against a lab on this machine, and what that costs.

usage: serve_load.py BIN_FOLDER TARGETS EVERY RUNS [DEPTH]   such as: build/release/bin 500 5m 600
Prints lateness, skipped runs, processor time and memory, the latter also as it grew. Metrics are scraped
every 15 seconds, and somebody has the dashboard open, which asks as often what is new."""

import html
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
    """Half of the targets have the hosted page; each has an account of its own."""
    originals = [lab.target("hosted"), lab.target("self-hosted")]
    password = lab.password("self-hosted")
    targets = []
    for n in range(count):
        target = json.loads(json.dumps(originals[n % 2]))
        target["name"] = f"target-{n:04}"
        target["depth"] = depth
        target["idp"]["password"] = {"file": f"password-{n}"}
        target["idp"]["username"] = target["idp"]["username"].replace("@", f"+{n}@")
        path = lab.folder / f"password-{n}"
        path.write_text(password, encoding="utf-8")
        path.chmod(0o600)
        targets.append(target)

    def edit(settings):
        settings["targets"] = targets
        settings["defaults"]["schedule"] = {"every": every}
        settings["serve"] = {"history": "history.sqlite", "jobs": 8}
    lab.change(edit)


class Viewer:
    """The open dashboard: after the whole page, what changed since."""

    def __init__(self, serve):
        self.serve = serve
        self.path = "/"
        self.bytes = []

    def look(self):
        page = self.serve.get(self.path)[1]
        self.bytes.append(len(page))
        found = re.search(r'data-changes="([^"]*)"', page)
        self.path = html.unescape(found.group(1)) if found else "/"


def series(text, name):
    return [float(value) for value in re.findall(rf"^{name}(?:\{{.*\}})? (\S+)$", text, re.M)]


def watch(serve, wanted):
    """A sample every 15 seconds until so many checks have run."""
    began, viewer, samples = time.monotonic(), Viewer(serve), []
    while not samples or samples[-1]["runs"] < wanted:
        time.sleep(15)
        viewer.look()
        text = serve.get("/metrics")[1]
        samples.append({"runs": serve.log.count(" reached "), "time": time.monotonic() - began,
                        "cpu": series(text, "process_cpu_seconds_total")[0],
                        "memory": series(text, "process_resident_memory_bytes")[0] / 2**20,
                        "late": max(series(text, "flexverify_check_start_delay_seconds")),
                        "skipped": sum(series(text, "flexverify_check_skipped_total"))})
        print("  {runs} runs in {time:.0f} s: {memory:.1f} MiB".format(**samples[-1]), flush=True)
    print(f"  dashboard {viewer.bytes[0] / 2**10:.0f} KiB at first, then at most "
          f"{max(viewer.bytes[1:]) / 2**10:.0f} KiB every 15 s; metrics {len(text) / 2**10:.0f} KiB")
    return samples


def processor(before, after):
    cpu, passed = after["cpu"] - before["cpu"], after["time"] - before["time"]
    return (f"{cpu:.1f} s in {passed:.0f} s ({100 * cpu / passed:.1f}% of one core, "
            f"{1000 * cpu / (after['runs'] - before['runs']):.1f} ms a run)")


def main():
    count, every, wanted = int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    depth = sys.argv[5] if len(sys.argv) > 5 else "loaded"
    with Lab() as lab:
        configure(lab, count, every, depth)
        with Serve(lab.config) as serve:
            samples = watch(serve, wanted)
            ok = len(re.findall(rf": ok, reached {depth}", serve.log))
        size = (lab.folder / "history.sqlite").stat().st_size / 2**20
    last = samples[-1]
    memory = [sample["memory"] for sample in samples]
    # At first each target is checked once, in a few minutes; from then on by its schedule.
    steady = next(sample for sample in samples if sample["runs"] >= min(count, wanted / 2))
    print(f"{count} targets to {depth} every {every}: {last['runs']} runs in {last['time']:.0f} s "
          f"({ok} ok), latest start {max(s['late'] for s in samples):.2f} s late ({last['late']:.2f} s in the "
          f"end), {last['skipped']:.0f} skipped")
    print("  processor " + processor({"cpu": 0, "time": 0, "runs": 0}, last))
    if steady is not last:
        print("  by schedule " + processor(steady, last))
    print(f"  memory {last['memory']:.1f} MiB at the end, highest {max(memory):.1f}; "
          f"second half {min(memory[len(memory) // 2:]):.1f} to {max(memory[len(memory) // 2:]):.1f}; "
          f"history {size:.1f} MiB")


if __name__ == "__main__":
    main()
