"""Notices: of this station, written here, and of the county, sent by central."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from kiosk.domain.ids import new_id
from kiosk.domain.notice import NewNotice, Notice, NoticeSource, NoticeState
from kiosk.errors import UnknownThing
from kiosk.store.database import Database
from kiosk.store.kept import Kept, KeptRows, Step
from kiosk.store.outbox import Field, OperationKind, wall_clock_ms

KEPT = Kept(table="notices", kind=OperationKind.NOTICE_SAVED)
SELECT = (
    "select id, title, words, first_day, last_day, recording, source, state, made_at_ms, made_by, version from notices"
)


class NoticeStore:
    """The notices of one station. Changes belong into the caller's transaction."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database, self._clock_ms = database, clock_ms
        self._rows = KeptRows(database, KEPT, clock_ms=clock_ms)

    def add(self, new: NewNotice, *, by: str) -> Step:
        """Add a notice of the station; the step's `row_id` is its id."""
        now_ms = self._clock_ms()
        return self._rows.add(
            {
                "id": new_id(now_ms=now_ms),
                **_columns(new),
                "source": NoticeSource.STATION.value,
                "state": NoticeState.SHOWN.value,
                "made_at_ms": now_ms,
                "made_by": by,
            }
        )

    def change(self, notice_id: str, new: NewNotice) -> Step:
        """Put `new` in place of what the notice was; raise `UnknownThing` if there is none."""
        return self._rows.change(notice_id, _columns(new))

    def set_state(self, notice_id: str, state: NoticeState) -> Step:
        """Withdraw a notice, or show it again; raise `UnknownThing` if there is none."""
        return self._rows.change(notice_id, {"state": state.value})

    def take_back(self, step: Step) -> None:
        """Undo a change; raise `ChangedMeanwhile` if the notice was changed since."""
        self._rows.take_back(step)

    def has_recording(self, recording_id: str) -> bool:
        """Tell whether there is such a recording."""
        return self._database.row("select 1 from recordings where id = ?", (recording_id,)) is not None

    def get(self, notice_id: str) -> Notice:
        """Return the notice; raise `UnknownThing` if there is none."""
        found = self._found("id = ?1", notice_id)
        if not found:
            raise UnknownThing(what=notice_id)
        return found[0]

    def current(self, today: date) -> tuple[Notice, ...]:
        """Return what is to be shown on `today`: what ends soonest first."""
        return self._found(
            "state = 'shown' and last_day >= ?1 and first_day <= ?1 order by last_day, first_day, id",
            today.isoformat(),
        )

    def all(self, *, limit: int) -> tuple[Notice, ...]:
        """Return the last `limit` notices of whatever state, latest last day first."""
        return self._found("1 order by last_day desc, id desc limit ?1", limit)

    def _found(self, condition: str, value: str | int) -> tuple[Notice, ...]:
        return tuple(map(_notice_of, self._database.rows(f"{SELECT} where {condition}", (value,))))


def _columns(new: NewNotice) -> dict[str, Field]:
    return {
        "title": new.title,
        "words": new.words,
        "first_day": new.first_day.isoformat(),
        "last_day": new.last_day.isoformat(),
        "recording": new.recording_id,
    }


def _notice_of(row: Sequence[Any]) -> Notice:
    id_, title, words, first_day, last_day, recording, source, state, made_at_ms, made_by, version = row
    return Notice(
        id=id_,
        title=title,
        words=words,
        first_day=date.fromisoformat(first_day),
        last_day=date.fromisoformat(last_day),
        recording_id=recording,
        source=NoticeSource(source),
        state=NoticeState(state),
        made_at_ms=made_at_ms,
        made_by=made_by,
        version=version,
    )
