"""The id of a visit, which tells the letters of the kiosk where somebody signed in, and whether they were told them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk.domain.ids import new_id

MARKS = {b"k0": False, b"k1": True}
"""Behind the letters in the id's last four bytes: whether the letters were told to whoever came."""
TAIL_DIGITS = 8
_LETTERS = re.compile("[A-Z0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """The kiosk that made a visit: its letters, "" where the id does not tell them.

    `is_told`: they belong to the number as it was shown and said, since another kiosk may have given the same number.
    """

    letters: str = ""
    is_told: bool = False


def new_visit_id(*, now_ms: int, letters: str, is_told: bool) -> str:
    """Return a new id as `new_id` makes them, its last four bytes being the kiosk's two letters and a mark.

    So each kiosk can tell where a visit comes from (RFC 9562, 6.4, allows the number of a node in a UUID); 42 bits of
    chance remain. Letters that are none of a slip's (see `kiosk.store.stations`) are left out.
    """
    made = new_id(now_ms=now_ms)
    if not _LETTERS.fullmatch(letters):
        return made
    mark = next(mark for mark, told in MARKS.items() if told is is_told)
    return made[:-TAIL_DIGITS] + (letters.encode() + mark).hex()


def maker_of(visit_id: str) -> Maker:
    """Return what the id of a visit tells of the kiosk that made it."""
    try:
        tail = bytes.fromhex(visit_id[-TAIL_DIGITS:])
    except ValueError:
        return Maker()
    letters = tail[:2].decode("latin-1")
    if tail[2:] not in MARKS or not _LETTERS.fullmatch(letters):
        return Maker()
    return Maker(letters=letters, is_told=MARKS[tail[2:]])
