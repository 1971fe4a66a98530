"""The schema that the migrations make, as text: `python -m kiosk.store.schema` rewrites `schema.sql`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kiosk.store.database import Database, open_database
from kiosk.store.keys import DatabaseKey

SCHEMA_FILE = Path(__file__).with_name("schema.sql")


def schema_of(database: Database) -> str:
    """Return the statements that made the database's tables, indexes and triggers, but for the libraries' own."""
    rows = database.rows(
        "select sql from sqlite_schema where sql is not null"
        " and name not like '\\_sqlite%' escape '\\' and tbl_name not like '\\_sqlite%' escape '\\'"
        " and name not like 'sqlite\\_%' escape '\\' order by tbl_name, type = 'table' desc, name"
    )
    return "\n\n".join(f"{sql};" for (sql,) in rows) + "\n"


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_database(Path(folder) / "new.db", DatabaseKey(bytes(32))) as database,
    ):
        SCHEMA_FILE.write_text(schema_of(database), "utf-8")


if __name__ == "__main__":
    main()
