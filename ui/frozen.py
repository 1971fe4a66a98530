"""The one executable of a bundle: the command line, and the small processes that it starts of itself.

A frozen program has no `-m`, so `kiosk.speech.child.module_argv` starts the same executable with a flag instead. On
Windows there are two executables, with a console and without (`yizhan-kioskw`): each starts its like.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

PROCESSES = {
    "--speech-engine": "kiosk.speech.engine_process",
    "--errand": "kiosk.errand_process",
    "--print-slip": "ui.print_process",
    "--sound-player": "ui.sound.player_process",
    "--sound-recorder": "ui.sound.recorder_process",
}
"""Flag of a small process -> its module, which has `main(arguments: list[str]) -> int`."""


def main(*, may_lack_streams: bool = sys.platform == "win32") -> int:
    """Be one of the small processes where the first word is its flag, otherwise `yizhan-kiosk`; see `ui.cli.main`."""
    if may_lack_streams:
        open_missing_streams()
    module = PROCESSES.get(sys.argv[1]) if len(sys.argv) > 1 else None
    if module is not None:
        code: int = import_module(module).main(sys.argv[2:])
        return code
    from ui.cli import main as command_line

    return command_line()


def open_missing_streams() -> None:
    """Give a program that was begun without standard streams such that lead nowhere, under their usual numbers.

    Windows gives a program without a console none but those that its parent passed on, as the watch does.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            os.dup2(nowhere, number)
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115  it is the standard one now
            setattr(sys, name, stream)
    if nowhere > 2:
        os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
