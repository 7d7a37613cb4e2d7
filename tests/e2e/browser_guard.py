"""Ends a browser and its driver when the test that started them is over, however it ended: the
test's end of a pipe is closed then, also by a kill. Started by browser.py with the driver's process
number and the profile's folder, which no other process of this machine names."""

import os
import pathlib
import shutil
import signal
import sys


def of_profile(profile):
    """The process numbers of the browser with this profile."""
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if f"={profile}\0".encode() in folder.joinpath("cmdline").read_bytes():
                yield int(folder.name)
        except OSError:  # it ended meanwhile
            pass


def end(process):
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass


def main(driver, profile):
    os.setsid()  # a Ctrl-C of the test's terminal is no end of ours
    sys.stdin.buffer.read()
    end(int(driver))
    while left := list(of_profile(profile)):
        for process in left:
            end(process)
    shutil.rmtree(profile, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
