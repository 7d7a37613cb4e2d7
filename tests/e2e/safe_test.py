#!/usr/bin/env python3
"""What a hostile server, a crowd of connections, or a look into the memory must not get: more than
128 MiB, an answer that is late, a secret."""

import base64
import gzip
import json
import os
import pathlib
import resource
import socket
import stat
import subprocess
import sys
import threading
import time
import unittest
import urllib.parse
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from encodings_of import encodings  # noqa: E402
from lab import BIN, Lab, flexverify  # noqa: E402
from serve_test import configure  # noqa: E402
from serving import Serve, until  # noqa: E402

IDP, PAGE = "idp.acme.localhost", "agents.acme.localhost"
MOST_KIB = 128 * 1024


def changed_lab(name, **change):
    """A lab one of whose answers is changed."""
    folder = pathlib.Path(os.environ["XDG_STATE_HOME"])
    table = folder / "deviations.json"
    table.write_text(json.dumps([{"name": name, "changes": [change]}]), encoding="utf-8")
    return Lab("--deviation", f"{table}={name}")


def peak_kib(lab, *arguments):
    """(peak memory, status, output) of a check."""
    with subprocess.Popen([BIN / "flexverify", "check", "--config", lab.config, "--json",
                           *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        output = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss, child.returncode, json.loads(output)


class Bombs(unittest.TestCase):
    """Each is larger than any page, or becomes so."""

    def login(self, what, expected, **change):
        with changed_lab(what, **change) as lab:
            peak, status, run = peak_kib(lab, "self-hosted", "--timeout", "20s")
        codes = [finding["code"] for finding in run["checks"][0]["findings"]]
        self.assertLess(peak, MOST_KIB, what)
        self.assertIn(status, (0, 1, 2, 3), what)
        if expected:
            self.assertIn(expected, codes, what)
        print(f"{what}: {peak // 1024} MiB, {codes[:2]}")

    def test_the_page_of_the_identity_provider(self):
        page = {"host": IDP, "path": "/login", "method": "GET", "type": "text/html"}
        large = "response-too-large"
        self.login("many elements", large, **page, body="<b>x</b>" * 110_000)
        self.login("deep elements", large, **page, body="<div>" * 100_000)
        self.login("many attributes", None, **page,
                   body="<p " + " ".join(f"a{i}=1" for i in range(80_000)) + ">")
        self.login("many forms", None, **page, body="<form><input name=a></form>" * 30_000)
        self.login("many values", large, **{**page, "type": "application/json"},
                   body="[" + "1," * 450_000 + "1]")
        self.login("a long text", None, **page, body="x" * 900_000)

    def test_headers(self):
        page = {"host": IDP, "path": "/login", "method": "GET"}
        self.login("codes in a redirect", None, **page, status=302, body="",
                   set={"Location": f"https://{IDP}:{{port}}/next?x=1"
                        + "".join(f"&code=value-{i}" for i in range(6_000))})
        self.login("a large header", "response-too-large", **page, set={"X-Odd": "x" * 300_000})

    def test_a_message(self):
        path = pathlib.Path(os.environ["XDG_STATE_HOME"]) / "bomb.xml"
        response = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"{}>{}</samlp:Response>'
        attributes = "".join(f" a{i}=''" for i in range(60_000))
        values = "<a>claim</a>" * 60_000
        for what, text in (("attributes", response.format(attributes, "")),
                           ("elements", response.format("", values))):
            path.write_text(text, encoding="utf-8")
            with subprocess.Popen([BIN / "flexverify", "saml", path], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL) as child:
                _, status, usage = os.wait4(child.pid, 0)
                child.returncode = os.waitstatus_to_exitcode(status)
            self.assertLess(usage.ru_maxrss, MOST_KIB, what)
            self.assertLess(usage.ru_utime, 5, what)
            self.assertNotEqual(child.returncode, 0, what)


class EchoingProxy:
    """Refuses every request, and repeats what it was sent with it."""

    def __enter__(self):
        self.heard = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def serve(self):
        while True:
            try:
                one, _ = self.listener.accept()
            except OSError:
                return
            with one:
                one.settimeout(5)
                asked = one.recv(65536).decode("latin-1")
                self.heard.append(asked)
                said = asked.split("Basic ")[-1].split("\r\n")[0]
                plain = base64.b64decode(said + "==").decode("utf-8", "replace")
                body = f"<title>{said}</title><h1>{plain}</h1>{asked}"
                one.sendall((f"HTTP/1.1 407 No {plain}\r\nProxy-Authenticate: Basic realm=\"{said}\""
                             f"\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}").encode())


class Canaries(unittest.TestCase):
    """The identity provider repeats the password in each spelling; no output does."""

    def spellings(self, secret):
        raw = secret.encode()
        yield from encodings(secret)
        yield "".join(f"&#{byte};" for byte in raw)
        yield "".join(f"\\u{byte:04x}" for byte in raw)
        yield "".join(f"%{byte:02x}" if byte % 2 else chr(byte) for byte in raw)
        yield base64.b64encode(secret.encode("utf-16-le")).decode()
        yield base64.b64encode(b"user:" + raw + b":x").decode().replace("=", "%3D")
        yield base64.urlsafe_b64encode(gzip.compress(raw, mtime=0)).decode()

    def test_every_output(self):
        with Lab() as lab:
            password = lab.password()
        said = " ".join(self.spellings(password))
        with changed_lab("echo", host=IDP, path="/login", method="POST", status=403,
                         type="text/html",
                         set={"X-Odd": "odd", "Set-Cookie": "echo=" + password.encode().hex()},
                         body=f"<title>{said}</title><h1>Refused</h1><p>{said}</p>") as lab:
            self.assertEqual(password, lab.password())
            outputs = []
            run = lab.folder / "run.json"
            for arguments in (("-v",), ("--json",), ("--report", f"json={run}")):
                done = lab.check("self-hosted", "--state", "none", *arguments)
                outputs.append(done.stdout + done.stderr)
            for kind in ("text", "html", "junit", "har", "prometheus", "nagios"):
                outputs.append(flexverify("report", run, "--format", kind).stdout)
        for output in outputs:
            self.assertTrue(output)
            for spelled in self.spellings(password):
                self.assertNotIn(spelled, output)

    def outputs_of(self, lab, *arguments):
        """All that is ever written of a check that uses these."""
        run, bundle = lab.folder / "run.json", lab.folder / "run.zip"
        done = lab.check("self-hosted", "--state", "none", "-v", "--report", f"json={run}",
                         "--report", f"bundle={bundle}", *arguments)
        yield done.stdout + done.stderr
        yield run.read_text(encoding="utf-8")
        with zipfile.ZipFile(bundle) as files:
            yield "".join(files.read(name).decode("utf-8", "replace") for name in files.namelist())
        for kind in ("html", "junit", "har", "prometheus", "nagios"):
            yield flexverify("report", run, "--format", kind).stdout

    def test_the_password_of_a_proxy(self):
        secret = "Pr0xy/of the+Company"
        with Lab() as lab, EchoingProxy() as proxy:
            user = urllib.parse.quote(secret, safe="")
            outputs = list(self.outputs_of(
                lab, "--proxy", f"http://agent:{user}@127.0.0.1:{proxy.port}"))
        self.assertTrue(proxy.heard, "the proxy was asked")
        self.assertIn("proxy-failed", outputs[1])
        for output in outputs:
            for spelled in (*self.spellings(secret),
                            base64.b64encode(f"agent:{secret}".encode()).decode()):
                self.assertNotIn(spelled, output)

    def test_the_key_of_a_client_certificate(self):
        with Lab() as lab:
            other = lab.folder / "other.pem"
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj",
                            "/CN=agent", "-keyout", lab.folder / "key.pem", "-out", other],
                           check=True, capture_output=True, timeout=60)
            key = (lab.folder / "key.pem").read_text(encoding="utf-8")
            (lab.folder / "broken.pem").write_text(key.replace("BEGIN", "BEGUN"), encoding="utf-8")
            lines = [line for line in key.splitlines() if not line.startswith("-")]
            for file in ("key.pem", "broken.pem"):
                (lab.folder / file).chmod(0o600)
                for output in self.outputs_of(lab, "--client-cert", other, "--client-key",
                                              lab.folder / file):
                    for line in lines:
                        self.assertNotIn(line, output, file)

    def test_a_bundle_is_its_owners(self):
        with Lab() as lab:
            path = lab.folder / "evidence.zip"
            lab.check("self-hosted", "--report", f"bundle={path}")
            with zipfile.ZipFile(path) as bundle:
                for entry in bundle.infolist():
                    self.assertEqual(stat.S_IMODE(entry.external_attr >> 16), 0o600, entry.filename)


