"""Readers that type like a keyboard, told from people: with Qt's real key events, on real widgets and the real desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kiosk.domain.staff import Role
from tests.ui.breath import breathe
from tests.ui.desk.window import DeskWindow
from tests.ui.window import Watch
from ui.desk.scanner import Scanner

CARD = "S1-W-00012-7"
IDENTITY = "王秀英\t女\t汉\t1968-03-07\t110101196803078888"
SLIP = "S1-1121-001-4\n砌墙 180元/天\n11月21日 08:00\n13800001234"
HAND_MS, READER_MS = 90, 4
QUICK_HAND_MS = 45
"""Two fingers of a practised typist rolling over neighbouring keys."""


@dataclass
class Form:
    """A window with everything that can have the focus, a scanner over it, and a keyboard under the test's hands.

    Time passes only where a test says so: key events carry the window system's stamp, or none and `watch` counts.
    """

    window: QWidget
    scanner: Scanner
    watch: Watch
    scans: list[str] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)
    now_ms: int = 5_000
    is_stamped: bool = True

    @property
    def line(self) -> QLineEdit:
        return self._child(QLineEdit, "line")

    @property
    def secret(self) -> QLineEdit:
        return self._child(QLineEdit, "secret")

    @property
    def several(self) -> QPlainTextEdit:
        return self._child(QPlainTextEdit, "several")

    @property
    def number(self) -> QSpinBox:
        return self._child(QSpinBox, "number")

    @property
    def choice(self) -> QComboBox:
        return self._child(QComboBox, "choice")

    @property
    def tick(self) -> QCheckBox:
        return self._child(QCheckBox, "tick")

    @property
    def button(self) -> QPushButton:
        return self._child(QPushButton, "button")

    def _child(self, kind: type, name: str) -> QWidget:
        found = self.window.findChild(kind, name)
        assert found is not None
        return found

    def keys(self, text: str, *, each_ms: int = READER_MS, text_of_enter: str = "\r") -> None:
        """Press and release the keys of `text` one after the other; the first comes `each_ms` after the last key."""
        for letter in text:
            self.wait(each_ms)
            self.key(letter, text_of_enter=text_of_enter)

    def key(self, letter: str, *, repeats: bool = False, text_of_enter: str = "\r") -> None:
        special = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\b": Qt.Key.Key_Backspace, " ": Qt.Key.Key_Space}
        key = int(special.get(letter, ord(letter.upper()) if ord(letter) < 0x10000 else 0))
        text = {"\n": text_of_enter}.get(letter, letter)
        modifier = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else Qt.KeyboardModifier.NoModifier
        if letter.isupper():
            self._send(QEvent.Type.KeyPress, int(Qt.Key.Key_Shift), modifier, "")
        self._send(QEvent.Type.KeyPress, key, modifier, text, repeats)
        if not repeats:
            self._send(QEvent.Type.KeyRelease, key, modifier, text)
        if letter.isupper():
            self._send(QEvent.Type.KeyRelease, int(Qt.Key.Key_Shift), Qt.KeyboardModifier.NoModifier, "")

    def _send(
        self, kind: QEvent.Type, key: int, modifier: Qt.KeyboardModifier, text: str, repeats: bool = False
    ) -> None:
        event = QKeyEvent(kind, key, modifier, text, repeats)
        if self.is_stamped:
            event.setTimestamp(self.now_ms)
        QApplication.sendEvent(self.window.windowHandle(), event)

    def through_the_system(self, text: str) -> None:
        """Have the window system send the keys of `text`, as shortcuts and open lists want it, at a reader's pace."""
        stamps = Stamps(self)
        for window in QGuiApplication.allWindows():
            window.installEventFilter(stamps)
        for letter in text:
            self.wait(READER_MS)
            QTest.keyClick(QApplication.focusWindow() or self.window.windowHandle(), *_key_of(letter))

    def wait(self, ms: int) -> None:
        """Let time pass on both clocks, without the timers of a busy thread."""
        self.now_ms += ms
        self.watch.now_s += ms / 1000

    def rest(self) -> None:
        """Nothing comes for a while, and the thread is free."""
        self.wait(10_000)
        self.until(lambda: not self.scanner.is_reading)

    def until(self, is_so) -> None:  # type: ignore[no-untyped-def]
        while not is_so():
            breathe()

    def focus(self, widget: QWidget) -> QWidget:
        widget.setFocus()
        assert QApplication.focusWidget() is widget
        return widget


