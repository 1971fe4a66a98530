"""The dictionary of the program, opened once."""

from __future__ import annotations

import pytest

from kiosk.pinyin.candidates import Pinyin
from kiosk.pinyin.dictionary import Dictionary
from kiosk.pinyin.readings import Readings


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    return Dictionary()


@pytest.fixture(scope="session")
def readings() -> Readings:
    return Readings()


@pytest.fixture(scope="session")
def pinyin(dictionary: Dictionary, readings: Readings) -> Pinyin:
    return Pinyin(dictionary, readings)
