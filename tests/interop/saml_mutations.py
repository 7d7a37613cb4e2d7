"""Ways in which a SAML response can differ from a good one.

BEFORE changes what is signed (or how), AFTER what was signed already. Each is one function over a
Draft; a mutant is one of them, or two.
"""

import copy
import datetime
import re

from lxml import etree

from saml_signing import A, DS, ISSUER, P, stamp

BEFORE, AFTER = {}, {}
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"


class Draft:
    """One message in the making."""

    def __init__(self, root, how, connection, other, now):
        self.root, self.how, self.connection, self.other, self.now = root, how, connection, other, now
        self.text = None  # once it was signed

    def one(self, name, space=A):
        return self.root.find(f".//{{{space}}}{name}")

    def assertion(self):
        return self.one("Assertion")


def element(name, text=None, space=A, **attributes):
    made = etree.Element(f"{{{space}}}{name}", {k: v for k, v in attributes.items() if v is not None})
    made.text = text
    return made


def before(name, change):
    BEFORE[name] = change


def after(name, change):
    AFTER[name] = change


def drop(node):
    if node is not None and node.getparent() is not None:
        node.getparent().remove(node)


def at(path, attribute):
    """A setter of one attribute of the first element with that name (None takes it away)."""
    space = P if path == "Response" else A

    def put(draft, value):
        node = draft.root if path == "Response" else draft.one(path, space)
        if node is None:
            return
        if value is None:
            node.attrib.pop(attribute, None)
        else:
            node.set(attribute, value)
    return put


def text_of(name):
    def put(draft, value):
        node = draft.one(name)
        if node is not None:
            node.text = value
    return put


# --- required parts ---
for path, names in {"Response": ["ID", "Version", "IssueInstant", "Destination", "InResponseTo"],
                    "Assertion": ["ID", "Version", "IssueInstant"],
                    "SubjectConfirmation": ["Method"],
                    "SubjectConfirmationData": ["Recipient", "NotOnOrAfter", "InResponseTo"],
                    "Conditions": ["NotBefore", "NotOnOrAfter"],
                    "AuthnStatement": ["AuthnInstant", "SessionIndex"],
                    "Attribute": ["Name"], "NameID": ["Format"]}.items():
    for name in names:
        before(f"required: no {path}/{name}", lambda d, put=at(path, name): put(d, None))
for name in ["Issuer", "Subject", "Conditions", "AuthnStatement", "AttributeStatement", "NameID",
             "SubjectConfirmation", "SubjectConfirmationData", "AudienceRestriction", "Audience",
             "AuthnContext"]:
    before(f"required: no {name}", lambda d, n=name: drop(
        d.assertion().find(f".//{{{A}}}{n}") if d.assertion() is not None else None))
before("required: no Response/Issuer", lambda d: drop(d.root.find(f"{{{A}}}Issuer")))
before("required: no Status", lambda d: drop(d.one("Status", P)))
before("required: no StatusCode", lambda d: drop(d.one("StatusCode", P)))
before("required: version 1.1 of the response", lambda d: at("Response", "Version")(d, "1.1"))
before("required: version 1.1 of the assertion", lambda d: at("Assertion", "Version")(d, "1.1"))
before("required: an ID that begins with a digit", lambda d: at("Assertion", "ID")(d, "1abc"))
before("required: a Response ID that begins with a digit", lambda d: at("Response", "ID")(d, "1abc"))
before("required: an empty Destination", lambda d: at("Response", "Destination")(d, ""))

# --- status ---
for name in ["Requester", "Responder", "VersionMismatch", "AuthnFailed", "Unheard"]:
    before(f"status: {name}", lambda d, n=name: d.one("StatusCode", P).set(
        "Value", f"urn:oasis:names:tc:SAML:2.0:status:{n}"))


def second_status(d):
    d.one("StatusCode", P).append(element("StatusCode", space=P,
                                          Value="urn:oasis:names:tc:SAML:2.0:status:PartialLogout"))


