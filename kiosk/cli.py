"""The command line: `yizhan-kiosk COMMAND ...`; each command is one module."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path

from kiosk.domain.language import Language
from kiosk.errors import YizhanError
from kiosk.priority import Place, give_way
from kiosk.texts.catalogue import Texts

EXIT_OK, EXIT_REFUSED, EXIT_FAILED = 0, 1, 2

COMMANDS = {
    "import": "kiosk.commands.import_postings",
    "postings": "kiosk.commands.postings",
    "say": "kiosk.commands.say",
    "wording": "kiosk.commands.wording",
    "demo": "kiosk.commands.demo",
}
"""Command name -> module with `HELP: str`, `add_arguments(parser)` and `run(arguments) -> int`."""
BESIDE_THE_SCREEN = frozenset({"import", "demo"})
"""Commands that keep a processor busy for seconds, perhaps while a worker stands at the kiosk of the same machine."""


def main(argv: Sequence[str] | None = None, *, commands: dict[str, str] = COMMANDS) -> int:
    """Run one command and return its exit code: 0 success, 1 something refused, 2 the command could not be done."""
    is_own_process = argv is None
    argv = sys.argv[1:] if argv is None else list(argv)
    chosen = next((word for word in argv if word in commands), None)
    arguments = _parser(commands, chosen=chosen).parse_args(argv)
    if is_own_process and chosen in BESIDE_THE_SCREEN:
        give_way(Place.WORK)
    try:
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except YizhanError as error:
        print(Texts(arguments.lang)(error.key, **error.details), file=sys.stderr)
        return EXIT_FAILED
    except BrokenPipeError:  # whoever read us has seen enough (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED


def _parser(commands: dict[str, str], *, chosen: str | None) -> argparse.ArgumentParser:
    """Only the chosen command's module is imported, so that one command never pays for another's libraries."""
    parser = argparse.ArgumentParser(prog="yizhan-kiosk", description="The kiosk of a gig station (零工驿站).")
    choices = parser.add_subparsers(metavar="COMMAND", required=True)
    names: Iterable[str] = [chosen] if chosen else commands
    for name in names:
        module = import_module(commands[name])
        command = choices.add_parser(name, help=module.HELP, description=module.HELP)
        command.add_argument("--data", type=Path, metavar="DIR", help="folder that holds the station's data")
        command.add_argument(
            "--lang",
            type=Language,
            choices=list(Language),
            default=Language.ZH_CN,
            metavar="L",
            help="zh-CN or en (default zh-CN)",
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser
