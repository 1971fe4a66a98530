"""Today: what waits to be done, counted, each count leading to where it is dealt with."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kiosk.desk.today import DayAtAGlance
from kiosk.domain.language import Language
from kiosk.texts.phrases import day_text
from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.tile import Tile
from ui.widgets.desk.words import Words

TILES: tuple[tuple[str, str, Place, object], ...] = (
    ("waiting", "desk-arrivals", Place.ARRIVALS, None),
    ("postings", "desk-postings", Place.POSTINGS, None),
    ("undecided", "desk-outcomes", Place.OUTCOMES, None),
    ("overdue", "desk-postings", Place.POSTINGS, "overdue"),
    ("complaints", "desk-complaints", Place.COMPLAINTS, None),
    ("pay", "pay", Place.OUTCOMES, "pay"),
)
"""Name, picture, and the place that the tile leads to with its topic."""
WIDE_MM = 200.0


class TodayScreen(DeskScreen):
    """Figures of the day, and the two things that staff begin most often."""

    place = Place.TODAY

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._page = Page(look, "today-page", self)
        inside = self._page.content
        self._day = Words("today-day", "", inside, kind="title")
        self._settings = Words("today-settings", "", inside, kind="problem")
        self._settings.hide()
        self._printer = Words("today-printer", "", inside, kind="problem")
        self._printer.hide()
        self._begin = [
            DeskButton(
                look, f"today-{place}", self.texts(f"today-{place}"), inside, kind=kind, picture=picture, keys=keys,
                pressed=partial(self.go, place),
            )
            for place, picture, kind, keys in (
                (Place.WALK_IN, "desk-register", "primary", "Ctrl+Return"),
                (Place.NEW_POSTING, "desk-new-posting", "", "Ctrl+N"),
            )
        ]  # fmt: skip
        self._tiles = {
            name: Tile(
                look, f"today-{name}", picture, inside, keys=f"Alt+{number}",
                pressed=partial(self.go, place, topic),
            )
            for number, (name, picture, place, topic) in enumerate(TILES, 1)
        }  # fmt: skip
        self._arrange()

    def _arrange(self) -> None:
        size = self.look.sizes
        column = self._page.column
        column.addWidget(self._day)
        column.addWidget(self._settings)
        column.addWidget(self._printer)
        begin, grid = QGridLayout(), QGridLayout()
        columns = 2 if self.look.panel.width_px > self.look.px(WIDE_MM) else 1
        for layout, widgets in ((begin, self._begin), (grid, list(self._tiles.values()))):
            layout.setSpacing(size.gap)
            for index, widget in enumerate(widgets):
                layout.addWidget(widget, index // columns, index % columns)
            column.addLayout(layout)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def open(self, topic: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.ask(lambda desk: desk.today.at_a_glance(), self._show)

    def first_focus(self) -> QWidget:
        return self._begin[0]

    def _show(self, seen: DayAtAGlance) -> None:
        texts = self.texts
        day = day_text(seen.day, texts, today=seen.day)
        weekday = texts(f"weekday-{seen.day.isoweekday()}")
        self._day.say(f"{day} {weekday}" if texts.language is Language.ZH_CN else f"{weekday}, {day}")
        problem = seen.settings_problem
        self._settings.say("" if problem is None else texts(problem.key, **problem.details))
        needs_staff = seen.printer is not None and seen.printer.needs_staff
        self._printer.say(texts(seen.printer.key) if seen.printer is not None and needs_staff else "")
        late = seen.complaints_late
        self._tile("waiting", seen.waiting, texts("today-waiting", came=seen.came))
        self._tile("postings", seen.postings_open, texts("today-postings"))
        self._tile("undecided", seen.slips_undecided, texts("today-undecided", working=seen.still_working))
        self._tile("overdue", seen.postings_overdue, texts("today-overdue"), is_pressing=seen.postings_overdue > 0)
        words = texts("today-complaints-late", late=late) if late else texts("today-complaints")
        self._tile("complaints", seen.complaints_open, words, is_pressing=late > 0)
        self._tile("pay", seen.pay_to_come, texts("today-pay"))

    def _tile(self, name: str, count: int, words: str, *, is_pressing: bool = False) -> None:
        self._tiles[name].show_count(str(count), words, is_pressing=is_pressing)