before("status: a second code below Success", second_status)


# --- addresses ---
def address_variants(right):
    return {"with a slash": right + "/", "in capitals": right.upper(), "with a space": right + " ",
            "without its query": right.split("?")[0], "another host": right.replace("//", "//x."),
            "longer": right + "0", "with a no-break space": right + "\u00a0", "shorter": right[:-1]}


for path, name in [("Response", "Destination"), ("SubjectConfirmationData", "Recipient")]:
    for words in address_variants("https://a/"):
        before(f"address: {name} {words}", lambda d, p=path, n=name, w=words: at(p, n)(
            d, address_variants(d.connection.acs_url)[w]))
for words in address_variants("https://a/"):
    before(f"audience: {words}", lambda d, w=words: text_of("Audience")(
        d, address_variants(d.connection.entity_id)[w]))
    before(f"issuer: {words}", lambda d, w=words: [
        setattr(n, "text", address_variants(ISSUER)[w]) for n in d.root.iter(f"{{{A}}}Issuer")])
before("issuer: of the assertion only", lambda d: setattr(
    d.assertion().find(f"{{{A}}}Issuer"), "text", ISSUER + "x") if d.assertion() is not None else 0)
before("issuer: of the response only", lambda d: setattr(
    d.root.find(f"{{{A}}}Issuer"), "text", ISSUER + "x"))
before("issuer: with a Format", lambda d: d.one("Issuer").set(
    "Format", "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"))
before("issuer: empty in the assertion", lambda d: setattr(
    d.assertion().find(f"{{{A}}}Issuer"), "text", ""))
before("audience: of the other connection", lambda d: text_of("Audience")(d, d.other.entity_id))
before("audience: line feeds around it", lambda d: text_of("Audience")(
    d, f"\n      {d.connection.entity_id}\n    "))
before("audience: empty", lambda d: text_of("Audience")(d, ""))
before("request: another, everywhere", lambda d: [
    n.set("InResponseTo", "_other") for n in d.root.iter() if n.get("InResponseTo")])
before("request: another in the response", lambda d: at("Response", "InResponseTo")(d, "_other"))
before("request: another in the confirmation",
       lambda d: at("SubjectConfirmationData", "InResponseTo")(d, "_other"))
before("request: none anywhere", lambda d: [
    n.attrib.pop("InResponseTo") for n in d.root.iter() if n.get("InResponseTo")])


# --- quantifiers ---
def add_audience(d, first, own_restriction):
    restriction = d.one("AudienceRestriction")
    if restriction is None:
        return
    made = element("Audience", "https://other.example")
    if own_restriction:
        around = element("AudienceRestriction")
        around.append(made)
        restriction.addprevious(around) if first else restriction.addnext(around)
    else:
        restriction.insert(0 if first else 1, made)


before("quantifier: another audience behind ours", lambda d: add_audience(d, False, False))
before("quantifier: another audience before ours", lambda d: add_audience(d, True, False))
before("quantifier: a second restriction without ours", lambda d: add_audience(d, False, True))
before("quantifier: a first restriction without ours", lambda d: add_audience(d, True, True))


def add_confirmation(d, first, method=BEARER, data=True, **attributes):
    mine = d.one("SubjectConfirmation")
    if mine is None:
        return
    made = element("SubjectConfirmation", Method=method)
    if data:
        made.append(element("SubjectConfirmationData", NotOnOrAfter=stamp(d.now, 300),
                            InResponseTo="_request1", **attributes))
    mine.addprevious(made) if first else mine.addnext(made)


OTHER_ACS = {"Recipient": "https://other.example/acs"}
HOLDER = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"
before("quantifier: a confirmation for others behind ours",
       lambda d: add_confirmation(d, False, **OTHER_ACS))
before("quantifier: a confirmation for others before ours",
       lambda d: add_confirmation(d, True, **OTHER_ACS))
