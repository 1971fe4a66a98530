"""The face of one thing said alone: its picture, and below it the sentences, as large as they fit."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import QRectF

from ui.theme import Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.typesetter import Typesetter

ENDS = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+")
MORE_LINES = 2
"""A sentence may take so many more for the sake of larger letters."""


def said_face(typesetter: Typesetter, picture: str, text: str, area: QRectF) -> Face:
    """Return the face of `text` in `area`, each sentence on lines of its own where the letters then are no smaller."""
    whole = Face(picture=picture, lines=_lines(text), tone=Tone.PLAIN, centered=True, beside=False)
    parted = replace(whole, lines=_lines(*sentences(text)))
    faces = [typesetter.grown([face], [area], more_lines=MORE_LINES)[0] for face in (parted, whole)]
    return max(faces, key=lambda face: (typesetter.place(face, area).fits, face.scale))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of `text`; a point within a number ends none."""
    return tuple(one.strip() for one in ENDS.split(text) if one.strip())


def _lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text=text, role=Role.STRONG) for text in texts)
