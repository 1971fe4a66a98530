"""What is left when the numbers are words: brackets, slashes and loose signs in English."""

from __future__ import annotations

import re

SYMBOLS = str.maketrans(
    {
        "，": ", ", "。": ". ", "、": ", ", "；": "; ", "：": ": ", "！": "! ", "？": "? ",
        "（": ", ", "）": ", ", "(": ", ",
        ")": ", ",
        "[": ", ", "]": ", ", "{": ", ", "}": ", ", "【": ", ", "】": ", ", "|": ", ", "&": " and ", "…": ". ",
        "“": " ", "”": " ", '"': " ", "\n": ". ", "–": ", ", "~": ", ", "%": " percent ", "_": " ",
    }
)  # fmt: skip
POINT = re.compile(r"(?<=[a-z])\.(?=[a-z])", re.IGNORECASE)
AT = re.compile(r"(?<=\w)@(?=\w)")
SLASH = re.compile(r"\s?[/\\]+\s?")
LONE_DASH = re.compile(r"(?<!\w)-+|-+(?!\w)")
APOSTROPHE = re.compile(r"(?<![^\W_])'|'(?![^\W_])")
DROPPED = re.compile(r"[^\w\s,.;:!?'，、；：。！？-]|_")
GAPS = re.compile(r"\s+")
MARKS = re.compile(r"[\s,.;:!?]*[,.;:!?][\s,.;:!?]*")
STRENGTH = ",:;.?!"


def signs_spoken(text: str) -> str:
    """Return `text` with pauses for brackets and slashes, and without what nobody says aloud."""
    text = AT.sub(" at ", POINT.sub(" dot ", text)).translate(SYMBOLS)
    text = LONE_DASH.sub(", ", SLASH.sub(", ", text))
    text = GAPS.sub(" ", DROPPED.sub(" ", APOSTROPHE.sub(" ", text)))
    text = MARKS.sub(lambda match: max(match.group().replace(" ", ""), key=STRENGTH.find) + " ", text)
    return text.lstrip(STRENGTH + " ").rstrip(",:; ")
