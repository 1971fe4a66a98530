"""Faces of different heights set into columns, page after page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF

from ui.theme import Role
from ui.widgets.face import Face
from ui.widgets.typesetter import SCALES, Typesetter

LEAST_COLUMN_EMS = 12.5
"""Two columns only where each holds this many characters."""

PageOfRects = dict[int, QRectF]


def grown_flow(
    typesetter: Typesetter, faces: Sequence[Face], area: QRectF, *, most_columns: int = 2
) -> tuple[list[Face], list[PageOfRects]]:
    """Return `faces` at the largest scale, but the first, at which all stand on one page of one or two columns.

    Where no scale does, they keep their size and run over several pages.
    """
    pages: list[PageOfRects] = []
    for scale in SCALES[1:]:
        larger = [replace(face, scale=scale) for face in faces]
        for columns in range(1, most_columns + 1):
            if area.width() / columns < typesetter.theme.font(Role.BODY, scale).pixelSize() * LEAST_COLUMN_EMS:
                continue
            pages = flow(typesetter, larger, area, columns=columns)
            if len(pages) == 1:
                return larger, pages
    return list(faces), pages or flow(typesetter, faces, area, columns=1)


def flow(typesetter: Typesetter, faces: Sequence[Face], area: QRectF, *, columns: int) -> list[PageOfRects]:
    """Return the pages that hold all `faces` in order: each maps a face's index to its rectangle.

    Faces run down the first column, then the next. A face taller than the area gets a page of its own column.
    """
    gap = typesetter.theme.gap
    width = (area.width() - gap * 2 * (columns - 1)) / columns
    pages: list[PageOfRects] = [{}]
    column, top = 0, area.top()
    for index, face in enumerate(faces):
        height = min(typesetter.height_for(face, width), area.height())
        if top > area.top() and top + height > area.bottom() + 0.5:
            column, top = column + 1, area.top()
        if column == columns:
            pages.append({})
            column = 0
        pages[-1][index] = QRectF(area.left() + column * (width + gap * 2), top, width, height)
        top += height + gap
    return pages
