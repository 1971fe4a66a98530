"""A notice as a worker at the kiosk will see it: in the kiosk's large letters."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme import Role, Theme
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.words import Words


class NoticePreview(QWidget):
    """Title and words on a card; what is too long for the panel is scrolled, as it is there."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        size, theme = look.sizes, Theme(look.panel)
        page = Page(look, f"{name}-page", self)
        page.column.setContentsMargins(0, 0, 0, 0)
        label = Words(f"{name}-label", look.texts("notices-preview"), page.content, kind="strong")
        card = QFrame(page.content)
        card.setProperty("kind", "card")
        self._title = Words(f"{name}-title", "", card, kind="title")
        self._words = Words(f"{name}-words", "", card)
        for words, role in ((self._title, Role.TITLE), (self._words, Role.BODY)):
            words.setStyleSheet(f"font-size: {theme.font(role).pixelSize()}px;")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        inside.setSpacing(size.gap)
        for part in (self._title, self._words):
            inside.addWidget(part)
        page.column.addWidget(label)
        page.column.addWidget(card)
        page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def show_notice(self, title: str, words: str) -> None:
        """Show what stands in the form now."""
        texts = self._look.texts
        self._title.say(title.strip() or texts("notices-preview-title"))
        self._words.say(words.strip() or texts("notices-preview-words"))
