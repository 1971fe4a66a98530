"""A station that begins gets all postings of its county at once: some indices are made when they are there.

Each row would touch a page of each of these indices that no row near it touches, so that a hundred thousand rows take
twice as long. While they are missing every question is still answered right, by reading more.
"""

from __future__ import annotations

import logging

from kiosk.store.database import Database
from kiosk.store.posting_indices import MADE_LATER

MANY_PAGES = 3
"""Snapshots of fewer pages (of 8,000 rows) are not worth it."""
CACHE_KIB = 1_000
"""While an index is made: its rows are sorted in memory besides."""

log = logging.getLogger(__name__)


def drop_indices(database: Database) -> None:
    """Leave out the indices that are made later, until `make_indices`. For a database that holds no postings."""
    with database.transaction():
        for name in MADE_LATER:
            database.execute(f"drop index if exists {name}")


def make_indices(database: Database) -> None:
    """Make the indices that are missing, each in a transaction of its own; also those a power cut left out."""
    there = {name for (name,) in database.rows("select name from sqlite_schema where type = 'index'")}
    missing = [sql for name, sql in MADE_LATER.items() if name not in there]
    if not missing:
        return
    before = database.value("pragma cache_size")
    database.execute(f"pragma cache_size = -{CACHE_KIB}")
    database.execute("pragma shrink_memory")
    try:
        for sql in missing:
            database.execute(sql)
    finally:
        database.execute(f"pragma cache_size = {before}")
    log.info("%d indices made", len(missing))
