"""Debian's Chromium logs in at a server of this machine, as a person would. It is the judge of what a
browser does."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "e2e"))
from browser import Browser  # noqa: E402

# Nothing but this machine is reached, whatever a page asks for.
ONLY_HERE = ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, "
             "EXCLUDE 127.0.0.1, EXCLUDE ::1")
# Frames of other sites are seen from the page that holds them.
ONE_PROCESS = ("--disable-site-isolation-trials", "--disable-features=IsolateOrigins,site-per-process")
LONGEST = 20.0  # seconds of a login
QUIET = 2.0  # seconds in which nothing changes: the page stays as it is


def is_installed():
    return all(shutil.which(tool) for tool in ("chromium", "chromedriver", "certutil"))


class Home:
    """A home directory whose certificate store trusts one authority more."""

    def __init__(self, authority):
        self.path = tempfile.mkdtemp(prefix="flexverify-home-")
        store = pathlib.Path(self.path, ".pki", "nssdb")
        store.mkdir(parents=True)
        database = f"sql:{store}"
        subprocess.run(["certutil", "-N", "-d", database, "--empty-password"], check=True)
        subprocess.run(["certutil", "-A", "-d", database, "-n", "lab", "-t", "C,,", "-i", authority],
                       check=True)

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


def documents(node):
    """The document of a window and those of its frames."""
    if node["nodeName"] == "#document":
        yield node["nodeId"]
    for inner in [*node.get("children", []), *filter(None, [node.get("contentDocument")])]:
        yield from documents(inner)


class Person(Browser):
    """Looks at the window and does what a person would do. Nothing here runs a script in the page, so
    that pages without scripts can be used as well."""

    def __init__(self, home, more=()):
        super().__init__(1000, more=(ONLY_HERE, *more), home=home.path)

    def tell(self, command, **parameters):
        return self._call("POST", f"/session/{self.session}/goog/cdp/execute",
                          {"cmd": command, "params": parameters})

    def look(self):
        """Elements are those of the documents that were there when it was looked at last."""
        top = self.tell("DOM.getDocument", depth=-1, pierce=True)["root"]
        self.roots = list(documents(top))

    def find(self, selector):
        return [node for root in self.roots for node in
                self.tell("DOM.querySelectorAll", nodeId=root, selector=selector)["nodeIds"]]

    def box(self, node):
        """The middle of the element; None where nothing of it is shown."""
        try:
            quad = self.tell("DOM.getBoxModel", nodeId=node)["model"]["border"]
        except urllib.error.HTTPError:
            return None
        x, y = sum(quad[0::2]) / 4, sum(quad[1::2]) / 4
        return (x, y) if quad[2] > quad[0] and quad[5] > quad[1] else None

    def shown(self, selector):
        return [one for one in self.find(selector) if self.box(one)]

    def html_of(self, node):
        return self.tell("DOM.getOuterHTML", nodeId=node)["outerHTML"]

    def type(self, node, text):
        self.tell("DOM.focus", nodeId=node)
        self.tell("Input.insertText", text=text)

    def press(self, node):
        self.tell("DOM.scrollIntoViewIfNeeded", nodeId=node)
        x, y = self.box(node)
        for kind in ("mousePressed", "mouseReleased"):
            self.tell("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def place(self):
        history = self.tell("Page.getNavigationHistory")
        return history["entries"][history["currentIndex"]]["url"]

    def words(self):
        return " ".join(re.sub(r"<[^>]*>", " ", self.html_of(body)) for body in self.find("body"))

    def sign_in(self, user, password):
        fields = self.shown("input[type=password]")
        names = self.shown("input[name=username]")
        if not fields or not names:
            return False
        self.type(names[0], user)
        self.type(fields[0], password)
        buttons = self.shown("button, input[type=submit], input[type=image]")
        wanted = [one for one in buttons if "sign in" in self.html_of(one).lower()]
        self.press((wanted or buttons)[0])
        return True

    def go_on(self):
        """A page with one visible button and nothing else to do."""
        buttons = self.shown("button, input[type=submit]")
        if len(buttons) != 1:
            return False
        self.press(buttons[0])
        return True


def log_in(home, url, user, password, more=()):
    """True when Flex was loaded; the words of the last page, and what Chromium wrote about it. `more`
    are arguments of Chromium's."""
    for _ in range(3):  # the store is read in the background while Chromium starts
        person = Person(home, more)
        try:
            seen = watch(person, url, user, password)
        finally:
            person.close()
        if not seen[1].startswith("not trusted"):
            break
    return seen


def watch(person, url, user, password):
    try:
        person.go(url)
    except urllib.error.HTTPError:  # the address cannot be opened
        return False, "not opened", []
    start = changed = time.monotonic()
    last, typed, pressed = "", False, False
    while time.monotonic() - start < LONGEST:
        try:
            person.look()
            words = person.words()
            if "Your connection is not private" in words:
                return False, "not trusted: " + words[:300], []
            if "Flex is loaded" in words:
                return True, words, []
            now = person.place() + words
            if now != last:
                last, changed = now, time.monotonic()
            if not typed and person.sign_in(user, password):
                typed, changed = True, time.monotonic()
            elif time.monotonic() - changed > QUIET:
                if pressed or not person.go_on():
                    break
                pressed, changed = True, time.monotonic()
        except urllib.error.HTTPError:  # the page went away while it was looked at
            pass
        time.sleep(0.05)
    return False, last[:300], [m["message"][:300] for m in person.messages()]
