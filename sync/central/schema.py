"""The version of central's database: whether it is this program's, and how it comes to be."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from sync.central.store.database import Store

MIGRATIONS = "sync.central:migrations"
LOCK = 0x79697A68616E
"""Of PostgreSQL's advisory locks the one under which a schema is changed: the letters `yizhan`."""


class NewerDatabase(Exception):
    """A newer program has changed the database; this one would not know what it does there."""


def bring_up_to_date(store: Store) -> None:
    """Make the tables, or change older ones into what this program needs; all of it or nothing.

    Any number of processes may do so at once: one does it, the others wait and find it done. Raises `NewerDatabase`.
    """
    if is_current(store):
        return
    with store.change() as connection:  # in SQLite whoever writes is alone from the beginning
        if not store.is_sqlite:
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(store: Store) -> bool:
    """Tell whether the database is just what this program needs. Raises `NewerDatabase`."""
    steps = ScriptDirectory.from_config(_config())
    with store.engine.connect() as connection:
        found = _versions(connection)
    if found - {step.revision for step in steps.walk_revisions()}:
        raise NewerDatabase
    return found == set(steps.get_heads())


def _versions(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    return config
