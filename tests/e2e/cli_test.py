"""The command line from outside: usage, exit statuses, what goes where. Nothing is contacted but
closed ports of this machine. FLEXVERIFY_BIN names the program (default build/bin/flexverify)."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

import jsonschema

from terminal import typed

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.abspath(os.environ.get("FLEXVERIFY_BIN", os.path.join(ROOT, "build/bin/flexverify")))
CLOSED = "https://127.0.0.1:9/"
ACCOUNT = "AC" + "0" * 32
VALID = {"targets": [{"name": "one", "setup": "hosted", "url": CLOSED, "depth": "page"},
                     {"name": "two", "setup": "self-hosted", "url": CLOSED, "depth": "page"}]}


def run(*arguments, **extra):
    keep = {k: v for k, v in os.environ.items() if not k.startswith("FLEXVERIFY_")
            and k.upper() not in ("HTTPS_PROXY", "NO_PROXY", "NO_COLOR", "COLUMNS")}
    return subprocess.run([BIN, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=60, env={**keep, **extra}, check=False)


def schema(name):
    with open(os.path.join(ROOT, "reports/schema", name), encoding="utf-8") as file:
        return json.load(file)


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(content if isinstance(content, str) else json.dumps(content))
        return path

    def refused(self, arguments, *words, **environment):
        """Bad usage: status 3, nothing on standard output, and words that help."""
        done = run(*arguments, **environment)
        self.assertEqual(done.returncode, 3, done)
        self.assertEqual(done.stdout, "", done)
        for word in words:
            self.assertIn(word, done.stderr)
        return done


class Usage(Case):
    def test_version_and_help(self):
        self.assertRegex(run("--version").stdout, r"^flexverify \d+\.\d+\.\d+(\+[0-9a-z.]+)?\n$")
        self.assertEqual(run("--version").returncode, 0)
        for command in ("hosted", "self-hosted", "check", "preflight", "serve", "resume",
                        "alert-test", "schema",
                        "saml", "page", "report", "compare", "explain", "codes", "init", "rehearse",
                        "config-check", "completion", "manual"):
            with self.subTest(command):
                self.assertIn(command, run("--help").stdout)
                done = run(command, "--help")
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertIn("flexverify " + command, done.stdout)

    def test_every_option_of_the_contract_is_there(self):
        text = run("check", "--help").stdout
        for option in ("idp idp-host username password-env password-file password-command totp-env "
                       "totp-file totp-command depth connection account-sid sso-profile entity-id "
                       "acs-url role idp-metadata idp-certificate ca-file client-cert client-key "
                       "proxy timeout endpoint resolve report json jobs color config").split():
            self.assertRegex(text, r"--" + option + r"\b")

    def test_bad_usage(self):
        rows = [
            ([], "expected a command. To begin:"),
            (["hostd", CLOSED], 'did you mean "hosted"'),
            (["frobnicate"], "expected one of hosted, self-hosted"),
            (["hosted"], "Expected the URL"),
            (["hosted", CLOSED, CLOSED], "one too many"),
            (["hosted", "flex.example"], "URL: "),
            (["hosted", "http://flex.example/"], "not https"),
            (["hosted", CLOSED, "--dept", "page"], 'did you mean "--depth"'),
            (["hosted", CLOSED, "--depth", "pag"], 'did you mean "page"'),
            (["hosted", CLOSED, "--depth"], "expects a value"),
            (["hosted", CLOSED, "--depth", "page", "--depth", "page"], "more than once"),
            (["hosted", CLOSED, "--idp", "no-such-thing"], "no adapter"),
            (["hosted", CLOSED, "--timeout", "60"], "60s"),
            (["hosted", CLOSED, "--account-sid", "AC1"], "32 hexadecimal digits"),
            (["hosted", CLOSED, "--sso-profile", ACCOUNT], "expected JQ"),
            (["hosted", CLOSED, "--role", "Agent"], 'did you mean "agent"'),
            (["hosted", CLOSED, "--jobs", "0"], "1 to 256"),
            (["hosted", CLOSED, "--color", "yes"], "auto, always or never"),
            (["hosted", CLOSED, "--endpoint", "iam"], "NAME=URL"),
            (["hosted", CLOSED, "--endpoint", "aim=https://iam.example"], "--endpoint: "),
            (["hosted", CLOSED, "--report", "jsn=-"], 'did you mean "json"'),
            (["hosted", CLOSED, "--report", "json"], "FORMAT=PATH"),
            (["hosted", CLOSED, "--report", "json=/no/such/folder/x.json"], "/no/such/folder"),
            (["hosted", CLOSED, "--report", "text=-", "--json"], "two reports"),
            (["hosted", CLOSED, "-q", "-v"], "exclude each other"),
            (["hosted", CLOSED, "--password-env", "A", "--password-file", "b"], "exclude each other"),
            (["hosted", CLOSED, "--ca-file", "/no/such/ca.pem"], "/no/such/ca.pem"),
            (["hosted", CLOSED, "--idp-certificate", "/no/such.pem"], "/no/such.pem"),
            (["preflight", CLOSED, "--depth", "loaded"], "stops at authn-request"),
            (["check"], "--config FILE"),
            (["check", "--config", "/no/such.json"], "/no/such.json"),
            (["codes", "all"], "not expected here"),
            (["page", "x.html"], "--url URL"),
            (["config-check"], "the FILE"),
            (["report"], "RUN.json"),
            (["report", "/no/such.json"], "/no/such.json"),
            (["report", "/no/such.json", "--format", "htm"], 'did you mean "html"'),
            (["compare", "/no/such.json"], "BEFORE.json AFTER.json"),
            (["serve"], "--config FILE"),
            (["serve", "hosted", "--config", "x.json"], "not expected here"),
            (["serve", "--config", "x.json", "--listen", "localhost:1"], "--listen: "),
            (["serve", "--config", "/no/such.json"], "/no/such.json"),
            (["resume", "--config", "x.json"], "the NAME of a target"),
            (["check", "--config", "x.json", "--histroy", "h"], 'did you mean "--history"'),
            (["completion", "bsh"], 'did you mean "bash"'),
        ]
        for arguments, words in rows:
            with self.subTest(arguments):
                self.refused(arguments, words)

    def test_a_secret_is_never_an_argument(self):
        for option in ("--password", "--totp"):
            for arguments in ([option, "hunter2"], [option + "=hunter2"]):
                done = self.refused(["hosted", CLOSED, *arguments], option + "-env")
                self.assertNotIn("hunter2", done.stderr)
        for command in ("hosted", "self-hosted", "check", "preflight"):
            self.assertNotRegex(run(command, "--help").stdout, r"--(password|totp)(?!-)")

    def test_the_environment_stands_for_options_and_they_win(self):
        self.refused(["hosted", CLOSED], "FLEXVERIFY_DEPTH: ", FLEXVERIFY_DEPTH="deep")
        done = run("hosted", CLOSED, "--depth", "page", "--json", FLEXVERIFY_DEPTH="deep")
        self.assertEqual(json.loads(done.stdout)["checks"][0]["depth"], "page")
        done = run("hosted", CLOSED, FLEXVERIFY_JSON="1", FLEXVERIFY_DEPTH="page")
        self.assertEqual(json.loads(done.stdout)["schema"], "flexverify-run/1")
        self.refused(["hosted", CLOSED], "FLEXVERIFY_IDP_HOST: ", FLEXVERIFY_IDP_HOST="a b/c")


class Comfort(Case):
    """init, completion and the manual: each is tried by the program that it is made for."""

    def test_init_writes_a_starter_that_the_program_accepts_and_overwrites_nothing(self):
        path = os.path.join(self.folder, "flexverify.json")
        self.assertEqual(run("init", "-o", path).returncode, 0)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        self.assertEqual(run("config-check", path).returncode, 0)
        with open(path, encoding="utf-8") as file:
            before = file.read()
        self.assertIn("//", before)
        self.refused(["init", "-o", path], path)
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), before)

    def test_init_asks_in_the_order_of_the_guide_and_asks_a_wrong_answer_again(self):
        sid, path = "JQ" + "0" * 32, os.path.join(self.folder, "asked.json")
        acs = "https://login.flex.us1.twilio.com/login/callback?connection="
        status, screen = typed(["init", "-o", path], [
            ("or self-hosted", "hostd"), ("or self-hosted", ""),
            ("URL at which agents open Flex", "https://flex.twilio.com/glad-fox-1234"),
            ("URL at which agents open Flex", "https://agents.acme.example/"),
            ("Identity provider (okta", "okta"),
            ("Entity ID, urn:flex:JQ", "urn:flex:" + sid),
            ("ACS URL (empty", acs + "JQ" + "f" * 32), ("ACS URL (empty", acs + sid),
            ("Issuer (empty", "http://www.okta.com/exk1"),
            ("Sign-On URL (empty", "https://acme.okta.example/app/flex/exk1/sso/saml"),
            ("redirect URL (empty", ""), ("Role of", ""), ("User name of", ""),
            ("Where the password is", "hunter2"), ("Where the password is", "env:FLEX_PASSWORD"),
            ("Where the TOTP secret is", ""), ("Try it now", "n")])
        self.assertEqual(status, 0, screen)
        self.assertEqual(screen.count("That cannot be used: "), 4, screen)
        self.assertIn("Okta: General > SAML Settings > Edit", screen)
        self.assertIn("Users and access > Single sign-on (SSO)", screen)
        with open(path, encoding="utf-8") as file:
            made = file.read()
        for member in (f'"sso_profile": "{sid}"', '"hosts": ["acme.okta.example"]',
                       '"password": { "env": "FLEX_PASSWORD" }', '"adapter": "okta"'):
            self.assertIn(member, made)
        self.assertNotIn("hunter2", made)
        self.assertEqual(run("config-check", path).returncode, 0)

    def test_completion_is_read_by_its_shell(self):
        for shell in ("bash", "zsh", "fish"):
            with self.subTest(shell):
                script = run("completion", shell)
                self.assertEqual((script.returncode, script.stderr), (0, ""))
                self.assertTrue("app-link" in script.stdout)
                if not shutil.which(shell):
                    self.skipTest(shell + " is not installed")
                read = subprocess.run([shell, "-n"], input=script.stdout, capture_output=True,
                                      text=True, timeout=60, check=False)
                self.assertEqual((read.returncode, read.stderr), (0, ""))

    def test_bash_completes_commands_options_and_their_values(self):
        def completes(*words):
            asked = (run("completion", "bash").stdout +
                     f"COMP_WORDS=({' '.join(map(repr, words))}); COMP_CWORD={len(words) - 1}; "
                     f"PATH={os.path.dirname(BIN)}:$PATH; "
                     "$(complete -p flexverify | sed 's/.*-F \\([^ ]*\\).*/\\1/'); "
                     "printf '%s\\n' \"${COMPREPLY[@]}\"")
            return subprocess.run(["bash", "--norc"], input=asked, capture_output=True, text=True,
                                  timeout=60, check=False).stdout.split()
        self.assertEqual(completes("flexverify", "pre"), ["preflight"])
        self.assertIn("--counter-check", completes("flexverify", "check", "--co"))
        self.assertEqual(completes("flexverify", "check", "--depth", "la"), ["landing"])
        self.assertEqual(completes("flexverify", "explain", "saml-aud"),
                         ["saml-audience-mismatch", "saml-audience-order"])
        self.assertEqual(completes("flexverify", "hosted", "--endpoint", "fl"), ["flex_api=", "flex="])
        path = self.file("targets.json", VALID)
        self.assertEqual(completes("flexverify", "check", "--config", path, "t"), ["two"])
        self.assertEqual(completes("flexverify", "resume", "--config", path, ""), ["one", "two"])
        ran = os.path.join(self.folder, "ran")
        path = self.file("hostile.json", {"targets": [
            {**VALID["targets"][0], "name": f"$(touch${{IFS}}{ran})"}]})
        self.assertEqual(completes("flexverify", "check", "--config", path, ""),
                         [f"$(touch${{IFS}}{ran})"])
        self.assertFalse(os.path.exists(ran))

    def test_zsh_and_fish_complete_after_their_script_was_read(self):
        path = self.file("targets.json", VALID)
        here = {**os.environ, "PATH": os.path.dirname(BIN) + ":" + os.environ["PATH"]}

        def says(shell, *arguments):
            script = os.path.join(self.folder, "completion." + shell)
            self.file("completion." + shell, run("completion", shell).stdout)
            if not shutil.which(shell):
                self.skipTest(shell + " is not installed")
            done = subprocess.run([shell, *arguments, script], capture_output=True, text=True,
                                  timeout=60, check=False, env=here, cwd=self.folder)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            return done.stdout.split("\n")
        self.assertIn("_flexverify", says("zsh", "-f", "-c", "source $0 && echo $_comps[flexverify]"))
        self.assertIn("saml-audience-mismatch", says(
            "fish", "--no-config", "-c", "source $argv[1]; complete -C 'flexverify explain saml-aud'"))
        self.assertIn("two", says("fish", "--no-config", "-c", "source $argv[1]; "
                                  f"complete -C 'flexverify check --config {path} t'"))

    def test_the_manual_is_a_manual_page(self):
        page = run("manual").stdout
        self.assertTrue(page.startswith(".TH FLEXVERIFY 1"), page[:80])
        if not shutil.which("man"):
            self.skipTest("man is not installed")
        shown = subprocess.run(["man", "--warnings", "-l", "-"], input=page, capture_output=True,
                               text=True, timeout=60, check=False, env={**os.environ, "MANWIDTH": "80"})
        self.assertEqual((shown.returncode, shown.stderr), (0, ""))
        for section in ("EXAMPLES", "CONFIGURATION", "SECRETS", "FILES", "ENVIRONMENT", "EXIT STATUS",
                        "FINDINGS", "SEE ALSO"):
            self.assertRegex(shown.stdout, rf"(?m)^{section}$")

    def test_the_manual_has_every_key_and_describes_each_option_once(self):
        page = run("manual").stdout.replace("\\-", "-")
        with open(os.path.join(ROOT, "verifier/config/keys.cpp"), encoding="utf-8") as file:
            keys = re.findall(r'Key\{\s*"/([^"]+)",\s+(\w+),\s+([\w:]+)', file.read())
        secrets = {key for key, _, rule in keys if rule == "Secret"}
        for key, kind, _ in keys:
            of_a_secret = any(key.startswith(secret + "/") for secret in secrets)
            if not of_a_secret and (kind == "Object" or not key.endswith("/*")):
                self.assertIn("\n\\fB" + key.replace("/*", "[]").replace("/", ".") + "\\fR", page)
        for option in ("--password-file", "--idp-host", "--report", "--depth"):
            self.assertEqual(len(re.findall(rf"\n\.TP\n\\fB{option}\\fR", page)), 1, option)


class Codes(Case):
    def test_codes_are_json_and_complete(self):
        done = run("codes", "--json")
        rows = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0)
        ids = [row["id"] for row in rows]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(ids, schema("flexverify-run-1.schema.json")["definitions"]["code"]["enum"])
        with open(os.path.join(ROOT, "verifier/model/codes.def"), encoding="utf-8") as file:
            self.assertEqual(ids, re.findall(r'^FV_CODE\(\s*\w+,\s+"([^"]+)"', file.read(), re.M))
        for row in rows:
            self.assertEqual(list(row), ["id", "stage", "owner", "severity", "agents", "title",
                                         "hint"])
            self.assertTrue(all(row.values()), row)
        for code in ids:
            self.assertIn(code, run("codes").stdout)

    def test_explain(self):
        done = run("explain", "saml-audience-mismatch")
        self.assertEqual(done.returncode, 0)
        self.assertIn("IdP admin must act", done.stdout)
        self.assertIn("agents cannot log in", done.stdout)
        self.assertIn("test account", run("explain", "account-locked").stdout.split("agents")[1])
        self.refused(["explain", "saml-audience-mismach"], 'did you mean "saml-audience-mismatch"')
        self.refused(["explain", "zzz"], "flexverify codes")
        self.refused(["explain", "role-missing", "role-invalid"], "one CODE at a time")

    def test_explain_says_where_in_each_provider_of_the_guide(self):
        for code, words in (("saml-audience-mismatch", ("Audience URI (SP Entity ID)", "audience",
                                                        "Identifier (Entity ID)", "Entity Id")),
                            ("saml-certificate-mismatch", ("X.509 Certificate", "Usage tab"))):
            text = " ".join(run("explain", code, COLUMNS="100").stdout.split())
            for party in ("Okta", "Entra", "Google", "Auth0", "Salesforce"):
                self.assertIn(party, text)
            for word in words:
                self.assertIn(word, text)
        for width in ("60", "80", "140"):
            for line in run("explain", "saml-audience-mismatch", COLUMNS=width).stdout.split("\n"):
                self.assertLessEqual(len(line), int(width), line)

    def test_explain_without_a_code_lists_all_of_them_by_stage(self):
        text = run("explain").stdout
        for row in json.loads(run("codes", "--json").stdout):
            self.assertIn("\n  " + row["id"] + " ", text)
            self.assertRegex(text, rf"(?m)^{row['stage']}$")


class Configuration(Case):
    def test_config_check(self):
        done = run("config-check", self.file("good.json", VALID))
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, r"good\.json: no faults, 2 targets\n$")

    def test_config_check_shows_every_fault_with_its_place(self):
        path = self.file("bad.json", '{\n  // faults\n  "targets": [ { "name": "a", "setup": "hostd",\n'
                         '    "url": "https://flex.example/", "idp": { "password": "hunter2" } } ]\n}\n')
        done = run("config-check", path)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(done.stdout, (
            f'{path}:3:40: /targets/0/setup: "hostd" is not one of hosted or self-hosted; did you '
            'mean "hosted"?\n'
            '  3 |   "targets": [ { "name": "a", "setup": "hostd",\n'
            '    |                                        ^^^^^^^\n'
            f'{path}:4:58: /targets/0/idp/password: a secret is {{"env"|"file"|"command"|'
            '"credential": …}, not a string; the secret in this file should be changed\n'
            '2 faults\n'))

    def test_check_refuses_the_same_and_names_targets(self):
        path = self.file("bad.json", '{"targets": []}')
        self.refused(["check", "--config", path], "1 fault")
        path = self.file("good.json", VALID)
        self.refused(["check", "twoo", "--config", path], 'did you mean "two"')
        self.refused(["check", "other", "--config", path], "the configuration has one, two")

    def test_the_schema_accepts_what_the_program_accepts(self):
        config_schema = schema("flexverify-config.schema.json")
        jsonschema.Draft7Validator.check_schema(config_schema)
        jsonschema.validate(VALID, config_schema)
        with self.assertRaises(jsonschema.ValidationError):
            jsonschema.validate({"targets": [{**VALID["targets"][0], "dept": 1}]}, config_schema)
        with self.assertRaises(jsonschema.ValidationError):
            jsonschema.validate({"targets": [{**VALID["targets"][0], "idp": {"password": "x"}}]},
                                config_schema)


    def test_the_schema_is_the_shipped_one(self):
        """UPDATE_GOLDEN=1 writes it."""
        printed = run("schema").stdout
        path = os.path.join(ROOT, "reports/schema/flexverify-config.schema.json")
        if os.environ.get("UPDATE_GOLDEN"):
            with open(path, "w", encoding="utf-8") as file:
                file.write(printed)
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), printed)

    def test_a_configuration_is_looked_for_where_it_usually_is(self):
        below = os.path.join(self.folder, "flexverify")
        os.mkdir(below)
        self.file("flexverify/flexverify.json", VALID)
        places = {"HOME": self.folder, "XDG_CONFIG_HOME": self.folder}
        done = run("check", "nobody", **places)  # found: it names its targets
        self.assertIn("one", done.stderr)
        os.remove(os.path.join(below, "flexverify.json"))
        self.refused(["check"], "--config FILE", "flexverify.json",
                     "/etc/flexverify/flexverify.json", **places)

    def test_alert_test_says_of_each_receiver_whether_it_was_delivered(self):
        receivers = [{"name": "good", "kind": "command", "command": ["/bin/true"]},
                     {"name": "bad", "kind": "command", "command": ["/bin/false"]}]
        path = self.file("c.json", {**VALID, "serve": {"alerts": receivers}})
        done = run("alert-test", "--config", path)
        self.assertEqual(done.returncode, 2, done)
        self.assertRegex(done.stdout, r"^good: delivered\nbad: not delivered: .+\n$")
        self.assertEqual(run("alert-test", "good", "--config", path).returncode, 0)
        self.refused(["alert-test", "pager", "--config", path], "no such receiver", "good, bad")

    def test_a_misspelt_variable_is_an_error(self):
        self.refused(["hosted", CLOSED], "FLEXVERIFY_DEPTH", FLEXVERIFY_DEPHT="page")


class Results(Case):
    """A port that nobody listens to: a result all the same."""

    def validate(self, text):
        result = json.loads(text)
        jsonschema.validate(result, schema("flexverify-run-1.schema.json"))
        return result

    def test_json(self):
        done = run("hosted", CLOSED, "--depth", "page", "--json")
        result = self.validate(done.stdout)
        self.assertEqual(done.returncode, 2)
        check = result["checks"][0]
        self.assertEqual((check["reached"], check["verdict"]), ("none", "critical"))
        self.assertEqual(check["findings"][0]["code"], "connect-failed")

    def test_text_ends_with_the_answer(self):
        done = run("hosted", CLOSED, "--depth", "page")
        self.assertTrue(done.stdout.endswith("\nSafe to click Finish: no\n"), done.stdout)
        self.assertIn("page", done.stderr)  # progress
        self.assertNotIn("\x1b", done.stdout + done.stderr)
        preflight = run("preflight", CLOSED)
        self.assertTrue(preflight.stdout.endswith("\nSafe to click Finish: no\n"), preflight.stdout)
        self.assertEqual(preflight.returncode, 2)

    def test_quiet_and_colour(self):
        done = run("hosted", CLOSED, "--depth", "page", "-q", "--color", "always")
        self.assertEqual(done.stderr, "")
        self.assertIn("\x1b[31m", done.stdout)

    def test_several_targets_and_reports(self):
        config = self.file("good.json", VALID)
        out = os.path.join(self.folder, "run.json")
        done = run("check", "--config", config, "--report", "json=" + out, "--jobs", "2",
                   "--report", "text=/dev/null")
        self.assertEqual(done.returncode, 2)
        self.assertIn("2 targets: 2 critical", done.stdout)
        self.assertEqual(os.stat(out).st_mode & 0o777, 0o600)
        with open(out, encoding="utf-8") as file:
            names = [check["name"] for check in self.validate(file.read())["checks"]]
        self.assertEqual(names, ["one", "two"])
        one = run("check", "two", "--config", config, "--json")
        self.assertEqual([c["name"] for c in json.loads(one.stdout)["checks"]], ["two"])

    def test_the_proxy_of_the_environment_is_used(self):
        done = run("hosted", "https://flex.example.test/", "--depth", "page", "--json",
                   HTTPS_PROXY="127.0.0.1:9")
        self.assertEqual(json.loads(done.stdout)["checks"][0]["findings"][0]["code"],
                         "proxy-failed")

    def test_trusted_certificates_are_read_before_anything_is_sent(self):
        empty = self.file("empty.pem", "none")
        self.refused(["hosted", CLOSED, "--idp-certificate", empty], "holds no certificate")
        self.refused(["hosted", CLOSED, "--idp-metadata", empty], "is no SAML metadata")
        encryption = ('<KeyDescriptor use="encryption"><ds:X509Certificate xmlns:ds="http://www.w3'
                      '.org/2000/09/xmldsig#">MIIB</ds:X509Certificate></KeyDescriptor>')
        signing = encryption.replace("encryption", "signing")

        def metadata(keys):
            return ('<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="a">'
                    f'<IDPSSODescriptor>{keys}</IDPSSODescriptor></EntityDescriptor>')
        self.refused(["hosted", CLOSED, "--idp-metadata",
                      self.file("e.xml", metadata(encryption))], "holds no certificate")
        self.refused(["hosted", CLOSED, "--idp-metadata",
                      self.file("s.xml", metadata("").replace("IDPSSO", "SPSSO"))],
                     "not of an identity provider")
        self.refused(["hosted", CLOSED, "--idp-certificate",
                      self.file("c.pem", "-----BEGIN CERTIFICATE-----"
                                "\nMIIB\n-----END CERTIFICATE-----\n")], "cannot be read")
        done = run("hosted", CLOSED, "--depth", "page", "--idp-metadata",
                   self.file("m.xml", metadata(encryption + signing)))
        self.assertEqual(done.returncode, 2, done.stderr)

    def test_preflight_takes_the_arguments_of_the_others(self):
        config = self.file("good.json", VALID)
        for arguments in ([CLOSED], ["hosted", CLOSED], ["self-hosted", CLOSED],
                          ["two", "--config", config], ["check", "two", "--config", config]):
            with self.subTest(arguments):
                result = self.validate(run("preflight", *arguments, "--json").stdout)
                self.assertEqual(len(result["checks"]), 1)
                self.assertIn(result["checks"][0]["depth"], ("page", "authn-request"))

    def test_golden_reports_keep_the_schema(self):
        folder = os.path.join(ROOT, "tests/reports/golden")
        names = [name for name in os.listdir(folder)
                 if name.endswith(".json") and name != "compared.json"]
        self.assertGreaterEqual(len(names), 4)
        for name in names:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                self.validate(file.read())


if __name__ == "__main__":
    unittest.main()
