"""Buttons of the desk: a word, perhaps a picture, and the key that does the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.widgets.desk.look import Look


class DeskButton(QPushButton):
    """A button with the house's look. `keys` press it from anywhere in its window, and stand behind its word;
    `keys_elsewhere` only stand there, for what the window itself does by them.

    `kind` is one of "", "primary" (the one next step), "danger", "rail", "row", "key".
    """

    def __init__(
        self,
        look: Look,
        name: str,
        text: str,
        parent: QWidget,
        *,
        kind: str = "",
        picture: str | None = None,
        keys: str = "",
        keys_elsewhere: str = "",
        pressed: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self._keys = keys or keys_elsewhere
        self.say(text)
        if picture is not None:
            side = look.sizes.target * 3 // 5
            self.setIcon(look.icon(picture, side))
            self.setIconSize(look.icon_size(side))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if keys:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._by_key)
        if pressed is not None:
            self.clicked.connect(lambda _=False: pressed())

    def say(self, text: str) -> None:
        """Show another word."""
        self.setAccessibleName(text)
        keys = self._keys.replace("Return", "↵")
        self.setText(f"{_literal(text)}  {keys}" if keys else _literal(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def _by_key(self) -> None:
        if self.isEnabled() and self.isVisible():
            self.click()


def _literal(text: str) -> str:
    """An ampersand is a sign, not the mark of a shortcut."""
    return text.replace("&", "&&")
