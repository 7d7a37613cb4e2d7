#!/usr/bin/env python3
"""saml2aws, a client that others wrote and that is used with the real providers, gets a SAML response
from the look-alikes: what it does without, they must not demand. What it sends is compared with what
the adapters send, field by field. Skipped until `make interop` fetched it."""

import pathlib
import sys
import unittest
import urllib.parse

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent / "../e2e")]
import go_oracles  # noqa: E402
import lab as e2e  # noqa: E402
import request_tables as tables  # noqa: E402
import saml2aws_reasons  # noqa: E402
import vendor_pages  # noqa: E402

SKIPPED = 77  # for CTest
REQUEST_ID = "_of_the_service"
# How saml2aws calls the provider; the look-alike's own address; where saml2aws begins instead, which
# is the provider's own link to the application; what it calls the factor. `ends` is what it says where
# it does not support what the look-alike asks for, which then must have refused nothing before.
ROWS = [
    {"look_alike": "okta-classic", "provider": "Okta", "before": True, "factor": "TOTP",
     "sso": "/app/acme_flex_1/exk1ab2cd3/sso/saml"},
    {"look_alike": "entra", "provider": "AzureAD", "before": True, "factor": "PhoneAppOTP",
     "sso": "/5f0d3c7e-7a10-4c55-9d02-1f5f7d2b6c11/saml2",
     # It knows no page that loads again, so it begins behind the first one.
     "entry": "/applications/redirecttofederatedapplication.aspx", "more": "&sso_reload=True"},
    {"look_alike": "adfs", "provider": "ADFS", "factor": "Auto", "sso": "/adfs/ls/",
     "entry": "/adfs/ls/IdpInitiatedSignOn.aspx",
     "ends": "unable to classify response"},  # no choice among factors
    {"look_alike": "pingfederate", "provider": "Ping", "factor": "Auto", "sso": "/idp/SSO.saml2",
     "entry": "/idp/startSSO.ping", "choice": "Authenticator app"},
    {"look_alike": "jumpcloud", "provider": "JumpCloud", "before": True, "factor": "Auto",
     "sso": "/saml2/flex", "url": "https://sso.jumpcloud.com/saml2/flex",
     "hosts": ["console.jumpcloud.com", "sso.jumpcloud.com"]},
    {"look_alike": "google", "provider": "GoogleApps", "factor": "Auto",
     "sso": "/o/saml2/idp", "entry": "/o/saml2/initsso", "more": "&idpid=C0acme01",
     "begin": "/o/saml2/initsso?idpid=C0acme01&spid=1&forceauthn=false",
     "tries": "identifier is missing",  # an older page's name for it first
     "ends": "error reading new line"},  # the prompt on a phone, for which a person presses a key
]
# Not asked: Shibboleth, where saml2aws takes the page that reads the browser's storage for the login;
# Keycloak, where it knows one page for both name and password (keycloak_test.py has the real one).


def sso_address(lab, row):
    expected = lab.target(row["look_alike"])["expect"]
    message = go_oracles.authn_request(REQUEST_ID, expected["entity_id"], expected["acs_url"])
    query = urllib.parse.urlencode({"SAMLRequest": message, "RelayState": "of the service"})
    return f"https://{host_of(lab, row)}{row['sso']}?{query}{row.get('more', '')}"


def host_of(lab, row):
    port = urllib.parse.urlsplit(lab.target(row["look_alike"])["url"]).port
    return f"{row['look_alike']}.idp.localhost:{port}"


def task_of(lab, row):
    name, host = row["look_alike"], host_of(lab, row)
    needs_code = "totp" in lab.target(name)["idp"]
    return {
        "provider": row["provider"], "factor": row["factor"],
        "url": row.get("url", f"https://{host}{row.get('begin', '')}"),
        "choice": row.get("choice", ""),
        "target": lab.target(name)["expect"]["acs_url"], "username": vendor_pages.USERNAME,
        "password": lab.password(name),
        "code": vendor_pages.code_of(lab, name) if needs_code else "",
        "gateway": {"lab": "127.0.0.1:" + host.rsplit(":", 1)[1],
                    "hosts": {one: host for one in row.get("hosts", [])},
                    "entries": {row["entry"]: sso_address(lab, row)} if "entry" in row else {},
                    "before": sso_address(lab, row) if row.get("before") else ""},
    }


@unittest.skipUnless(go_oracles.available("saml2aws"), "no saml2aws: make interop fetches it")
class OtherPeoplesClient(unittest.TestCase):
    def test_it_gets_a_response(self):
        with e2e.Lab(logged=True) as lab:
            for row in ROWS:
                with self.subTest(row["look_alike"]):
                    self.sign_in(lab, row)
                    self.compare(row["look_alike"], tables.table_of(lab.log, row["look_alike"]))

    def compare(self, look_alike, theirs):
        """Each difference has a reason, and each reason a difference."""
        reasons = saml2aws_reasons.reasons_of(look_alike)
        found = set(tables.differences(theirs, tables.of_our_check(look_alike)))
        tables.show(look_alike, found, reasons)
        self.assertEqual(found - reasons.keys(), set(), "differences without a reason")
        self.assertEqual(reasons.keys() - found, set(), "reasons for what is no difference")

    def sign_in(self, lab, row):
        signed_in = go_oracles.Saml2Aws(task_of(lab, row))
        seen = [one for one in tables.requests(lab.log)
                if one["host"].startswith(row["look_alike"] + ".")]
        print(row["look_alike"], *(f"\n    {one['method']} {one['path']}: {one['status']}"
                                   f" {one['refused']}" for one in seen), file=sys.stderr)
        refused = [one["refused"] for one in seen if one["refused"]
                   and not one["refused"].endswith(row.get("tries", "(nothing)"))]
        if "ends" in row:
            self.assertIn(row["ends"], signed_in.said)
            self.assertEqual(refused, [])
            return
        self.assertIsNotNone(signed_in.response, f"{signed_in.said}\n{refused}")
        self.assertIn(f'InResponseTo="{REQUEST_ID}"', signed_in.response)
        self.assertIn("status:Success", signed_in.response)


if __name__ == "__main__":
    if not go_oracles.available("saml2aws"):
        print("skipped: no saml2aws: make interop fetches it")
        sys.exit(SKIPPED)
    unittest.main(verbosity=2)
