"""Messages that others collected, read where they are: cases and corpora beside the project.

Each is judged as its own file says: with its certificate, at its time, for the addresses that it
names itself where it was made for another service.
"""

import base64
import dataclasses
import json
import pathlib
import re

from lxml import etree

from saml_oracles import Message
from saml_signing import A, DS

SHARED = pathlib.Path(__file__).resolve().parents[3] / "shared"
FLEX = dict(entity_id="urn:flex:JQ00112233445566778899aabbccddeeff",
            acs_url="https://login.flex.us1.twilio.com/login/callback?connection="
                    "JQ00112233445566778899aabbccddeeff")
ACCOUNT = "https://iam.twilio.com/v1/Accounts/AC00112233445566778899aabbccddeeff/saml2"
LEGACY = dict(entity_id=f"{ACCOUNT}/metadata", acs_url=ACCOUNT)
CONTROL = {"saml": "2026-11-26T12:00:00Z", "saml2": "2026-11-27T12:00:00Z"}


@dataclasses.dataclass(frozen=True)
class Collected:
    name: str
    kind: str  # "enhanced", "legacy"; "" for another service
    message: Message

    @property
    def mutations(self):
        return (self.name,)


def seconds(text):
    import datetime
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def cases():
    """shared/cases/saml and saml2, for a connection of Flex."""
    for folder in ("saml", "saml2"):
        for file in sorted((SHARED / "cases" / folder).glob("*.xml")):
            if file.name.startswith("md-"):
                continue
            legacy = "iam.twilio.com" in file.read_text()
            certificate = "keys/main.pem" if folder == "saml" else \
                "saml2/ec.pem" if "ecdsa" in file.name else "saml2/rsa.pem"
            yield (f"{folder}/{file.name}", "legacy" if legacy else "enhanced", dict(
                file=file, certificate=SHARED / "cases" / certificate, at=seconds(CONTROL[folder]),
                issuer="https://idp.harbor.example/saml" if folder == "saml" else "https://idp.example/saml",
                request_id="_req7f3a" if folder == "saml" else "_r", **(LEGACY if legacy else FLEX)))


def first(root, path):
    found = root.find(path)
    return "" if found is None or not found.text else found.text.strip()


def own_values(file, root):
    data = root.find(f".//{{{A}}}SubjectConfirmationData")
    acs = root.get("Destination") or ("" if data is None else data.get("Recipient", ""))
    return dict(file=file, acs_url=acs or "https://acs.example/",
                entity_id=first(root, f".//{{{A}}}Audience") or "urn:example",
                issuer=first(root, f".//{{{A}}}Issuer"),
                request_id=root.get("InResponseTo", ""))


def embedded(root, folder, number):
    text = re.sub(r"\s", "", first(root, f".//{{{DS}}}X509Certificate"))
    file = pathlib.Path(folder) / f"collected-{number}.pem"
    lines = "\n".join(text[at:at + 64] for at in range(0, len(text), 64))
    file.write_text(f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n")
    return file if text and base64.b64decode(text) else None


def times():
    """The moment at which each message of the corpora is judged, by file name."""
    known = {}
    for test in (SHARED / "corpora" / "saml").glob("samlshield*/*.test.json"):
        value = json.loads(test.read_text())
        name = value["input"]["response_xml"].rsplit("/", 1)[-1]
        if value.get("mockTime"):
            known.setdefault(name, seconds(value["mockTime"]))
    return known


def corpora(folder):
    """shared/corpora/saml, for the service that each was made for."""
    known = times()
    for number, file in enumerate(sorted((SHARED / "corpora" / "saml").rglob("*.xml"))):
        try:
            root = etree.fromstring(file.read_bytes(), etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError:
            continue  # nobody reads it
        pinned = file.parents[1] / "cert.pem"
        certificate = pinned if pinned.exists() else embedded(root, folder, number)
        issued = root.get("IssueInstant")
        if certificate is None or not issued:
            continue
        at = known.get(file.name.split("__")[-1], seconds(issued))
        yield (str(file.relative_to(SHARED)), "",
               dict(certificate=certificate, at=at, **own_values(file, root)))


def collected(folder, start):
    found = list(cases()) + list(corpora(folder)) if SHARED.exists() else []
    return [Collected(name, kind, Message(number=number, **values))
            for number, (name, kind, values) in enumerate(found, start=start)]
