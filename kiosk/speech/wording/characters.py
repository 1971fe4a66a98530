"""One form for characters that are written in many: widths, dashes, digits of other scripts, emoji."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

KEPT_WIDE = "，！？；：（）"
TRADITIONAL = (
    "個時點號樓塊歲棟層條萬億雙臺輛張頓噸畝圓週鐘禮間戶車籃單種樣場電話機碼編證郵驗熱線開從後還員師約剩額價錢過補發給"
)
SIMPLIFIED = (
    "个时点号楼块岁栋层条万亿双台辆张顿吨亩圆周钟礼间户车篮单种样场电话机码编证邮验热线开从后还员师约剩额价钱过补发给"
)
"""The characters that the rules look for; the rest of a traditional text is spoken as it stands."""
FOLDED = {
    **dict(zip(map(ord, TRADITIONAL), SIMPLIFIED, strict=True)),
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
    **dict.fromkeys(map(ord, "々〆"), ""),
    ord("﹪"): "%",
    ord("∶"): ":",
}
RARE = re.compile(r"[^\n\x20-\x7e\u3001-\u3020\u4e00-\u9fff¥–×°·±≥≤，！？；：（）“”…]")
SPACES = re.compile(r" {2,}")
DEGREES = re.compile(r"°\s?[Cc](?![A-Za-z])|℃")
CLOCK_COLON = re.compile(r"(?<=\d)：(?=\d\d)")
GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})++(?!\d)|(?<![\d.])\d{1,3}(?:，000)++(?!\d)")
TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,80}>")
LISTED = (range(0x2460, 0x249C), range(0x2776, 0x2794), range(0x3220, 0x322A), range(0x3280, 0x328A))


def folded(text: str) -> str:
    """Return `text` with plain digits, letters, dashes and blanks, without emoji and invisible characters.

    Chinese punctuation stays as it is. Digits of every script become 0-9 and `①` becomes `1、`.
    """
    text = RARE.sub(_plain, text.translate(FOLDED))
    if "<" in text:
        text = TAG.sub("\n", text)
    text = DEGREES.sub("℃", SPACES.sub(" ", text))
    return CLOCK_COLON.sub(":", text).strip()


def ungrouped(text: str, *, today: date) -> str:
    """Return `text` without the commas of `12,000`; after the rules for codes, to which a comma tells an amount."""
    del today
    return GROUPED.sub(lambda match: match.group().replace(",", "").replace("，", ""), text)


def _plain(match: re.Match[str]) -> str:
    char = match.group()
    if char in "℃€£$‰№":
        return char
    if "\u3300" <= char <= "\u33ff":
        return RARE.sub(_plain, unicodedata.normalize("NFKC", char))
    category = unicodedata.category(char)
    if category in ("Nd", "No", "Nl"):
        return _digits(char)
    if category in ("Mn", "Mc"):
        return "" if "\ufe00" <= char <= "\ufe0f" else char
    if category.startswith("L"):
        return _letter(char)
    if category.startswith("P"):
        return char
    return " " if category.startswith(("S", "Z")) else ""


def _letter(char: str) -> str:
    """Latin and Chinese letters; of any other the voices could only name the script (`Cyrillic letter`)."""
    plain = unicodedata.normalize("NFKC", char)
    if plain.isascii() and plain.isalnum():
        return plain
    return char if unicodedata.name(char, "").startswith(("LATIN", "CJK")) else ""


def _digits(char: str) -> str:
    """`٣` -> 3, `²` -> 2, `③` -> `3、`, `½` -> 1/2; `〇` and what has no whole number stay."""
    value = unicodedata.numeric(char)
    if any(ord(char) in listed for listed in LISTED):
        return f" {value:.0f}、"
    if value == int(value):
        return str(int(value))
    return " " + unicodedata.normalize("NFKC", char).replace("⁄", "/")
