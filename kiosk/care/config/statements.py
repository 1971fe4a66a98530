"""A right TOML text, statement by statement, with the line on which each begins: tomllib tells values only.

This is no parser. A text that tomllib took is cut where a line ends outside of strings and brackets, and tomllib says
what each piece means; so every piece is read once, and the time grows with the text and no faster.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

TOKEN = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+"
    r"|[\[\]{}=\n]"
    r"""|[^"'#\[\]{}=\n]++""",
    re.DOTALL,
)
"""Strings, comments, brackets, the end of a line, and whatever lies between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A table's heading or one key with its value: `text` begins on line `line` (from 1) at offset `begin`.

    `table` is the heading that it stands under; `said` is what it says there.
    """

    line: int
    begin: int
    text: str
    table: tuple[str, ...]
    said: Mapping[str, Any]
    is_heading: bool

    @property
    def end(self) -> int:
        """The offset behind its last line."""
        return self.begin + len(self.text)

    def names(self) -> set[str]:
        """Every `SECTION` and `SECTION.KEY` that it says something of."""
        said: Any = self.said
        for name in reversed(() if self.is_heading else self.table):
            said = {name: said}
        keys = {f"{name}.{key}" for name, inner in said.items() if isinstance(inner, Mapping) for key in inner}
        return set(said) | keys


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Each token with its offset and with how many brackets are open behind it."""
    depth = 0
    for found in TOKEN.finditer(text):
        token = found[0]
        depth += (token in "[{") - (token in "]}")
        yield found.start(), depth, token


def statements(text: str) -> Iterator[Statement]:
    """Each statement of a text that tomllib takes, with LF or CR LF at the ends of lines."""
    table: tuple[str, ...] = ()
    begin, line, is_blank = 0, 1, True
    for at, depth, token in tokens(text if text.endswith("\n") else text + "\n"):
        is_blank = is_blank and (token.isspace() or token.startswith("#"))
        if token != "\n" or depth:
            continue
        piece = text[begin : at + 1]
        if not is_blank:
            said = tomllib.loads(piece, parse_float=Decimal)
            is_heading = piece.lstrip().startswith("[")
            table = path_in(said) if is_heading else table
            yield Statement(line=line, begin=begin, text=piece, table=table, said=said, is_heading=is_heading)
        begin, line, is_blank = at + 1, line + piece.count("\n"), True


def lines_of(text: str, wanted: Collection[str]) -> dict[str, int]:
    """Return the line of each wanted `SECTION` or `SECTION.KEY` that a text says which tomllib takes."""
    lines: dict[str, int] = {}
    missing = set(wanted)
    with suppress(RecursionError):  # brackets so deep that tomllib just took them, from fewer calls
        for statement in statements(text):
            for name in missing & statement.names():
                lines[name] = statement.line
                missing.discard(name)
            if not missing:
                break
    return lines


def path_in(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names that lead to the only value."""
    path: list[str] = []
    inner: Any = said
    while isinstance(inner, Mapping) and len(inner) == 1:
        ((name, inner),) = inner.items()
        path.append(name)
        inner = inner[0] if isinstance(inner, list) and inner else inner
    return tuple(path)
