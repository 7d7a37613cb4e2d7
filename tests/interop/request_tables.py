"""What two clients send to one provider, field by field, out of the lab's request log."""

import json
import pathlib
import re
import sys

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent / "../e2e")]
import lab as e2e  # noqa: E402
from flex_ui_test import AUTOMATIC  # noqa: E402


def requests(log):
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def table_of(log, host):
    """Every kind of request to the provider ("POST /path") with what went along."""
    table = {}
    for line in requests(log):
        if not line["host"].startswith(host + ".") or line["path"] == "/favicon.ico":
            continue
        table.setdefault(f"{line['method']} {line['path']}", set()).update(parts_of(line))
    return table


def parts_of(line):
    yield from (f"field {name}" for name in line["fields"])
    yield from (f"value {name}={value}" for name, value in line["choices"].items())
    yield from (f"query {re.sub(r'^t[0-9]+$', 't<time>', name)}" for name in line["query"])
    yield from (f"header {name}" for name in line["headers"] if not AUTOMATIC.fullmatch(name))
    if line["method"] == "POST":
        yield f"is {line['content_type']}"
        if "json" in line["content_type"]:
            yield f"accepts {line['accept']}"


def differences(theirs, ours):
    """(what only one of them has, the request); of a request that only one makes, the request alone,
    and a value only where both send the field."""
    for whose, these, those in (("their", theirs, ours), ("our", ours, theirs)):
        for key in sorted(these.keys() - those.keys()):
            yield f"{whose} {key}", key
        for key in sorted(these.keys() & those.keys()):
            for part in sorted(these[key] - those[key]):
                if not part.startswith("value ") or field_of(part) in those[key]:
                    yield f"{whose} {part}", key


def field_of(value):
    return "field " + value.removeprefix("value ").split("=")[0]


def of_our_check(target):
    with e2e.Lab(logged=True) as lab:
        outcome = lab.check(target, "--json")
        assert outcome.run["checks"][0]["reached"] == "loaded", outcome.stdout
        return table_of(lab.log, target)


def show(name, found, reasons):
    """One line for each difference, in the order of the requests."""
    for part, key in sorted(found, key=lambda pair: pair[::-1]):
        line = f"{name:22} {key:42} {part:45} {reasons.get((part, key), 'NO REASON')}"
        print(line, file=sys.stderr)
