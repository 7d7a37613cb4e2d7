"""crewjam's samlidp, an identity provider in Go that others wrote, on loopback behind TLS."""

import go_oracles
from ports import free_port
from told_server import ToldServer

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
        self.server = ToldServer("samlidp", HOST)
        self.base = f"https://{HOST}:{self.port}"
        self.issuer = f"{self.base}/metadata"
        self.sso_url = f"{self.base}/sso"
        self.certificate = self.ca = self.server.certificate
        self.log, self.stop = self.server.log, self.server.stop

    def start(self, users, services, claims):
        self.server.start([go_oracles.PLACE / "samlidp"],
                          {"url": self.base, "listen": f"127.0.0.1:{self.port}", "users": users,
                           "services": services, "claims": claims})
