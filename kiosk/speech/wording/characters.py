"""One form for characters that are written in many: widths, dashes, digits of other scripts, emoji."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

KEPT_WIDE = "，！？；：（）"
FOLDED = {
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide) not in KEPT_WIDE},
    **dict.fromkeys(map(ord, "‐‑−﹣"), "-"),
    **dict.fromkeys(map(ord, "‒–—―─━"), "–"),
    **dict.fromkeys(map(ord, "〜∼～"), "~"),
    **dict.fromkeys(map(ord, "⁄∕／"), "/"),
    **dict.fromkeys(map(ord, "＊✱∗﹡"), "*"),
    **dict.fromkeys(map(ord, "•●◆■▪★☆※→⇒"), "\n"),
    **dict.fromkeys(map(ord, "\u3000\u00a0\t\v\f"), " "),
    **dict.fromkeys(map(ord, "’‘`´"), "'"),
    **dict.fromkeys(map(ord, "✕✖"), "×"),
    **dict.fromkeys(map(ord, "\r\u2028\u2029\u0085"), "\n"),
    ord("￥"): "¥",
    ord("〇"): "零",
    ord("﹪"): "%",
    ord("∶"): ":",
}
RARE = re.compile(r"[^\n\x20-\x7e\u3001-\u3020\u4e00-\u9fff¥–×°·±≥≤，！？；：（）“”…]")
SPACES = re.compile(r" {2,}")
DEGREES = re.compile(r"°\s?[Cc](?![A-Za-z])|℃")
CLOCK_COLON = re.compile(r"(?<=\d)：(?=\d\d)")
GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})++(?!\d)|(?<![\d.])\d{1,3}(?:，000)++(?!\d)")
LISTED = (range(0x2460, 0x249C), range(0x2776, 0x2794), range(0x3220, 0x322A), range(0x3280, 0x328A))


def folded(text: str) -> str:
    """Return `text` with plain digits, letters, dashes and blanks, without emoji and invisible characters.

    Chinese punctuation stays as it is. Digits of every script become 0-9 and `①` becomes `1、`.
    """
    text = RARE.sub(_plain, text.translate(FOLDED))
    text = DEGREES.sub("℃", SPACES.sub(" ", text))
    return CLOCK_COLON.sub(":", text).strip()


def ungrouped(text: str, *, today: date) -> str:
    """Return `text` without the commas of `12,000`; after the rules for codes, to which a comma tells an amount."""
    del today
    return GROUPED.sub(lambda match: match.group().replace(",", "").replace("，", ""), text)


def _plain(match: re.Match[str]) -> str:
    char = match.group()
    if char in "℃€£$‰":
        return char
    if "\u3300" <= char <= "\u33ff":
        return unicodedata.normalize("NFKC", char)
    category = unicodedata.category(char)
    if category in ("Nd", "No", "Nl"):
        return _digits(char)
    if category in ("Mn", "Mc"):
        return "" if "\ufe00" <= char <= "\ufe0f" else char
    if category.startswith(("L", "P")):
        return char
    return " " if category.startswith(("S", "Z")) else ""


def _digits(char: str) -> str:
    """`٣` -> 3, `²` -> 2, `③` -> `3、`, `½` -> 1/2; `〇` and what has no whole number stay."""
    value = unicodedata.numeric(char)
    if any(ord(char) in listed for listed in LISTED):
        return f" {value:.0f}、"
    if value == int(value):
        return str(int(value))
    return " " + unicodedata.normalize("NFKC", char).replace("⁄", "/")
