"""A labelled line to type into, with what is wrong with it below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

LONGEST = 10_000
"""Characters that a field takes at all; what is too long for its meaning the use-case says."""


class Line(QLineEdit):
    """A line to type into; Enter goes on to the next."""

    left = Signal()
    """Enter was pressed, or the line lost the focus."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMaxLength(LONGEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the way to the next field; with Ctrl it belongs to the screen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.left.emit()
            self.focusNextChild()
            return
        super().keyPressEvent(event)


class Field(QWidget):
    """Label, line and problem. `changed` carries the text as it stands after each change."""

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

    def show_problem(self, text: str) -> None:
        """Say what is wrong; an empty text says that nothing is."""
        self._problem.say(text)
        self.line.setProperty("state", "problem" if text else "")
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
