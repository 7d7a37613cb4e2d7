"""Runs `flexverify serve` as a process, and looks at it from outside."""

import json
import re
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.error
import urllib.request
import zlib

from lab import BIN


def until(condition, seconds=40):
    """Waits until the condition is true, and gives what it gave."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


class Serve:
    """`flexverify serve` on a free port of this machine."""

    def __init__(self, config, listen="127.0.0.1:0", token=None):
        self.token = token
        self.log = ""
        self.process = subprocess.Popen(
            [BIN / "flexverify", "serve", "--config", config, "--listen", listen],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        until(lambda: "serving " in self.log or self.process.poll() is not None)
        found = re.search(r"serving (\S+)/ with", self.log)
        self.url = found.group(1) if found else None

    def _read(self):
        for line in self.process.stderr:
            self.log += line
        self.process.stderr.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self, how=signal.SIGTERM):
        """The exit status."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        status = self.process.wait(timeout=90)
        self.reader.join(timeout=10)
        return status

    def get(self, path, headers=None, context=None, data=None):
        """(status, text)"""
        request = urllib.request.Request(self.url + path, data=data, headers=headers or {})
        if self.token:
            request.add_header("Authorization", "Bearer " + self.token)
        try:
            with urllib.request.urlopen(request, timeout=20, context=context) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def metric(self, name, **labels):
        """The value of a series, or None."""
        for line in self.get("/metrics")[1].splitlines():
            series, _, value = line.rpartition(" ")
            if series.split("{")[0] == name and all(f'{k}="{v}"' in series
                                                    for k, v in labels.items()):
                return float(value)
        return None

    def verdict(self, target):
        for verdict in ("ok", "warning", "unknown", "critical"):
            if self.metric("flexverify_check_verdict", target=target, verdict=verdict) == 1:
                return verdict
        return None


def history(path, target=None):
    """Every kept run, oldest first, as its JSON."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
    try:
        rows = database.execute("SELECT target, json FROM runs ORDER BY id").fetchall()
    finally:
        database.close()
    return [json.loads(zlib.decompress(blob, -15)) for name, blob in rows
            if target in (None, name)]


def password_posts(path, target):
    """How often the form of the lab's identity provider was posted."""
    return sum(exchange["method"] == "POST" and exchange["url"].split("?")[0].endswith("/login")
               for run in history(path, target) for exchange in run["checks"][0]["exchanges"])
