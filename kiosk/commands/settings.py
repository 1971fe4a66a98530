"""`yizhan-kiosk settings`: every setting of the station, where it comes from, and what is wrong with the file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.care.config.describing import example, written
from kiosk.care.config.in_force import InForce, Origin, good_beside, settings_in_force
from kiosk.care.config.sections import SECRET, names
from kiosk.care.config.there import is_there
from kiosk.care.places import places
from kiosk.care.touch_mapping import said_to_session
from kiosk.cli import EXIT_OK, EXIT_REFUSED
from kiosk.errors import UnreadableFile
from kiosk.texts.catalogue import Texts

HELP = "show the settings of the station and what is wrong with them"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The station's own file, another one, or one to begin with."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", type=Path, metavar="FILE", help="look at this file instead; nothing else counts then")
    what.add_argument("--example", action="store_true", help="print a station.toml with every setting explained")
    panel = "print the degrees by which the picture is turned, and the nine numbers that touch needs with it"
    what.add_argument("--panel", action="store_true", help=panel)
    parser.add_argument("--json", action="store_true", help="print them as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the settings, and 1 where the file has a mistake; the station's files stay as they are."""
    texts = Texts(arguments.lang)
    if arguments.example:
        print(example(texts), end="")
        return EXIT_OK
    if arguments.panel:
        print(_panel_in_force(settings_in_force(places(arguments.data).settings)))
        return EXIT_OK
    found = _checked(arguments.check) if arguments.check else settings_in_force(places(arguments.data).settings)
    if arguments.json:
        print(json.dumps(_figures(found, texts), ensure_ascii=False, indent=1))
    else:
        told = found.mistakes if arguments.check else found.told()
        words = [texts(one.key, **one.details) for one in told] or [_state(found, texts)]
        print("\n".join((*_lines(found, texts), "", *words)))
    return EXIT_REFUSED if found.mistakes else EXIT_OK


def _panel_in_force(found: InForce) -> str:
    """For the session of a locked-down station; a wrong file is told elsewhere and turns nothing over."""
    return said_to_session(found.settings.panel.rotation, found.settings.panel.touch_matrix)


def _checked(file: Path) -> InForce:
    """What one file says by itself. Raises `UnreadableFile` where there is none."""
    if not is_there(file):
        raise UnreadableFile("settings-unreadable", file=str(file))
    from kiosk.care.config.reading import read_file

    reading = read_file(file)
    return InForce(file=file, origin=Origin.FILE, settings=reading.settings, mistakes=reading.mistakes, reading=reading)


def _lines(found: InForce, texts: Texts) -> Iterator[str]:
    for name, value, origin, line in _values(found):
        shown = texts("settings-value-none") if value is None else value
        if name in SECRET and origin is not Origin.NOWHERE:
            shown = texts("settings-value-hidden")
        where = texts(f"settings-from-{origin}", line=str(line))
        yield texts("settings-value", setting=name, value=shown, origin=where)


def _state(found: InForce, texts: Texts) -> str:
    good = good_beside(found.file)
    if found.reading is not None:
        return texts("settings-well", file=str(found.file))
    if is_there(good):
        return texts("settings-none-good-left", file=str(found.file), good=str(good))
    return texts("settings-none", file=str(found.file))


def _values(found: InForce) -> Iterator[tuple[str, str | None, Origin, int]]:
    """Each setting with its value as the file would say it, where it comes from, and the line there; 0 for none."""
    lines = found.reading.lines() if found.reading is not None else {}
    for name in names():
        is_said = found.reading is not None and name in found.reading.said
        origin = found.origin if is_said else Origin.NOWHERE
        yield name, written(name, found.settings.value(name)), origin, lines.get(name, 0)


def _figures(found: InForce, texts: Texts) -> dict[str, Any]:
    """The same for programs: `value` is what the file says, None for nothing and for what is shown to nobody."""
    return {
        "file": str(found.file),
        "from": found.origin,
        "settings": [
            {"setting": name, "value": None if name in SECRET else value, "from": origin, "line": line or None}
            for name, value, origin, line in _values(found)
        ],
        "mistakes": [
            {
                "line": int(line) if (line := str(told.details.get("line", ""))).isdigit() else None,
                "setting": told.details.get("setting"),
                "key": told.key,
                "sentence": texts(told.key, **told.details),
            }
            for told in found.mistakes
        ],
    }
