"""The files with which flexverify is deployed: manifests against the part of the API that they use,
configurations in them by config-check, the image's packages against what the program links, its
health check against a real serve, the dashboard of Grafana against the metrics there are."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import jsonschema
import yaml

from lab import BIN, flexverify
from serving import Serve

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "verifier/serve/deploy"
SCHEMA = json.loads((ROOT / "tests/e2e/kubernetes.schema.json").read_text(encoding="utf-8"))


def documents(name):
    with open(DEPLOY / "kubernetes" / name, encoding="utf-8") as file:
        return list(yaml.safe_load_all(file))


def manifests():
    return [document for path in sorted((DEPLOY / "kubernetes").iterdir())
            for document in documents(path.name)]


def of_kind(kind):
    return next(document for document in manifests() if document["kind"] == kind)


def pods():
    yield of_kind("Deployment")["spec"]["template"]["spec"]
    yield of_kind("CronJob")["spec"]["jobTemplate"]["spec"]["template"]["spec"]


class Case(unittest.TestCase):
    def has_no_faults(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            done = flexverify("config-check", file.name)
        self.assertEqual(done.status, 0, done.stdout + done.stderr)


class Kubernetes(Case):
    def test_manifests_keep_the_schema(self):
        self.assertEqual({document["kind"] for document in manifests()},
                         {"ConfigMap", "PersistentVolumeClaim", "Deployment", "Service", "CronJob",
                          "ServiceMonitor"})
        for document in manifests():
            with self.subTest(document["kind"]):
                jsonschema.validate(document, SCHEMA)

    def test_the_schema_refuses_slips(self):
        broken = of_kind("Deployment")
        broken["spec"]["template"]["spec"]["containers"][0]["volumeMount"] = []
        with self.assertRaises(jsonschema.ValidationError):
            jsonschema.validate(broken, SCHEMA)

    def test_what_is_mounted_is_there_and_secrets_are_read_where_they_are(self):
        kept = json.dumps(of_kind("ConfigMap")["data"])
        for pod in pods():
            volumes = {volume["name"] for volume in pod["volumes"]}
            mounts = {mount["name"]: mount["mountPath"] for container in pod["containers"]
                      for mount in container["volumeMounts"]}
            self.assertEqual(set(mounts), volumes)
            self.assertIn(mounts["credentials"] + "/flex-check", kept)
            self.assertIn(mounts["history"] + "/history.sqlite", kept)

    def test_selectors_select(self):
        labels = of_kind("Deployment")["spec"]["template"]["metadata"]["labels"]
        self.assertEqual(of_kind("Deployment")["spec"]["selector"]["matchLabels"], labels)
        self.assertEqual(of_kind("Service")["spec"]["selector"], labels)
        monitor = of_kind("ServiceMonitor")["spec"]
        self.assertEqual(monitor["selector"]["matchLabels"], of_kind("Service")["metadata"]["labels"])
        self.assertIn(monitor["endpoints"][0]["port"],
                      [port["name"] for port in of_kind("Service")["spec"]["ports"]])

    def test_the_configuration_has_no_faults(self):
        self.has_no_faults(of_kind("ConfigMap")["data"]["flexverify.json"])


class Compose(Case):
    def setUp(self):
        self.file = yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text(encoding="utf-8"))
        self.service = self.file["services"]["flexverify"]

    def test_it_is_closed_and_what_it_names_is_there(self):
        self.assertIs(self.service["read_only"], True)
        self.assertEqual(self.service["cap_drop"], ["ALL"])
        self.assertTrue(all(port.startswith("127.0.0.1:") for port in self.service["ports"]))
        self.assertEqual(set(self.service["secrets"]), set(self.file["secrets"]))
        volumes = [volume["source"] for volume in self.service["volumes"]
                   if volume["type"] == "volume"]
        self.assertEqual(volumes, list(self.file["volumes"]))
        build = self.service["build"]
        context = (DEPLOY / "compose" / build["context"]).resolve()
        self.assertEqual(context, ROOT)
        self.assertTrue((context / build["dockerfile"]).is_file())

    def test_the_configuration_has_no_faults_and_reads_the_secrets(self):
        text = (DEPLOY / "compose/flexverify.json").read_text(encoding="utf-8")
        self.has_no_faults(text)
        self.assertEqual(set(re.findall(r"/run/secrets/([a-z-]+)", text)), set(self.file["secrets"]))


class Image(Case):
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")

    def test_it_has_every_library_that_the_program_links(self):
        if not shutil.which("dpkg-query"):
            self.skipTest("no Debian")
        last = self.text[self.text.rindex("FROM "):]
        packages = set(re.search(r"no-install-recommends(.*?)&&", last, re.S)[1].split())
        linked = subprocess.run(["readelf", "-d", BIN / "flexverify"], capture_output=True,
                                text=True, check=True).stdout
        names = re.findall(r"NEEDED.*\[(.+)\]", linked)
        self.assertGreater(len(names), 10)
        loaded = subprocess.run(["ldd", BIN / "flexverify"], capture_output=True, text=True,
                                check=True).stdout
        for name in names:
            if name.startswith("ld-linux"):
                continue
            path = re.search(re.escape(name) + r" => (\S+)", loaded)[1]
            owner = subprocess.run(["dpkg-query", "-S", f"*/{os.path.basename(path)}"],
                                   capture_output=True, text=True, check=True).stdout
            self.assertTrue({line.split(":")[0] for line in owner.splitlines()} & packages,
                            f"{name}: {owner}")

    def test_it_is_not_root_and_wants_a_token(self):
        self.assertRegex(self.text, r"\nUSER 65532:65532\n")
        command = json.loads(re.search(r"\nCMD (\[.*\])", self.text)[1])
        with tempfile.TemporaryDirectory() as folder:
            config = pathlib.Path(folder) / "flexverify.json"
            config.write_text(json.dumps({"targets": [{
                "name": "one", "setup": "hosted", "url": "https://127.0.0.1:9/",
                "schedule": {"every": "1d"}}]}), encoding="utf-8")
            command[command.index("/etc/flexverify/flexverify.json")] = config
            command[command.index("0.0.0.0:9469")] = "0.0.0.0:0"
            done = flexverify(*command)
        self.assertEqual(done.status, 3)
        self.assertIn("token", done.stderr)

    def test_the_health_check_knows_whether_it_serves(self):
        words = json.loads(re.search(r"HEALTHCHECK .*?CMD (\[.*?\])\nENTRYPOINT",
                                     self.text.replace("\\\n", ""), re.S)[1])
        with tempfile.TemporaryDirectory() as folder:
            config = pathlib.Path(folder) / "flexverify.json"
            config.write_text(json.dumps({"targets": [{
                "name": "one", "setup": "hosted", "url": "https://127.0.0.1:9/", "depth": "page",
                "schedule": {"every": "1d"}}]}), encoding="utf-8")
            with Serve(config) as serve:
                port = serve.url.rsplit(":", 1)[1]
                asked = [word.replace("9469", port) for word in words]
                self.assertEqual(subprocess.run(asked, timeout=20, check=False).returncode, 0)
            self.assertNotEqual(subprocess.run(asked, timeout=20, capture_output=True,
                                               check=False).returncode, 0)


class Grafana(Case):
    def test_every_metric_and_label_exists(self):
        source = "".join((ROOT / path).read_text(encoding="utf-8")
                         for path in ("reports/metrics.cpp", "verifier/serve/metrics.cpp"))
        board = json.loads((ROOT / "reports/grafana/flexverify.json").read_text(encoding="utf-8"))
        queries = [target for panel in board["panels"] for target in panel["targets"]]
        self.assertGreater(len(queries), 8)
        for query in queries:
            for metric in re.findall(r"\b(flexverify_\w+)", query["expr"]):
                self.assertIn(f'"{metric}"', source)
            for label in re.findall(r"{{(\w+)}}", query["legendFormat"]):
                self.assertIn(f'"{label}"', source)
        ids = [panel["id"] for panel in board["panels"]]
        self.assertEqual(len(ids), len(set(ids)))


class Ci(Case):
    def test_the_pipelines_run_a_check_with_a_test_report(self):
        actions = yaml.safe_load((DEPLOY / "ci/github-actions.yml").read_text(encoding="utf-8"))
        gitlab = yaml.safe_load((DEPLOY / "ci/gitlab-ci.yml").read_text(encoding="utf-8"))
        runs = [step["run"] for step in actions["jobs"]["login"]["steps"] if "run" in step]
        runs += gitlab["flex-login"]["script"]
        self.assertEqual(len(runs), 2)
        for line in runs:
            self.assertIn(gitlab["flex-login"]["artifacts"]["reports"]["junit"], line)


if __name__ == "__main__":
    unittest.main(verbosity=1)