def holds(process, secret):
    """How often the bytes are in the writable memory of a process."""
    found = 0
    with open(f"/proc/{process}/maps", encoding="utf-8") as maps, \
            open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        for line in maps:
            span, mode = line.split()[:2]
            if not mode.startswith("rw") or "[vvar" in line:
                continue
            begin, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(begin)
                found += memory.read(end - begin).count(secret)
            except (OSError, OverflowError, ValueError):
                continue
    return found


class Memory(unittest.TestCase):
    def test_no_secret_between_checks(self):
        with Lab() as lab, Serve(configure(lab, "self-hosted", every="10s")) as serve:
            until(lambda: serve.verdict("self-hosted") == "ok")
            secret = lab.password().encode()
            try:
                self.assertGreater(holds(serve.process.pid, b"self-hosted"), 0, "nothing is read")
                until(lambda: holds(serve.process.pid, secret) == 0, seconds=25)
            except PermissionError:
                self.skipTest("the memory of a process that is not dumpable is for root alone")

    def test_no_core_and_no_other_reader(self):
        with Lab() as lab, Serve(configure(lab, "self-hosted", every="1h")) as serve:
            with open(f"/proc/{serve.process.pid}/limits", encoding="utf-8") as limits:
                core = next(line for line in limits if line.startswith("Max core file size"))
            self.assertEqual(core.split()[4:6], ["0", "0"])
            owner = os.stat(f"/proc/{serve.process.pid}/mem").st_uid
            self.assertEqual(owner, 0)

    def test_a_command_gets_nothing_of_ours(self):
        with Lab() as lab:
            script = lab.folder / "secret.sh"
            seen = lab.folder / "seen"
            script.write_text(f"#!/bin/sh\n(env; ls /proc/self/fd) > {seen}\n"
                              f"cat {lab.folder}/{lab.target('self-hosted')['idp']['password']['file']}\n",
                              encoding="utf-8")
            script.chmod(0o700)

            def edit(settings):
                for target in settings["targets"]:
                    target["idp"]["password"] = {"command": [str(script)]}
            lab.change(edit)
            done = lab.check("self-hosted", "--json")
            self.assertEqual(done.status, 0, done.stdout)
            text = seen.read_text(encoding="utf-8")
        names = {line.split("=")[0] for line in text.splitlines() if "=" in line}
        self.assertLessEqual(names, {"PATH", "HOME", "LANG", "PWD", "OLDPWD", "SHLVL", "_"})
        files = [line for line in text.splitlines() if line.isdigit()]
        self.assertLessEqual(len(files), 4, files)  # three, and the folder that ls reads


