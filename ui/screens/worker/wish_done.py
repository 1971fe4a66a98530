"""The number of a work wish, as large as it gets, and what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.events import Left
from kiosk.journeys.visit import Visit
from kiosk.journeys.wish_states import WishDone
from kiosk.texts.phrases import day_text
from ui.screens.screen import Heading, Screen, Words
from ui.theme import ROW_MM, Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import split_bottom
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.largest import largest
from ui.widgets.typesetter import Typesetter


class WishDoneScreen(Screen):
    """Number, what happens next, how to take it back, and the end."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._number = Sign(typesetter, "wish-number", self)
        self._next = Sign(typesetter, "wish-next", self)
        self._done = BigButton(typesetter, "wish-done", self)
        self._done.clicked.connect(lambda: self.report(Left()))
        self._state: WishDone | None = None
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the number."""
        assert isinstance(visit.screen, WishDone)
        self._state, self._words = visit.screen, words
        self._heading = Heading(words.texts("wish-done-title"), "check")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._number, self._next, self._done)

    def arrange(self, area: QRectF) -> None:
        if self._state is None or self._words is None:
            return
        theme, texts, receipt = self.typesetter.theme, self._words.texts, self._state.receipt
        line = Line(text=texts("wish-done"), role=Role.TITLE)
        end = Face(picture="check", lines=(line,), tone=Tone.PRIMARY, centered=True, beside=True, picture_share=0.16)
        height = max(theme.height(ROW_MM), self.typesetter.height_for(end, area.width()))
        above, below = split_bottom(area, height, gap=theme.gap)
        self._done.setGeometry(below.toRect())
        self._done.show_face(self.typesetter.grown([end], [below])[0])
        until = day_text(receipt.kept_until, texts, today=self._words.today)
        told = (
            Line(text=texts("wish-next-called" if receipt.is_called else "wish-next-comes"), role=Role.STRONG),
            Line(text=texts("wish-next-withdraw", until=until)),
        )
        figure = Line(text=receipt.number, role=Role.FIGURE, color="figure")
        face = Face(lines=(figure,), tone=Tone.QUIET, centered=True, anywhere=True)
        said, height = self._beside_number(Face(lines=told, tone=Tone.PLAIN), face, above)
        number, after = split_bottom(above, height, gap=theme.gap)
        self._next.setGeometry(after.toRect())
        self._next.show_face(said)
        self._number.setGeometry(number.toRect())
        spoken = (texts("wish-your-number"), receipt.number)
        self._number.show_face(largest(self.typesetter, face, number), spoken=spoken)

    def _beside_number(self, said: Face, number: Face, area: QRectF) -> tuple[Face, float]:
        """What is said in the largest letters that leave the number above it room, and the height it takes."""
        room = area.height() - self.typesetter.theme.gap - self.typesetter.height_for(number, area.width())
        made = [replace(said, scale=scale) for scale in (1.0, *self.typesetter.theme.smaller)]
        heights = [self.typesetter.height_for(face, area.width()) for face in made]
        return next((both for both in zip(made, heights, strict=True) if both[1] <= room), (made[-1], heights[-1]))
