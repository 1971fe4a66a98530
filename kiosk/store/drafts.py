"""What staff have typed and not saved yet: one draft a form and staff member. It never leaves the station."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`fields` are a form's texts by their names, just as they were typed. Time is Unix time in milliseconds."""

    form: str
    fields: Mapping[str, str]
    saved_at_ms: int


class DraftStore:
    """All drafts of this station."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, form: str, staff_id: str, written: str, *, at_ms: int) -> None:
        """Save a draft that `as_written` made, in place of the one before."""
        self._database.execute(
            "insert into drafts (form, staff_id, fields, saved_at_ms) values (?, ?, ?, ?) on conflict do update"
            " set fields = excluded.fields, saved_at_ms = excluded.saved_at_ms",
            (form, staff_id, written, at_ms),
        )

    def find(self, form: str, staff_id: str) -> Draft | None:
        """Return the draft of a form, None if there is none."""
        row = self._database.row(
            "select fields, saved_at_ms from drafts where form = ? and staff_id = ?", (form, staff_id)
        )
        return None if row is None else Draft(form=form, fields=json.loads(row[0]), saved_at_ms=row[1])

    def drop(self, form: str, staff_id: str) -> None:
        """Forget the draft of a form; there need not be one."""
        self._database.execute("delete from drafts where form = ? and staff_id = ?", (form, staff_id))


def as_written(fields: Mapping[str, str]) -> str:
    """Return the fields as they are kept: in ASCII, so that whatever was typed comes back, half characters too."""
    return json.dumps(dict(fields), ensure_ascii=True, separators=(",", ":"))
