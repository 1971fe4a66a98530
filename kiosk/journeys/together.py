"""The screen that asks how many go together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from kiosk.domain.party import LARGEST_PARTY
from kiosk.domain.posting import Posting
from kiosk.journeys import effects as do
from kiosk.journeys.state import State


@dataclass(frozen=True, slots=True)
class Together(State):
    """How many go to the work of `posting`? `most` is how many slots this visit may still take.

    It `is_short` once more were asked for than are here: then only those that are here are offered.
    """

    level: ClassVar[int] = 35

    posting: Posting
    most: int = LARGEST_PARTY
    is_short: bool = False

    def questions(self) -> tuple[do.Effect, ...]:
        return (do.FindPosting(self.posting.id),)

    @property
    def sizes(self) -> range:
        """The numbers of people to choose from; slots that other kiosks may have count as long as nobody asked."""
        return range(1, 1 + min(self.most, most_together(self.posting, is_short=self.is_short)))

    def with_posting(self, posting: Posting) -> Together:
        """Return the same question about the posting as it stands now."""
        return replace(self, posting=posting, is_short=self.is_short and posting.slots_left > 0)


def most_together(posting: Posting, *, is_short: bool = False) -> int:
    """Return how many may go together to `posting`, as far as anybody here knows."""
    may_come = posting.has_slots_elsewhere and not is_short
    return min(LARGEST_PARTY, posting.headcount if may_come else posting.slots_left)
