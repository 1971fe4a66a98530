"""Pages of which one is shown at a time, and only that one asks for room."""

from __future__ import annotations

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
