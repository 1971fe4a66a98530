"""A program that is killed at its n-th line inside the store: run as `power_cut.py WORK LINE DATA POSTING SEED`.

It prints one line for everything that the store acknowledged.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from kiosk.domain.ids import new_id
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting
from kiosk.store.database import Database, open_database
from kiosk.store.keys import DatabaseKey
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.reached import ReachedMarks
from kiosk.store.recovery import open_or_recover
from kiosk.store.slips import SlipStore

STORE = f"{os.sep}kiosk{os.sep}store{os.sep}"
NOW = datetime(2026, 11, 21, 8, 0)


def cut_at(left: list[int]) -> Callable[[FrameType, str, Any], Any]:
    """Count `left` down by each line in the store, and kill this process at nought."""

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        if STORE not in frame.f_code.co_filename:
            return None
        left[0] -= event == "line"
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


def take_slips(database: Database, posting_id: str, seed: str) -> None:
    slips = SlipStore(database)
    for wish in range(8):
        outcome = slips.issue(posting_id, wish_id=f"{seed}-{wish}", now=NOW)
        slip = getattr(outcome, "slip", None)
        print(f"{seed}-{wish}", slip.number if slip else "none", flush=True)
        if slip and wish % 3 == 0:
            slips.cancel(slip.id, now=NOW)
            print("cancelled", slip.number, flush=True)


def save_postings(database: Database, posting_id: str, seed: str) -> None:
    store = PostingStore(database)
    for batch in range(4):
        store.save_new([NewPosting(posting=posting(batch, row), fingerprint=f"{batch}-{row}") for row in range(5)])
        print("batch", batch, flush=True)


def posting(batch: int, row: int) -> Posting:
    return Posting(
        id=new_id(),
        trade="mason",
        title=f"{batch}-{row}",
        employer_id="",
        employer_name=f"{batch}-{row % 2}",
        pay=Pay(amount_minor=100, unit=PayUnit.DAY),
        headcount=1,
        first_day=date(2026, 11, 21),
        last_day=date(2026, 11, 21),
        place="镇上",
        contact_phone="1",
        verified_by="x",
    )


def main() -> None:
    work, line, data, posting_id, seed = sys.argv[1:]
    path, key = Path(data) / "station.db", DatabaseKey(bytes(range(32)))
    left = [int(line)]
    sys.settrace(cut_at(left))
    if work == "recover":
        folders = {"backups": Path(data) / "backups", "damaged": Path(data) / "damaged"}
        open_or_recover(path, key, **folders).database.close()
    elif work == "marked":
        marks = ReachedMarks(Path(data).with_name("keys") / "reached")
        with open_database(path, key, first=marks.look_back, saved=marks.keep) as database:
            take_slips(database, posting_id, seed)
    else:
        with open_database(path, key) as database:
            {"slips": take_slips, "postings": save_postings}[work](database, posting_id, seed)
    sys.settrace(None)
    print("done", int(line) - left[0], flush=True)


if __name__ == "__main__":
    main()
