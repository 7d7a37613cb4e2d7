#!/usr/bin/env python3
"""Logins over HTTP/2: Debian's nginx stands in front of every host of the lab and speaks it."""

import pathlib
import shutil
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]
import nginx  # noqa: E402
from lab import Lab  # noqa: E402
from tls_servers import SERVER, Authority  # noqa: E402

SKIPPED = 77
HOSTS = ["flex.twilio", "assets.flex.twilio", "services.twilio", "login.flex.us1.twilio",
         "flex-api.twilio", "iam.twilio", "preview.twilio", "agents.acme", "legacy.acme", "idp.acme",
         "okta-classic.idp", "entra.idp", "keycloak.idp", "okta-classic-agents.acme",
         "entra-agents.acme", "keycloak-agents.acme"]
TARGETS = ["self-hosted", "hosted", "legacy-hosted", "okta-classic", "entra", "keycloak"]
NAMES = [f"{host}.localhost" for host in HOSTS]
FRONT = """server {{
  listen 127.0.0.2:{port} ssl http2; ssl_certificate {certificate}; ssl_certificate_key {key};
  large_client_header_buffers 4 64k; proxy_buffer_size 64k; proxy_buffers 8 64k;
  location / {{ proxy_pass https://127.0.0.1:{port}; proxy_http_version 1.1;
    proxy_set_header Host $http_host; }}
}}
"""


class Front:
    """nginx at the lab's port, on an address of its own."""

    def __init__(self, lab):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="flexverify-http2-"))
        names = ",".join(f"DNS:{name}" for name in NAMES)
        root = Authority(self.folder / "root")
        leaf = Authority(self.folder / "leaf", root,
                         extensions=f"{SERVER}subjectAltName={names}\n")
        port = int(lab.target("self-hosted")["url"].rsplit(":", 1)[1].rstrip("/"))
        servers = FRONT.format(port=port, certificate=leaf.certificate, key=leaf.key)
        self.nginx = nginx.Nginx(self.folder, servers, lambda: [("127.0.0.2", port)])
        authority = self.folder / "both.pem"
        authority.write_bytes(root.certificate.read_bytes() +
                              lab.folder.joinpath("lab-ca.pem").read_bytes())
        lab.change(lambda settings: settings["defaults"].update(
            ca_file=str(authority),
            resolve=[f"{name}:{port}:127.0.0.2" for name in NAMES]))

    def close(self):
        self.nginx.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Http2(unittest.TestCase):
    def test_logins_are_as_over_http_1(self):
        for target in TARGETS:
            with self.subTest(target):
                with Lab() as lab:  # each has its own one-time codes
                    plain = lab.check(target, "--json", "--state", "none").run["checks"][0]
                with Lab() as lab:
                    check, seen = through_nginx(lab, target)
                self.assertEqual(check["reached"], "loaded", check["findings"])
                self.assertEqual(check["verdict"], plain["verdict"])
                self.assertEqual({one["protocol"] for one in check["exchanges"]}, {"HTTP/2"})
                self.assertEqual(len(seen), len(plain["exchanges"]))
                self.assertTrue(all('HTTP/2.0"' in line for line in seen), seen)


def through_nginx(lab, target):
    front = Front(lab)
    try:
        check = lab.check(target, "--json", "--state", "none").run["checks"][0]
        return check, front.nginx.accesses()
    finally:
        front.close()


if __name__ == "__main__":
    if not nginx.is_installed():
        print("skipped: nginx is not installed")
        sys.exit(SKIPPED)
    unittest.main(verbosity=2)
