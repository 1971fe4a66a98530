"""Dispatch: people sent to a posting together, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.slip import Slip


class How(StrEnum):
    """How the people were chosen."""

    ORDER = "order"
    MATCH = "match"
    PICKED = "picked"


class NotSentWhy(StrEnum):
    """Why somebody got no slip; the sentence for people is the message `not-sent-WHY`."""

    NO_SLOT = "no-slot"
    SLOT_ELSEWHERE = "slot-elsewhere"
    POSTING_GONE = "posting-gone"
    HOLDS_THIS = "holds-this"
    HOLDS_OTHER = "holds-other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Somebody who was sent: `visit_id` is empty for whoever did not sign in today, `person_id` for the unknown."""

    slip: Slip
    visit_id: str = ""
    person_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """Somebody who was not: for `HOLDS_OTHER` ask again with `anyway`. `slip_number` is the one that they hold."""

    why: NotSentWhy
    visit_id: str = ""
    person_id: str = ""
    slip_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """What a dispatch brought, both in the order in which people were named. Without anybody sent its `id` is empty."""

    id: str
    sent: tuple[Sent, ...]
    not_sent: tuple[NotSent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sendable:
    """Somebody to be sent: `person` is the number of the registration they count as, None for the unknown."""

    visit_id: str = ""
    person: int | None = None
    person_id: str = ""

    @property
    def name_of_wish(self) -> str:
        """What names them within one dispatch."""
        return self.person_id or self.visit_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody on the waiting list of a posting; `visit_id` is empty while they are not here today."""

    id: str
    person_id: str
    name: str
    at_ms: int
    visit_id: str = ""
