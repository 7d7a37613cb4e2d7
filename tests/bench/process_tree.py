"""What a command costs with all that it starts: one way to measure, for every row of every table.

A command runs twice. The first time nobody looks: its time, and the processor time that the kernel
tells of each process when it has ended; this process takes in those whose parent has gone. The second
time its processes are looked at again and again: the largest sum of their memory (PSS: what is shared
counts once), and how many they are."""

import collections
import ctypes
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

Cost = collections.namedtuple("Cost", "wall processor memory processes")
PR_SET_CHILD_SUBREAPER = 36
LOOK = 0.001  # seconds between two looks
LONGEST_END = 20  # seconds that processes may go on after the command


def _start(command):
    """What is set for our tests alone is not handed on: nobody's shell has it."""
    environment = {name: value for name, value in os.environ.items()
                   if name != "SSL_CERT_FILE" and not name.startswith("FLEXVERIFY_")}
    return subprocess.Popen(command, stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


def _reap():
    """All that is left of a command: each child of ours, until there is none."""
    until = time.monotonic() + LONGEST_END
    while time.monotonic() < until:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.005)
        except ChildProcessError:
            return
    raise RuntimeError("a process goes on after its command has ended")


def _end(process, command):
    if process.wait() != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")


def _processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _children(pid):
    found = []
    for path in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, path.read_text().split())
    return found


def _below(root):
    """The process and all that it started, as far as each can be seen."""
    tree = [root]
    for pid in tree:
        try:
            tree += _children(pid)
        except OSError:
            continue  # it has ended
    return tree


def _memory_mib(pid):
    try:
        lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0)


def _times(command):
    began, spent = time.monotonic(), _processor_seconds()
    _end(_start(command), command)
    wall = time.monotonic() - began
    _reap()
    return wall, _processor_seconds() - spent


def _sizes(command):
    peak, most = 0, 0
    process = _start(command)
    while process.poll() is None:
        tree = _below(process.pid)
        peak, most = max(peak, sum(map(_memory_mib, tree))), max(most, len(tree))
        time.sleep(LOOK)
    _end(process, command)
    _reap()
    return peak, most


def measure(command):
    """A process of its own looks, which has no other children."""
    done = subprocess.run([sys.executable, __file__, *map(str, command)], stdout=subprocess.PIPE,
                          text=True, check=True)
    return Cost(*json.loads(done.stdout))


def medians(commands, rounds):
    """Of each name's command; all of them in turn."""
    costs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(measure(command))
    return {name: Cost(*map(statistics.median, zip(*told))) for name, told in costs.items()}


if __name__ == "__main__":
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    print(json.dumps([*_times(sys.argv[1:]), *_sizes(sys.argv[1:])]))
