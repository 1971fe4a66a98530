"""Pay in English: ¥180/day -> one hundred and eighty yuan a day."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from kiosk.speech.wording.english.numerals import decimal

AMOUNT = r"\d{1,12}+(?:\.\d{1,6}+)?"
PER = {
    "hour": "an hour", "hr": "an hour", "h": "an hour", "day": "a day", "d": "a day", "week": "a week",
    "month": "a month", "mo": "a month", "year": "a year", "yr": "a year", "piece": "a piece", "pc": "a piece",
    "item": "an item", "person": "a person", "head": "a head", "kg": "a kilogram", "km": "a kilometre", "mu": "a mu",
    "ton": "a ton", "t": "a ton", "box": "a box", "basket": "a basket", "bag": "a bag", "trip": "a trip",
    "job": "a job", "shift": "a shift", "night": "a night", "time": "a time", "m2": "a square metre", "m": "a metre",
    "tree": "a tree", "meal": "a meal", "room": "a room", "hectare": "a hectare", "acre": "an acre", "jin": "a jin",
    "minute": "a minute", "min": "a minute",
}  # fmt: skip
RATE = rf"\s?(?:/|\bper )\s?(?P<per>{'|'.join(sorted(PER, key=len, reverse=True))})\b"
SIGNS = {
    "¥": "yuan",
    "RMB": "yuan",
    "CNY": "yuan",
    "$": "dollars",
    "US$": "dollars",
    "USD": "dollars",
    "€": "euros",
    "£": "pounds",
}
PAY = re.compile(
    rf"(?<![\d.A-Za-z])(?P<sign>¥|RMB|CNY|USD|(?:US)?\$|[€£])?\s?(?P<first>{AMOUNT})(?P<thousand>k\b)?(?![\d.:])"
    rf"(?:\s?(?:[-–~]|to)\s?[¥$]?(?P<last>{AMOUNT})(?P<thousands>k\b)?(?![\d.:]))?"
    rf"(?P<more>\+)?(?:\s?(?P<unit>(?:yuan|RMB|CNY|USD)\b|[¥$]))?(?:{RATE})?",
    re.IGNORECASE,
)
OTHER_RATE = re.compile(RATE, re.IGNORECASE)
PAID_BY_TIME = frozenset(("hour", "hr", "day", "week", "month", "year"))


def money_spoken(text: str, *, today: date) -> str:
    """Return `text` with amounts and rates in words; `180/day` gets the yuan that people leave out."""
    del today
    text = PAY.sub(_pay, text)
    return OTHER_RATE.sub(lambda match: f" {PER[match['per'].lower()]}", text)


def _pay(match: re.Match[str]) -> str:
    sign, per = (match["sign"] or match["unit"] or "").upper(), (match["per"] or "").lower()
    if not sign and not (per in PAID_BY_TIME and "/" in match.group()):
        return match.group()
    first = _amount(match["first"], match["thousand"] or (match["thousands"] if match["last"] else None))
    last = f" to {_amount(match['last'], match['thousands'])}" if match["last"] else ""
    currency = SIGNS.get(sign, "yuan")
    if first == "one" and not last and currency.endswith("s"):
        currency = currency[:-1]
    return f"{first}{last} {currency}" + (" or more" if match["more"] else "") + (f" {PER[per]}" if per else "")


def _amount(number: str, thousand: str | None) -> str:
    plain = number.rstrip("0").rstrip(".") if "." in number else number
    product = Decimal(plain) * 1000 if thousand else None
    return decimal(plain if product is None else f"{product.normalize():f}")
