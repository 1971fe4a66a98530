"""The desk's window: the door with its PIN, and behind it one screen at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.accounts import LoggedIn, LogIn
from kiosk.desk.desk import Desk
from kiosk.desk.settings import DeskSettings
from kiosk.domain.language import Language
from kiosk.domain.staff import Actor, StaffMember
from kiosk.domain.station import Station
from kiosk.errors import YizhanError
from ui.desk.frame import RAIL, Head, NewsBar, Rail
from ui.desk.keyboard import KeyboardPanel
from ui.desk.office import Office
from ui.desk.print_bar import PrintBar
from ui.desk.scanner import Scanner
from ui.desk.session import Session
from ui.screens.desk.first_start import FirstStartScreen
from ui.screens.desk.log_in import LogInScreen
from ui.screens.desk.made import SCREENS, desk_screen
from ui.screens.desk.scanning import understood
from ui.screens.desk.screen import Ask, DeskScreen, Go, News, Place, ScanKind
from ui.widgets.desk.look import Look
from ui.widgets.guard import guarded


class DeskShell(QWidget):
    """Shows the desk to whoever is logged in. It asks nothing itself but who may come in."""

    left = Signal()
    """Somebody wants the kiosk back."""
    print_wanted = Signal(object)
    """Carries a `PrintWish`."""
    print_again = Signal()
    print_save = Signal(object)
    """Carries the `PrintWish` that is to become a PDF."""
    print_leave = Signal()
    first_painted = Signal()

    def __init__(
        self, *, office: Office, session: Session, looks: Callable[[Language], Look], language: Language,
        covers_kiosk: bool,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._office, self._session, self._looks = office, session, looks
        self._language, self._covers_kiosk = language, covers_kiosk
        self.look = looks(language)
        self._station: Station | None = None
        self._members: tuple[StaffMember, ...] = ()
        self._screens: dict[Place, DeskScreen] = {}
        self._trail: list[Go] = []
        self._asks_open = 0
        self._was_painted = False
        self.keyboard = KeyboardPanel(self.look, self)
        self._scanner = Scanner(self)
        self._scanner.scanned.connect(self._on_scan)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._build()
        self._whole.addWidget(self.keyboard)
        back = QShortcut(QKeySequence("Esc"), self)
        back.activated.connect(self.back)
        office.opened.connect(self._on_open)
        office.failed_to_open.connect(self._on_shut)
        office.store_changed.connect(self._refresh)
        session.locked.connect(self._on_locked)
        session.ended.connect(self._on_ended)

    @property
    def is_waiting(self) -> bool:
        """Whether the desk has not answered everything yet."""
        return self._asks_open > 0

    @property
    def place(self) -> Place | None:
        """Where we are; None at the door."""
        return self._trail[-1].place if self._is_inside else None

    @property
    def present(self) -> DeskScreen | None:
        """The screen that is shown; None at the door."""
        place = self.place
        return None if place is None else self._screens.get(place)

    @property
    def _is_inside(self) -> bool:
        return self._doors.currentWidget() is self._inside and bool(self._trail)

    def _build(self) -> None:
        """Make everything that carries words; called again for another language."""
        self.setStyleSheet(self.look.style_sheet)
        self._doors = QStackedWidget(self)
        self._whole.insertWidget(0, self._doors, 1)
        self._log_in = LogInScreen(self.look, self, can_leave=self._covers_kiosk)
        self._log_in.tried.connect(self._try)
        self._log_in.left.connect(self.left)
        self._first = FirstStartScreen(self.look, self, can_leave=self._covers_kiosk)
        self._first.left.connect(self.left)
        self._first.made.connect(self._make_head)
        self._blank = QWidget(self)
        self._inside = QWidget(self)
        self._rail = Rail(self.look, self._inside)
        self._rail.chosen.connect(lambda place: self.go(Go(place=place)))
        self._head = Head(
            self.look, self._inside, lock=self._session.lock, language=self._other_language, keyboard=self.keyboard,
            leave=self.left.emit if self._covers_kiosk else None,
        )  # fmt: skip
        self._news = NewsBar(self.look, self._inside)
        self._news.undo_wanted.connect(self._take_back)
        self.print_bar = PrintBar(self.look, self._inside)
        self.print_bar.again.connect(self.print_again)
        self.print_bar.save.connect(self.print_save)
        self.print_bar.leave.connect(self.print_leave)
        self._stack = QStackedWidget(self._inside)
        self._arrange()
        for door in (self._blank, self._log_in, self._first, self._inside):
            self._doors.addWidget(door)

    def _arrange(self) -> None:
        gap = self.look.sizes.gap
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        for bar in (self.print_bar, self._news):
            around = QHBoxLayout()
            around.setContentsMargins(gap, 0, gap, gap)
            around.addWidget(bar)
            column.addLayout(around)
        row = QHBoxLayout(self._inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(column, 1)

    # the door

    def show_door(self) -> None:
        """Ask who is there; at the first start, who the head is."""
        self._leave_screen()
        self._doors.setCurrentWidget(self._blank)
        self._ask_as_nobody(_who_is_there, self._at_door)

    def _at_door(self, found: tuple[bool, tuple[StaffMember, ...], DeskSettings]) -> None:
        is_first_start, self._members, settings = found
        self._session.idle_s = settings.lock_after_minutes * 60
        self._session.longest_s = settings.locked_after_hours * 3600
        if is_first_start:
            self._doors.setCurrentWidget(self._first)
            self._first.first_focus().setFocus()
            return
        last = self._session.actor.staff_id if self._session.actor else ""
        self._doors.setCurrentWidget(self._log_in)
        self._log_in.show_people(self._members, chosen=last)

    def _make_head(self, name: str, pin: str) -> None:
        def failed(error: YizhanError) -> None:
            self._first.show_problem(self._sentence(error))

        self._ask_as_nobody(lambda desk: desk.accounts.make_head(name=name, pin=pin), self._come_in, failed)

    def _try(self, staff_id: str, pin: str) -> None:
        def answered(answer: LogIn) -> None:
            match answer:
                case LoggedIn(actor):
                    self._come_in(actor)
                case _:
                    self._log_in.show_answer(answer)

        def failed(error: YizhanError) -> None:
            self._log_in.say_trouble(self._sentence(error))

        self._ask_as_nobody(lambda desk: desk.accounts.log_in(staff_id=staff_id, pin=pin), answered, failed)

    def _come_in(self, actor: Actor) -> None:
        goes_on = self._session.begin(actor)
        if not goes_on:
            self._drop_screens()
        self._head.who.say(f"{actor.name} · {self.look.texts(f'role-{actor.role}')}")
        self._doors.setCurrentWidget(self._inside)
        if self._trail:
            self._show(self._trail[-1], again=True)
        else:
            self.go(Go(place=Place.TODAY))

    def _on_locked(self, by_itself: bool) -> None:
        actor = self._session.actor
        if actor is not None:
            self._office.ask(actor, lambda desk: desk.accounts.log_out(by_itself=by_itself), lambda _: None, self._tell)
        self.show_door()

    def _on_ended(self) -> None:
        self._leave_screen()
        self._drop_screens()
        self.show_door()

    # inside

    def go(self, wanted: Go) -> None:
        """Show another screen; the way back leads here again."""
        if wanted.place not in SCREENS:
            return
        self._leave_screen()
        if wanted.place in dict(RAIL):
            self._trail.clear()
        self._trail.append(wanted)
        self._show(wanted)

    def back(self) -> None:
        """Go back where we came from; from a place of the rail to today."""
        if not self._is_inside:
            return
        self._leave_screen()
        if len(self._trail) > 1:
            self._trail.pop()
        else:
            self._trail = [Go(place=Place.TODAY)]
        self._show(self._trail[-1])

    def _show(self, wanted: Go, *, again: bool = False) -> None:
        again = again and wanted.place in self._screens
        screen = self._screen_of(wanted.place)
        self._head.title.say(self.look.texts(f"desk-{wanted.place}"))
        self._rail.show_place(self._trail[0].place)
        self._stack.setCurrentWidget(screen)
        if again:
            screen.refresh()
        else:
            screen.open(wanted.topic)
        focus = screen.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _screen_of(self, place: Place) -> DeskScreen:
        if place not in self._screens:
            made = desk_screen(place, self.look, self._stack)
            made.asked.connect(lambda ask, made=made: self._carry_out(made, ask))
            made.went.connect(self.go)
            made.told.connect(self._news.show_news)
            made.prints.connect(self.print_wanted)
            self._stack.addWidget(made)
            self._screens[place] = made
        return self._screens[place]

    def _carry_out(self, screen: DeskScreen, ask: Ask) -> None:
        actor = self._session.actor
        if actor is None:
            return
        self._asks_open += 1

        def is_wanted() -> bool:
            return screen in self._screens.values() and self._session.actor == actor

        def answer(value: Any) -> None:
            self._asks_open -= 1
            if is_wanted():
                ask.answer(value)

        def failed(error: YizhanError) -> None:
            self._asks_open -= 1
            if is_wanted() and not ask.failed(error):
                self._tell(error)

        self._office.ask(actor, ask.question, answer, failed)

    def _take_back(self, news: News) -> None:
        undo = news.undo
        if undo is None:
            return
        done = replace(news, text=self.look.texts("desk-undone"), undo=None)
        if news.on_screen:
            undo()
            self._news.show_news(done)
            return

        def undone() -> None:
            self._news.show_news(done)
            self._refresh()

        self._office.take_back(undo, undone, self._tell)

    def tell_error(self, error: YizhanError) -> None:
        """Say what went wrong, in the language of the desk."""
        self._tell(error)

    def tell(self, text: str) -> None:
        """Say what went wrong, in words that are ready."""
        self._news.show_trouble(text)

    def say(self, text: str) -> None:
        """Say what was done."""
        self._news.show_news(News(text=text))

    def _tell(self, error: YizhanError) -> None:
        self._news.show_trouble(self._sentence(error))

    def _sentence(self, error: YizhanError) -> str:
        return self.look.texts(error.key, **error.details)

    def _refresh(self) -> None:
        screen = self.present
        if screen is not None:
            screen.refresh()

    def _leave_screen(self) -> None:
        screen = self.present
        if screen is not None:
            screen.leave()

    def _drop_screens(self) -> None:
        """Nothing of one log-in is left for the next."""
        for screen in self._screens.values():
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._screens.clear()
        self._trail.clear()
        self._news.clear()
        self.print_bar.clear()

    def _on_scan(self, text: str) -> None:
        screen = self.present
        if screen is None:
            return
        scan = understood(text)
        if screen.scanned(scan):
            return
        match scan.kind:
            case ScanKind.CARD | ScanKind.IDENTITY:
                self.go(Go(place=Place.PEOPLE, topic=scan))
            case ScanKind.SLIP:
                self.go(Go(place=Place.OUTCOMES, topic=scan))
            case _:
                self.tell(self.look.texts("desk-scan-unknown"))

    def _other_language(self) -> None:
        """Say everything in the other language; what is typed comes back from its draft."""
        self._leave_screen()
        trail = list(self._trail)
        self._drop_screens()
        self._language = Language.EN if self._language is Language.ZH_CN else Language.ZH_CN
        self.look = self._looks(self._language)
        old = self._doors
        self._build()
        old.setParent(None)
        old.deleteLater()
        self._trail = trail
        if self._session.actor is not None and not self._session.is_locked:
            self._come_in(self._session.actor)
        else:
            self.show_door()

    # the station

    def _on_open(self, station: Station) -> None:
        self._station = station
        self.setWindowTitle(station.name)
        if not self._is_inside:
            self.show_door()

    def _on_shut(self, error: YizhanError) -> None:
        self._doors.setCurrentWidget(self._log_in)
        self._log_in.say_trouble(self.look.texts("desk-not-open", why=self._sentence(error)))

    def _ask_as_nobody(
        self,
        question: Callable[..., Any],
        answer: Callable[[Any], None],
        failed: Callable[[YizhanError], None] | None = None,
    ) -> None:
        self._asks_open += 1

        def done(value: Any) -> None:
            self._asks_open -= 1
            answer(value)

        def troubled(error: YizhanError) -> None:
            self._asks_open -= 1
            (failed or self._on_shut)(error)

        self._office.ask(self._office.nobody, question, done, troubled)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look.palette.ground)
        painter.end()
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave_screen()
        super().closeEvent(event)


def _who_is_there(desk: Desk) -> tuple[bool, tuple[StaffMember, ...], DeskSettings]:
    return desk.accounts.is_first_start(), desk.accounts.who_may_log_in(), desk.room.settings
