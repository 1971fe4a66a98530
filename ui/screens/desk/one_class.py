"""One class: what it is, who has a seat, who came; people sign up by a search or by their card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.class_paper import class_document
from kiosk.desk.desk import Desk
from kiosk.domain.person_summary import PersonSummary
from kiosk.domain.seat import Seat, SeatHeld
from kiosk.domain.training import ClassState, NoSeatLeft, SeatOutcome, SignUp, SignUpState, TrainingClass
from kiosk.errors import Refused, UnknownThing, YizhanError
from ui.screens.desk.one_class_facts import ClassFacts
from ui.screens.desk.one_class_seats import ClassSeats
from ui.screens.desk.people_search import PeopleSearch
from ui.screens.desk.screen import DeskScreen, News, Place, PrintWish, Scan, ScanKind
from ui.screens.desk.shown_names import seat_name, shown_name
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.words_step import WordsStep

SEARCH_TARGETS = 5
"""Room for the line and a few people, also where the whole has to be scrolled."""


@dataclass(frozen=True, slots=True)
class ShownClass:
    """What the desk answered: a class, and who signed up."""

    held: TrainingClass
    sign_ups: tuple[SignUp, ...]


class ClassScreen(DeskScreen):
    """`open` takes a class's id, or the scan of a seat's paper. A scanned card signs its owner up; on the day of the
    class it says that they came, as the paper does of whoever took a seat at the kiosk."""

    place = Place.CLASS

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._class_id = ""
        self._shown: ShownClass | None = None
        self._scanned_seat = ""
        self._parts = QStackedWidget(self)
        self._page = QWidget(self._parts)
        self._cancel_step = WordsStep(look, "class-cancel-step", self._parts, saved=self._cancel)
        self._cancel_step.closed.connect(self._close_step)
        self._facts = ClassFacts(look, self._page)
        self._search = PeopleSearch(self, "class-people", self._page)
        self._search.chosen.connect(lambda person: self._sign_up(person.id))
        self._seats = ClassSeats(look, self._page)
        self._seats.came.connect(self._say_seat_came)
        self._seats.gave_up.connect(self._give_seat_up)
        self._build_acts()
        self._arrange()

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
        size = self.look.sizes
        left = Page(self.look, "class-page", self._page)
        left.column.setContentsMargins(0, 0, 0, 0)
        self._search.setMinimumHeight(SEARCH_TARGETS * size.target)
        left.column.addWidget(self._facts)
        left.column.addWidget(self._search, 1)
        is_tall = self.look.panel.is_portrait
        columns = QBoxLayout(QBoxLayout.Direction.TopToBottom if is_tall else QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(size.margin)
        columns.addWidget(left, 1)
        columns.addWidget(self._seats, 1)
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
        if isinstance(topic, Scan):
            self._parts.setCurrentWidget(self._page)
            self._look_for(topic.value)
            return
        if isinstance(topic, str) and topic != self._class_id:
            self._class_id, self._shown = topic, None
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
        if scan.kind is ScanKind.SEAT:
            self._look_for(scan.value)
            return True
        if scan.kind not in (ScanKind.CARD, ScanKind.IDENTITY) or self._shown is None:
            return False
        self.ask(lambda desk: desk.people.search(scan.value, limit=2), self._card_known)
        return True

    def _card_known(self, found: tuple[PersonSummary, ...]) -> None:
        if not found:
            self.told.emit(News(text=self.texts("classes-card-unknown")))
        elif len(found) > 1:
            self.told.emit(News(text=self.texts("arrivals-several-fit")))
        elif self._is_today and self._seats.of(found[0].id) is not None:
            self._say_came(found[0].id)
        else:
            self._sign_up(found[0].id)

    def _look_for(self, number: str) -> None:
        """Open the class of the seat with this number; on its day, whoever brings the paper has come."""

        def found(seat: Seat, day: date) -> None:
            self._scanned_seat = seat.id
            self.open(seat.class_id)
            if day == self.look.today() and seat.state is SignUpState.SIGNED_UP:
                self._say_number_came(seat.id)

        self.ask(lambda desk: _seat(desk, number), lambda answer: found(*answer), failed=self._seat_unknown)

    def _seat_unknown(self, error: YizhanError) -> bool:
        if not isinstance(error, UnknownThing):
            return False
        self.told.emit(News(text=self.texts("classes-seat-unknown")))
        if not self._class_id:
            self.go(Place.CLASSES)
        return True

    @property
    def _is_today(self) -> bool:
        return self._shown is not None and self._shown.held.day == self.look.today()

    def _show(self, shown: ShownClass) -> None:
        if shown.held.id == self._class_id:
            self._shown = shown
            self._facts.show_class(shown.held)
            self._show_open(is_open=shown.held.state is not ClassState.CANCELLED)
            self._seats.mark(self._scanned_seat)
            self._scanned_seat = ""

    def _show_open(self, *, is_open: bool) -> None:
        shown = self._shown
        self._seats.show_seats(shown.sign_ups if shown else (), is_open=is_open)
        self._search.setEnabled(is_open or shown is None)
        self._print.setEnabled(shown is not None)
        for button in (self._cancel_it, self._change):
            button.setEnabled(is_open)

    def _sign_up(self, person_id: str) -> None:
        class_id = self._class_id
        self.change(
            lambda desk: desk.training.sign_up(class_id, person_id),
            lambda outcome: self._seat_text(outcome, "classes-signed-up"),
            self._seated,
        )

    def _say_seat_came(self, seat: SignUp) -> None:
        if seat.number:
            self._say_number_came(seat.id)
        else:
            self._say_came(seat.person_id)

    def _say_number_came(self, seat_id: str) -> None:
        self.change(lambda desk: desk.seats.came(seat_id), self._came_text, lambda _: self.refresh())

    def _came_text(self, outcome: SeatHeld | NoSeatLeft) -> str:
        if isinstance(outcome, NoSeatLeft):
            return self.texts("classes-no-seat")
        return self.texts("classes-has-come", name=outcome.seat.number)

    def _say_came(self, person_id: str) -> None:
        class_id = self._class_id
        self.change(
            lambda desk: desk.training.came(class_id, person_id),
            lambda outcome: self._seat_text(outcome, "classes-has-come"),
            lambda _: self.refresh(),
        )

    def _give_seat_up(self, seat: SignUp) -> None:
        if seat.number:
            self.change(
                lambda desk: desk.seats.gave_up(seat.id),
                lambda given: self.texts("classes-gave-up", name=given.number),
                lambda _: self.refresh(),
            )
        else:
            self._give_up(seat.person_id)

    def _give_up(self, person_id: str) -> None:
        class_id = self._class_id
        self.change(
            lambda desk: desk.training.give_up(class_id, person_id),
            lambda seat: self.texts("classes-gave-up", name=shown_name(seat.name, self.texts)),
            lambda _: self.refresh(),
        )

    def _seat_text(self, outcome: SeatOutcome, key: str) -> str:
        if isinstance(outcome, NoSeatLeft):
            return self.texts("classes-no-seat")
        return self.texts(key, name=seat_name(outcome.sign_up, self.texts))

    def _seated(self, _: SeatOutcome) -> None:
        """The next one may come."""
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
            self.told.emit(News(text=self.texts("classes-unknown")))
            return True
        return False


def _seat(desk: Desk, number: str) -> tuple[Seat, date]:
    seat = desk.seats.of_number(number)
    return seat, desk.training.get(seat.class_id).day


def _shown(desk: Desk, class_id: str) -> ShownClass:
    return ShownClass(desk.training.get(class_id), desk.training.signed_up(class_id))
