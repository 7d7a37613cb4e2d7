"""A real Keycloak on loopback behind TLS, with one realm and one service provider.

`make interop` fetches the distribution. What a run writes lies in one temporary folder, and the
database is in memory.
"""

import http.client
import json
import os
import pathlib
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
import urllib.parse

import keycloak_realm
from ports import free_port

HOST = "keycloak.acme.localhost"
REALM = "acme"
PLACE = pathlib.Path(__file__).resolve().parents[2] / "build" / "keycloak"
ADMIN = "interop-admin"
ADMIN_PASSWORD = "of-this-run-only"


def distribution():
    """The folder of the unpacked distribution, or None."""
    found = sorted(PLACE.glob("keycloak-*/bin/kc.sh"))
    return found[-1].parents[1] if found else None


def available():
    return shutil.which("java") is not None and distribution() is not None


class Keycloak:
    """Start with start(entity_id, acs_url); stop() ends it and removes its folder."""

    def __init__(self):
        self.port = free_port()
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="flexverify-keycloak-"))
        self.base = f"https://{HOST}:{self.port}"
        self.issuer = f"{self.base}/realms/{REALM}"
        self.sso_url = f"{self.issuer}/protocol/saml"
        self.certificate = self.root / "idp.pem"
        self.ca = self.root / "tls.pem"
        self.process = None
        self.entity_id = None
        self._token = (0, "")
        self._make_key("idp", "/CN=acme signing")
        self._make_key("tls", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}")
        self._tls = ssl.create_default_context(cafile=self.ca)
        self._tls.check_hostname = False  # Python does not know names below .localhost

    def _make_key(self, name, subject, *extra):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "90",
                        "-subj", subject, *extra, "-keyout", self.root / f"{name}.key",
                        "-out", self.root / f"{name}.pem"], check=True, capture_output=True)

    def start(self, entity_id, acs_url):
        self.entity_id = entity_id
        with open(self.root / "server.log", "wb") as log:
            self.process = subprocess.Popen(
                [distribution() / "bin" / "kc.sh", "start", "--optimized", "--hostname", self.base,
                 "--http-host", "127.0.0.1", "--https-port", str(self.port),
                 "--https-certificate-file", self.root / "tls.pem",
                 "--https-certificate-key-file", self.root / "tls.key"],
                stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                start_new_session=True,  # the script starts Java: both end together
                env={**os.environ, "JAVA_OPTS_APPEND": "-XX:TieredStopAtLevel=1",  # starts sooner
                     "KC_BOOTSTRAP_ADMIN_USERNAME": ADMIN,
                     "KC_BOOTSTRAP_ADMIN_PASSWORD": ADMIN_PASSWORD})
        self._wait_until_ready()
        keys = {name: (self.root / name).read_text() for name in ("idp.key", "idp.pem")}
        self.admin("POST", "", keycloak_realm.realm(REALM, entity_id, acs_url, keys))

    def _wait_until_ready(self, seconds=180):
        deadline = time.monotonic() + seconds
        last = None
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError("Keycloak ended:\n" + self.log())
            try:
                if self.request("GET", "/realms/master")[0] == 200:
                    return
            except OSError as error:
                last = error
            time.sleep(0.2)  # between two questions
        raise RuntimeError(f"Keycloak did not answer: {last}\n{self.log()}")

    def request(self, method, path, body=None, headers=None):
        """Status and body of the answer."""
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self._tls,
                                                 timeout=30)
        try:
            connection.request(method, path, body, {"Host": f"{HOST}:{self.port}",
                                                    **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def _access_token(self):
        until, token = self._token
        if time.monotonic() < until:
            return token
        form = urllib.parse.urlencode({"grant_type": "password", "client_id": "admin-cli",
                                       "username": ADMIN, "password": ADMIN_PASSWORD})
        status, text = self.request("POST", "/realms/master/protocol/openid-connect/token", form,
                                    {"Content-Type": "application/x-www-form-urlencoded"})
        if status != 200:
            raise RuntimeError(f"no token for the administrator: {status} {text}")
        answer = json.loads(text)
        self._token = (time.monotonic() + answer["expires_in"] / 2, answer["access_token"])
        return answer["access_token"]

    def admin(self, method, path, body=None):
        """A request to the admin API below /admin/realms; raises when it fails."""
        status, text = self.request(
            method, "/admin/realms" + path, None if body is None else json.dumps(body),
            {"Authorization": "Bearer " + self._access_token(), "Content-Type": "application/json"})
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {text}")
        return json.loads(text) if text else None

    def change_realm(self, **values):
        self.admin("PUT", f"/{REALM}", values)

    def change_client(self, **values):
        """Changes the service provider's client; gives back what it was."""
        query = urllib.parse.urlencode({"clientId": self.entity_id})
        before = self.admin("GET", f"/{REALM}/clients?{query}")[0]
        after = {**before, **values}
        after["attributes"] = {**before["attributes"], **values.get("attributes", {})}
        self.admin("PUT", f"/{REALM}/clients/{before['id']}", after)
        return before

    def restore_client(self, before):
        # What is left out stays as it is.
        flows = {"browser": "", **before["authenticationFlowBindingOverrides"]}
        before = {**before, "authenticationFlowBindingOverrides": flows}
        self.admin("PUT", f"/{REALM}/clients/{before['id']}", before)

    def make_flow(self, alias, *steps):
        """A login flow of required steps; gives its id."""
        self.admin("POST", f"/{REALM}/authentication/flows", {
            "alias": alias, "providerId": "basic-flow", "topLevel": True, "builtIn": False})
        self._add_steps(alias, "REQUIRED", steps)
        flows = self.admin("GET", f"/{REALM}/authentication/flows")
        return next(flow["id"] for flow in flows if flow["alias"] == alias)

    def add_choice(self, alias, *steps):
        """Adds a step to that flow, for which each of `steps` is enough."""
        choice = alias + "-choice"
        self.admin("POST", f"/{REALM}/authentication/flows/{alias}/executions/flow", {
            "alias": choice, "type": "basic-flow", "provider": "registration-page-form"})
        self._require(alias, choice, "REQUIRED")
        self._add_steps(choice, "ALTERNATIVE", steps)

    def _add_steps(self, alias, requirement, steps):
        for step in steps:
            self.admin("POST", f"/{REALM}/authentication/flows/{alias}/executions/execution",
                       {"provider": step})
            self._require(alias, step, requirement)

    def _require(self, alias, step, requirement):
        path = f"/{REALM}/authentication/flows/{alias}/executions"
        execution = next(one for one in self.admin("GET", path)
                         if step in (one.get("providerId"), one["displayName"]))
        self.admin("PUT", path, {**execution, "requirement": requirement})

    def user(self, name):
        query = urllib.parse.urlencode({"username": name, "exact": "true"})
        return self.admin("GET", f"/{REALM}/users?{query}")[0]

    def log(self):
        path = self.root / "server.log"
        return path.read_text(encoding="utf-8", errors="replace")[-6000:] if path.exists() else ""

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)  # a session of its own
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(timeout=20)
        shutil.rmtree(self.root, ignore_errors=True)
