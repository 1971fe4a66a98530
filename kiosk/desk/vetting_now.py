"""Vetting one posting at a time, at once, by what the station knows at this moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from kiosk.desk.draft import PostingDraft
from kiosk.desk.employer_book import EmployerBook
from kiosk.desk.exchange.folding import fold
from kiosk.desk.fees import fee_asked
from kiosk.desk.problems import Field, Problem, refuses
from kiosk.desk.room import Room
from kiosk.desk.vetting import OpenKey, Standing, Vetting, open_key
from kiosk.domain.employer import Employer
from kiosk.domain.posting import Posting
from kiosk.store.posting_lists import PostingLists

REMEMBERED_TEXTS = 512
"""Between two letters typed nearly all texts of the form stay the same."""

READ_ALOUD = (
    ("title", Field.TITLE), ("employer_name", Field.EMPLOYER), ("place", Field.PLACE), ("transport", Field.TRANSPORT),
    ("experience", Field.EXPERIENCE), ("contact_name", Field.CONTACT), ("note", Field.NOTE),
    ("phone_extra", Field.PHONE),
)  # fmt: skip
"""Every text of a draft that workers get to see or hear: fees are looked for in all of them."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The posting as it is kept now, and what vetting warned of."""

    posting: Posting
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Nothing was kept, for these problems: refusals first. Where all are warnings, a person may say so and go on."""

    problems: tuple[Problem, ...]

    @property
    def is_refused(self) -> bool:
        return refuses(self.problems)


TakenOrNot = Taken | NotTaken


class VettingNow:
    """Vets drafts of one room; asking again costs well under a millisecond."""

    def __init__(self, room: Room, book: EmployerBook) -> None:
        self._room = room
        self._book = book
        self._lists = PostingLists(room.database)
        self._fee_asked: Callable[[str], str | None] = lru_cache(maxsize=REMEMBERED_TEXTS)(fee_asked)

    def vet(self, draft: PostingDraft, *, employer: Employer | None = None, but: str = "") -> tuple[Problem, ...]:
        """Return all problems of `draft`, refusals first.

        `employer` is the one that is meant, where it was picked: of several of one name another may be suspended.
        `but` is the id of a posting that is no duplicate, being the same one.
        """
        vetting = Vetting(rules=self._room.settings.rules, today=self._room.today, fee_asked=self._fee_asked)
        return vetting.vet(with_all_words(draft), self._standing(draft, employer, but))

    def _standing(self, draft: PostingDraft, employer: Employer | None, but: str) -> Standing:
        meant = (employer,) if employer else self._book.named(draft.employer_name)
        suspended = [fold(draft.employer_name)] if any(each.suspended for each in meant) else []
        return Standing(suspended=suspended, open_keys=self._open_keys(draft, meant, but))

    def _open_keys(self, draft: PostingDraft, meant: tuple[Employer, ...], but: str) -> list[OpenKey]:
        if not meant or draft.trade is None or draft.first_day is None:
            return []
        ids = [each.id for each in meant]
        if not self._lists.has_open(employer_ids=ids, trade=draft.trade, first_day=draft.first_day, but=but):
            return []
        return [open_key(employer_name=draft.employer_name, trade=draft.trade, first_day=draft.first_day)]


def with_all_words(draft: PostingDraft) -> PostingDraft:
    """Return the draft with each of its texts among what was written, once."""
    more = [(text, where) for name, where in READ_ALOUD if (text := getattr(draft, name)) and text not in draft.written]
    return replace(
        draft,
        written=(*draft.written, *(text for text, _ in more)),
        written_in=(*draft.written_in, *(where for _, where in more)),
    )


def draft_of(posting: Posting) -> PostingDraft:
    """Return a saved posting as a draft, to be vetted again."""
    return PostingDraft(
        trade=posting.trade,
        title=posting.title,
        employer_name=posting.employer_name,
        pay=posting.pay,
        headcount=posting.headcount,
        first_day=posting.first_day,
        last_day=posting.last_day,
        days_said=(posting.first_day, posting.last_day),
        daily_start=posting.daily_start,
        daily_end=posting.daily_end,
        place=posting.place,
        region=posting.region,
        contact_name=posting.contact_name,
        contact_phone=posting.contact_phone,
        meals=posting.meals,
        lodging=posting.lodging,
        women_facilities=posting.women_facilities,
        men_facilities=posting.men_facilities,
        transport=posting.transport,
        tools_provided=posting.tools_provided,
        strength=posting.strength,
        age_from=posting.age_from,
        age_to=posting.age_to,
        experience=posting.experience,
        note=posting.note,
        outdoors=posting.outdoors,
    )
