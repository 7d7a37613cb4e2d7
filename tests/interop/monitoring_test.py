"""A real Prometheus and a real Alertmanager, with the shipped rules and scrape configuration: a drill
in the lab becomes a message at a web hook."""

import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/e2e"))
from lab import Lab  # noqa: E402
from ports import free_port  # noqa: E402
from serving import Serve, until  # noqa: E402

ALERTMANAGER = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")


def is_ready(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


class Hook:
    """Keeps the alerts that Alertmanager posts."""

    def __init__(self):
        self.alerts = []
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # noqa: N802
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                hook.alerts.extend(body["alerts"])
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def find(self, name, status):
        return next((a for a in self.alerts
                     if a["labels"]["alertname"] == name and a["status"] == status), None)


@unittest.skipUnless(ALERTMANAGER and shutil.which("prometheus"),
                     "prometheus and prometheus-alertmanager are not installed")
class Monitoring(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="flexverify-monitoring-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def start(self, *command):
        process = subprocess.Popen([str(word) for word in command], cwd=self.folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait, 30)
        self.addCleanup(process.terminate)

    def start_alertmanager(self, hook):
        port = free_port()
        (self.folder / "alertmanager.yml").write_text(json.dumps({
            "route": {"receiver": "hook", "group_by": ["target"], "group_wait": "1s",
                      "group_interval": "1s"},
            "receivers": [{"name": "hook", "webhook_configs": [
                {"url": f"http://127.0.0.1:{hook.server.server_port}/", "send_resolved": True}]}]}),
            encoding="utf-8")
        self.start(ALERTMANAGER, "--config.file=alertmanager.yml", "--storage.path=alerts",
                   f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=")
        until(lambda: is_ready(f"http://127.0.0.1:{port}/-/ready"))
        return port

    def start_prometheus(self, serve, alertmanager):
        """The shipped files, with this test's ports and shorter intervals."""
        shutil.copy(ROOT / "reports/prometheus/alerts.yml", self.folder)
        scrape = (ROOT / "reports/prometheus/scrape.yml").read_text(encoding="utf-8")
        self.assertIn("127.0.0.1:9469", scrape)
        (self.folder / "prometheus.yml").write_text(
            "global: { evaluation_interval: 1s }\n"
            f"alerting: {{ alertmanagers: [ {{ static_configs: [ {{ targets: "
            f"['127.0.0.1:{alertmanager}'] }} ] }} ] }}\n" +
            scrape.replace("127.0.0.1:9469", serve.url.removeprefix("http://"))
            .replace("scrape_interval: 30s", "scrape_interval: 1s"), encoding="utf-8")
        port = free_port()
        self.start("prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data",
                   f"--web.listen-address=127.0.0.1:{port}")
        until(lambda: is_ready(f"http://127.0.0.1:{port}/-/ready"))

    def test_a_broken_login_pages_and_a_mended_one_resolves(self):
        with Lab("--drill", "wrong-audience") as lab:
            def broken(settings):
                settings["targets"] = [t for t in settings["targets"]
                                       if t["name"] == "self-hosted"]
                settings["defaults"]["schedule"] = {"every": "1s"}
            lab.change(broken)
            hook = Hook()
            self.addCleanup(hook.server.server_close)
            self.addCleanup(hook.server.shutdown)
            with Serve(lab.config) as serve:
                until(lambda: serve.verdict("self-hosted") == "critical")
                self.start_prometheus(serve, self.start_alertmanager(hook))
                page = until(lambda: hook.find("FlexLoginBroken", "firing"), 90)
                self.assertEqual(page["labels"]["severity"], "page")
                self.assertEqual(page["annotations"]["summary"],
                                 "self-hosted: agents cannot log in to Flex")
                # A lab has one drill for all its life: the login as far as the fault is in order.
                lab.change(lambda s: s["targets"][0].update(depth="authn-request"))
                until(lambda: serve.verdict("self-hosted") in ("ok", "warning"))
                until(lambda: hook.find("FlexLoginBroken", "resolved"), 90)


if __name__ == "__main__":
    if not (ALERTMANAGER and shutil.which("prometheus")):
        print("skipped: prometheus and prometheus-alertmanager are not installed")
        sys.exit(77)
    os.environ.setdefault("GOMAXPROCS", "2")
    unittest.main()