before("quantifier: holder-of-key before ours", lambda d: add_confirmation(d, True, HOLDER, False))
before("quantifier: holder-of-key behind ours", lambda d: add_confirmation(d, False, HOLDER, False))
before("quantifier: only holder-of-key", lambda d: at("SubjectConfirmation", "Method")(d, HOLDER))
before("quantifier: only sender-vouches", lambda d: at("SubjectConfirmation", "Method")(
    d, "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"))


def again(name, fresh_id=False):
    def change(d):
        node = d.one(name)
        if node is None:
            return
        twin = copy.deepcopy(node)
        if fresh_id:
            twin.set("ID", "_twin")
        node.addnext(twin)
    return change


for name in ["Conditions", "AuthnStatement", "AttributeStatement", "Subject", "NameID", "Attribute"]:
    before(f"twice: {name}", again(name))
before("twice: the assertion with another ID", again("Assertion", True))
before("twice: the assertion with its ID", again("Assertion"))
before("twice: the Issuer", again("Issuer"))


def split_attributes(d):
    statement = d.one("AttributeStatement")
    if statement is None or len(statement) < 2:
        return
    second = element("AttributeStatement")
    second.append(statement[-1])
    statement.addnext(second)


before("quantifier: two AttributeStatements", split_attributes)

# --- times ---
SHIFTS = {"a day ago": -86400, "four minutes ago": -240, "two minutes ago": -120,
          "in two minutes": 120, "in four minutes": 240, "in a day": 86400}
for path, name in [("Conditions", "NotBefore"), ("Conditions", "NotOnOrAfter"),
                   ("SubjectConfirmationData", "NotOnOrAfter"),
                   ("SubjectConfirmationData", "NotBefore"),
                   ("AuthnStatement", "SessionNotOnOrAfter"), ("Response", "IssueInstant"),
                   ("Assertion", "IssueInstant"), ("AuthnStatement", "AuthnInstant")]:
    for words, seconds in SHIFTS.items():
        before(f"time: {path}/{name} {words}", lambda d, p=path, n=name, s=seconds: at(p, n)(
            d, stamp(d.now, s)))

FORMS = {
    "as a person writes it": lambda t: t.strftime("%d/%m/%Y %H:%M:%S"),
    "with a space": lambda t: t.strftime("%Y-%m-%d %H:%M:%SZ"),
    "without a zone": lambda t: t.strftime("%Y-%m-%dT%H:%M:%S"),
    "with an offset": lambda t: t.astimezone(datetime.timezone(datetime.timedelta(hours=2))).strftime(
        "%Y-%m-%dT%H:%M:%S+02:00"),
    "with milliseconds": lambda t: t.strftime("%Y-%m-%dT%H:%M:%S.123Z"),
    "with one digit more": lambda t: t.strftime("%Y-%m-%dT%H:%M:%S.1Z"),
    "with seven digits more": lambda t: t.strftime("%Y-%m-%dT%H:%M:%S.1234567Z"),
    "in small letters": lambda t: t.strftime("%Y-%m-%dt%H:%M:%Sz"),
    "without seconds": lambda t: t.strftime("%Y-%m-%dT%H:%MZ"),
    "empty": lambda t: "",
    "with white space around it": lambda t: t.strftime(" %Y-%m-%dT%H:%M:%SZ "),
}
for path, name, seconds in [("Conditions", "NotBefore", -60), ("Conditions", "NotOnOrAfter", 300),
                            ("SubjectConfirmationData", "NotOnOrAfter", 300),
                            ("AuthnStatement", "SessionNotOnOrAfter", 28800),
                            ("Response", "IssueInstant", 0)]:
    for words, form in FORMS.items():
        before(f"time format: {path}/{name} {words}",
               lambda d, p=path, n=name, s=seconds, f=form: at(p, n)(
                   d, f(d.now + datetime.timedelta(seconds=s))))

