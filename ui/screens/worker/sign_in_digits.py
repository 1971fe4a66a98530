"""The keypad: the last digits of the phone, shown large as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.events import DigitErased, DigitsGiven, DigitTyped, Event
from kiosk.journeys.sign_in_words import KEYPAD
from kiosk.journeys.signing_in import FEWEST_DIGITS
from kiosk.journeys.states import SignInDigits
from ui.screens.screen import Words
from ui.screens.worker.asking import AskingScreen
from ui.theme import TARGET_MM, Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells, in_mirror, split_bottom, split_left
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.largest import largest
from ui.widgets.typesetter import Typesetter

ERASE, DONE = KEYPAD
KEYS: tuple[tuple[str, Event], ...] = (
    *((digit, DigitTyped(digit)) for digit in "123456789"),
    (ERASE, DigitErased()),
    ("0", DigitTyped("0")),
    (DONE, DigitsGiven()),
)
COLUMNS, ROWS = 3, 4
KEYPAD_WIDTH, KEYPAD_HEIGHT = 0.56, 0.66
"""Shares of the width of a wide panel, and of the height of a tall one."""
NOT_TYPED = "_"
GROUP = 4
"""Digits stand in groups of so many from the end, as phone numbers are written."""


class SignInDigitsScreen(AskingScreen):
    """Twelve keys, and what was typed. It is seen and never said: how many digits there are is what is heard."""

    fewest_digits = FEWEST_DIGITS

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._typed = Sign(typesetter, "digits", self)
        self._keys = []
        for name, event in KEYS:
            key = BigButton(typesetter, f"key-{name}", self)
            key.clicked.connect(self._reporting(event))
            self._keys.append(key)

    def _reporting(self, event: Event) -> Callable[[], None]:
        return lambda: self.report(event)

    def touched_items(self) -> Sequence[Item]:
        return (self._typed, *self._keys)

    def arrange(self, area: QRectF) -> None:
        if self._words is None:
            return
        gap = self.typesetter.theme.gap
        if area.height() > area.width():
            height = max(area.height() * KEYPAD_HEIGHT, self._least_height(area))
            left, keys = split_bottom(area, height, gap=gap)
        else:
            width = max(area.width() * KEYPAD_WIDTH, self._least_width(self._words))
            left, keys = split_left(area, area.width() - width - gap, gap=gap)
        typed = self.arrange_hint(left)
        has_room = self._has_room(typed)
        self._hint.setVisible(has_room)
        if not has_room:  # what is to be done is said, then, with what was typed
            typed = left
        self._show_typed(typed, self._words)
        self._arrange_keys(keys, self._words)

    def _has_room(self, typed: QRectF) -> bool:
        """Whether what was typed is whole in letters of the usual size."""
        assert isinstance(self._state, SignInDigits)
        face = _typed(in_groups("0" * len(self._state.digits)))
        least = replace(face, scale=self.typesetter.theme.usual_scale)
        return self.typesetter.place(least, typed.adjusted(0, 0, -1, -1)).fits

    def _least_height(self, area: QRectF) -> float:
        """The height of a keypad that is as low as fingers and digits allow, in pixels."""
        theme = self.typesetter.theme
        digit = self.typesetter.height_for(_digit("0"), area.width() / COLUMNS)
        return ROWS * max(theme.px(TARGET_MM), digit) + (ROWS - 1) * theme.gap

    def _least_width(self, words: Words) -> float:
        """The width of a keypad whose words are not torn, in pixels."""
        theme = self.typesetter.theme
        keys = [replace(_word_key(name, words), scale=theme.aside_scale) for name in KEYPAD]
        key = max(map(self.typesetter.word_width, keys)) + 2
        return COLUMNS * max(theme.px(TARGET_MM), key) + (COLUMNS - 1) * theme.gap

    def _show_typed(self, area: QRectF, words: Words) -> None:
        """All digits are of one width, so how many there are says how large they may be."""
        assert isinstance(self._state, SignInDigits)
        digits = self._state.digits
        as_wide = largest(self.typesetter, _typed(in_groups("0" * len(digits))), area, or_smaller=True)
        self._typed.setGeometry(area.toRect())
        hint = self._hint.spoken if self._hint.isHidden() else ()
        heard = words.texts("sign-in-digits-count", count=str(len(digits)))
        self._typed.show_face(replace(_typed(in_groups(digits)), scale=as_wide.scale), spoken=(*hint, heard))

    def _arrange_keys(self, area: QRectF, words: Words) -> None:
        theme = self.typesetter.theme
        parts = cells(area, columns=COLUMNS, rows=ROWS, gap=theme.gap)
        parts = in_mirror(parts, area, is_mirrored=theme.is_mirrored)  # 1, 2, 3 stand as on every phone
        has_room = self.typesetter.place(_digit("0"), parts[0].adjusted(0, 0, -1, -1)).fits
        role = Role.FIGURE if has_room else Role.STRONG
        faces = [self._key_face(name, words, role) for name, _ in KEYS]
        numbers = [index for index, (name, _) in enumerate(KEYS) if name not in KEYPAD]
        others = [index for index, (name, _) in enumerate(KEYS) if name in KEYPAD]
        for alike in (numbers, others):
            grown = self.typesetter.grown([faces[index] for index in alike], [parts[index] for index in alike])
            for index, face in zip(alike, grown, strict=True):
                self._keys[index].setGeometry(parts[index].toRect())
                self._keys[index].show_face(face)

    def _key_face(self, name: str, words: Words, role: Role) -> Face:
        assert isinstance(self._state, SignInDigits)
        if name not in KEYPAD:
            return _digit(name, role)
        may_be_done = name == DONE and len(self._state.digits) >= self.fewest_digits
        return replace(_word_key(name, words), tone=Tone.PRIMARY if may_be_done else Tone.QUIET)


def _typed(text: str) -> Face:
    line = Line(text=text, role=Role.FIGURE, color="figure")
    return Face(lines=(line,), tone=Tone.QUIET, centered=True)


def _word_key(name: str, words: Words) -> Face:
    return Face(lines=(Line(text=words.texts(name), role=Role.STRONG),), tone=Tone.QUIET, centered=True)


def _digit(digit: str, role: Role = Role.FIGURE) -> Face:
    return Face(lines=(Line(text=digit, role=role),), centered=True)


def in_groups(digits: str) -> str:
    """Return `digits` as they are shown: with a place for each that is missing to the fewest, long ones in groups."""
    if len(digits) <= FEWEST_DIGITS:
        return " ".join(digits.ljust(FEWEST_DIGITS, NOT_TYPED))
    first = len(digits) % GROUP
    groups = [digits[:first], *(digits[at : at + GROUP] for at in range(first, len(digits), GROUP))]
    return " ".join(group for group in groups if group)
