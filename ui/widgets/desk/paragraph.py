"""A labelled box for several lines of words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QScroller, QVBoxLayout, QWidget

from ui.widgets.desk.field import LONGEST
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words
from ui.widgets.guard import guarded

LINES = 3


class TextBox(QPlainTextEdit):
    """Words over several lines; Tab goes on to the next field, Enter begins a line."""

    left = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def event(self, event: QEvent) -> bool:
        """Undo belongs to what is typed here; where nothing is, to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_nothing_left = not self.document().isUndoAvailable()
            if is_nothing_left and event.matches(QKeySequence.StandardKey.Undo):
                event.ignore()
                return False
        return bool(super().event(event))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take plain text only, as much of it as there is room for."""
        room = LONGEST - len(self.toPlainText()) + len(self.textCursor().selectedText())
        self.textCursor().insertText(source.text()[: max(0, room)])

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class Paragraph(QWidget):
    """Label, box and problem, like a `Field`. `changed` carries the text as it stands after each change."""

    changed = Signal(str)

    def __init__(
        self, look: Look, name: str, label: str, parent: QWidget, *, hint: str = "", lines: int = LINES
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}-field")
        self.label = Words(f"{name}-label", label, self, kind="strong")
        self.box = TextBox(name, self)
        self.box.setAccessibleName(label)
        self.box.setPlaceholderText(hint)
        self.box.setMinimumHeight(max(look.sizes.target, look.sizes.body * 3 * lines // 2 + 2 * look.sizes.padding))
        self.label.setBuddy(self.box)
        self._problem = Words(f"{name}-problem", "", self, kind="problem")
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.sizes.gap // 4)
        for part in (self.label, self.box, self._problem):
            layout.addWidget(part)
        self.box.textChanged.connect(lambda: self.changed.emit(self.text))
        self.setFocusProxy(self.box)

    @property
    def text(self) -> str:
        """What was typed, as it was typed."""
        return self.box.toPlainText()

    def put(self, text: str) -> None:
        """Put `text` in place of what was typed."""
        if text != self.text:
            self.box.setPlainText(text)

    def show_problem(self, text: str, *, warns: bool = False) -> None:
        """Say what is wrong; an empty text says that nothing is. What only `warns` looks less grave."""
        kind = "caution" if warns else "problem"
        self._problem.turn(kind)
        self._problem.say(text)
        self.box.setProperty("state", kind if text else "")
        self.box.style().unpolish(self.box)
        self.box.style().polish(self.box)
