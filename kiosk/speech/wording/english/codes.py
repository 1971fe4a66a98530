"""Phones, slip numbers, rooms and other digits that are said one by one in English."""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.english.numerals import digits
from kiosk.speech.wording.numbers_that_call import (
    ADDRESS,
    CARD,
    COMPANY,
    DOOR,
    EMERGENCIES,
    HIDDEN,
    IDENTITY,
    LANDLINE,
    MASKED,
    MOBILE,
    SERVICE,
    SHORTEST_CARD,
    SLIP,
    call_groups,
)

PAUSE = ", "
LABELLED = re.compile(
    r"(?P<label>\b(?:phone|tel|telephone|mobile|hotline|number|code|call|dial|ring|postcode|wechat|weixin|qq"
    r"|pin|digits|ending)\b\.?"
    r"(?: (?:on|at|in|is|no|number|id))?[:.]?\s?)"
    r"(?P<code>[A-Za-z_]{0,20}+\d{3,20}+(?:[- ]\d{3,8}+){0,2})"
    r"(?![\d:/%]|\.\d|\s?(?:years|yuan|km|kg|people|days|hours))",
    re.IGNORECASE,
)
DIALLED = re.compile(
    r"(?P<label>\b(?:call|dial|ring|phone|hotline|tel|police|fire|ambulance|emergency|accident)\b[:.]?\s?)(?P<code>1(?:10|19|20|22|14)|1\d{4})(?![\d:/%]|\.\d|\s?(?:km|kg|yuan|people))",
    re.IGNORECASE,
)
HOTLINE = re.compile(
    r"(?<![\d.¥$A-Za-z+-])(?:12[13]\d\d|95\d\d[1-9]|96\d\d[1-9]|10086)(?![\d.:/%,]\d|\d|/|\s?(?:yuan|RMB|km|kg|m\b|people|pieces))"
)
ALONE = re.compile(r"^1(?:10|19|20|22|14)$")
ROOM = re.compile(
    r"(?P<label>\b(?:room|flat|suite|door|bus|route|highway|road)(?: no\.?| number)? )(?P<code>\d{3,4})\b",
    re.IGNORECASE,
)
LETTERED = re.compile(r"(?<![A-Za-z\d.-])(?!m[23]\b)(?P<letters>[A-Za-z]{1,3})-?(?P<code>\d{1,12})(?![\d.:]|[A-Za-z])")
LETTERED_AMOUNTS = frozenset(("rmb", "cny", "no", "pm", "am", "usd"))
LONG = re.compile(r"(?<![\d.¥$])\d{7,}+(?![.]\d|\s?(?:yuan|RMB|/))")
FOUR = re.compile(r"\d{1,4}")
FOURS = re.compile(r"\w{1,4}")
LETTER_MEETS_DIGIT = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")


def codes_spoken(text: str, *, today: date) -> str:
    """Return `text` with every number that is a code, not an amount, said digit by digit in groups."""
    del today
    if "." in text:
        text = ADDRESS.sub(lambda match: _digits_in(LETTER_MEETS_DIGIT.sub(" ", match["address"])), text)
    text = SLIP.sub(lambda match: _code(match.group()), text)
    text = IDENTITY.sub(
        lambda match: PAUSE.join(map(_code, (match.group()[:6], match.group()[6:14], match.group()[14:]))),
        text,
    )
    if len(text) >= SHORTEST_CARD:
        text = COMPANY.sub(lambda match: PAUSE.join(map(_group, FOURS.findall(match.group()))), text)
        text = CARD.sub(lambda match: _code(match.group()), text)
    text = MASKED.sub(lambda match: _padded(_digits_in(HIDDEN.sub(", * , ", match.group())).replace("*", "star")), text)
    for pattern in (MOBILE, SERVICE, LANDLINE):
        text = pattern.sub(_call, text)
    text = EMERGENCIES.sub(lambda match: _digits_in(match.group()), text)
    for pattern in (DIALLED, LABELLED, ROOM):
        text = pattern.sub(lambda match: match["label"] + _labelled(match["code"]), text)
    if "-" in text:
        text = DOOR.sub(lambda match: _code(match.group()), text)
    text = ALONE.sub(lambda match: digits(match.group()), text)
    text = HOTLINE.sub(lambda match: digits(match.group()), text)
    return LETTERED.sub(_lettered, text)


def long_codes_spoken(text: str, *, today: date) -> str:
    """Return `text` with bare numbers of seven digits and more said digit by digit."""
    del today
    return LONG.sub(lambda match: PAUSE.join(digits(group) for group in FOUR.findall(match.group())), text)


def _call(match: re.Match[str]) -> str:
    abroad, extension, *groups = call_groups(match)
    said = PAUSE.join(digits(group) for group in groups if group)
    country = f"plus {digits('86')}, " if abroad == "+86" else f"{digits(abroad)}, " if abroad else ""
    return _padded(country + said + (f", extension {digits(extension)}" if extension else ""))


def _padded(said: str) -> str:
    return f"{PAUSE}{said}{PAUSE}"


def _digits_in(code: str) -> str:
    return re.sub(r"\d+", lambda match: digits(match.group()), code)


def _code(code: str) -> str:
    """`A1-1121-007-4` -> `A-one, one one two one, zero zero seven, four`: after a dash A is no article."""
    return PAUSE.join(_group(group) for group in re.split(r"[-. ]+", code))


def _group(group: str) -> str:
    letters = re.sub(r"[A-Za-z]+", lambda match: f" {'-'.join(match.group().upper())}-", group)
    return _digits_in(letters).strip(" -")


def _labelled(code: str) -> str:
    number = re.sub(r"\D", "", code)
    if number == code and len(code) in (7, 8):
        return PAUSE.join(digits(group) for group in (code[:-4], code[-4:]))
    return _code(code)


def _lettered(match: re.Match[str]) -> str:
    if match["letters"].lower() in LETTERED_AMOUNTS:
        return match.group()
    letters = "-".join(match["letters"].upper())
    return f"{letters}-{digits(match['code'])}" if len(match["code"]) > 2 else f"{letters}-{match['code']}"
