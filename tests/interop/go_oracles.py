"""Programs in Go that others wrote, with a few lines of ours around them (go_oracles/)."""

import base64
import json
import pathlib
import subprocess
import zlib

PLACE = pathlib.Path(__file__).resolve().parents[2] / "build" / "go-oracles"
LONGEST = 60  # seconds of one sign-in
REQUEST = """<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{id}" Version="2.0"
 IssueInstant="2026-01-01T00:00:00Z" AssertionConsumerServiceURL="{acs_url}"
 ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST">
<saml:Issuer>{entity_id}</saml:Issuer></samlp:AuthnRequest>"""


def available(program):
    return (PLACE / program).exists()


def authn_request(request_id, entity_id, acs_url):
    """The message as the Redirect binding carries it."""
    text = REQUEST.format(id=request_id, entity_id=entity_id, acs_url=acs_url).encode()
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(packed.compress(text) + packed.flush()).decode()


class Saml2Aws:
    """One sign-in: the SAML response, or None with what the client said."""

    def __init__(self, task):
        done = subprocess.run([PLACE / "saml2aws"], input=json.dumps(task), capture_output=True,
                              text=True, timeout=LONGEST, check=False)
        self.said = done.stderr
        self.response = base64.b64decode(done.stdout).decode() if done.returncode == 0 else None