class Crowd(unittest.TestCase):
    def test_answers_while_others_hold_connections(self):
        resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(
            resource.RLIMIT_NOFILE)[1]))
        with Lab() as lab, Serve(configure(lab, "self-hosted", every="1h")) as serve:
            port = int(serve.url.rsplit(":", 1)[1])
            held = []
            try:
                for i in range(550):
                    one = socket.socket()
                    one.bind((f"127.0.0.{2 + i // 60}", 0))
                    one.connect(("127.0.0.1", port))
                    if i >= 500:
                        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ")
                    held.append(one)
                for path in ("/healthz", "/readyz", "/metrics"):
                    began = time.monotonic()
                    self.assertEqual(serve.get(path)[0], 200)
                    # Sooner than any of them is given up, which would make room as well.
                    self.assertLess(time.monotonic() - began, 4, path)
            finally:
                for one in held:
                    one.close()

    def test_a_request_has_five_seconds(self):
        with Lab() as lab, Serve(configure(lab, "self-hosted", every="1h")) as serve:
            port = int(serve.url.rsplit(":", 1)[1])
            with socket.create_connection(("127.0.0.1", port), timeout=20) as slow:
                slow.sendall(b"GET / HTTP/1.1\r\n")
                self.assertEqual(slow.recv(100), b"")  # it was ended


if __name__ == "__main__":
    unittest.main()
