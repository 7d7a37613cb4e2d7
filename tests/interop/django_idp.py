"""A Django site as an identity provider (django_idp/server.py), on loopback behind TLS."""

import base64
import os
import pathlib
import shutil
import tempfile

from ports import free_port
from told_server import ToldServer

HOST = "django.acme.localhost"
PLACE = pathlib.Path(__file__).resolve().parents[2] / "build" / "django-idp"
SERVER = pathlib.Path(__file__).resolve().parent / "django_idp" / "server.py"
TOTP_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def available():
    return (PLACE / "requirements.txt").exists() and shutil.which("xmlsec1") is not None


class DjangoIdp:
    def __init__(self):
        self.port = free_port()
        self.server = ToldServer("django", HOST)
        self.base = f"https://{HOST}:{self.port}"
        self.issuer, self.sso_url = f"{self.base}/metadata", f"{self.base}/sso"
        self.certificate = self.ca = self.server.certificate
        self.log, self.stop = self.server.log, self.server.stop

    def start(self, login, user, password, metadata, claims, signed_alone=False):
        """With a site of its own each time: nothing is locked yet. It may take signed requests alone."""
        self.server.start(
            ["/usr/bin/python3", SERVER],
            {"folder": tempfile.mkdtemp(dir=self.server.root), "login": login, "port": self.port,
             "issuer": self.issuer, "sso_url": self.sso_url, "user": user, "password": password,
             "totp_key": base64.b32decode(TOTP_SECRET).hex(), "metadata": metadata,
             "claims": claims, "signed_alone": signed_alone},
            {**os.environ, "PYTHONPATH": str(PLACE / "lib")})
