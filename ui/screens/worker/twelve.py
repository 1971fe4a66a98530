"""Twelve pictures to choose from, all on one page and as large as they get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.events import Event
from ui.screens.screen import Words
from ui.screens.worker.asking import AskingScreen
from ui.theme import TARGET_MM, TOLD_PICTURE_MM, Role
from ui.widgets.choice import Choice
from ui.widgets.face import Face, Line
from ui.widgets.grid import cells, rooms
from ui.widgets.item import Item
from ui.widgets.typesetter import Typesetter

COLUMNS = (3, 4, 6, 2)
"""Of a grid of twelve; the earlier where pictures get as large."""
Look = tuple[Role, bool, float]
"""The word's role, whether the picture stands beside it, and the share of the width that it then takes."""
USUAL: tuple[Look, ...] = ((Role.STRONG, False, 0.5), (Role.STRONG, True, 0.5))
NARROW: tuple[Look, ...] = (
    *((Role.STRONG, True, share) for share in (0.36, 0.28)),
    (Role.BODY, False, 0.5),
    *((Role.BODY, True, share) for share in (0.36, 0.28, 0.19)),
)
"""For small panels and long words."""


class TwelveScreen(AskingScreen):
    """Each of `choices` is (name of the item and of its text, picture, event)."""

    def __init__(self, typesetter: Typesetter, parent: QWidget, choices: Sequence[tuple[str, str, Event]]) -> None:
        super().__init__(typesetter, parent)
        self._choices = choices
        self._tiles = []
        for name, _, event in choices:
            tile = Choice(typesetter, name, self)
            tile.clicked.connect(lambda _=False, event=event: self.report(event))
            self._tiles.append(tile)

    def touched_items(self) -> Sequence[Item]:
        return self._tiles

    def chosen(self) -> frozenset[str]:
        """The names of what is chosen already."""
        return frozenset()

    def arrange(self, area: QRectF) -> None:
        """Where the pictures would be small, what to do is left to the screen's name."""
        if self._words is None:
            return
        below = self.arrange_hint(area)
        parts, faces = self._best(below, self._words)
        is_roomy = self._picture_side(faces, parts) >= self.typesetter.theme.px(TOLD_PICTURE_MM)
        self._hint.setVisible(is_roomy)
        self._arrange_tiles(below if is_roomy else area, self._words)

    def _arrange_tiles(self, area: QRectF, words: Words) -> None:
        chosen = self.chosen()
        parts, faces = self._best(area, words)
        for tile, part, face, (name, _, _) in zip(self._tiles, parts, faces, self._choices, strict=True):
            tile.setGeometry(part.toRect())
            tile.show_choice(face, is_chosen=name in chosen)

    def _best(self, area: QRectF, words: Words) -> tuple[list[QRectF], list[Face]]:
        """Return the grid in which the pictures are largest, and the faces as they stand in it."""
        shown = [(words.texts(name), picture) for name, picture, _ in self._choices]
        gap = self.typesetter.theme.gap
        grids = [cells(area, columns=columns, rows=len(shown) // columns, gap=gap) for columns in COLUMNS]
        best: tuple[float, list[QRectF], list[Face]] = (-2.0, grids[0], [])
        scales = (1.0, *self.typesetter.theme.smaller[-1:])
        for scale, looks in product(scales, (USUAL, NARROW)):
            for parts, look in product(grids, looks):
                faces = [replace(_face(word, picture, look), scale=scale) for word, picture in shown]
                best = max(best, (self._picture_side(faces, parts), parts, faces), key=lambda made: made[0])
            if best[0] >= self.typesetter.theme.px(TOLD_PICTURE_MM):
                break
        _, parts, faces = best
        return parts, self.typesetter.grown(faces, parts)

    def _picture_side(self, faces: Sequence[Face], parts: Sequence[QRectF]) -> float:
        """The side of the smallest picture; negative where a word does not fit, or a finger."""
        inner = rooms(parts)
        if min(min(part.width(), part.height()) for part in inner) < self.typesetter.theme.px(TARGET_MM):
            return -1.0
        placed = [self.typesetter.place(face, part) for face, part in product(faces, inner)]
        sides = [one.picture_rect.width() for one in placed if one.picture_rect is not None and one.fits]
        return min(sides) if len(sides) == len(placed) else 0.0


def _face(word: str, picture: str, look: Look) -> Face:
    role, beside, share = look
    line = Line(text=word, role=role)
    return Face(picture=picture, lines=(line,), centered=True, beside=beside, picture_share=share)
