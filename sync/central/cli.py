"""The command line of central: `yizhan-central COMMAND ...`; each command is one module."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import NoReturn

from sync.central.commands.answers import EXIT_FAILED, CommandFailed

COMMANDS = {
    "serve": "sync.central.commands.serve",
    "init": "sync.central.commands.init",
    "station": "sync.central.commands.station",
    "user": "sync.central.commands.user",
    "import": "sync.central.commands.import_postings",
    "posting": "sync.central.commands.posting",
    "prune": "sync.central.commands.prune",
    "verify": "sync.central.commands.verify",
    "bench": "sync.central.commands.bench",
    "bundle": "sync.central.commands.bundle",
}
"""Command name -> module with `HELP: str`, `add_arguments(parser)` and `run(arguments) -> int`."""
LONGEST_ERROR = 1_000
INTERRUPTED = 128 + signal.SIGINT


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 success, 1 something refused, 2 the command could not be done.

    What went wrong is one sentence on stderr.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    chosen = next((word for word in words if not word.startswith("-")), None)
    try:
        arguments = _parser(chosen if chosen in COMMANDS else None).parse_args(words)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except CommandFailed as error:
        _complain(str(error))
        return error.exit_code
    except BrokenPipeError:  # whoever read us has seen enough (`| head`)
        sys.stdout = None  # Python would write the rest at its end, and complain
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        _complain(sentence)
    return EXIT_FAILED


class _Parser(argparse.ArgumentParser):
    """Says what it does not understand in one sentence; the whole usage stands in `--help`."""

    def error(self, message: str) -> NoReturn:
        _complain(f"{message}; see {self.prog} --help")
        self.exit(EXIT_FAILED)


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    """Only the chosen command's module is imported, so that one command never pays for another's libraries."""
    parser = _Parser(prog="yizhan-central", description="The central server of a county's gig stations (零工驿站).")
    choices = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    names: Iterable[str] = [chosen] if chosen else COMMANDS
    for name in names:
        module = import_module(COMMANDS[name])
        command = choices.add_parser(name, help=module.HELP, description=module.HELP)
        command.set_defaults(run=module.run)
        module.add_arguments(command)
    return parser


def _sentence(error: Exception) -> str | None:
    """Return what happened to us from outside, None for a mistake of ours."""
    from sqlalchemy.exc import DBAPIError

    from kiosk.errors import YizhanError
    from sync.central.schema import NewerDatabase

    match error:
        case NewerDatabase():
            return "The database belongs to a newer version of this program."
        case YizhanError():
            from kiosk.domain.language import Language
            from kiosk.texts.catalogue import Texts

            return Texts(Language.EN)(error.key, **error.details)
        case DBAPIError():
            return f"The database does not do it: {error.orig}"
        case OSError():
            return ": ".join(str(word) for word in (error.strerror or error, error.filename) if word)
    return None


def _complain(sentence: str) -> None:
    print(" ".join(sentence.split())[:LONGEST_ERROR], file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
