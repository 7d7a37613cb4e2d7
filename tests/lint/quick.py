#!/usr/bin/env python3
"""Lints that take a second: layers, quarantined headers, sizes, formatting, forbidden text."""

import pathlib
import re
import subprocess
import sys

# Which folders' headers a folder may include, besides its own. The order is the architecture.
LAYERS = {
    "verifier/base": [],
    "verifier/web": ["verifier/base"],
    "verifier/model": ["verifier/base", "verifier/web"],
    "verifier/saml": ["verifier/base", "verifier/web", "verifier/model"],
    "verifier/oauth": ["verifier/base", "verifier/web", "verifier/model"],
    "verifier/flex": ["verifier/base", "verifier/web", "verifier/model"],
    "verifier/net": ["verifier/base", "verifier/web", "verifier/model"],
    "verifier/webdriver": ["verifier/base", "verifier/web", "verifier/model", "verifier/net"],
    "idp-adapters": ["verifier/base", "verifier/web", "verifier/model"],
    "verifier/config": ["verifier/base", "verifier/web", "verifier/model"],
    "flows": ["verifier/base", "verifier/web", "verifier/model", "verifier/saml",
              "verifier/oauth", "verifier/flex", "verifier/net", "verifier/webdriver",
              "idp-adapters"],
    "verifier/recording": ["verifier/base", "verifier/web", "verifier/model", "verifier/saml",
                           "verifier/flex", "idp-adapters"],
    "reports": ["verifier/base", "verifier/web", "verifier/model"],
    "verifier/serve": ["verifier/base", "verifier/web", "verifier/model", "verifier/config",
                       "verifier/net", "reports"],
    "verifier/cli": ["verifier/base", "verifier/web", "verifier/model", "verifier/config",
                     "reports", "flows", "idp-adapters"],
    # The lab's judge shares no judgement with the verifier.
    "tests/lab/service_provider": ["verifier/base"],
}
# Heavy or dangerous headers, and the only places that may include them.
QUARANTINE = {
    "gumbo.h": r"verifier/web/document\.cpp",
    "curl/": r"verifier/net/curl_\w+\.cpp|tests/unit/net/.*",
    "nlohmann/": r"verifier/base/json\.cpp",
    "CLI/": r"verifier/cli/command_line\.cpp",
    "libxml/": r"verifier/saml/\w+\.(cpp|h)|tests/(support|lab)/.*|tests/unit/saml/.*",
    "xmlsec/": r"verifier/saml/\w+\.(cpp|h)|tests/(support|lab)/.*|tests/unit/saml/.*",
    "libpsl.h": r"verifier/web/public_suffix\.cpp",
    "brotli/": r"verifier/net/content_decoder\.cpp",
    "unicode/": r"verifier/web/(idna|charset)\.cpp",
    "httplib.h": r"tests/.*",
    "sqlite3.h": r"verifier/serve/database\.cpp",
    "date/": r"verifier/base/time_zone\.cpp",
    "regex": r"$nowhere",
}
MAX_LINES = 420
MAX_TEST_LINES = 600
# Follows a specification state by state; a reader wants it in one piece.
LONG_BY_SPECIFICATION = {"verifier/web/url_parser.cpp": 600}
# Paths of a machine, and hosts of package registries, have no place in the project.
FORBIDDEN = re.compile(r"/work/|/root/|/home/\w|registry\.npmjs|pypi\.org|deb\.debian\.org")
INCLUDE = re.compile(r'^\s*#include [<"]([^">]+)[">]', re.M)


def tracked(*patterns):
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard",
                             *patterns], capture_output=True, text=True, check=True)
    return [path for path in listed.stdout.split() if pathlib.Path(path).exists()]


def folder_of(path):
    return next((layer for layer in LAYERS if path.startswith(layer + "/")), None)


def room_of(path):
    """The provider whose room a file of the adapters is in; None for what all of them share."""
    parts = path.split("/")
    inside = len(parts) == 3 and parts[0] == "idp-adapters" and parts[1] != "shared"
    return parts[1] if inside else None


def include_faults(path, text):
    layer = folder_of(path)
    for header in INCLUDE.findall(text):
        target = folder_of(header)
        if room_of(path) and room_of(header) and room_of(path) != room_of(header):
            yield f"an adapter may not include another one's {header}"
        if layer and target and target != layer and target not in LAYERS[layer]:
            yield f"{layer} may not include {header}"
        if layer and target != layer and header.startswith(("tests/", "verifier/app/")):
            yield f"{layer} may not include {header}"
        for prefix, places in QUARANTINE.items():
            if header.startswith(prefix) and not re.fullmatch(places, path):
                yield f"{header} belongs in {places} only"


def unit_of(path):
    """A source file and its header are one unit."""
    return path.rsplit(".", 1)[0]


def unit_edges(sources):
    """Which units include which."""
    sources = [path for path in sources if path.endswith((".cpp", ".h"))]
    edges = {unit_of(path): set() for path in sources}
    for path in sources:
        text = pathlib.Path(path).read_text(encoding="utf-8")
        edges[unit_of(path)] |= {unit_of(header) for header in INCLUDE.findall(text)
                                 if unit_of(header) in edges and unit_of(header) != unit_of(path)}
    return edges


def circles(edges):
    """Units that include each other, directly or by way of others: each circle once (Tarjan)."""
    number, low, stack, found = {}, {}, [], []

    def visit(unit):
        number[unit] = low[unit] = len(number)
        stack.append(unit)
        for other in sorted(edges[unit]):
            if other not in number:
                visit(other)
            if other in stack:
                low[unit] = min(low[unit], low[other])
        if low[unit] == number[unit]:
            circle = stack[stack.index(unit):]
            del stack[stack.index(unit):]
            if len(circle) > 1:
                found.append(sorted(circle))

    for unit in sorted(edges):
        if unit not in number:
            visit(unit)
    return found


def faults_of(path):
    try:
        text = pathlib.Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    if path.endswith((".cpp", ".h")):
        yield from include_faults(path, text)
        most = MAX_TEST_LINES if path.startswith("tests/") else MAX_LINES
        most = LONG_BY_SPECIFICATION.get(path, most)
        if text.count("\n") > most:
            yield f"{text.count(chr(10))} lines; split files above {most}"
    if path != "tests/lint/quick.py":
        for match in FORBIDDEN.findall(text):
            yield f"must not hold {match!r}"


def format_faults(sources):
    result = subprocess.run(["clang-format-19", "--dry-run", "--Werror", *sources],
                            capture_output=True, text=True)
    return sorted({line for line in result.stderr.splitlines() if "error:" in line})


def main():
    faults = [f"{path}: {fault}" for path in tracked() for fault in faults_of(path)]
    sources = tracked("*.cpp", "*.h")
    faults += [f"units include each other: {', '.join(circle)}"
               for circle in circles(unit_edges(tracked("verifier/*", "flows/*", "idp-adapters/*",
                                                        "reports/*")))]
    faults += format_faults(sources)
    for fault in faults:
        print(fault)
    print(f"lint: {len(sources)} source files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
