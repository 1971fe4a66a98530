"""What is left when the numbers are words: brackets, slashes and loose signs in English."""

from __future__ import annotations

import re
from datetime import date

SYMBOLS = str.maketrans(
    {
        "，": ", ", "。": ". ", "、": ", ", "；": "; ", "：": ": ", "！": "! ", "？": "? ",
        "（": ", ", "）": ", ", "(": ", ",
        ")": ", ",
        "[": ", ", "]": ", ", "{": ", ", "}": ", ", "【": ", ", "】": ", ", "|": ", ", "&": " and ", "…": ". ",
        "“": " ", "”": " ", '"': " ", "\n": ". ", "–": ", ", "~": ", ", "%": " percent ", "_": " ",
    }
)  # fmt: skip
ABBREVIATIONS = {
    "e.g.": "for example", "i.e.": "that is", "approx.": "about", "approx": "about", "incl.": "including",
    "bldg.": "Building", "bldg": "Building", "rm.": "Room", "rm": "Room", "rd": "Road",
    "sq m": "m2", "sqm": "m2", "a.m.": "A-M", "p.m.": "P-M",
}  # fmt: skip
ABBREVIATION = re.compile(
    r"(?<![\w.])(?<!\d )(?:e\.g\.|i\.e\.|approx\b\.?|(?P<after>incl\.(?!\s\w))|incl\.|(?-i:[Bb]ldg\b\.?|Rm\b\.?|Rd\b)"
    r"|[ap]\.m\.)|(?<=\d)\s?sq\s?m\b",
    re.IGNORECASE,
)
SPELLED = re.compile(r"\b(?:VIP|LED|POS)\b")
"""Letters that the English voice would read as a word."""
POINT = re.compile(r"(?<=[a-z])\.(?=[a-z])", re.IGNORECASE)
AT = re.compile(r"(?<=\w)\s?@\s?(?=\w)")
SLASH = re.compile(r"\s?[/\\]+\s?")
LONE_DASH = re.compile(r"(?<!\w)-+|-+(?!\w)")
APOSTROPHE = re.compile(r"(?<![^\W_])'|'(?![^\W_])")
DROPPED = re.compile(r"[^\w\s,.;:!?'，、；：。！？-]|_")
GAPS = re.compile(r"\s+")
MARKS = re.compile(r"[\s,.;:!?]*[,.;:!?][\s,.;:!?]*")
STRENGTH = ",:;.?!"


def abbreviations_spoken(text: str, *, today: date) -> str:
    """Return `text` with whole words for those that are short only on paper."""
    del today
    return ABBREVIATION.sub(_in_full, text)


def _in_full(match: re.Match[str]) -> str:
    return "included" if match["after"] else ABBREVIATIONS[match.group().strip().lower()]


def signs_spoken(text: str) -> str:
    """Return `text` with pauses for brackets and slashes, and without what nobody says aloud."""
    text = SPELLED.sub(lambda match: "-".join(match.group()), text)
    text = AT.sub(" at ", POINT.sub(" dot ", text)).translate(SYMBOLS)
    text = LONE_DASH.sub(", ", SLASH.sub(", ", text))
    text = GAPS.sub(" ", DROPPED.sub(" ", APOSTROPHE.sub(" ", text)))
    text = MARKS.sub(lambda match: max(match.group().replace(" ", ""), key=STRENGTH.find) + " ", text)
    return text.lstrip(STRENGTH + " ").rstrip(",:; ")
