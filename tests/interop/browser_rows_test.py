#!/usr/bin/env python3
"""Chromium and flexverify log in at the same server, one row for each behaviour of it. Both must
come to the same: logged in, or not. What Chromium did is also compared with what is recorded."""

import concurrent.futures
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]
import chromium  # noqa: E402
from lab import Lab  # noqa: E402

SKIPPED = 77
TABLE = HERE / "browser_rows.json"
AT_ONCE = 2


def compare(row):
    with Lab("--deviation", f"{TABLE}={row['name']}") as lab:
        target = lab.target(row.get("target", "self-hosted"))
        check = lab.check("--json", target["name"]).run["checks"][0]
        home = chromium.Home(lab.folder / lab.settings()["defaults"]["ca_file"])
        try:
            browser, words, said = chromium.log_in(home, target["url"], target["idp"]["username"],
                                                   lab.password(),
                                                   chromium.ONE_PROCESS if "frame" in row else ())
        finally:
            home.remove()
    ours = check["reached"] == "loaded" and check["verdict"] in ("ok", "warning")
    first = (check["findings"] or [{"code": ""}])[0]["code"]
    return row, browser, ours, first, words, said


def main():
    if not chromium.is_installed():
        print("skipped: chromium, chromium-driver or libnss3-tools is not installed")
        return SKIPPED
    wanted = sys.argv[1:]
    rows = [row for row in json.loads(TABLE.read_text(encoding="utf-8"))
            if not wanted or row["name"] in wanted]
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for row, browser, ours, first, words, said in pool.map(compare, rows):
            agrees = browser == row["chromium"] and ours == (browser and not row.get("unknown"))
            wrong += not agrees
            print(f"{'ok   ' if agrees else 'WRONG'} {row['name']:32} chromium "
                  f"{'yes' if browser else 'no ':3} flexverify {'yes' if ours else 'no ':3} "
                  f"{first:22} {row['what']}", flush=True)
            if not agrees:
                print(f"      recorded {row['chromium']}; the last page: {words!r}; {said}")
    print(f"{len(rows)} rows, {wrong} without agreement")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
