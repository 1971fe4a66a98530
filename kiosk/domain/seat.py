"""A seat in a class that somebody took at the kiosk without a name: its number, and what became of a wish for one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk.domain.ids import new_id
from kiosk.domain.slip import check_digit
from kiosk.domain.training import NoSeatLeft, SignUpState, TrainingClass

MOST_RUNNING = 0xFFFFFF
MARK = "c0"
"""Ends the id of a seat that tells its number."""
TAIL_DIGITS = 12
"""Of an id, in hexadecimal: two letters of the kiosk, three bytes of running number, the mark."""
_LETTERS = re.compile("[A-Z0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """`number` is unlike that of any other seat: it stands on the paper, and the desk finds the seat by it."""

    id: str
    number: str
    class_id: str
    taken_at_ms: int
    state: SignUpState = SignUpState.SIGNED_UP


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatHeld:
    """The wish was granted, now or by an earlier touch of the same wish. `held` is the class as it is then."""

    seat: Seat
    held: TrainingClass


@dataclass(frozen=True, slots=True)
class ClassGone:
    """The class was cancelled or taken back, or is over."""


SeatAnswer = SeatHeld | NoSeatLeft | ClassGone


def seat_number(*, letters: str, running: int) -> str:
    """Return the number of a kiosk's `running`-th seat (from 1), made to be said aloud: `L7-C-00012-4`.

    `letters` are the kiosk's; the last digit is the check digit over all the others (see `check_digit`).
    """
    body = f"{letters}-C-{running:05d}"
    return f"{body}-{check_digit(body)}"


def new_seat_id(*, now_ms: int, letters: str, running: int) -> str:
    """Return a new id as `new_id` makes them, which tells the seat's number in its last six bytes.

    So another kiosk that hears of the seat knows the number on the paper. 26 bits of chance remain, and no kiosk gives
    a number twice. Raises `ValueError` for what is no number.
    """
    return new_id(now_ms=now_ms)[:-TAIL_DIGITS] + tail_of(letters=letters, running=running)


def tail_of(*, letters: str, running: int) -> str:
    """Return the last twelve digits of the seat's id. Those of one kiosk are in the order of their numbers."""
    if not _LETTERS.fullmatch(letters) or not 1 <= running <= MOST_RUNNING:
        raise ValueError(f"no seat {running} of {letters!r}")
    return f"{letters.encode().hex()}{running:06x}{MARK}"


def running_in(tail: str) -> int:
    """Return the running number in an id's last twelve digits; 0 where there is none."""
    return int(tail[4:10], 16) if tail[10:] == MARK else 0


def number_of(seat_id: str) -> str:
    """Return the number of the seat with this id; "" for the id of anything else."""
    tail = seat_id[-TAIL_DIGITS:]
    try:
        letters, running = bytes.fromhex(tail[:4]).decode("latin-1"), running_in(tail)
    except ValueError:
        return ""
    return seat_number(letters=letters, running=running) if running and _LETTERS.fullmatch(letters) else ""


def tail_of_number(number: str) -> str:
    """Return the last twelve digits of the id of the seat with this number; "" for what is no number of a seat."""
    found = re.fullmatch(r"([A-Z0-9]{2})-C-([0-9]{5,8})-([0-9])", number)
    if found is None:
        return ""
    letters, running, last = found[1], int(found[2]), int(found[3])
    is_right = 1 <= running <= MOST_RUNNING and last == check_digit(f"{letters}-C-{found[2]}")
    return tail_of(letters=letters, running=running) if is_right else ""
