"""Records what Debian's Chromium does as a HAR file, with the fields that Chrome's developer tools
export. It is driven by the DevTools protocol over a WebSocket, so that each body is taken while its answer
arrives: a page that goes on at once has none afterwards."""

import base64
import datetime
import json
import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.parse

from browser import ARGUMENTS, GUARD

LONGEST = 60.0  # seconds without any news of the browser
RECORDED = ("Document", "XHR", "Fetch", "Script")


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


def headers_list(headers):
    return [{"name": name, "value": value} for name, value in headers.items()]


def time_of(seconds):
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def pairs(query):
    """As they travelled: Chrome does not decode them."""
    return [dict(zip(("name", "value"), (part + "=").split("=")[:2])) for part in query.split("&")
            if part]


class Recorder:
    """One window. Its answers are taken while it waits for them in step() and tell()."""

    def __init__(self, home, more=()):
        self.protocol = Protocol(home, more)
        self.number, self.answers = 0, {}
        self.session = None
        self.entries, self.open, self.extra = [], {}, {}
        target = self.tell("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.tell("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        self.tell("Page.enable")
        self.tell("Runtime.enable")
        self.tell("Network.enable")
        self.tell("Network.setCacheDisabled", cacheDisabled=True)
        self.tell("Fetch.enable", patterns=[{"requestStage": "Response", "resourceType": kind}
                                            for kind in RECORDED])

    def close(self):
        self.protocol.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # The protocol.

    def post(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.protocol.send(message)
        return self.number

    def tell(self, method, **parameters):
        number = self.post(method, **parameters)
        while number not in self.answers:
            self.step(LONGEST)
        answer = self.answers.pop(number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def step(self, longest):
        """Takes one piece of news. False: there was none."""
        try:
            news = self.protocol.news.get(timeout=longest)
        except queue.Empty:
            return False
        if "id" in news:
            self.answers[news["id"]] = news
        else:
            take = getattr(self, "on_" + news["method"].replace(".", "_"), None)
            if take:
                take(news["params"])
        return True

    # What a person does.

    def go(self, url):
        self.tell("Page.navigate", url=url)

    def run(self, script):
        """The value of the script, which may be a promise; None when the page goes away meanwhile."""
        try:
            answer = self.tell("Runtime.evaluate", expression=script, awaitPromise=True,
                               returnByValue=True)
        except RuntimeError:
            return None
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", script))
        return answer["result"].get("value")

    def wait_for(self, condition, longest=LONGEST):
        """Until the condition, which is asked again whenever something was heard of the browser."""
        end = datetime.datetime.now() + datetime.timedelta(seconds=longest)
        while datetime.datetime.now() < end:
            if found := condition():
                return found
            self.step(0.1)
        raise RuntimeError("the browser did not get so far; it is at " + str(self.place()))

    def place(self):
        return self.run("location.href") or ""

    # What is recorded.

    def on_Network_requestWillBeSent(self, news):
        number = news["requestId"]
        if "redirectResponse" in news and number in self.open:
            entry = self.open.pop(number)
            entry["answer"] = news["redirectResponse"]
        entry = {"id": number, "request": news["request"], "started": news["wallTime"],
                 "type": news.get("type", "Other"), "initiator": news["initiator"]["type"],
                 "answer": None, "body": None, "error": None}
        self.open[number] = entry
        self.entries.append(entry)

    def on_Network_requestWillBeSentExtraInfo(self, news):
        waiting = self.extra.setdefault(news["requestId"], {"sent": [], "got": []})
        waiting["sent"].append(news)

    def on_Network_responseReceivedExtraInfo(self, news):
        waiting = self.extra.setdefault(news["requestId"], {"sent": [], "got": []})
        waiting["got"].append(news)

    def on_Network_responseReceived(self, news):
        if entry := self.open.get(news["requestId"]):
            entry["answer"] = news["response"]

    def on_Network_loadingFailed(self, news):
        if entry := self.open.get(news["requestId"]):
            entry["error"] = news["errorText"]

    def on_Fetch_requestPaused(self, news):
        """The body is there, and nobody has seen it yet."""
        status = news.get("responseStatusCode", 0)
        if status and not 300 <= status < 400:
            try:
                body = self.tell("Fetch.getResponseBody", requestId=news["requestId"])
                if entry := self.open.get(news.get("networkId")):
                    entry["body"] = body
            except RuntimeError:
                pass
        self.post("Fetch.continueRequest", requestId=news["requestId"])

    # As a file.

    def har(self):
        hops = {}
        entries = []
        for entry in self.entries:
            if not entry["request"]["url"].startswith(("http:", "https:")):
                continue
            hop = hops[entry["id"]] = hops.get(entry["id"], -1) + 1
            extra = self.extra.get(entry["id"], {"sent": [], "got": []})
            sent = extra["sent"][hop] if hop < len(extra["sent"]) else {}
            got = extra["got"][hop] if hop < len(extra["got"]) else {}
            entries.append(self.har_entry(entry, sent, got))
        return {"log": {"version": "1.2", "creator": {"name": "WebInspector", "version": "537.36"},
                        "pages": [], "entries": entries}}

    def har_entry(self, entry, sent, got):
        url = entry["request"]["url"]
        answer = entry["answer"] or {}
        headers = got.get("headers") or answer.get("headers", {})
        return {"_initiator": {"type": entry["initiator"]}, "_priority": "VeryHigh",
                "_resourceType": entry["type"].lower(), "cache": {}, "connection": "1",
                "request": {
                    "method": entry["request"]["method"], "url": url.split("#")[0],
                    "httpVersion": "http/1.1",
                    "headers": headers_list(sent.get("headers") or entry["request"]["headers"]),
                    "queryString": pairs(urllib.parse.urlsplit(url).query),
                    "cookies": [{"name": c["cookie"]["name"], "value": c["cookie"]["value"]}
                                for c in sent.get("associatedCookies", [])
                                if not c["blockedReasons"]],
                    "headersSize": -1, **self.post_data(entry)},
                "response": {
                    "status": answer.get("status", 0), "statusText": answer.get("statusText", ""),
                    "httpVersion": "http/1.1", "headers": headers_list(headers), "cookies": [],
                    "content": self.content(entry, answer),
                    "redirectURL": next((value for name, value in headers.items()
                                         if name.lower() == "location"), ""),
                    "headersSize": -1, "bodySize": -1, "_transferSize": 0, "_error": entry["error"]},
                "serverIPAddress": "127.0.0.1", "startedDateTime": time_of(entry["started"]),
                "time": 1, "timings": {"blocked": -1, "dns": -1, "ssl": -1, "connect": -1,
                                       "send": 0, "wait": 1, "receive": 0}}

    @staticmethod
    def post_data(entry):
        request = entry["request"]
        if not request.get("hasPostData"):
            return {"bodySize": 0}
        text = request.get("postData", "")
        kind = next((value for name, value in request["headers"].items()
                     if name.lower() == "content-type"), "")
        data = {"mimeType": kind, "text": text}
        if kind.startswith("application/x-www-form-urlencoded"):
            data["params"] = pairs(text)
        return {"bodySize": len(text.encode()), "postData": data}

    @staticmethod
    def content(entry, answer):
        content = {"size": 0, "mimeType": answer.get("mimeType") or "x-unknown"}
        if not entry["body"] or not entry["body"]["body"]:
            return content
        body = entry["body"]
        raw = base64.b64decode(body["body"]) if body["base64Encoded"] else body["body"].encode()
        content["size"] = len(raw)
        try:
            content["text"] = raw.decode()
        except UnicodeDecodeError:
            content.update(text=base64.b64encode(raw).decode(), encoding="base64")
        return content


def sanitized(har):
    """As Chrome exports it by default: no cookies and no credentials in headers. The bodies stay."""
    har = json.loads(json.dumps(har))
    for entry in har["log"]["entries"]:
        for half in ("request", "response"):
            entry[half]["cookies"] = []
            entry[half]["headers"] = [
                one for one in entry[half]["headers"]
                if one["name"].lower() not in ("cookie", "set-cookie", "authorization")]
    return har


def without_bodies(har):
    har = json.loads(json.dumps(har))
    for entry in har["log"]["entries"]:
        entry["request"].pop("postData", None)
        entry["response"]["content"].pop("text", None)
    return har
