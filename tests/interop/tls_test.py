#!/usr/bin/env python3
"""Chromium and flexverify open the same servers, one row for each kind of certificate or handshake:
both get through, or neither. What is refused has words and advice of its own."""

import json
import pathlib
import sys
import urllib.error

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]
import browser  # noqa: E402
import chromium  # noqa: E402
import lab  # noqa: E402
import nginx  # noqa: E402
import tls_servers  # noqa: E402
from tls_servers import AUTHORITY, HOST, NAMED, SERVER  # noqa: E402

SKIPPED = 77
WEAK = "ssl_ciphers DEFAULT@SECLEVEL=0;"
OLD = "ssl_protocols TLSv1.2;"


def leaf(**more):
    return {"leaf": more}


# `says` stands in the finding's words or advice.
ROWS = [
    {"name": "good"},
    {"name": "good-rsa", **leaf(key="rsa:2048")},
    {"name": "tls-1.2", "nginx": OLD},
    {"name": "tls-1.1", "nginx": "ssl_protocols TLSv1.1; " + WEAK, "says": "TLS 1.2 or newer"},
    {"name": "plain-http", "plain": True, "says": "plain HTTP"},
    {"name": "no-alternative-name", **leaf(extensions=SERVER), "says": "name"},
    {"name": "other-name", **leaf(extensions=SERVER + "subjectAltName=DNS:other.tls.localhost\n"),
     "says": "not for that name"},
    {"name": "wildcard", **leaf(extensions=SERVER + "subjectAltName=DNS:*.tls.localhost\n")},
    {"name": "wildcard-part", **leaf(extensions=SERVER + "subjectAltName=DNS:a*.tls.localhost\n"),
     "says": "not for that name"},
    {"name": "wildcard-two-labels", **leaf(extensions=SERVER + "subjectAltName=DNS:*.localhost\n"),
     "says": "not for that name"},
    {"name": "expired", **leaf(days=(-30, -1)), "says": "has expired"},
    {"name": "not-yet-valid", **leaf(days=(2, 30)), "says": "valid already"},
    {"name": "ten-years", **leaf(days=(-1, 3650))},
    {"name": "intermediate-missing", "alone": True, "unknown": True},
    {"name": "intermediate-fetched", "alone": True, "unknown": True, "says": "intermediate",
     **leaf(extensions=SERVER + NAMED + "authorityInfoAccess=caIssuers;URI:{middle}\n")},
    {"name": "rsa-512", **leaf(key="rsa:512"), "nginx": WEAK, "says": "longer key"},
    {"name": "rsa-1024", **leaf(key="rsa:1024"), "nginx": WEAK},
    {"name": "rsa-4096", **leaf(key="rsa:4096")},
    {"name": "sha1", **leaf(digest="sha1"), "says": "SHA-256"},
    {"name": "ed25519", **leaf(key="ed25519"), "says": "P-256"},
    {"name": "p-384", **leaf(key="ec:P-384")},
    {"name": "p-521", **leaf(key="ec:P-521"), "says": "P-256"},
    {"name": "brainpool", **leaf(key="ec:brainpoolP256r1"), "nginx": OLD, "says": "P-256"},
    {"name": "secp256k1", **leaf(key="ec:secp256k1"), "nginx": OLD, "says": "P-256"},
    {"name": "client-purpose",
     **leaf(extensions="basicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth\n" + NAMED),
     "says": "serverAuth"},
    {"name": "no-purpose", **leaf(extensions="basicConstraints=CA:FALSE\n" + NAMED)},
    {"name": "no-digital-signature",
     **leaf(extensions=SERVER + "keyUsage=keyEncipherment\n" + NAMED)},
    {"name": "no-digital-signature-rsa", "says": "digitalSignature",
     **leaf(key="rsa:2048", extensions=SERVER + "keyUsage=keyEncipherment\n" + NAMED)},
    {"name": "names-excluded", "says": "may not issue for this name",
     "middle": {"extensions": AUTHORITY + "nameConstraints=critical,excluded;DNS:tls.localhost\n"}},
    {"name": "names-permitted",
     "middle": {"extensions": AUTHORITY + "nameConstraints=critical,permitted;DNS:localhost\n"}},
    {"name": "names-not-permitted", "says": "may not issue for this name",
     "middle": {"extensions": AUTHORITY + "nameConstraints=critical,permitted;DNS:example\n"}},
    {"name": "middle-is-no-authority", "says": "may not issue others",
     "middle": {"extensions": SERVER}},
    {"name": "middle-expired", "middle": {"days": (-30, -1)}, "says": "has expired"},
    {"name": "revoked", "revoked": True, "says": "revoked"},
    {"name": "client-certificate", "nginx": "ssl_verify_client on; ", "asks": True,
     "says": "client-cert"},
    {"name": "client-certificate-1.2", "nginx": "ssl_verify_client on; " + OLD, "asks": True,
     "says": "client-cert"},
    {"name": "client-certificate-optional", "nginx": "ssl_verify_client optional;", "asks": True},
    {"name": "no-forward-secrecy", **leaf(key="rsa:2048"),
     "nginx": OLD + "ssl_ciphers AES128-GCM-SHA256;"},
    {"name": "cbc", **leaf(key="rsa:2048"), "nginx": OLD + "ssl_ciphers ECDHE-RSA-AES128-SHA;"},
    {"name": "cbc-sha256", **leaf(key="rsa:2048"), "says": "TLS 1.2 or newer",
     "nginx": OLD + "ssl_ciphers ECDHE-RSA-AES128-SHA256;"},
    {"name": "dhe", **leaf(key="rsa:2048"), "dh": True, "says": "TLS 1.2 or newer",
     "nginx": OLD + "ssl_ciphers DHE-RSA-AES128-GCM-SHA256;"},
    {"name": "camellia", **leaf(key="rsa:2048"), "says": "TLS 1.2 or newer",
     "nginx": OLD + "ssl_ciphers ECDHE-RSA-CAMELLIA128-SHA256;"},
    {"name": "chacha", "nginx": OLD + "ssl_ciphers ECDHE-ECDSA-CHACHA20-POLY1305;"},
    {"name": "curve-x448", "nginx": "ssl_ecdh_curve X448;", "says": "TLS 1.2 or newer"},
    {"name": "curve-p-521", "nginx": "ssl_ecdh_curve P-521;", "says": "TLS 1.2 or newer"},
    {"name": "curve-x25519", "nginx": "ssl_ecdh_curve X25519;"},
    {"name": "ipv6", "address": "[::1]"},
    {"name": "ipv6-literal", "address": "[::1]", "host": "[::1]",
     **leaf(extensions=SERVER + "subjectAltName=IP:::1\n")},
    {"name": "ipv6-other-literal", "address": "[::1]", "host": "[::1]",
     **leaf(extensions=SERVER + "subjectAltName=IP:::2\n"), "says": "not for that name"},
]


