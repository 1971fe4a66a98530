"""The door of the desk: the first start, log-in and lock; behind it nothing can be seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kiosk.desk.accounts import LoggedIn, LogIn
from kiosk.desk.desk import Desk
from kiosk.desk.settings import DeskSettings
from kiosk.domain.staff import StaffMember
from kiosk.errors import YizhanError
from ui.screens.desk.first_start import FirstStartScreen
from ui.screens.desk.log_in import LogInScreen
from ui.widgets.desk.look import Look

AskAsNobody = Callable[[Callable[[Desk], Any], Callable[[Any], None], Callable[[YizhanError], None]], None]


class Door(QStackedWidget):
    """Asks who is there, or at a station's first start who its head is. `came_in` carries the `Actor`."""

    came_in = Signal(object)
    left = Signal()
    """Whoever opened the desk by mistake goes back to the kiosk."""
    settings_read = Signal(object)
    """Carries the `DeskSettings` of the moment."""

    def __init__(self, look: Look, parent: QWidget, *, ask: AskAsNobody, can_leave: bool) -> None:
        super().__init__(parent)
        self._texts, self._ask = look.texts, ask
        self._last = ""
        self._blank = QWidget(self)
        self._log_in = LogInScreen(look, self, can_leave=can_leave)
        self._log_in.tried.connect(self._try)
        self._first = FirstStartScreen(look, self, can_leave=can_leave)
        self._first.made.connect(self._make_head)
        for screen in (self._blank, self._log_in, self._first):
            self.addWidget(screen)
        for each in (self._log_in, self._first):
            each.left.connect(self.left)

    def ask_who(self, *, last: str = "") -> None:
        """Ask who is there; `last` is the id of who was here before. Until the store has answered, nothing is shown."""
        self._last = last
        self.setCurrentWidget(self._blank)
        self._ask(_who_is_there, self._show, self.say_trouble)

    def say_trouble(self, error: YizhanError) -> None:
        """Say why the station could not be opened; it is tried again by itself."""
        self.setCurrentWidget(self._log_in)
        self._log_in.say_trouble(self._texts("desk-not-open", why=self._sentence(error)))

    def _show(self, found: tuple[bool, tuple[StaffMember, ...], DeskSettings]) -> None:
        is_first_start, members, settings = found
        self.settings_read.emit(settings)
        if is_first_start:
            self.setCurrentWidget(self._first)
            self._first.first_focus().setFocus()
        else:
            self.setCurrentWidget(self._log_in)
            self._log_in.show_people(members, chosen=self._last)

    def _make_head(self, name: str, pin: str) -> None:
        def failed(error: YizhanError) -> None:
            self._first.show_problem(self._sentence(error))

        self._ask(lambda desk: desk.accounts.make_head(name=name, pin=pin), self.came_in.emit, failed)

    def _try(self, staff_id: str, pin: str) -> None:
        def answered(answer: LogIn) -> None:
            match answer:
                case LoggedIn(actor):
                    self.came_in.emit(actor)
                case _:
                    self._log_in.show_answer(answer)

        def failed(error: YizhanError) -> None:
            self._log_in.say_trouble(self._sentence(error))

        self._ask(lambda desk: desk.accounts.log_in(staff_id=staff_id, pin=pin), answered, failed)

    def _sentence(self, error: YizhanError) -> str:
        return self._texts(error.key, **error.details)


def _who_is_there(desk: Desk) -> tuple[bool, tuple[StaffMember, ...], DeskSettings]:
    return desk.accounts.is_first_start(), desk.accounts.who_may_log_in(), desk.room.settings
