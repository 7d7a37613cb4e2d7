"""Headless Chromium, driven by ChromeDriver over plain HTTP (WebDriver)."""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request

GUARD = pathlib.Path(__file__).parent / "browser_guard.py"
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--disable-extensions", "--hide-scrollbars"]


def is_installed():
    return bool(shutil.which("chromedriver") and shutil.which("chromium"))


class Browser:
    """One window of a given width; everything that the page says is kept. `home` is the directory
    whose certificates it trusts."""

    def __init__(self, width, height=900, dark=False, more=(), home=None):
        self.profile = tempfile.mkdtemp(prefix="flexverify-browser-")
        environment = {**os.environ, **({"HOME": home} if home else {})}
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True, env=environment)
        self.guard = subprocess.Popen([sys.executable, GUARD, str(self.driver.pid), self.profile],
                                      stdin=subprocess.PIPE)
        self.url = f"http://127.0.0.1:{self._port()}"
        options = {"args": ARGUMENTS + [f"--user-data-dir={self.profile}", *more],
                   "mobileEmulation": {"deviceMetrics": {"width": width, "height": height,
                                                         "pixelRatio": 1, "mobile": False}}}
        if dark:
            options["args"] = options["args"] + ["--force-dark-mode"]
        capabilities = {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options,
                                        "goog:loggingPrefs": {"browser": "ALL"}}}
        self.session = self._call("POST", "/session", {"capabilities": capabilities})["sessionId"]

    def _port(self):
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                return int(line.rstrip(".\n").rsplit(" ", 1)[1])
        raise RuntimeError("chromedriver did not start")

    def _call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, method=method,
                                         headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def go(self, url):
        self._call("POST", f"/session/{self.session}/url", {"url": url})

    def open(self, path):
        self.go(f"file://{path}")

    def run(self, script):
        return self._call("POST", f"/session/{self.session}/execute/sync",
                          {"script": script, "args": []})

    def messages(self):
        return self._call("POST", f"/session/{self.session}/se/log", {"type": "browser"})

    def screenshot(self, path):
        image = self._call("GET", f"/session/{self.session}/screenshot")
        with open(path, "wb") as file:
            file.write(base64.b64decode(image))

    def close(self):
        self.guard.communicate()  # it ends all of them, also a browser that answers no more
        self.driver.wait(timeout=10)
        self.driver.stdout.close()
