"""Brings a station's database up to date as a program of tomorrow would: `python -m tests.updating.tomorrow DATA`."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from kiosk.care.places import Places, places
from kiosk.store.connection import connect
from kiosk.store.keys import load_key
from kiosk.store.migrations import SCHEMA_VERSION


def bring_up_to_date(here: Places) -> None:
    """Do what a migration of tomorrow does, where it was not done."""
    key = load_key(here.keys, database=here.database)
    with closing(connect(here.database, key)) as connection:
        connection.execute("create table if not exists of_tomorrow (word text) strict")
        connection.execute(f"pragma user_version = {SCHEMA_VERSION + 1}")


if __name__ == "__main__":
    bring_up_to_date(places(Path(sys.argv[1])))
