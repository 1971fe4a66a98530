"""Where the focus goes in the desk's windows, for those who follow it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget


def follow_focus(told: Callable[[QWidget | None, QWidget | None], None]) -> None:
    """Tell `told` at each move of the focus from which widget to which it went."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(told)
