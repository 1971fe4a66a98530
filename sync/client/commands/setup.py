"""`yizhan-kiosk setup FILE`: this machine as the station that a prepared file says, without a touch."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from kiosk.care.places import places
from kiosk.texts.catalogue import Texts
from sync.client.setting_up import SetUp, set_up, settings_file

HELP = "make this machine the station that a prepared station.toml says: settings, name and place, county"
EXIT_OK, EXIT_REFUSED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, or the stick that it lies on; `regions.toml` beside it is taken, too."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the prepared station.toml, or the folder it lies in")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Set up, and say what is still to be done; the exit code is 1 where the county was asked and did not take it."""
    texts = Texts(arguments.lang)
    done = set_up(settings_file(arguments.file), places(arguments.data))
    print(_json(done, texts) if arguments.json else "\n".join(_sentences(done, texts)))
    return EXIT_REFUSED if done.not_enrolled is not None else EXIT_OK


def _sentences(done: SetUp, texts: Texts) -> list[str]:
    said = [texts("setup-done", name=done.station.name, prefix=done.station.prefix)]
    if done.not_enrolled is not None:
        said.append(texts(done.not_enrolled.key, **done.not_enrolled.details))
        said.append(texts("setup-again"))
    elif not done.is_enrolled:
        said.append(texts("setup-alone"))
    if not done.regions:
        said.append(texts("setup-no-regions"))
    return [*said, texts("setup-next")]


def _json(done: SetUp, texts: Texts) -> str:
    why = done.not_enrolled
    return json.dumps(
        {
            "name": done.station.name,
            "prefix": done.station.prefix,
            "region": done.station.region,
            "regions": done.regions,
            "is_enrolled": done.is_enrolled,
            "not_enrolled": None if why is None else texts(why.key, **why.details),
        },
        ensure_ascii=False,
    )
