"""Languages that nobody speaks: English made longer, or written from the right, to see that there is room for both.

They are for tests and the tour alone. Whoever reads English can read them, so what is clipped or torn is seen at once.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer, ast

from kiosk.domain.language import Direction, Language, direction_of
from kiosk.texts.catalogue import ASSETS, Texts

LONGER_BY = 0.4
"""How much longer than English a language may be that a station gets later; German is by a third."""
ACCENTED = str.maketrans("AaCcDEeIiNnOoUuYy", "ÅåÇçÐÉéÎîÑñÖöÛûÝý")
"""Accents that the station's own font has: they make letters higher, which shows lines that stand too close."""
PADDING, PADDING_WORD = "~", 6
"""What is put in, and the length of a word of it: a sentence gets longer by whole words, a label's word by letters."""
LETTERS = "[A-Za-zÀ-ÖØ-öø-ÿ]+"
WORD = re.compile(f"{LETTERS}(?:['’-]{LETTERS})*")
MARK, OVERRIDE, END = "\u200f", "\u202e", "\u202c"
"""A sign that is written from the right, and the beginning and end of a text whose every letter is."""


class Pseudo(StrEnum):
    """A pseudo-locale by the tag that is usual for it."""

    LONGER = "en-XA"
    MIRRORED = "ar-XB"


class PseudoTexts(Texts):
    """The English catalogue as `pseudo` has it; it is still read aloud as English."""

    def __init__(self, pseudo: Pseudo, folder: Path = ASSETS / "texts") -> None:
        self._pseudo = pseudo
        super().__init__(Language.EN, folder)

    @property
    def direction(self) -> Direction:
        return direction_of(self._pseudo)

    def _read(self, path: Path) -> str:
        return rewritten(super()._read(path), self._pseudo)


def rewritten(source: str, pseudo: Pseudo) -> str:
    """Return the messages of a Fluent file as `pseudo` has them; what is filled in stays where and as it is."""
    resource = FluentParser().parse(source)
    for entry in resource.body:
        if isinstance(entry, ast.Message) and entry.value is not None:
            if pseudo is Pseudo.LONGER:
                _lengthen(entry.value, in_brackets=True)
            else:
                _turn(entry.value)
    return FluentSerializer().serialize(resource)


def _lengthen(pattern: ast.Pattern, *, in_brackets: bool) -> None:
    """Make the words of `pattern` longer, in brackets that show where an end is cut off.

    Around what is filled in there are none: they would make a long word of several short ones.
    """
    texts = [element for element in pattern.elements if isinstance(element, ast.TextElement)]
    whole = "".join(text.value for text in texts)
    for choice in _choices(pattern):
        _lengthen(choice, in_brackets=False)
    if not WORD.search(whole):
        return
    for text in texts:
        text.value = text.value.translate(ACCENTED)
    more = round(len(whole) * LONGER_BY)
    is_alone = len(texts) == len(pattern.elements)
    has_brackets = in_brackets and is_alone and more >= 2
    before, after = ("[", "]") if has_brackets else ("", "")
    padding = _padding(more - 2 * has_brackets, is_label=is_alone and len(whole.split()) == 1)
    pattern.elements = [ast.TextElement(before), *pattern.elements, ast.TextElement(padding + after)]


def _padding(length: int, *, is_label: bool) -> str:
    """Signs without meaning: at the end of the word of a label, words of their own after a sentence."""
    if is_label or length < PADDING_WORD / 2:
        return PADDING * length
    words = " ".join([""] + [PADDING * (PADDING_WORD - 1)] * (length // PADDING_WORD + 1))
    return words[:length].rstrip().ljust(length, PADDING)


def _turn(pattern: ast.Pattern) -> None:
    """Have each word of `pattern` drawn from the right to the left; figures stay as they are, as in every language."""
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            element.value = WORD.sub(lambda word: f"{MARK}{OVERRIDE}{word[0]}{END}{MARK}", element.value)
    for choice in _choices(pattern):
        _turn(choice)


def _choices(pattern: ast.Pattern) -> list[ast.Pattern]:
    """The texts of which one is chosen by a number or a word."""
    expressions = [element.expression for element in pattern.elements if isinstance(element, ast.Placeable)]
    chosen = [one for one in expressions if isinstance(one, ast.SelectExpression)]
    return [variant.value for one in chosen for variant in one.variants]
