"""Strikes out of what leaves the station in a crash report whatever may be a person's, or a key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kiosk.care.watching.logbook import STRUCK_OUT, without_numbers

CHINESE = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·]+")
"""The program logs in English: what is Chinese there was put in by somebody."""
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
FULL_NAME = re.compile(r"\b(?!Fatal Python)[A-Z][a-z]+(?:[ -][A-Z][a-z]+)+\b")
"""Two words with capitals, as people's names are written whom the station does not know; no line of ours has them."""
SECRET = re.compile(r"(?<![\w+=-])(?=[\w+=-]*[0-9][\w+=-]*[0-9])(?=[\w+=-]*[A-Za-z])[A-Za-z0-9+=_-]{22,}(?![\w+=-])")
"""A key, a token, a code: many letters and digits in one piece; a 16-byte token is 22 long in base64."""
CODE_IN_GROUPS = re.compile(r"(?<!\w)[0-9A-Za-z]{4}(?:[ -][0-9A-Za-z]{4}){5}(?!\w)")
"""A recovery code as it is shown (`kiosk.store.recovery_code`)."""
LEAST_LETTERS = 2
"""A single letter, or a single Chinese character, tells of nobody and stands in every word."""
LEAST_DIGITS = 5
"""Shorter numbers are the county's hotlines and figures of all kinds."""
IN_EVERY_SENTENCE = frozenset({"a", "an", "and", "at", "by", "in", "is", "it", "no", "of", "on", "or", "the", "to"})
"""No names by themselves."""


class Striking:
    """Knows the names, numbers and secrets of a station. With `names` None they could not be read.

    Then nothing of a log is left but the lines of the watch and where in the program something happened.
    """

    def __init__(
        self, *, names: Iterable[str] | None, numbers: Iterable[str] = (), secrets: Iterable[str] = ()
    ) -> None:
        self._knows_names = names is not None
        known = {name.strip() for name in names or ()}
        self._names = sorted((name for name in known if len(name) >= LEAST_LETTERS), key=len, reverse=True)
        self._words = {word.casefold() for name in self._names for word in WORD.findall(name)} - IN_EVERY_SENTENCE
        self._numbers = tuple({digits for number in numbers if len(digits := _digits(number)) >= LEAST_DIGITS})
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)
        self._home = str(Path.home())

    def log_line(self, line: str) -> str | None:
        """Return a line of the log as it may leave the station; None where it may not."""
        if not self._knows_names and not _is_of_the_program(line):
            return None
        line = FULL_NAME.sub(STRUCK_OUT, CHINESE.sub(STRUCK_OUT, self._without_secrets(line)))
        return WORD.sub(lambda word: STRUCK_OUT if word[0].casefold() in self._words else word[0], line)

    def words(self, text: str) -> str:
        """Return a sentence of the catalogue with what was filled into it struck out."""
        text = self._without_secrets(text)
        for name in self._names:
            text = re.sub(re.escape(name), STRUCK_OUT, text, flags=re.IGNORECASE)
        return text

    def values(self, found: Any) -> Any:
        """Return JSON with all its texts as `words` leaves them; its keys are the program's own."""
        match found:
            case str():
                return self.words(found)
            case dict():
                return {key: self.values(value) for key, value in found.items()}
            case list():
                return [self.values(each) for each in found]
        return found

    def _without_secrets(self, text: str) -> str:
        text = text.replace(self._home, "~")
        for secret in self._secrets:
            text = text.replace(secret, STRUCK_OUT)
        for digits in self._numbers:
            text = _spaced(digits).sub(STRUCK_OUT, text)
        return without_numbers(SECRET.sub(STRUCK_OUT, CODE_IN_GROUPS.sub(STRUCK_OUT, text)))


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit())


def _spaced(digits: str) -> re.Pattern[str]:
    return re.compile(r"[\s().-]{0,2}".join(digits))


def _is_of_the_program(line: str) -> bool:
    return line[20:].startswith("watch: ") or re.search(r'File "[^"]*", line \d+', line) is not None
