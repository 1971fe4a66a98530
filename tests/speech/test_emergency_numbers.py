"""110, 119, 120 and 122 are said digit by digit, as people dial them, wherever an English text names one."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain

from kiosk.domain.language import Language
from kiosk.lessons.shelf import SHIPPED
from kiosk.speech.wording import spoken
from kiosk.texts.catalogue import ASSETS

NUMBER = re.compile(r"(?<![\d.:¥])1(?:10|19|20|22)(?![\d.:])")
MESSAGE = re.compile(r"^(?P<key>[a-z][a-z0-9_-]*) = (?P<text>.+)$", re.MULTILINE)
TAUGHT = re.compile(r'^en = "(?P<text>.+)"$', re.MULTILINE)
TODAY = date(2026, 11, 21)


def naming_a_number() -> list[str]:
    """The English texts of catalogue and lessons that name one."""
    messages = (MESSAGE.finditer(path.read_text("utf-8")) for path in (ASSETS / "texts" / Language.EN).glob("*.ftl"))
    lessons = (TAUGHT.finditer(path.read_text("utf-8")) for path in SHIPPED.rglob("*.toml"))
    texts = (found["text"] for found in chain.from_iterable(chain(messages, lessons)))
    return [text for text in texts if NUMBER.search(text)]


def test_no_english_text_says_an_emergency_number_as_a_quantity() -> None:
    texts = naming_a_number()
    assert len(texts) > 1
    assert [text for text in texts if "hundred" in spoken(text, Language.EN, today=TODAY)] == []
