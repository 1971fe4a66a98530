"""A labelled line to type into, with what is wrong with it below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words
from ui.widgets.guard import guarded

LONGEST = 10_000
"""Characters that a field takes at all; what is too long for its meaning the use-case says."""
A_NAME = "aName"
"""The property of a line into which a person's name is written: surnames are likely there."""


def writes_a_name(line: QWidget) -> bool:
    """Tell whether a person's name is written into `line`."""
    return bool(line.property(A_NAME))


class Line(QLineEdit):
    """A line to type into; Enter goes on to the next."""

    left = Signal()
    """Enter was pressed."""
    focused = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMaxLength(LONGEST)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def event(self, event: QEvent) -> bool:
        """Undo belongs to what is typed here; where nothing is, to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and not self.isUndoAvailable():
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Undo):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the way to the next field; with Ctrl it belongs to the screen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.left.emit()
            self.focusNextChild()
            return
        super().keyPressEvent(event)


class Field(QWidget):
    """Label, line and problem. `changed` carries the text as it stands after each change.

    `of_person` says that a person's name is written there.
    """

    changed = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        label: str,
        parent: QWidget,
        *,
        hint: str = "",
        digits: bool = False,
        secret: bool = False,
        of_person: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}-field")
        self.label = Words(f"{name}-label", label, self, kind="strong")
        self.line = Line(name, self)
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(hint)
        if digits:
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.line.setProperty(A_NAME, of_person)
        self.label.setBuddy(self.line)
        self._problem = Words(f"{name}-problem", "", self, kind="problem")
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.sizes.gap // 4)
        for part in (self.label, self.line, self._problem):
            layout.addWidget(part)
        self.line.textChanged.connect(self.changed)
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """What was typed, as it was typed."""
        return self.line.text()

    def put(self, text: str) -> None:
        """Put `text` in place of what was typed."""
        self.line.setText(text)

    def show_problem(self, text: str, *, warns: bool = False) -> None:
        """Say what is wrong; an empty text says that nothing is. What only `warns` looks less grave."""
        kind = "caution" if warns else "problem"
        self._problem.turn(kind)
        self._problem.say(text)
        self.line.setProperty("state", kind if text else "")
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
