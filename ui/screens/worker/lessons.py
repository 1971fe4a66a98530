"""Lessons by picture: what would you like to hear about?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.language import Language
from kiosk.domain.lesson import Lesson
from kiosk.journeys.events import LessonChosen, TurnedTo
from kiosk.journeys.learning import Lessons
from kiosk.journeys.visit import Visit
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.event_tiles import EventTiles
from ui.theme import Role
from ui.widgets.face import Face, Line
from ui.widgets.grid import how_many
from ui.widgets.item import Item
from ui.widgets.pager import Pager
from ui.widgets.typesetter import Typesetter

TILE_HEIGHT_MM, LEAST_PICTURE_MM = 50.0, 24.0
MOST_COLUMNS, MOST_ROWS = 5, 5
FEW = 3
"""On an upright panel these stand one below the other, as large as they get."""


class LessonsScreen(Screen):
    """Tiles with a lesson's cover and its name, in the order of the lessons."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._tiles = EventTiles(self, "lesson", MOST_COLUMNS * MOST_ROWS)
        self._pager = Pager(typesetter, self, at_side=not typesetter.theme.panel.is_portrait)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._state = Lessons()
        self._lessons: tuple[Lesson, ...] = ()
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the lessons from the state's first one."""
        state = visit.screen
        assert isinstance(state, Lessons)
        self._state, self._words = state, words
        self._lessons = state.offered(visit.language)
        self._heading = Heading(words.texts("lessons-title"), "learn")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (*self._tiles.buttons, *self._pager.items())

    def arrange(self, area: QRectF) -> None:
        if not self._lessons or self._words is None:
            return
        texts = self._words.texts
        page, parts = self._pager.cut(area, texts, total=len(self._lessons), first=self._state.first, grid=self._grid)
        shown = self._lessons[page.start : page.end]
        faces = [_face(one, texts.language) for one in shown]
        self._tiles.show(faces, [LessonChosen(one.id) for one in shown], parts)

    def _grid(self, area: QRectF) -> tuple[int, int]:
        theme = self.typesetter.theme
        gap = theme.gap
        columns = how_many(area.width(), each=self._tile_width(), gap=gap, most=MOST_COLUMNS)
        width = (area.width() - (columns - 1) * gap) / columns
        least_height = max(theme.px(TILE_HEIGHT_MM), self._name_height(width) + theme.px(LEAST_PICTURE_MM))
        rows, count = how_many(area.height(), each=least_height, gap=gap, most=MOST_ROWS), len(self._lessons)
        if count > columns * rows:
            return columns, rows
        columns = 1 if count <= min(FEW, rows) and theme.panel.is_portrait else min(columns, count)
        return columns, -(-count // columns)

    def _name_height(self, width: float) -> float:
        assert self._words is not None
        language = self._words.texts.language
        names = [replace(_face(one, language), picture=None) for one in self._lessons]
        return max(self.typesetter.height_for(name, width) for name in names)

    def _tile_width(self) -> float:
        """Half of a title a line, and no word of it broken."""
        assert self._words is not None
        language = self._words.texts.language
        widest = max(self.typesetter.word_width(_face(one, language)) for one in self._lessons)
        return max(widest, self.typesetter.theme.px(TILE_HEIGHT_MM))


def _face(lesson: Lesson, language: Language) -> Face:
    name = Line(text=lesson.title[language], role=Role.STRONG)
    return Face(picture=lesson.picture(lesson.cover), lines=(name,), centered=True, beside=False)
