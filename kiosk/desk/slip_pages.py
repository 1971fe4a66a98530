"""One slip by its number, as staff ask for it: what became of it, and what its days bring."""

from __future__ import annotations

import re

from kiosk.desk.casebook import Casebook
from kiosk.desk.room import STAFF, Room, UseCases, may
from kiosk.desk.wages import earned_minor
from kiosk.domain.complaint import Receipt
from kiosk.domain.outcome import Decision, SlipPage
from kiosk.domain.slip import SlipState
from kiosk.domain.typed import typed
from kiosk.store.outcomes import OutcomeStore
from kiosk.store.postings import PostingStore
from kiosk.store.slips import SlipStore

LONGEST_NUMBER = 40
WITHOUT_DASHES = re.compile(r"([A-Z0-9]{2})-?(\d{4})-?(\d{3,})-?(\d)")


class SlipPages(UseCases):
    """The station's slips one by one, whether decided or not."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._outcomes = OutcomeStore(room.database, clock_ms=lambda: room.now_ms)
        self._slips = SlipStore(room.database)
        self._postings = PostingStore(room.database, clock_ms=lambda: room.now_ms)
        self._book = Casebook(room)

    @may(*STAFF)
    def slip(self, number_or_id: str) -> SlipPage:
        """Return the slip with this id or number, typed with its dashes or without.

        Raises `UnknownThing`, and `Refused` for what cannot be a number.
        """
        asked = typed(number_or_id.strip(), most=LONGEST_NUMBER)
        found = self._slips.find(with_dashes(asked))
        return SlipPage(
            posting=self._outcomes.listed(found.id, now=self.room.now()),
            outcome=self._outcomes.find(found.id),
            is_given_back=found.state is SlipState.CANCELLED,
            complaint=self._complaint(found.id),
            companions=tuple(
                slip.number for slip in self._slips.companions(found) if slip.state is not SlipState.CANCELLED
            ),
        )

    @may(*STAFF)
    def earned(self, slip_id: str, decision: Decision) -> int | None:
        """Return what the days and the pay of `decision` bring, in the minor unit; None where nobody can know it."""
        return earned_minor(decision, self._postings.get(self._slips.find(slip_id).posting_id))

    def _complaint(self, slip_id: str) -> Receipt | None:
        complaint = self._book.store.about_wages_of(slip_id)
        return None if complaint is None else complaint.receipt(self.room.today)


def with_dashes(number: str) -> str:
    """`l711210035` as it stands on the slip: `L7-1121-003-5`; anything else stays as it is."""
    whole = WITHOUT_DASHES.fullmatch(number.upper())
    return "-".join(whole.groups()) if whole else number
