"""Logins that Chromium makes at the lab and that are recorded. The pages of Okta and Entra are shells
which their vendors' scripts fill: at the lab these are absent, so a script of ours makes the calls that
theirs would make. Pages with forms are filled in and submitted as they stand."""

import base64
import hashlib
import hmac
import json
import struct
import time

from recorder import Recorder

LOADED = ("document.body && (document.body.innerText.includes('Flex is loaded') || "
          "location.search.includes('Token='))")

FILL = """((values, form) => {
  form = form ? document.querySelector(form) : document.querySelector('input[type=password]').form;
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  const button = form.querySelector('button[type=submit], button:not([type]), input[type=submit]');
  form.requestSubmit(button || undefined);
})"""

# okta-signin-widget: it asks what the page's state token stands for, then sends name, password, code.
OKTA_CLASSIC = """(async (person) => {
  const call = async (path, body) => (await fetch(path, {method: 'POST', body: JSON.stringify(body),
    headers: {'Accept': 'application/json', 'Content-Type': 'application/json'}})).json();
  let at = await call('/api/v1/authn/introspect', {stateToken});
  at = await call('/api/v1/authn', {username: person.user, password: person.password,
    options: {warnBeforePasswordExpired: true, multiOptionalFactorEnroll: true},
    stateToken: at.stateToken});
  const factor = at._embedded.factors.find(f => f.provider === 'GOOGLE');
  at = await call(factor._links.verify.href, {stateToken: at.stateToken, passCode: person.code});
  location.href = '/login/sessionCookieRedirect?checkAccountSetupComplete=true&token=' +
    encodeURIComponent(at.sessionToken) + '&redirectUrl=' + encodeURIComponent(fromUri);
})"""

ENTRA_POST = """const post = (url, fields) => {
    const form = document.createElement('form');
    form.method = 'POST'; form.action = url;
    for (const [name, value] of Object.entries(fields)) {
      const input = document.createElement('input');
      input.type = 'hidden'; input.name = name; input.value = value; form.append(input);
    }
    document.body.append(form); form.submit();
  };
  const call = async (url, body) => (await fetch(url, {method: 'POST', body: JSON.stringify(body),
    headers: {'Content-Type': 'application/json; charset=UTF-8', 'Accept': 'application/json',
      'canary': $Config.apiCanary, 'client-request-id': $Config.correlationId,
      'hpgid': $Config.hpgid, 'hpgact': $Config.hpgact, 'hpgrequestid': $Config.sessionId}})).json();
"""
# One script for each page id, by what $Config holds.
ENTRA = """(async (person) => {
  """ + ENTRA_POST + """
  const c = $Config;
  if (c.oPostParams) return post(c.urlPost, {...c.oPostParams, passwd: person.password});
  if (c.pgid === 'BssoInterrupt') { location.replace(c.urlPost); return; }
  if (c.pgid === 'ConvergedSignIn') {
    const kind = await call(c.urlGetCredentialType, {username: person.user,
      isOtherIdpSupported: true, checkPhones: false, isRemoteNGCSupported: true,
      isCookieBannerShown: false, isFidoSupported: true, country: 'DE', forceotclogin: false,
      originalRequest: c.sCtx, flowToken: c.sFT});
    return post(c.urlPost, {i13: '0', login: person.user, loginfmt: person.user, type: '11',
      LoginOptions: '3', lrt: '', lrtPartition: '', hisRegion: '', hisScaleUnit: '',
      passwd: person.password, ps: '2', psRNGCDefaultType: '', psRNGCEntropy: '', canary: c.canary,
      ctx: c.sCtx, hpgrequestid: c.sessionId, flowToken: kind.FlowToken, PPSX: '', NewUser: '1',
      FoundMSAs: '', fspost: '0', i21: '0', CookieDisclosure: '0', IsFidoSupported: '1',
      isSignupPost: '0', i19: '23117'});
  }
  if (c.pgid === 'ConvergedTFA') {
    const asked = await call(c.urlBeginAuth, {AuthMethodId: 'PhoneAppOTP', Method: 'BeginAuth',
      Ctx: c.sCtx, FlowToken: c.sFT});
    const told = await call(c.urlEndAuth, {AuthMethodId: 'PhoneAppOTP', Method: 'EndAuth',
      Ctx: asked.Ctx, FlowToken: asked.FlowToken, SessionId: asked.SessionId, PollCount: 1,
      AdditionalAuthData: person.code});
    return post(c.urlPost, {type: '22', request: told.Ctx, mfaLastPollStart: '917',
      mfaLastPollEnd: '918', mfaAuthMethod: 'PhoneAppOTP', login: c.sPOST_Username,
      flowToken: told.FlowToken, hpgrequestid: c.sessionId, sacxt: '', hideSmsInMfaProofs: 'false',
      canary: c.canary, rememberMFA: 'false', i19: '9120'});
  }
  const usual = {ctx: c.sCtx, hpgrequestid: c.sessionId, canary: c.canary, i19: '1508'};
  if (c.pgid === 'CmsiInterrupt')
    return post(c.urlPost, {ContinueAuth: 'true', iscsrfspeedbump: 'false', flowtoken: c.sFT,
      ...usual});
  if (c.pgid === 'KmsiInterrupt')
    return post(c.urlPost, {LoginOptions: '3', type: '28', flowToken: c.sFT, ...usual});
})"""


