"""The desk's list of postings: by state, employer, trade, day and words, page by page; and what nobody has ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from heapq import merge
from itertools import islice

from kiosk.desk.employer_book import EmployerBook, fold_words, has_words
from kiosk.desk.exchange.folding import fold
from kiosk.desk.room import STAFF, Room, UseCases, may
from kiosk.domain.employer import Employer
from kiosk.domain.posting_list import ListedPosting, PageMark, Place, PostingFilter, PostingPage, PostingSlip
from kiosk.store.posting_lists import PostingLists, Words

PAGE = 50
LOOKED_THROUGH = 1_500
"""Postings whose words are looked at for one page: that bounds its time, however many there are."""
MOST_EMPLOYERS = 20
"""Where a word is in more names than that, it says nothing about who is meant."""
OVERDUE_AFTER = timedelta(days=1)
MOST_OVERDUE = 100
MOST_SLIPS = 500

_folded = lru_cache(maxsize=8_192)(fold)
"""Employers, titles and places come again and again."""


class PostingListing(UseCases):
    """Reads only."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._lists = PostingLists(room.database)
        self._book = EmployerBook(room.database)

    @may(*STAFF)
    def listing(
        self,
        wanted: PostingFilter,
        *,
        after: PageMark | None = None,
        limit: int = PAGE,
        looking_through: int = LOOKED_THROUGH,
    ) -> PostingPage:
        """Return one page of the postings that are `wanted`, latest first day first; `after` is the page before's."""
        words = fold_words(wanted.words)
        if not words:
            places = self._lists.places(wanted, after=after.after if after else None, limit=limit + 1)
            return self._page(places[:limit], PageMark(after=places[limit - 1]) if len(places) > limit else None)
        named = self._named(wanted)
        if named and not (after and after.others):
            return self._of_employers(wanted, named, after.after if after else None, limit)
        looked = self._lists.with_words(wanted, after=after.after if after else None, limit=looking_through)
        is_all = len(looked) < looking_through
        return self._with_words(looked, words, limit, but_named=bool(named), is_all=is_all)

    @may(*STAFF)
    def get(self, posting_id: str) -> ListedPosting:
        """Return one posting with its counts; raise `UnknownThing` if there is none."""
        return self._lists.one(posting_id)

    @may(*STAFF)
    def slips(self, posting_id: str) -> tuple[PostingSlip, ...]:
        """Return the posting's latest 500 slips with their holders and outcomes; raise `UnknownThing` if it is none."""
        self._lists.one(posting_id)
        return self._lists.slips(posting_id, limit=MOST_SLIPS)

    @may(*STAFF)
    def overdue(self) -> tuple[ListedPosting, ...]:
        """Return the postings past their last day by 24 hours that nobody has ended, the latest first, at most 100."""
        return self._lists.listed(self._lists.overdue(ended_before=self._overdue_before, limit=MOST_OVERDUE))

    @may(*STAFF)
    def count_overdue(self) -> int:
        """Return how many such postings there are in all."""
        return self._lists.count_overdue(ended_before=self._overdue_before)

    @property
    def _overdue_before(self) -> date:
        """A last day ends at midnight; 24 hours later its posting is overdue."""
        return self.room.today - OVERDUE_AFTER

    def _named(self, wanted: PostingFilter) -> tuple[Employer, ...]:
        """The employers whom the words mean; none where an employer is asked for anyway, or too many are meant."""
        if wanted.employer_id is not None:
            return ()
        words = fold_words(wanted.words)
        found = [each for each in self._book.search(wanted.words) if has_words(_folded(each.name), words)]
        return tuple(found) if len(found) <= MOST_EMPLOYERS else ()

    def _of_employers(
        self, wanted: PostingFilter, named: tuple[Employer, ...], after: Place | None, limit: int
    ) -> PostingPage:
        each = [
            self._lists.places(replace(wanted, employer_id=employer.id), after=after, limit=limit + 1)
            for employer in named
        ]
        places = list(islice(merge(*each, reverse=True), limit + 1))
        is_last = len(places) <= limit
        return self._page(places[:limit], PageMark(after=None if is_last else places[limit - 1], others=is_last))

    def _with_words(
        self, looked: list[tuple[Place, Words]], words: tuple[str, ...], limit: int, *, but_named: bool, is_all: bool
    ) -> PostingPage:
        hits = (place for place, written in looked if _has(written, words, but_named=but_named))
        found = list(islice(hits, limit))
        if not looked:
            return self._page([], None)
        came_to = found[-1] if len(found) == limit else looked[-1][0]
        if is_all and came_to == looked[-1][0]:
            return self._page(found, None)
        page = self._page(found, PageMark(after=came_to, others=True))
        return replace(page, looked_back_to=date.fromisoformat(came_to[0]))

    def _page(self, places: list[Place], following: PageMark | None) -> PostingPage:
        return PostingPage(rows=self._lists.listed(places), next=following)


def _has(written: Words, words: tuple[str, ...], *, but_named: bool) -> bool:
    """Whether a posting's texts hold all the words; `but_named`: those of an employer so named are listed already."""
    employer, *others = map(_folded, written)
    if but_named and has_words(employer, words):
        return False
    return has_words(" ".join((employer, *others)), words)