class Stamps(QObject):
    """Puts the time of a form's own clock on each key before the scanner sees it."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802  overrides Qt
        if isinstance(event, QKeyEvent):
            event.setTimestamp(self._form.now_ms)
        return False


@pytest.fixture
def form(qapp: QApplication) -> Iterator[Form]:
    window = QWidget()
    column = QVBoxLayout(window)
    for kind, name in (
        (QLineEdit, "line"), (QLineEdit, "secret"), (QPlainTextEdit, "several"), (QSpinBox, "number"),
        (QComboBox, "choice"), (QCheckBox, "tick"), (QPushButton, "button"),
    ):  # fmt: skip
        widget = kind(window)
        widget.setObjectName(name)
        column.addWidget(widget)
    watch = Watch()
    made = Form(window, Scanner(window, arrival_s=watch), watch)
    made.scanner.scanned.connect(made.scans.append)
    made.secret.setEchoMode(QLineEdit.EchoMode.Password)
    made.number.setMaximum(10**9)
    made.choice.addItems(["S先选", "1号", "W号", "别的"])
    made.button.setAutoDefault(True)
    made.button.clicked.connect(lambda: made.pressed.append("button"))
    for keys in ("F1", "1", "W", "Return", "Ctrl+S"):
        QShortcut(QKeySequence(keys), window).activated.connect(lambda keys=keys: made.pressed.append(keys))
    window.show()
    window.activateWindow()
    made.until(lambda: QApplication.activeWindow() is window)
    yield made
    window.close()
    window.deleteLater()
    QApplication.processEvents()


# a reader


@pytest.mark.parametrize("text", [CARD, IDENTITY, SLIP, "11010119680307123X", "https://例子.cn/?单=1&b=2"])
def test_what_a_reader_types_is_one_scan_and_changes_no_line(form: Form, text: str) -> None:
    form.focus(form.line)
    form.line.setText("已经写了")
    form.line.setSelection(1, 2)
    form.rest()
    form.keys(text + "\n")
    form.rest()
    assert form.scans == [text]
    assert form.line.text() == "已经写了"
    assert (form.line.selectionStart(), form.line.selectedText()) == (1, "经写")


def test_the_cursor_and_selection_of_a_text_stay(form: Form) -> None:
    form.focus(form.several)
    form.several.setPlainText("第一行\n第二行")
    cursor = form.several.textCursor()
    cursor.setPosition(5)
    cursor.setPosition(2, cursor.MoveMode.KeepAnchor)
    form.several.setTextCursor(cursor)
    form.rest()
    form.keys(SLIP + "\n")
    form.rest()
    assert form.scans == [SLIP]
    assert form.several.toPlainText() == "第一行\n第二行"
    assert (form.several.textCursor().anchor(), form.several.textCursor().position()) == (5, 2)
    assert not form.several.document().isUndoAvailable()


def test_a_reader_is_read_whatever_has_the_focus(form: Form) -> None:
    for widget in (form.secret, form.number, form.choice, form.tick, form.button, form.several):
        form.focus(widget)
        form.rest()
        form.keys("12 345\n")
        form.rest()
    assert form.scans == ["12 345"] * 6
    assert form.secret.text() == ""
    assert form.number.value() == 0
    assert form.choice.currentIndex() == 0
    assert not form.tick.isChecked()
    assert form.pressed == []


def test_a_reader_is_read_where_nothing_has_the_focus(form: Form) -> None:
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    assert QApplication.focusWidget() is None
    form.rest()
    form.keys(CARD + "\n")
    form.rest()
    assert form.scans == [CARD]


def test_an_open_list_of_choices_is_left_alone(form: Form) -> None:
    form.focus(form.choice)
    form.choice.showPopup()
    form.rest()
    form.through_the_system(CARD + "\n")
    form.rest()
    assert form.scans == [CARD]
    assert form.choice.currentIndex() == 0
    form.choice.hidePopup()


def _key_of(letter: str) -> tuple[str | Qt.Key, Qt.KeyboardModifier]:
    if letter == "\n":
        return Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier
    return letter, Qt.KeyboardModifier.ShiftModifier if letter.isupper() else Qt.KeyboardModifier.NoModifier


def test_no_key_of_a_reader_but_its_first_can_be_a_shortcut(form: Form) -> None:
    form.focus(form.button)
    form.rest()
    form.through_the_system("x1W11W1\n")
    form.rest()
    assert form.scans == ["x1W11W1"]
    assert form.pressed == []


def test_a_pause_within_a_scan_is_forgiven_once(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.keys("S1-W")
    form.wait(60)
    form.keys("-00012-7\n")
    form.rest()
    assert form.scans == [CARD]
    assert form.line.text() == ""


def test_a_text_with_two_pauses_is_a_hands(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.keys("S1-W")
    form.wait(60)
    form.keys("-000")
    form.wait(60)
    form.keys("12-7\n")
    form.rest()
    assert form.scans == []
    assert form.line.text() == CARD


def test_two_scans_in_a_row_are_two(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.keys(CARD + "\n")
    form.wait(150)
    form.keys("S1-W-00013-5\n")
    form.rest()
    assert form.scans == [CARD, "S1-W-00013-5"]


@pytest.mark.parametrize("text_of_enter", ["\r", "\n", ""])
def test_every_kind_of_enter_ends_a_line(form: Form, text_of_enter: str) -> None:
    form.rest()
    form.keys(CARD + "\n", text_of_enter=text_of_enter)
    form.rest()
    assert form.scans == [CARD]


def test_a_tab_after_it_ends_a_scan_too(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.keys(CARD + "\t")
    form.rest()
    assert form.scans == [CARD]
    assert QApplication.focusWidget() is form.line


@pytest.mark.parametrize(("start", "end"), [("\x02", "\x03\n"), ("]C1", "\n"), ("", "\n\n"), ("\x02", "\x03\r\n")])
def test_marks_that_readers_put_around_a_text_do_no_harm(form: Form, start: str, end: str) -> None:
    form.focus(form.line)
    form.rest()
    form.keys(start + CARD + end.replace("\r", ""))
    form.rest()
    assert len(form.scans) == 1
    assert form.scans[0].removeprefix("]C1") == CARD
    assert form.line.text() == ""


def test_a_text_of_any_length_is_cut_and_read_once(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.keys("12" * 5_000 + "\n")
    form.rest()
    assert [len(scan) for scan in form.scans] in ([4_000], [10_000])
    assert form.line.text() == ""


def test_a_reader_that_sends_no_enter_writes_into_the_line_like_a_keyboard(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.keys(CARD)
    form.rest()
    assert form.scans == []
    assert form.line.text() == CARD


# a person


@pytest.mark.parametrize("each_ms", [HAND_MS, QUICK_HAND_MS])
@pytest.mark.parametrize("text", [CARD, "13800001234", "wangxiuying"])
def test_a_hand_is_never_taken_for_a_reader(form: Form, text: str, each_ms: int) -> None:
    form.focus(form.line)
    form.rest()
    form.keys(text + "\n", each_ms=each_ms)
    form.rest()
    assert form.scans == []
    assert form.line.text() == text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gaps=st.lists(st.integers(1, 400), min_size=1, max_size=20),
    letters=st.text("abc12- ", min_size=20, max_size=20),
)
def test_whatever_the_pace_every_key_arrives_once_and_in_order(form: Form, gaps: list[int], letters: str) -> None:
    form.focus(form.line)
    form.line.clear()
    form.scans.clear()
    form.rest()
    for gap, letter in zip(gaps, letters, strict=False):
        form.keys(letter, each_ms=gap)
    form.rest()
    assert form.scans == []
    assert form.line.text() == letters[: len(gaps)]


def test_what_was_typed_is_there_before_the_shortcut_that_uses_it(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.keys("李四", each_ms=HAND_MS)
    form.wait(HAND_MS)
    QTest.keyClick(form.window.windowHandle(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert form.line.text() == "李四"
    assert form.pressed == ["Ctrl+S"]


def test_what_was_typed_goes_where_the_focus_was_before_a_touch(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.keys("7", each_ms=HAND_MS)
    QTest.mouseClick(form.several, Qt.MouseButton.LeftButton)
    at = form.secret.mapTo(form.window, form.secret.rect().center())
    QTest.mouseClick(form.window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    form.rest()
    assert form.line.text() + form.several.toPlainText() == "7"
    assert form.secret.text() == ""


def test_a_press_waits_for_its_release_in_order(form: Form) -> None:
    form.focus(form.button)
    form.rest()
    form.keys(" ", each_ms=HAND_MS)
    form.rest()
    assert form.pressed == ["button"]
    assert not form.button.isDown()


def test_a_key_that_is_held_down_repeats_in_its_line(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.key("0")
    for _ in range(12):
        form.wait(25)
        form.key("0", repeats=True)
    form.wait(25)
    form.key("\n")
    form.rest()
    assert form.scans == []
    assert form.line.text() == "0" * 13


def test_a_held_key_whose_repeats_are_not_marked_is_no_reader(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.keys("0" * 13 + "\n", each_ms=25)
    form.rest()
    assert form.scans == []
    assert form.line.text() == "0" * 13


def test_backspace_takes_away_the_letter_before_it(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.keys("12\b3", each_ms=20)
    form.rest()
    assert form.line.text() == "13"


def test_enter_after_a_letter_goes_on_to_its_widget(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.keys("12\n", each_ms=25)
    form.rest()
    assert form.line.text() == "12"
    assert form.pressed == ["Return"]


def test_five_quick_keys_and_enter_are_a_hands(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    form.keys("12345\n")
    form.rest()
    assert form.scans == []
    assert form.line.text() == "12345"


# clocks


def test_keys_that_waited_for_a_busy_screen_are_timed_by_their_stamps(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    for letter in "13800001234\n":
        form.now_ms += HAND_MS  # typed by hand; the screen's thread gets them all at once
        form.key(letter)
    form.rest()
    assert form.scans == []
    assert form.line.text() == "13800001234"


def test_a_reader_is_known_by_its_stamps_though_the_screen_was_slow_to_take_its_keys(form: Form) -> None:
    form.focus(form.line)
    form.rest()
    for letter in CARD + "\n":
        form.now_ms += READER_MS
        form.watch.now_s += 0.2
        form.key(letter)
    form.rest()
    assert form.scans == [CARD]


def test_without_stamps_the_time_of_arrival_counts(form: Form) -> None:
    form.is_stamped = False
    form.focus(form.line)
    form.rest()
    form.keys("wangxiuying\n", each_ms=HAND_MS)
    form.rest()
    form.keys(CARD + "\n")
    form.rest()
    assert form.scans == [CARD]
    assert form.line.text() == "wangxiuying"


def test_stamps_that_begin_anew_do_no_harm(form: Form) -> None:
    form.focus(form.line)
    form.now_ms = 2**32 - 20
    form.watch.now_s += 100
    for letter in CARD + "\n":
        form.now_ms = (form.now_ms + READER_MS) % 2**32
        form.watch.now_s += READER_MS / 1000
        form.key(letter)
    form.rest()
    assert form.scans == [CARD]


# an input method


def test_half_a_word_of_an_input_method_is_gone_after_a_scan_and_the_line_is_as_it_was(form: Form) -> None:
    """In Chinese mode it eats a reader's letters: the scan is garbled, and the desk says so; the line is not."""
    form.focus(form.line)
    form.line.setText("张小明")
    form.line.setSelection(1, 2)
    form.rest()
    eaten = QInputMethodEvent("s", [])
    committed = QInputMethodEvent("", [])
    committed.setCommitString("是")
    QApplication.sendEvent(form.line, eaten)
    QApplication.sendEvent(form.line, committed)
    form.keys("1-000012-7\n")
    form.rest()
    assert form.scans == ["1-000012-7"]
    assert (form.line.text(), form.line.selectedText()) == ("张小明", "小明")


def test_what_an_input_method_writes_for_a_person_stays(form: Form) -> None:
    form.focus(form.line)
    written = QInputMethodEvent("", [])
    written.setCommitString("王")
    QApplication.sendEvent(form.line, written)
    form.rest()
    form.keys(CARD + "\n")
    form.rest()
    assert form.scans == [CARD]
    assert form.line.text() == "王"


# the desk


def test_a_card_is_read_at_the_desk_and_never_at_its_door(desk_window: DeskWindow) -> None:
    desk_window.scan(CARD)
    assert desk_window.text_of("log-in-pin") == ""
    assert desk_window.place is None
    desk_window.log_in(Role.CLERK)
    desk_window.scan("nothing that we know")
    assert desk_window.text_of("desk-news-text") == desk_window.shell.look.texts("desk-scan-unknown")


def test_a_pin_typed_by_hand_is_no_scan(desk_window: DeskWindow) -> None:
    desk_window.until(lambda: desk_window.visible("log-in-name-0"))
    desk_window.touch("log-in-name-0")
    desk_window.type("582937")
    assert len(desk_window.text_of("log-in-pin")) == 6
