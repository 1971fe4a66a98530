"""Weights, shares, pages and plain numbers in English."""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.english.numerals import cardinal, decimal, ordinal
from kiosk.speech.wording.lists import lists_spoken

NUMBER = r"(?<!\d)\d++(?:\.\d++)?"
UNITS = {
    "km": ("kilometre", "kilometres"), "kg": ("kilogram", "kilograms"), "g": ("gram", "grams"),
    "m": ("metre", "metres"),
    "cm": ("centimetre", "centimetres"), "mm": ("millimetre", "millimetres"), "m2": ("square metre", "square metres"),
    "m3": ("cubic metre", "cubic metres"), "ml": ("millilitre", "millilitres"), "l": ("litre", "litres"),
    "h": ("hour", "hours"), "hr": ("hour", "hours"), "hrs": ("hour", "hours"), "min": ("minute", "minutes"),
    "mins": ("minute", "minutes"), "t": ("ton", "tons"), "kw": ("kilowatt", "kilowatts"), "w": ("watt", "watts"),
    "v": ("volt", "volts"), "%": ("percent", "percent"), "℃": ("degree", "degrees"), "°": ("degree", "degrees"),
}  # fmt: skip
PAGE = re.compile(r"(?<![\d./])(?:[Pp]age )?(?P<page>\d{1,4}) / (?P<pages>\d{1,4})(?![\d./])")
COUNTED = re.compile(r"\b(?P<what>page|step)\s(?P<at>\d{1,4})\s?/\s?(?P<of>\d{1,4})(?![\d./])", re.IGNORECASE)
UNIT = re.compile(
    rf"(?P<sign>[-–])?(?<![\d.])(?P<number>{NUMBER})\s?"
    rf"(?P<unit>(?-i:(?![GM](?![A-Za-z])))(?:{'|'.join(sorted(UNITS, key=len, reverse=True))}))(?![A-Za-z\d])",
    re.IGNORECASE,
)
SPAN = re.compile(
    rf"(?<![\d.])(?P<first>{NUMBER})(?P<unit>\s?(?:km|kg|cm|m|%|℃))?\s?[-–~]{{1,3}}?\s?(?P<last>-?\d)",
    re.IGNORECASE,
)
FRACTION = re.compile(r"(?<![\d./])(?:(?P<whole>\d{1,3}) )?(?P<top>\d{1,3})/(?P<bottom>\d{1,3})(?![\d./])")
FRACTIONS = {
    (1, 2): "a half",
    (1, 3): "one third",
    (2, 3): "two thirds",
    (1, 4): "a quarter",
    (3, 4): "three quarters",
}
NUMBERED = re.compile(r"(?:\b(?:[Nn]os?\.|Nos?|NO\.?)\s?|№\s?|(?<!\w)#\s?)(?=\d)")
MORE = re.compile(r"(?P<number>\d{1,9})\s?\+(?!\s?\d)")
COMPARED = {
    "≥": "at least ",
    "≤": "at most ",
    ">=": "at least ",
    "<=": "at most ",
    ">": "over ",
    "<": "under ",
    "±": "plus or minus ",
    "~": "about ",
    "≈": "about ",
}
COMPARISON = re.compile(
    r"(?P<sign>>=|<=|[≥≤±]|<(?![^<>\n]{0,40}>)|(?<![A-Za-z\"'/=-])>|(?<![\w%℃)])[~≈])\s?(?=[¥$€£]?\d)"
)
TIMES = re.compile(r"(?<=\d)\s?[x×*]\s?(?=\d)")
PLUS = re.compile(r"(?<=\w)\s?\+\s?(?=\w)")
MINUS = re.compile(r"(?<![\w)])-(?=\d)")
BARE_POINT = re.compile(r"(?<!\w)\.(?=\d)")
PLAIN = re.compile(r"(?P<before>[A-Za-z])?(?P<number>\d++(?:\.\d++)?)(?P<after>[A-Za-z])?")


def comparisons_spoken(text: str, *, today: date) -> str:
    """Return `text` with words for the signs before an amount; ahead of the rules for pay, which would drop them."""
    del today
    return COMPARISON.sub(lambda match: COMPARED[match["sign"]], text)


def counts_spoken(text: str, *, today: date) -> str:
    """Return `text` without digits: what the other rules left is said as a number."""
    del today
    if "/" in text:
        text = PAGE.sub(lambda match: f"page {cardinal(int(match['page']))} of {cardinal(int(match['pages']))}", text)
        text = FRACTION.sub(_fraction, COUNTED.sub(r"\g<what> \g<at> of \g<of>", text))
    text = MORE.sub(r"\g<number> or more", NUMBERED.sub("number ", text))
    text = PLUS.sub(" plus ", TIMES.sub(" by ", text))
    text = SPAN.sub(r"\g<first>\g<unit> to \g<last>", text)
    text = lists_spoken(UNIT.sub(_unit, text), say=lambda number: f", {cardinal(number)}, ")
    return PLAIN.sub(_number, MINUS.sub("minus ", BARE_POINT.sub("0.", text)))


def _fraction(match: re.Match[str]) -> str:
    top, bottom = int(match["top"]), int(match["bottom"])
    whole = f"{cardinal(int(match['whole']))} " if match["whole"] else ""
    if not 0 < top < bottom:
        return f"{whole}{match['top']}, {match['bottom']}"
    if whole:
        whole += "and "
    return whole + (FRACTIONS.get((top, bottom)) or f"{cardinal(top)} {ordinal(bottom)}{'s' if top > 1 else ''}")


def _unit(match: re.Match[str]) -> str:
    one, many = UNITS[match["unit"].lower()]
    below = "minus " if match["sign"] else ""
    return f"{below}{decimal(match['number'])} {one if match['number'] == '1' else many}"


def _number(match: re.Match[str]) -> str:
    """Words never run into the letters that touched the digits: `B2B`."""
    before, after = match["before"], match["after"]
    return (f"{before} " if before else "") + decimal(match["number"]) + (f" {after}" if after else "")
