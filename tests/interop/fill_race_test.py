#!/usr/bin/env python3
"""The script that fills in a secret races with navigations, 200 times: no character may reach a page of
another host, however the two meet. Debian's Chromium; the script is the one of scripts.cpp."""

import http.server
import pathlib
import random
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.error

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE / "../e2e")]
from browser import Browser  # noqa: E402

SKIPPED = 77  # for CTest
ROUNDS = 200
SECRET = "correct horse battery staple " * 10
SCRIPTS = (HERE / "../../verifier/webdriver/scripts.cpp").read_text(encoding="utf-8")

# The declared host's page leaves for the other one by itself, some time after it is asked to.
LEAVES = """<!doctype html><title>declared</title><input name=p type=password autofocus>
<script>const leave = after => { setTimeout(() => location = '%s', after); };</script>"""
LISTENS = """<!doctype html><title>other</title><input name=p autofocus>
<script>const field = document.querySelector('input'); field.focus();
for (const kind of ['input', 'keydown', 'beforeinput'])
  document.addEventListener(kind, event => { document.title = 'heard ' + (event.data || event.key); });
</script>"""


def script(name):
    return re.search(name + r' = R"js\((.*?)\)js"', SCRIPTS, re.DOTALL).group(1)


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):  # noqa: N802
        other = f"https://other.localhost:{self.server.server_port}/"
        declared = self.headers["Host"].startswith("declared.")
        text = LEAVES % other if declared else LISTENS
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


def serve(folder):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout",
                    folder / "key.pem", "-out", folder / "certificate.pem", "-days", "2", "-subj",
                    "/CN=localhost"], check=True, stderr=subprocess.DEVNULL)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class FillRace(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="flexverify-race-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.server = serve(self.folder)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.window = Browser(800, more=("--ignore-certificate-errors",))
        self.addCleanup(self.window.close)

    def execute(self, name, *arguments):
        return self.window._call("POST", f"/session/{self.window.session}/execute/sync",
                                 {"script": script(name), "args": list(arguments)})

    def fill(self, leaving_after):
        """As the verifier does it: look, then fill in what was found. What came of it."""
        screen = self.execute("kLookScript")
        self.window.run(f"leave({leaving_after})")
        try:
            place = f"declared.localhost:{self.server.server_port}"
            return self.execute("kFillScript", screen["fields"][0]["element"], [place], SECRET)
        except urllib.error.HTTPError as error:
            error.read()
            return "moved"

    def arrived(self):
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                title, value = self.window.run(
                    "return [document.title, (document.querySelector('input') || {}).value]")
                if title == "other" or title.startswith("heard"):
                    return title, value
            except urllib.error.HTTPError as error:
                error.read()
        raise AssertionError("the page did not leave")

    def test_no_character_reaches_another_host(self):
        chance, met = random.Random(1), {}
        for _ in range(ROUNDS):
            self.window.go(f"https://declared.localhost:{self.server.server_port}/")
            came = self.fill(chance.randint(0, 20))
            met[came] = met.get(came, 0) + 1
            self.assertEqual(self.arrived(), ("other", ""), came)
        print(met, file=sys.stderr)
        self.assertGreater(met.get("filled", 0), 0, "no round in which it was filled in")
        self.assertGreater(ROUNDS - met.get("filled", 0), 0, "no round in which the page had left")


if __name__ == "__main__":
    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        print("skipped: chromium or chromedriver is not installed")
        sys.exit(SKIPPED)
    unittest.main(verbosity=2)
