"""Records what Debian's Chromium does as a HAR file, as a person would: the developer tools are open at
the network panel, keep their log, and export it themselves."""

import json
import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from browser import ARGUMENTS, GUARD

LONGEST = 60.0  # seconds without any news of the browser


class Protocol:
    """Chromium, and the messages of its DevTools protocol: a WebSocket of this machine."""

    def __init__(self, home, more=()):
        self.profile = tempfile.mkdtemp(prefix="flexverify-browser-")
        self.process = subprocess.Popen(
            ["chromium", *ARGUMENTS, f"--user-data-dir={self.profile}", "--remote-debugging-port=0",
             *more, "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "HOME": home})
        self.guard = subprocess.Popen(
            [sys.executable, GUARD, str(self.process.pid), self.profile], stdin=subprocess.PIPE)
        self.socket = self._connect(self._address())
        self.incoming = self.socket.makefile("rb")
        self._skip_answer()
        self.news = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _address(self):
        """What it writes once it listens."""
        for line in self.process.stderr:
            if "DevTools listening on" in line:
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return urllib.parse.urlsplit(line.split()[-1])
        raise RuntimeError("chromium did not start")

    @staticmethod
    def _connect(address):
        connected = socket.create_connection((address.hostname, address.port), timeout=LONGEST)
        connected.settimeout(None)
        connected.sendall(f"GET {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\n"
                          "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                          "\r\nSec-WebSocket-Key: ZmxleHZlcmlmeS10ZXN0cw==\r\n\r\n".encode())
        return connected

    def _skip_answer(self):
        if b"101" not in self.incoming.readline():
            raise RuntimeError("chromium speaks no WebSocket")
        while self.incoming.readline().strip():
            pass

    def _read(self):
        """RFC 6455 5.2: whole messages of the server's, which are not masked."""
        text = b""
        while head := self.incoming.read(2):
            size = head[1] & 127
            if size > 125:
                size = int.from_bytes(self.incoming.read(2 if size == 126 else 8), "big")
            text += self.incoming.read(size)
            if head[0] & 128:
                if head[0] & 15 in (0, 1):
                    self.news.put(json.loads(text))
                text = b""

    def send(self, message):
        data = json.dumps(message).encode()
        size = len(data)
        length = bytes([128 | size]) if size < 126 else (
            bytes([128 | 126]) + size.to_bytes(2, "big") if size < 1 << 16 else
            bytes([128 | 127]) + size.to_bytes(8, "big"))
        self.socket.sendall(b"\x81" + length + bytes(4) + data)  # a mask of zeros changes nothing

    def close(self):
        self.guard.communicate()  # it ends all of them
        self.process.wait(timeout=10)
        self.incoming.close()
        self.socket.close()


# The developer tools are a page of their own; these are its modules.
KEEP_LOG = """(async () => {
  const common = await import('./core/common/common.js');
  const logs = await import('./models/logs/logs.js');
  common.Settings.Settings.instance().moduleSetting('network-log.preserve-log').set(true);
  return !!logs.NetworkLog.NetworkLog.instance();
})().catch(() => false)"""
EXPORT = """(async (sanitize) => {
  const har = await import('./models/har/har.js');
  const logs = await import('./models/logs/logs.js');
  let text = '';
  const stream = {write: async part => { text += part; }, close: async () => {}};
  const never = (_, name) => name === 'canceled' ? false : () => false;
  const progress = new Proxy({}, {get: never, set: () => true});
  const done = logs.NetworkLog.NetworkLog.instance().requests().filter(one => one.finished);
  await har.Writer.Writer.write(stream, done, {sanitize}, progress);
  return text;
})"""


class Recorder:
    """One window with its developer tools."""

    def __init__(self, home, more=()):
        self.protocol = Protocol(home, ("--auto-open-devtools-for-tabs", *more))
        self.number, self.answers = 0, {}
        try:
            window, tools = self._until(self._both)
            self.window, self.tools = self._attach(window), self._attach(tools)
            self._until(lambda: self.run(KEEP_LOG, self.tools))
        except BaseException:
            self.close()
            raise

    def close(self):
        self.protocol.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # The protocol.

    def _both(self):
        pages = [one for one in self.tell("Target.getTargets")["targetInfos"]
                 if one["type"] == "page"]
        tools = [one for one in pages if one["url"].startswith("devtools:")]
        windows = [one for one in pages if one["url"] == "about:blank"]
        return (windows[0], tools[0]) if windows and tools else None

    def _attach(self, target):
        return self.tell("Target.attachToTarget", targetId=target["targetId"],
                         flatten=True)["sessionId"]

    def tell(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self.protocol.send(message)
        answer = self._answer(self.number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def _answer(self, number):
        while True:
            news = self.protocol.news.get(timeout=LONGEST)
            if news.get("id") == number:
                return news

    @staticmethod
    def _until(condition):
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            if found := condition():
                return found
            time.sleep(0.05)
        raise RuntimeError("the browser did not get so far")

    # What a person does.

    def go(self, url):
        self.tell("Page.navigate", self.window, url=url)

    def run(self, script, session=None):
        """The value of the script, which may be a promise; None when the page goes away meanwhile."""
        try:
            answer = self.tell("Runtime.evaluate", session or self.window, expression=script,
                               awaitPromise=True, returnByValue=True)
        except RuntimeError:
            return None
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", script))
        return answer["result"].get("value")

    def wait_for(self, condition):
        try:
            return self._until(condition)
        except RuntimeError as error:
            raise RuntimeError(f"{error}: it is at {self.run('location.href')}") from None

    def har(self, sanitized=False):
        """The network panel's own export; by default Chrome leaves cookies and credentials out of
        the headers of it."""
        return json.loads(self.run(f"{EXPORT}({json.dumps(sanitized)})", self.tools))


def without_bodies(har):
    """As other tools keep it."""
    har = json.loads(json.dumps(har))
    for entry in har["log"]["entries"]:
        entry["request"].pop("postData", None)
        entry["response"]["content"].pop("text", None)
    return har
