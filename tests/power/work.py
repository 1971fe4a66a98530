"""What a station may be doing when its power goes, and what must be true of it when the power is back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Protocol

from kiosk.domain.ids import new_id
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting
from kiosk.domain.staff import Actor, Role
from kiosk.services import OpenStation
from kiosk.store.integrity import check
from kiosk.store.postings import NewPosting
from tests.store.backups.conftest import Machine

NOW = datetime(2026, 11, 21, 8, 0).astimezone()
CLERK = Actor(role=Role.CLERK, device="desk-1", staff_id="staff-1", name="小陈")
Said = list[list[str]]
"""The lines that the program had said by the cut, each in words: what was acknowledged to somebody."""
Say = Callable[..., None]


class Work(Protocol):
    """One kind of work. What is drawn by chance comes from `chance` alone, so that its seed makes the run again."""

    name: str

    def prepare(self, machine: Machine, chance: Random) -> None:
        """Make the machine as it is before; all of that is on the disk."""

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        """Do the work, and say at once what was acknowledged."""

    def judge(self, machine: Machine, said: Said) -> None:
        """Start again after the cut as a station does, and assert that everything said is true."""


def words_of(said: Said, about: str) -> Said:
    """Return the lines that begin with the word `about`, without it."""
    return [words for first, *words in said if first == about]


def posting(title: str = "招瓦工", *, headcount: int = 200) -> Posting:
    """A posting that a worker may see on 21 November 2026 at 8:00."""
    return Posting(
        id=new_id(),
        trade="mason",
        title=title,
        employer_id="",
        employer_name="老王施工队",
        pay=Pay(amount_minor=18_000, unit=PayUnit.DAY),
        headcount=headcount,
        first_day=date(2026, 11, 21),
        last_day=date(2026, 12, 1),
        daily_start=time(7),
        daily_end=time(17, 30),
        place="镇政府旁边",
        contact_phone="13800001234",
        verified_by="import",
    )


def save_posting(machine: Machine, title: str = "招瓦工") -> None:
    with machine.open() as station:
        station.postings.save_new([NewPosting(posting=posting(title))])


@contextmanager
def reopened(machine: Machine, *, recovers: bool = False) -> Iterator[OpenStation]:
    """Open the station by the normal code; at the end it is closed, and every page, row and slot of it looked at.

    It needs no backup for that, and does not take itself for an older copy, unless it `recovers`.
    """
    with no_warning(but_of_recovery=recovers), machine.open() as station:
        if not recovers:
            assert station.opened.put_aside is None, "the database had to be recovered"
        yield station
    problems = check(machine.places.database, station.database.key)
    assert problems == [], problems


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def no_warning(*, but_of_recovery: bool = False) -> Iterator[None]:
    """Assert that nothing of the station warns of anything in the block."""
    heard, kiosk = _Heard(), logging.getLogger("kiosk")
    kiosk.addHandler(heard)
    try:
        yield
    finally:
        kiosk.removeHandler(heard)
    assert but_of_recovery or not heard.lines, heard.lines


def assert_issues_slips(station: OpenStation, wish: str = "after-the-cut") -> None:
    """The station goes on: it gives out a slip whose number nobody has."""
    before = {number for (number,) in station.database.rows("select number from slips")}
    (offered,) = {each.id: each for each in station.postings.all() if each.title == "招瓦工"}.values()
    outcome, _ = station.grant(offered.id, wish_id=wish)
    slip = getattr(outcome, "slip", None)
    assert slip is not None, outcome
    assert slip.number not in before


def lies_whole(path: Path, *contents: bytes) -> bool:
    """Tell whether the file at `path` is one of `contents`."""
    return path.is_file() and path.read_bytes() in contents
