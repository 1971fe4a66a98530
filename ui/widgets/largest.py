"""A face alone in its place, with letters as large as fit: numbers that are read from across a hall."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF

from ui.widgets.face import Face
from ui.widgets.typesetter import Typesetter

STEP = 1.06
"""From one size to the next; sizes are few so that their letters serve again."""
MOST_STEPS = 64
"""41 times the usual size: more than any hall needs."""


def largest(typesetter: Typesetter, face: Face, area: QRectF, *, most_lines: int = 1, or_smaller: bool = False) -> Face:
    """Return `face` at the largest scale, from 1 on, at which it is whole in `area` and each text has `most_lines`.

    Where even the visitor's own size has no room it is `or_smaller`, in lines as they come.
    """
    inner = area.adjusted(0, 0, -1, -1)  # a rectangle rounded to pixels may lose one

    def fits(step: int) -> bool:
        placed = typesetter.place(replace(face, scale=STEP**step), inner)
        return placed.fits and all(one.layout.lineCount() <= most_lines for one in placed.lines)

    if or_smaller and not typesetter.place(face, inner).fits:
        return typesetter.shrunk([face], [inner])[0]
    low, high = 0, MOST_STEPS
    while low < high:  # what fits at one scale fits at every smaller one
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return replace(face, scale=STEP**low)
