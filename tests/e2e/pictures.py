"""Makes the pictures of the documents from the lab: reports/docs/pictures. `make pictures`."""

import html
import os
import pathlib
import re
import shutil
import subprocess

import browser
from lab import BIN, Lab
from serving import Serve, history, until

PICTURES = pathlib.Path(__file__).resolve().parents[2] / "reports/docs/pictures"
COLUMNS = 84
CELL, LINE, MARGIN = 8.4, 19, 16
# SGR colours as a dark terminal shows them; what is not here is the text's own.
COLOURS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "34": "#79c0ff", "35": "#d2a8ff",
           "36": "#76e3ea", "90": "#8b949e", "91": "#ff7b72", "92": "#7ee787", "93": "#e3b341"}


def spans(line):
    """(style, text) of a line with escape sequences of SGR."""
    style = {}
    for sequence, text in re.findall(r"((?:\x1b\[[0-9;]*m)*)([^\x1b]*)", line):
        for code in re.findall(r"[0-9]+", sequence) or (["0"] if sequence else []):
            if code == "0":
                style = {}
            elif code == "1":
                style = {**style, "font-weight": "bold"}
            elif code == "2":
                style = {**style, "fill": "#8b949e"}
            elif code in COLOURS:
                style = {**style, "fill": COLOURS[code]}
        if text:
            yield style, text


def svg(lines, title):
    width, height = round(COLUMNS * CELL + 2 * MARGIN), LINE * len(lines) + 2 * MARGIN
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
           f'viewBox="0 0 {width} {height}" role="img"><title>{html.escape(title)}</title>',
           f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>',
           '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" '
           'fill="#e6edf3" xml:space="preserve">']
    for row, line in enumerate(lines):
        parts, column = "", 0
        for style, text in spans(line):
            attributes = "".join(f' {key}="{value}"' for key, value in style.items())
            for words in re.finditer(r"\S+(?: \S+)*", text):  # viewers fold more than one blank
                parts += (f'<tspan x="{MARGIN + (column + words.start()) * CELL:.1f}" '
                          f'textLength="{len(words[0]) * CELL:.1f}"{attributes}>'
                          f'{html.escape(words[0])}</tspan>')
            column += len(text)
        out.append(f'<text y="{MARGIN + LINE * row + 14}">{parts}</text>')
    return "\n".join([*out, "</g></svg>", ""])


def run(lab, *words):
    environment = {**os.environ, "COLUMNS": str(COLUMNS)}
    return subprocess.run([BIN / "flexverify", *words], cwd=lab.folder, capture_output=True,
                          text=True, env=environment, check=False, timeout=120)


def without_port(line):
    """The lab's port is another one each time; what stands in columns behind it stays there."""
    kept = re.sub(r"\.localhost:(\d+)(\S*(?: \S+)*)(?=  )",
                  lambda found: f".localhost{found[2]} " + " " * len(found[1]), line)
    return re.sub(r"\.localhost:\d+", ".localhost", kept)


def terminal():
    with Lab("--drill", "wrong-audience") as lab:
        lab.change(lambda settings: settings.update(
            targets=[{**lab.target("self-hosted"), "name": "acme-prod"}]))
        done = run(lab, "check", "acme-prod", "--config", lab.config, "--color", "always")
        lines = ["$ flexverify check acme-prod", *done.stdout.rstrip("\n").splitlines()]
        text = svg([without_port(line) for line in lines],
                   "flexverify check acme-prod: Safe to click Finish: no")
        (PICTURES / "terminal.svg").write_text(text, encoding="utf-8")
        run(lab, "check", "acme-prod", "--config", lab.config, "--report",
            f"html={lab.folder / 'report.html'}", "--quiet")
        photograph(f"file://{lab.folder / 'report.html'}", "report.png", 1000, 900)


def dashboard():
    names = {"self-hosted": "acme-prod", "legacy-self-hosted": "acme-legacy",
             "hosted": "acme-supervisors"}
    with Lab() as lab:
        targets = [{**lab.target(old), "name": new, "schedule": {"every": "4s"}}
                   for old, new in names.items()]
        targets[-1]["expect"]["role"] = "supervisor"
        kept = lab.folder / "history.sqlite"
        lab.change(lambda settings: settings.update(targets=targets,
                                                    serve={"history": kept.name}))
        with Serve(lab.config) as serve:
            until(lambda: kept.exists() and all(len(history(kept, name)) > 11
                                                for name in names.values()), 180)
            photograph(serve.url + "/", "dashboard.png", 1240, 420)


def photograph(url, name, width, height):
    window = browser.Browser(width, height)
    try:
        window.go(url)
        window.screenshot(PICTURES / name)
    finally:
        window.close()
    if shutil.which("pngquant"):
        subprocess.run(["pngquant", "--force", "--ext", ".png", "64", PICTURES / name], check=True)


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    terminal()
    dashboard()
