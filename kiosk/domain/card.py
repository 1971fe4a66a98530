"""The number of a worker card: by it, and by nothing personal, a card names its owner."""

from __future__ import annotations

import re
import unicodedata

from kiosk.domain.slip import check_digit

LONGEST_TYPED = 40
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣─_"), "-")
_NUMBER = re.compile(r"([A-Z0-9]{1,8})-?W-?([0-9]{5,9})-?([0-9])")


def card_number(*, prefix: str, running: int) -> str:
    """Return the number of the station's `running`-th worker card (from 1), made to be said aloud: `L7-W-00012-3`.

    `prefix` is the station's; the last digit is the check digit over all the others (see `check_digit`).
    """
    body = f"{prefix}-W-{running:05d}"
    return f"{body}-{check_digit(body)}"


def card_number_in(text: str) -> str:
    """Return the card number that `text` is or holds as a word of its own, as it stands on the card; "" if none.

    It may be typed by hand or by a scanner: in lower case or full width, with blanks or without dashes.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).upper()
    words = folded.split()
    if len(folded) <= LONGEST_TYPED:
        words.append("".join(words))
    return next((number for number in map(_as_printed, words) if number), "")


def _as_printed(word: str) -> str:
    found = _NUMBER.fullmatch(word)
    if found is None:
        return ""
    prefix, running, last = found.groups()
    body = f"{prefix}-W-{running}"
    return f"{body}-{last}" if int(last) == check_digit(body) else ""
