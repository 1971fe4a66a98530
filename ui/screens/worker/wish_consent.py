"""What is kept of somebody who looks for work, for what and how long: yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.work_wish import KEPT_DAYS
from kiosk.journeys.events import WishAgreed
from kiosk.journeys.visit import Visit
from ui.screens.screen import Heading, Screen, Words
from ui.theme import Role
from ui.widgets.button_row import button_row, row_cells
from ui.widgets.face import Face, Line, Tone
from ui.widgets.flow import grown_flow
from ui.widgets.grid import split_bottom
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.typesetter import SCALES, Typesetter

SAID = (("wish-consent-what", "work-wish"), ("wish-consent-who", "staff"), ("wish-consent-long", "calendar"))
"""What is kept, who sees it, how long: text keys and pictures."""


class WishConsentScreen(Screen):
    """Three short sentences, each with its picture, and two buttons of one size: nobody is pushed to agree."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._said = [Sign(typesetter, f"wish-consent-{index}", self) for index in range(len(SAID))]
        self._no = BigButton(typesetter, "wish-consent-no", self)
        self._no.clicked.connect(lambda: self.report(WishAgreed(agrees=False)))
        self._yes = BigButton(typesetter, "wish-consent-yes", self)
        self._yes.clicked.connect(lambda: self.report(WishAgreed(agrees=True)))
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Ask in the visitor's language."""
        self._words = words
        self._heading = Heading(words.texts("wish-title"), "work-wish")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (*self._said, self._yes, self._no)

    def arrange(self, area: QRectF) -> None:
        if self._words is None:
            return
        texts, gap = self._words.texts, self.typesetter.theme.gap
        answers = [
            Face(picture="give-back", lines=(Line(text=texts("wish-no"), role=Role.STRONG),), centered=True),
            Face(picture="check", lines=(Line(text=texts("wish-yes"), role=Role.STRONG),), tone=Tone.PRIMARY,
                 centered=True),
        ]  # fmt: skip
        faces, height = button_row(self.typesetter, answers, area.width())
        above, row = split_bottom(area, height, gap=gap)
        for button, face, part in zip((self._no, self._yes), faces, row_cells(self.typesetter, row, 2), strict=True):
            button.setGeometry(part.toRect())
            button.show_face(face)
        lines = [Line(text=texts(key, days=KEPT_DAYS), icon=icon) for key, icon in SAID]
        said = [Face(tone=Tone.PLAIN, lines=(line,)) for line in lines]
        grown, pages = grown_flow(self.typesetter, said, above, scales=(*SCALES[1:], *self.typesetter.theme.smaller))
        for sign, rect, face in zip(self._said, pages[0].values(), grown, strict=False):
            sign.setGeometry(rect.toRect())
            sign.show_face(face)
