"""Days of work by halves, for a finger: a day or half a day more or less."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

STEPS = (("less", -2), ("less-half", -1), ("more-half", 1), ("more", 2))
HALF_STEPS = STEPS[1:3]
"""Where there is little room: whoever keeps the finger on the button goes on."""


class HalfDays(QWidget):
    """`changed` follows a touch. `in_words` says how a number of half days reads."""

    changed = Signal()

    def __init__(
        self, look: Look, name: str, label: str, parent: QWidget, *, in_words: Callable[[int], str], is_compact: bool
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}-field")
        self._in_words = in_words
        self.half_days = self.most = 0
        self._shown = Words(name, "", self, kind="strong")
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.setSpacing(look.sizes.gap)
        steps = HALF_STEPS if is_compact else STEPS
        for index, (step, by) in enumerate(steps):
            if index == len(steps) // 2:
                row.addWidget(self._shown, 1)
            button = DeskButton(look, f"{name}-{step}", look.texts(f"half-days-{step}"), self)
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, by=by: self._step(by))
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap // 4)
        column.addWidget(Words(f"{name}-label", label, self, kind="strong"))
        column.addLayout(row)

    def put(self, half_days: int, *, most: int) -> None:
        """Show a number of half days, of at most `most`."""
        self.most = most
        self._show(half_days)

    def _step(self, by: int) -> None:
        self._show(self.half_days + by)
        self.changed.emit()

    def _show(self, half_days: int) -> None:
        self.half_days = min(max(half_days, 0), self.most)
        self._shown.setText(self._in_words(self.half_days))
