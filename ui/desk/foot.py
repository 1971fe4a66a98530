"""The line at the foot of the desk: when the county was heard last, what waits for a decision, and a new stick."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import LOW_PANEL_MM, Look
from ui.widgets.desk.words import Words

KEYS = "F12"
"""Of the window, whether anything waits or not."""


class Foot(QFrame):
    """Small words; a button of a finger's size, and the words on it, only where somebody should look.

    A low panel has no room for the words alone.
    """

    def __init__(self, look: Look, parent: QWidget, *, opened: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setObjectName("desk-foot")
        self.setProperty("kind", "bar")
        self._look = look
        self._words = Words("desk-foot-words", "", self, kind="small", wraps=False)
        self._look_at = DeskButton(look, "desk-foot-county", "", self, keys_elsewhere=KEYS, pressed=opened)
        self._look_at.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        size = look.sizes
        row = QHBoxLayout(self)
        row.setContentsMargins(size.margin, size.gap // 4, size.margin, size.gap // 4)
        row.setSpacing(size.gap)
        row.addWidget(self._words)
        row.addStretch(1)
        row.addWidget(self._look_at)
        self._heard, self._unsettled, self._stick, self._gives_way = "", 0, "", False
        self._show()

    def say(self, heard: str) -> None:
        """Say when the county was heard; an empty text says nothing."""
        self._heard = heard
        self._show()

    def warn(self, unsettled: int) -> None:
        """Say how many things wait for a person's decision."""
        if unsettled != self._unsettled:
            self._unsettled = unsettled
            self._show()

    def greet(self, stick: str) -> None:
        """Say that a stick was plugged in, before anything that waits: both lead to the same screen."""
        if stick != self._stick:
            self._stick = stick
            self._show()

    def give_way(self, gives_way: bool) -> None:
        """Say nothing where all of it stands on the screen itself."""
        self._gives_way = gives_way
        self._show()

    def _show(self) -> None:
        self._words.say(self._heard)
        waits = self._look.texts("county-attention", count=str(self._unsettled)) if self._unsettled else ""
        to_look_at = self._stick or waits
        self._look_at.say(to_look_at)
        self._look_at.setVisible(bool(to_look_at))
        is_low = self._look.panel.height_mm < LOW_PANEL_MM
        has_words = bool(to_look_at) or (bool(self._heard) and not is_low)
        self.setVisible(has_words and not self._gives_way)
