"""A page that can be longer than the panel: scrolled by a finger, a wheel or by going through its fields."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget

from ui.widgets.desk.focus import follow_focus
from ui.widgets.desk.look import Look

LEAST_MM = 20.0
"""What is left of a page where news stand above it on the smallest panel; Qt would keep room for its scroll bar."""


class Page(QScrollArea):
    """Put parts into `column`; what has the focus is always brought into sight."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(round(look.px(LEAST_MM)))
        size = look.sizes
        self.content = QWidget(self)
        self.content.setObjectName(f"{name}-content")
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        self.column.setSpacing(size.gap)
        self.setWidget(self.content)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        follow_focus(self._follow)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return  # what is under a finger must stay there until it is lifted
        if now is not None and self.isVisible() and self.content.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, now.height())
            self.horizontalScrollBar().setValue(0)
