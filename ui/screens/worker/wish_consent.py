"""What is kept of somebody who looks for work, for what and how long: yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.work_wish import KEPT_DAYS
from kiosk.journeys.events import TurnedTo, WishAgreed
from kiosk.journeys.visit import Visit
from kiosk.journeys.wish_states import WishConsent
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.theme import Role
from ui.widgets.button_row import button_row, row_cells
from ui.widgets.face import Face, Line, Tone
from ui.widgets.flow import PageOfRects, grown_flow
from ui.widgets.grid import split_bottom
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import SCALES, Typesetter

SAID = (("wish-consent-what", "work-wish"), ("wish-consent-who", "staff"), ("wish-consent-long", "calendar"))
"""What is kept, who sees it, how long: text keys and pictures."""
MOST_PARTS = 8
"""On one page."""
KNOWN = ("wish-consent-known", "phone")
"""What goes with it of somebody who signed in."""


class WishConsentScreen(Screen):
    """Three short sentences, each with its picture, and two buttons of one size: nobody is pushed to agree.

    Where they need pages, whoever agrees has come to the last.
    """

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._said = [Sign(typesetter, f"wish-consent-{index}", self) for index in range(MOST_PARTS)]
        self._pager = Pager(typesetter, self)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._no = BigButton(typesetter, "wish-consent-no", self)
        self._no.clicked.connect(lambda: self.report(WishAgreed(agrees=False)))
        self._yes = BigButton(typesetter, "wish-consent-yes", self)
        self._yes.clicked.connect(lambda: self.report(WishAgreed(agrees=True)))
        self._state = WishConsent()
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Ask in the visitor's language."""
        assert isinstance(visit.screen, WishConsent)
        self._words, self._state = words, visit.screen
        self._heading = Heading(words.texts("wish-title"), "work-wish")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (*self._said, *self._pager.items(), self._yes, self._no)

    def arrange(self, area: QRectF) -> None:
        if self._words is None:
            return
        texts = self._words.texts
        said = self._sentences(texts)
        scales = *SCALES, *self.typesetter.theme.smaller
        faces, height = button_row(self.typesetter, self._answers(texts), area.width())
        above, row = split_bottom(area, height, gap=self.typesetter.theme.gap)
        grown, pages = grown_flow(self.typesetter, said, above, scales=scales)
        is_one = len(pages) == 1
        if not is_one:  # what is asked has the panel to itself, and the answers stand on the last page
            above = row = self._pager.room_for(area, texts, needed=True)
            grown, pages = grown_flow(self.typesetter, said, above, most_columns=1, scales=scales)
            pages = [*pages, {}]
            faces = self._answers(texts)
        page = Page(total=len(pages), each=1, first=min(self._state.first, len(pages) - 1))
        self._pager.show_page(page, area, texts)
        rects = pages[page.number - 1]
        self._show_sentences(grown, rects)
        for button, face, part in zip((self._no, self._yes), faces, row_cells(self.typesetter, row, 2), strict=True):
            button.setVisible(is_one or not rects)
            button.setGeometry(part.toRect())
            button.show_face(face)

    def _answers(self, texts: Texts) -> list[Face]:
        return [
            Face(picture="give-back", lines=(Line(text=texts("wish-no"), role=Role.STRONG),), centered=True),
            Face(picture="check", lines=(Line(text=texts("wish-yes"), role=Role.STRONG),), tone=Tone.PRIMARY,
                 centered=True),
        ]  # fmt: skip

    def _sentences(self, texts: Texts) -> list[Face]:
        first, *rest = SAID
        told = (first, KNOWN, *rest) if self._state.is_known else SAID
        lines = [Line(text=texts(key, days=KEPT_DAYS), icon=icon) for key, icon in told]
        return [Face(tone=Tone.PLAIN, lines=(line,)) for line in lines]

    def _show_sentences(self, faces: Sequence[Face], rects: PageOfRects) -> None:
        for place, sign in enumerate(self._said):
            sign.setVisible(place < len(rects))
        for sign, (index, rect) in zip(self._said, rects.items(), strict=False):
            sign.setGeometry(rect.toRect())
            sign.show_face(faces[index])
