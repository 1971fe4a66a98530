"""The digest of what this database really holds, and what is wrong where it differs from central's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kiosk.store.database import Database
from sync.client.tables import COUNTED, Home
from sync.protocol import digest, kinds
from sync.protocol.canonical import writer

NOTHING = "{}"
Record = tuple[str, str]
"""Kind and id."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The sum of all rows but those in `left_out`, and the data version of the database that was read."""

    sum: int
    version: int


def left_out(database: Database) -> set[Record]:
    """Return the records that cannot agree: refused ones, and those that stay though central dropped them.

    Rows that were not taken count: what was wrong with them may be over, and then they come with a repair.
    """
    found = {(kind, id_) for kind, id_ in database.rows("select kind, row_id from sync_kept")}
    for operation, row_id in database.rows("select distinct kind, row_id from operations where state = 'refused'"):
        found |= {(kind.name, row_id) for kind in kinds.OF_OPERATION.get(operation, ())}
    return found


def counted(database: Database) -> Counted:
    """Add up all rows; in one reading. Some 15 microseconds a row."""
    with database.transaction():
        version = database.data_version()
        total = sum(value for _, _, value in hashes(database, left_out(database)))
    return Counted(digest.added(0, total), version)


def hashes(database: Database, without: set[Record]) -> Iterator[tuple[str, str, int]]:
    """Yield kind, id and hash of every record here that central has too, but those in `without`."""
    for home in COUNTED:
        for id_, text in _records(database, home):
            if (text != NOTHING or not home.kind.is_part) and (home.kind.name, id_) not in without:
                yield home.kind.name, id_, digest.hash_of_text(home.kind.hash_name, id_, text)
    yield from _station(database)


def _records(database: Database, home: Home) -> Iterator[tuple[str, str]]:
    """Yield ids, and of each the fields that count, written down as `canonical.encode` does."""
    if home.kind is kinds.PERSON:
        yield from _people(database, home)
        return
    write = writer(home.names)
    for id_, *values in database.each(home.question):
        yield id_, write(values)


def _people(database: Database, home: Home) -> Iterator[tuple[str, str]]:
    trades, root = _trades(database), home.names.index("counts_as_id")
    write = writer((*home.names, "trades"))
    for id_, *values in database.each(home.question):
        if values[root] == id_:
            values[root] = None  # who counts as nobody else
        yield id_, write([*values, trades.get(id_)])


def _trades(database: Database) -> dict[str, str]:
    rows = database.rows(
        "select p.id, group_concat(t.trade, ' ') from"
        " (select person, trade from person_trades order by person, trade) t join people p on p.number = t.person"
        " group by p.id"
    )
    return dict(rows)


def _station(database: Database) -> Iterator[tuple[str, str, int]]:
    row = database.row("select id, name, region, phone, hotline from station")
    if row is not None:
        id_, *values = row
        fields = dict(zip(("name", "region", "phone", "hotline"), values, strict=True))
        yield kinds.STATION.name, id_, digest.hash_of(kinds.STATION, id_, fields)


def in_buckets(database: Database) -> list[int]:
    """Return the sums by bucket, as `Repairs.sums` of central does."""
    with database.transaction():
        return digest.in_buckets((id_, value) for _, id_, value in hashes(database, left_out(database)))


def wrong_in(database: Database, theirs: Mapping[int, Sequence[tuple[str, str, str]]]) -> dict[Record, int]:
    """Return the records of some buckets that differ from `theirs` (kind, id, hash), with central's hash of each.

    Other here, missing, or too many, of which central has none: 0. All rows are read once, whatever there is to find.
    """
    without = left_out(database)
    known: dict[Record, tuple[str, int]] = {}
    for kind, id_, value in (row for rows in theirs.values() for row in rows):
        if (_told_as(kind), id_) not in without:
            known[_told_as(kind), id_] = kind, int(value, 16)
    extra: list[Record] = []
    with database.transaction():
        for kind, id_, ours in hashes(database, without):
            if digest.bucket_of(id_) in theirs and ours:
                _, told = known.get((kind, id_), (kind, None))
                if told == ours:
                    del known[kind, id_]
                elif told is None:
                    extra.append((kind, id_))
    wrong = {(kind, id_): value for (_, id_), (kind, value) in known.items() if value}
    return {**wrong, **dict.fromkeys(extra, 0)}


def still_wrong(database: Database, wrong: Mapping[Record, int]) -> list[Record]:
    """Return those of `wrong` (see `wrong_in`) that are not here as central has them even now."""
    told = {(_told_as(kind), id_): value for (kind, id_), value in wrong.items()}
    with database.transaction():
        ours = {(kind, id_): value for kind, id_, value in hashes(database, left_out(database)) if (kind, id_) in told}
    return [record for record, value in told.items() if ours.get(record, 0) != value]


def _told_as(kind: str) -> str:
    return kinds.POSTING.name if kind == kinds.POSTING_DRAFT.name else kind
