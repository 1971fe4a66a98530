"""The command line of central: `yizhan-central COMMAND ...`; each command is one module."""

from __future__ import annotations

import argparse
import codecs
import json
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from importlib import import_module
from io import TextIOWrapper
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn

from kiosk.domain.language import Language
from sync.central.commands.answers import EXIT_FAILED, CommandFailed

if TYPE_CHECKING:
    from kiosk.texts.catalogue import Texts

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
    "update": "sync.central.commands.update",
}
"""Command name -> module with `HELP: str`, `add_arguments(parser)` and `run(arguments) -> int`."""
LONGEST_ERROR = 1_000
INTERRUPTED = 128 + signal.SIGINT
ESCAPED = "yizhan-escaped"
LANG = "--lang"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a POSIX system says in which language it speaks; the first that is set counts."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 success, 1 something refused, 2 the command could not be done.

    What went wrong is one sentence on stderr.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    if argv is None:
        _mend_streams()
    language = _language_in(words)
    try:
        arguments = _parser(_chosen(words), language).parse_args(words)
        language = arguments.lang
        arguments.texts = partial(_texts, language)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except CommandFailed as error:
        _complain(str(error))
        _drop_output()
        return error.exit_code
    except BrokenPipeError:  # whoever read us has seen enough (`| head`)
        _drop_output()
    except Exception as error:
        sentence = _sentence(error, language)
        if sentence is None:
            raise
        _complain(sentence)
        _drop_output()
    return EXIT_FAILED


def _mend_streams() -> None:
    """Have every word come out somehow, on a terminal of another encoding and where the output was closed.

    What the encoding lacks is written as JSON writes it, so that `--json` is JSON there, too.
    """
    codecs.register_error(ESCAPED, _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=ESCAPED)
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115  it is the standard output from now on
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115


def _drop_output() -> None:
    """Leave nothing to be written at the end of Python, which would complain of it once more and end with 120."""
    try:
        sys.stdout.flush()
    except OSError:
        sys.stdout = None


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    strange = error.object[error.start : error.end]
    return json.dumps(strange)[1:-1], error.end


def _chosen(words: Sequence[str]) -> str | None:
    """Return the first word that is neither an option nor an option's value, if it is a command."""
    for before, word in pairwise(("", *words)):
        if before != LANG and not word.startswith("-"):
            return word if word in COMMANDS else None
    return None


def _language_in(words: Sequence[str]) -> Language:
    """Return the language that is asked for, as far as it can be told from words that may be wrong."""
    for before, word in pairwise(("", *words)):
        asked = word if before == LANG else word.removeprefix(f"{LANG}=")
        if asked in list(Language):
            return Language(asked)
    said = next((said for name in LOCALE if (said := os.environ.get(name))), "")
    return Language.ZH_CN if said.startswith("zh") else Language.EN


def _language(word: str) -> Language:
    try:
        return Language(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is none of {', '.join(Language)}") from None


def _texts(language: Language) -> Texts:
    """Return the catalogue; it takes a while to read, and most commands need none of it."""
    from kiosk.texts.catalogue import Texts

    return Texts(language)


class _Parser(argparse.ArgumentParser):
    """Says what it does not understand in one sentence; the whole usage stands in `--help`.

    Each takes `--lang`, before a command's name or after it.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.add_argument(
            LANG,
            type=_language,
            metavar="L",
            default=argparse.SUPPRESS,
            help="zh-CN or en, for what is said of rows and files, and for trades (default: as LANG says)",
        )

    def error(self, message: str) -> NoReturn:
        _complain(f"{message}; see {self.prog} --help")
        self.exit(EXIT_FAILED)


class _Version(argparse.Action):
    """Prints the installed version, which takes a while to find, and ends."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"{parser.prog} {version('yizhan')}")
        except PackageNotFoundError:
            print(f"{parser.prog}, not installed")
        parser.exit()


def _parser(chosen: str | None, language: Language) -> argparse.ArgumentParser:
    """Only the chosen command's module is imported, so that one command never pays for another's libraries."""
    parser = _Parser(prog="yizhan-central", description="The central server of a county's gig stations (零工驿站).")
    parser.set_defaults(lang=language)
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    choices = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    names: Iterable[str] = [chosen] if chosen else COMMANDS
    for name in names:
        module = import_module(COMMANDS[name])
        command = choices.add_parser(name, help=module.HELP, description=module.HELP)
        command.set_defaults(run=module.run)
        module.add_arguments(command)
    return parser


def _sentence(error: Exception, language: Language) -> str | None:
    """Return what happened to us from outside, None for a mistake of ours."""
    from sqlalchemy.exc import DBAPIError

    from kiosk.errors import YizhanError
    from sync.central.listening import CannotListen
    from sync.central.schema import NewerDatabase

    match error:
        case CannotListen():
            return str(error)
        case NewerDatabase():
            return "The database belongs to a newer version of this program."
        case YizhanError():
            return _texts(language)(error.key, **error.details)
        case json.JSONDecodeError():
            return "Something in the database cannot be read; `yizhan-central verify` says what."
        case DBAPIError():
            return f"The database does not do it: {error.orig}"
        case OSError():
            return ": ".join(str(word) for word in (error.strerror or error, error.filename) if word)
    return None


def _complain(sentence: str) -> None:
    print(" ".join(sentence.split())[:LONGEST_ERROR], file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
