"""Words on the desk's screens: labels that wrap and are never read as markup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget


class Words(QLabel):
    """One text. `kind` is one of "", "title", "figure", "strong", "small", "hint", "problem", "caution"."""

    def __init__(self, name: str, text: str, parent: QWidget, *, kind: str = "", wraps: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred if wraps else QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred
        )
        self.setText(text)

    def say(self, text: str) -> None:
        """Show another text; an empty one takes no room."""
        self.setText(text)
        self.setVisible(bool(text))

    def turn(self, kind: str) -> None:
        """Become words of another kind. Polishing alone would leave the room around them as it was."""
        if kind == self.property("kind"):
            return
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))
