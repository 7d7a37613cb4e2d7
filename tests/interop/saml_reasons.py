"""Why flexverify and a service provider that others wrote disagree about a message, by kind."""

import re

WE_REFUSE, THEY_REFUSE = "we refuse it", "it refuses, we do not"

PYTHON, JAVA, PASSPORT = "python3-saml", "java-saml", "passport-wsfed-saml2"
TOOLKITS = (PYTHON, JAVA)
ALL = (PYTHON, JAVA, PASSPORT)

CLAIMS = "claims: Flex needs them, a toolkit hands over whatever is there"
NOBODY = "no NameID: Flex needs one, this toolkit hands over an empty name"
RESTRICTIONS = "core 2.5.1.4: every restriction must hold; toolkits look at all audiences together, or at the first"
CUT = "a comment inside a value: this reader takes the whole value, others cut it, and then it is another user"
UNSAFE = "a document type or processing instruction: never safe, whatever this reader makes of it"
OBJECT = "an Object, or a comment, inside a Signature: no honest signer writes one, forgers do"
ISSUER = "the issuer: passport-wsfed-saml2 leaves the comparison to its caller"
UNSOLICITED = "no InResponseTo: a login that the provider started, to this toolkit; ours was asked for"
STATUS = "a status that is not Success: passport-wsfed-saml2 knows four refusals by name"
JAVASCRIPT = "a time that is no xs:dateTime: JavaScript reads some of them, and compares the others as NaN"
PREFIX = "addresses: python3-saml compares beginnings, without the query; java-saml compares whole"
LENIENT_PYTHON = "python3-saml does not ask for what java-saml asks for: Recipient, NotOnOrAfter, InResponseTo, " \
    "an issuer, a version, a zone, the certificate of KeyInfo"
TRIMMED = "white space around an audience: java-saml takes it away, python3-saml does not"
OFFSET = "a time with an offset is right by xs:dateTime: python3-saml reads only Z"
SKEW = "differences of clocks: java-saml tolerates three minutes everywhere, python3-saml five in Conditions " \
    "and none elsewhere"
EARNEST = "UTF-16 in earnest: python3-saml reads it, java-saml and passport-wsfed-saml2 do not"
SPACED = "white space around an instant that nobody compares: the schema takes it away, libxml2's does not"
BY_NAME = "an encoding by name only: python3-saml believes the declaration, java-saml reads UTF-8"
MARK = "a byte order mark: java-saml does not read it, python3-saml does"
CURVE = "ECDSA: java-saml's list of algorithms lacks it, python3-saml takes what xmlsec takes"
FIRST = "a warning is given: right by the standard, but passport-wsfed-saml2 looks at the first one only"
STRAY = "a warning is given: an empty Signature elsewhere stops xml-crypto, a whole one does not"
RETURNS = "a warning is given: &#13; stops this release of xml-crypto, later ones read it"
TRAILING = "text behind the root is not well-formed; xmldom reads on"

# Oracles, direction, which mutations, why.
REASONS = (
    (ALL, WE_REFUSE, "no AttributeStatement|no Attribute/Name|claims:|roles-nbsp|urn-attr|friendly-only", CLAIMS),
    (ALL, WE_REFUSE, "no NameID|no Subject$|name: (empty|white space)|encrypted: the NameID", NOBODY),
    (ALL, WE_REFUSE, "restriction without ours", RESTRICTIONS),
    (ALL, WE_REFUSE, "comment: in (the NameID|roles)", CUT),
    (ALL, WE_REFUSE, "a document type|a processing instruction", UNSAFE),
    (ALL, WE_REFUSE, "an Object in the signature|a comment in the signature", OBJECT),
    ((PASSPORT,), WE_REFUSE, "issuer:", ISSUER),
    ((PYTHON, PASSPORT), WE_REFUSE, "request: none|no Response/InResponseTo", UNSOLICITED),
    ((PASSPORT,), WE_REFUSE, "status: Unheard|no Status", STATUS),
    ((PASSPORT,), WE_REFUSE, "time format:|time-unreadable", JAVASCRIPT),
    ((PYTHON,), WE_REFUSE, "address: (Destination|Recipient)", PREFIX),
    ((PYTHON,), WE_REFUSE, "required: no SubjectConfirmationData/|issuer: empty|version 1.1 of the assertion"
     "|request: another in the confirmation|without a zone|KeyInfo (other|chain)", LENIENT_PYTHON),
    ((PYTHON,), THEY_REFUSE, "audience: (with a space|line feeds)", TRIMMED),
    ((PYTHON,), THEY_REFUSE, "with an offset", OFFSET),
    ((PYTHON,), WE_REFUSE, "time: .* (four minutes ago|in four minutes)", SKEW),
    ((PYTHON,), THEY_REFUSE, "time: .* (two minutes ago|in two minutes)", SKEW),
    ((PYTHON,), WE_REFUSE, "UTF-16 in earnest", EARNEST),
    ((PYTHON,), THEY_REFUSE, "IssueInstant with white space", SPACED),
    ((PYTHON,), THEY_REFUSE, "encoding: .* by name", BY_NAME),
    ((PYTHON,), WE_REFUSE, "a byte order mark", MARK),
    ((PYTHON,), WE_REFUSE, "ecdsa", CURVE),
    ((PASSPORT,), THEY_REFUSE, "audience before ours|for others before ours|two-audiences", FIRST),
    ((PASSPORT,), THEY_REFUSE, "elsewhere: a Signature", STRAY),
    ((PASSPORT,), THEY_REFUSE, "CRLF", RETURNS),
    ((PASSPORT,), WE_REFUSE, "something behind the root", TRAILING),
)


def reason_for(oracle, direction, mutant):
    for names, towards, mutations, why in REASONS:
        if oracle in names and towards == direction and \
                any(re.search(mutations, one) for one in mutant.mutations):
            return why
    return None
