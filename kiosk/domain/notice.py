"""A notice: a dated message of the station or the county, in plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_TITLE = 30
LONGEST_WORDS = 500
"""A notice is read aloud: 500 characters take about two minutes, longer than anybody stands and listens."""


class NoticeState(StrEnum):
    DRAFT = "draft"
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"


class NoticeSource(StrEnum):
    STATION = "station"
    CENTRAL = "central"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """A notice to be shown from `first_day` through `last_day`; plain text, in which line ends may stand.

    A `recording_id` is a member of staff reading it, played in place of the station's voice.
    """

    title: str
    words: str
    first_day: date
    last_day: date
    recording_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice as it is kept. Whoever shows it must show it as plain text: it may look like markup."""

    id: str
    title: str
    words: str
    first_day: date
    last_day: date
    recording_id: str | None
    source: NoticeSource
    state: NoticeState
    made_at_ms: int
    made_by: str
    version: int

    def is_current(self, today: date) -> bool:
        return self.state is NoticeState.SHOWN and self.first_day <= today <= self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedNotice:
    """What was saved, and `fee_words`, the words in it that look like money asked of a worker: for staff to look at."""

    notice: Notice
    fee_words: str | None
