"""Buttons side by side or one below the other: their faces made alike, and the room that their words need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF

from ui.theme import ROW_MM, SMALL_PICTURE_MM, TARGET_MM, Role
from ui.widgets.face import Face
from ui.widgets.grid import cells
from ui.widgets.typesetter import Typesetter

COLUMN_MM = 30.0


def button_row(
    typesetter: Typesetter,
    faces: Sequence[Face],
    width: float,
    *,
    height_mm: float = ROW_MM,
    columns: int | None = None,
) -> tuple[list[Face], float]:
    """Return `faces` for a row `width` pixels wide, or for several rows of `columns`, and a row's height in pixels.

    Pictures stand beside the words where every word then keeps to one line, above them otherwise.
    """
    count = columns or len(faces)
    cell = (width - typesetter.theme.gap * (count - 1)) / count
    beside = [replace(face, beside=True, small_picture=True) for face in faces]
    if not all(typesetter.is_one_line(face, cell) for face in beside):
        beside = [replace(face, beside=False) for face in faces]
    heights = [typesetter.height_for(face, cell) for face in beside]
    theme = typesetter.theme
    height = max(theme.height(height_mm), theme.px(TARGET_MM), *heights)
    return _with_like_pictures(typesetter, beside, QRectF(0, 0, cell, height)), height


def button_column(typesetter: Typesetter, faces: Sequence[Face], height: float) -> tuple[list[Face], float]:
    """Return `faces` for a column of buttons `height` pixels high, and the column's width in pixels.

    Pictures stand above the words where the height allows it, beside them otherwise.
    """
    theme = typesetter.theme
    cell = (height - theme.gap * (len(faces) - 1)) / len(faces)
    above = [replace(face, beside=False, small_picture=False) for face in faces]
    widest = max(theme.px(COLUMN_MM), *(typesetter.word_width(face) for face in above))
    if all(typesetter.place(face, QRectF(0, 0, widest, cell)).fits for face in above):
        return _with_like_pictures(typesetter, above, QRectF(0, 0, widest, cell)), widest
    picture = theme.px(SMALL_PICTURE_MM)
    width = widest + picture + theme.padding
    of_one_line = max(widest, *(typesetter.natural_width(face) for face in above))
    if of_one_line < width and all(typesetter.place(face, QRectF(0, 0, of_one_line, cell)).fits for face in above):
        return _with_like_pictures(typesetter, above, QRectF(0, 0, of_one_line, cell)), of_one_line
    beside = [replace(face, beside=True, small_picture=True) for face in faces]
    return beside, width


def _with_like_pictures(typesetter: Typesetter, faces: Sequence[Face], area: QRectF) -> list[Face]:
    """Keep every picture as small as that over the longest words."""
    placed = [typesetter.place(face, area).picture_rect for face in faces]
    least = min((rect.width() for rect in placed if rect is not None), default=None)
    return [replace(face, most_picture=least) for face in faces]


def in_one_line(typesetter: Typesetter, face: Face, width: float) -> Face:
    """Return the one button below with its words in one line in `width` pixels, if there is any way.

    Its picture stands above, or its letters are smaller, where the picture would be a speck beside two lines.
    """
    (line,) = face.lines
    smaller = replace(line, role=Role.STRONG)
    looks = [replace(face, lines=(one,), beside=beside) for one in (line, smaller) for beside in (True, False)]
    return next((look for look in looks if typesetter.is_one_line(look, width)), face)


def row_cells(typesetter: Typesetter, row: QRectF, count: int) -> list[QRectF]:
    """Cut `row` into `count` equal buttons."""
    return cells(row, columns=count, rows=1, gap=typesetter.theme.gap)
