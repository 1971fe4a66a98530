"""Tiles of one kind in the grid in which their pictures and words are largest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from PySide6.QtCore import QRectF

from ui.theme import TARGET_MM, TOLD_PICTURE_MM, Role
from ui.widgets.face import Face
from ui.widgets.grid import cells
from ui.widgets.typesetter import Typesetter

MOST_LINES = 2
"""Of a tile's name: one that stands in more is not read at a glance."""


def best_cells(typesetter: Typesetter, faces: Sequence[Face], area: QRectF) -> tuple[list[QRectF], list[Face]]:
    """Return places for `faces` in `area`, and the faces as they stand there, alike.

    Of all grids the one is taken in which every face is whole and the smallest picture largest, with the picture above
    or beside its words; optional lines are kept where they cost nothing of that.
    """
    best: tuple[float, list[QRectF], list[Face]] | None = None
    for role, scale in product((None, Role.STRONG), (1.0, *typesetter.theme.smaller[-1:])):
        for columns, beside in product(range(1, len(faces) + 1), (False, True)):
            rows = -(-len(faces) // columns)
            parts = cells(area, columns=columns, rows=rows, gap=typesetter.theme.gap)[: len(faces)]
            made = [replace(_as(face, role, beside=beside), scale=scale) for face in faces]
            worth = _worth(typesetter, made, parts) - 0.001 * (columns * rows - len(faces))
            if best is None or worth > best[0]:
                best = worth, parts, made
        if best is not None and best[0] >= typesetter.theme.px(TOLD_PICTURE_MM):
            break
    assert best is not None
    _, parts, made = best
    return parts, typesetter.grown(made, parts)


def _as(face: Face, role: Role | None, *, beside: bool) -> Face:
    """The face with its picture above or beside, and its mandatory words in `role`."""
    lines = face.lines
    if role is not None:
        lines = tuple(line if line.optional else replace(line, role=role) for line in lines)
    return replace(face, lines=lines, beside=beside, centered=not beside)


def _worth(typesetter: Typesetter, faces: Sequence[Face], parts: Sequence[QRectF]) -> float:
    """The side of the smallest picture in pixels; negative where a word does not fit, or a finger."""
    inner = [part.adjusted(0, 0, -1, -1) for part in parts]  # a rectangle rounded to pixels may lose one
    if min(min(part.width(), part.height()) for part in inner) < typesetter.theme.px(TARGET_MM):
        return -2.0
    placed = [typesetter.place(face, part) for face, part in zip(faces, inner, strict=True)]
    if not all(one.fits for one in placed):
        return -1.0
    if any(one.lines[0].layout.lineCount() > MOST_LINES for one in placed if one.lines):
        return -0.5
    lost = sum(len(face.lines) - len(one.lines) for face, one in zip(faces, placed, strict=True))
    sides = [one.picture_rect.width() for one in placed if one.picture_rect is not None]
    return min(sides, default=1.0) * (0.7 if lost else 1.0)
