"""What `cmake --install` gives: every file in its place, and each tried by the program that reads it.
FLEXVERIFY_BIN_DIR is the bin folder of the build."""

import gzip
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

BIN = pathlib.Path(os.environ.get("FLEXVERIFY_BIN_DIR", "build/bin")).resolve()
WANTED = """bin/flexverify
lib/systemd/system/flexverify-check.service
lib/systemd/system/flexverify-check.timer
lib/systemd/system/flexverify.service
lib/sysusers.d/flexverify.conf
lib/tmpfiles.d/flexverify.conf
share/bash-completion/completions/flexverify
share/doc/flexverify/CHANGELOG.md
share/doc/flexverify/README.md
share/doc/flexverify/LICENSE
share/doc/flexverify/docs/before-you-click-finish.md
share/doc/flexverify/examples/ci/gitlab-ci.yml
share/doc/flexverify/examples/compose/compose.yaml
share/doc/flexverify/examples/flexverify.json
share/doc/flexverify/examples/kubernetes/serve.yaml
share/doc/flexverify/examples/nagios/flexverify.cfg
share/fish/vendor_completions.d/flexverify.fish
share/flexverify/grafana/flexverify.json
share/flexverify/prometheus/alerts.yml
share/flexverify/schema/flexverify-config.schema.json
share/flexverify/schema/flexverify-run-1.schema.json
share/man/man1/flexverify.1.gz
share/zsh/site-functions/_flexverify""".split("\n")


def run(*command, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          timeout=120, check=False, **more)


def install(prefix, **environment):
    done = run("cmake", "--install", BIN.parent, "--prefix", prefix,
               env={**os.environ, **environment})
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="flexverify-install-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.prefix = pathlib.Path(cls.folder) / "prefix"
        install(cls.prefix)

    def test_every_file_is_in_its_place_and_no_program_but_one(self):
        files = [str(path.relative_to(self.prefix)) for path in self.prefix.rglob("*")
                 if path.is_file()]
        for wanted in WANTED:
            self.assertIn(wanted, files)
        self.assertEqual([name for name in files if name.startswith(("bin/", "sbin/"))],
                         ["bin/flexverify"])

    def test_the_program_runs_and_has_no_symbols(self):
        program = self.prefix / "bin/flexverify"
        self.assertEqual(run(program, "--version").returncode, 0)
        self.assertNotIn(".symtab", run("readelf", "-S", program).stdout)

    def test_units_name_the_place_and_are_units(self):
        units = sorted((self.prefix / "lib/systemd/system").iterdir())
        for unit in units[:1] + units[2:]:
            self.assertIn(f"ExecStart={self.prefix}/bin/flexverify ", unit.read_text("utf-8"))
        if not shutil.which("systemd-analyze"):
            self.skipTest("systemd is not installed")
        done = run("systemd-analyze", "verify", "--man=no", *units)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_the_user_and_the_folders_are_read_by_systemd(self):
        if not shutil.which("systemd-sysusers"):
            self.skipTest("systemd is not installed")
        user = run("systemd-sysusers", "--dry-run", self.prefix / "lib/sysusers.d/flexverify.conf")
        self.assertEqual(user.returncode, 0, user.stderr)
        self.assertIn("flexverify", user.stdout + user.stderr)

    def test_the_manual_is_the_programs(self):
        with gzip.open(self.prefix / "share/man/man1/flexverify.1.gz", "rt", encoding="utf-8") as page:
            self.assertEqual(page.read(), run(self.prefix / "bin/flexverify", "manual").stdout)

    def test_links_between_the_documents_lead_somewhere(self):
        folder = self.prefix / "share/doc/flexverify"
        pages = [folder / "README.md", *(folder / "docs").glob("*.md")]
        self.assertGreater(len(pages), 8)
        for page in pages:
            for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
                if link not in ("HACKING.md", "CONTRIBUTING.md"):  # of the source
                    self.assertTrue((page.parent / link).exists(), f"{page.name}: {link}")

    def test_the_example_has_no_faults(self):
        example = self.prefix / "share/doc/flexverify/examples/flexverify.json"
        self.assertEqual(run(self.prefix / "bin/flexverify", "config-check", example).returncode, 0)

    def test_a_destination_is_no_part_of_the_units(self):
        image = pathlib.Path(self.folder) / "image"
        install("/opt/flexverify", DESTDIR=str(image))
        unit = image / "opt/flexverify/lib/systemd/system/flexverify.service"
        self.assertIn("ExecStart=/opt/flexverify/bin/flexverify ", unit.read_text("utf-8"))


class Apt(unittest.TestCase):
    """.ci/install-packages on a machine without root and without sudo, where something is missing."""

    def test_it_says_what_root_must_do(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("dpkg-query", ""), ("id", "echo 1000")):
                path = pathlib.Path(folder) / name
                path.write_text(f"#!/bin/bash\n{text}\n", encoding="utf-8")
                path.chmod(0o755)
            for name in ("bash", "awk", "grep", "env"):
                os.symlink(shutil.which(name), pathlib.Path(folder) / name)
            done = run(shutil.which("bash"), ".ci/install-packages", "build", env={"PATH": folder})
        self.assertEqual(done.returncode, 1, done)
        self.assertIn("apt-get install --no-install-recommends build-essential cmake", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
