"""Phone numbers as people write them: blanks, dashes, +86, extensions, two in one cell, a spreadsheet's `1.38E+10`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from kiosk.desk.exchange.folding import clean, loose
from kiosk.desk.exchange.read import Read, odd
from kiosk.desk.problems import Field, Reason

_MOBILE = r"1[3-9]\d{9}"
_LANDLINE = r"0(?:10|2\d)[2-9]\d{7}|0[3-9]\d{2}[2-9]\d{6,7}"
_SERVICE = r"[48]00\d{7}|12\d{3}|95\d{3,6}"
_LOCAL = r"[2-8]\d{6,7}"
_NUMBER = re.compile(f"{_MOBILE}|{_LANDLINE}|{_SERVICE}|{_LOCAL}")
"""Numbering plan of the mainland (工信部《电信网编号计划》): mobile 11 digits from 13 to 19; area code of 3 or 4 digits
and 7 or 8 digits; 400/800; 12xxx and 95xxx; a landline without its area code."""
_FINDABLE = re.compile(r"(?<!\d)(?:1[3-9](?:[ -]?\d){9}|0\d{2,3}[ -]?[2-9](?:[ -]?\d){6,7})(?!\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=1[3-9]\d{9}$|0?\d{9,11}$)|^0(?=1[3-9]\d{9}$)")
_BETWEEN = re.compile(r"[/、,;|\n\r。\\]|\bor\b|或者|或|以及|及|和")
_EXTENSION = re.compile(r"(?:转|分机|ext(?:ension)?\.?|x|#)\s*:?\s*(\d{1,6})\D*$|(?<=\d{7})\s*-\s*(\d{1,5})$")
_SCIENTIFIC = re.compile(r"\d\.\d+e\+?\d+")
_NOISE = re.compile(r"[\s\-.()\[\]·_]+")
_TRAILING_ZERO = re.compile(r"^(\d+)\.0+$")
_NAME = re.compile(r"^\s*([^\W\d_]{1,12}(?:\s[^\W\d_]{1,12})?)[\s:(,/、，-]*(?=[+\d(])|[\s:),(]*([^\W\d_]{2,8})\s*\)?$")
_LABELS = re.compile(
    r"联系电话|联系方式|联系人|电话|手机号?码?|座机|微信同号|微信|同号|致电|tel(?:ephone)?|phone|"
    r"mobile|call|wechat|号码?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phones:
    """`first` is digits only; `extra` are further numbers and extensions as people read them; `name` whose it is."""

    first: str = ""
    extra: str = ""
    name: str = ""


def read_phones(text: str) -> Read[Phones]:
    """Understand one cell with one or more numbers and perhaps the name of the person who answers."""
    if text.isdigit() and text.isascii() and _NUMBER.fullmatch(text):
        return Read(Phones(text))
    folded = loose(text).strip()
    if not folded:
        return Read(Phones(), odd(Field.PHONE, Reason.PHONE_MISSING))
    number = _from_number(folded)
    if number is None:
        return Read(Phones(), odd(Field.PHONE, Reason.PHONE_CUT_OFF, written=text))
    found = [phone for part in _parts(number) for phone in _phones_in(part)]
    if not found:
        return _none_found(text, folded)
    (first, extension), *others = found
    extras = [f"{first}-{extension}"] if extension else []
    extras += [f"{phone}-{ext}" if ext else phone for phone, ext in others if phone != first]
    return Read(Phones(first, " ".join(f"☎{extra}" for extra in extras), _name(text)))


def _parts(folded: str) -> list[str]:
    return [part for part in _BETWEEN.split(folded) if part.strip()]


def _from_number(folded: str) -> str | None:
    """A number that a spreadsheet turned into another form; None when it lost digits on the way."""
    if _SCIENTIFIC.fullmatch(folded):
        mantissa, exponent = folded.split("e")
        exact = len(mantissa.replace(".", "")) > int(exponent) - 1 and int(exponent) < 13
        return str(int(Decimal(folded))) if exact else None
    if _THOUSANDS.fullmatch(folded):
        return folded.replace(",", "")
    return _TRAILING_ZERO.sub(r"\1", folded)


def _phones_in(part: str) -> list[tuple[str, str]]:
    """The numbers in one part, each with its extension: the whole part, else its words, else what stands in it."""
    extension = _EXTENSION.search(part)
    body = part[: extension.start()] if extension else part
    whole = _number(body)
    if whole:
        return [(whole, (extension.group(1) or extension.group(2)) if extension else "")]
    without = _number(part)
    if without:
        return [(without, "")]
    words = [_number(word) for word in part.split()]
    if (
        words
        and any(words)
        and all(word or not re.search(r"\d", token) for word, token in zip(words, part.split(), strict=True))
    ):
        return [(word, "") for word in words if word]
    found = (_number(phone) for phone in _FINDABLE.findall(part))
    return [(phone, "") for phone in found if phone]


def _number(part: str) -> str | None:
    bare = _NOISE.sub("", _LABELS.sub("", part))
    digits = re.sub(r"^[^\d+*]+|[^\d*]+$", "", bare)
    national = _COUNTRY.sub("", digits)
    abroad = national != digits and not national.startswith(("0", "1"))
    digits = "0" + national if abroad else national
    digits = digits if digits.startswith(("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")) else ""
    if digits.startswith("10") and len(digits) == 10:
        digits = "0" + digits
    return digits if _NUMBER.fullmatch(digits) else None


def _none_found(text: str, folded: str) -> Read[Phones]:
    if not any(char.isdigit() for char in folded):
        said_none = re.fullmatch(r"无|没有|暂无|-+|/+|none|n/?a|不详|见备注", folded)
        reason = Reason.PHONE_MISSING if said_none else Reason.PHONE_MALFORMED
        return Read(Phones(name="" if said_none else _name(text)), odd(Field.PHONE, reason, written=text))
    return Read(Phones(), odd(Field.PHONE, Reason.PHONE_MALFORMED, written=text))


def _name(text: str) -> str:
    found = _NAME.search(_LABELS.sub("", unicodedata.normalize("NFKC", clean(text))))
    return next((group.strip() for group in found.groups() if group), "") if found else ""
