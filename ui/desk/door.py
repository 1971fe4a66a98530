"""The door of the desk: the wizard and the head of a first start, log-in and lock; behind it nothing can be seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from kiosk.desk.accounts import LoggedIn, LogIn
from kiosk.desk.desk import Desk
from kiosk.desk.machine_ends import Ending
from kiosk.desk.settings import DeskSettings
from kiosk.domain.staff import StaffMember
from kiosk.errors import YizhanError
from ui.screens.desk.first_start import FirstStartScreen
from ui.screens.desk.log_in import LogInScreen
from ui.screens.desk.screen import Ask
from ui.widgets.desk.look import Look

if TYPE_CHECKING:
    from kiosk.desk.first_start_desk import Standing
    from ui.screens.first_start.wizard import Wizard

AskAsNobody = Callable[[Callable[[Desk], Any], Callable[[Any], None], Callable[[YizhanError], None]], None]


class Door(QStackedWidget):
    """Asks who is there, or at a station's first start who its head is. `came_in` carries the `Actor`."""

    came_in = Signal(object)
    came_first = Signal(object)
    """As `came_in`, of the head with whom the wizard of a machine's first start ends."""
    left = Signal()
    """Whoever opened the desk by mistake goes back to the kiosk."""
    settings_read = Signal(object)
    """Carries the `DeskSettings` of the moment."""
    language_wanted = Signal(object)
    """Carries the `Language` that the wizard goes on in."""
    tries_printer = Signal(str, int, object)
    """As of the wizard's pages."""

    def __init__(
        self, look: Look, parent: QWidget, *, ask: AskAsNobody, can_leave: bool, keyboard: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self._look, self._can_leave = look, can_leave
        self._texts, self._ask = look.texts, ask
        self._last = ""
        self._blank = QWidget(self)
        self._log_in = LogInScreen(look, self, can_leave=can_leave)
        self._log_in.tried.connect(self._try)
        self._first = FirstStartScreen(look, self, can_leave=can_leave)
        self._first.made.connect(self._make_head)
        self._wizard: Wizard | None = None
        for screen in (self._blank, self._log_in, self._first):
            self.addWidget(screen)
        for each in (self._log_in, self._first):
            each.left.connect(self.left)
        shown = QShortcut(QKeySequence("F11"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shown.activated.connect(keyboard)  # behind the door its button has this key

    def ask_who(self, *, last: str = "") -> None:
        """Ask who is there; `last` is the id of who was here before. Until the store has answered, nothing is shown."""
        self._last = last
        self.setCurrentWidget(self._blank)
        self._ask(_who_is_there, self._show, self.say_trouble)

    def say_trouble(self, error: YizhanError) -> None:
        """Say why the station could not be opened; it is tried again by itself."""
        self.setCurrentWidget(self._log_in)
        self._log_in.say_trouble(self._texts("desk-not-open", why=self._sentence(error)))

    @property
    def is_at_wizard(self) -> bool:
        """Whether the wizard of a first start is shown."""
        return self._wizard is not None and self.currentWidget() is self._wizard

    @property
    def is_at_log_in(self) -> bool:
        """Whether it is asked who is there, and nothing else."""
        return self.currentWidget() is self._log_in

    def leave(self) -> None:
        """Somebody goes elsewhere; the wizard ends what goes on beside it."""
        if self._wizard is not None:
            self._wizard.leave()

    def read(self, text: str) -> None:
        """Take what a scanner read; nothing but the wizard has a use for it."""
        if self._wizard is not None and self.is_at_wizard:
            self._wizard.read(text)

    def show_trial(self, text: str, *, is_good: bool) -> None:
        """Say what became of a test slip."""
        if self._wizard is not None:
            self._wizard.show_trial(text, is_good=is_good)

    def _show(self, found: Who) -> None:
        standing, members, settings = found
        self.settings_read.emit(settings)
        if standing is not None and standing.is_due:
            self._lead_through(standing)
        elif standing is not None:
            self.setCurrentWidget(self._first)
            self._first.first_focus().setFocus()
        else:
            self.setCurrentWidget(self._log_in)
            self._log_in.show_people(members, chosen=self._last)

    def _lead_through(self, standing: Standing) -> None:
        if self._wizard is None:
            self._wizard = self._made_wizard()
        self.setCurrentWidget(self._wizard)
        self._wizard.show_standing(standing)

    def _made_wizard(self) -> Wizard:
        """Loaded where it is needed: at most once in the life of a machine."""
        from ui.screens.first_start.wizard import Wizard

        wizard = Wizard(self._look, self, can_leave=self._can_leave)
        wizard.asked.connect(self._carry_out)
        wizard.made.connect(self._make_first_head)
        wizard.left.connect(self.left)
        wizard.wants_anew.connect(lambda: QCoreApplication.exit(Ending.ANEW))
        wizard.is_prepared.connect(self._begin_prepared)
        wizard.language_wanted.connect(self.language_wanted)
        wizard.tries_printer.connect(self.tries_printer)
        self.addWidget(wizard)
        return wizard

    def _carry_out(self, ask: Ask) -> None:
        def failed(error: YizhanError) -> None:
            if not ask.failed(error) and self._wizard is not None:
                self._wizard.show_problem(self._sentence(error))

        self._ask(ask.question, ask.answer, failed)

    def _make_first_head(self, name: str, pin: str) -> None:
        def failed(error: YizhanError) -> None:
            if self._wizard is not None:
                self._wizard.show_problem(self._sentence(error))

        self._ask(lambda desk: desk.accounts.make_head(name=name, pin=pin), self.came_first.emit, failed)

    def _begin_prepared(self) -> None:
        """A prepared file has set everything: the kiosk begins with it; a desk alone asks for its head."""
        if self._can_leave:
            self.leave()
            QCoreApplication.exit(Ending.ANEW)
        else:
            self.ask_who()

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


Who = tuple["Standing | None", tuple[StaffMember, ...], DeskSettings]
"""How the first start stands where there is no head yet; who may log in; the settings of the moment."""


def _who_is_there(desk: Desk) -> Who:
    standing = desk.first_start.standing() if desk.accounts.is_first_start() else None
    return standing, desk.accounts.who_may_log_in(), desk.room.settings
