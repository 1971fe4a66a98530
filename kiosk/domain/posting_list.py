"""Postings as a list at the desk shows them: which ones, page by page, each with its counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.domain.outcome import Paid, Result
from kiosk.domain.posting import RUNNING, Posting, PostingState
from kiosk.domain.slip import SlipState

Place = tuple[str, str, str, str, int]
"""Where a posting stands in the list's order: first day, trade, state, last day, and the store's own number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingFilter:
    """Which postings; all conditions hold together, and None or "" asks for nothing.

    `day`: work on that day. `words`: each of them stands in the employer's name, the title or the place, in any
    spelling that folds to the same.
    """

    states: frozenset[PostingState] = RUNNING
    employer_id: str | None = None
    trade: str | None = None
    day: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPosting:
    """A posting with its counts: slips that hold a slot, people hired, people on the waiting list."""

    posting: Posting
    held: int
    hired: int
    waiting: int
    closing_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """Where the next page begins. `others`: those of the employers whose name has the words are all listed."""

    after: Place | None
    others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingPage:
    """One page, latest first day first; a search by words lists first what the employers of that name offer.

    `next` is None at the end. A search by words looks through so many postings at a time, so that a page may be short
    and still have a next one; `looked_back_to` is then the first day that it came to.
    """

    rows: tuple[ListedPosting, ...]
    next: PageMark | None = None
    looked_back_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingSlip:
    """A slip of a posting, with what became of it.

    `person_id` and `worker_name` are empty for whoever nobody knows; `running` is the number of their arrival that
    day, None without one. `result` is None while nobody has said what became of the slip.
    """

    slip_id: str
    number: str
    issued_on: date
    state: SlipState
    person_id: str = ""
    worker_name: str = ""
    running: int | None = None
    result: Result | None = None
    paid: Paid | None = None
