"""One page of a lesson: a large picture, what it says below or beside it, and the way to the next page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

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

WAYS = (
    *((Role.TITLE, 0.5), (Role.TITLE, 0.38), (Role.STRONG, 0.5), (Role.STRONG, 0.38), (Role.STRONG, 0.28)),
    *((Role.BODY, 0.38), (Role.BODY, 0.28), (Role.BODY, 0.2)),
)
"""Size of the words, and the most of the width that the picture takes beside them; the first that has room is taken.
Where none has, on small panels in the larger letters, the next smaller letters are tried, down to the usual ones."""
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
        beside = not self.typesetter.theme.panel.is_portrait
        faces = [
            Face(
                picture=picture,
                lines=(Line(text=text, role=role),),
                tone=Tone.QUIET,
                beside=beside,
                centered=not beside,
                picture_share=share,
                scale=scale,
            )
            for scale in self._scales()
            for role, share in WAYS
        ]
        return next((face for face in faces if self._has_room(face, room)), replace(faces[-1], picture=None))

    def _scales(self) -> list[float]:
        """Of the letters, from the visitor's own size down to the usual one."""
        theme = self.typesetter.theme
        own = theme.panel.cap_height_mm(theme.text_size)
        sizes = [theme.panel.cap_height_mm(size) for size in sorted(TextSize, reverse=True)]
        return [mm / own for mm in sizes if mm <= own]

    def _has_room(self, face: Face, room: QRectF) -> bool:
        """Tell whether words and picture are whole and large enough; rounded to pixels a rectangle may lose one."""
        placed = self.typesetter.place(face, room.adjusted(0, 0, -1, -1))
        least = self.typesetter.theme.px(LEAST_PICTURE_MM)
        return placed.fits and placed.picture_rect is not None and placed.picture_rect.width() >= least


def _in(said: Mapping[Language, str], language: Language) -> str:
    """A lesson of the station that is there in Chinese alone stays Chinese where the language is changed on the way."""
    return said.get(language) or said[Language.ZH_CN]
