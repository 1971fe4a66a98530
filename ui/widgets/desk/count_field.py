"""A number of people: typed, or made larger and smaller by one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look

MINUS, PLUS = "−", "+"


class CountField(Field):
    """A field with a minus before its line and a plus behind it; the arrows up and down do the same."""

    def __init__(self, look: Look, name: str, label: str, parent: QWidget, *, most: int) -> None:
        super().__init__(look, name, label, parent, digits=True)
        self._most = most
        less = DeskButton(look, f"{name}-less", MINUS, self, pressed=lambda: self.step(-1))
        more = DeskButton(look, f"{name}-more", PLUS, self, pressed=lambda: self.step(1))
        row = QHBoxLayout()
        row.setSpacing(look.sizes.gap)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.removeWidget(self.line)
        row.addWidget(less)
        row.addWidget(self.line, 1)
        row.addWidget(more)
        column.insertLayout(1, row)
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for button in (less, more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setFixedWidth(look.sizes.target)
        self.line.installEventFilter(self)

    def step(self, by: int) -> None:
        """Count on from what stands there; from nothing, or from words, to the first."""
        text = self.text.strip()
        now = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
        self.put(str(min(max(now + by, 1), self._most)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrows up and down from the line."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.step(step)
                return True
        return bool(super().eventFilter(watched, event))
