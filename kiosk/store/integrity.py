"""The full check of a database, made beside the screen on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import DamagedDatabase
from kiosk.store.connection import DatabaseError, connect, is_cut_short, told, was_interrupted
from kiosk.store.keys import DatabaseKey
from kiosk.store.migrations import NEVER_MS

if TYPE_CHECKING:
    import sqlite3

STEPS_BETWEEN_QUESTIONS = 10_000
"""So many steps of SQLite's machine, a few milliseconds, pass between two calls of `stopped`."""
PAGE_TRIES = 3
"""SQLCipher reads the pages past the locks; one that a checkpoint is just writing looks torn, and is whole later."""
MOST_PROBLEMS = 100

SLOTS_OVERRUN = """
    select id from postings
    where slots_taken <> (select count(*) from slips where posting_id = postings.id and state = 'held' and is_ours)
    or slots_taken > headcount
"""
COUNTS_OFF = f"""
    with right as (
        select trade, suits_older, region, ends_at, ifnull(expires_at_ms, {NEVER_MS}) as ms, count(*) as postings
        from postings where on_offer group by 1, 2, 3, 4, 5
    )
    select trade from (select * from right except select * from offer_counts)
    union all
    select trade from (select * from offer_counts except select * from right)
"""


def check(path: Path, key: DatabaseKey, *, stopped: Callable[[], bool] = lambda: False) -> list[str] | None:
    """Return what is wrong with the database, in English for a technician's log; an empty list when all is well.

    Every page, index, reference and slot is looked at. It changes nothing and keeps no writer waiting. None means
    that `stopped` said to leave off before the end.
    """
    if not path.exists() or is_cut_short(path):
        return ["there is no database"]
    try:
        with told(path), closing(connect(path, key)) as connection:
            connection.execute("pragma query_only = on")
            connection.set_progress_handler(lambda: int(stopped()), STEPS_BETWEEN_QUESTIONS)
            return _problems(connection)
    except DamagedDatabase:
        return ["the database cannot be read to its end"]
    except DatabaseError as error:
        if was_interrupted(error):
            return None
        raise


def _problems(connection: sqlite3.Connection) -> list[str]:
    problems = [f"page: {text}" for text in _torn_pages(connection)]
    structure = [text for (text,) in connection.execute(f"pragma integrity_check({MOST_PROBLEMS})")]
    problems += [f"structure: {text}" for text in structure if text != "ok"]
    problems += [f"reference: {row}" for row in connection.execute("pragma foreign_key_check")]
    problems += [f"slots of posting {posting}" for (posting,) in connection.execute(SLOTS_OVERRUN)]
    problems += [f"counts of trade {trade}" for (trade,) in connection.execute(COUNTS_OFF)]
    return problems[:MOST_PROBLEMS]


def _torn_pages(connection: sqlite3.Connection) -> set[str]:
    """Return what SQLCipher says of pages whose code does not fit, each time that it was asked."""
    torn: set[str] = set()
    for attempt in range(PAGE_TRIES):
        found = {text for (text,) in connection.execute("pragma cipher_integrity_check")}
        torn = found if attempt == 0 else torn & found
        if not torn:
            break
    return torn


def schema_version(path: Path, key: DatabaseKey) -> int:
    """Return the version of the schema that the database at `path` has; nothing is changed. Raises `StoreError`."""
    with told(path), closing(connect(path, key)) as connection:
        connection.execute("pragma query_only = on")
        return int(connection.execute("pragma user_version").fetchone()[0])
