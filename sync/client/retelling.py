"""After central was set back to an old backup: all that this station has made is told once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.domain.ids import new_id
from kiosk.store.database import Database
from kiosk.store.outbox import wall_clock_ms
from sync.client.tables import COUNTED, HOME_OF, OPERATION_OF, Home
from sync.protocol import kinds
from sync.protocol.canonical import Value, encode, present

MINE = {
    kinds.EMPLOYER.name: "t.phone <> '' or t.note <> ''",
    kinds.POSTING.name: "t.owned",
}
"""Which rows of those that several stations see are this one's: of others' employers it knows no phone and no note."""
UNTOLD = frozenset({kinds.STATION.name, kinds.CONFLICT.name})
OWN_PART = {kinds.EMPLOYER.name: kinds.EMPLOYER_OWN.name, kinds.POSTING.name: kinds.POSTING_OWN.name}


def tell_all_again(database: Database) -> int:
    """Put every row of this station into the outbox as if it were new; return how many. Within a transaction.

    Central keeps what it has where both are the same, and merges where they are not. What this kiosk holds of slots is
    told too, and central believes it, as the numbers of its grants are higher than central itself remembers.
    """
    count, now_ms = 0, wall_clock_ms()
    refused = set(database.rows("select kind, row_id from operations"))
    for kind, row_id, fields in _rows(database):
        if (kind, row_id) in refused:
            continue
        database.execute(
            "insert into operations (id, kind, row_id, fields, base_version, station_time_ms)"
            " values (?, ?, ?, ?, 0, ?)",
            (new_id(), kind, row_id, encode(fields), now_ms),
        )
        count += 1
    database.execute("update central set grant_no = grant_no + 1")
    database.execute(
        "insert into leases (posting_id, grant_no, is_told)"
        " select p.id, (select grant_no from central), 0 from postings p where p.slots_here > 0 or p.owned"
        " on conflict do update set grant_no = excluded.grant_no, is_told = 0"
    )
    return count


def _rows(database: Database) -> Iterator[tuple[str, str, Mapping[str, Value]]]:
    for home in COUNTED:
        if home.kind.is_part or home.kind.name in UNTOLD:
            continue
        (operation,) = (name for name in OPERATION_OF[home.kind.name] if name.endswith(("-saved", "-moved", "-added")))
        own = _fields(database, HOME_OF[OWN_PART[home.kind.name]]) if home.kind.name in OWN_PART else {}
        for id_, fields in _fields(database, home, MINE.get(home.kind.name, "")).items():
            told = present({**fields, **own.get(id_, {})})
            told.pop("serial", None)
            yield operation, id_, told


def _fields(database: Database, home: Home, condition: str = "") -> dict[str, dict[str, Value]]:
    where = f" where {condition}" if condition else ""
    soft = "".join(f", t.{name}" for name in home.kind.soft)
    head, _, tail = home.question.partition(f" from {home.table} t ")
    rows = database.rows(f"{head}{soft} from {home.table} t {tail}{where}")
    names = (*home.names, *home.kind.soft)
    found = {id_: dict(zip(names, values, strict=True)) for id_, *values in rows}
    if home.kind is kinds.PERSON:
        _add_trades(database, found)
    return found


def _add_trades(database: Database, people: dict[str, dict[str, Value]]) -> None:
    for id_, trades in database.rows(
        "select p.id, group_concat(t.trade, ' ') from (select * from person_trades order by person, trade) t"
        " join people p on p.number = t.person group by p.id"
    ):
        people[id_]["trades"] = trades
