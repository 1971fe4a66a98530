"""How a command ends other than well: each is one sentence on stderr, and an exit code."""

from __future__ import annotations

EXIT_OK, EXIT_REFUSED, EXIT_FAILED = 0, 1, 2


class CommandFailed(Exception):
    """The command could not be done; `str` of it says why, to the person who typed it."""

    exit_code = EXIT_FAILED


class Declined(CommandFailed):
    """The command was understood, and a rule forbids what it asks for."""

    exit_code = EXIT_REFUSED
