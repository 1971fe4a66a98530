"""What can be done with a report: print it, or take it away as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.care.drives import Drive
from kiosk.desk.exporting import FileForm
from kiosk.desk.report_desk import Counted
from kiosk.errors import YizhanError
from ui.screens.desk.screen import DeskScreen, News, PrintWish
from ui.screens.desk.shown_paths import shown_path
from ui.turns import Turns
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.folder_card import FolderCard

Save = Callable[[Drive], None]


class ReportsFoot(QWidget):
    """Four buttons of one report. `drawing` says that a PDF is being drawn, `drawn` that it is not any more."""

    drawing = Signal()
    drawn = Signal()

    def __init__(self, screen: DeskScreen, folders: FolderCard, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reports-foot")
        self._host, self._folders, self._turns = screen, folders, Turns(self)
        self._counted: Counted | None = None
        self._save: Save | None = None
        look, texts = screen.look, screen.texts
        self._print = DeskButton(
            look, "reports-print", texts("reports-print"), self, keys="Ctrl+P", pressed=self._print_it
        )
        self._csv = DeskButton(
            look, "reports-csv", texts("reports-csv"), self, keys="Alt+C",
            pressed=lambda: self._ask_where(lambda drive: self._save_tables(drive, FileForm.CSV)),
        )  # fmt: skip
        self._xlsx = DeskButton(
            look, "reports-xlsx", texts("reports-xlsx"), self, keys="Alt+X",
            pressed=lambda: self._ask_where(lambda drive: self._save_tables(drive, FileForm.XLSX)),
        )  # fmt: skip
        self._pdf = DeskButton(
            look, "reports-pdf", texts("reports-pdf"), self, kind="primary", keys="Ctrl+Return",
            pressed=lambda: self._ask_where(self._save_pdf),
        )  # fmt: skip
        folders.chosen.connect(self._save_to)
        folders.left.connect(self._focus)
        size = look.sizes
        row = QHBoxLayout(self)
        row.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        row.setSpacing(size.gap)
        for button, share in ((self._print, 1), (self._csv, 1), (self._xlsx, 1), (self._pdf, 2)):
            row.addWidget(button, share)
            button.setEnabled(False)

    def show_counted(self, counted: Counted) -> None:
        """From now on it is about this report."""
        self._counted = counted
        for button in (self._print, self._csv, self._xlsx, self._pdf):
            button.setEnabled(True)

    def _focus(self) -> None:
        self._pdf.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print_it(self) -> None:
        if self._counted is not None:
            wish = PrintWish(paper=self._counted.paper, done_text=self._host.texts("reports-printed"))
            self._host.prints.emit(wish)

    def _ask_where(self, save: Save) -> None:
        """Where there is no stick, there is nothing to choose."""
        self._save = save

        def offer(drives: tuple[Drive, ...]) -> None:
            if len(drives) == 1:
                save(drives[0])
            else:
                self._folders.ask(drives)

        self._host.ask(lambda desk: desk.report_desk.folders(), offer)

    def _save_to(self, drive: Drive) -> None:
        self._focus()
        if self._save is not None:
            self._save(drive)

    def _save_tables(self, drive: Drive, form: FileForm) -> None:
        counted = self._counted
        if counted is not None:
            self._host.ask(lambda desk: desk.report_desk.save_tables(counted, drive, form), self._saved)

    def _save_pdf(self, drive: Drive) -> None:
        counted = self._counted
        if counted is None:
            return
        from ui.slip_painter.document import drawn_pdf  # with the first PDF

        self.drawing.emit()

        def write(pdf: bytes | None) -> None:
            if pdf is not None:
                self._host.ask(
                    lambda desk: desk.report_desk.save_pdf(counted, pdf, drive), self._saved, failed=self._unsaved
                )

        self._turns.begin(drawn_pdf(counted.paper), write)

    def _saved(self, path: Path) -> None:
        self.drawn.emit()
        self._host.told.emit(News(text=self._host.texts("folder-saved", file=shown_path(path))))

    def _unsaved(self, _: YizhanError) -> bool:
        self.drawn.emit()
        return False
