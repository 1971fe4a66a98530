"""The command line: `yizhan-kiosk COMMAND ...`; each command is one module."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from kiosk.domain.language import Language
from kiosk.errors import DamagedDatabase, DiskFull, YizhanError
from kiosk.priority import Place, give_way
from kiosk.slips.lines import shortened
from kiosk.stopping import Stopped, raise_stopped, stop_by
from kiosk.store.durable import FULL
from kiosk.texts.catalogue import Texts

EXIT_OK, EXIT_REFUSED, EXIT_FAILED = 0, 1, 2

COMMANDS = {
    "import": "kiosk.commands.import_postings",
    "postings": "kiosk.commands.postings",
    "say": "kiosk.commands.say",
    "wording": "kiosk.commands.wording",
    "demo": "kiosk.commands.demo",
    "report": "kiosk.commands.report",
    "export": "kiosk.commands.export",
    "import-people": "kiosk.commands.import_people",
    "backup": "kiosk.commands.backup",
    "restore": "kiosk.commands.restore",
    "recovery-code": "kiosk.commands.recovery_code",
    "settings": "kiosk.commands.settings",
    "devices": "kiosk.commands.devices",
    "crash-report": "kiosk.commands.crash_report",
    "watch": "kiosk.commands.watch",
    "lessons": "kiosk.commands.lessons",
    "regions": "kiosk.commands.regions",
}
"""Command name -> module with `HELP: str`, `add_arguments(parser)` and `run(arguments) -> int`."""
BESIDE_THE_SCREEN = frozenset({"import", "demo", "report", "export", "import-people", "backup", "crash-report"})
"""Commands that keep a processor busy for seconds, perhaps while a worker stands at the kiosk of the same machine."""
LONGEST_ERROR_BYTES = 1_000
"""A sentence, not the file that somebody gave in place of a word."""


def main(argv: Sequence[str] | None = None, *, commands: dict[str, str] = COMMANDS) -> int:
    """Run one command and return its exit code: 0 success, 1 something refused, 2 the command could not be done.

    What went wrong is one sentence on stderr. A command that a signal ended has the code that shells give it, 128
    and the signal's number.
    """
    is_own_process = argv is None
    argv = sys.argv[1:] if argv is None else list(argv)
    language = _language_in(argv)
    try:
        if is_own_process:
            stop_by(raise_stopped)
            _mend_streams()
        chosen = _chosen(argv, commands)
        arguments = _parser(commands, chosen=chosen, language=language).parse_args(argv)
        language = arguments.lang
        arguments.is_lang_said = any(word == "--lang" or word.startswith("--lang=") for word in argv)
        if is_own_process and chosen in BESIDE_THE_SCREEN:
            give_way(Place.WORK)
        code = _done(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except YizhanError as error:
        _complain(error, language)
    except BrokenPipeError:  # whoever read us has seen enough (`| head`)
        _drop_output()
    except OSError as error:
        _complain(_meaning(error), language)
        _drop_output()
    except Stopped as stopped:
        _complain(YizhanError("error-stopped"), language)
        return stopped.exit_code
    return EXIT_FAILED


def _done(arguments: argparse.Namespace) -> int:
    """Run the command. One that met damage has closed the station and marked it; the next opening restores it."""
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except DamagedDatabase:
        return run(arguments)


def _complain(error: YizhanError, language: Language) -> None:
    """One sentence on one line, whatever words somebody gave us."""
    if sys.stderr is not None:
        print(shortened(Texts(language)(error.key, **error.details), most=LONGEST_ERROR_BYTES), file=sys.stderr)


def _meaning(error: OSError) -> YizhanError:
    if error.errno in FULL:
        return DiskFull()
    words = (error.strerror or str(error), error.filename)
    return YizhanError("error-system", reason=": ".join(str(word) for word in words if word))


def _mend_streams() -> None:
    """Say everything to a terminal of another encoding, and fail to write where the standard output was closed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if sys.stdout is None:
        sys.stdout = open(os.devnull)  # noqa: SIM115  it is the standard output from now on


def _drop_output() -> None:
    """Leave nothing to be written at the end of Python, which would complain of it once more."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _chosen(argv: Sequence[str], commands: dict[str, str]) -> str | None:
    """The first word that is neither an option nor an option's value, if it is a command."""
    words = iter(argv)
    for word in words:
        if word in ("--data", "--lang"):
            next(words, None)
        elif not word.startswith("-"):
            return word if word in commands else None
    return None


def _language_in(argv: Sequence[str]) -> Language:
    """The language that is asked for, as far as it can be told from words that may be wrong."""
    for before, word in pairwise(("", *argv)):
        asked = word if before == "--lang" else word.removeprefix("--lang=")
        if asked in list(Language):
            return Language(asked)
    return Language.ZH_CN


class _Parser(argparse.ArgumentParser):
    """Says what it does not understand in one sentence; the whole usage stands in `--help`."""

    def __init__(self, *, language: Language, **options: Any) -> None:
        super().__init__(**options)
        self._language = language

    def error(self, message: str) -> NoReturn:
        _complain(YizhanError("error-usage", why=message, command=self.prog), self._language)
        self.exit(EXIT_FAILED)


def _parser(commands: dict[str, str], *, chosen: str | None, language: Language) -> argparse.ArgumentParser:
    """Only the chosen command's module is imported, so that one command never pays for another's libraries."""
    parser = _Parser(prog="yizhan-kiosk", description="The kiosk of a gig station (零工驿站).", language=language)
    _add_common(parser, data=None, lang=Language.ZH_CN)
    choices = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    names: Iterable[str] = [chosen] if chosen else commands
    for name in names:
        module = import_module(commands[name])
        command = choices.add_parser(name, help=module.HELP, description=module.HELP, language=language)
        _add_common(command, data=argparse.SUPPRESS, lang=argparse.SUPPRESS)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def _add_common(parser: argparse.ArgumentParser, *, data: str | None, lang: str) -> None:
    """What every command takes, before its name or after it; a default of `SUPPRESS` leaves the one before."""
    parser.add_argument(
        "--data", type=_folder, metavar="DIR", default=data, help="folder that holds the station's data"
    )
    parser.add_argument("--lang", type=_language, metavar="L", default=lang, help="zh-CN or en (default zh-CN)")


def _folder(word: str) -> Path:
    """An empty name is a variable that was not set, not the folder that somebody happens to stand in."""
    if not word.strip():
        raise argparse.ArgumentTypeError("an empty name names no folder")
    return Path(word)


def _language(word: str) -> Language:
    try:
        return Language(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is none of {', '.join(Language)}") from None
