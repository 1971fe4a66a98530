"""The face of an item: a picture and lines of text, as wanted and as placed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLayout

from ui.theme import Role


class Tone(Enum):
    """How an item stands out; the values are palette roles: ground, ink, border."""

    TILE = ("surface", "ink", "border")
    QUIET = ("quiet", "ink", "border")
    PRIMARY = ("primary", "on_primary", "primary")
    WARNING = ("warning", "on_warning", "warning")
    PLAIN = ("ground", "ink", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One text of a face. An `optional` line is left out where there is no room; the others must fit."""

    text: str
    role: Role = Role.BODY
    icon: str | None = None
    optional: bool = False
    color: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What an item shows.

    `beside` puts the picture to the left of the text; None lets the room decide. `picture_share` is the most of the
    width that a picture beside text takes; a `small_picture` never grows beyond that of a row's button. `scale`
    enlarges all text where there is room (see `Typesetter.grown`). `most_picture` (pixels) keeps the pictures of a row
    alike. `anywhere` breaks a word that is wider than its room.
    """

    lines: tuple[Line, ...] = ()
    picture: str | None = None
    tone: Tone = Tone.TILE
    beside: bool | None = None
    centered: bool = False
    picture_share: float = 0.5
    small_picture: bool = False
    scale: float = 1.0
    most_picture: float | None = None
    anywhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """A line where it stands: `rect` is its ink and `icon_rect` its icon's place, in the widget's pixels."""

    line: Line
    layout: QTextLayout
    rect: QRectF
    icon_rect: QRectF | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A face laid out in a rectangle.

    `fits` tells whether picture and every mandatory line are whole and no word or short label is broken; `is_whole`
    leaves the words aside: one that is wider than its room, as no word of ours is, is broken where the line ends, and
    the face is `is_torn`. A face that is whole, not torn, and does not fit has a smaller picture than it asked for.
    """

    picture_rect: QRectF | None
    lines: tuple[PlacedLine, ...]
    fits: bool
    is_whole: bool
    text_height: float
    is_torn: bool = False
