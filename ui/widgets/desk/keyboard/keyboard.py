"""The keyboard as a whole: what a touched key, a touched candidate and a key of plastic do to the line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.pinyin.candidates import Pinyin
from kiosk.pinyin.composition import LETTERS, Composition
from ui.widgets.desk.field import writes_a_name
from ui.widgets.desk.keyboard.board import Board
from ui.widgets.desk.keyboard.layout import Act, Key, Page
from ui.widgets.desk.keyboard.pen import Pen
from ui.widgets.desk.keyboard.word_row import WordRow
from ui.widgets.desk.look import Look
from ui.widgets.guard import guarded

DIGITS_ONLY = Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhFormattedNumbersOnly
CHINESE = frozenset({Page.PINYIN, Page.CHINESE_SIGNS})


class Keyboard(QWidget):
    """Keys and candidates for one line after the other (`serve`). `went` says that somebody wants it away.

    `pinyin` is asked when the first letter is typed in Chinese.
    """

    went = Signal()

    def __init__(
        self, look: Look, parent: QWidget, *, pinyin: Callable[[], Pinyin], keys_px: int, words_px: int, chinese: bool
    ) -> None:
        super().__init__(parent)
        self.setObjectName("desk-keyboard-whole")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._look, self._pinyin = look, pinyin
        self._is_chinese, self._is_locked = chinese, False
        self._composition: Composition | None = None
        self._pen = Pen()
        self._words, self._board = WordRow(look, self), Board(look, self)
        self._words.setFixedHeight(words_px)
        self._board.setFixedHeight(keys_px)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addWidget(self._board)
        self._board.struck.connect(self._on_key)
        self._words.chosen.connect(self._on_chosen)

    @property
    def is_composing(self) -> bool:
        return self._composition is not None

    def serve(self, line: QWidget | None) -> None:
        """Type into `line` from now on; what was being composed in the last one is written there as it stands."""
        self.settle()
        self._pen.take(line)
        self._board.let_go()
        is_for_digits = line is not None and bool(Qt.InputMethodHint(line.inputMethodHints()) & DIGITS_ONLY)
        self._board.show_page(Page.DIGITS if is_for_digits else self._letters())

    def settle(self) -> None:
        """Write what is being composed as it stands."""
        composition, self._composition = self._composition, None
        if composition is not None:
            self._pen.write(composition.shown)
            self._words.show_words(())

    # keys

    def _on_key(self, key: Key) -> None:
        match key.act:
            case Act.TYPE | Act.APART:
                self._type(key.text)
            case Act.SPACE:
                self._space()
            case Act.BACK:
                self._erase()
            case Act.ENTER:
                self._enter()
            case Act.SHIFT:
                self._shift()
            case Act.LANGUAGE:
                self._turn_language()
            case Act.SIGNS:
                self._board.show_page(Page.CHINESE_SIGNS if self._is_chinese else Page.LATIN_SIGNS)
            case Act.LETTERS:
                self._board.show_page(self._letters())
            case Act.HIDE:
                self.settle()
                self.went.emit()

    def _type(self, text: str) -> None:
        if self._board.page is Page.PINYIN and (text in LETTERS or (text == "'" and self.is_composing)):
            self._show(self._begun().typed(text))
            return
        self._finish()
        self._pen.write(text)
        if self._board.page is Page.CAPITALS and not self._is_locked:
            self._board.show_page(Page.LATIN)

    def _begun(self) -> Composition:
        if self._composition is not None:
            return self._composition
        line = self._pen.line
        return Composition(self._pinyin(), is_name=line is not None and writes_a_name(line), before=self._pen.before)

    def _show(self, composition: Composition) -> None:
        """Go on with `composition`: written when it is done, gone when nothing is left of it."""
        if composition.is_done or composition.is_empty:
            self._composition = None
            self._pen.write(composition.chosen_text)
            self._words.show_words(())
            return
        self._composition = composition
        self._pen.compose(composition.shown)
        self._words.show_words([candidate.text for candidate in composition.candidates])

    def _finish(self) -> None:
        """Write the likeliest of what is being composed: a sign or a space follows."""
        if self._composition is not None:
            self._show(self._composition.choosing_all())

    def _on_chosen(self, place: int) -> None:
        if self._composition is not None:
            self._show(self._composition.choosing(self._composition.candidates[place]))

    def _space(self) -> None:
        if self._composition is not None:
            self._on_chosen(0)
        else:
            self._type(" ")

    def _erase(self) -> None:
        if self._composition is not None:
            self._show(self._composition.erased())
        else:
            self._pen.press(Qt.Key.Key_Backspace)

    def _enter(self) -> None:
        """What is being composed is written as letters; else Enter means what it means in the line."""
        if self.is_composing:
            self.settle()
        else:
            self._pen.press(Qt.Key.Key_Return, "\r")

    def _shift(self) -> None:
        """Once for one capital, again for all that follow, and again for none."""
        match self._board.page, self._is_locked:
            case Page.CAPITALS, False:
                self._is_locked = True
                self._board.show_page(Page.CAPITALS, is_locked=True)
            case Page.CAPITALS, True:
                self._is_locked = False
                self._board.show_page(Page.LATIN)
            case _:
                self._board.show_page(Page.CAPITALS)

    def _turn_language(self) -> None:
        self.settle()
        are_signs = self._board.page in (Page.CHINESE_SIGNS, Page.LATIN_SIGNS)
        self._is_chinese, self._is_locked = not self._is_chinese, False
        signs = Page.CHINESE_SIGNS if self._is_chinese else Page.LATIN_SIGNS
        self._board.show_page(signs if are_signs else self._letters())

    def _letters(self) -> Page:
        return Page.PINYIN if self._is_chinese else Page.LATIN

    # keys of plastic

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key of plastic is for the candidates; the caller then keeps it from the line and has it `press`ed.

        Letters in Chinese; while something is being composed also what chooses, erases and ends it.
        """
        commands = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if commands or self._board.page is not Page.PINYIN:
            return False
        is_ours = event.text() in LETTERS and bool(event.text())
        return is_ours or (self.is_composing and (event.key() in PLASTIC or event.text() in tuple("123456789'")))

    def press(self, event: QKeyEvent) -> None:
        """Do what a key of plastic means that `takes` is true for."""
        text = event.text()
        if text and (text in LETTERS or text == "'"):
            self._type(text)
        elif text and text in "123456789":
            shown = self._words.placed
            if int(text) <= len(shown):
                self._on_chosen(shown[int(text) - 1].place)
        else:
            self._press_other(Qt.Key(event.key()))

    def _press_other(self, key: Qt.Key) -> None:
        match key:
            case Qt.Key.Key_Space:
                self._space()
            case Qt.Key.Key_Backspace:
                self._erase()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.settle()
            case Qt.Key.Key_Escape:
                self._composition = None
                self._pen.write("")
                self._words.show_words(())
            case Qt.Key.Key_PageDown | Qt.Key.Key_Down | Qt.Key.Key_PageUp | Qt.Key.Key_Up:
                self._words.turn(on=key in (Qt.Key.Key_PageDown, Qt.Key.Key_Down))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.palette.quiet))
        painter.end()


PLASTIC = frozenset({
    Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape,
    Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Down, Qt.Key.Key_Up,
})  # fmt: skip
"""Keys of plastic that belong to what is being composed."""
