"""What this kiosk has to say: operations in their order, slots it gave up, wishes that found none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk.domain.ids import new_id
from kiosk.store.database import Database
from kiosk.store.outbox import wall_clock_ms
from sync.client.state import Central
from sync.protocol.canonical import encode
from sync.protocol.wire import MOST_OPERATIONS, MOST_SLOTS, SlotReport, Want

NOTHING = "nothing"
"""Stands for an operation that is lost with a torn page of the outbox; central counts it and goes on."""
MOST_LOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One request's worth. `is_all`: no operation waits behind these."""

    operations: list[dict[str, Any]] = field(default_factory=list)
    slots: list[SlotReport] = field(default_factory=list)
    wants: list[Want] = field(default_factory=list)
    is_all: bool = True


def outgoing(database: Database, central: Central, *, most_bytes: int) -> Outgoing:
    """Read what is to be sent, of about `most_bytes`; one operation at least, if there is any.

    All of one moment: a clerk's change between two readings would be told twice, as its operation and by fewer slots.
    """
    with database.transaction():  # others may not write in it, so it only reads
        fill_gaps(database, central.confirmed_seq)
        rows = database.rows(
            "select seq, id, kind, row_id, fields, base_version, base_region, base_station, station_time_ms"
            " from operations where seq > ? order by seq limit ?",
            (central.confirmed_seq, MOST_OPERATIONS),
        )
        newest = database.value("select max(seq) from operations")
        slots, wants = _slots(database), _wants(database)
    operations = _said(rows, most_bytes)
    if operations and operations[-1]["seq"] < newest:
        return Outgoing(operations=operations, is_all=False)
    return Outgoing(operations=operations, slots=slots, wants=wants)


def _said(rows: Sequence[Sequence[Any]], most_bytes: int) -> list[dict[str, Any]]:
    operations: list[dict[str, Any]] = []
    size = 0
    for seq, id_, kind, row_id, fields, base_version, base_region, base_station, time_ms in rows:
        said: dict[str, Any] = {
            "seq": seq,
            "id": id_,
            "kind": kind,
            "row": row_id,
            "fields": _fields(kind, row_id, fields),
            "base": [base_region, base_station],
            "at": time_ms,
        }
        if base_version == 0:
            said["new"] = True
        size += len(encode(said).encode())
        if operations and size > most_bytes:
            break
        operations.append(said)
    return operations


def _fields(kind: str, row_id: str, written: str) -> dict[str, Any]:
    """Return what an operation says; that a person counts as themselves as it is counted: as nobody else."""
    fields: dict[str, Any] = json.loads(written)
    if kind == "person-saved" and fields.get("counts_as_id") == row_id:
        fields["counts_as_id"] = None
    return fields


def fill_gaps(database: Database, confirmed: int) -> None:
    """Put something in the place of operations that are lost, so that those behind them get through."""
    first, last, count = database.row(
        "select min(seq), max(seq), count(*) from operations where seq > ?", (confirmed,)
    ) or (None, None, 0)
    if first is None or (first == confirmed + 1 and last - confirmed == count):
        return
    with database.transaction():
        there = {seq for (seq,) in database.rows("select seq from operations where seq > ?", (confirmed,))}
        lost = [seq for seq in range(confirmed + 1, last) if seq not in there][:MOST_LOST]
        database.execute_many(
            "insert into operations (seq, id, kind, row_id, fields, base_version, station_time_ms)"
            " values (?, ?, ?, '-', '{}', 1, ?)",
            [(seq, new_id(), NOTHING, wall_clock_ms()) for seq in lost],
        )


def _slots(database: Database) -> list[SlotReport]:
    rows = database.rows(
        "select l.posting_id, l.grant_no, p.slots_here from leases l join postings p on p.id = l.posting_id"
        " where not l.is_told order by l.posting_id limit ?",
        (MOST_SLOTS,),
    )
    return [SlotReport(posting=posting, no=no, slots=slots) for posting, no, slots in rows]


def _wants(database: Database) -> list[Want]:
    rows = database.rows(
        "select posting_id, wishes from slot_wants where told < wishes order by posting_id limit ?", (MOST_SLOTS,)
    )
    return [Want(posting=posting, wishes=wishes) for posting, wishes in rows]


def told(database: Database, said: Outgoing) -> None:
    """Note that central has heard what was sent beside the operations; within a transaction."""
    database.execute_many(
        "update leases set is_told = 1 where posting_id = ? and grant_no = ?"
        " and (select slots_here from postings where id = posting_id) = ?",
        [(report.posting, report.no, report.slots) for report in said.slots],
    )
    database.execute_many(
        "update slot_wants set told = max(told, ?1) where posting_id = ?2 and wishes >= ?1",
        [(want.wishes, want.posting) for want in said.wants],
    )
