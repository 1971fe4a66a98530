"""The program itself as a command, for whoever starts another process of it."""

from __future__ import annotations

import sys


def program_argv() -> tuple[str, ...]:
    """Return the words that start `yizhan-kiosk`, from a checkout or from a frozen executable; a command follows."""
    return (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-P", "-m", "ui.cli")
