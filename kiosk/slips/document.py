"""A page that is not a slip - a list, a report, a worker card - as it will stand on paper, in one language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.language import Language
from kiosk.slips.card import CardContent
from kiosk.slips.lines import ELLIPSIS, one_line
from kiosk.texts.phrases import readable

LONGEST_TEXT, LONGEST_CELL, LONGEST_LINE, LONGEST_LABEL = 2000, 200, 120, 24
"""Characters of a text, of a table's cell, of a title, a heading or a caption, of a label beside a bar; the rest gives
way to `…`."""
MOST_COLUMNS = 14
"""More are not readable on A4."""
MOST_BARS = 124
"""Two months of days, or ten years of months."""
MOST_CODE_BYTES = 450
"""What a QR code of 81 modules (version 16, level M) holds: at four dots a module it fits 58 mm paper."""
MOST_MARKS = 2
"""Marks on one letter; more would be drawn over the lines above."""
PICTURE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SIGN_IN_PICTURE = "sign-{id}"
"""The files of the pictures by which people sign in."""


class TextRole(StrEnum):
    """What a text is for; its size on each paper is known where it is drawn."""

    HEADING = "heading"
    BODY = "body"
    STRONG = "strong"
    FIGURE = "figure"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; a `FIGURE` stands in the middle, as large as fits."""

    text: str
    role: TextRole = TextRole.BODY

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", paper_line(self.text, most=LONGEST_TEXT))


@dataclass(frozen=True, slots=True)
class Rule:
    """A line from side to side."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Some room."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below their headings. `weights` are the columns' widths, in any unit; without them the words decide.

    The columns in `numeric` (from 0) are set from the right. Raises `ValueError` where rows and headings differ in
    length, or nobody could read so many columns.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...] = ()
    numeric: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        columns = len(self.headings)
        if not 1 <= columns <= MOST_COLUMNS:
            raise ValueError(f"{columns} columns")
        if any(len(row) != columns for row in self.rows) or len(self.weights) not in (0, columns):
            raise ValueError(f"rows or weights are not {columns} long")
        if any(not 0 < weight < float("inf") for weight in self.weights):
            raise ValueError("a column's weight is not above 0")
        object.__setattr__(self, "headings", tuple(paper_line(cell, most=LONGEST_LINE) for cell in self.headings))
        cells = (tuple(paper_line(cell, most=LONGEST_CELL) for cell in row) for row in self.rows)
        object.__setattr__(self, "rows", tuple(cells))


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of `text`, which keeps every character; raises `ValueError` where that is too long for narrow paper."""

    text: str = field(repr=False)
    caption: str = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.text.encode()) <= MOST_CODE_BYTES:
            raise ValueError(f"{len(self.text)} characters in a QR code")
        object.__setattr__(self, "caption", paper_line(self.caption, most=LONGEST_LINE))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the house by the name of its file; one that is not there is drawn as a neutral sign."""

    name: str
    caption: str = ""

    def __post_init__(self) -> None:
        if not PICTURE_NAME.fullmatch(self.name):
            raise ValueError("no name of a picture")
        object.__setattr__(self, "caption", paper_line(self.caption, most=LONGEST_LINE))


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures side by side, their captions below; at most six."""

    pictures: tuple[Picture, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.pictures) <= 6:
            raise ValueError(f"{len(self.pictures)} pictures side by side")


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A line to sign on; `caption` says who."""

    caption: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "caption", paper_line(self.caption, most=LONGEST_LINE))


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind, as many as the plot has labels; `name` says what is counted."""

    name: str
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", paper_line(self.name, most=LONGEST_LINE))
        if not all(0 <= value < float("inf") for value in self.values):
            raise ValueError("a figure below 0, or none at all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Bars below their title, one a label: upright, perhaps with a `line` over them, or lying one below another.

    Lying bars have their figure at the end, with `unit` behind it. `most` is where the scale ends at the least.
    """

    title: str
    labels: tuple[str, ...]
    bars: Series
    line: Series | None = None
    lies: bool = False
    unit: str = ""
    most: float = 0.0
    note: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.labels) <= MOST_BARS:
            raise ValueError(f"{len(self.labels)} bars")
        if any(len(series.values) != len(self.labels) for series in self.all_series):
            raise ValueError(f"figures are not {len(self.labels)} long")
        if self.lies and self.line is not None:
            raise ValueError("a line over lying bars")
        for name in ("title", "note"):
            object.__setattr__(self, name, paper_line(getattr(self, name), most=LONGEST_LINE))
        object.__setattr__(self, "labels", tuple(paper_line(label, most=LONGEST_LABEL) for label in self.labels))

    @property
    def all_series(self) -> tuple[Series, ...]:
        """What is drawn."""
        return (self.bars,) if self.line is None else (self.bars, self.line)

    @property
    def in_words(self) -> str:
        """Every figure beside its label, for whoever does not see the bars."""
        rows = zip(self.labels, *(series.values for series in self.all_series), strict=True)
        return "  ".join(
            " ".join((label, *(f"{figure_text(figure)}{self.unit}" for figure in figures))) for label, *figures in rows
        )


def figure_text(figure: float) -> str:
    """`180`, `180.5`: no useless zeros, two decimals at most."""
    return f"{figure:.2f}".rstrip("0").rstrip(".")


Block = Text | Rule | Gap | Table | Code | Pictures | SignatureLine | Plot


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What stands on paper, from the top; every text in it is fit to be drawn (see `paper_line`).

    One that `is_card` is for somebody's pocket: on a sheet it is as small as on a roll, in a frame to cut out.
    """

    language: Language
    title: str
    subtitle: str = ""
    blocks: tuple[Block, ...]
    is_card: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", paper_line(self.title, most=LONGEST_LINE))
        object.__setattr__(self, "subtitle", paper_line(self.subtitle, most=LONGEST_LINE * 2))


def paper_line(text: str, *, most: int) -> str:
    """Return `text` on one line, without what nobody can print, in at most `most` characters, `…` where it was cut."""
    line = _with_few_marks(one_line(readable(text[: most * 4])))
    if len(line) <= most and len(text) <= most * 4:
        return line
    return line[: most - 1].rstrip() + ELLIPSIS


def card_document(content: CardContent, *, language: Language) -> Document:
    """Return the worker card: the number large, the three pictures to sign in with, the code and how to use it."""
    pictures = tuple(Picture(SIGN_IN_PICTURE.format(id=name)) for name in content.pictures)
    blocks: tuple[Block | None, ...] = (
        Text(content.number_label, TextRole.SMALL),
        Text(content.number, TextRole.FIGURE),
        Text(content.name_line, TextRole.STRONG) if content.name_line else None,
        Rule(),
        Pictures(pictures) if pictures else None,
        Text(content.pictures_hint, TextRole.SMALL) if content.pictures_hint else None,
        Code(content.qr_text, content.qr_hint),
        Text(content.station_phone, TextRole.STRONG) if content.station_phone else None,
    )
    return Document(
        language=language,
        title=content.station_name,
        blocks=tuple(block for block in blocks if block is not None),
        is_card=True,
    )


def _with_few_marks(line: str) -> str:
    kept, marks = [], 0
    for char in line:
        marks = marks + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)
