"""How phones, slip numbers and identity numbers are written in China, whatever the language around them."""

from __future__ import annotations

import re

SLIP = re.compile(r"(?<![A-Za-z\d-])[A-Za-z\d]{1,4}-(?:[A-Z]-)?\d{4}-\d{3,6}-\d(?![\d-])")
"""A slip's, or with its letter a complaint's or a work wish's."""
IDENTITY = re.compile(r"(?<![A-Za-z\d.])\d{17}[\dXx](?![A-Za-z\d])")
ABROAD = r"(?<![\d.])(?:[(（]?(?P<abroad>\+86|0086|86(?=[- ]?1[3-9]))[)）]?[- ]?)?"
MOBILE = re.compile(
    rf"{ABROAD}(?P<number>1\d{{10}}|1\d\d[-– .·]\d{{4}}[-– .·]?\d{{4}}|1\d{{6}}[-– .]\d{{4}}"
    r"|1\d{3}[-– ]\d{3}[-– ]\d{4}"
    r"|1\d{3}[-– ]\d{4}[-– ]\d{3}|1\d{4}[-– ]\d{6}|1(?: \d){10})(?!\d|\s?[元块]|\s?yuan)"
)
"""Eleven digits from 1, in one piece or in the groups that people write."""
LANDLINE = re.compile(
    rf"{ABROAD}[(（]?(?P<area>0(?:10|2\d|[3-9]\d\d)|(?<=86[- ])(?:10|2\d|[3-9]\d\d)(?=[- )]))"
    r"(?:\s?[)）]\s?|\s?[-–]\s?|\s)?(?P<number>\d{3,4}[- ]?\d{4}|(?<=[-–])(?:12[13]\d\d|9[56]\d{3}))(?!\d)"
    r"(?:\s?(?:-|–|转|分机|ext\.?|extension)\s?(?P<extension>\d{1,6})(?!\d))?"
)
"""Area codes as in the national numbering plan: 010, 02x and four digits from 03; a hotline may follow one, too."""
SERVICE = re.compile(
    r"(?<![\d.])(?P<area>[48]00)"
    r"(?P<number>[-– ]\d{3}[-– ]?\d{4}|[-– ]\d{4}[-– ]?\d{3}|\d[-– ]\d{3}[-– ]\d{3}|\d{7})(?!\d|\s?[元块]|\s?yuan)"
)
EMERGENCIES = re.compile(
    r"(?<![\d.:¥])1(?:10|19|20|22|14)(?:(?:\s?[/、,，或和 ]\s?|,? (?:or|and) )1(?:10|19|20|22|14)(?!\d))+(?![.:/%-]\d)"
)
"""Two and more of the numbers for police, fire, ambulance and accidents in a row."""
HIDDEN = re.compile(r"[*#xX]+")
MASKED = re.compile(r"(?<![A-Za-z\d*])\d{1,19}(?:\*{2,}|#{2,}|[xX]{2,}(?![A-Za-z]))\d{0,19}")
CARD = re.compile(r"(?<![\d.-])[2-9]\d{3}(?:([ -])\d{4})(?:\1\d{4}){1,3}(?:\1\d{1,4})?(?![\d-])")
SHORTEST_CARD = len("6222 0212 3456")
COMPANY = re.compile(r"(?<![A-Za-z\d])\d{8}[A-Z\d]{10}(?![A-Za-z\d])")
"""The eighteen characters of a licence (统一社会信用代码)."""
DOOR = re.compile(r"(?<![\d-])\d{1,3}(?:-\d{1,4}){2,3}(?![\d-])|(?<![\d-])\d{1,3}-\d{3,4}(?=\s?(?:号|室|房))")
ADDRESS = re.compile(
    r"(?<![A-Za-z\d._@-])(?:https?://)?(?P<address>(?:[A-Za-z\d._+-]{1,64}+@)?(?:[A-Za-z\d-]{1,63}+\.)+"
    r"(?:com|cn|net|org|gov|edu|info|top|vip|cc)(?![A-Za-z\d.-])(?:/[A-Za-z\d/._?=&-]*)?)"
)
"""Of the web or of a mailbox: its digits are no amounts, and nobody says `http`."""


def call_groups(match: re.Match[str]) -> tuple[str, str, str, str, str]:
    """Return country code, extension and three groups of digits of a `MOBILE`, `LANDLINE` or `SERVICE`; some empty."""
    fields = match.groupdict()
    number = re.sub(r"\D", "", match["number"])
    area, rest = (fields["area"], number) if "area" in fields else (number[:3], number[3:])
    if len(rest) < 7:
        return fields.get("abroad") or "", fields.get("extension") or "", area, "", rest
    return fields.get("abroad") or "", fields.get("extension") or "", area, rest[:-4], rest[-4:]
