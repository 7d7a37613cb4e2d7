"""Where secrets come from, as a user has them: typed at a terminal, and from the mounts of containers."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from lab import BIN, Lab
from terminal import typed


class Asked(unittest.TestCase):
    def test_user_name_and_password_are_asked_for_with_the_host_that_gets_them(self):
        with Lab() as lab:
            target, password = lab.target("self-hosted"), lab.password()
            host = target["idp"]["hosts"][0]
            endpoints = [word for name, url in target["endpoints"].items()
                         for word in ("--endpoint", f"{name}={url}")]
            status, screen = typed(
                ["self-hosted", target["url"], "--idp-host", host,
                 "--ca-file", lab.folder / "lab-ca.pem", *endpoints],
                {f"user name of the test user for {host}": target["idp"]["username"],
                 f"password of {target['idp']['username']} for {host}": password})
        self.assertEqual(status, 0, screen)
        self.assertIn(f"user name of the test user for {host}", screen)
        self.assertIn("Safe to click Finish: yes", screen)
        self.assertNotIn(password, screen)

    def test_nobody_is_asked_before_the_page_is_there(self):
        status, screen = typed(["self-hosted", "https://127.0.0.1:9/", "--timeout", "5s"], {})
        self.assertNotIn("user name", screen)
        self.assertNotEqual(status, 0)


class Mounts(unittest.TestCase):
    """`unshare` gives a mount namespace of its own; without the right to have one these are skipped."""

    def setUp(self):
        self.unshare = ["unshare", "--mount", "--propagation", "private"]
        if os.getuid() != 0:
            self.unshare += ["--map-root-user"]
        tried = shutil.which("unshare") and subprocess.run(
            [*self.unshare, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False)
        if not tried or tried.returncode != 0:
            self.skipTest("no mount namespace can be had here")

    def check(self, lab, folder, options):
        """The status of a login whose password is a file 0444 on a file system of its own."""
        lab.change(lambda settings: settings.update(targets=[{
            **lab.target("self-hosted"), "idp": {**lab.target("self-hosted")["idp"],
                                                 "password": {"file": f"{folder}/flex-check"}}}]))
        script = ('mkdir -p "$1" && mount -t tmpfs none "$1" && cp "$2" "$1/flex-check" && '
                  f'chmod 444 "$1/flex-check" && mount -o {options} "$1" && '
                  'exec "$3" check --config "$4" --quiet --state none')
        return subprocess.run([*self.unshare, "sh", "-ec", script, "sh", folder,
                               lab.folder / "lab-password.txt", BIN / "flexverify", lab.config],
                              capture_output=True, text=True, timeout=120, check=False,
                              stdin=subprocess.DEVNULL, start_new_session=True)

    def test_a_file_that_everybody_may_read_counts_on_a_mount_where_nobody_sets_modes(self):
        with Lab() as lab, tempfile.TemporaryDirectory() as folder:
            read_only = self.check(lab, pathlib.Path(folder), "remount,ro")
            self.assertEqual(read_only.returncode, 0, read_only.stdout + read_only.stderr)
        with Lab() as lab:
            for_secrets = self.check(lab, pathlib.Path("/run/secrets"), "remount,rw")
            self.assertEqual(for_secrets.returncode, 0, for_secrets.stdout + for_secrets.stderr)

    def test_elsewhere_it_is_refused(self):
        with Lab() as lab, tempfile.TemporaryDirectory() as folder:
            done = self.check(lab, pathlib.Path(folder), "remount,rw")
            self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
            self.assertIn("every user", done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
