#!/usr/bin/env python3
"""One login of ours beside a bare curl process that sends as many requests to the same hosts, and
beside the same login by Playwright with Debian's Chromium and by Debian's MechanicalSoup.

usage: beside.py BIN_FOLDER [ROUNDS]
Medians of ten rounds, in which all run in turn: wall time, processor time and peak memory of whole
process trees (process_tree.py), and the ratios. `make bench-peers` installs the last two."""

import os
import pathlib
import subprocess
import sys
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
os.environ["FLEXVERIFY_BIN_DIR"] = sys.argv[1]
sys.path.insert(0, str(HERE.parent / "e2e"))
from lab import BIN, Lab, flexverify  # noqa: E402
import process_tree  # noqa: E402

TARGET = "self-hosted"
PLAYWRIGHT = HERE.parents[1] / "build/playwright/lib"
DEBIANS_PYTHON = "/usr/bin/python3"


def authority(lab):
    return lab.folder / lab.settings()["defaults"]["ca_file"]


def addresses(lab):
    """One address for each request of a login: its host's first page."""
    done = flexverify("check", TARGET, "--config", lab.config, "--json")
    if done.status != 0:
        raise RuntimeError(done.stderr)
    urls = [urllib.parse.urlsplit(one["url"]) for one in done.run["checks"][0]["exchanges"]]
    return [f"{url.scheme}://{url.netloc}/" for url in urls]


def person(lab):
    """Where the page is, and who signs in."""
    target = lab.target(TARGET)
    return [target["url"], target["idp"]["username"],
            lab.folder / target["idp"]["password"]["file"]]


def playwright(lab):
    if not (PLAYWRIGHT / "playwright").is_dir() or not pathlib.Path("/usr/bin/chromium").exists():
        return None
    return ["env", f"PYTHONPATH={PLAYWRIGHT}", DEBIANS_PYTHON, HERE / "playwright/login.py",
            *person(lab)]


def mechanicalsoup(lab):
    known = subprocess.run([DEBIANS_PYTHON, "-c", "import mechanicalsoup"], capture_output=True,
                           check=False)
    if known.returncode != 0:
        return None
    places = lab.target(TARGET)["endpoints"]
    return [DEBIANS_PYTHON, HERE / "mechanicalsoup_login.py", *person(lab), authority(lab),
            places["services"], places["flex_api"]]


def contenders(lab):
    """Each name and its command, None where it is not installed; ours is the first."""
    return {
        "flexverify": [BIN / "flexverify", "check", TARGET, "--config", lab.config, "-q"],
        "bare curl": ["curl", "-s", "--cacert", authority(lab), "-o", "/dev/null", *addresses(lab)],
        "MechanicalSoup": mechanicalsoup(lab),
        "Playwright": playwright(lab),
    }


def row(name, ours, cost):
    ratios = " ".join(f"{other / own:8.2f}x" for own, other in zip(ours[:3], cost[:3]))
    return (f"{name:15} {1000 * cost.wall:8.1f} ms {1000 * cost.processor:8.1f} ms "
            f"{cost.memory:7.1f} MiB {cost.processes:5.0f}   {ratios}")


def table(medians, missing):
    """Ratios are each one's to ours, which is the first."""
    ours = next(iter(medians.values()))
    return "\n".join(
        [f"{'':15} {'wall':>11} {'processor':>11} {'memory':>11} {'procs':>5}   "
         "to ours: wall, processor, memory"]
        + [row(name, ours, cost) for name, cost in medians.items()]
        + [f"{name:15} not installed (make bench-peers)" for name in missing])


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with Lab() as lab:
        commands = contenders(lab)
        there = {name: command for name, command in commands.items() if command}
        print(table(process_tree.medians(there, rounds), [name for name in commands
                                                           if name not in there]))


if __name__ == "__main__":
    main()
