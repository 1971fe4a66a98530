"""What of a window cannot be read: pages wider than their place, buttons and words that are cut off."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QToolButton

from tests.ui.desk.window import DeskWindow

LEEWAY_PX = 4
"""A tile's style asks for three pixels more than its layout gives it."""

TURNS = 4
"""A layout asks its parent, whose answer may let it ask again."""


def clipped(window: DeskWindow) -> list[str]:
    """The names of what does not fit, with the reason, once the layouts have come to rest."""
    for _ in range(TURNS):
        window.live()
    found = [] if window.fits else ["the window is larger than its panel"]
    for area in window.shell.findChildren(QScrollArea):
        content = area.widget()
        if area.isVisible() and content is not None and content.width() > area.viewport().width() + 1:
            found.append(f"{area.objectName()} is {content.width()} wide in {area.viewport().width()}")
    for kind in (QPushButton, QToolButton):
        for button in window.shell.findChildren(kind):
            wanted = button.sizeHint()
            is_cut = wanted.width() > button.width() + 1 or wanted.height() > button.height() + LEEWAY_PX
            if button.isVisible() and is_cut and not button.objectName().startswith("rail"):
                found.append(f"{button.objectName()} wants {wanted.toTuple()} and has {button.size().toTuple()}")
    return found + [name for label in window.shell.findChildren(QLabel) if (name := _cut(label))]


def _cut(label: QLabel) -> str:
    if not label.isVisible() or not label.text():
        return ""
    if label.wordWrap():
        is_cut = label.heightForWidth(label.width()) > label.height() + 1
    else:
        is_cut = label.sizeHint().width() > label.width() + 1
    return f"{label.objectName()} is cut off" if is_cut else ""
