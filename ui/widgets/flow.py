"""Faces of different heights set into columns, page after page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF

from ui.theme import Role
from ui.widgets.face import Face
from ui.widgets.typesetter import LINE_SPACING, SCALES, Typesetter

FEW_LINES = 4
"""A text that is cut into pieces of fewer is no text any more: a date would stand on three pages, a word on each."""
LEAST_COLUMN_EMS = 12.5
"""Two columns only where each holds this many characters."""

PageOfRects = dict[int, QRectF]


def grown_flow(
    typesetter: Typesetter,
    faces: Sequence[Face],
    area: QRectF,
    *,
    most_columns: int = 2,
    scales: Sequence[float] = SCALES[1:],
) -> tuple[list[Face], list[PageOfRects]]:
    """Return `faces` at the first of `scales` at which all stand on one page of one or two columns.

    Where no scale does, they keep their size, or that at which no word is torn, and run over several pages; a text that
    is higher than a page is cut.
    """
    columns = 0
    for scale in scales:
        larger = [replace(face, scale=scale) for face in faces]
        least_width = typesetter.theme.font(Role.BODY, scale).pixelSize() * LEAST_COLUMN_EMS
        columns = min(most_columns, int(area.width() / least_width))
        for count in range(1, columns + 1):
            pages = flow(typesetter, larger, area, columns=count)
            if len(pages) == 1 and _is_whole(typesetter, larger, pages[0]):
                return larger, pages
    columns = max(1, columns)
    column = QRectF(0, 0, _column_width(typesetter, area, columns), area.height())
    whole = _of_whole_words(typesetter, faces, column.width())
    parts = [part for face in whole for part in _parts(typesetter, face, column)]
    return parts, flow(typesetter, parts, area, columns=columns)


def _column_width(typesetter: Typesetter, area: QRectF, columns: int) -> float:
    return (area.width() - typesetter.theme.column_gap * (columns - 1)) / columns


def _is_whole(typesetter: Typesetter, faces: Sequence[Face], page: PageOfRects) -> bool:
    """Tell whether every face keeps its words, and its height, in its place."""
    return all(
        typesetter.keeps_words(faces[index], rect.width())
        and typesetter.height_for(faces[index], rect.width()) <= rect.height() + 0.5
        for index, rect in page.items()
    )


def _of_whole_words(typesetter: Typesetter, faces: Sequence[Face], width: float) -> Sequence[Face]:
    """The faces in the largest letters, from their own down to the usual, at which their words have room."""
    for scale in (1.0, *typesetter.theme.smaller):
        smaller = [replace(face, scale=face.scale * scale) for face in faces]
        if all(typesetter.keeps_words(face, width) for face in smaller):
            return smaller
    return faces


def _parts(typesetter: Typesetter, face: Face, column: QRectF) -> list[Face]:
    """A text that is higher than a column goes on in the next; where that holds few lines, in smaller letters first."""
    if len(face.lines) > 1:
        return [face]
    line = typesetter.theme.font(face.lines[0].role, face.scale).pixelSize() * LINE_SPACING
    if column.height() < line * FEW_LINES:
        for scale in (1.0, *typesetter.theme.smaller):
            smaller = replace(face, scale=min(face.scale, scale))
            if typesetter.height_for(smaller, column.width()) <= column.height():
                return [smaller]
        face = smaller
    return typesetter.parts(face, column)


def flow(typesetter: Typesetter, faces: Sequence[Face], area: QRectF, *, columns: int) -> list[PageOfRects]:
    """Return the pages that hold all `faces` in order: each maps a face's index to its rectangle.

    Faces run down the first column, then the next. A face taller than the area gets a column of its own.
    """
    gap = typesetter.theme.gap
    width = _column_width(typesetter, area, columns)
    pages: list[PageOfRects] = [{}]
    column, top = 0, area.top()
    for index, face in enumerate(faces):
        height = min(typesetter.height_for(face, width), area.height())
        if top > area.top() and top + height > area.bottom() + 0.5:
            column, top = column + 1, area.top()
        if column == columns:
            pages.append({})
            column = 0
        pages[-1][index] = QRectF(area.left() + column * (width + typesetter.theme.column_gap), top, width, height)
        top += height + gap
    return pages
