"""Numbers in English words."""

from __future__ import annotations

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
GROUPS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
LARGEST = 10**15


def cardinal(value: int) -> str:
    """Return `value` (0 and up) in words: 180 -> one hundred and eighty; from 10**15 on its digits one by one."""
    if value >= LARGEST:
        return digits(str(value))
    words = []
    for size, name in GROUPS:
        if value >= size:
            words.append(f"{_hundreds(value // size)} {name}")
            value %= size
    if value or not words:
        bridge = "and " if words and value < 100 else ""
        words.append(bridge + _hundreds(value))
    return " ".join(words)


def ordinal(value: int) -> str:
    """Return 22 -> twenty-second."""
    words = cardinal(value)
    start = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[start:]
    if last in ORDINALS:
        return words[:start] + ORDINALS[last]
    return words[:-1] + "ieth" if words.endswith("y") else words + "th"


def digits(number: str) -> str:
    """Return the digits one by one: 138 -> one three eight."""
    return " ".join(DIGITS[int(digit)] for digit in number)


def decimal(number: str) -> str:
    """Return 18.5 -> eighteen point five; 007 digit by digit."""
    whole, _, rest = number.partition(".")
    if (len(whole) > 1 and whole.startswith("0")) or len(whole) > len(str(LARGEST)):
        words = digits(whole)
    else:
        words = cardinal(int(whole))
    return f"{words} point {digits(rest)}" if rest else words


def year(number: str) -> str:
    """Return 2026 -> twenty twenty-six, 2005 -> two thousand and five, 1900 -> nineteen hundred."""
    century, rest = int(number[:2]), int(number[2:])
    if century % 10 == 0 and rest < 10:
        return cardinal(int(number))
    if not rest:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def _hundreds(value: int) -> str:
    high, low = divmod(value, 100)
    words = f"{DIGITS[high]} hundred" if high else ""
    if low or not words:
        words += (" and " if words else "") + _tens(low)
    return words


def _tens(value: int) -> str:
    if value < 10:
        return DIGITS[value]
    if value < 20:
        return TEENS[value - 10]
    ten, one = divmod(value, 10)
    return TENS[ten] + (f"-{DIGITS[one]}" if one else "")
