"""The catalogue: every word that a station shows, speaks or prints, as Fluent messages.

`assets/texts/LANGUAGE/*.ftl` hold the messages. Nearly all are plain: one line, in which words and whole numbers are
filled in. Those are read without `fluent.runtime`, whose import doubles the time to the first picture and takes 9 MB.
A test holds the plain reader against the real one for every message of the catalogue.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.language import Direction, Language

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

ASSETS = Path(__file__).parents[2] / "assets"
PLAIN_MESSAGE = re.compile(r"^([a-z][a-z0-9_-]*) = ((?:[^{}\n]|\{ \$[a-z_]+ \})+)\n(?=\n|\Z|[a-z#])", re.MULTILINE)
KEY = re.compile(r"^([a-zA-Z][a-zA-Z0-9_-]*) *=", re.MULTILINE)
PLACE = re.compile(r"\{ \$([a-z_]+) \}")

Argument = str | int


class MissingText(KeyError):
    """A message is not in the catalogue, or an argument was not given: a mistake of ours."""


class Texts:
    """The words of one language: `texts("slip-number", number="A1-1121-007-4")`."""

    def __init__(self, language: Language, folder: Path = ASSETS / "texts") -> None:
        self.language = language
        self._sources = [self._read(path) for path in sorted((folder / language).glob("*.ftl"))]
        self._keys: set[str] = set()
        self._plain: dict[str, str] = {}
        for source in self._sources:
            self._keys.update(KEY.findall(source))
            self._plain.update((key, text.strip()) for key, text in PLAIN_MESSAGE.findall(source))

    def __call__(self, key: str, **arguments: Argument) -> str:
        """Return the message `key` with `arguments` filled in; raise `MissingText` if either is missing."""
        plain = self._plain.get(key)
        if plain is None:
            return self._filled(key, arguments)
        try:
            return PLACE.sub(lambda place: _shown(arguments[place[1]]), plain)
        except KeyError as error:
            raise MissingText(key, error) from None

    @property
    def direction(self) -> Direction:
        """Which way the words are written."""
        return self.language.direction

    def has(self, key: str) -> bool:
        """Tell whether the catalogue holds `key`."""
        return key in self._keys

    def _read(self, path: Path) -> str:
        return path.read_text("utf-8")

    def _filled(self, key: str, arguments: dict[str, Argument]) -> str:
        bundle = self._bundle
        if not bundle.has_message(key):
            raise MissingText(key)
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise MissingText(key)
        text, errors = bundle.format_pattern(pattern, arguments)
        if errors:
            raise MissingText(key, errors)
        return str(text)

    @cached_property
    def _bundle(self) -> FluentBundle:
        from fluent.runtime import FluentBundle, FluentResource

        bundle = FluentBundle([self.language], use_isolating=False)
        for source in self._sources:
            bundle.add_resource(FluentResource(source))
        return bundle


def _shown(value: Argument) -> str:
    """A value as Fluent shows it; both languages group digits by threes."""
    return value if isinstance(value, str) else f"{value:,}"
