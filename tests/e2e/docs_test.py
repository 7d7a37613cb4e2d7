"""What is written for people: every command in README.md, the documents and the manual is run against
the lab, or is an exception with its reason; links lead somewhere; tables that repeat one of the program
say the same. UPDATE_GOLDEN=1 writes findings.md anew."""

import json
import os
import pathlib
import re
import shlex
import signal
import subprocess
import tempfile
import unittest

from lab import BIN, Lab, flexverify
from serving import until

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ROOT / "reports/docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
JQ = "JQ0123456789abcdef0123456789abcdef"

# Commands that no test runs, by how they begin, each with its reason.
EXCEPTIONS = {
    "make demo": "runs for minutes, and is tests/e2e/demo.sh",
    "make test": "runs this test",
    "make install": "builds a release; tests/e2e/install_test.py installs",
    "make package": "builds a release, and wants lintian",
    "systemd-sysusers": "changes the machine; tests/e2e/install_test.py reads what it reads",
    "cp flexverify.json": "changes the machine",
    "install -m 600": "changes the machine",
    "systemctl": "wants systemd as the machine's first process",
    "docker": "wants a container engine; tests/e2e/deploy_test.py checks the files",
    "kubectl": "wants a cluster; tests/e2e/deploy_test.py checks the files",
}
# Statuses other than 0 that are right here, by a word of the command.
RIGHT = {
    "--after-revert": {0, 1},       # the lab's legacy login carries legacy-deprecated
    "saml ": {2},                   # the message is for another connection
}


def blocks(text):
    return re.findall(r"^( *)```\n(.*?)^\1```", text, re.S | re.M)


def written_commands():
    """(where, command) of each line of each block."""
    for page in PAGES:
        for _, block in blocks(page.read_text(encoding="utf-8")):
            for line in re.sub(r" \\\n *", " ", block).splitlines():
                command = re.sub(r"\s+# .*", "", line).strip()
                if command and not command.startswith(("#", '"')):
                    yield page.name, command


def manual_examples():
    page = flexverify("manual").stdout
    examples = page[page.index(".SH EXAMPLES"):page.index(".SH COMMANDS")].replace("\\-", "-")
    for command in re.findall(r"\.nf\n(.*?)\n\.fi", examples, re.S):
        yield "manual", re.sub(r" \\e\n *", " ", command)


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = cls.enterClassContext(Lab())
        cls.here = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.target = cls.lab.target("self-hosted")
        password = cls.here / "flex-check.secret"
        password.write_text(cls.lab.password(), encoding="utf-8")
        password.chmod(0o600)
        (cls.here / "response.txt").write_text(
            (ROOT / "tests/fuzz/corpus/saml/response.xml").read_text(encoding="utf-8"), encoding="utf-8")
        (cls.here / "login.har").write_bytes(
            (ROOT / "tests/fuzz/corpus/recording/login.har").read_bytes())
        (cls.here / "idp-metadata.xml").write_bytes(
            (cls.lab.folder / "lab-idp-metadata.xml").read_bytes())
        cls.configure("self-hosted")
        for moment in ("before", "after", "run"):
            cls.run_here("flexverify check acme-prod --config flexverify.json --report json="
                         + moment + ".json")

    @classmethod
    def configure(cls, name):
        """The configuration of the documents: the lab's target under their name."""
        settings = cls.lab.settings()
        target = {**cls.lab.target(name), "name": "acme-prod"}
        target["idp"]["password"] = {"file": str(cls.here / "flex-check.secret")}
        settings["defaults"]["ca_file"] = str(cls.lab.folder / "lab-ca.pem")
        (cls.here / "flexverify.json").write_text(
            json.dumps({"defaults": settings["defaults"], "targets": [target]}), encoding="utf-8")

    @classmethod
    def of_the_lab(cls, command):
        """The same words with the lab's values."""
        host = cls.target["idp"]["hosts"][0]
        hosted = cls.lab.target("hosted")["url"]
        for written, real in (("build/bin/flexverify", "flexverify"),
                              ("https://agents.acme.example/", cls.target["url"]),
                              ("https://flex.twilio.com/acme-flex-1234", hosted),
                              ("acme.okta.example", host),
                              ("flex-check@acme.example", cls.target["idp"]["username"])):
            command = command.replace(written, real)
        words = shlex.split(command)
        if not {"hosted", "self-hosted"} & set(words):
            return words
        words = [word.replace(JQ, cls.target["expect"]["entity_id"].split(":")[-1])
                 for word in words]
        words += ["--ca-file", str(cls.lab.folder / "lab-ca.pem")]
        for name, url in cls.target["endpoints"].items():
            words += ["--endpoint", f"{name}={url}"]
        return words

    @classmethod
    def run_here(cls, command):
        words = cls.of_the_lab(command)
        return subprocess.run([BIN / words[0], *words[1:]], cwd=cls.here, capture_output=True,
                              text=True, timeout=120, stdin=subprocess.DEVNULL,
                              start_new_session=True, check=False)

    def serves(self, command):
        words = [*self.of_the_lab(command), "--listen", "127.0.0.1:0"]
        with open(self.here / "serve.log", "w+", encoding="utf-8") as log:
            process = subprocess.Popen([BIN / words[0], *words[1:]], cwd=self.here, stderr=log,
                                       stdout=subprocess.DEVNULL)
            until(lambda: "serving " in (self.here / "serve.log").read_text(encoding="utf-8")
                  or process.poll() is not None)
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(timeout=60), 0)

    def test_every_command_does_what_is_written(self):
        seen = 0
        for where, command in [*written_commands(), *manual_examples()]:
            with self.subTest(where=where, command=command):
                if not re.match(r"(build/bin/)?flexverify\b", command):
                    self.assertTrue(command.startswith(tuple(EXCEPTIONS)), "no exception")
                    continue
                seen += 1
                self.configure("legacy-self-hosted" if "--after-revert" in command
                               else "self-hosted")
                if " serve " in command:
                    self.serves(command)
                    continue
                if " init " in command:
                    (self.here / "flexverify.json").unlink()
                done = self.run_here(command)
                right = next((statuses for word, statuses in RIGHT.items() if word in command), {0})
                if "hosted" in command and "preflight" not in command \
                        and "--password" not in command:
                    right = {3}  # nobody is here to be asked
                self.assertIn(done.returncode, right, done.stdout[-1500:] + done.stderr[-1500:])
        self.assertGreater(seen, 25)

    def test_no_exception_is_left_over(self):
        written = [command for _, command in written_commands()]
        for begin in EXCEPTIONS:
            self.assertTrue(any(command.startswith(begin) for command in written), begin)


