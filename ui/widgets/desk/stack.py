"""Pages of which one is shown at a time, and only that one asks for room."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

ASKS = QSizePolicy.Policy.Preferred
ASKS_NOT = QSizePolicy.Policy.Ignored


class Stack(QStackedWidget):
    """Qt's own stack is as large as its largest page, also one that was shown once and never again."""

    def show_page(self, page: QWidget) -> None:
        """Show `page`, which need not have been here before."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        for place in range(self.count()):
            each = self.widget(place)
            policy = ASKS if each is page else ASKS_NOT
            each.setSizePolicy(policy, policy)
        self.setCurrentWidget(page)


def painted_ahead(widget: QWidget) -> Generator[None, None, None]:
    """Paint `widget` unseen, then the pages in it that are not shown, one at each step."""
    widget.grab()
    yield
    for stack in widget.findChildren(QStackedWidget):
        for place in range(stack.count()):
            page = stack.widget(place)
            if page is not stack.currentWidget():
                page.resize(stack.size())
                page.grab()
                yield
