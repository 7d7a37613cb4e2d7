#!/usr/bin/env python3
"""What must stay cheap: instructions against those of counts.json, which are of the dev preset.

A count that grew by more than a tenth fails; one that fell as much is told. UPDATE_GOLDEN=1 writes
counts that moved by more than a fiftieth.

Counts are stable because time is not in them: of two runs they differ by less than one in a hundred.
What OpenSSL does is left out: it chooses its code by the processor, and keys and nonces are new each
time. The C library is told to use the code that every processor has, and the system's authorities,
of which each machine has others, are the lab's own. The lab, a process of its own,
is not counted."""

import json
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]
import callgrind  # noqa: E402
from lab import BIN, Lab  # noqa: E402

KEPT = HERE / "counts.json"
GROWN = 1.10
FELL = 0.90
MOVED = 0.02
LEFT_OUT = ("libcrypto.so.3", "libssl.so.3")
PLAIN = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-ERMS,-FSRM"}


def total(counts):
    return sum(count for file, count in counts.items() if file not in LEFT_OUT)


def environment(folder, **more):
    return {**os.environ, **PLAIN, "XDG_STATE_HOME": str(folder), **more}


def count_login(folder):
    """One login of a process of its own, from its start to its end."""
    with Lab() as lab:
        authority = lab.folder / lab.settings()["defaults"]["ca_file"]
        done = callgrind.run(
            [BIN / "flexverify", "check", "self-hosted", "--config", lab.config, "-q"],
            folder / "login", environment=environment(folder, SSL_CERT_FILE=str(authority)))
    if done.returncode != 0:
        raise RuntimeError(f"the login failed: {done.stdout}{done.stderr}")
    counts = callgrind.by_file(folder / "login")
    return {"login": total(counts), "login, without libraries": counts["flexverify"]}


def count_pieces(folder):
    """The pieces of work of count_work.cpp: one profile for each, in their order."""
    done = callgrind.run([BIN / "count_work"], folder / "work", "--toggle-collect=counted",
                         "--dump-after=counted", environment=environment(folder))
    if done.returncode != 0:
        raise RuntimeError(f"count_work failed: {done.stdout}{done.stderr}")
    return {name: total(callgrind.by_file(folder / f"work.{number}"))
            for number, name in enumerate(done.stdout.splitlines(), 1)}


def moved(before, now):
    """In words, such as "login: 190,000 instructions more (+12 %)"."""
    return f"{now:,} instead of {before:,} instructions ({100 * (now - before) / before:+.0f} %)"


def updated(kept, counted):
    """The counts to keep: what hardly moved stays, so that differences are read."""
    return {name: kept[name] if abs(now / kept.get(name, 1) - 1) <= MOVED else now
            for name, now in counted.items()}


class Counts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="flexverify-counts-"))
        cls.addClassCleanup(shutil.rmtree, folder, ignore_errors=True)
        cls.counted = {**count_login(folder), **count_pieces(folder)}
        cls.kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
        if "UPDATE_GOLDEN" in os.environ:
            cls.kept = updated(cls.kept, cls.counted)
            KEPT.write_text(json.dumps(cls.kept, indent=2) + "\n", encoding="utf-8")

    def test_all_of_them_are_kept(self):
        self.assertEqual(sorted(self.counted), sorted(self.kept), "UPDATE_GOLDEN=1 keeps them")

    def test_none_grew(self):
        for name, before in self.kept.items():
            now = self.counted.get(name, before)
            with self.subTest(name):
                self.assertLessEqual(now, before * GROWN, f"{name}: {moved(before, now)}; "
                                     "UPDATE_GOLDEN=1 keeps it, if it is worth it")

    def test_what_fell_is_told(self):
        for name, before in self.kept.items():
            now = self.counted.get(name, before)
            if now < before * FELL:
                print(f"fell: {name}: {moved(before, now)}; UPDATE_GOLDEN=1 keeps what was won")


class Comparison(unittest.TestCase):
    """The guard itself."""

    def test_libraries_of_chance_are_left_out(self):
        self.assertEqual(total({"flexverify": 5, "libcrypto.so.3": 7, "libc.so.6": 2}), 7)

    def test_an_update_leaves_what_hardly_moved(self):
        self.assertEqual(updated({"a": 1000, "b": 1000, "gone": 1}, {"a": 1010, "b": 900, "new": 3}),
                         {"a": 1000, "b": 900, "new": 3})

    def test_what_a_call_costs_counts_where_it_was_spent(self):
        with tempfile.NamedTemporaryFile("w", suffix=".profile") as file:
            file.write("events: Ir\nob=(1) /usr/bin/tool\nfn=(1) main\n10 3\ncob=(2) /lib/libc.so.6\n"
                       "cfn=(2) malloc\ncalls=2 0\n11 40\n+2 4\nob=(2)\nfn=(2)\n* 40\n")
            file.flush()
            self.assertEqual(callgrind.by_file(pathlib.Path(file.name)),
                             {"tool": 7, "libc.so.6": 40})


if __name__ == "__main__":
    build = os.environ.get("FLEXVERIFY_BUILD", "RelWithDebInfo")
    if build != "RelWithDebInfo":
        print(f"skipped: counts are of the dev preset, and this build is {build}")
        sys.exit(77)
    if shutil.which("valgrind") is None:
        print("skipped: valgrind is not installed")
        sys.exit(77)
    unittest.main(verbosity=1)
