"""Servers of nginx with certificates and handshakes of all kinds, made with the openssl command: the
same page behind each, so that Chromium and flexverify can say whether they get through."""

import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

import nginx
from ports import free_port

HOST = "agents.tls.localhost"
AUTHORITY = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
SERVER = "basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n"
NAMED = f"subjectAltName=DNS:{HOST}\n"
PAGE = ('<!DOCTYPE html><title>Twilio Flex</title><script src="/appConfig.js"></script>'
        '<script src="/twilio-flex.min.js"></script>')
CONFIG = ('var appConfig = {sso: {accountSid: "AC00000000000000000000000000000001"}, oauth: '
          '{connection: "JQ00000000000000000000000000000001", redirectUrl: location.href}};')


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def key_options(kind):
    """As `openssl genpkey` wants them: "rsa:2048", "ec:P-256", "ed25519"."""
    name, _, size = kind.partition(":")
    if name == "rsa":
        return ["-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{size}"]
    if name == "ec":
        return ["-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{size}"]
    return ["-algorithm", name.upper()]


def stamp(days):
    return time.strftime("%Y%m%d%H%M%SZ", time.gmtime(time.time() + days * 86400))


class Authority:
    """A key and a certificate, which may issue others."""

    def __init__(self, folder, issuer=None, key="ec:P-256", extensions=AUTHORITY, digest="sha256",
                 days=(-1, 90), subject="Test authority"):
        self.folder = folder
        folder.mkdir(parents=True)
        self.key, self.certificate = folder / "key.pem", folder / "certificate.pem"
        self.index, self.config = folder / "index.txt", folder / "ca.cnf"
        self.index.touch()
        self.config.write_text(
            f"[ca]\ndefault_ca=x\n[x]\ndatabase={self.index}\nnew_certs_dir={folder}\n"
            "rand_serial=yes\ndefault_md=sha256\npolicy=p\nunique_subject=no\n"
            "[p]\ncommonName=supplied\n", encoding="ascii")
        request, wanted = folder / "request.pem", folder / "extensions.cnf"
        wanted.write_text(extensions, encoding="ascii")
        openssl("genpkey", *key_options(key), "-out", self.key)
        openssl("req", "-new", "-key", self.key, "-subj", f"/CN={subject}", "-out", request)
        by = issuer or self
        signer = ["-cert", by.certificate] if issuer else ["-selfsign"]
        openssl("ca", "-batch", "-config", by.config, *signer, "-keyfile", by.key, "-md", digest,
                "-in", request, "-extfile", wanted, "-notext", "-out", self.certificate,
                "-startdate", stamp(days[0]), "-enddate", stamp(days[1]))

    def revoke(self, other):
        """The answer of an OCSP responder of ours, in a file."""
        asked, answer = self.folder / "ocsp.req", self.folder / "ocsp.der"
        us = ["-cert", self.certificate, "-keyfile", self.key]
        openssl("ca", "-config", self.config, *us, "-revoke", other.certificate)
        openssl("ocsp", "-issuer", self.certificate, "-cert", other.certificate, "-reqout", asked,
                "-no_nonce")
        openssl("ocsp", "-index", self.index, "-CA", self.certificate, "-rsigner",
                self.certificate, "-rkey", self.key, "-reqin", asked, "-respout", answer, "-ndays",
                "2")
        return answer


class Servers:
    """One process, one port for each row; `port[name]` of a row."""

    def __init__(self, rows):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="flexverify-tls-"))
        self.root = Authority(self.folder / "root")
        self.middle = Authority(self.folder / "middle", self.root)
        self.port = {"middle": free_port()}
        openssl("x509", "-in", self.middle.certificate, "-outform", "DER", "-out",
                self.folder / "middle.der")
        fetched = (f"server {{ listen 127.0.0.1:{self.port['middle']}; root {self.folder}; "
                   "location / { default_type application/pkix-cert; } }\n")
        self.nginx = nginx.Nginx(self.folder, fetched + "".join(self.server(row) for row in rows),
                                 lambda: [(address_of(row), self.port[row["name"]])
                                          for row in rows])

    def server(self, row):
        port = self.port[row["name"]] = free_port()
        tls = "" if row.get("plain") else "ssl"
        return (f"server {{ listen {row.get('address', '127.0.0.1')}:{port} {tls}; "
                f"{self.certificates(row)} "
                f"{row.get('nginx', '')}\n"
                f"location / {{ default_type text/html; return 200 '{PAGE}'; }}\n"
                f"location /appConfig.js {{ default_type text/javascript; return 200 '{CONFIG}'; }}"
                "\nlocation /twilio-flex.min.js { default_type text/javascript; return 200 "
                "'/* twilio-flex */'; } }\n")

    def certificates(self, row):
        folder = self.folder / row["name"]
        middle = self.middle
        if "middle" in row:
            middle = Authority(folder / "middle", self.root, **row["middle"])
        leaf = {"subject": HOST, "extensions": SERVER + NAMED, **row.get("leaf", {})}
        place = f"http://127.0.0.1:{self.port['middle']}/middle.der"
        leaf["extensions"] = leaf["extensions"].replace("{middle}", place)
        leaf = Authority(folder / "leaf", middle, **leaf)
        sent = [leaf] if row.get("alone") else [leaf, middle]
        chain = folder / "chain.pem"
        chain.write_text("".join(one.certificate.read_text("ascii") for one in sent), "ascii")
        staple = ""
        if row.get("revoked"):
            staple = f"ssl_stapling on; ssl_stapling_file {middle.revoke(leaf)};"
        asks = f"ssl_client_certificate {self.root.certificate};" if row.get("asks") else ""
        group = f"ssl_dhparam {self.group()};" if row.get("dh") else ""
        return (f"ssl_certificate {chain}; ssl_certificate_key {leaf.key}; {staple} {asks} "
                f"{group}")

    def group(self):
        """RFC 7919's ffdhe2048."""
        path = self.folder / "group.pem"
        openssl("genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", "group:ffdhe2048", "-out",
                path)
        return path

    def close(self):
        self.nginx.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def address_of(row):
    return row.get("address", "127.0.0.1").strip("[]")


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as one:
            one.bind(("::1", 0))
        return True
    except OSError:
        return False
