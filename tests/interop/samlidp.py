"""crewjam's samlidp, an identity provider in Go that others wrote, on loopback behind TLS."""

import json
import pathlib
import shutil
import subprocess
import tempfile

import go_oracles
from ports import free_port

HOST = "samlidp.acme.localhost"
METADATA = """<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity_id}">
<SPSSODescriptor AuthnRequestsSigned="{signed}" WantAssertionsSigned="true"
 protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">{key}
<NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</NameIDFormat>
<AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
 Location="{acs_url}" index="1"/></SPSSODescriptor></EntityDescriptor>"""
KEY = """<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
<X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"""


def metadata(entity_id, acs_url, certificate=None):
    """Of the service; with a certificate, it says that it signs its requests."""
    lines = certificate.read_text().splitlines()[1:-1] if certificate else []
    return METADATA.format(entity_id=entity_id, acs_url=acs_url.replace("&", "&amp;"),
                           signed="true" if certificate else "false",
                           key=KEY.format(certificate="".join(lines)) if certificate else "")


class SamlIdp:
    """One that runs with what start() was given; it is started anew for another set-up."""

    def __init__(self):
        self.port = free_port()
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="flexverify-samlidp-"))
        self.base = f"https://{HOST}:{self.port}"
        self.issuer = f"{self.base}/metadata"
        self.sso_url = f"{self.base}/sso"
        self.certificate = self.ca = self.root / "tls.pem"
        self.process = None
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "90",
                        "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout",
                        self.root / "tls.key", "-out", self.certificate], check=True,
                       capture_output=True)

    def start(self, users, services, claims):
        self.end()
        with open(self.root / "log", "wb") as log:
            self.process = subprocess.Popen([go_oracles.PLACE / "samlidp"], stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE, stderr=log, text=True)
        json.dump({"url": self.base, "listen": f"127.0.0.1:{self.port}", "users": users,
                   "certificate": str(self.certificate), "key": str(self.root / "tls.key"),
                   "services": services, "claims": claims}, self.process.stdin)
        self.process.stdin.close()
        if self.process.stdout.readline().strip() != "ready":
            raise RuntimeError("samlidp did not start: " + self.log())

    def log(self):
        return (self.root / "log").read_text(encoding="utf-8", errors="replace")[-3000:]

    def end(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=10)
            self.process.stdout.close()
            self.process = None

    def stop(self):
        self.end()
        shutil.rmtree(self.root, ignore_errors=True)
