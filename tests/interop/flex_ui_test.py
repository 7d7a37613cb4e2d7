#!/usr/bin/env python3
"""The shipped Flex UI 2.17.1 is the judge of the lab and of the verifier: its Manager is created on
the lab as it is, and under faults of the page's own part exactly where the verifier says so; and
its requests are the verifier's, but for named differences. Skipped until `make interop` fetched it.
"""

import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import unittest

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent / "../e2e")]
import flex_ui  # noqa: E402
import lab as e2e  # noqa: E402

SKIPPED = 77  # for CTest
AT_ONCE = 3  # most of the time is waiting until nothing moves any more
TARGETS = ["self-hosted", "hosted", "legacy-self-hosted", "legacy-hosted"]
# Codes of the page's own part: what a browser, and no service, makes of the page.
OF_THE_PAGE = {"appconfig-incomplete", "appconfig-missing", "bundle-missing", "browser-refuses",
               "ui-incompatible", "configuration-failed", "state-mismatch", "code-missing",
               "query-dropped", "landing-refused", "not-a-flex-page"}
# Drills of these codes that say nothing about Flex UI 2.17.1 on a healthy page.
NOT_FOR_THIS_UI = {
    "appconfig-stale-client": "a warning: this version does not send clientId",
    "appconfig-stale-client-sent": "is about Flex UI 2.9",
}
# Requests that only one of the two makes, and why that is so.
UI_ONLY = {
    "GET flex-api /v1/Configuration/Public": "self-hosted: asked for loginPopup alone",
    "GET flex /api/v1/Features/sso-token-session-storage": "where the UI keeps its token",
    "GET services /v1/Flex/Authentication/Config": "hosted: our stand-in for Twilio's server asks",
    "GET assets.flex /releases/flex-ui/2.17.1/twilio-flex.unbundled-react.min.js":
        "the bundle itself; we look at its head",
    "GET flex-api /v1/account/provision/status": "of the e-mail channel, once the desktop is there",
}
OURS_ONLY = {
    "GET services /v1/Flex/Authentication/Config": "discovery: evidence, on no UI's way",
    "HEAD page /static/js/main.4f2a91c7.js": "the bundle is looked at before it is fetched",
    "HEAD assets.flex /releases/flex-ui/2.17.1/twilio-flex.unbundled-react.min.js": "likewise",
}
# Names that only one of the two sends with the same request.
NAMES = {
    "query AccountSid": "of Configuration/Public, asked for loginPopup alone",
    "fields is_console_login": "false, which is what its absence means",
    "headers content-type": "of a GET, which has no body",
}
# What every client of a library or every browser sends by itself.
AUTOMATIC = re.compile(r"accept.*|sec-.*|user-agent|connection|cache-control|pragma|host|origin|"
                       r"referer|content-length|cookie|priority|upgrade-insecure-requests|te|dnt|"
                       r"local_.*|remote_.*|range|purpose")
COMPARED = re.compile(r"(flex-api|services|login\.flex\.us1|iam|preview|flex|assets\.flex)\.twilio\."
                      r"localhost|.*\.acme\.localhost")


def key_of(line):
    host = line["host"].replace(".twilio.localhost", "")
    host = "idp" if host == "idp.acme.localhost" else re.sub(r".*\.acme\.localhost", "page", host)
    path = re.sub(r"/AC[0-9a-f]{32}", "/AC", line["path"])
    path = re.sub(r"^/[a-z]+-[a-z]+-\d+/?$", "/<runtime-domain>", path)
    return f"{line['method']} {host} {path}"


def is_noise(line):
    # A preflight is the browser's; pictures, fonts and lists of countries are no part of a login.
    static = re.search(r"\.(ico|json|css|mp3|png|svg|woff2?)$", line["path"])
    return line["method"] == "OPTIONS" or static or not COMPARED.fullmatch(line["host"])


def table_of(log):
    """Every kind of request with the names that went along."""
    table = {}
    for line in flex_ui.requests(log):
        if is_noise(line):
            continue
        row = table.setdefault(key_of(line), {"query": set(), "fields": set(), "headers": set()})
        for part in row:
            row[part] |= {name for name in line[part]
                          if part != "headers" or not AUTOMATIC.fullmatch(name)}
    return table


def differences(ui, ours):
    """Those that no table names; and the named ones that were met."""
    met, found = set(), []
    for key in sorted(ui.keys() - ours.keys()):
        met.add(key) if key in UI_ONLY else found.append(f"only the UI asks: {key}")
    for key in sorted(ours.keys() - ui.keys()):
        met.add(key) if key in OURS_ONLY else found.append(f"only we ask: {key}")
    for key in sorted(ui.keys() & ours.keys()):
        for part in ("query", "fields", "headers"):
            for name in sorted(ui[key][part] ^ ours[key][part]):
                whose = "the UI" if name in ui[key][part] else "us"
                named = f"{part} {name}"
                met.add(named) if named in NAMES else found.append(
                    f"only from {whose}: {named} of {key}")
    return found, met


def drills():
    listed = subprocess.run([e2e.BIN / "flexverify-lab", "--list-drills", "--json"],
                            capture_output=True, text=True, check=True).stdout
    return [drill for drill in json.loads(listed) if drill["expected"] in OF_THE_PAGE
            and drill["target"] in TARGETS and drill["name"] not in NOT_FOR_THIS_UI]


@unittest.skipUnless(flex_ui.available(), "no Flex UI: make interop fetches it")
class ShippedUi(unittest.TestCase):
    def test_its_manager_is_created_and_its_requests_are_ours(self):
        for target in TARGETS:
            with self.subTest(target):
                theirs, ours = self.requests_of_both(target)
                found, met = differences(theirs, ours)
                for name in sorted(met):
                    reason = {**UI_ONLY, **OURS_ONLY, **NAMES}[name]
                    print(f"{target}: {name}: {reason}", file=sys.stderr)
                self.assertEqual(found, [])

    def requests_of_both(self, target):
        with flex_ui.Lab() as lab:
            self.assertEqual(flex_ui.log_in(lab, target), ("created", ""))
            theirs = table_of(lab.log.read_text(encoding="utf-8"))
        with e2e.Lab(logged=True) as lab:
            outcome = lab.check(target, "--json")
            self.assertEqual(outcome.run["checks"][0]["reached"], "loaded")
            return theirs, table_of(lab.log.read_text(encoding="utf-8"))

    def test_it_starts_where_we_say_so_and_nowhere_else(self):
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            for drill, ours, (stage, said) in pool.map(both, drills()):
                print(f"{drill['name']:34} {ours:9} Flex UI: {stage or 'nothing'} {said[:90]}",
                      file=sys.stderr)
                with self.subTest(drill["name"]):
                    if ours != "unknown":
                        self.assertEqual(stage == "created", ours != "critical")


def both(drill):
    """Our verdict on a lab with this drill, and how far the shipped UI comes there."""
    with e2e.Lab("--drill", drill["name"]) as lab:
        ours = lab.check(drill["target"], "--json", "--state", "none").run["checks"][0]["verdict"]
    with flex_ui.Lab("--drill", drill["name"]) as lab:
        return drill, ours, flex_ui.log_in(lab, drill["target"])


if __name__ == "__main__":
    if not flex_ui.available():
        print("skipped: no Flex UI, or no Chromium: make interop fetches it")
        sys.exit(SKIPPED)
    unittest.main(verbosity=2)
