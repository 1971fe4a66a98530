"""Ten large digits for a finger, typing into whatever line they belong to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look

ROWS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("clear", "0", "back"))
X_ROW = ("X",)


class Keypad(QWidget):
    """Types into `line`, which keeps the focus; `with_x` adds the last letter of some identity numbers."""

    def __init__(self, look: Look, line: QLineEdit, parent: QWidget, *, with_x: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(f"{line.objectName()}-keypad")
        self._line = line
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.sizes.gap)
        for row, keys in enumerate((*ROWS, X_ROW) if with_x else ROWS):
            for column, key in enumerate(keys):
                grid.addWidget(self._key(look, key), row, column)
        grid.setRowStretch(len(ROWS) + 1, 1)

    def _key(self, look: Look, key: str) -> DeskButton:
        text = key if len(key) == 1 else look.texts("keypad-clear" if key == "clear" else "keypad-back")
        button = DeskButton(look, f"{self.objectName()}-{key}", text, self, kind="key")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if len(key) == 1:
            button.clicked.connect(lambda: self._line.insert(key))
        else:
            button.clicked.connect(self._line.clear if key == "clear" else self._line.backspace)
        return button
