"""A secret as it may show up in an output."""

import base64
import urllib.parse


def encodings(secret):
    raw = secret.encode()
    yield secret
    yield urllib.parse.quote(secret, safe="")
    yield urllib.parse.quote_plus(secret)
    yield urllib.parse.quote(urllib.parse.quote(secret, safe=""), safe="")
    yield base64.b64encode(raw).decode().rstrip("=")[:-2]
    yield raw.hex()
    yield secret.replace("&", "&amp;").replace('"', "&quot;")
    yield secret.replace("\\", "\\\\").replace('"', '\\"')
    yield "".join(f"&#x{byte:x};" for byte in raw)
    yield "".join(c if c.isalnum() else f"\\x{ord(c):02X}" for c in secret)
