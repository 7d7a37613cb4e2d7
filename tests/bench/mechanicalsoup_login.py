"""The login of a lab's target with MechanicalSoup, which runs no scripts: what the page's script does
stands here.

usage: mechanicalsoup_login.py URL USER_NAME PASSWORD_FILE AUTHORITY_FILE SERVICES API"""

import base64
import hashlib
import pathlib
import re
import secrets
import socket
import sys
import urllib.parse

import mechanicalsoup


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def stay_on_this_machine():
    """RFC 6761 6.3: names below localhost are loopback addresses, which the C library does not know."""
    known = socket.getaddrinfo
    socket.getaddrinfo = lambda host, *rest, **more: known(
        "127.0.0.1" if host.endswith(".localhost") else host, *rest, **more)


def open_page(browser, url):
    """The page, with the scripts that it names; of appConfig.js, the connection and where it ends."""
    browser.open(url)
    scripts = browser.get_current_page().select("script[src]")
    sources = [urllib.parse.urljoin(url, script["src"]) for script in scripts]
    texts = [browser.get(source).text for source in sources]
    config = "".join(text for text in texts if "appConfig" in text)
    return (re.search(r"JQ[0-9a-f]{32}", config).group(),
            re.search(r"redirectUrl[\"']?\s*:\s*[\"']([^\"']+)", config).group(1))


def sign_in(browser, user, password):
    page = browser.get_current_page()
    form = browser.select_form(page.select_one("input[type=password]").find_parent("form"))
    form["username"], form["password"] = user, password
    form.choose_submit(page.select_one("button[value=proceed]"))
    browser.submit_selected()
    while "code=" not in browser.get_url():  # the response on its way to Twilio
        browser.select_form()
        browser.submit_selected()


def main(url, user, password_file, authority, services, api):
    stay_on_this_machine()
    browser = mechanicalsoup.StatefulBrowser(raise_on_404=True)
    browser.session.trust_env = False  # neither a proxy nor other authorities
    browser.session.verify = authority
    connection, end = open_page(browser, url)
    verifier, nonce, state = (secrets.token_urlsafe(size) for size in (72, 15, 30))
    browser.open(f"{services}/v1/Flex/Authorize", params={
        "codeChallenge": base64url(hashlib.sha256(verifier.encode()).digest()), "nonce": nonce,
        "state": state, "redirectUrl": end, "ssoProfileSid": connection})
    sign_in(browser, user, pathlib.Path(password_file).read_text().rstrip("\n"))
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(browser.get_url()).query))
    if query["state"] != state:
        sys.exit("another state came back")
    browser.session.headers["Origin"] = url.rstrip("/")  # as a page's script has it
    token = browser.post(f"{services}/v1/Flex/OAuth/Tokens", json={
        "grant_type": "AuthorizationCode", "app_type": "SinglePageApp",
        "sso_profile_sid": connection, "code": query["code"], "code_verifier": verifier,
        "nonce": nonce}).json()["access_token"]
    browser.get(f"{api}/v1/Configuration", auth=("token", token)).raise_for_status()


main(*sys.argv[1:])
