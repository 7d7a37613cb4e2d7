#!/usr/bin/env python3
"""Logs in through crewjam's samlidp: each verdict beside what the server itself says. Skipped until
`make interop` fetched it."""

import pathlib
import sys
import tempfile
import unittest

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent / "../e2e")]
import go_oracles  # noqa: E402
import lab as e2e  # noqa: E402
import samlidp  # noqa: E402

SKIPPED = 77  # for CTest
NAME = "samlidp"
USER, PASSWORD = "flex-check@acme.test", 'a&b+c%d "e\' ü'
CLAIMS = {"email": USER, "full_name": "Flex Check", "roles": "agent"}
# Who signs in where: what the server registered, the password, our first finding, the server's word.
ROWS = [
    ("wrong password", "right", (USER, "wrong & never right"), "credentials-rejected",
     "Invalid password for user"),
    ("unknown user", "right", ("nobody@acme.test", PASSWORD), "credentials-rejected",
     "does not exist"),
    ("unregistered Entity ID", "nothing", (USER, PASSWORD), "idp-error",
     "unknown service provider"),
    ("another ACS URL", "other ACS", (USER, PASSWORD), "idp-error",
     "cannot find assertion consumer service"),
    ("request not signed", "signed", (USER, PASSWORD), "idp-error", "not signed"),
]


@unittest.skipUnless(go_oracles.available("samlidp"), "no samlidp: make interop fetches it")
class RealSamlIdp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.idp = samlidp.SamlIdp()
        cls.addClassCleanup(cls.idp.stop)
        cls.lab = e2e.Lab("--idp", f"{NAME}={cls.idp.sso_url},{cls.idp.issuer},"
                                   f"{cls.idp.certificate}")
        cls.addClassCleanup(cls.lab.__exit__)
        cls.lab.change(cls.configure)
        expected = cls.lab.target(NAME)["expect"]
        entity_id, acs_url = expected["entity_id"], expected["acs_url"]
        cls.services = {
            "right": [samlidp.metadata(entity_id, acs_url)],
            "nothing": [],
            "other ACS": [samlidp.metadata(entity_id, acs_url + "-of-another")],
            "signed": [samlidp.metadata(entity_id, acs_url, cls.idp.certificate)],
        }

    @classmethod
    def configure(cls, settings):
        """The lab's file, with both authorities and the account of this provider."""
        cls.lab.trust_also(settings, cls.idp.ca)
        target = next(t for t in settings["targets"] if t["name"] == NAME)
        target["idp"].update(adapter="auto", hosts=[samlidp.HOST],
                             password={"env": "INTEROP_PASSWORD"})

    def check(self, services, user=USER, password=PASSWORD):
        self.idp.start({USER: PASSWORD}, self.services[services], CLAIMS)
        return e2e.flexverify("check", NAME, "--config", self.lab.config, "--json", "--username",
                              user, environment={
                                  "INTEROP_PASSWORD": password,
                                  "XDG_STATE_HOME": tempfile.mkdtemp(dir=self.lab.folder)})

    def test_logs_in_to_flex(self):
        outcome = self.check("right")
        check = outcome.run["checks"][0]
        self.assertEqual((check["reached"], outcome.status), ("loaded", 0),
                         outcome.stdout + outcome.stderr + self.idp.log())

    def test_each_failure_is_what_the_server_says(self):
        for what, services, account, code, word in ROWS:
            with self.subTest(what):
                outcome = self.check(services, *account)
                finding = outcome.run["checks"][0]["findings"][0]
                said = self.idp.log()
                print(f"{what:24} {finding['code']:24} {finding['detail']}\n"
                      f"    samlidp: {said.strip()[:300]}", file=sys.stderr)
                self.assertEqual(finding["code"], code)
                self.assertIn(word, said)


if __name__ == "__main__":
    if not go_oracles.available("samlidp"):
        print("skipped: no samlidp: make interop fetches it")
        sys.exit(SKIPPED)
    unittest.main(verbosity=2)
