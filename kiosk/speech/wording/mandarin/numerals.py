"""Numbers in Mandarin words."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
LARGEST = 10**16


def cardinal(value: int) -> str:
    """Return `value` (0 and up) as said alone: 12 -> 十二, 10010 -> 一万零一十, 2000 -> 两千, 200 -> 二百.

    From 10**16 on, where nobody counts any more, the digits are said one by one.
    """
    if value >= LARGEST:
        return digits(str(value))
    words = _below(value, step=10**8, name="亿")
    if words.startswith("一十"):
        words = words[1:]
    return "两" + words[1:] if words.startswith(("二千", "二万", "二亿")) else words


def counted(value: int) -> str:
    """Return `value` as said before a measure word: 2 -> 两, else as `cardinal`."""
    return "两" if value == 2 else cardinal(value)


def digits(number: str, *, one: str = "一") -> str:
    """Return the digits of `number` one by one; `one` is 幺 for what people dial or look for.

    一 and 七 sound alike over a line; hence the second name of the digit.
    """
    return "".join(DIGITS[int(digit)] if digit != "1" else one for digit in number)


def decimal(number: str) -> str:
    """Return `18.50` -> 十八点五零; whole numbers as `cardinal`, with leading zeros digit by digit (`007`)."""
    whole, *rest = number.split(".")
    if len(whole) > 1 and whole.startswith("0"):
        words = digits(whole, one="幺")
    else:
        words = cardinal(int(whole)) if len(whole) <= len(str(LARGEST)) else digits(whole)
    return "点".join([words, *map(digits, rest)])


def _below(value: int, *, step: int, name: str) -> str:
    """Words for a number told in groups of four digits: 亿, 万, units; 零 bridges a gap between groups."""
    if step == 1:
        return _thousands(value)
    high, low = divmod(value, step)
    smaller = (10**4, "万") if name == "亿" else (1, "")
    low_words = _below(low, step=smaller[0], name=smaller[1])
    if not high:
        return low_words
    bridge = "零" if 0 < low < step // 10 else ""
    return _below(high, step=10**4, name="万") + name + bridge + (low_words if low else "")


def _thousands(value: int) -> str:
    words = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
        gap = not digit
    return words or DIGITS[0]
