"""What is left when the numbers are words: Latin words, brackets, slashes, blanks and loose signs."""

from __future__ import annotations

import re

from kiosk.speech.wording.mandarin.measures import HAN

BRACKETS = dict.fromkeys("()[]{}（）【】〔〕〖〗|", "，")
QUOTES = dict.fromkeys('“”「」『』《》〈〉"', "")
UNSPOKEN = str.maketrans(BRACKETS | QUOTES | {"_": " "})
CHINESE_MARKS = str.maketrans({",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "–": "，", "~": "，"})
STRENGTH = "、，：；。？！"
"""Marks that make a pause, the weakest first."""

KNOWN = {
    "wifi": "WiFi", "wi-fi": "WiFi", "app": "A-P-P", "boss": "boss", "vip": "V-I-P", "ktv": "K-T-V", "qq": "Q-Q",
    "ok": "O-K", "tel": "电话",
}  # fmt: skip
"""As Chinese speakers say them; espeak-ng reads letters as letters only when dashes join them."""
KNOWN_WORD = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(KNOWN)})(?![A-Za-z])", re.IGNORECASE)
CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{2,4}(?![A-Za-z])")
SHOUTED = re.compile(r"(?<![A-Za-z])[A-Z]{5,}(?![A-Za-z])")
AT = re.compile(r"(?<=[A-Za-z零幺一二三四五六七八九])@(?=[A-Za-z零幺一二三四五六七八九])")
POINT = re.compile(r"(?<=[A-Za-z])\.(?=[A-Za-z零幺一二三四五六七八九])|(?<=[零幺二三四五六七八九])\.(?=[A-Za-z])")
WORD_DASH = re.compile(r"(?<=[A-Za-z]{2})-(?=[A-Za-z])|(?<=[A-Za-z])-(?=[A-Za-z]{2})")
CHINESE_AND = re.compile(rf"(?<={HAN})\s?&\s?(?={HAN})")
LATIN_AND = re.compile(r"(?<=[A-Za-z])\s?&\s?(?=[A-Za-z])")

PLUS = re.compile(r"(?<=[\w）)])\s?\+\s?(?=[\w（(])")
STOP = re.compile(r"\.(?![A-Za-z])|…+|\n")
SLASH = re.compile(r"\s?[/\\]+\s?")
LONE = re.compile(r"(?<![A-Za-z])-+|-+(?![A-Za-z])")
APOSTROPHE = re.compile(r"(?<![A-Za-z])'|'(?![A-Za-z])")
DROPPED = re.compile(r"[^\w\s，、；：。！？'\-]|_")
GAPS = re.compile(r"\s+")
HAN_GAP = re.compile(rf"(?<={HAN}) (?={HAN})")
MARKS = re.compile(rf"\s*[{STRENGTH}](?:\s*[{STRENGTH}])*\s*")


def signs_spoken(text: str) -> str:
    """Return `text` with pauses for brackets, slashes and blanks, and without what nobody says aloud."""
    text = STOP.sub("。", _latin(PLUS.sub("加", text).translate(UNSPOKEN))).translate(CHINESE_MARKS)
    text = APOSTROPHE.sub(" ", LONE.sub("，", SLASH.sub("、", text)))
    text = GAPS.sub(" ", DROPPED.sub(" ", text))
    text = MARKS.sub(_strongest, HAN_GAP.sub("，", text.strip()))
    return text.lstrip(STRENGTH).rstrip("，、：；")


def _latin(text: str) -> str:
    """Short capitals are letters (`V-I-P`), longer ones a word; `a@b.com` has its 艾特 and 点."""
    text = KNOWN_WORD.sub(lambda match: KNOWN[match.group().lower()], text)
    text = CHINESE_AND.sub("和", LATIN_AND.sub("-", text))
    text = CAPITALS.sub(lambda match: "-".join(match.group()), text)
    text = SHOUTED.sub(lambda match: match.group().lower(), text)
    return POINT.sub("点", AT.sub("艾特", WORD_DASH.sub(" ", text)))


def _strongest(match: re.Match[str]) -> str:
    return max(match.group().replace(" ", ""), key=STRENGTH.find)
