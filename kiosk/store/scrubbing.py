"""Unused bytes in the pages of the database: SQLite clears what is deleted, not always what was moved within a page.

Copies of a row may stay there, readable with the station's key, after whoever it was about was forgotten (measured: in
10 of 48 stations with rows that grew). `VACUUM` writes every page anew and leaves them out.
"""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from kiosk.store.connection import connect, told
from kiosk.store.keys import DatabaseKey

AT_ONCE_BYTES = 64 * 1024 * 1024
"""A second's work: nobody may write meanwhile. A larger database is scrubbed with its next backup."""


def scrub(path: Path, key: DatabaseKey, *, at_most_bytes: int | None = None) -> bool:
    """Write every page anew if somebody was forgotten since the last time; tell whether nothing is left to scrub.

    False where the database has more than `at_most_bytes`, or another program reads in it. Raises `StoreBusy`,
    `DiskFull`; then, and after a power cut, everything is as before and scrubbed another time.
    """
    with told(path), closing(connect(path, key)) as connection:
        rows = connection.execute("select person_id from forgotten where not is_scrubbed").fetchall()
        if not rows:
            return True
        if at_most_bytes is not None and path.stat().st_size > at_most_bytes:
            return False
        connection.execute("vacuum")
        ids = json.dumps([person_id for (person_id,) in rows])
        connection.execute(
            "update forgotten set is_scrubbed = 1 where person_id in (select value from json_each(?))", (ids,)
        )
        busy, *_ = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
        return not busy
