"""The keyboard on the screen, Qt's own with its Pinyin: for names, where a finger is all there is to type with.

Only the desk's process has it; in every other the panel stays empty and nothing of QML is loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLoggingCategory, QObject, QPointF, QRect, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPointingDevice, QTouchEvent, QWindow
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.desk.entrance import Entrance
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look

if TYPE_CHECKING:
    from PySide6.QtQuickWidgets import QQuickWidget

MODULE = "qtvirtualkeyboard"
QML = Path(__file__).with_name("keyboard.qml")
ROW_MM, SMALL_ROW_MM, CANDIDATES_MM = 16.0, 12.5, 13.0
LOW_PANEL_MM = 200.0
"""On a panel that is lower, lower keys leave room for the line that is typed into."""
ROWS = 4
DOWN = frozenset({QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress})
POINTING = DOWN | {QEvent.Type.TouchEnd, QEvent.Type.TouchCancel, QEvent.Type.MouseButtonRelease}
SECRET = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData


def prepare_keyboard(environ: MutableMapping[str, str], *, platform: str = sys.platform) -> bool:
    """Have Qt load its keyboard; call it before there is a QApplication. Return whether it will be there.

    A computer that has an input method of its own (on Windows, on macOS, or one that somebody set up) keeps that:
    Qt can use one only, and whoever types Chinese on a keyboard of plastic needs theirs.
    """
    if platform in ("win32", "darwin") or environ.get("QT_IM_MODULE", MODULE) != MODULE or environ.get("QT_IM_MODULES"):
        return False
    environ["QT_IM_MODULE"] = MODULE
    environ["QT_VIRTUALKEYBOARD_DESKTOP_DISABLE"] = "1"
    environ.setdefault("QT_QUICK_BACKEND", "software")
    return True


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
    they ask for it. It is loaded when it is first shown.
    """

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("desk-keyboard-panel")
        self._look = look
        self._line: QWidget | None = None
        self._keys: QQuickWidget | None = None
        self._is_pressed = self._is_by_touch = False
        self._at = QPointF()
        self.is_available = os.environ.get("QT_IM_MODULE") == MODULE
        row_mm = SMALL_ROW_MM if look.panel.height_mm < LOW_PANEL_MM else ROW_MM
        self._keys_px, self._candidates_px = look.px(ROWS * row_mm), look.px(CANDIDATES_MM)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._keys_px + self._candidates_px)
        self.hide()
        if self.is_available:
            self._watch()

    def _watch(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        Entrance(self)
        app.focusChanged.connect(self._on_focus)
        QGuiApplication.inputMethod().visibleChanged.connect(self._on_visible)

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
        method = QGuiApplication.inputMethod()
        method.commit()
        self._line = None
        self.hide()
        method.hide()

    def _bring(self, line: QWidget) -> None:
        if self._keys is None:
            self._load()
        self._line = line
        self.show()
        method = QGuiApplication.inputMethod()
        method.update(Qt.InputMethodQuery.ImQueryAll)  # a line that had the focus before the keys were loaded
        method.show()
        QTimer.singleShot(0, self, self._scroll_to_line)

    def _load(self) -> None:
        from PySide6.QtQuickWidgets import QQuickWidget

        _learn_nothing()
        palette = self._look.palette
        keys = QQuickWidget(self)
        keys.setObjectName("desk-keyboard-keys")
        keys.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        keys.setResizeMode(QQuickWidget.ResizeMode.SizeRootObjectToView)
        keys.setInitialProperties({
            "keysHeight": self._keys_px, "candidatesHeight": self._candidates_px,
            "letters": self._look.sizes.title, "spacing": self._look.sizes.gap // 2,
            "ground": palette.quiet, "surface": palette.surface, "ink": palette.ink, "border": palette.border,
            "keyGround": palette.primary, "keyInk": palette.on_primary,
            "marked": palette.spoken, "onMarked": palette.on_spoken,
        })  # fmt: skip
        keys.setSource(QUrl.fromLocalFile(str(QML)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(keys)
        self._keys = keys

    def _scroll_to_line(self) -> None:
        """Once the rest has made room: whoever types sees what."""
        line = QApplication.focusWidget()
        parent = line.parentWidget() if line is not None else None
        while line is not None and parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(line, 0, self._look.sizes.margin)
            parent = parent.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See whether a finger or a key of plastic was last; only the latter may be a shortcut."""
        kind = event.type()
        if not isinstance(watched, QWindow):
            return False
        if kind in POINTING and isinstance(event, QTouchEvent | QMouseEvent):
            self._on_pointer(event, is_down=kind in DOWN)
        elif kind is QEvent.Type.ShortcutOverride:
            self._is_by_touch = False
        return False

    def _on_pointer(self, event: QTouchEvent | QMouseEvent, *, is_down: bool) -> None:
        self._is_pressed = is_down
        if is_down:
            self._is_by_touch = event.pointerType() is QPointingDevice.PointerType.Finger
            self._at = event.points()[0].globalPosition() if event.points() else QPointF()
        else:
            QTimer.singleShot(0, self, self._on_lifted)

    def _on_lifted(self) -> None:
        """Only now may anything move: a finger would be lifted from something else than it touched."""
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

    def _on_focus(self, _: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and not self._is_pressed:
            QTimer.singleShot(0, self, self._follow)

    def _on_visible(self) -> None:
        """The keyboard's own key to hide it was touched, or another line has the focus."""
        if self.isVisible() and not QGuiApplication.inputMethod().isVisible():
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        """Stay for the next line that wants text; go where there is none, or where somebody wants to see more."""
        line = QApplication.focusWidget()
        if self._is_pressed or not self.isVisible():
            return
        if line is None or not self._may_serve(line):
            self._leave()
        elif line is not self._line:
            self._bring(line)
        elif not QGuiApplication.inputMethod().isVisible():
            self._leave()

    def _may_serve(self, line: QWidget) -> bool:
        return wants_text(line) and line.window() is self.window()

    def _leave(self) -> None:
        self._line = None
        self.hide()


def _learn_nothing() -> None:
    """Leave Qt's Pinyin no file to keep its user's words in: they are people's names.

    It puts them below the user's settings and has no switch (pinyindecoderservice.cpp, Qt 6.9). Below a file there can
    be no folder. Only C code sees this: Python's own `os.environ` stays as it is.
    """
    os.putenv("XDG_CONFIG_HOME", str(QML))
    QLoggingCategory.setFilterRules("qt.virtualkeyboard*.warning=false")


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
