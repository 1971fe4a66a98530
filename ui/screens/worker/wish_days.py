"""Which days are you free? Today and tomorrow first; any day is the first answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.work_wish import DAYS_AHEAD, days_ahead
from kiosk.journeys.events import WishDayTouched
from kiosk.journeys.visit import Visit
from kiosk.journeys.wish_states import WishDays
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Words
from ui.screens.worker.wish_choices import ChoicesScreen
from ui.theme import Role
from ui.widgets.choice import Choice
from ui.widgets.face import Face, Line
from ui.widgets.item import Item
from ui.widgets.typesetter import Typesetter


class WishDaysScreen(ChoicesScreen):
    """Eight tiles: any day, and the next seven by their weekday and date."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent, "wish-days")
        self._tiles = [Choice(typesetter, f"wish-day-{number}", self) for number in range(1 + DAYS_AHEAD)]
        self._days: tuple[date | None, ...] = ()
        for index, tile in enumerate(self._tiles):
            tile.clicked.connect(lambda _=False, index=index: self.report(WishDayTouched(self._days[index])))
        self._state: WishDays | None = None

    def tiles(self) -> Sequence[Item]:
        return self._tiles

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show what is chosen."""
        assert isinstance(visit.screen, WishDays)
        self._state, self.words = visit.screen, words
        self._days = (None, *days_ahead(words.today))
        self.title = Heading(words.texts("wish-days-title"), "calendar")
        self.arrange(QRectF(self.rect()))

    def arrange(self, area: QRectF) -> None:
        if self.words is None or self._state is None:
            return
        texts, chosen = self.words.texts, self._state.chosen
        self.hint.hide()
        rest = self.arrange_go_on(area, texts("wish-go-on"))
        faces = [_face(day, self.words.today, texts) for day in self._days]
        parts = self.grid(rest, faces)
        if not all(self.typesetter.keeps_words(face, part.width()) for face, part in zip(faces, parts, strict=False)):
            faces = [_face(day, self.words.today, texts, by_weekday=True) for day in self._days]
            parts = self.grid(rest, faces)
        grown = self.typesetter.grown(faces, parts[: len(faces)])
        for tile, part, face, day in zip(self._tiles, parts, grown, self._days, strict=False):
            tile.setGeometry(part.toRect())
            tile.show_choice(face, is_chosen=day in chosen if day is not None else not chosen)
            if day is not None and day <= self.words.today + timedelta(days=1):
                # the voice says of such a date by itself that it is today
                tile.spoken = (texts(f"wish-day-{(day - self.words.today).days}"),)


def _face(day: date | None, today: date, texts: Texts, *, by_weekday: bool = False) -> Face:
    """The tile of a day; tomorrow is called by its weekday too where its own name is too long."""
    if day is None:
        return Face(lines=(Line(text=texts("wish-any-day"), role=Role.STRONG),), centered=True)
    ahead = (day - today).days
    weekday = texts(f"day-weekday-{day.isoweekday()}")
    name = texts(f"wish-day-{ahead}") if ahead < (1 if by_weekday else 2) else weekday
    written = texts("wish-day-date", month=str(day.month), day=str(day.day))
    lines = (Line(text=name, role=Role.STRONG), Line(text=written, optional=True))
    return Face(lines=lines, centered=True)
