"""The rows that operations and conflicts are about, whatever table they stand in."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping

from kiosk.domain.county import RowKind, Value
from kiosk.domain.log_entry import Subject
from kiosk.domain.posting import Posting
from kiosk.errors import UnknownThing
from kiosk.store.database import Database
from kiosk.store.kept import Kept, KeptRows
from kiosk.store.log_subjects import subjects
from kiosk.store.outbox import wall_clock_ms
from kiosk.store.posting_rows import suits_older

STAND_FOR: Mapping[RowKind, str] = {
    RowKind.DISPATCH: "select id, posting_id from dispatches where id in ({ids})",
    RowKind.WAITING: "select w.id, p.id from waiting_list w join people p on p.number = w.person where w.id in ({ids})",
    RowKind.COMPLAINT_STEP: "select id, complaint_id from complaint_steps where id in ({ids})",
    RowKind.ARRIVAL_MOVE: "select id, visit_id from arrival_moves where id in ({ids})",
}
"""Rows without a name of their own, and the id of the one by whose name staff know them."""
IDS = "select value from json_each(?)"


class CountyRows:
    """Fields are read and set one at a time. Their names come from our own code, values are always bound."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database, self._clock_ms = database, clock_ms

    def names(self, rows: Collection[tuple[RowKind, str]], *, also: Collection[str] = ()) -> dict[str, Subject]:
        """Return what each row, and each of the ids `also`, stands for today, by its id, as far as it is known here."""
        stands_for = {row_id: row_id for _, row_id in rows} | {id_: id_ for id_ in also}
        for kind, question in STAND_FOR.items():
            ids = [row_id for each, row_id in rows if each is kind]
            if ids:
                stands_for |= dict(self._database.rows(question.format(ids=IDS), (json.dumps(ids),)))
        found = subjects(self._database, set(stands_for.values()), with_people=True)
        return {row_id: found[other] for row_id, other in stands_for.items() if other in found}

    def value(self, kept: Kept, row_id: str, field: str) -> Value:
        """Return a field as it stands. Raises `UnknownThing`."""
        row = self._database.row(f"select {field} from {kept.table} where {kept.key} = ?", (row_id,))
        if row is None:
            raise UnknownThing(what=row_id)
        found: Value = row[0]
        return found

    def put(self, kept: Kept, row_id: str, field: str, value: Value) -> None:
        """Set a field, within a transaction; the county is told. Raises `UnknownThing`.

        Where nothing is said of a column that always holds a text, an empty one is set.
        """
        said = "" if value is None and self._always_holds_text(kept.table, field) else value
        KeptRows(self._database, kept, clock_ms=self._clock_ms).change(row_id, {field: said})

    def _always_holds_text(self, table: str, column: str) -> bool:
        columns = self._database.rows(f"pragma table_info({table})")
        return any((name, type_, notnull) == (column, "TEXT", 1) for _, name, type_, notnull, *_ in columns)

    def judge_age_anew(self, posting: Posting) -> None:
        """Note whether `posting`, as it is by now, suits older workers; that is this station's own, and told to nobody.

        Within a transaction.
        """
        self._database.execute("update postings set suits_older = ? where id = ?", (suits_older(posting), posting.id))
