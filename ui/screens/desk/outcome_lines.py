"""The end-of-day list in words: a heading for each posting, a line for each slip, and what a touch does there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.outcome import DayState, OpenPosting, OpenSlip
from kiosk.slips.lines import shortened
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import RANGE_DASH, day_text, pay_line, readable
from ui.screens.desk.shown_names import LOOKED_AT, shown_name

EMPLOYER_BYTES = 90


class Deed(StrEnum):
    """What a touch on a button of the list says."""

    ALL_PAID = "all-paid"
    ALL_LATER = "all-later"
    PAID = "paid"
    LATER = "later"
    ABSENT = "absent"
    ALL_GOT_PAY = "all-got-pay"
    GOT_PAY = "got-pay"
    NO_PAY = "no-pay"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Line:
    """A posting's heading, or a slip. `cells` are title and facts of a posting; name, number and phone of a slip."""

    posting_id: str
    slip_id: str
    cells: tuple[str, ...]
    deeds: tuple[tuple[Deed, str], ...]
    picture: str = ""

    @property
    def is_heading(self) -> bool:
        return not self.slip_id

    @property
    def key(self) -> str:
        return self.slip_id or self.posting_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Both lists of the screen, in words, and what keeps the day open."""

    undecided: tuple[Line, ...]
    awaiting: tuple[Line, ...]
    state: DayState


def undecided_lines(postings: Sequence[OpenPosting], texts: Texts, *, today: date) -> tuple[Line, ...]:
    """The slips without an outcome; the usual answer is the first button, by whether the money is due."""
    return tuple(line for posting in postings for line in _undecided(posting, texts, today=today))


def _undecided(posting: OpenPosting, texts: Texts, *, today: date) -> Iterator[Line]:
    due = posting.pays_by(today)
    whole, usual = (Deed.ALL_PAID, Deed.PAID) if due else (Deed.ALL_LATER, Deed.LATER)
    yield _heading(posting, (whole,), texts, today=today)
    for slip in posting.slips:
        yield _slip_line(posting, slip, (usual, Deed.ABSENT, Deed.MORE), texts)


def awaiting_lines(postings: Sequence[OpenPosting], texts: Texts, *, today: date) -> tuple[Line, ...]:
    """The slips of people whose pay was still to come."""
    return tuple(line for posting in postings for line in _awaiting(posting, texts, today=today))


def _awaiting(posting: OpenPosting, texts: Texts, *, today: date) -> Iterator[Line]:
    yield _heading(posting, (Deed.ALL_GOT_PAY,), texts, today=today)
    for slip in posting.slips:
        yield _slip_line(posting, slip, (Deed.GOT_PAY, Deed.NO_PAY, Deed.MORE), texts)


def _heading(posting: OpenPosting, deeds: Sequence[Deed], texts: Texts, *, today: date) -> Line:
    cells = (posting_title(posting, texts), posting_facts(posting, texts, today=today))
    return Line(posting.posting_id, "", cells, _named(deeds, texts), picture=posting.trade)


def _slip_line(posting: OpenPosting, slip: OpenSlip, deeds: Sequence[Deed], texts: Texts) -> Line:
    cells = (holder_name(slip, texts), slip.number, slip.masked_phone)
    return Line(posting.posting_id, slip.slip_id, cells, _named(deeds, texts))


def _named(deeds: Sequence[Deed], texts: Texts) -> tuple[tuple[Deed, str], ...]:
    return tuple((deed, texts(f"outcome-do-{deed}")) for deed in deeds)


def posting_title(posting: OpenPosting, texts: Texts) -> str:
    """`瓦工 · 老王施工队`."""
    key = f"trade-{posting.trade}"
    trade = texts(key) if texts.has(key) else posting.title
    return " · ".join(_short(part) for part in (trade, posting.employer_name))


def posting_facts(posting: OpenPosting, texts: Texts, *, today: date) -> str:
    """The employer's phone, whether the work goes on, pay, days, and how many were wanted and are open."""
    going_on = "" if posting.is_over else texts("outcomes-going-on")
    count = texts("outcomes-of-headcount", count=str(len(posting.slips)), headcount=str(posting.headcount))
    phone, days = _short(posting.employer_phone), _days(posting, texts, today=today)
    return " · ".join(part for part in (phone, going_on, pay_line(posting.pay, texts), days, count) if part)


def _days(posting: OpenPosting, texts: Texts, *, today: date) -> str:
    first, last = (day_text(day, texts, today=today) for day in (posting.first_day, posting.last_day))
    return first if first == last else f"{first}{RANGE_DASH}{last}"


def holder_name(slip: OpenSlip, texts: Texts) -> str:
    """The name; of those who go together how many they are, else why there is none."""
    if slip.worker_name:
        return shown_name(slip.worker_name, texts)
    if slip.party_size > 1 and not slip.is_registered:
        return texts("outcomes-of-party", count=slip.party_size)
    return texts("outcomes-forgotten" if slip.is_registered else "outcomes-anonymous")


def state_line(state: DayState, texts: Texts) -> str:
    """What is still open, or that nothing is."""
    if state.is_closed and state.may_close:
        return texts("outcomes-day-is-closed")
    told = [texts("outcomes-undecided", count=state.undecided) if state.undecided else texts("outcomes-all-decided")]
    if state.still_working:
        told.append(texts("outcomes-still-working", count=state.still_working))
    return " ".join(told)


def found_in(lines: Sequence[Line], text: str) -> str | None:
    """The id of the first slip that `text` means: a number or the rest of one, a phone's tail, or a name."""
    wanted = _plain(text)
    if not wanted:
        return None
    slips = [line for line in lines if not line.is_heading]
    by_end = (line for line in slips if any(_plain(cell).endswith(wanted) for cell in line.cells[1:]))
    by_part = (line for line in slips if any(wanted in _plain(cell) for cell in line.cells))
    found = next(by_end, None) or next(by_part, None)
    return None if found is None else found.slip_id


def _plain(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalnum())


def _short(text: str) -> str:
    return shortened(readable(text[:LOOKED_AT]), most=EMPLOYER_BYTES)
