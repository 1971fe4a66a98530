"""The desk's window: the door with its PIN, and behind it one screen at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.own_words import own_words
from kiosk.desk.settings import DeskSettings
from kiosk.domain.language import Language
from kiosk.domain.staff import Actor, Role
from kiosk.domain.station import Station
from kiosk.errors import YizhanError
from ui.desk.asks import Asks
from ui.desk.county_teller import CountyTeller
from ui.desk.county_watch import CountyWatch
from ui.desk.door import Door
from ui.desk.foot import KEYS as COUNTY_KEY
from ui.desk.foot import Foot
from ui.desk.frame import RAIL
from ui.desk.inside import Inside
from ui.desk.keyboard import KeyboardPanel
from ui.desk.made_screens import MadeScreens
from ui.desk.office import Office
from ui.desk.print_bar import PrintBar
from ui.desk.scanner import Scanner
from ui.desk.session import Session
from ui.desk.stick_watch import StickWatch
from ui.screens.desk.made import SCREENS
from ui.screens.desk.scanning import put_into_line, understood
from ui.screens.desk.screen import Ask, DeskScreen, Go, News, Place, ScanKind
from ui.turns import Turns
from ui.widgets.desk.esc_page import EscPage
from ui.widgets.desk.look import Look
from ui.widgets.guard import guarded

PATIENCE_MS = 60
"""A screen is painted once, with what the station answers, unless that takes longer."""


class DeskShell(QWidget):
    """Shows the desk to whoever is logged in, carries out what its screens ask, and leads from one to the next."""

    left = Signal()
    """Somebody wants the kiosk back."""
    print_wanted = Signal(object)
    """Carries a `PrintWish`."""
    print_again = Signal()
    print_save = Signal(object)
    """Carries the `PrintWish` that is to become a PDF."""
    print_leave = Signal()
    first_painted = Signal()
    tries_printer = Signal(str, int, object)
    """A test slip is wanted: carries the printer's target, the width of its paper in millimetres, the `Document`."""

    def __init__(
        self, *, office: Office, session: Session, looks: Callable[[Language], Look], language: Language,
        covers_kiosk: bool, has_keyboard: bool, turns: Turns | None, county: CountyWatch, stick: StickWatch,
    ) -> None:  # fmt: skip
        super().__init__()
        self._turns = turns
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._office, self._session, self._looks = office, session, looks
        self._language, self._covers_kiosk = language, covers_kiosk
        self.look = looks(language)
        self._trail: list[Go] = []
        self._asks = Asks(self, office=office)
        self._asks.all_answered.connect(self._show_what_is_there)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._show_what_is_there)
        self._was_painted = False
        self.keyboard = KeyboardPanel(self.look, self, is_there=has_keyboard)
        self._teller = CountyTeller(self, stage=self, office=office, session=session, county=county, stick=stick)
        self._scanner = Scanner(self)
        self._scanner.scanned.connect(self._on_scan)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._build()
        self._whole.addWidget(self.keyboard)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self._leave_step_or_screen)
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(lambda: self._inside.news.take_back())  # noqa: PLW0108  made anew for another language
        QShortcut(QKeySequence(COUNTY_KEY), self).activated.connect(self._go_to_county)
        office.opened.connect(self._on_open)
        office.failed_to_open.connect(self._on_shut)
        office.store_changed.connect(self._on_change)
        session.locked.connect(self._on_locked)
        session.ended.connect(self._on_ended)

    def _build(self) -> None:
        """Make everything that carries words; called again for another language."""
        self.setStyleSheet(self.look.style_sheet)
        self._both = QStackedWidget(self)
        self._whole.insertWidget(0, self._both, 1)
        self._door = Door(
            self.look, self, ask=self._ask_as_nobody, can_leave=self._covers_kiosk, keyboard=self.keyboard.toggle
        )
        self._door.came_in.connect(self._come_in)
        self._door.came_first.connect(self._come_in_first)
        self._door.language_wanted.connect(self._speak)
        self._door.tries_printer.connect(self.tries_printer)
        self._door.left.connect(self.left)
        self._door.settings_read.connect(self._take_settings)
        leave = self.left.emit if self._covers_kiosk else None
        self._inside = Inside(
            self.look, self, keyboard=self.keyboard, lock=self._session.lock, language=self._other_language,
            leave=leave, county=self._go_to_county,
        )  # fmt: skip
        self._screens = MadeScreens(self.look, self._inside.stack, wire=self._wire, turns=self._turns)
        self._inside.rail.chosen.connect(lambda place: self.go(Go(place=place)))
        self._inside.news.undo_wanted.connect(self._take_back)
        self.print_bar.again.connect(self.print_again)
        self.print_bar.save.connect(self.print_save)
        self.print_bar.leave.connect(self.print_leave)
        for side in (self._door, self._inside):
            self._both.addWidget(side)

    @property
    def print_bar(self) -> PrintBar:
        """The bar that says what became of something printed."""
        return self._inside.print_bar

    @property
    def foot(self) -> Foot:
        """The line that tells of the county on every screen."""
        return self._inside.foot

    @property
    def is_waiting(self) -> bool:
        """Whether the desk has not answered everything yet."""
        return self._asks.are_open

    @property
    def place(self) -> Place | None:
        """Where we are; None at the door."""
        is_inside = self._both.currentWidget() is self._inside and bool(self._trail)
        return self._trail[-1].place if is_inside else None

    @property
    def present(self) -> DeskScreen | None:
        """The screen that is shown; None at the door."""
        place = self.place
        return None if place is None else self._screens.known(place)

    @property
    def is_at_wizard(self) -> bool:
        """Whether the wizard of a machine's first start is shown."""
        return self._both.currentWidget() is self._door and self._door.is_at_wizard

    @property
    def is_at_log_in(self) -> bool:
        """Whether the door asks who is there, and nothing else is shown."""
        return self._both.currentWidget() is self._door and self._door.is_at_log_in

    # in and out

    def show_door(self) -> None:
        """Lock what is inside, and ask who is there."""
        self._teller.went_out()
        self._leave_screen()
        self._both.setCurrentWidget(self._door)
        self._door.ask_who(last=self._session.actor.staff_id if self._session.actor else "")
        self._screens.make_ahead_soon()

    def _come_in(self, actor: Actor) -> None:
        goes_on = self._session.begin(actor)
        if not goes_on and self._trail:  # screens that were never opened are nobody's
            self._drop_screens()
        self._inside.show_actor(actor)
        self._both.setCurrentWidget(self._inside)
        if self._trail:
            self._show(self._trail[-1], again=True)
        else:
            self.go(self._home())
        self._teller.came_in(actor)
        if self.keyboard.is_available:
            self._office.ask(actor, lambda desk: own_words(desk.room), self.keyboard.know, self.tell_error)
        self._screens.make_ahead_soon()

    def _come_in_first(self, actor: Actor) -> None:
        """The head with whom a machine's first start ends sees what is set and what is left."""
        self._come_in(actor)
        self.go(Go(place=Place.SET_UP))

    def show_trial(self, text: str, *, is_good: bool) -> None:
        """Say what became of a test slip."""
        self._door.show_trial(text, is_good=is_good)

    def _take_settings(self, settings: DeskSettings) -> None:
        self._session.idle_s = settings.lock_after_minutes * 60
        self._session.longest_s = settings.locked_after_hours * 3600

    def _on_locked(self, by_itself: bool) -> None:
        actor = self._session.actor
        if actor is not None:
            self._office.ask(
                actor, lambda desk: desk.accounts.log_out(by_itself=by_itself), lambda _: None, self.tell_error
            )
        self.show_door()

    def _on_ended(self) -> None:
        self._leave_screen()
        self._drop_screens()
        self._teller.forget()
        self.show_door()

    def _on_open(self, station: Station) -> None:
        self.setWindowTitle(station.name)
        if self.place is None:
            self.show_door()

    def _on_shut(self, error: YizhanError) -> None:
        self._both.setCurrentWidget(self._door)
        self._door.say_trouble(error)

    # from screen to screen

    def go(self, wanted: Go) -> None:
        """Show another screen; the way back leads here again."""
        if wanted.place not in SCREENS:
            return
        self._leave_screen()
        if wanted in self._trail:
            del self._trail[self._trail.index(wanted) :]
        elif wanted.place in dict(RAIL) and wanted.place is not self.place:
            self._trail.clear()
        self._trail.append(wanted)
        self._show(wanted)

    def _leave_step_or_screen(self) -> None:
        """Esc leaves the innermost step that is open, wherever the focus is; with none open, the screen."""
        screen = self.present
        steps = [] if screen is None else [step for step in screen.findChildren(EscPage) if step.isVisible()]
        if steps:
            steps[-1].closed.emit()
        else:
            self.back()

    def back(self) -> None:
        """Go back where we came from; from a place of the rail to the first one, from the door to the kiosk."""
        if self.place is None:
            if self._covers_kiosk:
                self.left.emit()
            return
        self._leave_screen()
        if len(self._trail) > 1:
            self._trail.pop()
        else:
            self._trail = [self._home()]
        self._show(self._trail[-1])

    def _home(self) -> Go:
        """Where somebody begins: today's figures are not for technicians, how it stands with the county is."""
        actor = self._session.actor
        is_technician = actor is not None and actor.role is Role.TECHNICIAN
        return Go(place=Place.COUNTY if is_technician else Place.TODAY)

    def _show(self, wanted: Go, *, again: bool = False) -> None:
        again = again and self._screens.known(wanted.place) is not None
        screen = self._screens.of(wanted.place)
        self._inside.show_screen(screen, wanted.place, of=self._trail[0].place)
        if again:
            screen.refresh()
        else:
            screen.open(wanted.topic)
        self._teller.came_to(screen)
        focus = screen.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.is_waiting:
            self._inside.stack.setUpdatesEnabled(False)
            self._patience.start()

    def _show_what_is_there(self) -> None:
        self._patience.stop()
        self._inside.stack.setUpdatesEnabled(True)

    def _wire(self, screen: DeskScreen) -> None:
        screen.asked.connect(lambda ask: self._carry_out(screen, ask))
        screen.went.connect(self.go)
        screen.told.connect(self._inside.news.show_news)
        screen.prints.connect(self.print_wanted)
        self._teller.wire(screen)

    def _on_change(self) -> None:
        self._refresh()
        self._teller.count_unsettled()

    def _refresh(self) -> None:
        screen = self.present
        if screen is not None:
            screen.refresh()

    def _go_to_county(self) -> None:
        if self.place is not None and self.place is not Place.COUNTY:
            self.go(Go(place=Place.COUNTY))

    def _leave_screen(self) -> None:
        screen = self.present
        if screen is not None:
            screen.leave()

    def _drop_screens(self) -> None:
        """Nothing of one log-in is left for the next."""
        self._screens.drop()
        self._trail.clear()
        self._inside.clear()

    def _on_scan(self, text: str) -> None:
        screen = self.present
        if screen is None:
            self._door.read(text)
            return
        scan = understood(text)
        if screen.scanned(scan):
            return
        match scan.kind:
            case ScanKind.CARD | ScanKind.IDENTITY:
                self.go(Go(place=Place.PEOPLE, topic=scan))
            case ScanKind.SLIP:
                self.go(Go(place=Place.OUTCOMES, topic=scan))
            case ScanKind.SEAT:
                self.go(Go(place=Place.CLASS, topic=scan))
            case _ if not put_into_line(scan.text):
                self.tell(self.look.texts("desk-scan-unknown"))

    def _speak(self, language: Language) -> None:
        if language is not self._language:
            self._other_language()

    def _other_language(self) -> None:
        """Say everything in the other language; what is typed comes back from its draft."""
        self._leave_screen()
        trail = list(self._trail)
        self._drop_screens()
        self._language = Language.EN if self._language is Language.ZH_CN else Language.ZH_CN
        self.look = self._looks(self._language)
        old = self._both
        self._build()
        old.setParent(None)
        old.deleteLater()
        self._trail = trail
        if self._session.actor is not None and not self._session.is_locked:
            self._come_in(self._session.actor)
        else:
            self.show_door()

    # what screens ask, and what is said

    def _carry_out(self, screen: DeskScreen, ask: Ask) -> None:
        actor = self._session.actor
        if actor is None:
            return

        def is_wanted() -> bool:
            return self._screens.holds(screen) and self._session.actor == actor

        def answer(value: Any) -> None:
            if is_wanted():
                ask.answer(value)

        def failed(error: YizhanError) -> None:
            if is_wanted() and not ask.failed(error):
                self.tell_error(error)

        self._asks.put(actor, ask.question, answer, failed)

    def _ask_as_nobody(
        self, question: Callable[[Desk], Any], answer: Callable[[Any], None], failed: Callable[[YizhanError], None]
    ) -> None:
        self._asks.put(self._office.nobody, question, answer, failed)

    def _take_back(self, news: News) -> None:
        undo = news.undo
        if undo is None:
            return
        done = News(text=self.look.texts("desk-undone"), is_undone=True)
        if news.on_screen:
            undo()
            self._inside.news.show_news(done)
            return

        def undone(_: None) -> None:
            self._inside.news.show_news(done)
            self._on_change()

        self._asks.put(self._office.nobody, lambda _: undo(), undone, self.tell_error)

    def tell_error(self, error: YizhanError) -> None:
        """Say what went wrong, in the language of the desk."""
        self.tell(self.look.texts(error.key, **error.details))

    def tell(self, text: str) -> None:
        """Say what went wrong, in words that are ready."""
        self._inside.news.show_trouble(text)

    def say(self, text: str) -> None:
        """Say what was done."""
        self._inside.news.show_news(News(text=text))

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
        self._door.leave()
        super().closeEvent(event)
