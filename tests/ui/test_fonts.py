"""The station's own font covers what the station says."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontDatabase, QRawFont

from kiosk.domain.language import Language
from kiosk.texts.catalogue import ASSETS
from ui.fonts import FONTS, load_fonts
from ui.theme import FONT_FAMILIES


def words_of_the_station() -> Iterator[str]:
    for language in Language:
        for path in (ASSETS / "texts" / language).glob("*.ftl"):
            yield path.read_text("utf-8")
    with (ASSETS / "demo" / "postings.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            yield from row


@pytest.mark.parametrize("name", FONTS)
def test_every_character_of_the_catalogue_and_the_demo_county_is_in_the_font(qapp: object, name: str) -> None:
    font = QRawFont(str(ASSETS / "fonts" / name), 20)
    assert font.isValid()
    needed = {char for text in words_of_the_station() for char in text if char.isprintable()}
    assert not {char for char in needed if not font.supportsCharacter(ord(char))}


def test_the_font_is_known_to_qt_under_the_name_that_the_theme_asks_for(qapp: object) -> None:
    load_fonts()
    assert FONT_FAMILIES[0] in QFontDatabase.families()
