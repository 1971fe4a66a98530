"""Which tables a database holds, and whether they are this program's: looked at before anything is changed."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import NullPool, create_engine, text

from sync.central.commands.answers import CommandFailed
from sync.central.store.database import BUSY_WAIT_S
from sync.central.store.tables import metadata

VERSIONS = "alembic_version"
OURS = frozenset({"regions", "stations", "kiosks", "records"})
"""No database of central's was ever without these."""
MOST_SHOWN = 5
IN_SQLITE = """
select tables.name, columns.name from sqlite_master as tables join pragma_table_info(tables.name) as columns
where tables.type = 'table' and substr(tables.name, 1, 7) <> 'sqlite_'
"""
IN_POSTGRESQL = """
select tables.relname, columns.attname
from pg_class as tables
join pg_namespace as spaces on spaces.oid = tables.relnamespace
join pg_attribute as columns on columns.attrelid = tables.oid
where spaces.nspname = current_schema() and tables.relkind in ('r', 'p') and not tables.relispartition
and columns.attnum > 0 and not columns.attisdropped
and not exists (select 1 from pg_depend as needs where needs.objid = tables.oid and needs.deptype = 'e')
"""
"""Without the partitions of a table, and without what an extension has brought along."""
Found = Mapping[str, frozenset[str]]
"""The columns of each table."""


def tables_found(url: str) -> Found:
    """Return the tables at `url`, ready for `open_engine`. Raises `CommandFailed` where they are another program's.

    The connection is a plain one: central's own would change how an SQLite file keeps its log, whoever's file it is.
    """
    waits = {"timeout": BUSY_WAIT_S} if url.startswith("sqlite") else {}
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=waits)
    with engine.connect() as connection:
        question = IN_SQLITE if engine.dialect.name == "sqlite" else IN_POSTGRESQL
        columns: dict[str, set[str]] = {}
        for table, column in connection.execute(text(question)):
            columns.setdefault(table, set()).add(column)
    found = {table: frozenset(names) for table, names in columns.items()}
    strange = sorted(found.keys() - {VERSIONS})
    if strange and not found.keys() >= OURS:
        raise CommandFailed(
            f"This is the database of another program, with tables like {', '.join(strange[:MOST_SHOWN])}:"
            " central needs one of its own."
        )
    return found


def check_build(found: Found) -> None:
    """Raise `CommandFailed` where the tables of this version have other columns than this program's.

    Between two releases a developer's build may change them without a number of their own.
    """
    odd = []
    for table in metadata.sorted_tables:
        there, needed = found.get(table.name, frozenset()), {column.name for column in table.columns}
        if not there:
            odd.append(f"there is no {table.name}")
            continue
        odd += [f"{table.name} lacks {column}" for column in sorted(needed - there)]
        odd += [f"{table.name} has {column}" for column in sorted(there - needed)]
    if odd:
        more = f", and {len(odd) - MOST_SHOWN} more" if len(odd) > MOST_SHOWN else ""
        raise CommandFailed(
            f"The tables are those of another build of this program ({', '.join(odd[:MOST_SHOWN])}{more}):"
            " take the build that made them, or a new database."
        )
