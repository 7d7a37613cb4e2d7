#!/usr/bin/env python3
"""A command for --idp external: signs in at the lab's identity provider in its own way.

Usage: external_idp.py form|cookies CA_FILE USERNAME PASSWORD_FILE URL
Prints the page with the SAMLResponse, or a Netscape cookie file with the session.
"""

import html.parser
import http.client
import pathlib
import ssl
import socket
import sys
import urllib.parse


class LoginForm(html.parser.HTMLParser):
    """The fields of form#login, and its button."""

    def __init__(self, page):
        super().__init__()
        self.inside, self.fields, self.action = False, {}, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form":
            self.inside = values.get("id") == "login"
            self.action = values["action"] if self.inside else self.action
        if self.inside and tag in ("input", "button") and values.get("type") != "checkbox":
            self.fields.setdefault(values.get("name"), values.get("value") or "")


class Client:
    def __init__(self, ca_file):
        self.context = ssl.create_default_context(cafile=ca_file)
        self.cookies = {}

    def request(self, method, url, body=None):
        """Names below .localhost are this machine, whatever the resolver thinks."""
        parts = urllib.parse.urlsplit(url)
        connection = http.client.HTTPSConnection(parts.hostname, parts.port, context=self.context)
        raw = socket.create_connection(("127.0.0.1", parts.port), timeout=10)
        connection.sock = self.context.wrap_socket(raw, server_hostname=parts.hostname)
        headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, urllib.parse.urlunsplit(parts._replace(scheme="", netloc="")),
                           body, headers)
        response = connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        page = response.read().decode()
        location = response.headers.get("Location")
        connection.close()
        return self.request("GET", urllib.parse.urljoin(url, location)) if location else (url, page)


def main(kind, ca_file, username, password_file, url):
    client = Client(ca_file)
    address, page = client.request("GET", url)
    form = LoginForm(page)
    form.fields.update(username=username,
                       password=pathlib.Path(password_file).read_text(encoding="utf-8").rstrip("\n"))
    _, answer = client.request("POST", urllib.parse.urljoin(address, form.action),
                               urllib.parse.urlencode(form.fields))
    if kind == "form":
        print(answer)
        return
    print("# Netscape HTTP Cookie File")
    for name, value in client.cookies.items():
        host = urllib.parse.urlsplit(url).hostname
        print(f"{host}\tFALSE\t/\tTRUE\t0\t{name}\t{value}")


if __name__ == "__main__":
    main(*sys.argv[1:])
