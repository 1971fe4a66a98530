"""One notice, large and read aloud, page by page where it is long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.attending_states import OneNotice
from kiosk.journeys.visit import Visit
from kiosk.texts.phrases import readable
from ui.screens.said import said_face
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.fact_pages import FactPages
from ui.screens.worker.notice_lines import PICTURE, notice_paragraphs, source_line, until_line
from ui.theme import Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.item import Item, Sign
from ui.widgets.typesetter import SCALES, Typesetter

READ_SCALES = (2.4, *SCALES)
"""A few words are read from further away."""
LEAST_PICTURE_MM = 25.0
"""Over the words of a short notice; a longer one has the panel for its words alone."""
MOST_PARAGRAPHS = 40
"""On one page: a notice has 500 characters."""


class OneNoticeScreen(Screen):
    """Who says it and how long it is true, then its words; staff's own voice is heard in their place where it is."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._what = Sign(typesetter, "message-what", self)
        self._short = Sign(typesetter, "message-words-alone", self)
        self._paragraphs = FactPages(self, "message-words", MOST_PARAGRAPHS)
        self._state: OneNotice | None = None
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the notice from the state's page on."""
        state = visit.screen
        assert isinstance(state, OneNotice)
        self._state, self._words = state, words
        self._heading = Heading(readable(state.message.title), PICTURE)
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._what, self._short, *self._paragraphs.items())

    def arrange(self, area: QRectF) -> None:
        if self._state is None or self._words is None:
            return
        self._show_paragraphs(self._arrange_what(area, self._state, self._words), self._state, self._words)

    def _arrange_what(self, area: QRectF, state: OneNotice, words: Words) -> QRectF:
        """Place who says it at the top of `area`; return what is left."""
        text = f"{source_line(state.message, words.texts)}  {until_line(state.message, words)}"
        self._what.show_face(
            Face(lines=(Line(text=text, icon="station"),), tone=Tone.PLAIN),
            spoken=(source_line(state.message, words.texts), until_line(state.message, words)),
        )
        height = self._what.height_for(area.width())
        self._what.setGeometry(QRectF(area.left(), area.top(), area.width(), height).toRect())
        return area.adjusted(0, height + self.typesetter.theme.gap, 0, 0)

    def _show_paragraphs(self, area: QRectF, state: OneNotice, words: Words) -> None:
        paragraphs = notice_paragraphs(state.message)
        has_picture = len(paragraphs) == 1 and self._show_short(paragraphs[0], area)
        self._short.setVisible(has_picture)
        columns = 1 if self.typesetter.theme.panel.is_portrait else 2
        lines = [Line(text=text, role=Role.STRONG) for text in paragraphs if not has_picture]
        faces = [Face(lines=(line,), tone=Tone.PLAIN) for line in lines]
        self._paragraphs.show(faces, area, words.texts, first=state.first, scales=READ_SCALES, most_columns=columns)

    def _show_short(self, text: str, area: QRectF) -> bool:
        """Show a few words in the middle of `area`, a large picture over them; tell whether they are so few."""
        face = said_face(self.typesetter, PICTURE, text, area)
        placed = self.typesetter.place(face, area.adjusted(0, 0, -1, -1))
        least = self.typesetter.theme.px(LEAST_PICTURE_MM)
        if not placed.fits or placed.picture_rect is None or placed.picture_rect.width() < least or face.scale < 1:
            return False
        self._short.setGeometry(area.toRect())
        self._short.show_face(face, spoken=(text,))
        return True
