"""My rights: five pictures, each heard with its sentence, and the way to say what happened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.complaint_states import Rights, WhatHappened
from kiosk.journeys.events import ComplaintBegun, TurnedTo
from kiosk.journeys.state import State
from kiosk.journeys.visit import Visit
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.complaint_tiles import paged_tiles, show_tiles, with_way_on
from ui.theme import Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.pager import Pager
from ui.widgets.typesetter import Typesetter

RIGHTS: dict[str, str] = {
    "complaint-right-pay": "pay",
    "complaint-right-fee": "complaint-fee-asked",
    "complaint-right-danger": "warning",
    "complaint-right-hurt": "complaint-injury",
    "complaint-right-name": "speak",
}
"""Text and picture of each. Pay: 《保障农民工工资支付条例》 article 3. Fee and papers: 《劳动合同法》 article 9, which
the labour office enforces. Danger: 《劳动法》 article 56. Hurt: 《工伤保险条例》 articles 17 and 18, which ask for the
papers. Name: this station's own promise."""


class RightsScreen(Screen):
    """What is known is seen and heard; what is touched is the one button below."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._signs = [Sign(typesetter, key, self) for key in RIGHTS]
        self._begin = BigButton(typesetter, "complaint-begin", self)
        self._begin.clicked.connect(lambda: self.report(ComplaintBegun()))
        self._pager = Pager(typesetter, self, at_side=not typesetter.theme.panel.is_portrait)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._state = Rights()
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the rights in the visitor's language."""
        assert isinstance(visit.screen, Rights)
        self._state, self._words = visit.screen, words
        self._heading = Heading(words.texts("complaint-rights-title"), "rights")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (*self._signs, *self._pager.items(), self._begin)

    def likely_next(self) -> Sequence[State]:
        return (WhatHappened(),)

    def arrange(self, area: QRectF) -> None:
        if self._words is None:
            return
        texts = self._words.texts
        line = Line(text=texts("complaint-begin"), role=Role.TITLE)
        face = Face(picture="speak", lines=(line,), tone=Tone.PRIMARY, centered=True, beside=True, picture_share=0.2)
        above, below, face = with_way_on(self.typesetter, area, face)
        self._begin.setGeometry(below.toRect())
        self._begin.show_face(face)

        def faces_of(beside: bool, share: float) -> list[Face]:
            return [
                Face(
                    picture=picture, lines=(Line(text=texts(key), role=Role.STRONG),), tone=Tone.PLAIN, beside=beside,
                    picture_share=share, centered=not beside,
                )
                for key, picture in RIGHTS.items()
            ]  # fmt: skip

        first = self._state.first
        tiles = paged_tiles(self.typesetter, above, faces_of, first=first, pager=self._pager, texts=texts, listed=True)
        show_tiles(self._signs, tiles)
