#!/usr/bin/env python3
"""What a field of a form is called, by Chromium and by us: its accessible name, the labels that belong
to it, and its own attributes. Needs Debian's Chromium; a page of our own on disk, no script, no net."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent / "../e2e"))
import browser  # noqa: E402

SKIPPED = 77  # for CTest
ROWS = [
    '<label for="#">User name</label><input id="#">',
    '<label>Password <input id="#" type="password"></label>',
    '<label><span>E-mail</span><div>of your company</div><input id="#"></label>',
    '<input id="#"><label for="#">Behind it</label>',
    '<label for="#">One</label><label for="#">of two</label><input id="#">',
    '<input id="#" aria-label="Passcode">',
    '<input id="#" placeholder="Six digits">',
    '<input id="#" title="Employee number">',
    '<input id="#" title="Employee number" placeholder="123">',
    '<label for="#">Code</label><input id="#" title="From your app" placeholder="123456">',
    '<h2 id="head-#">Sign in</h2><p id="more-#">with a code</p><input id="#" aria-labelledby="more-# head-#">',
    '<span id="head-#" hidden>Hidden words</span><input id="#" aria-labelledby="head-#">',
    '<label for="other-#">Not mine <input id="#"></label><input id="other-#">',
    '<label for="">Nobody\'s <input id="#"></label>',
    '<label for="#" hidden>Hidden label</label><input id="#">',
    '<label for="#" style="display: none">Hidden label</label><input id="#" placeholder="Shown">',
    '<label for="#">Shown <span hidden>and not</span></label><input id="#">',
    '<fieldset><legend>Second factor</legend><input id="#"></fieldset>',
    '<table><tr><td><label for="#">In another cell</label></td><td><input id="#"></td></tr></table>',
    '<label for="#">Mot de passe&nbsp;:</label><input id="#">',
    '<label for="#"><h1>Kennwort</h1>eingeben</label><input id="#">',
    '<label for="#">Pass<b>word</b></label><input id="#">',
    '<label for="#">Name<script>var x = "Code"</script><style>p {}</style></label><input id="#">',
    '<input id="#">',
]
# Of a field that no form holds, and of a label outside its form.
OUTSIDE = ['<label for="#">Outside</label><form><input id="#"></form>', '<label>No form <input id="#"></label>',
           '<form><label for="#">Inside</label></form><input id="#">']


def page():
    rows = [f"<form>{row}</form>" for row in ROWS] + OUTSIDE
    return "".join(row.replace("#", f"field-{n}") for n, row in enumerate(rows)), len(rows)


def words(text):
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").lower().split())


class Chromium(browser.Browser):
    def about(self, field):
        """Its accessible name, and all that may be added to it."""
        element = next(iter(self._call("POST", f"/session/{self.session}/element",
                                       {"using": "css selector", "value": f"#{field}"}).values()))
        name = self._call("GET", f"/session/{self.session}/element/{element}/computedlabel")
        more = self.run(
            f"const e = document.getElementById('{field}');"
            "return [...e.labels].map(l => l.innerText).concat("
            "['aria-label', 'placeholder', 'title'].map(n => e.getAttribute(n) || '')).join(' ')")
        return words(name or ""), words(more)


class FieldLabels(unittest.TestCase):
    def test_are_those_of_chromium(self):
        html, count = page()
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "fields.html")
            path.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{html}", encoding="utf-8")
            program = pathlib.Path(os.environ["FLEXVERIFY_BIN_DIR"], "field_labels")
            lines = subprocess.run([program, path], check=True, capture_output=True, text=True).stdout
            ours = dict(line.split("\t", 1) for line in lines.splitlines())
            chromium = Chromium(1000)
            try:
                chromium.open(path)
                self.compare(chromium, ours, [f"field-{n}" for n in range(count)])
            finally:
                chromium.close()

    def compare(self, chromium, ours, fields):
        for field in fields:
            name, more = chromium.about(field)
            label = words(ours[field])
            with self.subTest(field=field, chromium=name, ours=label):
                self.assertIn(name, label)
                self.assertEqual(set(label.split()) - set(f"{name} {more}".split()), set())


if __name__ == "__main__":
    if not browser.is_installed():
        print("skipped: chromium and chromedriver are not installed")
        sys.exit(SKIPPED)
    unittest.main()