def time_step():
    return int(time.time()) // 30


def one_time_code(secret):
    """RFC 6238: six digits of this half minute."""
    key = base64.b32decode(secret.strip() + "=" * (-len(secret.strip()) % 8))
    digest = hmac.new(key, struct.pack(">Q", time_step()), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7fffffff) % 10 ** 6:06}"


class Person:
    """The test user of one target."""

    def __init__(self, lab, target):
        self.target = lab.target(target)
        self.user = self.target["idp"]["username"]
        self.password = lab.password(target)
        totp = self.target["idp"].get("totp")
        self.secret = (lab.folder / totp["file"]).read_text(encoding="utf-8") if totp else None

    def code(self):
        self.last_step = time_step()
        return one_time_code(self.secret) if self.secret else ""

    def code_is_over(self):
        """Nobody takes a code twice."""
        return time_step() > self.last_step

    def known(self):
        """What the person types, for a script."""
        code = self.code()
        return json.dumps({"user": self.user, "password": self.password, "code": code})


def fill(browser, values, form=None):
    browser.run(f"{FILL}({json.dumps(values)}, {json.dumps(form)})")


def there(browser, condition):
    browser.wait_for(lambda: browser.run(f"!!({condition})"))


def by_form(browser, person):
    there(browser, "document.querySelector('input[type=password]')")
    fill(browser, {"username": person.user, "password": person.password})


# What Flex UI does with a legacy connection; the lab's page has no script for it.
LEGACY_START = """(async (iam, account) => {
  const answer = await fetch(iam + '/v1/Accounts/' + account + '/authenticate', {method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({products: ['flex'], resource: location.href})});
  location.href = (await answer.json()).location;
})"""


def by_form_of_legacy(browser, person):
    there(browser, "typeof appConfig === 'object'")
    iam = json.dumps(person.target["endpoints"]["iam"])
    browser.run(f"{LEGACY_START}({iam}, appConfig.accountSid || appConfig.sso.accountSid)")
    by_form(browser, person)


def at_keycloak(browser, person):
    there(browser, "document.querySelector('#kc-form-login #username')")
    fill(browser, {"username": person.user}, "#kc-form-login")
    there(browser, "document.querySelector('#kc-form-login #password')")
    fill(browser, {"password": person.password}, "#kc-form-login")
    there(browser, "document.querySelector('#authenticateWebAuthnButton')")
    browser.run("document.forms['kc-select-try-another-way-form'].requestSubmit()")
    there(browser, "document.querySelector('.select-auth-container')")
    browser.run("document.forms[1].requestSubmit()")
    there(browser, "document.querySelector('#otp')")
    fill(browser, {"otp": person.code()}, "#kc-otp-login-form")


def at_okta(browser, person):
    there(browser, "document.querySelector('#okta-login-container') && typeof stateToken === 'string'")
    browser.run(f"{OKTA_CLASSIC}({person.known()})")


def at_entra(browser, person):
    """Page by page; each says by its tokens that it is another one."""
    there(browser, "typeof $Config === 'object'")
    last = None
    for _ in range(8):
        now = browser.wait_for(lambda: here_at_entra(browser, last))
        if now == "elsewhere":
            return
        last = now
        browser.run(f"{ENTRA}({person.known()})")


def here_at_entra(browser, last):
    now = browser.run("document.readyState === 'complete' ? typeof $Config === 'object' ? "
                      "$Config.pgid + ($Config.sFT || $Config.urlPost) : 'elsewhere' : ''")
    return now if now and now != last else None


WAYS = {"self-hosted": by_form, "hosted": by_form, "legacy-self-hosted": by_form_of_legacy,
        "keycloak": at_keycloak, "okta-classic": at_okta, "entra": at_entra}


def record(home, more, person, way):
    """The recording of a login up to the loaded desktop; and how Chrome exports it by default."""
    with Recorder(home, more) as browser:
        browser.go(person.target["url"])
        way(browser, person)
        browser.wait_for(lambda: browser.run(LOADED))
        return browser.har(), browser.har(sanitized=True)
