"""A report for the screen, for paper and for files, counted once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.care.drives import Drive, folders_to_save_in
from kiosk.care.free_name import file_name, free_path
from kiosk.desk.exporting import FileForm, save_tables
from kiosk.desk.report_document import report_document
from kiosk.desk.report_plots import report_plots
from kiosk.desk.report_tables import Table, report_tables
from kiosk.desk.reports import Reports
from kiosk.desk.room import STAFF, Room, UseCases, may
from kiosk.domain.report import Period, Report
from kiosk.slips.document import Document, Plot
from kiosk.store.durable import files_told, written_whole
from kiosk.texts.catalogue import Texts

PDF = ".pdf"
UNTITLED = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A report in one language, as it is shown (`tables`, the summary first, and `plots`) and printed (`paper`)."""

    report: Report
    at: datetime
    tables: tuple[Table, ...]
    plots: tuple[Plot, ...]
    paper: Document


class ReportDesk(UseCases):
    """Nobody's name, phone or words are in a report: it may leave the station without a line in the log."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._reports = Reports(room)

    @may(*STAFF)
    def counted(self, period: Period, texts: Texts) -> Counted:
        """Count the period anew; any thread may call it (see `Reports.of`)."""
        report = self._reports.of(period)
        return Counted(
            report=report,
            at=self.room.now(),
            tables=report_tables(report, texts),
            plots=report_plots(report, texts),
            paper=report_document(report, texts, station_name=self.room.station.name),
        )

    @may(*STAFF)
    def folders(self) -> tuple[Drive, ...]:
        """Return where a file can be saved: memory sticks first, then the documents of this computer."""
        return folders_to_save_in()

    @may(*STAFF)
    def save_tables(self, counted: Counted, drive: Drive, form: FileForm) -> Path:
        """Write the tables to `drive` and return where they are; no file that is there is written over.

        Raises `DiskFull`, `StoreError`.
        """
        path = _path(counted, drive, form)
        save_tables(counted.tables, path)
        return path

    @may(*STAFF)
    def save_pdf(self, counted: Counted, pdf: bytes, drive: Drive) -> Path:
        """Write `pdf`, which was drawn from the report's paper, as `save_tables` does."""
        path = _path(counted, drive, PDF)
        with files_told(), written_whole(path) as draft:
            draft.write_bytes(pdf)
        return path


def _path(counted: Counted, drive: Drive, ending: str) -> Path:
    with files_told():
        return free_path(drive.made(), file_name(counted.paper.title, otherwise=UNTITLED), ending)
