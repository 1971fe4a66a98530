"""All that the screen of one posting is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.desk.desk import Desk
from kiosk.domain.dispatch import Waiting
from kiosk.domain.posting import ENDED, Posting, PostingState
from kiosk.domain.posting_list import ListedPosting, PostingSlip
from kiosk.domain.slip import SlipState
from kiosk.domain.staff import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPosting:
    """A posting with its slips and its waiting list, who asks, and the day."""

    listed: ListedPosting
    slips: tuple[PostingSlip, ...]
    waiting: tuple[Waiting, ...]
    role: Role
    today: date

    @property
    def posting(self) -> Posting:
        return self.listed.posting

    @property
    def is_head(self) -> bool:
        return self.role is Role.HEAD

    @property
    def has_ended(self) -> bool:
        return self.posting.state in ENDED

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed and nobody ended it."""
        return not self.has_ended and self.posting.last_day < self.today

    @property
    def undecided(self) -> int:
        """How many slips wait for somebody to say what became of them."""
        return sum(slip.result is None and slip.state is not SlipState.CANCELLED for slip in self.slips)

    @property
    def takes_people(self) -> bool:
        """Whether somebody can be sent now."""
        has_slots = self.posting.slots_left > 0 or self.posting.has_slots_elsewhere
        return self.posting.state is PostingState.OPEN and not self.is_over and has_slots


def known_posting(desk: Desk, posting_id: str) -> KnownPosting:
    """Ask the desk for all of a posting; raise `UnknownThing` if there is none."""
    return KnownPosting(
        listed=desk.postings.get(posting_id),
        slips=desk.postings.slips(posting_id),
        waiting=desk.dispatch.waiting(posting_id),
        role=desk.room.actor.role,
        today=desk.room.today,
    )
