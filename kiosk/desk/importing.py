"""Import: a file's rows become postings, each taken, taken with a warning, refused, or known already."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Protocol

from kiosk.care.memory import without_collecting
from kiosk.desk.draft import PostingDraft, fingerprint, posting_from
from kiosk.desk.exchange.folding import fold
from kiosk.desk.exchange.postings import Section, posting_sections
from kiosk.desk.exchange.rows import RowReader
from kiosk.desk.exchange.table import Limits, Row
from kiosk.desk.exchange.trade_words import TradeFinder
from kiosk.desk.fees import fee_asked
from kiosk.desk.problems import Field, Problem, Reason, not_said_yet, problem, refuses
from kiosk.desk.rules import CountyRules
from kiosk.desk.vetting import OpenKey, Standing, Vetting, open_key
from kiosk.domain.ids import new_id
from kiosk.domain.posting import Posting
from kiosk.domain.region import Region
from kiosk.store.postings import NewPosting

BATCH = 1_000
"""Postings a transaction: a crash costs at most so many, which the next import of the file brings again. Smaller
batches write the same encrypted index pages again and again; larger ones keep a slip waiting for the lock."""
VERIFIED_BY = "import"
Progress = Callable[[int, int], None]


class PostingShelf(Protocol):
    """What importing needs of the postings' store."""

    def fingerprints(self) -> set[str]:
        """All rows ever imported."""

    def open_keys(self) -> set[tuple[str, str, str]]:
        """Employer's name, trade and first day (ISO) of all open postings."""

    def employers_suspended(self) -> set[str]:
        """Their names."""

    def save_new(self, entries: Sequence[NewPosting]) -> frozenset[str]:
        """Save all in one transaction; return the fingerprints that another import saved meanwhile."""


class EmptyShelf:
    """A station that has no database yet: a dry run there makes none."""

    def fingerprints(self) -> set[str]:
        return set()

    def open_keys(self) -> set[tuple[str, str, str]]:
        return set()

    def employers_suspended(self) -> set[str]:
        return set()

    def save_new(self, entries: Sequence[NewPosting]) -> frozenset[str]:
        return frozenset()


