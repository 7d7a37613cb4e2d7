"""Chromium decides what each shape of appConfig.js leaves behind, and whether the answers that
the unit test of the evaluator holds are a browser's (tests/unit/web/shapes/app_config.txt).

UPDATE_GOLDEN=1 writes the browser's answers into that file.
"""

import http.server
import os
import pathlib
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
import browser  # noqa: E402

SHAPES = pathlib.Path(__file__).parent.parent / "unit/web/shapes/app_config.txt"
PAGE = "http://agents.acme.test/flex/?a=1#top"
ASK = "return typeof appConfig === 'undefined' ? 'absent' : JSON.stringify(appConfig)"


class Site(http.server.BaseHTTPRequestHandler):
    """A page that loads the script of the moment."""

    script = ""

    def do_GET(self):
        kind, text = {"/flex/": ("text/html", "<script src=/appConfig.js></script>"),
                      "/appConfig.js": ("text/javascript", Site.script),
                      }.get(self.path.split("?")[0], (None, ""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", f"{kind or 'text/plain'}; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


def shapes(text):
    """Title, script, and the answer that the file holds, of each shape."""
    for part in text.split("\n# ")[1:]:
        title, *lines = part.split("\n")
        script = [line for line in lines if not line.startswith(("= ", "? "))]
        answer = next((line[2:] for line in lines if line.startswith("= ")), "")
        yield title, "\n".join(script), answer


def answers(scripts):
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    rules = f"MAP agents.acme.test:80 127.0.0.1:{site.server_port}, MAP * ~NOTFOUND, " \
            "EXCLUDE 127.0.0.1"
    window = browser.Browser(800, more=[f"--host-resolver-rules={rules}"])
    try:
        for script in scripts:
            Site.script = script
            window.go("about:blank")
            window.go(PAGE)
            yield window.run(ASK)
    finally:
        window.close()
        site.shutdown()


def with_answer(part, answer):
    """The shape's text with the browser's answer, before the list of what may be unreadable."""
    lines = [line for line in part.rstrip("\n").split("\n") if not line.startswith("= ")]
    at = next((i for i, line in enumerate(lines) if line.startswith("? ")), len(lines))
    return "\n".join([*lines[:at], f"= {answer}", *lines[at:]])


def main():
    if not browser.is_installed():
        print("skipped: Chromium is not installed")
        return 77
    text = SHAPES.read_text(encoding="utf-8")
    known = list(shapes(text))
    found = list(answers(script for _, script, _ in known))
    if os.environ.get("UPDATE_GOLDEN"):
        head, *parts = text.split("\n# ")
        new = [with_answer(part, answer) for part, answer in zip(parts, found)]
        SHAPES.write_text("\n# ".join([head, *(part + "\n" for part in new)]), encoding="utf-8")
        return 0
    wrong = [(title, answer, browsers) for (title, _, answer), browsers in zip(known, found)
             if answer != browsers]
    for title, answer, browsers in wrong:
        print(f"{title}: the file says {answer}, Chromium says {browsers}")
    print(f"{len(found)} shapes of appConfig.js, {len(wrong)} of them otherwise in Chromium")
    return 1 if wrong or len(found) < 60 else 0


if __name__ == "__main__":
    sys.exit(main())
