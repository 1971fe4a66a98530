"""A few tiles alike, in the rows in which their pictures are largest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from PySide6.QtCore import QRectF

from ui.theme import TARGET_MM
from ui.widgets.face import Face
from ui.widgets.grid import cells
from ui.widgets.typesetter import Typesetter

FacesOf = Callable[[bool, float], Sequence[Face]]
"""The faces with their pictures beside the words or above them, and the share of the width that a picture takes."""
SHARES = (0.5, 0.34, 0.22)


def best_tiles(
    typesetter: Typesetter, area: QRectF, faces_of: FacesOf, *, most_rows: int
) -> tuple[list[QRectF], list[Face]]:
    """Return the place and the face of each tile; the rows hold as many as each other, or one more."""
    count = len(faces_of(True, SHARES[0]))
    best: tuple[tuple[bool, float], list[QRectF], list[Face]] | None = None
    for rows, beside, share in product(range(1, min(most_rows, count) + 1), (True, False), SHARES):
        parts = rows_of(area, count, rows=rows, gap=typesetter.theme.gap)
        faces = list(faces_of(beside, share))
        score = _score(typesetter, faces, parts)
        if best is None or score > best[0]:
            best = score, parts, faces
    assert best is not None
    _, parts, faces = best
    return parts, typesetter.grown(faces, parts)


def rows_of(area: QRectF, count: int, *, rows: int, gap: float) -> list[QRectF]:
    """Cut `area` into rows that share `count` cells as evenly as can be; fuller rows come first."""
    each, more = divmod(count, rows)
    lines = cells(area, columns=1, rows=rows, gap=gap)
    return [
        part for index, line in enumerate(lines) for part in cells(line, columns=each + (index < more), rows=1, gap=gap)
    ]


def _score(typesetter: Typesetter, faces: Sequence[Face], parts: Sequence[QRectF]) -> tuple[bool, float]:
    """Whether all is whole and large enough for a finger, and the side of the smallest picture."""
    least = typesetter.theme.px(TARGET_MM)
    inner = [part.adjusted(0, 0, -1, -1) for part in parts]  # a rectangle rounded to pixels may lose one
    placed = [typesetter.place(face, part) for face, part in zip(faces, inner, strict=True)]
    is_whole = all(one.fits for one in placed) and all(min(part.width(), part.height()) >= least for part in inner)
    sides = [one.picture_rect.width() for one in placed if one.picture_rect is not None]
    return is_whole, min(sides, default=0.0)