# --- who ---
FORMATS = {"persistent": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
           "transient": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
           "e-mail": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"}
for words, form in FORMATS.items():
    def qualify(d, attribute, value, form=form):
        node = d.one("NameID")
        if node is not None:
            node.set("Format", form)
            node.set(attribute, value)
    before(f"name: {words}, SPNameQualifier of others",
           lambda d, q=qualify: q(d, "SPNameQualifier", "https://other.example"))
    before(f"name: {words}, SPNameQualifier of ours",
           lambda d, q=qualify: q(d, "SPNameQualifier", d.connection.entity_id))
    before(f"name: {words}, NameQualifier of others",
           lambda d, q=qualify: q(d, "NameQualifier", "https://other.example"))
    before(f"name: {words}, NameQualifier of the issuer",
           lambda d, q=qualify: q(d, "NameQualifier", ISSUER))
before("name: empty", lambda d: text_of("NameID")(d, ""))
before("name: white space", lambda d: text_of("NameID")(d, "  "))


def encrypted(name):
    made = element(name)
    data = etree.SubElement(made, "{http://www.w3.org/2001/04/xmlenc#}EncryptedData")
    cipher = etree.SubElement(data, "{http://www.w3.org/2001/04/xmlenc#}CipherData")
    etree.SubElement(cipher, "{http://www.w3.org/2001/04/xmlenc#}CipherValue").text = "AA=="
    return made


def replace(name, by):
    def change(d):
        node = d.one(name)
        if node is not None:
            node.getparent().replace(node, encrypted(by))
    return change


before("encrypted: the assertion", replace("Assertion", "EncryptedAssertion"))
before("encrypted: the NameID", replace("NameID", "EncryptedID"))
before("encrypted: an attribute more", lambda d: d.one("AttributeStatement").append(
    encrypted("EncryptedAttribute")) if d.one("AttributeStatement") is not None else None)


# --- what stands elsewhere ---
def advice(d, child):
    node = d.one("Conditions")
    if node is None:
        return
    made = element("Advice")
    made.append(child)
    node.addnext(made)


before("elsewhere: an assertion inside Advice", lambda d: advice(d, element(
    "Assertion", ID="_advice", Version="2.0", IssueInstant=stamp(d.now))))
before("elsewhere: a reference inside Advice",
       lambda d: advice(d, element("AssertionIDRef", "_elsewhere")))


def extension(d, child):
    around = element("Extensions", space=P)
    around.append(child)
    status = d.one("Status", P)
    if status is not None:
        status.addprevious(around)


before("elsewhere: an Extensions element", lambda d: extension(d, element("x", "y", "urn:x")))
before("elsewhere: an element called Assertion", lambda d: extension(d, element("Assertion", "y", "urn:x")))
before("elsewhere: an element called Response", lambda d: extension(d, element("Response", "y", "urn:x")))
before("elsewhere: a Signature in Extensions", lambda d: extension(d, element("Signature", space=DS)))
before("elsewhere: a Signature in the Subject", lambda d: d.one("SubjectConfirmationData").append(
    element("Signature", space=DS)) if d.one("SubjectConfirmationData") is not None else None)
before("elsewhere: an element that nobody knows in the Response",
       lambda d: d.root.append(element("x", "y", "urn:x")))
before("elsewhere: an element that nobody knows in the Assertion",
       lambda d: d.assertion().append(element("x", "y", "urn:x")))
before("elsewhere: an attribute that nobody knows", lambda d: d.root.set("Nobody", "x"))
before("elsewhere: an attribute of another namespace", lambda d: d.root.set("{urn:x}a", "x"))
before("elsewhere: an xsi attribute", lambda d: d.root.set(
    "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", "urn:x x.xsd"))
before("order: Conditions before the Subject", lambda d: d.assertion().insert(1, d.one("Conditions")))
before("order: the Issuer behind the Status",
       lambda d: d.one("Status", P).addnext(d.root.find(f"{{{A}}}Issuer")))
before("order: attributes before the AuthnStatement",
       lambda d: d.one("Conditions").addnext(d.one("AttributeStatement")))
before("text: between elements", lambda d: setattr(d.one("Conditions"), "text", "hello"))

# --- namespaces, white space, comments ---


def typed_values(d):
    for value in d.root.iter(f"{{{A}}}AttributeValue"):
        value.set("{http://www.w3.org/2001/XMLSchema-instance}type", "xs:string")


def rewrite(change):
    def apply(d):
        d.root = etree.fromstring(change(etree.tostring(d.root).decode()).encode())
    return apply


before("namespace: typed values", rewrite(lambda s: s.replace(
    "<saml:AttributeValue", '<saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string"')))
before("namespace: xs declared at the root", rewrite(lambda s: s.replace(
    "<samlp:Response", '<samlp:Response xmlns:xs="http://www.w3.org/2001/XMLSchema"', 1)))
before("namespace: other prefixes", rewrite(lambda s: re.sub(
    r"\bsaml2?:", "a:", s.replace("xmlns:saml=", "xmlns:a=")).replace("samlp:", "p:").replace(
        "xmlns:samlp=", "xmlns:p=")))
before("namespace: a default one", rewrite(lambda s: s.replace("samlp:", "").replace(
    "xmlns:samlp=", "xmlns=")))
before("namespace: of SAML 1.1", rewrite(lambda s: s.replace(A, "urn:oasis:names:tc:SAML:1.0:assertion")))
before("white space: between all elements", rewrite(lambda s: s.replace("><", ">\n  <")))
before("white space: CRLF between all elements", rewrite(lambda s: s.replace("><", ">&#13;\n<")))
before("white space: around values", rewrite(lambda s: re.sub(
    r"(<saml:AttributeValue[^>]*>)([^<]*)<", r"\1 \2 <", s)))
before("comment: in the NameID", lambda d: comment_in(d.one("NameID")))
before("comment: in roles", lambda d: comment_in(d.root.findall(f".//{{{A}}}AttributeValue")[2:3]))
before("comment: in an attribute that Flex does not read",
       lambda d: comment_in(d.root.findall(f".//{{{A}}}AttributeValue")[3:4]))
before("comment: in the Audience", lambda d: comment_in(d.one("Audience")))
before("comment: between elements", lambda d: d.root.insert(1, etree.Comment("x")))


def comment_in(node):
    if isinstance(node, list):
        node = node[0] if node else None
    if node is None or not node.text:
        return
    half = len(node.text) // 2
    note = etree.Comment("x")
    note.tail, node.text = node.text[half:], node.text[:half]
    node.insert(0, note)


# --- claims ---
before("claims: one name twice", again("Attribute"))
before("claims: a value more", lambda d: d.root.findall(f".//{{{A}}}Attribute")[2].append(
    element("AttributeValue", "admin")))
before("claims: with FriendlyName and NameFormat", lambda d: [
    (a.set("FriendlyName", "x"), a.set("NameFormat", "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"))
    for a in d.root.iter(f"{{{A}}}Attribute")])
before("claims: a picture without value", lambda d: d.one("AttributeStatement").append(
    element("Attribute", Name="image_url")))


# --- conditions ---
def condition(child):
    def change(d):
        node = d.one("Conditions")
        if node is not None:
            node.append(child())
    return change


before("condition: OneTimeUse", condition(lambda: element("OneTimeUse")))
before("condition: ProxyRestriction", condition(lambda: element("ProxyRestriction", Count="1")))
before("condition: unknown", condition(lambda: element("Unheard")))


# --- how it is signed ---
def how(name, **values):
    before(f"signed: {name}", lambda d: [setattr(d.how, k, v) for k, v in values.items()])


for method in ["rsa-sha1", "rsa-sha384", "rsa-sha512"]:
    how(method, method=method)
for digest in ["sha1", "sha384", "sha512"]:
    how(f"digest {digest}", digest=digest)
how("sha1 throughout", method="rsa-sha1", digest="sha1")
how("ecdsa-sha256", method="ecdsa-sha256", key="curve")
for name in ["exclusive-comments", "inclusive", "inclusive-comments", "inclusive-1.1"]:
    how(f"{name} everywhere", signed_info=name, reference=name)
    how(f"{name} in the reference", reference=name)
    how(f"{name} in SignedInfo", signed_info=name)
how("a PrefixList", prefixes="saml samlp xs")
for name in ["none", "empty", "key-value", "other", "chain", "garbage"]:
    how(f"KeyInfo {name}", key_info=name)
how("by another key", key="other")
how("by another key, KeyInfo none", key="other", key_info="none")
how("nothing", signed=())


# --- after signing ---
def edit(name, pattern, by, count=1):
    after(name, lambda d: setattr(d, "text", re.sub(pattern, by, d.text, count=count, flags=re.S)))


edit("changed: the NameID", "kim@users.example</saml:NameID>", "eve@users.example</saml:NameID>")
edit("changed: roles", ">agent<", ">admin<")
edit("changed: the Destination", 'Destination="https:', 'Destination="http:')
edit("changed: an attribute removed", "<saml:Attribute Name=\"dept\">.*?</saml:Attribute>", "")
edit("changed: white space between elements", "</saml:Subject>", "</saml:Subject>\n")
edit("changed: a comment", "</saml:Subject>", "<!--x--></saml:Subject>")
edit("changed: the digest", "<ds:DigestValue>.", "<ds:DigestValue>A")
edit("changed: the signature value", "<ds:SignatureValue>\\s*....", "<ds:SignatureValue>AAAA")
edit("changed: the reference to nothing", 'URI="#_assertion1"', 'URI="#_nothing"')
edit("changed: the reference of the response to the assertion", 'URI="#_response1"', 'URI="#_assertion1"')
edit("changed: an empty reference", 'URI="#_response1"', 'URI=""')
edit("changed: no reference", 'URI="#_assertion1"', "")
edit("changed: no enveloped transform",
     '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>', "")
edit("changed: an XPath transform", "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
     "http://www.w3.org/TR/1999/REC-xpath-19991116")
edit("changed: HMAC", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
     "http://www.w3.org/2000/09/xmldsig#hmac-sha1", 0)
edit("changed: MD5", "http://www.w3.org/2001/04/xmlenc#sha256",
     "http://www.w3.org/2001/04/xmldsig-more#md5", 0)
edit("changed: RSA-PSS", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
     "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", 0)
edit("changed: an Object in the signature", "</ds:Signature>",
     "<ds:Object>x</ds:Object></ds:Signature>")
edit("changed: a comment in the signature value", "<ds:SignatureValue>", "<ds:SignatureValue><!--x-->")
edit("changed: a second signature", "(<ds:Signature .*?</ds:Signature>)", r"\1\1")
edit("changed: no signature of the assertion",
     "(<saml:Assertion .*?)<ds:Signature .*?</ds:Signature>", r"\1")
edit("changed: no signature of the response", "<ds:Signature .*?</ds:Signature>", "")
edit("changed: white space in the digest", "<ds:DigestValue>", "<ds:DigestValue>\n ")
edit("changed: white space in the signature", "<ds:SignatureValue>", "<ds:SignatureValue>\n ")
edit("changed: white space in the certificate", "<ds:X509Certificate>", "<ds:X509Certificate>\n ", 0)
edit("changed: the certificate", "<ds:X509Certificate>", "<ds:X509Certificate>AAAA", 0)
edit("changed: CDATA", ">agent<", "><![CDATA[agent]]><")
edit("changed: a character reference", ">agent<", ">&#97;gent<")
edit("changed: single quotes", 'Version="2.0"', "Version='2.0'", 0)
edit("changed: space inside tags", "<saml:Subject>", "<saml:Subject >")


def wrap(how_to):
    def change(d):
        root = etree.fromstring(d.text.encode())
        assertion = root.find(f"{{{A}}}Assertion")
        if assertion is None:
            return
        evil = copy.deepcopy(assertion)
        for signature in evil.findall(f"{{{DS}}}Signature"):
            evil.remove(signature)
        evil.find(f".//{{{A}}}NameID").text = "eve@users.example"
        how_to(root, assertion, evil)
        d.text = etree.tostring(root).decode()
    return change


def fresh(evil):
    evil.set("ID", "_evil")
    return evil


def in_object(root, assertion, evil):
    signature = assertion.find(f"{{{DS}}}Signature")
    if signature is None:
        return
    root.replace(assertion, fresh(evil))
    assertion.remove(signature)
    evil.insert(1, signature)
    etree.SubElement(signature, f"{{{DS}}}Object").append(assertion)


def in_extensions(root, assertion, evil):
    root.replace(assertion, fresh(evil))
    around = etree.Element(f"{{{P}}}Extensions")
    around.append(assertion)
    root.insert(1, around)


def inside_evil(root, assertion, evil):
    root.replace(assertion, fresh(evil))
    evil.append(assertion)


def in_advice(root, assertion, evil):
    root.replace(assertion, fresh(evil))
    made = etree.Element(f"{{{A}}}Advice")
    made.append(assertion)
    evil.find(f"{{{A}}}Conditions").addnext(made)


after("wrapped: before the signed one", wrap(lambda r, a, e: a.addprevious(fresh(e))))
after("wrapped: behind the signed one", wrap(lambda r, a, e: a.addnext(fresh(e))))
after("wrapped: behind it with its ID", wrap(lambda r, a, e: a.addnext(e)))
after("wrapped: the signed one inside the evil one", wrap(inside_evil))
after("wrapped: the signed one in an Object", wrap(in_object))
after("wrapped: the signed one in Extensions", wrap(in_extensions))
after("wrapped: the signed one in Advice", wrap(in_advice))


def whole(d):
    """The signed response inside another one."""
    inner = d.text
    outer = re.sub("<ds:Signature .*?</ds:Signature>", "", inner, flags=re.S)
    outer = outer.replace("_response1", "_outer").replace("_assertion1", "_evil")
    d.text = outer.replace("<samlp:Status>", f"<samlp:Extensions>{inner}</samlp:Extensions><samlp:Status>")


after("wrapped: the signed response in Extensions", whole)


# --- encodings ---
def encoded(name, change):
    after(f"encoding: {name}", lambda d: setattr(d, "text", change(d.text)))


for name in ["UTF-8", "US-ASCII", "ISO-8859-1", "windows-1252", "UTF-16", "IBM037"]:
    encoded(f"{name} by name", lambda s, n=name: f'<?xml version="1.0" encoding="{n}"?>{s}')
encoded("a byte order mark", lambda s: "\ufeff" + s)
encoded("UTF-16 in earnest", lambda s: s.encode("utf-16"))
encoded("white space before the root", lambda s: "\n " + s)
encoded("white space behind the root", lambda s: s + "\n\n")
encoded("a comment before the root", lambda s: "<!--x-->" + s)
encoded("a document type", lambda s: "<!DOCTYPE x>" + s)
encoded("a processing instruction", lambda s: "<?x y?>" + s)
encoded("something behind the root", lambda s: s + "x")
before("encoding: letters beyond ASCII", lambda d: setattr(
    d.root.findall(f".//{{{A}}}AttributeValue")[1], "text", "Kím Bérg"))


def latin1(d):
    d.text = ('<?xml version="1.0" encoding="ISO-8859-1"?>' + d.text.replace(">sales<", ">s\u00e4les<")
              ).encode("latin-1")


after("encoding: ISO-8859-1 and a changed letter", latin1)
