"""One page of a lesson: a large picture, what it says below or beside it, and the way to the next page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.language import Language
from kiosk.domain.lesson import LessonPage
from kiosk.domain.preferences import TextSize
from kiosk.journeys.events import TurnedTo
from kiosk.journeys.learning import OneLesson
from kiosk.journeys.visit import Visit
from ui.screens.screen import Heading, Screen, Words
from ui.theme import Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.item import Item, Sign
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import Typesetter

ROLES = (Role.TITLE, Role.STRONG, Role.BODY)
SHARES = (0.62, 0.5, 0.38, 0.28, 0.2)
"""Of the width, the most that the picture takes beside the words."""
ENOUGH = 0.3
"""Of the page, for the picture: the largest words are taken that leave it so much, else those beside the largest one.
On small panels in the larger letters, the next smaller letters are tried, down to the usual ones."""
MORE_LINES = 2
"""Than at the usual size, where a large panel has room for larger words."""
LEAST_PICTURE_MM = 25.0
"""Below, nobody sees in it what is done."""


class OneLessonScreen(Screen):
    """The picture says it to those who do not read; the words are read aloud as soon as the page is there."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._page = Sign(typesetter, "lesson-page", self)
        self._pager = Pager(typesetter, self, at_side=not typesetter.theme.panel.is_portrait)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._state: OneLesson | None = None
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the page of the state."""
        state = visit.screen
        assert isinstance(state, OneLesson)
        self._state, self._words = state, words
        self._heading = Heading(_in(state.lesson.title, words.texts.language), state.lesson.picture(state.lesson.cover))
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._page, *self._pager.items())

    def arrange(self, area: QRectF) -> None:
        if self._state is None or self._words is None:
            return
        lesson, texts = self._state.lesson, self._words.texts
        room = self._pager.room_for(area, texts, needed=len(lesson.pages) > 1)
        page = lesson.pages[self._state.first]
        face = self._face(page, lesson.picture(page.picture), room, texts.language)
        self._page.setGeometry(room.toRect())
        self._page.show_face(self.typesetter.grown([face], [room], more_lines=MORE_LINES)[0])
        self._pager.show_page(Page(total=len(lesson.pages), each=1, first=self._state.first), area, texts)

    def _face(self, page: LessonPage, picture: str, room: QRectF, language: Language) -> Face:
        text = _in(page.text, language)
        best: tuple[float, Face] | None = None
        for scale in self._scales():
            for role in ROLES:
                faces = self._ways(Face(picture=picture, lines=(Line(text=text, role=role),), scale=scale))
                size, face = max(((self._picture_share(face, room), face) for face in faces), key=itemgetter(0))
                if size >= ENOUGH:
                    return face
                if size > 0 and (best is None or size > best[0]):
                    best = size, face
            if best is not None:
                return best[1]
        return replace(faces[-1], picture=None)

    def _ways(self, face: Face) -> list[Face]:
        """The picture above the words, and on a wide panel beside them, in different widths."""
        above = replace(face, tone=Tone.QUIET, beside=False, centered=True)
        if self.typesetter.theme.panel.is_portrait:
            return [above]
        return [above, *(replace(above, beside=True, centered=False, picture_share=share) for share in SHARES)]

    def _scales(self) -> list[float]:
        """Of the letters, from the visitor's own size down to the usual one."""
        theme = self.typesetter.theme
        own = theme.panel.cap_height_mm(theme.text_size)
        sizes = [theme.panel.cap_height_mm(size) for size in sorted(TextSize, reverse=True)]
        return [mm / own for mm in sizes if mm <= own]

    def _picture_share(self, face: Face, room: QRectF) -> float:
        """How much of the page the picture takes; nothing unless it is large enough, and all words are whole."""
        placed = self.typesetter.place(face, room.adjusted(0, 0, -1, -1))  # a rectangle rounded to pixels may lose one
        rect, least = placed.picture_rect, self.typesetter.theme.px(LEAST_PICTURE_MM)
        if not placed.fits or rect is None or rect.width() < least:
            return 0.0
        return rect.width() * rect.height() / (room.width() * room.height())


def _in(said: Mapping[Language, str], language: Language) -> str:
    """A lesson of the station that is there in Chinese alone stays Chinese where the language is changed on the way."""
    return said.get(language) or said[Language.ZH_CN]
