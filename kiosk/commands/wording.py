"""`yizhan-kiosk wording TEXT`: print what would be spoken for a shown text."""

from __future__ import annotations

import argparse
from datetime import date

from kiosk.cli import EXIT_OK
from kiosk.domain.tongue import Tongue, tongue_of
from kiosk.speech.wording import phrases, spoken

HELP = "print the words that would be spoken for a text (put -- before a text that begins with a dash)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add TEXT, and `--today` to try what the words are on another day."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help="the text as it is shown")
    parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day on which it is spoken")
    parser.add_argument(
        "--tongue",
        choices=[tongue.name.lower() for tongue in Tongue],
        help="the tongue that reads; else the usual one of the language",
    )
    parser.add_argument("--phrases", action="store_true", help="one line for each phrase that is spoken on its own")


def run(arguments: argparse.Namespace) -> int:
    """Print the words; an empty line when nothing in the text can be said."""
    text, today = " ".join(arguments.text), arguments.today or date.today()
    tongue = Tongue[arguments.tongue.upper()] if arguments.tongue else tongue_of(arguments.lang)
    parts = phrases(text, tongue.language) if arguments.phrases else (text,)
    for part in parts:
        print(spoken(part, tongue, today=today))
    return EXIT_OK
