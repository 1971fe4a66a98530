"""Rows as they are told: one by one, or column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from sync.protocol.canonical import Value
from sync.protocol.page import Group

Row = tuple[str, dict[str, Value], int]
"""Id, the fields that are told, and the number of the kiosk that made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Rows told column by column, each as long as `ids`."""

    ids: Sequence[str]
    by: Sequence[int]
    columns: Mapping[str, Sequence[Value]]

    def of(self, name: str, otherwise: Value = None) -> Sequence[Value]:
        """Return one column; `otherwise` in each row where it is not told."""
        return self.columns.get(name) or [otherwise] * len(self.ids)

    def only(self, are_wanted: Sequence[bool]) -> Columns:
        """Return the rows that are wanted."""
        return Columns(
            ids=list(compress(self.ids, are_wanted)),
            by=list(compress(self.by, are_wanted)),
            columns={name: list(compress(column, are_wanted)) for name, column in self.columns.items()},
        )


def told_rows(group: Group) -> list[Row]:
    """Return the rows of a group, each with the fields that are told of it."""
    return [(entry.id, dict(entry.fields), entry.by) for entry in group.entries()]


def whole_columns(group: Group) -> Columns:
    """Return the columns of a group as they were told."""
    return Columns(
        ids=group.ids,
        by=group.by or [0] * len(group.ids),
        columns=dict(zip(group.names, group.columns, strict=True)),
    )


def as_columns(rows: Sequence[Row], otherwise: Value = None) -> Columns:
    """Return rows as columns; `otherwise` where a field is not told."""
    names = {name for _, fields, _ in rows for name in fields}
    return Columns(
        ids=[id_ for id_, _, _ in rows],
        by=[by for _, _, by in rows],
        columns={name: [fields.get(name, otherwise) for _, fields, _ in rows] for name in names},
    )


def roots_first(rows: Columns) -> tuple[Columns, Columns]:
    """Sort new registrations: those that count as themselves, then those that count as another one."""
    roots = rows.of("counts_as_id")
    is_own = [root in (None, "", id_) for id_, root in zip(rows.ids, roots, strict=True)]
    return rows.only(is_own), rows.only([not own for own in is_own])
