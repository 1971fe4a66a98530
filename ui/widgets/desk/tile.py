"""A large button with a picture, a figure and what it counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

TILE_MM = 24.0


class Tile(DeskButton):
    """Shows a count; a touch leads to what is counted. `is_pressing` marks what should not wait."""

    def __init__(
        self, look: Look, name: str, picture: str, parent: QWidget, *, keys: str, pressed: Callable[[], None]
    ) -> None:
        super().__init__(look, name, "", parent, kind="count", keys=keys, pressed=pressed)
        self.setText("")
        self._picture = QLabel(self)
        self._picture.setPixmap(look.pixmap(picture, look.sizes.target))
        self._figure = Words(f"{name}-figure", "", self, kind="figure", wraps=False)
        self._text = Words(f"{name}-text", "", self, kind="strong")
        self._hint = Words(f"{name}-keys", keys, self, kind="small", wraps=False)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._figure)
        texts.addWidget(self._text)
        row = QHBoxLayout(self)
        size = look.sizes
        row.setContentsMargins(size.padding * 2, size.padding, size.padding * 2, size.padding)
        row.setSpacing(size.padding * 2)
        row.addWidget(self._picture)
        row.addLayout(texts, 1)
        row.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignBottom)
        for part in (self._picture, self._figure, self._text, self._hint):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setMinimumHeight(look.px(TILE_MM))

    def show_count(self, figure: str, text: str, *, is_pressing: bool = False) -> None:
        """Show what is counted, and how many."""
        self._figure.setText(figure)
        self._text.setText(text)
        self.setAccessibleName(f"{figure} {text}")
        self.setProperty("state", "pressing" if is_pressing else "")
        self.style().unpolish(self)
        self.style().polish(self)