class RowStatus(StrEnum):
    ACCEPTED = "accepted"
    WARNED = "warned"
    REFUSED = "refused"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReport:
    """What became of one row. `row` is the file's row number from 1.

    `posting` is what was stored, or would be; for a row refused or known already `draft` is what was understood of it.
    """

    row: int
    sheet: str
    status: RowStatus
    problems: tuple[Problem, ...]
    draft: PostingDraft | None = None
    posting: Posting | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file, row by row."""

    rows: tuple[RowReport, ...]

    def count(self, status: RowStatus) -> int:
        return sum(1 for row in self.rows if row.status is status)

    @property
    def any_refused(self) -> bool:
        return any(row.status is RowStatus.REFUSED for row in self.rows)


def import_file(
    path: Path,
    *,
    store: PostingShelf,
    today: date,
    rules: CountyRules | None = None,
    regions: Iterable[Region] = (),
    dry_run: bool = False,
    progress: Progress | None = None,
    limits: Limits | None = None,
    batch: int | None = None,
) -> ImportReport:
    """Bring the postings of a CSV or XLSX file in, and say what became of each row.

    The whole file is read before the first row is stored, so that a file that turns out unreadable stores nothing. Rows
    are stored `batch` at a time (None: `BATCH`), each with its fingerprint in the same transaction. `progress` is told
    (done, all).
    Raises `UnreadableFile`, and what the store raises (`DiskFull`, `StoreBusy`): then the batches before are stored,
    and the same file can be imported again.
    """
    with without_collecting():
        sections = posting_sections(path, limits=limits)
        bringing = _Import(store, today=today, rules=rules or CountyRules(), regions=tuple(regions))
        total = sum(len(section.rows) for section in sections)
        reports: list[RowReport] = []
        for part in _batches(bringing.looked_at(sections), rows=batch or BATCH):
            reports += (looked.report for looked in part) if dry_run else _stored(part, store)
            if progress:
                progress(len(reports), total)
        return ImportReport(tuple(reports))


@dataclass(frozen=True, slots=True)
class _Looked:
    report: RowReport
    mark: str = ""


def _batches(looked: Iterator[_Looked], *, rows: int) -> Iterator[list[_Looked]]:
    while batch := list(islice(looked, rows)):
        yield batch


def _stored(batch: list[_Looked], store: PostingShelf) -> Iterator[RowReport]:
    """Save what was taken; what another import saved meanwhile is not new any more."""
    entries = [
        NewPosting(posting=looked.report.posting, fingerprint=looked.mark) for looked in batch if looked.report.posting
    ]
    known = store.save_new(entries) if entries else frozenset()
    for looked in batch:
        if known and looked.report.posting and looked.mark in known:
            yield replace(looked.report, status=RowStatus.UNCHANGED, problems=())
        else:
            yield looked.report


class _Import:
    """One file on its way in: what the station knew when it began, and what the rows so far have added."""

    def __init__(self, store: PostingShelf, *, today: date, rules: CountyRules, regions: tuple[Region, ...]) -> None:
        self._known = store.fingerprints()
        self._open: set[OpenKey] = {
            open_key(employer_name=name, trade=trade, first_day=day) for name, trade, day in store.open_keys()
        }
        self._standing = Standing(suspended=frozenset(map(fold, store.employers_suspended())), open_keys=self._open)
        self._today = today
        self._rules = rules
        self._regions = regions
        self._vetting = Vetting(rules=rules, today=today, fee_asked=lru_cache(maxsize=8192)(fee_asked))
        self._trades = TradeFinder()
        self._now_ms = time.time_ns() // 1_000_000

    def looked_at(self, sections: Iterable[Section]) -> Iterator[_Looked]:
        """Read and vet every row, in the file's order."""
        for section in sections:
            reader = RowReader(
                section.header,
                trades=self._trades,
                today=self._today,
                epoch=section.table.epoch,
                long_term_days=self._rules.long_term_days,
                regions=self._regions,
            )
            for row in section.rows:
                yield self._look(reader, row, section.table.sheet)

    def _look(self, reader: RowReader, row: Row, sheet: str) -> _Looked:
        """Read and vet one row; remember it, so that the same or nearly the same row below is noticed."""
        draft, odd = reader.draft(row.cells)
        mark = "" if refuses(odd) else fingerprint(draft)
        status, problems = self._judged(draft, (*odd, *_about_row(row)), mark)
        taken = status in (RowStatus.ACCEPTED, RowStatus.WARNED)
        report = RowReport(
            row=row.number,
            sheet=sheet,
            status=status,
            problems=problems,
            draft=None if taken else draft,
            posting=self._taken(draft, mark) if taken else None,
        )
        return _Looked(report, mark)

    def _judged(
        self, draft: PostingDraft, odd: tuple[Problem, ...], mark: str
    ) -> tuple[RowStatus, tuple[Problem, ...]]:
        if mark in self._known:
            return RowStatus.UNCHANGED, ()
        problems = (*odd, *not_said_yet(self._vetting.vet(draft, self._standing), odd))
        if not problems:
            return RowStatus.ACCEPTED, problems
        if not refuses(problems):
            return RowStatus.WARNED, problems
        return RowStatus.REFUSED, tuple(sorted(problems, key=lambda found: not found.reason.refuses))

    def _taken(self, draft: PostingDraft, mark: str) -> Posting:
        posting = posting_from(draft, posting_id=new_id(), verified_by=VERIFIED_BY, now_ms=self._now_ms)
        self._known.add(mark)
        self._open.add(open_key(employer_name=posting.employer_name, trade=posting.trade, first_day=posting.first_day))
        return posting


def _about_row(row: Row) -> Iterator[Problem]:
    """What the table says of a whole row: struck out, it is not wanted any more."""
    if row.struck:
        yield problem(Field.ROW, Reason.STRUCK_OUT)
    if row.hidden:
        yield problem(Field.ROW, Reason.HIDDEN_ROW)
