"""How many go together? One touch on a picture of so many people answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.ids import new_id
from kiosk.domain.party import LARGEST_PARTY
from kiosk.journeys.events import PeopleChosen
from kiosk.journeys.together import Together
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.theme import TARGET_MM, Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.typesetter import Typesetter

COLUMNS = (1, 2, 3, 6)
LOOKS = ((Role.TITLE, False), (Role.TITLE, True), (Role.STRONG, False), (Role.STRONG, True))
"""The word's role, and whether the picture stands beside it; the earlier where pictures get as large."""


class TogetherScreen(Screen):
    """What happens, or how few slots there are, above; a tile for each number of people that may go."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._hint = Sign(typesetter, "together-hint", self)
        self._tiles = [BigButton(typesetter, f"together-{people}", self) for people in range(1, LARGEST_PARTY + 1)]
        for people, tile in enumerate(self._tiles, start=1):
            tile.clicked.connect(lambda _=False, people=people: self.report(PeopleChosen(people, new_id())))
        self._state: Together | None = None
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Ask how many go, or how many of those that are left."""
        state = visit.screen
        assert isinstance(state, Together)
        self._state, self._words = state, words
        self._heading = Heading(words.texts("together-title"), "people")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._hint, *self._tiles)

    def arrange(self, area: QRectF) -> None:
        if self._state is None or self._words is None or not self._state.sizes:
            return
        texts, sizes = self._words.texts, self._state.sizes
        below = self._arrange_hint(area, self._state, texts)
        parts, faces = self._best(below, sizes, texts)
        for people, tile in enumerate(self._tiles, start=1):
            tile.setVisible(people in sizes)
        for people, tile, part, face in zip(sizes, self._tiles, parts, faces, strict=False):
            tile.setGeometry(part.toRect())
            alone, several = texts("together-alone-spoken"), texts("together-people-spoken", count=people)
            tile.show_face(face, spoken=(alone if people == 1 else several,))

    def _arrange_hint(self, area: QRectF, state: Together, texts: Texts) -> QRectF:
        """Place what to know at the top of `area`; return what is left."""
        text = texts("together-short", count=state.posting.slots_left) if state.is_short else texts("together-hint")
        tone, picture = (Tone.WARNING, "warning") if state.is_short else (Tone.PLAIN, None)
        line = Line(text=text, role=Role.STRONG)
        self._hint.show_face(Face(picture=picture, lines=(line,), tone=tone, beside=True, small_picture=True))
        height = self._hint.height_for(area.width())
        self._hint.setGeometry(QRectF(area.left(), area.top(), area.width(), height).toRect())
        return area.adjusted(0, height + self.typesetter.theme.gap, 0, 0)

    def _best(self, area: QRectF, sizes: range, texts: Texts) -> tuple[list[QRectF], list[Face]]:
        """Return the grid in which the pictures are largest, and the faces as they stand in it."""
        best: tuple[float, list[QRectF], list[Face]] = (-1.0, [], [])
        for columns in COLUMNS:
            if columns > len(sizes):
                break
            parts = cells(area, columns=columns, rows=-(-len(sizes) // columns), gap=self.typesetter.theme.gap)
            for role, beside in LOOKS:
                faces = [_face(people, texts, role, beside=beside) for people in sizes]
                side = self._picture_side(faces, parts[0])
                if side > best[0]:
                    best = side, parts, faces
        _, parts, faces = best
        return parts, self.typesetter.grown(faces, parts[: len(faces)])

    def _picture_side(self, faces: Sequence[Face], part: QRectF) -> float:
        """The side of the smallest picture; 0 where a word or a finger does not fit."""
        inner = part.adjusted(0, 0, -1, -1)  # a rectangle rounded to pixels may lose one
        placed = [self.typesetter.place(face, inner) for face in faces]
        sides = [one.picture_rect.width() for one in placed if one.picture_rect is not None and one.fits]
        has_room = min(inner.width(), inner.height()) >= self.typesetter.theme.px(TARGET_MM)
        return min(sides) if has_room and len(sides) == len(faces) else 0.0


def _face(people: int, texts: Texts, role: Role, *, beside: bool) -> Face:
    text = texts("together-alone") if people == 1 else texts("together-people", count=people)
    line = Line(text=text, role=role)
    return Face(picture=f"people-{people}", lines=(line,), centered=True, beside=beside)
