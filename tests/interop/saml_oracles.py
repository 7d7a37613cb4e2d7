"""Service providers that others wrote, asked what they say to a SAML response.

Each oracle takes messages and returns {number: why it refuses, "" when it accepts}; `available`
says whether it is there. python3-saml is a Debian package; `make interop` fetches the others.
"""

import base64
import contextlib
import dataclasses
import io
import json
import pathlib
import subprocess

PLACE = pathlib.Path(__file__).resolve().parents[2] / "build" / "saml-oracles"
HERE = pathlib.Path(__file__).resolve().parent / "saml_oracles"


@dataclasses.dataclass(frozen=True)
class Message:
    """A response, and what the service provider expects of it."""

    number: int
    file: pathlib.Path
    certificate: pathlib.Path
    entity_id: str
    acs_url: str
    issuer: str
    request_id: str
    at: int  # seconds since 1970

    def row(self):
        return [str(self.number), str(self.file), str(self.certificate), self.entity_id,
                self.acs_url, self.issuer, self.request_id]


class Python3Saml:
    """The toolkit family of the legacy ACS, strict."""

    name = "python3-saml"
    kinds = ("legacy",)

    @staticmethod
    def available():
        try:
            import onelogin.saml2.response  # noqa: F401
        except ImportError:
            return False
        return True

    def judge(self, messages, _folder):
        return {one.number: self._judge_one(one) for one in messages}

    def _judge_one(self, one):
        from onelogin.saml2 import utils
        from onelogin.saml2.response import OneLogin_Saml2_Response as Response
        from onelogin.saml2.settings import OneLogin_Saml2_Settings as Settings
        now = utils.OneLogin_Saml2_Utils.now
        utils.OneLogin_Saml2_Utils.now = staticmethod(lambda: one.at)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                response = Response(Settings(self._settings(one)),
                                    base64.b64encode(one.file.read_bytes()).decode())
                response.is_valid(self._request(one), one.request_id, raise_exceptions=True)
                response.get_nameid()
                response.get_attributes()
            return ""
        except Exception as error:  # whatever it is, it is a refusal
            return str(error)[:200] or type(error).__name__
        finally:
            utils.OneLogin_Saml2_Utils.now = now

    @staticmethod
    def _settings(one):
        return {"strict": True,
                "sp": {"entityId": one.entity_id, "assertionConsumerService": {"url": one.acs_url}},
                "idp": {"entityId": one.issuer, "x509cert": one.certificate.read_text(),
                        "singleSignOnService": {"url": "https://idp.example/sso"}}}

    @staticmethod
    def _request(one):
        rest = one.acs_url.split("//", 1)[1]
        host, path = rest.split("/", 1)
        return {"https": "on", "http_host": host, "script_name": "/" + path.split("?")[0],
                "get_data": {}, "post_data": {}}


class NodeOracle:
    def __init__(self, name, kinds):
        self.name, self.kinds = name, kinds

    @staticmethod
    def available():
        return (PLACE / "node" / "node_modules").exists()

    def judge(self, messages, folder):
        manifest = pathlib.Path(folder) / f"{self.name}.json"
        manifest.write_text(json.dumps([
            {**dataclasses.asdict(one), "file": str(one.file), "certificate": str(one.certificate)}
            for one in messages]))
        script = PLACE / "node" / "oracle.js"  # beside its node_modules
        script.write_text((HERE / "node_oracle.js").read_text())
        done = subprocess.run(["node", "--no-deprecation", str(script), self.name, str(manifest),
                               str(messages[0].at * 1000)], check=True, capture_output=True, text=True)
        rows = map(json.loads, done.stdout.splitlines())
        return {row["number"]: row["why"] for row in rows}


class JavaSaml:
    """The toolkit of the legacy ACS."""

    name = "java-saml"
    kinds = ("legacy",)

    @staticmethod
    def available():
        return (PLACE / "java" / "classes").exists()

    def judge(self, messages, folder):
        manifest = pathlib.Path(folder) / "java-saml.tsv"
        manifest.write_text("".join("\t".join(one.row()) + "\n" for one in messages))
        path = f"{PLACE}/java/classes:{PLACE}/java/jars/*"
        done = subprocess.run(["java", "-XX:TieredStopAtLevel=1", "-cp", path, "JavaSamlOracle",
                               str(manifest), str(messages[0].at * 1000)],
                              check=True, capture_output=True, text=True)
        rows = (line.split("\t", 1) for line in done.stdout.splitlines())
        return {int(number): why for number, why in rows}


ORACLES = (Python3Saml(), JavaSaml(), NodeOracle("passport-wsfed-saml2", ("enhanced",)),
           NodeOracle("node-saml", ()))
