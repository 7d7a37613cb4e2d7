#!/usr/bin/env python3
"""What a login of ours costs by HTTP and by a real browser: whole process trees, medians.

usage: engines.py BIN_FOLDER [ROUNDS]"""

import os
import pathlib
import sys

os.environ["FLEXVERIFY_BIN_DIR"] = sys.argv[1]
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from lab import BIN, Lab  # noqa: E402
import process_tree  # noqa: E402

TARGET = "self-hosted"
ENGINES = {"HTTP": "never", "Chromium": "always"}


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    print(f"{'':10} {'wall':>9} {'processor':>10} {'memory':>10} {'processes':>10}")
    with Lab() as lab:
        medians = process_tree.medians(
            {name: [BIN / "flexverify", "check", TARGET, "--config", lab.config, "--state", "none",
                    "--browser", use, "-q"] for name, use in ENGINES.items()}, rounds)
    for name, cost in medians.items():
        print(f"{name:10} {cost.wall:7.2f} s {cost.processor:8.2f} s {cost.memory:6.0f} MiB "
              f"{cost.processes:10.0f}")


if __name__ == "__main__":
    main()
