"""Numbers as people write them in Chinese: 二十, 一百八, 两千五, 半."""

from __future__ import annotations

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
NUMERAL = r"[零〇一二两俩仨三四五六七八九十百千万廿卅]"
LONGEST_NUMBER = 16
_RUN = re.compile(rf"(?<![\d.]){NUMERAL}+")
_EITHER = re.compile(
    r"(?P<before>(?:.*[十百千万])?)(?P<low>[一二两三四五六七八九])(?P<high>[二两三四五六七八九])(?P<step>[十百千万]*)"
)
_FORMAL = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟萬贰]+")


def chinese_number(words: str) -> int | None:
    """Return the whole number that `words` say, None if they say none; 一百八 is 180, 一万二 is 12,000."""
    words = words.translate(_TENS)
    if not words or not _RUN.fullmatch(words):
        return None
    head, wan, tail = words.rpartition("万")
    if not wan:
        return _under_ten_thousand(words)
    high, low = chinese_number(head), _under_ten_thousand(tail) if tail else 0
    if high is None or low is None:
        return None
    return high * 10_000 + (low * 1000 if tail in _DIGITS else low)


def _under_ten_thousand(words: str) -> int | None:
    if all(char in _DIGITS for char in words):
        return int("".join(str(_DIGITS[char]) for char in words))
    total, digit, last_step, after_zero = 0, None, 10_000, False
    for char in words:
        step = _STEPS.get(char)
        if step is None:
            digit = _DIGITS[char]
            after_zero = after_zero or digit == 0
        elif step >= last_step:
            return None
        else:
            total, digit, last_step = total + (1 if digit is None else digit) * step, None, step
    if digit is None:
        return total
    return total + digit * (1 if after_zero else last_step // 10)


def with_digits(text: str) -> str:
    """Return `text` with every Chinese number written in digits, 壹佰捌拾 too; what is none stays as it is.

    七八 becomes 7-8 and 两三百 200-300: two digits side by side leave open which.
    """
    if _FORMAL.search(text):
        text = _FORMAL.sub(_formal, text)
    return _RUN.sub(lambda run: _as_digits(run.group()), text)


def _as_digits(words: str) -> str:
    if len(words) > LONGEST_NUMBER:
        return words
    number = chinese_number(words)
    return _either(words) or (words if number is None else str(number))


def _either(words: str) -> str | None:
    """三五 and neighbours such as 两三 are a range; 二六 is a number spelled out."""
    found = _EITHER.fullmatch(words)
    if not found:
        return None
    before, low_digit, high_digit, step = found.group("before", "low", "high", "step")
    apart = _DIGITS[high_digit] - _DIGITS[low_digit]
    if apart != 1 and low_digit + high_digit != "三五":
        return None
    low, high = (chinese_number(before + digit + step) for digit in (low_digit, high_digit))
    return None if low is None or high is None else f"{low}-{high}"


def _formal(run: re.Match[str]) -> str:
    """cn2an knows the numerals of cheques and receipts; its import takes 0.2 s, so only those rare cells pay for it."""
    from cn2an import cn2an

    try:
        return str(cn2an(run.group(), "smart")) if len(run.group()) <= LONGEST_NUMBER else run.group()
    except ValueError:
        return run.group()
