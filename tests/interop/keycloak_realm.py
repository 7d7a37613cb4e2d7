"""The realm of the Keycloak tests: Flex as SAML client, and one user for each state of a login."""

import base64
import json

PASSWORD = 'a&b+c%d "e\' ü'
TOTP_KEY = "a secret of tests 20"  # the bytes of the key
TOTP_SECRET = base64.b32encode(TOTP_KEY.encode()).decode()
EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"

FAILURES_BEFORE_LOCK = 3

# Second factors of a user, in the order in which Keycloak prefers them.
CODE = {"type": "otp", "userLabel": "phone", "secretData": json.dumps({"value": TOTP_KEY}),
        "credentialData": json.dumps({"subType": "totp", "digits": 6, "counter": 0, "period": 30,
                                      "algorithm": "HmacSHA1"})}
KEY = {"type": "webauthn", "userLabel": "key", "secretData": "{}",
       "credentialData": json.dumps({
           "aaguid": "00000000-0000-0000-0000-000000000000", "counter": 0, "transports": [],
           "credentialId": "AAECAwQFBgcICQoLDA0ODw", "attestationStatementFormat": "none",
           # Nobody has the other half: these are bytes of the right form.
           "credentialPublicKey": base64.urlsafe_b64encode(
               b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + bytes(range(32)) +
               b"\x22\x58\x20" + bytes(range(32))).decode().rstrip("=")})}

# Name, what differs from a user who may log in at once, and the second factors.
PEOPLE = (
    ("agent", {}, ()),
    ("agent-with-code", {}, (CODE,)),  # whose code Keycloak takes once
    ("browser-with-code", {}, (CODE,)),
    ("wrong-code", {}, (CODE,)),
    ("key-and-code", {}, (KEY, CODE)),
    ("wrong-password", {}, ()),
    ("disabled", {"enabled": False}, ()),
    ("locked", {}, ()),
    ("new-password", {"requiredActions": ["UPDATE_PASSWORD"]}, ()),
    ("enrol-code", {"requiredActions": ["CONFIGURE_TOTP"]}, ()),
    ("verify-email", {"requiredActions": ["VERIFY_EMAIL"], "emailVerified": False}, ()),
    ("update-profile", {"requiredActions": ["UPDATE_PROFILE"]}, ()),
    ("terms", {"requiredActions": ["TERMS_AND_CONDITIONS"]}, ()),
    ("terms-accepted", {"requiredActions": ["TERMS_AND_CONDITIONS"]}, ()),
    ("consent", {}, ()),
    ("slow", {}, ()),
    ("no-role", {"clientRoles": {}}, ()),
)


def email_of(name):
    return f"{name}@acme.test"


def _user(name, differs, factors, entity_id):
    password = {"type": "password", "value": PASSWORD, "temporary": False}
    return {"username": name, "email": email_of(name), "emailVerified": True, "enabled": True,
            "firstName": "Flex", "lastName": name, "attributes": {"full_name": [f"Flex {name}"]},
            "clientRoles": {entity_id: ["agent"]}, "credentials": [password, *factors],
            **differs}


def _attribute(name, kind, **config):
    return {"name": name, "protocol": "saml", "protocolMapper": kind,
            "config": {"attribute.name": name, "attribute.nameformat": "Basic", **config}}


def _client(entity_id, acs_url):
    return {
        "clientId": entity_id, "name": "Flex", "protocol": "saml", "enabled": True,
        "redirectUris": [acs_url], "fullScopeAllowed": False, "frontchannelLogout": True,
        "defaultClientScopes": [], "optionalClientScopes": [],
        "attributes": {
            "saml.server.signature": "true", "saml.assertion.signature": "true",
            "saml.signature.algorithm": "RSA_SHA256", "saml.client.signature": "false",
            "saml.encrypt": "false", "saml.authnstatement": "true",
            "saml.force.post.binding": "true", "saml_force_name_id_format": "true",
            "saml_name_id_format": "email", "saml_assertion_consumer_url_post": acs_url,
        },
        "protocolMappers": [
            _attribute("email", "saml-user-property-mapper", **{"user.attribute": "email"}),
            _attribute("full_name", "saml-user-attribute-mapper",
                       **{"user.attribute": "full_name"}),
            _attribute("roles", "saml-role-list-mapper", single="true"),
        ],
    }


def _without_armour(pem):
    return "".join(line for line in pem.splitlines() if not line.startswith("-----"))


def _keys(keys):
    def provider(kind, config):
        return {"name": kind, "providerId": kind,
                "config": {"priority": ["100"], "active": ["true"], "enabled": ["true"], **config}}

    return [provider("rsa", {"privateKey": [_without_armour(keys["idp.key"])],
                             "certificate": [_without_armour(keys["idp.pem"])],
                             "algorithm": ["RS256"]}),
            provider("hmac-generated", {"algorithm": ["HS512"]}),
            provider("aes-generated", {"secretSize": ["16"]})]


def realm(name, entity_id, acs_url, keys):
    """`keys` holds idp.key and idp.pem, with which assertions are signed."""
    return {
        "realm": name, "enabled": True, "sslRequired": "external", "loginTheme": "keycloak.v2",
        "bruteForceProtected": True, "failureFactor": FAILURES_BEFORE_LOCK,
        "maxFailureWaitSeconds": 900,
        "quickLoginCheckMilliSeconds": 0,  # tests are quick
        "requiredActions": _required_actions(),
        "roles": {"client": {entity_id: [{"name": "agent"}]}},
        "components": {
            "org.keycloak.keys.KeyProvider": _keys(keys),
            "org.keycloak.userprofile.UserProfileProvider": [{
                "providerId": "declarative-user-profile",
                "config": {"kc.user.profile.config": [json.dumps(_PROFILE)]}}],
        },
        "clients": [_client(entity_id, acs_url)],
        "users": [_user(*person, entity_id) for person in PEOPLE],
    }


_PROFILE = {
    "unmanagedAttributePolicy": "ENABLED",  # full_name
    "attributes": [{"name": name, "permissions": {"view": ["admin"], "edit": ["admin"]}}
                   for name in ("username", "email", "firstName", "lastName")],
}


def _required_actions():
    kinds = {"UPDATE_PASSWORD": "Update Password", "CONFIGURE_TOTP": "Configure OTP",
             "VERIFY_EMAIL": "Verify Email", "UPDATE_PROFILE": "Update Profile",
             "TERMS_AND_CONDITIONS": "Terms and Conditions"}
    return [{"alias": alias, "name": title, "providerId": alias, "enabled": True,
             "defaultAction": False, "priority": 10 * number, "config": {}}
            for number, (alias, title) in enumerate(kinds.items(), 1)]
