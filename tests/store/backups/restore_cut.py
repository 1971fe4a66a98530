"""A restore that is killed at its n-th change of the disk: run as `restore_cut.py STEP ROOT SOURCE CODE`.

Each name that is made, changed or taken away counts as one, and so does each opening of a file to write. It prints how
many there were where it came to its end.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.store.recovery_code import RecoveryCode
from tests.store.backups.conftest import Machine

CHANGES = frozenset({"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "shutil.copyfile"})


def killed_at(left: list[int]) -> Any:
    """Count `left` down by each change, and kill this process before the one at nought is made."""

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        is_writing = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in CHANGES or is_writing:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return hear


def main() -> None:
    step, root, source, code = sys.argv[1:]
    machine, left = Machine(Path(root)), [int(step)]

    def ask_code(made: datetime) -> RecoveryCode:
        return RecoveryCode.read(code)

    sys.addaudithook(killed_at(left))
    machine.restore(Path(source), code=ask_code(machine.now))
    print("done", int(step) - left[0], flush=True)


if __name__ == "__main__":
    main()
