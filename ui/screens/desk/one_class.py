"""One class: what it is, who has a seat, who came; people sign up by a search or by their card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.class_paper import class_document
from kiosk.desk.desk import Desk
from kiosk.domain.person_summary import PersonSummary
from kiosk.domain.training import ClassState, NoSeatLeft, SeatOutcome, SignUp, SignUpState, TrainingClass
from kiosk.errors import Refused, UnknownThing, YizhanError
from ui.screens.desk.classes import hours_text, seats_left_text
from ui.screens.desk.people_search import PeopleSearch
from ui.screens.desk.postings_words import short
from ui.screens.desk.screen import DeskScreen, Place, PrintWish, Scan, ScanKind
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.day_field import long_day
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.words import Words
from ui.widgets.desk.words_step import WordsStep

SEARCH_TARGETS = 5
"""Room for the line and a few people, also where the whole has to be scrolled."""
COLUMNS = (("number", 0), ("who", 1), ("state", 0))
LINES_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class ShownClass:
    """What the desk answered: a class, and who signed up."""

    held: TrainingClass
    sign_ups: tuple[SignUp, ...]


class ClassScreen(DeskScreen):
    """`open` takes a class's id. A scanned card signs its owner up; on the day of the class it says that they came."""

    place = Place.CLASS

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._class_id = ""
        self._shown: ShownClass | None = None
        self._parts = QStackedWidget(self)
        self._page = QWidget(self._parts)
        self._cancel_step = WordsStep(look, "class-cancel-step", self._parts, saved=self._cancel)
        self._cancel_step.closed.connect(self._close_step)
        self._build_facts()
        self._build_list()
        self._build_acts()
        self._arrange()

    def _build_facts(self) -> None:
        self._facts = QFrame(self._page)
        self._facts.setObjectName("class-facts")
        self._facts.setProperty("kind", "card")
        self._title = Words("class-title", "", self._facts, kind="strong")
        self._when = Words("class-when", "", self._facts)
        self._seats = Words("class-seats", "", self._facts, kind="strong")
        self._note = Words("class-note", "", self._facts, kind="small")
        size = self.look.sizes
        column = QVBoxLayout(self._facts)
        column.setContentsMargins(size.padding * 2, size.padding, size.padding * 2, size.padding)
        column.setSpacing(size.padding // 2)
        for words in (self._title, self._when, self._seats, self._note):
            column.addWidget(words)
        self._search = PeopleSearch(self, "class-people", self._page)
        self._search.chosen.connect(lambda person: self._sign_up(person.id))

    def _build_list(self) -> None:
        columns = [Column(self.texts(f"classes-{name}"), weight) for name, weight in COLUMNS]
        self._list = Rows(self.look, "class-rows", columns, self._page)
        size = self.look.sizes
        self._list.verticalHeader().setDefaultSectionSize(LINES_IN_A_ROW * size.body * 3 // 2 + size.padding)
        self._list.chosen.connect(lambda _: self._mark())
        self._list.selectionModel().currentRowChanged.connect(lambda *_: self._mark())
        self._came = DeskButton(
            self.look, "class-came", self.texts("classes-came"), self._page, keys="Alt+K", pressed=self._say_came
        )
        self._gave_up = DeskButton(
            self.look, "class-gave-up", self.texts("classes-give-up"), self._page, keys="Alt+G", pressed=self._give_up
        )

    def _build_acts(self) -> None:
        look, texts = self.look, self.texts
        self._print = DeskButton(
            look, "class-print", texts("classes-print"), self._page, keys="Alt+P", picture="desk-print",
            pressed=self._print_list,
        )  # fmt: skip
        self._cancel_it = DeskButton(
            look, "class-cancel", texts("classes-cancel"), self._page, kind="danger", keys="Alt+X",
            pressed=self._begin_cancel,
        )  # fmt: skip
        self._change = DeskButton(
            look, "class-change", texts("classes-change"), self._page, keys="Alt+E",
            pressed=lambda: self.go(Place.CLASS_PLAN, self._class_id),
        )  # fmt: skip

    def _arrange(self) -> None:
        size, panel = self.look.sizes, self.look.panel
        page = Page(self.look, "class-page", self._page)
        page.column.setContentsMargins(0, 0, 0, 0)
        self._search.setMinimumHeight(SEARCH_TARGETS * size.target)
        page.column.addWidget(self._facts)
        page.column.addWidget(self._search, 1)
        marks = QHBoxLayout()
        marks.setSpacing(size.gap)
        for button in (self._came, self._gave_up):
            marks.addWidget(button, 1)
        right = QVBoxLayout()
        right.setSpacing(size.gap)
        right.addWidget(self._list, 1)
        right.addLayout(marks)
        way = QBoxLayout.Direction.TopToBottom if panel.is_portrait else QBoxLayout.Direction.LeftToRight
        columns = QBoxLayout(way)
        columns.setSpacing(size.margin)
        columns.addWidget(page, 1)
        columns.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.setSpacing(size.gap)
        foot.addWidget(self._print)
        foot.addStretch(1)
        foot.addWidget(self._cancel_it)
        foot.addWidget(self._change)
        whole = QVBoxLayout(self._page)
        whole.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        whole.setSpacing(size.gap)
        whole.addLayout(columns, 1)
        whole.addLayout(foot)
        for part in (self._page, self._cancel_step):
            self._parts.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._parts)

    def open(self, topic: object) -> None:
        """Show the class; nobody shall act on the one before."""
        if isinstance(topic, str) and topic != self._class_id:
            self._class_id, self._shown = topic, None
            self._list.show_rows(())
            self._search.begin_again()
            self._show_open(is_open=False)
        self._parts.setCurrentWidget(self._page)
        self.refresh()

    def refresh(self) -> None:
        class_id = self._class_id
        self.ask(lambda desk: _shown(desk, class_id), self._show, failed=self._unknown)

    def first_focus(self) -> QWidget:
        return self._search.line

    def scanned(self, scan: Scan) -> bool:
        if scan.kind not in (ScanKind.CARD, ScanKind.IDENTITY) or self._shown is None:
            return False
        self.ask(lambda desk: desk.people.search(scan.value, limit=1), self._card_known)
        return True

    def _card_known(self, found: tuple[PersonSummary, ...]) -> None:
        if not found:
            self.told_on_screen(self.texts("classes-card-unknown"), lambda: None)
        elif self._is_today and self._seat_of(found[0].id) is not None:
            self._say_came_of(found[0].id)
        else:
            self._sign_up(found[0].id)

    @property
    def _is_today(self) -> bool:
        return self._shown is not None and self._shown.held.day == self.look.today()

    def _seat_of(self, person_id: str) -> SignUp | None:
        sign_ups: Sequence[SignUp] = self._shown.sign_ups if self._shown else ()
        held = [each for each in sign_ups if each.state is not SignUpState.GAVE_UP]
        return next((each for each in held if each.person_id == person_id), None)

    def _show(self, shown: ShownClass) -> None:
        if shown.held.id != self._class_id:
            return
        texts, held = self.texts, shown.held
        self._shown = shown
        self._title.say(short(held.title))
        day = long_day(held.day, texts, today=self.look.today())
        facts = (day, hours_text(held, texts), short(held.place), short(held.teacher))
        self._when.say(" · ".join(filter(None, facts)))
        taken = texts("classes-taken", taken=str(held.seats_taken), seats=str(held.seats))
        is_open = held.state is not ClassState.CANCELLED
        why = texts("classes-cancelled-why", why=short(held.cancelled_reason))
        self._seats.say(f"{seats_left_text(held, texts)} · {taken}" if is_open else why)
        self._note.say(held.note)
        self._list.show_rows([self._row(place, each) for place, each in enumerate(shown.sign_ups, 1)])
        self._show_open(is_open=is_open)

    def _show_open(self, *, is_open: bool) -> None:
        for part in (self._search, self._cancel_it, self._change):
            part.setEnabled(is_open)
        self._print.setEnabled(self._shown is not None)
        self._mark()

    def _mark(self) -> None:
        seat = self._marked
        can_act = self._shown is not None and self._shown.held.state is not ClassState.CANCELLED and seat is not None
        self._came.setEnabled(bool(can_act and seat and seat.state is not SignUpState.CAME))
        self._gave_up.setEnabled(bool(can_act and seat and seat.state is not SignUpState.GAVE_UP))

    @property
    def _marked(self) -> SignUp | None:
        sign_ups: Sequence[SignUp] = self._shown.sign_ups if self._shown else ()
        return next((each for each in sign_ups if each.id == self._list.marked), None)

    def _row(self, place: int, seat: SignUp) -> Row:
        texts = self.texts
        gave_up = seat.state is SignUpState.GAVE_UP
        number = "" if gave_up else str(place)
        who = "\n".join(filter(None, (shown_name(seat.name, texts), seat.masked_phone)))
        cells = (number, who, texts(f"classes-is-{seat.state}"))
        return Row(key=seat.id, cells=cells)

    def _sign_up(self, person_id: str) -> None:
        class_id = self._class_id
        self.change(lambda desk: desk.training.sign_up(class_id, person_id), self._seat_text, self._seated)

    def _say_came(self) -> None:
        seat = self._marked
        if seat is not None:
            self._say_came_of(seat.person_id)

    def _say_came_of(self, person_id: str) -> None:
        class_id = self._class_id
        self.change(lambda desk: desk.training.came(class_id, person_id), self._came_text, lambda _: self.refresh())

    def _give_up(self) -> None:
        seat, class_id = self._marked, self._class_id
        if seat is None:
            return
        self.change(
            lambda desk: desk.training.give_up(class_id, seat.person_id),
            lambda given: self.texts("classes-gave-up", name=shown_name(given.name, self.texts)),
            lambda _: self.refresh(),
        )

    def _seat_text(self, outcome: SeatOutcome) -> str:
        if isinstance(outcome, NoSeatLeft):
            return self.texts("classes-no-seat")
        return self.texts("classes-signed-up", name=shown_name(outcome.sign_up.name, self.texts))

    def _came_text(self, outcome: SeatOutcome) -> str:
        if isinstance(outcome, NoSeatLeft):
            return self.texts("classes-no-seat")
        return self.texts("classes-has-come", name=shown_name(outcome.sign_up.name, self.texts))

    def _seated(self, _: SeatOutcome) -> None:
        self._search.begin_again()
        self._search.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _print_list(self) -> None:
        shown, texts, today = self._shown, self.texts, self.look.today()
        if shown is None:
            return
        done = texts("classes-printed")
        self.ask(
            lambda desk: class_document(shown.held, shown.sign_ups, desk.room.station, texts, today=today),
            lambda paper: self.prints.emit(PrintWish(paper=paper, done_text=done)),
        )

    def _begin_cancel(self) -> None:
        self._parts.setCurrentWidget(self._cancel_step)
        self._cancel_step.begin(
            title=self.texts("classes-cancel"),
            label=self.texts("classes-cancel-label"),
            save=self.texts("classes-cancel-save"),
        )

    def _close_step(self) -> None:
        self._parts.setCurrentWidget(self._page)
        self._search.line.setFocus()

    def _cancel(self) -> None:
        class_id, why = self._class_id, self._cancel_step.words.text

        def cancelled(_: TrainingClass) -> None:
            self._close_step()
            self.refresh()

        self._cancel_step.show_saving(is_saving=True)
        self.change(
            lambda desk: desk.training.cancel(class_id, why),
            lambda held: self.texts("classes-was-cancelled", count=str(held.seats_taken)),
            cancelled,
            failed=self._not_cancelled,
        )

    def _not_cancelled(self, error: YizhanError) -> bool:
        self._cancel_step.show_saving(is_saving=False)
        if isinstance(error, Refused):
            self._cancel_step.words.show_problem(self.texts(error.key, **error.details))
            return True
        return False

    def _unknown(self, error: YizhanError) -> bool:
        """It was taken back meanwhile."""
        if isinstance(error, UnknownThing):
            self._shown = None
            self._show_open(is_open=False)
            self.told_on_screen(self.texts("classes-unknown"), lambda: None)
            return True
        return False


def _shown(desk: Desk, class_id: str) -> ShownClass:
    return ShownClass(desk.training.get(class_id), desk.training.signed_up(class_id))
