"""A provider that others wrote, run as a process: it reads its settings from standard input and says
"ready"."""

import json
import pathlib
import shutil
import subprocess
import tempfile


class ToldServer:
    """Its folder holds its certificate (tls.pem, tls.key) and its log, and goes with it."""

    def __init__(self, name, host):
        self.name = name
        self.root = pathlib.Path(tempfile.mkdtemp(prefix=f"flexverify-{name}-"))
        self.certificate, self.key = self.root / "tls.pem", self.root / "tls.key"
        self.process = None
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "90",
                        "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}", "-keyout",
                        self.key, "-out", self.certificate], check=True, capture_output=True)

    def start(self, command, settings, environment=None):
        """Ends the one before. `settings` is added to by the paths of certificate and key."""
        self.end()
        with open(self.root / "log", "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=log, text=True, env=environment)
        json.dump({**settings, "certificate": str(self.certificate), "key": str(self.key)},
                  self.process.stdin)
        self.process.stdin.close()
        if self.process.stdout.readline().strip() != "ready":
            raise RuntimeError(f"{self.name} did not start: " + self.log())

    def log(self):
        return (self.root / "log").read_text(encoding="utf-8", errors="replace")[-3000:]

    def end(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=10)
            self.process.stdout.close()
            self.process = None

    def stop(self):
        self.end()
        shutil.rmtree(self.root, ignore_errors=True)
