"""When the keyboard on the screen comes and when it goes: for names, where a finger is all there is to type with."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPointingDevice, QTouchEvent, QWindow
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kiosk.domain.language import Language
from kiosk.pinyin.candidates import Pinyin
from kiosk.pinyin.dictionary import Dictionary
from kiosk.pinyin.readings import Readings
from ui.desk.entrance import Entrance
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.keyboard.keyboard import Keyboard
from ui.widgets.desk.look import Look

ROW_MM, SMALL_ROW_MM, CANDIDATES_MM = 16.0, 12.5, 13.0
LOW_PANEL_MM = 200.0
"""On a panel that is lower, lower keys leave room for the line that is typed into."""
ROWS = 4
DOWN = frozenset({QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress})
POINTING = DOWN | {QEvent.Type.TouchEnd, QEvent.Type.TouchCancel, QEvent.Type.MouseButtonRelease}
SECRET = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData


def keyboard_is_wanted(environ: Mapping[str, str], *, platform: str = sys.platform) -> bool:
    """Tell whether this computer needs our keyboard: it has no input method of its own.

    One that has (on Windows, on macOS, or one that somebody set up) keeps that: whoever types Chinese on a keyboard of
    plastic needs theirs, and two that answer the same key are one too many.
    """
    return platform not in ("win32", "darwin") and not (environ.get("QT_IM_MODULE") or environ.get("QT_IM_MODULES"))


def wants_text(widget: QWidget) -> bool:
    """Whether letters may be typed into `widget`, and others may see them: a PIN has its own keypad."""
    if not (widget.isEnabled() and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)):
        return False
    return not Qt.InputMethodHint(widget.inputMethodHints()) & SECRET and not _has_keypad(widget)


def _has_keypad(widget: QWidget) -> bool:
    keypad = widget.window().findChild(QWidget, f"{widget.objectName()}-keypad") if widget.objectName() else None
    return keypad is not None and keypad.isVisible()


class KeyboardPanel(QWidget):
    """Stands below what is typed into, and takes its room from it only while it is shown.

    It comes when a finger touches a line, and never to somebody who types on a keyboard or points with a mouse, unless
    they ask for it. It is made when it is first shown. One that `is_there` not stays empty.
    """

    def __init__(self, look: Look, parent: QWidget, *, is_there: bool) -> None:
        super().__init__(parent)
        self.setObjectName("desk-keyboard-panel")
        self._look = look
        self._line: QWidget | None = None
        self._keyboard: Keyboard | None = None
        self._words: Iterable[str] = ()
        self._pinyin: Pinyin | None = None
        self._is_pressed = self._is_by_touch = self._is_sent_away = False
        self._at = QPointF()
        self.is_available = is_there
        row_mm = SMALL_ROW_MM if look.panel.height_mm < LOW_PANEL_MM else ROW_MM
        self._keys_px, self._candidates_px = look.px(ROWS * row_mm), look.px(CANDIDATES_MM)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._keys_px + self._candidates_px)
        self.hide()
        if self.is_available:
            self._watch()

    def know(self, words: Iterable[str]) -> None:
        """Offer `words`, the station's own, before others. They stay in memory, and until others come."""
        self._words, self._pinyin = tuple(words), None

    def _watch(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        Entrance(self)
        app.focusChanged.connect(self._on_focus)

    def toggle(self) -> None:
        """Show the keyboard for the line that is being typed into, else for the next one; or hide it."""
        if self.isVisible():
            self.put_away()
        elif self.is_available:
            line = _next_line(self.window())
            if line is not None:
                line.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self._bring(line)

    def put_away(self) -> None:
        """Hide it; what was typed is in its line."""
        self._line = None
        self._is_sent_away = False
        if self._keyboard is not None:
            self._keyboard.serve(None)
        self.hide()

    def _bring(self, line: QWidget) -> None:
        if self._keyboard is None:
            self._keyboard = self._make()
        self._line = line
        self._keyboard.serve(line)
        self.show()
        QTimer.singleShot(0, self, self._scroll_to_line)

    def _make(self) -> Keyboard:
        keyboard = Keyboard(
            self._look, self, pinyin=self._understanding, keys_px=self._keys_px, words_px=self._candidates_px,
            chinese=self._look.texts.language is Language.ZH_CN,
        )  # fmt: skip
        keyboard.went.connect(self._send_away)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(keyboard)
        return keyboard

    def _understanding(self) -> Pinyin:
        if self._pinyin is None:
            self._pinyin = Pinyin(Dictionary(), Readings(), self._words)
        return self._pinyin

    def _send_away(self) -> None:
        """Its own key to hide it was touched: it goes when the finger is lifted, which would else lie on something."""
        self._is_sent_away = True

    def _scroll_to_line(self) -> None:
        """Once the rest has made room: whoever types sees what."""
        line = QApplication.focusWidget()
        parent = line.parentWidget() if line is not None else None
        while line is not None and parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(line, 0, self._look.sizes.margin)
            parent = parent.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See whether a finger or a key of plastic was last; take the keys of plastic that compose Chinese."""
        kind = event.type()
        if not isinstance(watched, QWindow):
            return isinstance(event, QKeyEvent) and watched is self._line and self._takes_key(event)
        if kind in POINTING and isinstance(event, QTouchEvent | QMouseEvent):
            self._on_pointer(event, is_down=kind in DOWN)
        elif kind is QEvent.Type.ShortcutOverride:
            self._is_by_touch = False
        return False

    def _takes_key(self, event: QKeyEvent) -> bool:
        """Only a key of plastic is told to be a shortcut first; our own go to the line by `Pen`."""
        keyboard = self._keyboard
        if keyboard is None or not self.isVisible() or not keyboard.takes(event):
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() is QEvent.Type.KeyPress:
            keyboard.press(event)
        return True

    def _on_pointer(self, event: QTouchEvent | QMouseEvent, *, is_down: bool) -> None:
        self._is_pressed = is_down
        if is_down:
            self._is_by_touch = event.pointerType() is QPointingDevice.PointerType.Finger
            self._at = event.points()[0].globalPosition() if event.points() else QPointF()
            if self._keyboard is not None and not self._is_on_keys():
                self._keyboard.settle()
        else:
            QTimer.singleShot(0, self, self._on_lifted)

    def _on_lifted(self) -> None:
        """Only now may anything move: a finger would be lifted from something else than it touched."""
        if self._is_sent_away:
            self.put_away()
            return
        if self.isVisible():
            self._follow()
            return
        line = QApplication.focusWidget()
        if (
            line is not None
            and self._is_by_touch
            and self._may_serve(line)
            and _area(line).contains(self._at.toPoint())
        ):
            self._bring(line)

    def _is_on_keys(self) -> bool:
        return self.isVisible() and _area(self).contains(self._at.toPoint())

    def _on_focus(self, _: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and not self._is_pressed:
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        """Stay for the next line that wants text; go where there is none, or where somebody wants to see more."""
        line = QApplication.focusWidget()
        if self._is_pressed or not self.isVisible():
            return
        if line is None or not self._may_serve(line):
            self.put_away()
        elif line is not self._line:
            self._bring(line)

    def _may_serve(self, line: QWidget) -> bool:
        return wants_text(line) and line.window() is self.window()


def keyboard_button(look: Look, parent: QWidget, panel: KeyboardPanel) -> DeskButton:
    """The button that shows and hides the keyboard; it is not there where there is no keyboard."""
    button = DeskButton(look, "desk-keyboard", look.texts("desk-keyboard"), parent, keys="F11", pressed=panel.toggle)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setVisible(panel.is_available)
    return button


def _area(widget: QWidget) -> QRect:
    """Where a widget is on the screen."""
    return QRect(widget.mapToGlobal(widget.rect().topLeft()), widget.size())


def _next_line(window: QWidget) -> QWidget | None:
    """The widget with the focus, or else the next in the order of Tab, into which text may be typed."""
    first = QApplication.focusWidget() or window
    widget: QWidget | None = first
    while widget is not None:
        if widget.isVisible() and wants_text(widget):
            return widget
        following = widget.nextInFocusChain()
        widget = following if following is not first else None
    return None
