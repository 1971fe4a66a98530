"""The whole command line: the commands that need no screen, and those that do."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kiosk import cli

COMMANDS = {
    "run": "ui.commands.run",
    **cli.COMMANDS,
    "slip": "ui.commands.slip",
    "tour": "ui.commands.tour",
    "bench": "ui.commands.bench",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point of `yizhan-kiosk`; see `kiosk.cli.main`."""
    return cli.main(argv, commands=COMMANDS)


if __name__ == "__main__":
    sys.exit(main())
