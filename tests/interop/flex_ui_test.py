#!/usr/bin/env python3
"""The shipped Flex UI 2.17.1 is the judge of the lab and of the verifier: its Manager is created on
the lab as it is, and under no fault of the page's own part that the verifier calls critical; and
its requests are the verifier's, but for named differences. Skipped until `make interop` fetched it.
"""

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


def table_of(path):
    """Every kind of request with the names that went along."""
    table = {}
    for line in flex_ui.requests(path):
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
        with flex_ui.Lab("--request-log", log_of("ui")) as lab:
            self.assertEqual(flex_ui.log_in(lab, target), ("created", ""))
        with e2e.Lab("--request-log", log_of("ours")) as lab:
            outcome = lab.check(target, "--json")
            self.assertEqual(outcome.run["checks"][0]["reached"], "loaded")
        return table_of(log_of("ui")), table_of(log_of("ours"))

    def test_no_fault_that_we_call_critical_lets_it_start(self):
        for drill in drills():
            with self.subTest(drill["name"]):
                with flex_ui.Lab("--drill", drill["name"]) as lab:
                    stage, said = flex_ui.log_in(lab, drill["target"], patience=15)
                print(f"{drill['name']}: {stage or 'nothing'} {said[:100]}", file=sys.stderr)
                self.assertNotEqual(stage, "created")


def log_of(name):
    folder = pathlib.Path("build/flex-ui")
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve() / f"requests-{name}.log"


if __name__ == "__main__":
    if not flex_ui.available():
        print("skipped: no Flex UI, or no Chromium: make interop fetches it")
        sys.exit(SKIPPED)
    unittest.main(verbosity=2)
