"""Which keys there are, and where: letters, signs, and digits alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Act(Enum):
    """What a key does."""

    TYPE = auto()
    """Types its text."""
    SHIFT = auto()
    APART = auto()
    """Sets two syllables apart."""
    BACK = auto()
    LETTERS = auto()
    SIGNS = auto()
    LANGUAGE = auto()
    SPACE = auto()
    ENTER = auto()
    HIDE = auto()
    NOTHING = auto()
    """A gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key; `width` is a multiple of a letter's, `text` what it types or shows."""

    act: Act = Act.TYPE
    text: str = ""
    width: float = 1.0


class Page(Enum):
    """What the keys show."""

    PINYIN = auto()
    LATIN = auto()
    CAPITALS = auto()
    CHINESE_SIGNS = auto()
    LATIN_SIGNS = auto()
    DIGITS = auto()


Rows = tuple[tuple[Key, ...], ...]


def _typing(texts: str) -> tuple[Key, ...]:
    return tuple(Key(text=text) for text in texts.split())


def _gap(width: float) -> Key:
    return Key(act=Act.NOTHING, width=width)


def _last_row(page: Key, comma: str, stop: str) -> tuple[Key, ...]:
    return (
        page, Key(act=Act.LANGUAGE, width=1.25), Key(text=comma), Key(act=Act.SPACE, width=2.75), Key(text=stop),
        Key(act=Act.ENTER, width=1.5), Key(act=Act.HIDE, width=1.25),
    )  # fmt: skip


def _letters(first: str, second: str, third: str, *, left: Key, comma: str, stop: str) -> Rows:
    back = Key(act=Act.BACK, width=1.5)
    return (
        _typing(first),
        (_gap(0.5), *_typing(second), _gap(0.5)),
        (left, *_typing(third), back),
        _last_row(Key(act=Act.SIGNS, text="123", width=1.25), comma, stop),
    )


def _signs(second: str, third: str, *, letters: str, comma: str, stop: str) -> Rows:
    return (
        _typing("1 2 3 4 5 6 7 8 9 0"),
        _typing(second),
        (*_typing(third), Key(act=Act.BACK, width=2.0)),
        _last_row(Key(act=Act.LETTERS, text=letters, width=1.25), comma, stop),
    )


_LATIN = ("q w e r t y u i o p", "a s d f g h j k l", "z x c v b n m")
_SHIFT = Key(act=Act.SHIFT, width=1.5)
ROWS: dict[Page, Rows] = {
    Page.PINYIN: _letters(*_LATIN, left=Key(act=Act.APART, text="'", width=1.5), comma="，", stop="。"),
    Page.LATIN: _letters(*_LATIN, left=_SHIFT, comma=",", stop="."),
    Page.CAPITALS: _letters(*(row.upper() for row in _LATIN), left=_SHIFT, comma=",", stop="."),
    Page.CHINESE_SIGNS: _signs("、 ： ； ？ ！ （ ） “ ” ·", "- / + . % ~ @ #", letters="ABC", comma="，", stop="。"),
    Page.LATIN_SIGNS: _signs("- / : ; ? ! ( ) \" '", "+ * = & % ~ @ #", letters="ABC", comma=",", stop="."),
    Page.DIGITS: (
        (*_typing("1 2 3"), Key(act=Act.BACK)),
        (*_typing("4 5 6"), Key(text="-")),
        (*_typing("7 8 9"), Key(act=Act.ENTER)),
        (Key(text="."), Key(text="0"), Key(text="/"), Key(act=Act.HIDE)),
    ),
}
