#!/usr/bin/env python3
"""Okta's and Auth0's own sign-in pages sign in at the look-alikes of the lab, in Chromium: what they
send is what the lab must take, and what the adapters send is compared with it, field by field. Skipped
until `make interop` fetched them."""

import pathlib
import sys
import unittest

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent / "../e2e")]
import lab as e2e  # noqa: E402
import request_tables as tables  # noqa: E402
import vendor_pages as pages  # noqa: E402

SKIPPED = 77  # for CTest
USER, PASSWORD, CODE, ANSWER = "user", "password", "code", "answer"  # filled in for a lab
BUTTON = ("input[type=submit]", None)
OKTA_LOGIN = [("input[name=username]", USER), ("input[name=password]", PASSWORD), BUTTON]
OKTA_CODE = [("a.factor-option:has(.mfa-google-auth-30)", pages.CHOOSE),
             ("input[name=answer]", CODE), BUTTON]
IDENTITY_ENGINE = [
    ("input[name=identifier]", USER), BUTTON,
    ("[data-se=okta_password] a", pages.CHOOSE), ("[name='credentials.passcode']", PASSWORD), BUTTON,
    ("a[aria-label*='enter a code']", pages.CHOOSE), ("[name='credentials.totp']", CODE), BUTTON,
    ("[data-se=security_question] a", pages.CHOOSE), ("[name='credentials.answer']", ANSWER), BUTTON,
    ("[data-se=do-not-stay-signed-in-btn]", pages.CHOOSE)]
SAVE = ("[data-se=save]", None)
THIRD_GENERATION = [
    ("input[name=identifier]", USER), SAVE,
    ("[data-se=okta_password]", pages.CHOOSE), ("[name='credentials.passcode']", PASSWORD), SAVE,
    ("button[aria-label*='enter a code']", pages.CHOOSE), ("[name='credentials.totp']", CODE), SAVE,
    ("button[aria-label*='Security Question']", pages.CHOOSE), ("[name='credentials.answer']", ANSWER),
    SAVE, ("[data-se=do-not-stay-signed-in-btn]", pages.CHOOSE)]
LOCK = [("input[name=email]", USER), ("input[name=password]", PASSWORD), ("button[type=submit]", None),
        ("input[name=code]", CODE), ("button[name=action]", None)]
# The look-alike, the vendor's script, what a person does, and what the page says to a wrong password.
ROWS = [
    ("okta-classic", pages.OKTA, OKTA_LOGIN + OKTA_CODE, "Unable to sign in"),
    ("okta-app-policy", pages.OKTA, OKTA_LOGIN + OKTA_CODE, "Unable to sign in"),
    ("okta-identity-engine", pages.OKTA, IDENTITY_ENGINE, "Password is incorrect"),
    ("okta-identity-engine", pages.OKTA_3, THIRD_GENERATION, "Password is incorrect"),
    ("auth0-classic", pages.LOCK, LOCK, "Wrong email or password."),
]
# What only one of the two sends, and why that is so.
REASONS = {
    "their header x-okta-user-agent-extended": "names the script and its version",
    "their POST /idp/idx/authenticators/poll": "asks whether the app answered before it gives up",
    "our field authenticator.enrollmentId": "as the second generation of the page does",
    "our value authenticator.methodType=password": "the option's own value, which the page leaves out",
    "our value authenticator.methodType=security_question": "likewise",
    "their value statusCode=": "what the page's call of Okta Verify came to: nothing answered",
    "our value statusCode=null": "likewise: no call was made",
    "their header auth0-client": "names the script and its version",
    "their query t<time>": "keeps an old copy from being used",
    "their field response_type": "Lock's own, where the page's object names none: SAML has no use for it",
    "their field scope": "likewise",
    "their GET /user/ssodata": "an old way to find a session, which nobody depends on",
}


def filled(steps, lab, target, password):
    idp = lab.target(target)["idp"]
    values = {USER: pages.USERNAME, PASSWORD: password, CODE: lambda: pages.code_of(lab, target)}
    if "security_answer" in idp:
        values[ANSWER] = (lab.folder / idp["security_answer"]["file"]).read_text().strip()
    return [(selector, values.get(text, text)) for selector, text in steps]


# What Lock says when its settings did not come within the few seconds that it waits for them, as on
# a busy machine: that is no refusal, and the page is opened again.
GAVE_UP = "Something went wrong. Please contact technical support."


def sign_in(row, password=None):
    """How it ended, the words of the last page, and the requests."""
    for _ in range(3):
        ended = sign_in_once(row, password)
        if ended[0] or GAVE_UP not in ended[1]:
            break
    return ended


def sign_in_once(row, password):
    target, script, steps, _ = row
    with e2e.Lab(logged=True) as lab:
        ready = filled(steps, lab, target, password or lab.password(target))
        loaded, words = pages.log_in(lab, target, script, ready)
        return loaded, words, tables.table_of(lab.log, target)


@unittest.skipUnless(pages.available(), "no sign-in pages: make interop fetches them")
class VendorsPages(unittest.TestCase):
    def test_they_sign_in_and_send_what_we_send(self):
        met = set()
        for row in ROWS:
            with self.subTest(row[0], script=row[1].file):
                loaded, words, theirs = sign_in(row)
                self.assertTrue(loaded, words[-500:])
                found = set(tables.differences(theirs, tables.of_our_check(row[0])))
                reasons = {(part, key): REASONS[part] for part, key in found if part in REASONS}
                tables.show(row[0], found, reasons)
                met |= {part for part, _ in found}
                self.assertEqual(found - reasons.keys(), set())
        self.assertEqual(REASONS.keys() - met, set(), "reasons for what is no difference")

    def test_a_wrong_password_is_told_by_the_page(self):
        for row in ROWS:
            with self.subTest(row[0], script=row[1].file):
                loaded, words, _ = sign_in(row, password="wrong & never right")
                self.assertFalse(loaded)
                self.assertIn(row[3], words)


if __name__ == "__main__":
    if not pages.available():
        print("skipped: no sign-in pages, or no Chromium: make interop fetches them")
        sys.exit(SKIPPED)
    unittest.main(verbosity=2)
