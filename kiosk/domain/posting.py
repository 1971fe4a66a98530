"""A posting: an employer's need of hands, when, where and for what pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from kiosk.domain.pay import Pay
from kiosk.domain.region import Position

SUITS_OLDER_AGE = 60
"""A limit below this age shuts older workers out (domain: "no age limit below 60")."""
NIGHT_FROM = time(22, 0)
NIGHT_UNTIL = time(6, 0)
"""Night work is 22:00 to 6:00 (劳动部《关于贯彻执行劳动法若干问题的意见》)."""


class Strength(StrEnum):
    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"


class PostingState(StrEnum):
    DRAFT = "draft"
    REVIEW = "review"
    OPEN = "open"
    PAUSED = "paused"
    FULL = "full"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


_ENDS = frozenset({PostingState.CLOSED, PostingState.WITHDRAWN, PostingState.EXPIRED})
ENDED = _ENDS | {PostingState.REJECTED}
"""From here a posting comes back only by being opened again, or as a copy."""
RUNNING = frozenset(PostingState) - ENDED
LIFE: Mapping[PostingState, frozenset[PostingState]] = {
    PostingState.DRAFT: frozenset({PostingState.REVIEW, PostingState.OPEN, PostingState.WITHDRAWN}),
    PostingState.REVIEW: frozenset(
        {PostingState.DRAFT, PostingState.OPEN, PostingState.REJECTED, PostingState.WITHDRAWN}
    ),
    PostingState.OPEN: frozenset({PostingState.PAUSED, PostingState.FULL}) | _ENDS,
    PostingState.PAUSED: frozenset({PostingState.OPEN, PostingState.FULL}) | _ENDS,
    PostingState.FULL: frozenset({PostingState.OPEN, PostingState.PAUSED}) | _ENDS,
    PostingState.CLOSED: frozenset({PostingState.OPEN}),
    PostingState.WITHDRAWN: frozenset({PostingState.OPEN, PostingState.REVIEW}),
    PostingState.EXPIRED: frozenset({PostingState.OPEN}),
    PostingState.REJECTED: frozenset({PostingState.REVIEW}),
}
"""What may become of a posting in each state (domain.md, "Posting"). `FULL` is said by staff, when the employer has
enough people; a posting whose slots are all taken stays `OPEN` and is merely not shown. From an ended state it comes
back as it was: to the workers if somebody had verified it, to be looked at otherwise."""


class Source(StrEnum):
    STATION = "station"
    CENTRAL = "central"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One posting with all its fields; times of day are the station's local time.

    `daily_end` before or at `daily_start` means the work runs past midnight. `headcount` is the number of slots;
    `slots_left` are those at this kiosk, as the store knew when it read this posting (`headcount` for a new one); with
    `has_slots_elsewhere`, other kiosks may have some, which come when somebody asks here.
    `verified_at_ms` and `expires_at_ms` are Unix time in milliseconds. `strength` None: not said.
    `women_facilities` and `men_facilities` tell whether the place of work has a toilet, a room to change or a room to
    sleep for them alone; None: not said.
    `voice` is the id of staff's own recording, which is played instead of the made voice.
    """

    id: str
    trade: str
    title: str
    employer_id: str
    employer_name: str
    pay: Pay
    headcount: int
    first_day: date
    last_day: date
    place: str
    contact_phone: str
    contact_name: str = ""
    daily_start: time | None = None
    daily_end: time | None = None
    region: str | None = None
    position: Position | None = None
    meals: bool | None = None
    lodging: bool | None = None
    women_facilities: bool | None = None
    men_facilities: bool | None = None
    transport: str = ""
    tools_provided: bool | None = None
    strength: Strength | None = None
    age_from: int | None = None
    age_to: int | None = None
    experience: str = ""
    note: str = ""
    outdoors: bool | None = None
    source: Source = Source.IMPORT
    state: PostingState = PostingState.OPEN
    verified_by: str | None = None
    verified_at_ms: int | None = None
    expires_at_ms: int | None = None
    slots_left: int = 0
    has_slots_elsewhere: bool = False
    voice: str | None = None


def is_night_work(*, start: time | None, end: time | None) -> bool:
    """Tell whether any of the hours from `start` to `end` lie between 22:00 and 6:00; unknown hours are day work."""
    if start is None:
        return False
    if start >= NIGHT_FROM or start < NIGHT_UNTIL:
        return True
    return end is not None and (end <= start or end > NIGHT_FROM)


def suits_older_workers(posting: Posting) -> bool:
    """Light or medium work, no age limit below 60, no night work. Work whose strength nobody stated does not count."""
    return suits_older_by(
        strength=posting.strength, age_to=posting.age_to, start=posting.daily_start, end=posting.daily_end
    )


def suits_older_by(*, strength: str | None, age_to: int | None, start: time | None, end: time | None) -> bool:
    """Tell the same of a posting of which only these fields are at hand."""
    return (
        strength in (Strength.LIGHT, Strength.MEDIUM)
        and (age_to is None or age_to >= SUITS_OLDER_AGE)
        and not is_night_work(start=start, end=end)
    )
