"""flexverify at a terminal, where it asks."""

import os
import pty
import select

from lab import BIN


def typed(arguments, answers, environment=None):
    """Runs flexverify at a terminal of its own: (status, screen). `answers` are pairs of a question and
    its answer, in the order in which they are asked; a question may come again."""
    process, terminal = pty.fork()
    if process == 0:
        os.execve(BIN / "flexverify", ["flexverify", *map(str, arguments)],
                  {**os.environ, **(environment or {})})
    left = list(answers.items() if isinstance(answers, dict) else answers)
    screen, answered = "", 0
    while select.select([terminal], [], [], 60)[0]:
        try:
            read = os.read(terminal, 65536).decode("utf-8", "replace")
        except OSError:  # its other end is closed
            break
        if not read:
            break
        screen += read
        while left and left[0][0] in screen[answered:]:
            question, answer = left.pop(0)
            answered = screen.index(question, answered) + len(question)
            os.write(terminal, f"{answer}\n".encode())
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.close(terminal)
    return status, screen
