"""How a posting comes to be: typed while the employer is on the phone, or copied from an earlier one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property

from kiosk.desk.draft import PostingDraft, posting_from
from kiosk.desk.employer_book import EmployerBook
from kiosk.desk.fast_posting import FastPosting, FastReader, Understood
from kiosk.desk.problems import Problem, Reason, not_said_yet, refuses
from kiosk.desk.room import STAFF, Done, Room, UseCases, may
from kiosk.desk.vetting_now import NotTaken, Taken, TakenOrNot, VettingNow, draft_of
from kiosk.desk.when_said import usual_day
from kiosk.domain.employer import Employer
from kiosk.domain.ids import new_id
from kiosk.domain.posting import Posting, PostingState, Source
from kiosk.domain.posting_list import ListedPosting
from kiosk.domain.region import town_code
from kiosk.errors import ChangedMeanwhile, Refused
from kiosk.store.employers import EmployerStore
from kiosk.store.kept import Step
from kiosk.store.posting_lists import PostingLists
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.regions import RegionStore

AMONG = 2_000
"""So many of the postings saved last are looked through for some to be copied."""


class TakingPostings(UseCases):
    """Vetting runs at once, while one types and again when the posting is saved: a refusal never passes."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = PostingStore(room.database, clock_ms=lambda: room.now_ms)
        self._employers = EmployerStore(room.database, clock_ms=lambda: room.now_ms)
        self._lists = PostingLists(room.database)
        self._book = EmployerBook(room.database)
        self._vetting = VettingNow(room, self._book)

    @may(*STAFF)
    def understand(self, form: FastPosting) -> Understood:
        """Say what the form means so far and what is wrong with it; quick enough for every letter typed.

        Raises `Refused` for text that cannot be kept, `UnknownThing` for an employer's id that is not there.
        """
        read = self._reader.read(form, now=self.room.now())
        picked = read.employer if form.employer_id else None
        vetted = not_said_yet(self._vetting.vet(read.draft, employer=picked), read.problems)
        return replace(read, problems=_refusals_first((*read.problems, *vetted)))

    @may(*STAFF)
    def vet(self, draft: PostingDraft, *, employer_id: str = "") -> tuple[Problem, ...]:
        """Return all problems of a draft, refusals first; none means that it may be shown at once."""
        return self._vetting.vet(draft, employer=self._picked(employer_id))

    @may(*STAFF)
    def take_fast(self, form: FastPosting, *, despite_warnings: bool = False) -> Done[TakenOrNot]:
        """Make the form a live posting, unless something is refused, or warned of and not said to be right."""
        with self.room.change():
            read = self.understand(form)
            return self._taken(read.draft, read.problems, read.employer, despite_warnings=despite_warnings)

    @may(*STAFF)
    def take(self, draft: PostingDraft, *, despite_warnings: bool = False, employer_id: str = "") -> Done[TakenOrNot]:
        """Make a draft a live posting, as `take_fast` does; a new name makes a new employer."""
        with self.room.change():
            picked = self._picked(employer_id)
            problems = self._vetting.vet(draft, employer=picked)
            return self._taken(draft, problems, picked, despite_warnings=despite_warnings)

    @may(*STAFF)
    def send_to_review(self, form: FastPosting) -> Done[TakenOrNot]:
        """Keep the form for the head to look at; workers see it when it is approved. Refusals stop it here too."""
        with self.room.change():
            read = self.understand(form)
            return self._taken(read.draft, read.problems, read.employer, despite_warnings=True, for_review=True)

    @may(*STAFF)
    def copy(
        self, posting_id: str, first_day: date | None = None, *, despite_warnings: bool = False
    ) -> Done[TakenOrNot]:
        """Take an earlier posting again, as long as it was, from `first_day` on: today or tomorrow if none is named.

        It is vetted again. What the earlier one was warned of counts as looked at; only a likely duplicate is asked
        about anew. Staff's recording is not taken over: it says the old days. Raises `UnknownThing`, and `Refused`
        for one that the head did not let pass.
        """
        with self.room.change():
            earlier = self._store.get(posting_id)
            if earlier.verified_by is None or earlier.state is PostingState.REJECTED:
                raise Refused("refused-copy-unverified")
            first = first_day or usual_day(earlier.daily_start, self.room.now())
            last = first + (earlier.last_day - earlier.first_day)
            draft = draft_of(replace(earlier, first_day=first, last_day=last))
            employer = self._book.get(earlier.employer_id)
            problems = self._vetting.vet(draft, employer=employer)
            asked = [found for found in problems if found.reason.refuses or found.reason is Reason.DUPLICATE]
            return self._taken(draft, tuple(asked), employer, despite_warnings=despite_warnings, earlier=earlier)

    @may(*STAFF)
    def repeatable(self, *, limit: int = 30) -> tuple[ListedPosting, ...]:
        """Return what could be copied: staff's own lately, the last saved for an employer, trade and place."""
        return self._lists.listed(self._lists.own_lately(among=AMONG, limit=limit))

    @cached_property
    def _reader(self) -> FastReader:
        return FastReader(
            self._book,
            RegionStore(self.room.database).all(),
            here=town_code(self.room.station.region),
            rules=self.room.settings.rules,
        )

    def _picked(self, employer_id: str) -> Employer | None:
        return self._book.get(employer_id) if employer_id else None

    def _taken(
        self,
        draft: PostingDraft,
        problems: tuple[Problem, ...],
        employer: Employer | None,
        *,
        despite_warnings: bool,
        for_review: bool = False,
        earlier: Posting | None = None,
    ) -> Done[TakenOrNot]:
        if refuses(problems) or (problems and not despite_warnings):
            return Done(value=NotTaken(problems))
        known = employer or next(iter(self._book.named(draft.employer_name)), None)
        posting = self._posting(draft, known, for_review=for_review)
        if earlier:
            posting = replace(posting, position=earlier.position)
        self._store.save_new([NewPosting(posting=posting)])
        details = {"copied": earlier.id} if earlier else {}
        action = "posting-for-review" if for_review else "posting-taken"
        self.room.note(action, posting.id, headcount=posting.headcount, warnings=len(problems), **details)
        made = "" if known else posting.employer_id
        return Done(
            value=Taken(self._store.get(posting.id), problems), undo=self._undoing(posting.id, made, what=action)
        )

    def _posting(self, draft: PostingDraft, known: Employer | None, *, for_review: bool) -> Posting:
        """The posting to be saved, of the employer who is known by now, or of a new one."""
        now_ms = self.room.now_ms
        made = posting_from(
            draft, posting_id=new_id(now_ms=now_ms), verified_by=self.room.actor.staff_id, now_ms=now_ms
        )
        posting = replace(
            made,
            source=Source.STATION,
            employer_id=known.id if known else new_id(now_ms=now_ms),
            employer_name=known.name if known else draft.employer_name,
        )
        if not for_review:
            return posting
        return replace(posting, state=PostingState.REVIEW, verified_by=None, verified_at_ms=None)

    def _undoing(self, posting_id: str, employer_id: str, *, what: str) -> Callable[[], None]:
        """How to take a new posting away, with the employer who was made for it if nothing else is theirs by now."""

        def undo() -> None:
            with self.room.change():
                self._store.take_back(Step(row_id=posting_id, before=None, version=1))
                if employer_id:
                    self._forget_new_employer(employer_id)
                self.room.note("undone", posting_id, what=what)

        return undo

    def _forget_new_employer(self, employer_id: str) -> None:
        try:
            self._employers.take_back(Step(row_id=employer_id, before=None, version=1))
        except ChangedMeanwhile:
            return


def _refusals_first(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda found: not found.reason.refuses))
