#!/usr/bin/env python3
"""Logs in through a Django site: pysaml2 behind Django's admin login with django-axes, and behind
two-factor's own. Each verdict stands beside the words that Chromium shows for the same login. Skipped
until `make interop` fetched it."""

import pathlib
import sys
import tempfile
import unittest

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent / "../e2e")]
import chromium  # noqa: E402
import django_idp  # noqa: E402
import lab as e2e  # noqa: E402
import samlidp  # noqa: E402
import vendor_pages as pages  # noqa: E402

SKIPPED = 77  # for CTest
NAME = "django"
USER, PASSWORD, WRONG = "flex-check@acme.test", 'a&b+c%d "e\' ü', "wrong & never right"
CLAIMS = {"email": USER, "full_name": "Flex Check", "roles": "agent"}
OTHER_SECRET = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"
AXES_LIMIT = 3
# What is done, the login page, what is registered, the password, the secret for codes, our first
# finding (None: Flex is loaded), and what Chromium shows.
ROWS = [
    ("right", "admin", "right", PASSWORD, None, None, "Flex is loaded"),
    ("wrong", "admin", "right", WRONG, None, "credentials-rejected",
     "Please enter the correct username"),
    ("locked", "admin", "right", PASSWORD, None, "account-locked", "too many login attempts"),
    ("unregistered Entity ID", "admin", "other Entity ID", PASSWORD, None, "idp-app-not-found",
     "UnknownSystemEntity"),
    ("wrong ACS", "admin", "other ACS", PASSWORD, None, "idp-error",
     "Unknown entity or unsupported bindings"),
    ("unsigned", "admin", "right", PASSWORD, None, "idp-error", "IncorrectlySigned"),
    ("code", "two-factor", "right", PASSWORD, django_idp.TOTP_SECRET, None, "Flex is loaded"),
    ("wrong code", "two-factor", "right", PASSWORD, OTHER_SECRET, "mfa-rejected", "Invalid token"),
]
ADMIN = ("[name=username]", "[name=password]", "[type=submit]")
TWO_FACTOR = ("[name=auth-username]", "[name=auth-password]", "button.btn-primary")


@unittest.skipUnless(django_idp.available(), "no Django site: make interop fetches it")
class DjangoLogin(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.idp = django_idp.DjangoIdp()
        cls.addClassCleanup(cls.idp.stop)
        cls.lab = e2e.Lab("--idp", f"{NAME}={cls.idp.sso_url},{cls.idp.issuer},"
                                   f"{cls.idp.certificate}")
        cls.addClassCleanup(cls.lab.__exit__)
        cls.lab_ca = cls.lab.folder / cls.lab.settings()["defaults"]["ca_file"]
        cls.lab.change(cls.configure)
        expected = cls.lab.target(NAME)["expect"]
        entity_id, acs_url = expected["entity_id"], expected["acs_url"]
        cls.services = {"right": samlidp.metadata(entity_id, acs_url),
                        "other Entity ID": samlidp.metadata(entity_id + "-of-another", acs_url),
                        "other ACS": samlidp.metadata(entity_id, acs_url + "-of-another")}

    @classmethod
    def configure(cls, settings):
        """The lab's file, with both authorities and the account of this provider."""
        cls.lab.trust_also(settings, cls.idp.ca)
        target = next(t for t in settings["targets"] if t["name"] == NAME)
        target["idp"].update(adapter="auto", hosts=[django_idp.HOST], username=USER,
                             password={"env": "INTEROP_PASSWORD"})

    def start(self, what, login, service):
        self.idp.start(login, USER, PASSWORD, self.services[service], CLAIMS,
                       signed_alone=what == "unsigned")
        if what == "locked":
            for _ in range(AXES_LIMIT):
                self.check(WRONG, None)

    def check(self, password, secret):
        code = ["--totp-env", "INTEROP_TOTP"] if secret else []
        return e2e.flexverify("check", NAME, "--config", self.lab.config, "--json", *code,
                              environment={
                                  "INTEROP_PASSWORD": password, "INTEROP_TOTP": secret or "",
                                  "XDG_STATE_HOME": tempfile.mkdtemp(dir=self.lab.folder)})

    def test_each_verdict_is_what_the_site_shows(self):
        for what, login, service, password, secret, code, shown in ROWS:
            with self.subTest(what):
                self.start(what, login, service)
                outcome = self.check(password, secret)
                check = outcome.run["checks"][0]
                first = check["findings"][0] if check["findings"] else {"code": None, "detail": ""}
                said = first["code"] if check["reached"] != "loaded" else None
                print(f"{what:24} {said} {first['detail'][:200]}", file=sys.stderr)
                self.assertEqual(said, code, outcome.stdout + self.idp.log())
                if chromium.is_installed():
                    self.start(what, login, service)
                    self.assertIn(shown, self.words_in_chromium(login, password, secret, shown))

    def words_in_chromium(self, login, password, secret, shown):
        user, field, button = ADMIN if login == "admin" else TWO_FACTOR
        steps = [(user, USER), (field, password), (button, None)]
        if secret:
            steps += [("[name=token-otp_token]", lambda: pages.one_time_code(secret)), (button, None)]
        home = chromium.Home(self.lab_ca)
        person = chromium.Person(home, ["--ignore-certificate-errors"])
        try:
            person.go(self.lab.target(NAME)["url"])
            return pages.watch(person, steps, shown)[1]
        finally:
            person.close()
            home.remove()


if __name__ == "__main__":
    if not django_idp.available():
        print("skipped: no Django site: make interop fetches it")
        sys.exit(SKIPPED)
    unittest.main(verbosity=2)
