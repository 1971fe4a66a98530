"""What the screens of a work wish have in common: something to know above, tiles to touch, and the way on below."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.events import WentOn
from ui.screens.screen import Heading, Screen, Words
from ui.theme import ROW_MM, TARGET_MM, Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells, split_bottom
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.typesetter import Typesetter

MOST_COLUMNS = 8


class ChoicesScreen(Screen):
    """A hint, a grid of `tiles`, and `go_on`; the screens made of it say what stands in them."""

    def __init__(self, typesetter: Typesetter, parent: QWidget, name: str) -> None:
        super().__init__(typesetter, parent)
        self.title = Heading("")
        self.words: Words | None = None
        self.hint = Sign(typesetter, f"{name}-hint", self)
        self.go_on = BigButton(typesetter, f"{name}-go-on", self)
        self.go_on.clicked.connect(lambda: self.report(WentOn()))

    def heading(self) -> Heading:
        return self.title

    def items(self) -> Sequence[Item]:
        return (self.hint, *self.tiles(), self.go_on)

    @abstractmethod
    def tiles(self) -> Sequence[Item]:
        """What is touched, in reading order."""

    def arrange_hint(self, area: QRectF, text: str) -> QRectF:
        """Place what to know at the top of `area`; return what is left."""
        self.hint.show_face(Face(lines=(Line(text=text, role=Role.STRONG),), tone=Tone.PLAIN))
        height = self.hint.height_for(area.width())
        self.hint.setGeometry(QRectF(area.left(), area.top(), area.width(), height).toRect())
        return area.adjusted(0, height + self.typesetter.theme.gap, 0, 0)

    def arrange_go_on(self, area: QRectF, text: str, *, may_go_on: bool = True) -> QRectF:
        """Place the way on at the bottom of `area`; return what is left, which stays the same while it is not there."""
        theme = self.typesetter.theme
        line = Line(text=text, role=Role.TITLE)
        face = Face(picture="check", lines=(line,), tone=Tone.PRIMARY, centered=True, beside=True, picture_share=0.16)
        if not self.typesetter.is_one_line(face, area.width()):
            face = Face(lines=(Line(text=text, role=Role.STRONG),), tone=Tone.PRIMARY, centered=True)
        height = max(theme.height(ROW_MM), self.typesetter.height_for(face, area.width()))
        rest, below = split_bottom(area, height, gap=theme.gap)
        self.go_on.setVisible(may_go_on)
        self.go_on.setGeometry(below.toRect())
        self.go_on.show_face(self.typesetter.grown([face], [below])[0])
        return rest

    def grid(self, area: QRectF, faces: Sequence[Face]) -> list[QRectF]:
        """Return the cells in which every one of `faces` is whole and their pictures are largest."""
        least = self.typesetter.theme.px(TARGET_MM)
        best: tuple[float, list[QRectF]] = (-2.0, [])
        for columns in range(1, min(MOST_COLUMNS, len(faces)) + 1):
            parts = cells(area, columns=columns, rows=-(-len(faces) // columns), gap=self.typesetter.theme.gap)
            inner = parts[0].adjusted(0, 0, -1, -1)
            placed = [self.typesetter.place(face, inner) for face in faces]
            sides = [one.picture_rect.width() for one in placed if one.picture_rect is not None]
            side = min(sides, default=min(inner.width(), inner.height()))
            if min(inner.width(), inner.height()) < least:
                side = -1.0
            elif not all(one.fits for one in placed):
                side = 0.0
            if side > best[0]:
                best = side, parts
        return best[1]
