"""A notice: one thing said over the screen, with what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.journeys.events import NoticeClosed
from kiosk.journeys.visit import NoticeKind, Visit
from ui.screens.said import said_face
from ui.screens.screen import Heading, Screen, Words
from ui.theme import WAYS_OUT_MM, Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import split_bottom
from ui.widgets.guard import guarded
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.typesetter import Typesetter

PICTURES = {
    NoticeKind.STAFF_CALLED: "staff",
    NoticeKind.NOBODY_HEARS: "go-to-staff",
    NoticeKind.STILL_THERE: "hand",
    NoticeKind.NO_SLOT_LEFT: "empty",
    NoticeKind.SLOT_ELSEWHERE: "clock",
    NoticeKind.POSTING_GONE: "empty",
    NoticeKind.NOT_SAVED: "warning",
    NoticeKind.NOT_READ: "warning",
    NoticeKind.ENOUGH_SLIPS: "paper",
    NoticeKind.ENOUGH_SLOTS: "people",
    NoticeKind.ENOUGH_TRADES: "trades",
    NoticeKind.GIVEN_BACK: "give-back",
    NoticeKind.CLASS_FULL: "seat-taken",
    NoticeKind.CLASS_GONE: "classes-gone",
    NoticeKind.SEAT_GIVEN_BACK: "give-back",
    NoticeKind.MESSAGE_GONE: "bulletin-gone",
    NoticeKind.ONE_MOMENT: "clock",
    NoticeKind.NOT_KNOWN: "search",
    NoticeKind.ASK_STAFF: "go-to-staff",
}


class NoticeScreen(Screen):
    """Picture, sentence, next step, one button; it covers the content, never the way back or home."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._picture, self._text = "", ""
        self._way_on = Face(tone=Tone.PRIMARY)
        self._said = Sign(typesetter, "notice", self)
        self._button = BigButton(typesetter, "notice-button", self)
        self._button.clicked.connect(lambda: self.report(NoticeClosed()))

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Say the visit's notice in the visitor's language."""
        kind = visit.notice
        assert kind is not None
        texts = words.texts
        title, text = texts(f"{kind.value}-title"), texts(f"{kind.value}-text")
        self._heading = Heading(title)
        self._picture, self._text = PICTURES[kind], text
        line = Line(text=texts(f"{kind.value}-button"), role=Role.TITLE)
        self._way_on = Face(
            picture="check", lines=(line,), tone=Tone.PRIMARY, centered=True, beside=True, picture_share=0.2
        )
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._said, self._button)

    def arrange(self, area: QRectF) -> None:
        theme = self.typesetter.theme
        height = max(theme.height(WAYS_OUT_MM), theme.font(Role.TITLE).pixelSize() * 2.2)
        above, below = split_bottom(area, height, gap=theme.gap)
        self._said.setGeometry(above.toRect())
        self._said.show_face(said_face(self.typesetter, self._picture, self._text, above), spoken=(self._text,))
        self._button.setGeometry(below.toRect())
        self._button.show_face(self.typesetter.grown([self._way_on], [below])[0])

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.typesetter.theme.color("ground"))
