"""Beside the form of a new posting: days and hours, employers and places, each by a touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from kiosk.domain.employer import Employer
from ui.screens.desk.employers_words import mark_text
from ui.screens.desk.new_posting_text import Chosen, day_words
from ui.screens.desk.postings_words import short
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.choice import Choice, Option, columns_that_fit
from ui.widgets.desk.keypad import Keypad
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.trade_picker import TradePicker
from ui.widgets.desk.words import Words

DAYS_AHEAD = 4
LENGTHS = (1, 2, 3, 4, 5, 7, 10, 30)
STARTS = (5, 6, 7, 8, 9, 13)
ENDS = (11, 12, 16, 17, 18, 19, 20, 22)
FEW, MANY = 4, 6
"""Buttons in a row."""


class WhenPicker(QWidget):
    """From which day, how long, from and until which hour. `picked` carries the `Chosen`."""

    picked = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget, *, width_px: int) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look, self._width = look, width_px
        self._chosen = Chosen(first=look.today(), last=look.today())
        self._offered: tuple[date, time | None] = (date.min, None)
        days = [Option(f"{day}", self._day(day)) for day in _days_from(look.today())]
        texts = look.texts
        lengths = [
            Option(str(count), texts("when-count-one") if count == 1 else texts("when-count", count=count))
            for count in LENGTHS
        ]
        self._first = self._choice("first", days, most=FEW)
        self._days = self._choice("days", lengths, most=FEW)
        self._start = self._choice("start", self._hours(STARTS), most=MANY)
        self._end = self._choice("end", self._hours(ENDS), most=MANY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap // 2)
        for key, choice in (
            ("first", self._first), ("days", self._days), ("start", self._start), ("end", self._end),
        ):  # fmt: skip
            column.addWidget(Words(f"{name}-{key}-label", look.texts(f"when-{key}"), self, kind="strong"))
            column.addWidget(choice)
        column.addStretch(1)
        self._first.changed.connect(self._first_touched)
        self._days.changed.connect(self._days_touched)
        self._start.changed.connect(self._start_touched)
        self._end.changed.connect(self._end_touched)

    def _choice(self, key: str, options: list[Option], *, most: int) -> Choice:
        texts = [option.text for option in options]
        columns = columns_that_fit(self._look, texts, width_px=self._width, most=most)
        return Choice(self._look, f"{self.objectName()}-{key}", options, self, columns=columns)

    def show_chosen(self, chosen: Chosen) -> None:
        """Mark what is understood already."""
        self._chosen = chosen
        self._offer(chosen.start)
        self._first.choose(f"{chosen.first}")
        self._days.choose(str(chosen.days))
        self._start.choose(_hour(chosen.start))
        self._end.choose(_hour(chosen.end))

    def _offer(self, start: time | None) -> None:
        """Offer the days from today on, and the ends that come after `start`; the keyboard stays where it is."""
        offered = (self._look.today(), start)
        if offered == self._offered:
            return
        if offered[0] != self._offered[0]:
            self._first.offer([Option(f"{day}", self._day(day)) for day in _days_from(offered[0])])
        after = -1 if start is None else start.hour
        self._end.offer(self._hours([hour for hour in ENDS if hour > after][:MANY]))
        self._offered = offered

    def focus_first(self) -> None:
        """Give the keyboard to the days."""
        self._first.focus_first()

    def _day(self, day: date) -> str:
        texts, today = self._look.texts, self._look.today()
        ahead = (day - today).days
        return texts(f"when-day-{ahead}", day=str(day.day)) if ahead < 3 else day_words(day, texts.language)

    def _hours(self, hours: Sequence[int]) -> list[Option]:
        return [Option(str(hour), self._look.texts("when-hour", hour=str(hour))) for hour in hours]

    def _first_touched(self) -> None:
        if self._first.one:
            self._pick(self._chosen.beginning(date.fromisoformat(self._first.one)))

    def _days_touched(self) -> None:
        if self._days.one:
            self._pick(self._chosen.lasting(int(self._days.one)))

    def _start_touched(self) -> None:
        if self._start.one:
            self._pick(self._chosen.starting(time(int(self._start.one))))

    def _end_touched(self) -> None:
        if self._end.one and self._chosen.start is not None:
            self._pick(self._chosen.ending(time(int(self._end.one))))
        else:
            self._end.choose()

    def _pick(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self.picked.emit(chosen)


def _days_from(today: date) -> list[date]:
    return [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]


def _hour(moment: time | None) -> str:
    """The button of that hour; none for half hours."""
    return "" if moment is None or moment.minute else str(moment.hour)


class EmployerPicker(QWidget):
    """The employers whom the typed name or number may mean. `picked` carries an employer's id."""

    picked = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        self._words = Words(f"{name}-words", look.texts("fast-employers-hint"), self, kind="hint")
        columns = [Column(look.texts(f"employers-column-{key}"), weight) for key, weight in COLUMNS]
        self._rows = Rows(look, f"{name}-rows", columns, self)
        self._rows.chosen.connect(self.picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addWidget(self._rows, 1)
        column.addStretch(0)
        self.offer((), "")

    def offer(self, employers: Sequence[Employer], typed: str) -> None:
        """Offer these for what was typed."""
        texts = self._look.texts
        self._rows.show_rows([self._row(each) for each in employers])
        self._rows.setVisible(bool(employers))
        key = "fast-employers-hint" if not typed.strip() else "fast-employers" if employers else "fast-employer-new"
        self._words.say(texts(key))

    def focus_first(self) -> None:
        """Give the keyboard to the first of them."""
        if self._rows.rows:
            self._rows.selectRow(0)
            self._rows.setFocus(Qt.FocusReason.TabFocusReason)

    def _row(self, employer: Employer) -> Row:
        texts = self._look.texts
        return Row(
            key=employer.id, cells=(shown_name(employer.name, texts), short(employer.phone), mark_text(employer, texts))
        )


COLUMNS = (("name", 2), ("phone", 1), ("mark", 0))


class PlacePicker(QWidget):
    """Where the employer had people work before. `picked` carries the place's words."""

    picked = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        self._places: tuple[str, ...] = ()
        self._words = Words(f"{name}-words", "", self, kind="hint")
        self._choice = Choice(look, f"{name}-of", [], self, columns=1)
        self._choice.changed.connect(self._touched)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addWidget(self._choice)
        column.addStretch(1)
        self.offer(())

    def offer(self, places: Sequence[str]) -> None:
        """Offer these places."""
        self._places = tuple(places)
        self._words.say(self._look.texts("fast-places" if places else "fast-places-none"))
        self._choice.offer([Option(str(index), short(place)) for index, place in enumerate(self._places)])
        self._choice.choose()

    def focus_first(self) -> None:
        """Give the keyboard to the first of them."""
        self._choice.focus_first()

    def _touched(self) -> None:
        if self._choice.one:
            self.picked.emit(self._places[int(self._choice.one)])


class Pickers(QStackedWidget):
    """The pickers beside the fields, one at a time; `lines` are the fields that a keypad types into."""

    def __init__(self, look: Look, parent: QWidget, *, lines: Mapping[str, QLineEdit], width_px: int) -> None:
        super().__init__(parent)
        self._look = look
        self.trade = TradePicker(look, "fast-trades", self, width_px=width_px, several=False)
        self.when = WhenPicker(look, "when", self, width_px=width_px)
        self.employer = EmployerPicker(look, "fast-employers", self)
        self.place = PlacePicker(look, "fast-places", self)
        pickers: dict[str, QWidget] = {
            "work": self.trade, "when": self.when, "employer": self.employer, "place": self.place,
        }  # fmt: skip
        pads = {name: Keypad(look, line, self) for name, line in lines.items()}
        self._page_of = {name: self._paged(picker) for name, picker in {**pickers, **pads}.items()}
        self.show_for("work")

    def show_for(self, name: str) -> None:
        """Show the picker of a field, if it has one."""
        page = self._page_of.get(name)
        if page is not None:
            self.setCurrentWidget(page)

    def enter(self, name: str) -> bool:
        """Give the keyboard to the picker of a field; False where it has none that the keyboard needs."""
        match name:
            case "work":
                self.trade.focus_first()
            case "when":
                self.when.focus_first()
            case "employer":
                self.employer.focus_first()
            case "place":
                self.place.focus_first()
            case _:
                return False
        return True

    def _paged(self, picker: QWidget) -> QWidget:
        """The picker on a page that scrolls; a list scrolls by itself."""
        page: QWidget = picker
        if picker is not self.employer:
            made = Page(self._look, f"{picker.objectName()}-page", self)
            made.column.setContentsMargins(0, 0, 0, 0)
            made.column.addWidget(picker)
            page = made
        self.addWidget(page)
        return page
