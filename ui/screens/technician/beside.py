"""What the technician's screens are: a page, a row of buttons, and perhaps a command that runs beside the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from kiosk.care.drives import Drive
from kiosk.desk.desk import Desk
from kiosk.desk.machine_command import CommandEnd, RunningCommand
from kiosk.desk.machine_ends import Ending
from ui.screens.desk.screen import DeskScreen
from ui.screens.desk.screen_width import screen_width
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.folder_card import FolderCard
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.progress_line import ProgressLine
from ui.widgets.desk.words import Words

LOOK_MS = 100


class Beside(Protocol):
    """Something that goes on beside the screen and can be ended."""

    def stop(self) -> None: ...


class BesideScreen(DeskScreen):
    """At most one thing goes on beside it; it is ended when somebody goes elsewhere, or the desk locks.

    `state` says what goes on or what came of it, `problem` what went wrong.
    """

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        size, name = look.sizes, self.place
        self.page = Page(look, f"{name}-page", self)
        inside = self.page.content
        self.state = Words(f"{name}-state", "", inside, kind="strong")
        self.problem = Words(f"{name}-problem", "", inside, kind="problem")
        self.progress = ProgressLine(look, f"{name}-progress", inside)
        self.folders = FolderCard(look, f"{name}-folder", inside, width_px=screen_width(look) - 2 * size.margin)
        self.folders.chosen.connect(self._onto)
        self.folders.left.connect(self._focus_first)
        self._then: Callable[[Drive], None] = lambda _: None
        self.state.hide()
        self.problem.hide()
        parts: tuple[QWidget, ...] = (self.folders, self.state, self.problem, self.progress)
        for part in parts:
            self.page.column.addWidget(part)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self.page, 1)
        self._running: Beside | None = None
        self._wanted = 0
        """Counts what was begun or ended: an answer to an older wish is nobody's any more."""
        self._timer = QTimer(self, interval=LOOK_MS)
        self._look: Callable[[], None] = lambda: None
        self._timer.timeout.connect(self._look_now)

    def put_foot(self, *buttons: QWidget) -> None:
        """Put buttons below the page, one below the other where they have no room side by side."""
        size = self.look.sizes
        wanted = sum(button.sizeHint().width() for button in buttons) + (len(buttons) + 1) * size.margin
        is_wide = wanted <= screen_width(self.look)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        row.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        row.setSpacing(size.gap)
        for button in buttons:
            row.addWidget(button, 1)
        self._whole.addLayout(row)

    def put_card(self, name: str, *parts: QWidget) -> QFrame:
        """Put parts below one another onto a card of the page."""
        size = self.look.sizes
        card = QFrame(self.page.content)
        card.setObjectName(name)
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(size.padding * 2, size.padding * 2, size.padding * 2, size.padding * 2)
        column.setSpacing(size.gap)
        for part in parts:
            part.setParent(card)
            column.addWidget(part)
        self.page.column.addWidget(card)
        return card

    @property
    def is_busy(self) -> bool:
        """Whether something goes on beside the screen."""
        return self._running is not None or self._timer.isActive()

    def begin(
        self, question: Callable[[Desk], RunningCommand], ended: Callable[[CommandEnd], None], *, doing: str
    ) -> None:
        """Have a command begun, say what it does, and hand over its end; while something goes on, nothing happens."""

        def look(command: RunningCommand) -> None:
            end = command.end
            if end is not None:
                self.stop()
                ended(end)

        self.begin_any(question, look, doing=doing)

    def begin_any(self, question: Callable[[Desk], Any], look: Callable[[Any], None], *, doing: str) -> None:
        """Have something begun beside the screen; `look` looks at it now and then until `stop` is called."""
        if self.is_busy:
            return
        self._wanted += 1
        wanted = self._wanted
        self.problem.say("")
        self.state.say(doing)
        self.progress.show_share(0, 0)
        self._look = lambda: None
        self._timer.start()

        def began(running: Any) -> None:
            if wanted != self._wanted:
                running.stop()
                return
            self._running = running
            self._look = lambda: look(running)

        def failed(_: Exception) -> bool:
            if wanted == self._wanted:
                self.stop()
            return False

        self.ask(question, began, failed=failed)

    def stop(self) -> None:
        """End what goes on, and say nothing of it any more."""
        self._wanted += 1
        self._timer.stop()
        running, self._running = self._running, None
        if running is not None:
            running.stop()
        self.progress.clear()
        self.state.say("")

    def leave(self) -> None:
        self.stop()
        self.folders.hide()
        self.problem.say("")

    def onto_stick(self, then: Callable[[Drive], None]) -> None:
        """Call `then` with the stick that is in; ask where there are several, say so where there is none."""

        wanted = self._wanted

        def offer(sticks: tuple[Drive, ...]) -> None:
            if wanted != self._wanted:
                return
            self._then = then
            if not sticks:
                self.problem.say(self.texts("machine-no-stick"))
            elif len(sticks) == 1:
                then(sticks[0])
            else:
                self.folders.ask(sticks)

        self.problem.say("")
        self.ask(lambda desk: desk.machine.sticks(), offer)

    def _onto(self, stick: Drive) -> None:
        self._then(stick)

    def _focus_first(self) -> None:
        first = self.first_focus()
        if first is not None:
            focus(first)

    def say_why(self, end: CommandEnd) -> None:
        """Say why a command came to nothing."""
        if end.is_late:
            self.problem.say(self.texts("machine-late"))
        else:
            self.problem.say(end.complaint or self.texts("machine-broke-off"))

    def end_desk(self, how: Ending) -> None:
        """End the desk's process so that the kiosk below it knows what is wanted; what is typed is saved first."""
        QCoreApplication.exit(how)

    def button(
        self, name: str, text: str, pressed: Callable[[], None], *, kind: str = "", keys: str = ""
    ) -> DeskButton:
        """A button of this screen."""
        return DeskButton(self.look, name, self.texts(text), self.page.content, kind=kind, keys=keys, pressed=pressed)

    def _look_now(self) -> None:
        self._look()


def focus(widget: QWidget) -> None:
    """Give the keyboard to `widget`."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
