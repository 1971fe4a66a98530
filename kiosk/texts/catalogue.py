"""The catalogue: every word that a station shows, speaks or prints, as Fluent messages.

`assets/texts/LANGUAGE/*.ftl` hold the messages. Most of the first screen's are plain (one line, nothing to fill in),
and those are read without `fluent.runtime`, whose import alone would double the time to the first picture.
A test holds the plain reader against the real one for every message of the catalogue.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.language import Language

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

ASSETS = Path(__file__).parents[2] / "assets"
PLAIN_MESSAGE = re.compile(r"^([a-z][a-z0-9_-]*) = ([^{}\n]+)\n(?=\n|\Z|[a-z#])", re.MULTILINE)

Argument = str | int


class MissingText(KeyError):
    """A message is not in the catalogue, or an argument was not given: a mistake of ours."""


class Texts:
    """The words of one language: `texts("slip-number", number="A1-1121-007-4")`."""

    def __init__(self, language: Language, folder: Path = ASSETS / "texts") -> None:
        self.language = language
        self._sources = [path.read_text("utf-8") for path in sorted((folder / language).glob("*.ftl"))]
        self._plain: dict[str, str] = {}
        for source in self._sources:
            self._plain.update(PLAIN_MESSAGE.findall(source))

    def __call__(self, key: str, **arguments: Argument) -> str:
        """Return the message `key` with `arguments` filled in; raise `MissingText` if either is missing."""
        plain = self._plain.get(key)
        return plain.strip() if plain is not None else self._filled(key, arguments)

    def make_ready(self) -> None:
        """Read all messages now, 50 ms, instead of at the first one that has something to fill in."""
        self._bundle.has_message("")

    def has(self, key: str) -> bool:
        """Tell whether the catalogue holds `key`."""
        return key in self._plain or self._bundle.has_message(key)

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