class Words(unittest.TestCase):
    def test_every_option_that_is_written_is_one(self):
        known = flexverify("manual").stdout.replace("\\-", "-")
        for page in PAGES:
            text = page.read_text(encoding="utf-8")
            for option in re.findall(r"`[^`\n]*?(--[a-z][a-z-]+)", text):
                if option in ("--write-config", "--drill", "--list-drills", "--from-har"):
                    continue  # flexverify-lab's, and init's
                self.assertIn(option, known, f"{page.name}: {option}")

    def test_links_lead_somewhere(self):
        for page in PAGES:
            for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
                if not link.startswith("http"):
                    self.assertTrue((page.parent / link).exists(), f"{page.name}: {link}")

    def test_every_page_is_linked_from_the_readme(self):
        text = PAGES[0].read_text(encoding="utf-8")
        for page in PAGES[1:]:
            self.assertIn(f"reports/docs/{page.name}", text)

    def test_tables_say_what_the_program_says(self):
        schema = json.loads(flexverify("schema").stdout)
        target = schema["properties"]["targets"]["items"]["properties"]
        providers = (DOCS / "identity-providers.md").read_text(encoding="utf-8")
        for adapter in target["idp"]["properties"]["adapter"]["enum"]:
            if adapter not in (None, "auto"):
                self.assertRegex(providers, rf"(?m)^\|.*`{adapter}`")
        depths = (DOCS / "depths.md").read_text(encoding="utf-8")
        for depth in target["depth"]["enum"]:
            self.assertTrue(depth is None or f"| `{depth}`" in depths)
        hosts = (DOCS / "hosts.md").read_text(encoding="utf-8")
        for name, endpoint in target["endpoints"]["properties"].items():
            host = endpoint["description"].split("https://")[1]
            self.assertRegex(hosts, rf"(?m)^\| `{re.escape(host)}` \|.*`{name}` \|$")

    def test_findings_are_explained_as_the_program_does(self):
        path = DOCS / "findings.md"
        text = "# Findings\n\nWhat `flexverify explain CODE` says of each.\n"
        for row in json.loads(flexverify("codes", "--json").stdout):
            said = flexverify("explain", row["id"], environment={"COLUMNS": "100"}).stdout
            text += f"\n## {row['id']}\n\n```text\n{said.split(chr(10), 1)[1]}```\n"
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8")
        self.assertEqual(path.read_text(encoding="utf-8"), text)


if __name__ == "__main__":
    unittest.main(verbosity=1)
