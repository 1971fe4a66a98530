"""The first tables, cut up by region where the database is PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PARTITIONS = 16
FILLED = {"regions": 50, "kiosks": 50, "scopes": 50, "slots": 50}
"""In per cent, pages of the tables whose rows change with each sync: a row that finds room beside its old one needs no
new place in the indices."""
Column = sa.Column[Any]


def upgrade() -> None:
    _stations()
    _records()
    _slots()
    _people_and_files()
    op.create_table(
        "central",
        sa.Column("only", sa.Integer, primary_key=True),
        sa.Column("seed", sa.LargeBinary, nullable=False),
        sa.Column("made_ms", sa.BigInteger, nullable=False),
    )


def _stations() -> None:
    _table("regions", "", _text("name"), _number("kiosks"), _number("serials"), _number("offers"))
    _table(
        "stations",
        "station",
        _word("station"),
        _text("name"),
        _text("town"),
        _text("phone"),
        _number("added_ms"),
        _number("revoked_ms"),
        sa.Column("ring", sa.BigInteger, nullable=False, server_default="9"),
    )
    _table(
        "codes",
        "code",
        _word("code"),
        _word("station"),
        _bytes("secret"),
        _number("until_ms"),
        _number("used_by"),
        _text("replaces"),
    )
    _table(
        "kiosks",
        "kiosk",
        _big("kiosk"),
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
    op.create_index("kiosks_by_token", "kiosks", ["region", "token_hash"])
    op.create_index("kiosks_of_station", "kiosks", ["region", "station"])
    _table("refusals", "kiosk seq", _big("kiosk"), _big("seq"), _text("reason"), _text("detail"))


def _records() -> None:
    _table(
        "scopes",
        "owner",
        _word("owner"),
        _number("position"),
        _bytes("digest"),
        _number("horizon"),
        _number("live"),
        _number("snapshot"),
    )
    _table(
        "records",
        "owner kind id",
        _word("owner"),
        _word("kind"),
        _word("id"),
        _text("fields"),
        _text("meta"),
        _bytes("hash"),
        _word("maker"),
        _number("by"),
        _number("position"),
        _flag("is_gone"),
    )
    op.create_index("records_by_id", "records", ["region", "kind", "id"])
    _table(
        "changes",
        "owner position",
        _word("owner"),
        _big("position"),
        _word("kind"),
        _word("id"),
        sa.Column("mode", sa.SmallInteger, nullable=False),
        _text("fields"),
        _number("by"),
        _text("operation"),
        _number("seq"),
        _number("at_ms"),
    )
    op.create_index("changes_by_operation", "changes", ["region", "operation"])
    op.create_index("changes_of_record", "changes", ["region", "owner", "kind", "id"])
    _table(
        "pages",
        "owner name",
        _word("owner"),
        _word("name"),
        _big("start_position"),
        _big("end_position"),
        _flag("is_snapshot"),
        _small("part"),
        _small("parts"),
        _small("size"),
        _bytes("data"),
        _number("made_ms"),
    )
    op.create_index("pages_by_range", "pages", ["region", "owner", "start_position", "end_position"])


def _slots() -> None:
    _table(
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
    op.create_index("slots_by_offer", "slots", ["region", "offer"])
    _table(
        "leases",
        "posting kiosk",
        _word("posting"),
        _big("kiosk"),
        _number("slots"),
        _number("used"),
        _number("no"),
        _number("given"),
        sa.Column("recall", sa.BigInteger, nullable=True),
        _number("wanted"),
        _number("wishes"),
    )
    op.create_index("leases_by_no", "leases", ["region", "kiosk", "no"])


def _people_and_files() -> None:
    _table(
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
    _table("users", "name", _word("name"), _text("role"), _text("secret_hash"), _number("added_ms"))
    _table("imported", "fingerprint", _word("fingerprint"))
    _table("rings", "ring", _big("ring"), _text("version"))


def _table(name: str, key: str, *columns: Column) -> None:
    """Make a table that has its region first in its key."""
    op.create_table(
        name,
        sa.Column("region", sa.String(6), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("region", *key.split()),
        postgresql_partition_by="HASH (region)",
    )
    if op.get_bind().dialect.name == "postgresql":
        for number in range(PARTITIONS):
            op.execute(
                f"create table {name}_p{number:02d} partition of {name}"
                f" for values with (modulus {PARTITIONS}, remainder {number})"
                f" with (fillfactor = {FILLED.get(name, 100)})"
            )


def _text(name: str) -> Column:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _number(name: str) -> Column:
    return sa.Column(name, sa.BigInteger, nullable=False, server_default="0")


def _flag(name: str) -> Column:
    return sa.Column(name, sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false())


def _word(name: str) -> Column:
    return sa.Column(name, sa.String(64), nullable=False)


def _big(name: str) -> Column:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _small(name: str) -> Column:
    return sa.Column(name, sa.Integer, nullable=False)


def _bytes(name: str) -> Column:
    return sa.Column(name, sa.LargeBinary, nullable=False)
