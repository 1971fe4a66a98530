"""The one executable of a bundle: the command line, and the small processes that it starts of itself.

A frozen program has no `-m`, so `kiosk.speech.child.module_argv` starts the same executable with a flag instead.
"""

from __future__ import annotations

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


def main() -> int:
    """Be one of the small processes where the first word is its flag, otherwise `yizhan-kiosk`; see `ui.cli.main`."""
    module = PROCESSES.get(sys.argv[1]) if len(sys.argv) > 1 else None
    if module is not None:
        code: int = import_module(module).main(sys.argv[2:])
        return code
    from ui.cli import main as command_line

    return command_line()


if __name__ == "__main__":
    sys.exit(main())
