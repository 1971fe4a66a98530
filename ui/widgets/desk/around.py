"""How a screen surrounds its one large part: with nothing, or with a row of buttons below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.desk.look import Look


def fill(widget: QWidget, part: QWidget) -> QVBoxLayout:
    """Fill `widget` with `part` to its edges; return the layout for what comes below."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(part, 1)
    return column


def put_over_foot(widget: QWidget, look: Look, part: QWidget, *, beside: Sequence[QWidget], main: QWidget) -> None:
    """Fill `widget` with `part`, and below it a row: other buttons to the left, the main one to the right."""
    foot = QHBoxLayout()
    size = look.sizes
    foot.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
    foot.setSpacing(size.gap)
    for button in beside:
        foot.addWidget(button)
    foot.addStretch(1)
    foot.addWidget(main, 1)
    fill(widget, part).addLayout(foot)
