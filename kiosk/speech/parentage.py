"""A child process's bond with its parent: it ends when the parent ends, however that came about."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import BinaryIO

PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int) -> None:
    """Have the kernel end this process when `parent` (a process id) does, where the kernel can; ignore Ctrl-C.

    Beside this, a child ends when its standard input closes. A Ctrl-C in a terminal goes to parent and child;
    the parent then says what is to happen.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


def private_output() -> BinaryIO:
    """Return standard output for this program alone; whatever a library prints goes nowhere from now on."""
    private = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return open(private, "wb", buffering=0)


def on_each_line(heard: Callable[[bytes], None]) -> None:
    """Hand over each line of standard input from a thread of its own; end the process at once where input ends."""

    def listen() -> None:
        for line in sys.stdin.buffer:
            heard(line)
        os._exit(0)

    threading.Thread(target=listen, name="parent", daemon=True).start()
