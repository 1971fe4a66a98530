"""Who are you, and your PIN: the door to the desk, at its first start, each morning and after each lock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.accounts import LockedOut, LogIn, WrongPin
from kiosk.domain.staff import StaffMember
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.field import Field
from ui.widgets.desk.keypad import Keypad
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

MOST_COLUMNS = 2
MOST_KEYS = 9


class LogInScreen(QWidget):
    """The names of the staff and a keypad. `tried` carries (staff id, PIN)."""

    tried = Signal(str, str)
    left = Signal()
    """Whoever opened the desk by mistake goes back to the kiosk."""

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(parent)
        self.setObjectName("desk-log-in")
        self.look, self.texts = look, look.texts
        self._names = QButtonGroup(self)
        self._members: list[StaffMember] = []
        self._wait = QTimer(self, interval=1000)
        self._wait.timeout.connect(self._second)
        self._locked_s = 0
        self._title = Words("log-in-title", self.texts("log-in-title"), self, kind="title")
        self._people = QGridLayout()
        self._people.setSpacing(look.sizes.gap)
        self._pin = Field(look, "log-in-pin", self.texts("log-in-pin"), self, secret=True)
        self._pin.line.setMaxLength(12)
        self._pin.line.left.connect(self._try)
        self._pad = Keypad(look, self._pin.line, self)
        self._enter = DeskButton(
            look, "log-in-enter", self.texts("log-in-enter"), self, kind="primary", pressed=self._try
        )
        self._out = DeskButton(look, "log-in-leave", self.texts("log-in-leave"), self, keys_elsewhere="Esc")
        self._out.clicked.connect(self.left)
        self._out.setVisible(can_leave)
        self._arrange()

    def _arrange(self) -> None:
        """Names above the keypad on a tall panel, beside it on a wide one."""
        size, is_wide = self.look.sizes, self.look.panel.width_px > self.look.panel.height_px
        names, pin = QVBoxLayout(), QVBoxLayout()
        names.addWidget(self._title)
        names.addLayout(self._people)
        for part in (self._pin, self._pad, self._enter, self._out):
            pin.addWidget(part)
        holder = QWidget(self)
        whole = QHBoxLayout(holder) if is_wide else QVBoxLayout(holder)
        whole.setContentsMargins(0, 0, 0, 0)
        for column in (names, pin):
            column.setSpacing(size.gap)
            whole.addLayout(column, 1)
        whole.setSpacing(size.margin * 2 if is_wide else size.gap)
        names.addStretch(1 if is_wide else 0)
        pin.addStretch(1)
        most = self.look.px(220 if is_wide else 150)
        holder.setFixedWidth(min(most, self.look.panel.width_px - 2 * size.margin))
        around = QHBoxLayout(self)
        around.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        around.addWidget(holder)

    def show_people(self, members: Sequence[StaffMember], *, chosen: str = "") -> None:
        """Show who may log in; `chosen` is the id of who was here last."""
        for button in self._names.buttons():
            self._names.removeButton(button)
            button.hide()
            button.deleteLater()
        self._members = list(members)
        for index, member in enumerate(members):
            keys = f"Alt+{index + 1}" if index < MOST_KEYS else ""
            button = DeskButton(self.look, f"log-in-name-{index}", member.name, self, keys=keys)
            button.setCheckable(True)
            button.setChecked(member.id == chosen or len(members) == 1)
            button.clicked.connect(self._other_name)
            self._names.addButton(button, index)
            self._people.addWidget(button, index // MOST_COLUMNS, index % MOST_COLUMNS)
        self._pin.put("")
        self._say("")
        self._pin.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_answer(self, answer: LogIn) -> None:
        """Say that the PIN was wrong, or for how long nobody may try."""
        self._pin.put("")
        self._pin.line.setFocus()
        match answer:
            case WrongPin(tries_left):
                self._say(self.texts("log-in-wrong", left=str(tries_left)))
            case LockedOut(seconds):
                self._locked_s = seconds
                self._enter.setEnabled(False)
                self._wait.start()
                self._second()

    def say_trouble(self, text: str) -> None:
        """Say what the surroundings did."""
        self._say(text)

    def _other_name(self) -> None:
        """A lock holds one name only; whether this one is locked the desk knows."""
        self._locked_s = 0
        self._second()
        self._pin.line.setFocus()

    def _second(self) -> None:
        if self._locked_s <= 0:
            self._wait.stop()
            self._enter.setEnabled(True)
            self._say("")
            return
        minutes, seconds = divmod(self._locked_s, 60)
        self._say(self.texts("log-in-locked", time=f"{minutes}:{seconds:02d}"))
        self._locked_s -= 1

    def _try(self) -> None:
        index = self._names.checkedId()
        if index < 0:
            self._say(self.texts("log-in-who"))
        elif self._pin.text and self._enter.isEnabled():
            self.tried.emit(self._members[index].id, self._pin.text)

    def _say(self, text: str) -> None:
        self._pin.show_problem(text)