def opens(window, url):
    """Whether Chromium shows the page, and what it says otherwise."""
    try:
        window.go(url)
        title = window.run("return document.title")
        return title == "Twilio Flex", title
    except urllib.error.HTTPError as error:
        said = json.load(error)["value"]["message"]
        return False, said.split("\n")[0][:90]


def passes(authority, url):
    """flexverify's verdict, whether it sees the page, and its first finding."""
    outcome = lab.flexverify("self-hosted", url, "--depth", "page", "--json", "--ca-file",
                             authority, "--state", "none")
    check = outcome.run["checks"][0]
    return check["verdict"], check["reached"] == "page", (check["findings"] or [{}])[0]


def compare(window, servers, row):
    url = f"https://{row.get('host', HOST)}:{servers.port[row['name']]}/"
    theirs, said = opens(window, url)
    verdict, ours, finding = passes(servers.root.certificate, url)
    words = " ".join(finding.get(key, "") for key in ("detail", "hint"))
    unknown = row.get("unknown", False)  # a browser may know more than we can
    agrees = (theirs == ours or unknown) and (ours or row.get("says", "") in words)
    honest = (ours or unknown == (verdict == "unknown")) and (
        ours or "--ca-file" not in words or row.get("alone"))
    print(f"{'ok   ' if agrees and honest else 'WRONG'} {row['name']:28} chromium "
          f"{'yes' if theirs else 'no ':3} flexverify {'yes' if ours else 'no ':3} "
          f"{finding.get('code', ''):22} {'' if theirs else said}", flush=True)
    if not agrees or not honest:
        print("      " + words)
    return agrees and honest


def main():
    if not chromium.is_installed() or not nginx.is_installed():
        print("skipped: chromium, chromium-driver, libnss3-tools or nginx is not installed")
        return SKIPPED
    rows = [row for row in ROWS if not sys.argv[1:] or row["name"] in sys.argv[1:]]
    if not tls_servers.has_ipv6():
        print("skipped: rows of IPv6, which this machine has not")
        rows = [row for row in rows if "address" not in row]
    servers = tls_servers.Servers(rows)
    home = chromium.Home(servers.root.certificate)
    window = browser.Browser(800, more=(chromium.ONLY_HERE,), home=home.path)
    try:
        wrong = [row["name"] for row in rows if not compare(window, servers, row)]
    finally:
        window.close()
        home.remove()
        servers.close()
    print(f"{len(rows)} rows, {len(wrong)} without agreement: {', '.join(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
