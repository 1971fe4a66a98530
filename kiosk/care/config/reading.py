"""A file `station.toml` read: the settings that it says rightly, and each mistake with its line.

Loaded only where there is such a file: tomllib costs time at the start.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from kiosk.care.config.checks import Unfit
from kiosk.care.config.sections import SECTIONS, TOGETHER, Settings, checks_of
from kiosk.care.config.statements import lines_of
from kiosk.errors import YizhanError

LARGEST_BYTES = 1 << 20
MOST_DOTS_ON_A_LINE, MOST_DOTS = 200, 20_000
"""tomllib takes the square of a dotted key's length, in memory, too: a megabyte of dots would fill a small machine."""
MOST_MISTAKES = 20
"""Told at once; who mends these sees the others."""
LONGEST_SHOWN = 40
AT_LINE = re.compile(r"\(at line ([0-9]+), column [0-9]+\)")
TWICE = ("Cannot overwrite", "Cannot declare", "Cannot redefine", "Cannot mutate", "Duplicate")
NOT_CLOSED = ("Unclosed", "Unterminated", "Illegal character '\\n'")
"""How tomllib begins to say that the same is said twice, and that a bracket or a quote has no end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file says. `said` are the settings that stand in it rightly, `SECTION.KEY`; the others have their default.

    `data` are its bytes, None where they could not be had; `text` is what stands in it, empty where that is no TOML.
    """

    settings: Settings = field(default_factory=Settings)
    said: frozenset[str] = frozenset()
    mistakes: tuple[YizhanError, ...] = ()
    data: bytes | None = None
    text: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all stands in the file, as where the power went while it was saved."""
        return self.data is not None and not self.data.strip(b"\0 \t\r\n")

    def lines(self) -> Mapping[str, int]:
        """Return the line of each setting in `said`."""
        return lines_of(self.text, self.said)


def read_file(path: Path) -> Reading:
    """Read the file `path`; whatever it is, nothing is raised."""
    try:
        data = bytes_in(path, most=LARGEST_BYTES)
    except OSError:
        return Reading(mistakes=(YizhanError("settings-unreadable", file=str(path)),))
    return read_bytes(data, file=str(path))


def read_bytes(data: bytes, *, file: str) -> Reading:
    """Read what a file holds; `file` is its name in what is told."""

    def failed(key: str, **details: str) -> Reading:
        return Reading(data=data, mistakes=(YizhanError(key, file=file, **details),))

    if len(data) > LARGEST_BYTES:
        return failed("settings-too-big", most=str(LARGEST_BYTES))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return failed("settings-not-utf8", line=str(data.count(b"\n", 0, error.start) + 1))
    if (line := line_of_dots(text)) is not None:
        return failed("settings-not-toml", line=str(line), where=f"line {line}")
    try:
        said = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return failed(_key_of(error), line=str(line_of_error(error, text)), where=_short(error))
    except (ValueError, RecursionError, ArithmeticError):
        return failed("settings-unreadable")
    return _Sections(said, text, file).reading(data)


def bytes_in(path: Path, *, most: int) -> bytes:
    """Return what stands in an ordinary file, at most one byte more than `most`; a pipe would keep us waiting.

    Raises `OSError`.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError
    with path.open("rb") as file:
        return file.read(most + 1)


def line_of_dots(text: str) -> int | None:
    """Return the line on which there are more dots than any settings need; None where there are not."""
    dots = 0
    for line, words in enumerate(text.split("\n"), 1):
        here = words.count(".")
        dots += here
        if here > MOST_DOTS_ON_A_LINE or dots > MOST_DOTS:
            return line
    return None


def _key_of(error: tomllib.TOMLDecodeError) -> str:
    words = str(error)
    if words.startswith(NOT_CLOSED) or words.endswith("(at end of document)"):
        return "settings-not-closed"
    return "settings-said-twice" if words.startswith(TWICE) else "settings-not-toml"


def line_of_error(error: tomllib.TOMLDecodeError, text: str) -> int:
    """Return the line that tomllib stumbled over: its own word, or the last line on which something stands."""
    found = AT_LINE.search(str(error))
    return int(found[1]) if found else text.rstrip().count("\n") + 1


class _Sections:
    """Reads section after section and collects what is wrong."""

    def __init__(self, given: Mapping[str, Any], text: str, file: str) -> None:
        self._given, self._text, self._file = given, text, file
        self._wrong: list[tuple[str, str, dict[str, str]]] = []
        """Where, the key of the sentence, and its details."""

    def reading(self, data: bytes) -> Reading:
        """Return what all sections say together."""
        sections = {name: self._section(name) for name in SECTIONS if name in self._given}
        known = ", ".join(f"[{section}]" for section in SECTIONS)
        for name in self._given:
            if name not in SECTIONS:
                self._tell(name, "settings-unknown-key", known=known)
        return Reading(
            settings=Settings(**{name: section for name, (section, _) in sections.items()}),
            said=frozenset(f"{name}.{key}" for name, (_, keys) in sections.items() for key in keys),
            mistakes=self._mistakes(),
            data=data,
            text=self._text,
        )

    def _section(self, name: str) -> tuple[Any, set[str]]:
        """Return a section with the keys that are right, and these."""
        given, checks = self._given[name], checks_of(name)
        if not isinstance(given, dict):
            self._tell(name, "settings-needs-section", section=f"[{name}]")
            return SECTIONS[name](), set()
        for key in (key for key in given if key not in checks):
            self._tell(f"{name}.{key}", "settings-unknown-key", known=", ".join(checks))
        right = {key: value for key, value in given.items() if key in checks}
        self._drop_halves(name, right)
        fitting: dict[str, Any] = {}
        for key, value in right.items():
            try:
                fitting[key] = checks[key].fit(value)
            except Unfit:
                self._tell(f"{name}.{key}", f"settings-needs-{checks[key].kind}", **checks[key].details())
        return SECTIONS[name](**fitting), set(fitting)

    def _drop_halves(self, name: str, right: dict[str, Any]) -> None:
        pair = TOGETHER.get(name, ())
        (*halves,) = right.keys() & set(pair)
        if len(halves) == 1:
            (other,) = set(pair) - set(halves)
            self._tell(f"{name}.{halves[0]}", "settings-needs-other", other=f"{name}.{other}")
            del right[halves[0]]

    def _tell(self, setting: str, key: str, **details: str) -> None:
        self._wrong.append((setting, key, details))

    def _mistakes(self) -> tuple[YizhanError, ...]:
        """What is wrong, in the order of the file, and of very many not all."""
        told = self._wrong[:MOST_MISTAKES]
        lines = lines_of(self._text, {setting for setting, _, _ in told}) if told else {}
        mistakes = [
            (
                lines.get(where, 0),
                YizhanError(key, file=self._file, line=str(lines.get(where, "?")), setting=_short(where), **details),
            )
            for where, key, details in told
        ]
        return tuple(error for _, error in sorted(mistakes, key=lambda mistake: mistake[0]))


def _short(text: object) -> str:
    words = " ".join(str(text).split())
    return words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
