#!/usr/bin/env python3
"""What flexverify says of SAML responses, beside service providers that others wrote.

Mutants of signed responses, and messages that others collected, are judged by `flexverify saml` and
by each oracle that is there: java-saml and python3-saml stand for the legacy connection,
passport-wsfed-saml2 for the enhanced one, and node-saml is asked as well. No message that all of
them refuse may be "ok"; any other disagreement must have a reason in saml_reasons.py, and the table
of them is printed.

Usage: saml_differential_test.py [COUNT [SEED [ORACLE …]]]
"""

import base64
import collections
import concurrent.futures
import datetime
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
try:
    import saml_collected
    import saml_mutants
    import saml_reasons
    import saml_signing
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)
import saml_oracles

BIN = os.environ.get("FLEXVERIFY_BIN", "build/bin/flexverify")
# What Flex asks for beyond SAML: a message for another service has no reason to hold it.
CLAIMS = ("claim-missing", "claim-misnamed", "role-invalid", "role-missing")


class Ours:
    """What flexverify says of one message."""

    def __init__(self, output):
        result = json.loads(output) if output else {"verdict": "unknown", "messages": []}
        self.verdict = result["verdict"]
        self.findings = [(f["severity"], f["code"]) for m in result["messages"] for f in m["findings"]]
        self.read = bool(result["messages"])

    def accepts(self, ignored=()):
        grave = [c for s, c in self.findings if s in ("critical", "unknown") and c not in ignored]
        return self.read and not grave

    def is_ok(self, ignored=()):
        return self.accepts(ignored) and not [
            c for s, c in self.findings if s == "warning" and c not in ignored]

    def __str__(self):
        return f"{self.verdict} ({', '.join(f'{s} {c}' for s, c in self.findings) or 'nothing'})"


def ask_flexverify(one):
    """As the form field that a browser posts: a file of its own might be in any encoding."""
    posted = urllib.parse.urlencode({"SAMLResponse": base64.b64encode(one.file.read_bytes())})
    at = datetime.datetime.fromtimestamp(one.at, datetime.timezone.utc)
    known = ["--request-id", one.request_id] if one.request_id else []
    done = subprocess.run(
        [BIN, "saml", "-", "--json", "--certificate", str(one.certificate),
         "--at", at.strftime("%Y-%m-%dT%H:%M:%SZ"), "--entity-id", one.entity_id,
         "--acs-url", one.acs_url, "--issuer", one.issuer, *known],
        input=posted, capture_output=True, text=True)
    return Ours(done.stdout)


def by_moment(messages):
    """An oracle's clock stands still for a whole run."""
    rows = sorted(messages, key=lambda one: one.at)
    return [list(group) for _, group in itertools.groupby(rows, key=lambda one: one.at)]


def ask_oracles(messages, folder, wanted):
    theirs = {}
    for oracle in saml_oracles.ORACLES:
        if wanted and oracle.name not in wanted:
            continue
        if not oracle.available():
            print(f"skipped: {oracle.name} is not there")
            continue
        theirs[oracle.name] = {}
        for group in by_moment(messages):
            theirs[oracle.name].update(oracle.judge(group, folder))
    return theirs


def ask_everybody(messages, folder, wanted):
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        ours = dict(zip([one.number for one in messages], pool.map(ask_flexverify, messages)))
    return ours, ask_oracles(messages, folder, wanted)


def message_of(mutant, keys, folder, at):
    file = pathlib.Path(folder) / f"{mutant.number}.xml"
    file.write_bytes(mutant.message)
    signer = "curve" if "signed: ecdsa-sha256" in mutant.mutations else "idp"
    return saml_oracles.Message(
        number=mutant.number, file=file, certificate=keys.certificate(signer),
        entity_id=mutant.connection.entity_id, acs_url=mutant.connection.acs_url,
        issuer=saml_signing.ISSUER, request_id=saml_signing.REQUEST_ID, at=at)


class Table:
    """Disagreements by reason."""

    def __init__(self):
        self.counts, self.agreed = collections.Counter(), collections.Counter()
        self.unexplained, self.false_passes = [], []

    def add(self, subject, kind, number, ours, theirs):
        ignored = () if kind else CLAIMS
        answers = {name: given[number] for name, given in theirs.items()}
        if ours.is_ok(ignored) and all(answers.values()) and not self._excused(subject, kind, answers):
            self.false_passes.append((subject.name, answers))
        for oracle in saml_oracles.ORACLES:
            if oracle.name in answers and kind in oracle.kinds:
                self._compare(subject, oracle.name, ours, answers[oracle.name])

    @staticmethod
    def _excused(subject, kind, answers):
        """Where some oracles are missing, those that are there may be wrong for a known reason."""
        if len(answers) == len(saml_oracles.ORACLES):
            return False
        return not kind or all(saml_reasons.reason_for(name, saml_reasons.THEY_REFUSE, subject)
                               for name in answers)

    def _compare(self, subject, oracle, ours, why):
        if ours.accepts() == (why == ""):
            self.agreed[oracle] += 1
            return
        direction = saml_reasons.THEY_REFUSE if why else saml_reasons.WE_REFUSE
        reason = saml_reasons.reason_for(oracle, direction, subject)
        if reason is None:
            self.unexplained.append((oracle, direction, subject.name, str(ours), why))
        else:
            self.counts[(oracle, direction, reason)] += 1

    def print(self):
        for oracle, count in sorted(self.agreed.items()):
            print(f"{oracle}: agrees on {count}")
        print("disagreements, each kind with its reason:")
        for (oracle, direction, reason), count in sorted(self.counts.items()):
            print(f"  {count:5}  {oracle:22} {direction:22} {reason}")
        for name, answers in self.false_passes:
            print(f"ALL REFUSE, WE SAY OK: {name}: {answers}")
        for oracle, direction, name, ours, why in self.unexplained:
            print(f"WITHOUT A REASON: {oracle}, {direction}: {name}: we say {ours}; it says: {why}")


def main(count=200, seed=1, *wanted):
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    with tempfile.TemporaryDirectory(prefix="flexverify-saml-") as folder:
        keys = saml_signing.Keys(folder)
        mutants = list(saml_mutants.mutants(int(count), int(seed), keys, now))
        others = saml_collected.collected(folder, start=len(mutants))
        messages = [message_of(one, keys, folder, int(now.timestamp())) for one in mutants] + \
            [one.message for one in others]
        ours, theirs = ask_everybody(messages, folder, wanted)
    if not theirs or (wanted and len(theirs) < len(wanted)):
        print("skipped: an oracle is not there")
        return 77
    if not others:
        print("skipped: no collected messages")
    for mutant in mutants[:2]:
        assert ours[mutant.number].is_ok(), (mutant.name, str(ours[mutant.number]))
    table = Table()
    for mutant in mutants:
        table.add(mutant, mutant.connection.kind, mutant.number, ours[mutant.number], theirs)
    for one in others:
        table.add(one, one.kind, one.message.number, ours[one.message.number], theirs)
    table.print()
    failed = len(table.false_passes) + len(table.unexplained)
    print(f"seed {seed}, {len(mutants)} mutants, {len(others)} collected messages, "
          f"oracles {', '.join(theirs)}: {len(table.false_passes)} false passes")
    print(f"{len(messages) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
