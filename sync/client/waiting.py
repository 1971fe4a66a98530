"""What operations that wait say of rows, so that rows from central never cover up what staff did here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass

from kiosk.store.database import Database
from sync.client.tables import OPERATION_OF

NOTHING: frozenset[str] = frozenset()
IN_OTHER_WORDS = {"person": "person_id", "employer": "employer_id", "counts_as": "counts_as_id"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """(kind of operation, row) -> the fields that waiting operations set; `refused`: rows of refused ones."""

    fields: Mapping[tuple[str, str], Set[str]]
    refused: Set[tuple[str, str]]
    added_slots: Mapping[str, int]
    """Slots that a kiosk took into its lease by raising a headcount, of which central has not heard."""

    def of(self, kind: str, id_: str) -> Set[str]:
        """Return the fields of a record that are not to be touched."""
        if not self.fields:
            return NOTHING
        return NOTHING.union(*(self.fields.get((operation, id_), NOTHING) for operation in OPERATION_OF[kind]))

    def is_refused(self, kind: str, id_: str) -> bool:
        return any((operation, id_) in self.refused for operation in OPERATION_OF[kind])

    @property
    def is_empty(self) -> bool:
        return not self.fields


def waiting_in(database: Database) -> Waiting:
    """Read the outbox; within a transaction, what it says stays true to its end."""
    fields: dict[tuple[str, str], set[str]] = {}
    added: dict[str, int] = {}
    rows = database.rows("select kind, row_id, fields from operations where state = 'waiting'")
    for kind, row_id, written in rows:
        said = json.loads(written)
        names = fields.setdefault((kind, row_id), set())
        names.update(IN_OTHER_WORDS.get(name, name) for name in said)
        if kind == "posting-saved" and "slots_added" in said:
            added[row_id] = added.get(row_id, 0) + int(said["slots_added"])
    refused = database.rows("select kind, row_id from operations where state = 'refused'")
    return Waiting(fields=fields, refused={(kind, row_id) for kind, row_id in refused}, added_slots=added)
