"""A Django site as an identity provider (django_idp/server.py), on loopback behind TLS."""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

from ports import free_port

HOST = "django.acme.localhost"
PLACE = pathlib.Path(__file__).resolve().parents[2] / "build" / "django-idp"
SERVER = pathlib.Path(__file__).resolve().parent / "django_idp" / "server.py"
TOTP_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def available():
    return (PLACE / "requirements.txt").exists() and shutil.which("xmlsec1") is not None


class DjangoIdp:
    def __init__(self):
        self.port = free_port()
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="flexverify-django-"))
        self.base = f"https://{HOST}:{self.port}"
        self.issuer, self.sso_url = f"{self.base}/metadata", f"{self.base}/sso"
        self.certificate = self.ca = self.root / "tls.pem"
        self.process = None
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "90",
                        "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout",
                        self.root / "tls.key", "-out", self.certificate], check=True,
                       capture_output=True)

    def start(self, login, user, password, metadata, claims):
        """With a site of its own each time: nothing is locked yet."""
        self.end()
        folder = tempfile.mkdtemp(dir=self.root)
        with open(self.root / "log", "wb") as log:
            self.process = subprocess.Popen(
                ["/usr/bin/python3", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=log, text=True, env={**os.environ, "PYTHONPATH": str(PLACE / "lib")})
        json.dump({"folder": folder, "login": login, "port": self.port, "issuer": self.issuer,
                   "sso_url": self.sso_url, "certificate": str(self.certificate),
                   "key": str(self.root / "tls.key"), "user": user, "password": password,
                   "totp_key": base64.b32decode(TOTP_SECRET).hex(), "metadata": metadata,
                   "claims": claims}, self.process.stdin)
        self.process.stdin.close()
        if self.process.stdout.readline().strip() != "ready":
            raise RuntimeError("the Django site did not start: " + self.log())

    def log(self):
        return (self.root / "log").read_text(encoding="utf-8", errors="replace")[-3000:]

    def end(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=10)
            self.process.stdout.close()
            self.process = None

    def stop(self):
        self.end()
        shutil.rmtree(self.root, ignore_errors=True)
