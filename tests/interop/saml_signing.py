"""Signed SAML responses for the differential tests, made with lxml and xmlsec."""

import dataclasses
import datetime
import pathlib
import subprocess

import xmlsec
from lxml import etree

P = "urn:oasis:names:tc:SAML:2.0:protocol"
A = "urn:oasis:names:tc:SAML:2.0:assertion"
DS = "http://www.w3.org/2000/09/xmldsig#"
NS = {"samlp": P, "saml": A, "ds": DS}

C14N = {
    "exclusive": xmlsec.constants.TransformExclC14N,
    "exclusive-comments": xmlsec.constants.TransformExclC14NWithComments,
    "inclusive": xmlsec.constants.TransformInclC14N,
    "inclusive-comments": xmlsec.constants.TransformInclC14NWithComments,
    "inclusive-1.1": xmlsec.constants.TransformInclC14N11,
}
METHODS = {
    "rsa-sha1": xmlsec.constants.TransformRsaSha1,
    "rsa-sha256": xmlsec.constants.TransformRsaSha256,
    "rsa-sha384": xmlsec.constants.TransformRsaSha384,
    "rsa-sha512": xmlsec.constants.TransformRsaSha512,
    "ecdsa-sha256": xmlsec.constants.TransformEcdsaSha256,
}
DIGESTS = {
    "sha1": xmlsec.constants.TransformSha1,
    "sha256": xmlsec.constants.TransformSha256,
    "sha384": xmlsec.constants.TransformSha384,
    "sha512": xmlsec.constants.TransformSha512,
}


@dataclasses.dataclass(frozen=True)
class Connection:
    """One of Twilio's two service providers, as it is addressed."""

    kind: str
    entity_id: str
    acs_url: str


ACCOUNT = "AC00112233445566778899aabbccddeeff"
PROFILE = "JQ00112233445566778899aabbccddeeff"
LEGACY = Connection("legacy", f"https://iam.example/v1/Accounts/{ACCOUNT}/saml2/metadata",
                    f"https://iam.example/v1/Accounts/{ACCOUNT}/saml2")
ENHANCED = Connection("enhanced", f"urn:flex:{PROFILE}",
                      f"https://login.example/login/callback?connection={PROFILE}")
ISSUER = "https://idp.example/saml"
REQUEST_ID = "_request1"


@dataclasses.dataclass
class How:
    """How a message is signed."""

    signed: tuple = ("assertion", "response")  # in this order
    method: str = "rsa-sha256"
    digest: str = "sha256"
    signed_info: str = "exclusive"
    reference: str = "exclusive"
    key_info: str = "certificate"  # "none", "empty", "key-value", "other", "chain", "garbage"
    key: str = "idp"
    prefixes: str = ""


class Keys:
    """Keys and self-signed certificates, made on the spot in `folder`."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for name in ("idp", "other"):
            self._make(name, "rsa:2048")
        self._make("curve", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")

    def _make(self, name, kind, *extra):
        subprocess.run(["openssl", "req", "-x509", "-newkey", kind, *extra, "-nodes", "-days",
                        "3650", "-subj", f"/CN={name}", "-keyout", self.folder / f"{name}.key",
                        "-out", self.folder / f"{name}.pem"], check=True, capture_output=True)

    def certificate(self, name):
        return self.folder / f"{name}.pem"

    def base64(self, name):
        lines = self.certificate(name).read_text().splitlines()
        return "".join(line for line in lines if "-----" not in line)

    def load(self, name):
        return xmlsec.Key.from_file(str(self.folder / f"{name}.key"), xmlsec.constants.KeyDataFormatPem)


def stamp(moment, seconds=0):
    return (moment + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def good_response(connection, now):
    """What a good identity provider sends, not signed yet."""
    return f"""<samlp:Response xmlns:samlp="{P}" xmlns:saml="{A}" ID="_response1" Version="2.0" \
IssueInstant="{stamp(now)}" Destination="{connection.acs_url.replace('&', '&amp;')}" \
InResponseTo="{REQUEST_ID}"><saml:Issuer>{ISSUER}</saml:Issuer><samlp:Status><samlp:StatusCode \
Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion \
ID="_assertion1" Version="2.0" IssueInstant="{stamp(now)}"><saml:Issuer>{ISSUER}</saml:Issuer>\
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">\
kim@users.example</saml:NameID><saml:SubjectConfirmation \
Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData \
InResponseTo="{REQUEST_ID}" Recipient="{connection.acs_url}" NotOnOrAfter="{stamp(now, 300)}"/>\
</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{stamp(now, -60)}" \
NotOnOrAfter="{stamp(now, 300)}"><saml:AudienceRestriction><saml:Audience>\
{connection.entity_id}</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
<saml:AuthnStatement AuthnInstant="{stamp(now)}" SessionIndex="_session1" \
SessionNotOnOrAfter="{stamp(now, 8 * 3600)}"><saml:AuthnContext><saml:AuthnContextClassRef>\
urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>\
</saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="email">\
<saml:AttributeValue>kim@users.example</saml:AttributeValue></saml:Attribute><saml:Attribute \
Name="full_name"><saml:AttributeValue>Kim Berg</saml:AttributeValue></saml:Attribute>\
<saml:Attribute Name="roles"><saml:AttributeValue>agent</saml:AttributeValue></saml:Attribute>\
<saml:Attribute Name="dept"><saml:AttributeValue>sales</saml:AttributeValue></saml:Attribute>\
</saml:AttributeStatement></saml:Assertion></samlp:Response>"""


def _key_info(signature, how, keys):
    if how.key_info == "none":
        return
    info = xmlsec.template.ensure_key_info(signature)
    if how.key_info == "key-value":
        xmlsec.template.add_key_value(info)
        return
    data = etree.SubElement(info, f"{{{DS}}}X509Data")
    names = {"certificate": [how.key], "other": ["other"], "chain": [how.key, "other"]}
    for name in names.get(how.key_info, []):
        etree.SubElement(data, f"{{{DS}}}X509Certificate").text = keys.base64(name)
    if how.key_info == "garbage":
        etree.SubElement(data, f"{{{DS}}}X509Certificate").text = "AAAA"


def _sign_one(element, how, keys):
    signature = xmlsec.template.create(element, C14N[how.signed_info], METHODS[how.method], ns="ds")
    issuer = element.find(f"{{{A}}}Issuer")
    if issuer is None:
        element.insert(0, signature)
    else:
        issuer.addnext(signature)
        signature.tail, issuer.tail = issuer.tail, None
    reference = xmlsec.template.add_reference(signature, DIGESTS[how.digest],
                                              uri="#" + element.get("ID"))
    xmlsec.template.add_transform(reference, xmlsec.constants.TransformEnveloped)
    transform = xmlsec.template.add_transform(reference, C14N[how.reference])
    if how.prefixes:
        xmlsec.template.transform_add_c14n_inclusive_namespaces(transform, how.prefixes)
    _key_info(signature, how, keys)
    context = xmlsec.SignatureContext()
    context.key = keys.load(how.key)
    context.register_id(element, "ID")
    context.sign(signature)


def sign(root, how, keys):
    """Signs in place what `how` says; an element without an ID stays unsigned."""
    for which in how.signed:
        element = root if which == "response" else root.find(f"{{{A}}}Assertion")
        if element is not None and element.get("ID"):
            _sign_one(element, how, keys)
    return root
