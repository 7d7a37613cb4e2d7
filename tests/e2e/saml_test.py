#!/usr/bin/env python3
"""flexverify saml: the audit of a saved message, as a user has it at hand when a login failed."""

import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from lab import BIN  # noqa: E402

PROTOCOL = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
ASSERTION = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
RESPONSE = (f'<samlp:Response {PROTOCOL} {ASSERTION} ID="_r" Version="2.0" '
            'IssueInstant="2026-11-25T12:00:00Z" InResponseTo="_q" '
            'Destination="https://acs.example/">'
            '<saml:Issuer>https://idp.example/</saml:Issuer><samlp:Status><samlp:StatusCode '
            'Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
            '<saml:Assertion ID="_a" Version="2.0" IssueInstant="2026-11-25T12:00:00Z">'
            '<saml:Issuer>https://idp.example/</saml:Issuer><saml:Subject><saml:NameID>'
            'someone@acme.test</saml:NameID></saml:Subject>'
            '<saml:Conditions NotOnOrAfter="2026-11-25T12:05:00Z"><saml:AudienceRestriction>'
            '<saml:Audience>urn:flex:JQ1</saml:Audience></saml:AudienceRestriction>'
            '</saml:Conditions></saml:Assertion></samlp:Response>')
REQUEST = (f'<samlp:AuthnRequest {PROTOCOL} ID="_q" Version="2.0" '
           'AssertionConsumerServiceURL="https://acs.example/" '
           f'IssueInstant="2026-11-25T12:00:00Z"><saml:Issuer {ASSERTION}>urn:flex:JQ2'
           '</saml:Issuer></samlp:AuthnRequest>')


def deflated(text):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(packer.compress(text.encode()) + packer.flush()).decode()


def saml(argument, *options, stdin=None):
    return subprocess.run([BIN / "flexverify", "saml", argument, *options], input=stdin, text=True,
                          capture_output=True, timeout=20, check=False)


class Doctor(unittest.TestCase):
    def codes(self, done):
        return [finding["code"] for message in json.loads(done.stdout)["messages"]
                for finding in message["findings"]]

    def test_standard_input_in_several_wrappings(self):
        encoded = base64.b64encode(RESPONSE.encode()).decode()
        for text in (RESPONSE, encoded, urllib.parse.quote(encoded),
                     "SAMLResponse=" + urllib.parse.quote(encoded)):
            done = saml("-", "--json", "--at", "2026-11-25T12:01:00Z", stdin=text)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("saml-signature-missing", self.codes(done))
            self.assertNotIn("saml-expired", self.codes(done))

    def test_now_is_when_times_are_judged_unless_said(self):
        self.assertIn("saml-expired", self.codes(saml("-", "--json", "--at",
                                                      "2026-11-25T13:00:00Z", stdin=RESPONSE)))

    def test_a_har_joins_request_and_response(self):
        har = {"log": {"entries": [
            {"startedDateTime": "2026-11-25T12:00:00Z", "request": {
                "method": "GET",
                "url": "https://idp.example/sso?SAMLRequest=" +
                       urllib.parse.quote(deflated(REQUEST))}},
            {"startedDateTime": "2026-11-25T12:00:05Z", "request": {
                "method": "POST", "url": "https://acs.example/", "postData": {"params": [
                    {"name": "SAMLResponse",
                     "value": base64.b64encode(RESPONSE.encode()).decode()}]}}}]}}
        with tempfile.NamedTemporaryFile("w", suffix=".har") as file:
            json.dump(har, file)
            file.flush()
            done = saml(file.name, "--json")
        self.assertIn("saml-audience-mismatch", self.codes(done))

    def test_a_report_for_a_ticket_names_nobody(self):
        hidden = saml("-", "--idp", "okta", stdin=RESPONSE)
        self.assertNotIn("someone@acme.test", hidden.stdout)
        self.assertIn("Attribute Statements", hidden.stdout)
        self.assertIn("someone@acme.test", saml("-", "--show-values", stdin=RESPONSE).stdout)

    def test_a_request_in_a_url(self):
        done = saml("-", "--entity-id", "urn:flex:JQ" + "0" * 32, "--json",
                    stdin="https://idp.example/?SAMLRequest=" + urllib.parse.quote(deflated(REQUEST)))
        self.assertEqual(self.codes(done), ["entity-id-mismatch"])

    def test_bad_usage(self):
        for arguments, stdin, words in ((["-"], "hello", "no SAML message"),
                                        (["/no/such"], "", "/no/such"),
                                        (["-", "--at", "noon"], RESPONSE, "RFC 3339"),
                                        (["-", "--idp", "oktaa"], RESPONSE, "okta"),
                                        (["-", "--certificate", "/no/such.pem"], RESPONSE,
                                         "/no/such.pem")):
            done = saml(*arguments, stdin=stdin)
            self.assertEqual((done.returncode, done.stdout), (3, ""))
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
