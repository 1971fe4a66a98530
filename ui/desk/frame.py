"""The frame around the desk's screens: who is here, the rail of places, and the bar that says what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScroller,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.desk.keyboard import KeyboardPanel, keyboard_button
from ui.screens.desk.screen import News, Place
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import RAIL_MM, Look
from ui.widgets.desk.words import Words

RAIL: tuple[tuple[Place, str], ...] = (
    (Place.TODAY, "today"),
    (Place.WALK_IN, "register"),
    (Place.PEOPLE, "search"),
    (Place.ARRIVALS, "arrivals"),
    (Place.POSTINGS, "postings"),
    (Place.DISPATCH, "dispatch"),
    (Place.OUTCOMES, "outcomes"),
    (Place.COMPLAINTS, "complaints"),
    (Place.MORE, "more"),
)
"""The places of the rail, each with its picture (`desk-NAME`); F1 to F9 lead there."""
NEWS_MS = 15_000
LIFTED_MS = 50
"""So soon is looked again whether the finger that kept the news there is lifted."""
MOST_UNDONE = 10
"""Changes that one log-in can take back, the last first; older ones are changed where they stand."""


class Rail(QScrollArea):
    """The places, one below the other; a low panel scrolls them. `chosen` carries a `Place`."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("desk-rail")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for direction in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            direction(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        inside = QFrame(self)
        inside.setProperty("kind", "bar")
        self.setWidget(inside)
        self._texts = [self._text(look, place, f"F{number}") for number, (place, _) in enumerate(RAIL, 1)]
        lines = [line for text in self._texts for line in text.splitlines()]
        widest = max(look.text_width(line, size_px=look.sizes.small) for line in lines)
        self.setFixedWidth(max(look.px(RAIL_MM), widest + 3 * look.sizes.gap))
        column = QVBoxLayout(inside)
        side = look.sizes.gap // 2
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(look.sizes.gap // 4)
        self._buttons: dict[Place, QToolButton] = {}
        for number, (place, picture) in enumerate(RAIL, 1):
            button = self._button(look, place, picture, self._texts[number - 1], f"F{number}")
            self._buttons[place] = button
            column.addWidget(button, 1)
        column.addStretch(0)

    def _text(self, look: Look, place: Place, key: str) -> str:
        """The place's name and its key, in two lines where the panel is high enough."""
        side = look.sizes.target * 3 // 5
        in_two_lines = look.panel.height_px > len(RAIL) * (side + look.sizes.small * 4)
        return f"{look.texts(f'desk-{place}')}{chr(10) if in_two_lines else ' '}{key}"

    def _button(self, look: Look, place: Place, picture: str, text: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"rail-{place}")
        button.setProperty("kind", "rail")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        side = look.sizes.target * 3 // 5
        button.setText(text)
        button.setAccessibleName(look.texts(f"desk-{place}"))
        button.setIcon(look.icon(f"desk-{picture}", side))
        button.setIconSize(look.icon_size(side))
        button.setCheckable(True)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(button.click)  # at once: a button's own shortcut shows it pressed for 100 ms before
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.setMinimumHeight(look.sizes.target)
        button.setMaximumHeight(look.sizes.target * 2)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the F keys lead here; Tab stays within the screen
        button.clicked.connect(lambda: self.chosen.emit(place))
        return button

    def show_place(self, place: Place | None) -> None:
        """Mark where we are."""
        for each, button in self._buttons.items():
            button.setChecked(each is place)


class Head(QFrame):
    """Station and screen to the left; language, name and lock to the right."""

    def __init__(
        self, look: Look, parent: QWidget, *, lock: Callable[[], None], language: Callable[[], None],
        keyboard: KeyboardPanel, leave: Callable[[], None] | None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("desk-head")
        self.setProperty("kind", "bar")
        size = look.sizes
        row = QHBoxLayout(self)
        row.setContentsMargins(size.margin, size.gap // 2, size.margin, size.gap // 2)
        row.setSpacing(size.gap)
        self.title = Words("desk-title", "", self, kind="title", wraps=False)
        self.who = Words("desk-who", "", self, kind="small", wraps=False)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.who)
        row.addWidget(keyboard_button(look, self, keyboard))
        if leave is not None:
            row.addWidget(DeskButton(look, "desk-kiosk", look.texts("desk-kiosk"), self, picture="home", pressed=leave))
        row.addWidget(DeskButton(look, "desk-language", look.texts("desk-language"), self, pressed=language))
        row.addWidget(
            DeskButton(look, "desk-lock", look.texts("desk-lock"), self, keys="F10", picture="desk-lock", pressed=lock)
        )


class NewsBar(QFrame):
    """What was just done, with "undo"; or what went wrong, until somebody has read it.

    The last changes can be taken back one after the other also when their words are gone (`take_back`).
    """

    undo_wanted = Signal(object)
    """Carries the `News` that is to be taken back."""

    def __init__(self, look: Look, parent: QWidget, *, stays_ms: int = NEWS_MS) -> None:
        super().__init__(parent)
        self.setObjectName("desk-news")
        self._stays_ms = stays_ms
        size = look.sizes
        row = QHBoxLayout(self)
        row.setContentsMargins(size.padding, size.gap // 2, size.padding, size.gap // 2)
        row.setSpacing(size.gap)
        self._words = Words("desk-news-text", "", self, kind="strong")
        self._undo = DeskButton(
            look, "desk-undo", look.texts("desk-undo"), self, keys_elsewhere="Ctrl+Z", pressed=self.take_back
        )
        self._close = DeskButton(look, "desk-close-news", look.texts("desk-close-news"), self, pressed=self._hide)
        for button in (self._undo, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self._words, 1)
        row.addWidget(self._undo)
        row.addWidget(self._close)
        self._done: list[News] = []
        self._shown: News | None = None
        self._gives_way = self._has_words = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_when_lifted)
        self.hide()

    def show_news(self, news: News) -> None:
        """Say what was done. What only adds to it, as that the card is printed, is said behind it."""
        if news.undo is not None:
            self._done = [*self._done, news][-MOST_UNDONE:]
        elif self._shown is not None and self._shown.undo is not None and not news.is_undone:
            news = replace(self._shown, text=f"{self._shown.text} {news.text}")
        self._shown = news
        self._show("news", news.text, can_undo=news.undo is not None)
        self._timer.start(self._stays_ms)

    def show_trouble(self, text: str) -> None:
        """Say what went wrong and what to do; it stays until it is read."""
        self._shown = None
        self._timer.stop()
        self._show("trouble", text, can_undo=False)

    def take_back(self) -> None:
        """Have the last change that was not taken back yet taken back."""
        if self._done:
            news = self._done.pop()
            self._hide()
            self.undo_wanted.emit(news)

    def clear(self) -> None:
        """Say nothing more, and forget what could be taken back."""
        self._done = []
        self._hide()

    def give_way(self, gives_way: bool) -> None:
        """Leave the room to another bar for now; what can be taken back still can."""
        self._gives_way = gives_way
        self.setVisible(self._has_words and not gives_way)

    def _go_when_lifted(self) -> None:
        """Its room makes a page longer: what is under a finger would not be there any more when it is lifted."""
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._hide()
        else:
            self._timer.start(LIFTED_MS)

    def _hide(self) -> None:
        self._shown, self._has_words = None, False
        self.hide()

    def _show(self, kind: str, text: str, *, can_undo: bool) -> None:
        self._undo.setVisible(can_undo)
        self._words.say(text)
        self.setProperty("kind", kind)
        for widget in (self, self._words):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self._has_words = True
        self.setVisible(not self._gives_way)
