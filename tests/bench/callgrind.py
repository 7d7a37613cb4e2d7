"""Instructions that callgrind counted, by the file of the program (the program itself, libc …)."""

import collections
import pathlib
import re
import subprocess


def _name(line, names):
    """The file behind "ob=(3)" or "ob=(3) /usr/lib/libc.so.6"; the second form defines the first."""
    number, path = re.match(r"c?ob=\((\d+)\)(?: (.*))?", line).groups()
    if path:
        names[number] = pathlib.Path(path).name
    return names[number]


def by_file(profile):
    """Of one profile: each file's own instructions, without those of what it calls."""
    counts, names, here, of_a_call = collections.Counter(), {}, "???", False
    for line in profile.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("ob="):
            here = _name(line, names)
        elif line.startswith("cob="):
            _name(line, names)
        elif line.startswith("calls="):
            of_a_call = True
        elif line[:1].isdigit() or line[:1] in ("+", "-", "*"):
            if not of_a_call:
                counts[here] += int(line.split()[1])
            of_a_call = False
    return counts


def run(command, out, *options, environment=None):
    """Runs a command under callgrind, which writes its profiles to `out` and what stands beside."""
    return subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *options, *command],
        env=environment, capture_output=True, text=True, check=False, timeout=250)
