"""All that this station has made is told once more: to a central that was set back, or as another of its kiosks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from kiosk.domain.ids import new_id
from kiosk.store.database import Database
from kiosk.store.outbox import parted, wall_clock_ms
from sync.client.tables import COUNTED, DRAFT, HOME_OF, OPERATION_OF, Home
from sync.protocol import kinds
from sync.protocol.canonical import Value, encode, present

MINE: Mapping[str, str] = {
    kinds.EMPLOYER.name: "t.phone <> '' or t.note <> ''",
    kinds.POSTING.name: "t.owned",
}
"""Which rows of those that several stations see are this one's: of others' employers it knows no phone and no note."""
MADE_HERE: Mapping[str, str] = {**MINE, kinds.POSTING.name: "t.owned or t.slots_made > 0"}
"""The same, whatever became of this kiosk since."""
UNTOLD = frozenset({kinds.STATION.name, kinds.CONFLICT.name})
OWN_PART = {kinds.EMPLOYER.name: kinds.EMPLOYER_OWN.name, kinds.POSTING.name: kinds.POSTING_OWN.name}
CENTRALS_OWN = frozenset({"serial", "is_taken"})
"""What central says of a posting by itself."""
ADDED = "slots_added"
DROP = "delete from operations where kind = ? and row_id = ? and state = 'waiting' and base_version > 0"


def tell_all_again(database: Database) -> int:
    """Put every row of this station into the outbox as if it were new; return how many. Within a transaction.

    Central keeps what it has where both are the same, and merges where they are not. Changes of such a row that waited
    are told with it: alone they would be refused where central does not have the row any more. What this kiosk holds of
    slots is told too, and central believes it, as the numbers of its grants are higher than central itself remembers.
    """
    count = _tell_rows(database, MINE)
    database.execute("update central set grant_no = grant_no + 1")
    database.execute(
        "insert into leases (posting_id, grant_no, is_told)"
        " select p.id, (select grant_no from central), 0 from postings p where p.slots_here > 0 or p.owned"
        " on conflict do update set grant_no = excluded.grant_no, is_told = 0"
    )
    return count


def tell_all_as_another(database: Database) -> int:
    """Put every row of this station into the outbox of an identity that has said nothing yet; return how many rows.

    Its operations are numbered from 1. What central refused to the one before it may take now, so it is asked again. Of
    postings that were made here it hears which slots no slip holds, as this identity will not give them out any more.
    Within a transaction, before slots are suspended.
    """
    database.execute("update operations set state = 'waiting', reason = '' where state = 'refused'")
    count = _tell_rows(database, MADE_HERE)
    _give_up_slots(database)
    database.execute(
        "with placed as (select seq, row_number() over (order by seq) as place from operations)"
        " update operations set seq = -placed.place from placed where placed.seq = operations.seq"
    )
    database.execute("update operations set seq = -seq")
    database.execute("update sqlite_sequence set seq = (select count(*) from operations) where name = 'operations'")
    return count


def _give_up_slots(database: Database) -> None:
    """Tell of each posting made here that its slots come free but for those of slips; central leases them again."""
    rows = database.rows(
        f"select t.id, t.headcount from postings t where ({MADE_HERE[kinds.POSTING.name]}) and not {DRAFT}"
    )
    for id_, headcount in rows:
        _tell(database, "posting-saved", id_, {"headcount": headcount, ADDED: -headcount}, base_version=1)


def _tell_rows(database: Database, mine: Mapping[str, str]) -> int:
    """Tell the rows, but not those that wait as new ones already, and not those that central refused."""
    left = set(database.rows("select kind, row_id from operations where state = 'refused' or base_version = 0"))
    changes, count = _changes_waiting(database), 0
    for kind, operation, row_id, fields in _rows(database, mine):
        if (operation, row_id) in left:
            continue
        told = {name: value for name, value in present(fields).items() if name not in CENTRALS_OWN}
        for name in OPERATION_OF[kind]:
            if (name, row_id) in changes:
                _take_in(told, changes[name, row_id], fields)
                database.execute(DROP, (name, row_id))
        for name in kinds.BY_NAME[kind].soft & told.keys():
            database.execute("update recordings set is_told = 0 where id = ?", (told[name],))
        _tell(database, operation, row_id, told, base_version=0)
        count += 1
    return count


def _take_in(told: dict[str, Value], changes: Iterable[Mapping[str, Value]], fields: Mapping[str, Value]) -> None:
    """Add to what is `told` of a row what waiting changes of it say besides: emptied fields, and slots made."""
    for changed in changes:
        told.update((name, fields[name]) for name in changed if name in fields and name not in CENTRALS_OWN)
        if ADDED in changed:
            told[ADDED] = int(str(told.get(ADDED, 0))) + int(str(changed[ADDED]))


def _changes_waiting(database: Database) -> dict[tuple[str, str], list[dict[str, Value]]]:
    """Return the fields of waiting changes by kind of operation and row, in their order."""
    changes: dict[tuple[str, str], list[dict[str, Value]]] = {}
    for kind, row_id, fields in database.rows(
        "select kind, row_id, fields from operations where state = 'waiting' and base_version > 0 order by seq"
    ):
        changes.setdefault((kind, row_id), []).append(json.loads(fields))
    return changes


def _tell(database: Database, kind: str, row_id: str, fields: Mapping[str, Value], *, base_version: int) -> None:
    for part, base in parted(fields, base_version):
        database.execute(
            "insert into operations (id, kind, row_id, fields, base_version, station_time_ms)"
            " values (?, ?, ?, ?, ?, ?)",
            (new_id(), kind, row_id, encode(part), base, wall_clock_ms()),
        )


def _rows(database: Database, mine: Mapping[str, str]) -> Iterator[tuple[str, str, str, dict[str, Value]]]:
    """Yield kind, the operation that tells it, id and all fields of each row that this station is to tell."""
    for home in COUNTED:
        kind = home.kind.name
        if home.kind.is_part or kind in UNTOLD:
            continue
        (operation,) = (name for name in OPERATION_OF[kind] if name.endswith(("-saved", "-moved", "-added")))
        own = _fields(database, HOME_OF[OWN_PART[kind]]) if kind in OWN_PART else {}
        for id_, fields in _fields(database, home, mine.get(kind, "")).items():
            yield kind, operation, id_, {**fields, **own.get(id_, {})}


def _fields(database: Database, home: Home, condition: str = "") -> dict[str, dict[str, Value]]:
    where = f" where {condition}" if condition else ""
    uncounted = sorted(home.kind.uncounted)
    also = "".join(f", t.{name}" for name in uncounted)
    head, _, tail = home.question.partition(f" from {home.table} t ")
    rows = database.rows(f"{head}{also} from {home.table} t {tail}{where}")
    names = (*home.names, *uncounted)
    found = {id_: dict(zip(names, values, strict=True)) for id_, *values in rows}
    if home.kind is kinds.PERSON:
        _add_trades(database, found)
    return found


def _add_trades(database: Database, people: dict[str, dict[str, Value]]) -> None:
    for fields in people.values():
        fields["trades"] = None
    for id_, trades in database.rows(
        "select p.id, group_concat(t.trade, ' ') from (select * from person_trades order by person, trade) t"
        " join people p on p.number = t.person group by p.id"
    ):
        people[id_]["trades"] = trades
