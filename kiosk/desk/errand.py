"""An errand: work of the desk that takes long, and what a process of its own tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from kiosk.care.drives import Drive
from kiosk.desk.exporting import FileForm
from kiosk.desk.importing import RowStatus
from kiosk.domain.language import Language
from kiosk.domain.report import Period
from kiosk.errors import YizhanError

Message = dict[str, Any]
MOST_TOLD = 200
"""Rows that are told one by one; nobody reads more, and the counts are of all."""


class Work(StrEnum):
    """What is to be done."""

    IMPORT_POSTINGS = "import-postings"
    IMPORT_PEOPLE = "import-people"
    EXPORT_POSTINGS = "export-postings"
    EXPORT_PEOPLE = "export-people"
    EXPORT_ARRIVALS = "export-arrivals"
    EXPORT_OUTCOMES = "export-outcomes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """For an import `file` is read; for an export a new file of that `form` is written to `drive`.

    A `dry_run` stores nothing. `consent_kept` and `period` are for people, and for arrivals and outcomes.
    """

    work: Work
    language: Language
    file: Path | None = None
    dry_run: bool = False
    consent_kept: bool = False
    drive: Drive | None = None
    form: FileForm = FileForm.XLSX
    period: Period | None = None

    def to_message(self) -> Message:
        """In words for another process."""
        return {
            "work": self.work,
            "language": self.language,
            "file": None if self.file is None else str(self.file),
            "dry_run": self.dry_run,
            "consent_kept": self.consent_kept,
            "drive": None if self.drive is None else [str(self.drive.folder), self.drive.name],
            "form": self.form,
            "days": None if self.period is None else [f"{self.period.first_day}", f"{self.period.last_day}"],
        }

    @staticmethod
    def from_message(message: Mapping[str, Any]) -> Errand:
        """What `to_message` made."""
        file, drive, days = message["file"], message["drive"], message["days"]
        first, last = map(date.fromisoformat, days or (date.min.isoformat(),) * 2)
        return Errand(
            work=Work(message["work"]),
            language=Language(message["language"]),
            file=None if file is None else Path(file),
            dry_run=bool(message["dry_run"]),
            consent_kept=bool(message["consent_kept"]),
            drive=None if drive is None else Drive(Path(drive[0]), drive[1]),
            form=FileForm(message["form"]),
            period=Period(first_day=first, last_day=last) if days else None,
        )


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row of a file that was refused, or taken with a doubt: where it stands, what it says, and why."""

    where: str
    status: RowStatus
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What an import brought, or would bring. `rows` are the first `MOST_TOLD` of those that are to be told."""

    counts: Mapping[RowStatus, int]
    rows: tuple[ToldRow, ...] = ()
    to_be_told: int = 0
    warning: str = ""

    @property
    def taken(self) -> int:
        """Rows that are stored, or would be."""
        return self.counts.get(RowStatus.ACCEPTED, 0) + self.counts.get(RowStatus.WARNED, 0)

    @property
    def all(self) -> int:
        return sum(self.counts.values())

    def to_message(self) -> Message:
        """In words for another process."""
        rows = [[row.where, row.status, row.what, row.why] for row in self.rows]
        return {
            "counts": dict(self.counts), "rows": rows, "to_be_told": self.to_be_told, "warning": self.warning,
        }  # fmt: skip

    @staticmethod
    def from_message(message: Mapping[str, Any]) -> Brought:
        """What `to_message` made."""
        return Brought(
            counts={RowStatus(status): int(count) for status, count in message["counts"].items()},
            rows=tuple(ToldRow(where, RowStatus(status), what, why) for where, status, what, why in message["rows"]),
            to_be_told=int(message["to_be_told"]),
            warning=str(message["warning"]),
        )


@dataclass(frozen=True, slots=True)
class Written:
    """An export is done: where the file is, and how many rows it has."""

    path: Path
    rows: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The errand came to nothing, or broke off; of an import, what was stored before stays."""

    error: YizhanError


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Somebody said to stop; of an import, what was stored before stays."""


End = Brought | Written | Failed | GivenUp


@dataclass(frozen=True, slots=True)
class Seen:
    """How far an errand is: `done` of `all` rows (0 of 0 while the file is read), and its end once it has one."""

    done: int = 0
    all: int = 0
    end: End | None = field(default=None)
