"""The folder of programs that a command works on, and that central serves."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from sync.central.commands.answers import CommandFailed
from sync.central.server import UPDATES


def add_updates(parser: argparse.ArgumentParser) -> None:
    """`--updates`; the environment or the usual folder where it is not given."""
    parser.add_argument(
        "--updates",
        metavar="DIR",
        help=f"folder of programs (default: {UPDATES}, else updates in the user's data folder)",
    )


def updates_folder(arguments: argparse.Namespace) -> Path:
    """Return the folder, which need not be there. Raises `CommandFailed` for an empty word."""
    said: str | None = arguments.updates
    if said is None:
        said = os.environ.get(UPDATES)
    if said is None:
        from platformdirs import user_data_path

        return user_data_path("yizhan-central") / "updates"
    if not said.strip():
        raise CommandFailed("The folder of programs has an empty name.")
    return Path(said).absolute()
