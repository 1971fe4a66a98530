"""What stands around a dispatch: postings that take people now, what went out today, and the employer's sheet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from heapq import nsmallest
from itertools import count
from pathlib import Path

from kiosk.care.drives import Drive, folders_to_save_in
from kiosk.desk.dispatch import Dispatch
from kiosk.desk.dispatch_document import dispatch_document
from kiosk.desk.dispatch_sheet import Sheet, sheet_text, write_sheet
from kiosk.desk.employer_book import fold_words, has_words
from kiosk.desk.exchange.folding import fold
from kiosk.desk.room import STAFF, Room, UseCases, may
from kiosk.domain.posting import Posting
from kiosk.errors import UnknownThing
from kiosk.slips.document import Document
from kiosk.store.durable import files_told
from kiosk.store.matching import MatchingStore
from kiosk.store.takers import Taker, takers
from kiosk.texts.catalogue import Texts

MOST_LISTED = 50
LONGEST_NAME_BYTES = 150
"""Fifty Chinese characters; file systems take 255 bytes, with the ending and what a draft has around its name."""
NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
"""What Windows and FAT, and so most memory sticks, do not take."""

_folded = lru_cache(maxsize=16_384)(fold)
"""Employers, titles and places come again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentToday:
    """A dispatch of today: to which posting, and how many slips of it were not given back."""

    dispatch_id: str
    posting: Posting
    count: int


class DispatchDesk(UseCases):
    """Reads, and writes files for the employer."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._dispatch = Dispatch(room)
        self._store = MatchingStore(room.database)

    @may(*STAFF)
    def takers(self, words: str, texts: Texts, *, limit: int = MOST_LISTED) -> tuple[Posting, ...]:
        """Return postings with a free slot, the nearest start first: today's, tomorrow's, yesterday's and so on.

        All `words` stand in the employer's name, title, place or the trade as `texts` call it; none ask for nothing.
        """
        asked = fold_words(words)
        known = takers(self.room.database, now=self.room.now(), with_words=bool(asked))
        found = (each for each in known if not asked or _has(each, asked, texts))
        today = self.room.today
        numbers = [each.number for each in nsmallest(limit, found, key=lambda each: _nearness(each, today))]
        postings = self._store.postings(numbers)
        return tuple(postings[number] for number in numbers if number in postings)

    @may(*STAFF)
    def sent_today(self) -> tuple[SentToday, ...]:
        """Return today's dispatches of which somebody still has a slip, the latest first."""
        sheets = ((dispatch_id, self._sheet(dispatch_id)) for dispatch_id, _ in self._dispatch.sent_on(self.room.today))
        found = [
            SentToday(dispatch_id=dispatch_id, posting=sheet.postings[0], count=len(sheet.rows))
            for dispatch_id, sheet in sheets
            if sheet is not None
        ]
        return tuple(reversed(found))

    def _sheet(self, dispatch_id: str) -> Sheet | None:
        try:
            return self._dispatch.sheet([dispatch_id])
        except UnknownThing:
            return None

    @may(*STAFF)
    def document(self, dispatch_ids: Collection[str], texts: Texts) -> Document:
        """Return the employer's sheet of these dispatches for paper; raises as `Dispatch.sheet`."""
        return dispatch_document(sheet_text(self._dispatch.sheet(dispatch_ids), texts), language=texts.language)

    @may(*STAFF)
    def folders(self) -> tuple[Drive, ...]:
        """Return where the sheet can be saved: memory sticks first, then the documents of this computer."""
        return folders_to_save_in()

    @may(*STAFF)
    def save(self, dispatch_ids: Collection[str], folder: Path, texts: Texts) -> Path:
        """Write the sheet as a workbook into `folder` and return where it is; no file that is there is written over.

        That names and phones left the station stands in the log. Raises `DiskFull`, `StoreError`, and as
        `Dispatch.sheet`.
        """
        sheet = self._dispatch.sheet(dispatch_ids)
        with self.room.change():
            self.room.note("exported", "dispatch-sheet", rows=len(sheet.rows))
        with files_told():
            folder.mkdir(parents=True, exist_ok=True)
            path = next(path for path in _paths(folder, file_name(sheet, texts)) if not path.exists())
        write_sheet(path, sheet, texts)
        return path


def file_name(sheet: Sheet, texts: Texts) -> str:
    """Return the name, without its ending, of a sheet's file, fit for every file system."""
    whole = f"{texts('dispatch-sheet-name')} {sheet.day.isoformat()} {sheet.postings[0].employer_name}"
    name = " ".join(NOT_IN_NAMES.sub(" ", whole.encode(errors="ignore").decode()).split())
    return name.encode()[:LONGEST_NAME_BYTES].decode(errors="ignore").strip(" .")


def _paths(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.xlsx"
    yield from (folder / f"{name} {number}.xlsx" for number in count(2))


def _has(taker: Taker, asked: tuple[str, ...], texts: Texts) -> bool:
    if not asked:
        return True
    key = f"trade-{taker.trade}"
    trade = texts(key) if texts.has(key) else ""
    return has_words(" ".join(map(_folded, (*taker.words, trade))), asked)


def _nearness(taker: Taker, today: date) -> tuple[int, bool, int, int]:
    days = _days_until(taker.starts_at // 10_000, today)
    return abs(days), days < 0, taker.starts_at, taker.number


@lru_cache(maxsize=1_024)
def _days_until(day: int, today: date) -> int:
    """Days from `today` to `day`, which is written as `20261121`; five thousand postings begin on a few dozen days."""
    return (date(day // 10_000, day // 100 % 100, day % 100) - today).days
