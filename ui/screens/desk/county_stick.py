"""The panel that appears when a stick is plugged in: the station's news out, the county's answer in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from ui.screens.desk.screen import StickNews, StickWay
from ui.screens.desk.screen_width import screen_width
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.progress_line import ProgressLine
from ui.widgets.desk.words import Words


class StickPanel(QFrame):
    """Hidden while there is neither a stick nor anything to say of one; `wanted` is called with a `StickWay`."""

    def __init__(self, look: Look, parent: QWidget, *, wanted: Callable[[StickWay], None]) -> None:
        super().__init__(parent)
        self.setObjectName("county-stick")
        self.setProperty("kind", "card")
        self._look, self._wanted = look, wanted
        self._title = Words("county-stick-title", look.texts("county-stick-in"), self, kind="title")
        self._name = Words("county-stick-name", "", self, kind="small")
        self._doing = Words("county-stick-doing", "", self, kind="strong")
        self._progress = ProgressLine(look, "county-stick-progress", self)
        self._result = Words("county-stick-result", "", self, kind="strong")
        self._problem = Words("county-stick-problem", "", self, kind="problem")
        self._hint = Words("county-stick-hint", "", self, kind="hint")
        self._buttons = {each: self._button(each) for each in StickWay}
        self._arrange()
        self.hide()

    def _button(self, way: StickWay) -> DeskButton:
        words = {StickWay.EXPORT: "county-stick-export", StickWay.IMPORT: "county-stick-import"}[way]
        button = DeskButton(
            self._look, words, self._look.texts(words), self, kind="primary", pressed=lambda: self._wanted(way)
        )
        button.setProperty("large", True)
        return button

    def _arrange(self) -> None:
        size = self._look.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(size.padding * 2, size.padding * 2, size.padding * 2, size.padding * 2)
        column.setSpacing(size.gap // 2)
        for part in (self._title, self._name, self._result, self._problem, self._doing, self._progress, self._hint):
            column.addWidget(part)
        row = QBoxLayout(self._way())
        row.setSpacing(size.gap)
        row.setContentsMargins(0, size.gap // 2, 0, 0)
        for button in self._buttons.values():
            row.addWidget(button, 1)
        column.addLayout(row)

    def _way(self) -> QBoxLayout.Direction:
        """Beside one another where there is room, beside the page's scroll bar too."""
        look, size = self._look, self._look.sizes
        wanted = sum(look.text_width(each.text()) + 6 * size.padding for each in self._buttons.values()) + size.gap
        room = screen_width(look) - 2 * size.margin - 4 * size.padding - size.target
        return QBoxLayout.Direction.LeftToRight if wanted <= room else QBoxLayout.Direction.TopToBottom

    def show_news(self, news: StickNews) -> None:
        """Show what is plugged in, what goes on, or what came of it."""
        self._title.setVisible(bool(news.names))
        self._name.say(self._look.texts("county-stick-named", name=news.names[0]) if len(news.names) == 1 else "")
        self._result.say(news.result)
        self._problem.say(news.problem)
        self._doing.say(news.doing)
        self._hint.say(news.hint)
        if news.doing:
            self._progress.show_share(news.done, news.every)
        else:
            self._progress.clear()
        had_focus = self.hasFocus() or any(button.hasFocus() for button in self._buttons.values())
        if had_focus:
            self.setFocus(
                Qt.FocusReason.OtherFocusReason
            )  # a hidden button would hand it on to one that does other things
        for way, button in self._buttons.items():
            button.setVisible(way in news.ways)
        self.setVisible(bool(news.names or news.doing or news.result or news.problem))
        if had_focus and news.ways:
            self._buttons[news.ways[0]].setFocus(Qt.FocusReason.OtherFocusReason)
