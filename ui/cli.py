"""The whole command line: the commands that need no screen, and those that do."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence

COMMANDS = {
    "report": "ui.commands.report",
    "slip": "ui.commands.slip",
    "tour": "ui.commands.tour",
    "bench": "ui.commands.bench",
    "doctor": "ui.commands.doctor",
    "setup": "sync.client.commands.setup",
    "enrol": "sync.client.commands.enrol",
    "sync": "sync.client.commands.sync",
    "bundle": "sync.client.commands.bundle",
    "update": "sync.client.commands.update",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point of `yizhan-kiosk`; see `kiosk.cli.main`."""
    if argv is None:
        _prepare_process()
    from kiosk import cli

    return cli.main(argv, commands={"run": "ui.commands.run", **cli.COMMANDS, **COMMANDS})


def _prepare_process() -> None:
    """Before anything is imported: a Ctrl-C during an import ends without a traceback, and Qt finds UTF-8."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform == "linux":
        import locale
        import os

        # In another encoding Qt turns to UTF-8 by itself, and says so on stderr in four lines.
        if locale.nl_langinfo(locale.CODESET) != "UTF-8":
            os.environ["LC_ALL"] = "C.UTF-8"


if __name__ == "__main__":
    sys.exit(main())
