"""Signed in: the number of the day, as large as it gets, how many wait before it, and leaving word for work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.events import Left, WishWanted
from kiosk.journeys.sign_in_words import sign_in_words
from kiosk.journeys.states import SignedIn
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.theme import Role
from ui.widgets.button_row import button_row, row_cells
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import split_bottom
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.largest import largest
from ui.widgets.typesetter import Typesetter

HINT_SHARE = 0.3


class SignedInScreen(Screen):
    """What is the person's own stands in this screen's items alone; its name is the same for everybody."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._number = Sign(typesetter, "signed-in-number", self)
        self._hint = Sign(typesetter, "signed-in-waiting", self)
        self._wish = BigButton(typesetter, "signed-in-wish", self)
        self._wish.clicked.connect(lambda: self.report(WishWanted()))
        self._done = BigButton(typesetter, "signed-in-done", self)
        self._done.clicked.connect(lambda: self.report(Left()))
        self._state: SignedIn | None = None
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the number of whoever has just signed in."""
        state = visit.screen
        assert isinstance(state, SignedIn)
        self._state, self._words = state, words
        self._heading = Heading(words.texts("signed-in-heading"), "check")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._number, self._hint, self._wish, self._done)

    def arrange(self, area: QRectF) -> None:
        if self._state is None or self._words is None:
            return
        theme, texts = self.typesetter.theme, self._words.texts
        said = sign_in_words(self._state, texts)
        hint = Face(picture="waiting", lines=(Line(text=said.hint, role=Role.STRONG),), tone=Tone.PLAIN, beside=True,
                    centered=True, picture_share=0.2)  # fmt: skip
        figure = Face(lines=(Line(text=str(self._state.running), role=Role.FIGURE, color="figure"),), tone=Tone.QUIET,
                      centered=True)  # fmt: skip
        above, has_room = self._arrange_ends(area, texts, [figure, hint])
        if not has_room:
            hint = replace(hint, picture=None)
        height = max(above.height() * HINT_SHARE, self.typesetter.height_for(hint, above.width()))
        number, waiting = split_bottom(above, height, gap=theme.gap)
        self._hint.setGeometry(waiting.toRect())
        self._hint.show_face(self.typesetter.grown([hint], [waiting], more_lines=1)[0])
        self._number.setGeometry(number.toRect())
        self._number.show_face(
            largest(self.typesetter, figure, number),
            spoken=(said.heading,),
        )

    def _arrange_ends(self, area: QRectF, texts: Texts, faces_above: Sequence[Face]) -> tuple[QRectF, bool]:
        """Place what can be done at the bottom of `area`; return what is left, and whether it is enough for all.

        Leaving word for work is there where the number keeps its room; Home has it, too.
        """
        wish, end = (Line(text=texts(key), role=Role.STRONG) for key in ("wish-title", "signed-in-done"))
        ends = [
            (self._wish, Face(picture="work-wish", lines=(wish,), centered=True, picture_share=0.2)),
            (self._done, Face(picture="check", lines=(end,), tone=Tone.PRIMARY, centered=True, picture_share=0.2)),
        ]
        gap = self.typesetter.theme.gap
        needed = sum(self.typesetter.height_for(face, area.width()) + gap for face in faces_above)
        faces, height = button_row(self.typesetter, [face for _, face in ends], area.width())
        has_room = area.height() - height >= needed
        self._wish.setVisible(has_room)
        if not has_room:
            ends = ends[1:]
            faces, height = button_row(self.typesetter, [face for _, face in ends], area.width())
        above, row = split_bottom(area, height, gap=gap)
        for (button, _), face, part in zip(ends, faces, row_cells(self.typesetter, row, len(ends)), strict=True):
            button.setGeometry(part.toRect())
            button.show_face(face)
        return above, area.height() - height >= needed
