"""One spelling for what people write in many: widths, dashes, blanks, traditional characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_CONTROL = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x00AD, 0xFEFF, 0x2060])
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣﹘─━~～〜∼⁓"), "-")
_FULL_WIDTH = {0x3000: " ", 0x00A0: " "} | {
    code: chr(code - 0xFEE0)
    for code in range(0xFF01, 0xFF5F)
    if chr(code - 0xFEE0).isalnum() or chr(code - 0xFEE0) in "/-.+%@"
}
_CLEAN = {**_CONTROL, **_INVISIBLE, **_FULL_WIDTH}
_TRADITIONAL = str.maketrans(
    "報費訓證裝錢繳紹體檢點號時間開結聯繫電話機職務單員數雇傭業齡歲強輕備註長無須會規薪資條件給領應賬轉辦廠",
    "报费训证装钱缴绍体检点号时间开结联系电话机职务单员数雇佣业龄岁强轻备注长无须会规薪资条件给领应账转办厂",
)
_FOLD = {**_CONTROL, **_INVISIBLE, **_DASHES, **_TRADITIONAL}


def _any_of(table: Iterable[int]) -> re.Pattern[str]:
    return re.compile("[" + "".join(map(re.escape, map(chr, table))) + "]")


_TO_CLEAN = _any_of(_CLEAN)
_TO_FOLD = _any_of(_FOLD)
_BLANKS = re.compile(r"\s+")
_ODD_BLANKS = re.compile(r"\s\s|[^\S ]")


def clean(text: str) -> str:
    """Return `text` as it is kept: no control or direction characters, half-width letters and digits, single blanks.

    Chinese punctuation stays, because people read it.
    """
    if _TO_CLEAN.search(text):
        text = text.translate(_CLEAN)
    if _ODD_BLANKS.search(text):
        text = _BLANKS.sub(" ", text)
    return text.strip()


def fold(text: str) -> str:
    """Return `text` as it is compared: half width, lower case, every dash a `-`, no blanks at all."""
    return "".join(loose(text).split())


def loose(text: str) -> str:
    """Return `text` folded like `fold`, but with its blanks and line breaks, where they separate things."""
    text = unicodedata.normalize("NFKC", text)
    if _TO_FOLD.search(text):
        text = text.translate(_FOLD)
    return text.lower()
