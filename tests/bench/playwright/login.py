"""The login of a lab's target with Playwright, as its documentation shows one: a page, two fields, a
button, and the wait for the loaded desktop.

usage: login.py URL USER_NAME PASSWORD_FILE"""

import pathlib
import sys

from playwright.sync_api import sync_playwright

# Nothing but this machine is reached, whatever the browser asks for by itself.
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost"


def main(url, user, password_file):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium",
                                             args=["--no-sandbox", ONLY_HERE])
        page = browser.new_context(ignore_https_errors=True).new_page()
        page.goto(url)
        page.fill("input[name=username]", user)
        page.fill("input[type=password]", pathlib.Path(password_file).read_text().rstrip("\n"))
        page.press("input[type=password]", "Enter")
        page.get_by_text("Flex is loaded").wait_for()
        browser.close()


main(*sys.argv[1:])
