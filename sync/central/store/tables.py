"""Central's tables. Each carries its region, first in the primary key, so that it can be cut up by region."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    false,
)

from sync.protocol.updates import LAST_RING

REGION_PARTITIONS = 16
"""PostgreSQL spreads the regions over so many partitions of each table."""

metadata = MetaData()


def _table(name: str, key: str, *columns: Column[object]) -> Table:
    region: Column[object] = Column("region", String(6), nullable=False)
    return Table(
        name,
        metadata,
        region,
        *columns,
        PrimaryKeyConstraint("region", *key.split()),
        postgresql_partition_by="HASH (region)",
    )


def _text(name: str, *, default: str | None = "") -> Column[object]:
    return Column(name, Text, nullable=default is None, server_default=default)


def _number(name: str, *, default: int | None = 0) -> Column[object]:
    return Column(name, BigInteger, nullable=default is None, server_default=None if default is None else str(default))


def _flag(name: str) -> Column[object]:
    return Column(name, Boolean(create_constraint=False), nullable=False, server_default=false())


def _word(name: str) -> Column[object]:
    return Column(name, String(64), nullable=False)


def _bytes(name: str) -> Column[object]:
    return Column(name, LargeBinary, nullable=False)


regions = _table("regions", "", _text("name"), _number("kiosks"), _number("serials"), _number("offers"))
"""A county. `kiosks`, `serials` and `offers` are the numbers given last to a kiosk, a posting, an offer of slots."""

stations = _table(
    "stations",
    "station",
    _word("station"),
    _text("name"),
    _text("town"),
    _text("phone"),
    _number("added_ms"),
    _number("revoked_ms"),
    _number("ring", default=LAST_RING),
)

codes = _table(
    "codes",
    "code",
    _word("code"),
    _word("station"),
    _bytes("secret"),
    _number("until_ms"),
    _number("used_by"),
    _text("replaces"),
)
"""One-time codes to enrol with. `used_by`: the kiosk that came with it, 0 while it is unused."""

kiosks = _table(
    "kiosks",
    "kiosk",
    Column("kiosk", BigInteger, nullable=False),
    _word("station"),
    _text("prefix"),
    _bytes("token_hash"),
    _bytes("public_key"),
    _text("machine"),
    _number("parent"),
    _number("fork_seq"),
    _number("last_seq"),
    _text("last_mark"),
    _number("grant_no"),
    _number("offer_seen"),
    _flag("is_dead"),
    _number("revoked_ms"),
    _number("enrolled_ms"),
    _number("seen_ms"),
    _text("health"),
)
"""Each line of a kiosk's history is one row: a cloned disk or a restored backup goes on as another, with a `parent`.

Operations up to `fork_seq` were made as that parent. `is_dead`: nobody uses this identity any more, and its slots are
not given out again but for slips that come back.
"""
Index("kiosks_by_token", kiosks.c.region, kiosks.c.token_hash)
Index("kiosks_of_station", kiosks.c.region, kiosks.c.station)

refusals = _table(
    "refusals",
    "kiosk seq",
    Column("kiosk", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    _text("reason"),
    _text("detail"),
)
"""Operations that were refused, until their kiosk has said that it knows."""

scopes = _table(
    "scopes",
    "owner",
    _word("owner"),
    _number("position"),
    _bytes("digest"),
    _number("horizon"),
    _number("live"),
    _number("snapshot"),
)
"""`owner` is empty for what the whole region may see, otherwise a station. Changes up to `horizon` are pruned."""

records = _table(
    "records",
    "owner kind id",
    _word("owner"),
    _word("kind"),
    _word("id"),
    _text("fields"),
    _text("meta"),
    Column("hash", LargeBinary, nullable=False),
    _word("maker"),
    _number("by"),
    _number("position"),
    _flag("is_gone"),
)
"""The rows as they are now. `maker` is the station that may change one, `by` the number of the kiosk that made it.

`meta` says for each field at which position and by which kiosk it was written last.
"""
Index("records_by_id", records.c.region, records.c.kind, records.c.id)

changes = _table(
    "changes",
    "owner position",
    _word("owner"),
    Column("position", BigInteger, nullable=False),
    _word("kind"),
    _word("id"),
    Column("mode", SmallInteger, nullable=False),
    _text("fields"),
    _number("by"),
    _text("operation"),
    _number("seq"),
    _number("at_ms"),
)
"""What happened, in the order in which it was committed. `seq` numbers the operation at its kiosk, `by`."""
Index("changes_by_operation", changes.c.region, changes.c.operation)
Index("changes_of_record", changes.c.region, changes.c.owner, changes.c.kind, changes.c.id)

pages = _table(
    "pages",
    "owner name",
    _word("owner"),
    _word("name"),
    Column("start_position", BigInteger, nullable=False),
    Column("end_position", BigInteger, nullable=False),
    _flag("is_snapshot"),
    Column("part", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    _bytes("data"),
    _number("made_ms"),
)
Index("pages_by_range", pages.c.region, pages.c.owner, pages.c.start_position, pages.c.end_position)

slots = _table(
    "slots",
    "posting",
    _word("posting"),
    _number("offer"),
    _number("headcount"),
    _number("asked"),
    _number("granted"),
    _number("held"),
    _flag("is_taken"),
    _flag("is_open"),
    _text("town"),
    _number("maker"),
)
"""How many slots a posting has, and how many of them kiosks hold. `asked`: the headcount that its station wishes for.

`held`: how many of them slips hold; `is_taken`: everybody was told that these are all.

`maker`: the kiosk that made the posting, and that alone makes new slots for it; 0 for central itself.

`offer` is a new number whenever slots come free, so that each kiosk is offered them once.
"""
Index("slots_by_offer", slots.c.region, slots.c.offer)

leases = _table(
    "leases",
    "posting kiosk",
    _word("posting"),
    Column("kiosk", BigInteger, nullable=False),
    _number("slots"),
    _number("used"),
    _number("no"),
    _number("given"),
    _number("recall", default=None),
    _number("wanted"),
    _number("wishes"),
)
"""So many slots of a posting a kiosk may give out; `given`: how many came with the last dividing.

`wishes`: how many found no slot there, ever; `wanted`: how many of them wait for one.

`recall`: what it was asked to come down to, as far as they are free.
"""
Index("leases_by_no", leases.c.region, leases.c.kiosk, leases.c.no)

central = Table(
    "central",
    metadata,
    Column("only", Integer, primary_key=True),
    Column("seed", LargeBinary, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
)
"""The signing key of the whole central; the one table that has no region."""

sounds = _table(
    "sounds",
    "id",
    _word("id"),
    _word("owner"),
    _number("size"),
    _text("form"),
    _number("duration_ms"),
    _number("made_at_ms"),
    _flag("is_public"),
    _bytes("data"),
)
"""Recordings, as far as they have come. A public one belongs to a posting; others are heard by their station alone."""

users = _table("users", "name", _word("name"), _text("role"), _text("secret_hash"), _number("added_ms"))

imported = _table("imported", "fingerprint", _word("fingerprint"))
"""Rows of files that were ever imported; the same row is taken once."""

rings = _table("rings", "ring", Column("ring", BigInteger, nullable=False), _text("version"))
"""Which version of the program the stations of a ring may have. `region` is empty where it holds for all counties."""
