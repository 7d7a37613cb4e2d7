"""What only one of saml2aws and flexverify sends to a provider, and why. A row: the request, the parts
that only one sends, and the reason; no parts: the request itself."""

ENTRA_PAGE = "the page's script sends it with the form, and saml2aws picks a few of these"
ENTRA_JSON = "the page's script says so; saml2aws reads whatever comes back"
ENTRA_HEADERS = ("our header canary", "our header client-request-id", "our header hpgact",
                 "our header hpgid", "our header hpgrequestid")
GOOGLE_BUTTON = "a browser sends the button that is pressed, too"
GOOGLE_LANGUAGE = "the page's language, so that words are English"
GOOGLE_HEADER = "says the language of the form, which no browser does"
BEHIND = "behind the prompt on a phone, where saml2aws waits for a person"

REASONS = {
    "okta-classic": [
        ("POST /api/v1/authn/introspect", (), "the vendor's page asks first whenever it has a token"),
        ("POST /api/v1/authn",
         ("our field stateToken", "our field options", "our field options.multiOptionalFactorEnroll",
          "our field options.warnBeforePasswordExpired"),
         "as the vendor's page does; saml2aws begins without the page and its token"),
        ("POST /api/v1/authn/factors/ost1/verify", ("their field rememberDevice",),
         "the vendor's page says it in the query alone, as we do"),
    ],
    "entra": [
        ("POST /common/GetCredentialType",
         ("their field country", "their field federationFlags", "their field forceotclogin",
          "their field isAccessPassSupported", "their field isExternalFederationDisallowed",
          "their field isRemoteConnectSupported", "their field isSignup"),
         "settings of a browser's abilities that are off by default"),
        ("POST /common/GetCredentialType",
         ("their is ", "our is application/json", "our accepts application/json",
          "our header content-type"), ENTRA_JSON),
        ("POST /common/SAS/BeginAuth", ("their accepts ", "our accepts application/json"), ENTRA_JSON),
        ("POST /common/SAS/EndAuth", ("their accepts ", "our accepts application/json"), ENTRA_JSON),
        ("POST /common/SAS/BeginAuth", ENTRA_HEADERS, ENTRA_JSON),
        ("POST /common/SAS/EndAuth", (*ENTRA_HEADERS, "our field PollCount"), ENTRA_JSON),
        ("POST /common/SAS/ProcessAuth",
         ("our field canary", "our field hpgrequestid", "our field i19", "our field mfaAuthMethod",
          "our field mfaLastPollEnd", "our field mfaLastPollStart", "our field rememberMFA",
          "our field type"), ENTRA_PAGE),
        ("POST /common/login",
         ("our field CookieDisclosure", "our field IsFidoSupported", "our field LoginOptions",
          "our field NewUser", "our field echoed", "our field fspost", "our field i13",
          "our field i19", "our field i21", "our field isSignupPost", "our field lrt",
          "our field ps", "our field type"), ENTRA_PAGE),
        ("POST /common/login", ("our query sso_reload",),
         "of the page that loads again, which saml2aws does not know"),
        ("POST /kmsi",
         ("our field canary", "our field hpgrequestid", "our field i19", "our field type"), ENTRA_PAGE),
        ("POST /appverify", (), "the question whether this is the right app, which saml2aws passes by"),
    ],
    "adfs": [
        ("POST /adfs/ls/", ("their field Kmsi",), "keeps the session, which a check does not want"),
        ("POST /adfs/ls/", ("our field Context", "our field Passcode", "our field Submit"),
         "of the second factor, where saml2aws ends"),
    ],
    "pingfederate": [
        ("POST /idp/f3Gh7/resumeSAML20/idp/SSO.ping", ("their field PASSWORD", "their field USER"),
         "the name that another adapter of PingFederate has; saml2aws sends both to every page"),
        ("POST /idp/f3Gh7/resumeSAML20/idp/SSO.ping",
         ("their value pf.ok=", "our value pf.ok=clicked"), "the page's script writes it when pressed"),
    ],
    "jumpcloud": [
        ("POST /userconsole/auth", ("their value OTP=",),
         "saml2aws asks without a code first; ours has one"),
    ],
    "google": [
        ("POST /v3/signin/identifier", ("their field Email",), "an older page's name for the user name"),
        ("POST /v3/signin/identifier", ("our field hiddenPassword",),
         "the page's own empty field, as a browser sends it"),
        ("POST /v3/signin/identifier", ("our field action",), GOOGLE_BUTTON),
        ("POST /v3/signin/identifier", ("our query hl",), GOOGLE_LANGUAGE),
        ("POST /v3/signin/identifier", ("their header content-language",), GOOGLE_HEADER),
        ("POST /v3/signin/challenge/pwd", ("their field ",), "a field without a name: no browser's"),
        ("POST /v3/signin/challenge/pwd", ("their field TrustDevice",),
         "asks to be remembered, which a check does not want"),
        ("POST /v3/signin/challenge/pwd", ("our field action",), GOOGLE_BUTTON),
        ("POST /v3/signin/challenge/pwd", ("our query hl",), GOOGLE_LANGUAGE),
        ("POST /v3/signin/challenge/pwd", ("their header content-language",), GOOGLE_HEADER),
        ("POST /v3/signin/challenge/selection", (), BEHIND),
        ("POST /v3/signin/challenge/skip", (), BEHIND),
        ("POST /v3/signin/challenge/totp", (), BEHIND),
    ],
}


def reasons_of(look_alike):
    """{(difference, request): reason}"""
    return {(part, request): reason for request, parts, reason in REASONS[look_alike]
            for part in parts or (f"our {request}",)}
