"""What `README.md` and `ARCHITECTURE.md` claim is so: commands, counts, folders, files."""

from __future__ import annotations

import re
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.care.places import Places
from kiosk.domain.filters import Filter
from kiosk.printing.printer import NoPrinter
from kiosk.texts.catalogue import ASSETS
from ui.cli import COMMANDS
from ui.doctor.whole import _checks
from ui.theme import CAP_HEIGHT_MM, PALETTES

ROOT = ASSETS.parent
NUMBERS = {9: "nine", 15: "Fifteen", 4: "Four", 8: "eight"}


def readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")


def test_every_command_has_its_line() -> None:
    told = re.findall(
        r"^\| `(.+?)` \|| `([a-z-]+)[^`]*`", readme().split("## Commands")[1].split("## How fast")[0], re.M
    )
    words = {" ".join(found).split()[0] for found in told if " ".join(found).split()}
    assert {"run", *cli.COMMANDS, *COMMANDS} - words == set()


def test_the_checks_of_doctor_are_counted(tmp_path: Path) -> None:
    places = Places(data=tmp_path / "data", keys=tmp_path / "keys")
    with ExitStack() as stack:
        checks = _checks(places, stack, printer=lambda _: NoPrinter(), now=datetime(2026, 11, 25).astimezone())
    assert f"{len(checks)} things, green, amber or red" in readme()
    assert f"`doctor` looks at {len(checks)} things" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_pictures_to_choose_by_are_counted() -> None:
    assert f"{NUMBERS[len(Filter)]} more pictures choose" in readme()
    assert f"chosen from {len(list((ASSETS / 'trades').glob('*.svg')))} pictures" in readme()
    lessons = [folder for folder in (ASSETS / "lessons").iterdir() if folder.is_dir()]
    assert f"{NUMBERS[len(lessons)]} lessons" in readme()


def test_what_can_be_set_is_what_the_theme_has() -> None:
    assert (
        f"{NUMBERS[len(CAP_HEIGHT_MM)]} sizes of text up to capitals of {max(CAP_HEIGHT_MM.values()):g} mm" in readme()
    )
    assert f"{NUMBERS[len(PALETTES)].lower()} palettes" in readme()


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "docs/design.md"])
def test_every_file_that_is_named_is_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    linked = re.findall(r"\]\(([\w/.-]+)\)", text)
    assert [one for one in linked if not ((ROOT / name).parent / one).exists()] == []
    named = re.findall(r"`((?:docs|scripts|kiosk|ui|sync|assets|tests)/[\w/.-]*)`", text)
    assert [one for one in named if not (ROOT / one).exists()] == []


def test_every_folder_of_the_program_stands_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    folders = [one.relative_to(ROOT) for top in ("kiosk", "sync", "ui") for one in (ROOT / top).iterdir()]
    packages = [one for one in folders if (ROOT / one / "__init__.py").exists()]
    assert [str(one) for one in packages if f"`{one}/`" not in text] == []
