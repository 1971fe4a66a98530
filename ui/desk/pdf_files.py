"""What was to be printed, as PDF files in a folder: for a station without a printer, or with one that is broken."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kiosk.errors import YizhanError
from kiosk.slips.document import Document
from kiosk.store.durable import files_told, written_whole
from kiosk.texts.catalogue import Texts
from ui.desk.printing import Paper, paper_of
from ui.screens.desk.screen import PrintWish
from ui.slip_pages import WrittenSlip
from ui.slip_painter import SlipForm, SlipLayout, drawn_slip_pdf
from ui.slip_painter.document import document_codes, drawn_pdf
from ui.slip_painter.document_layout import Codes
from ui.tasks import Lane, Tasks
from ui.turns import Turns

LONGEST_NAME_BYTES = 180
"""Sixty Chinese characters; file systems take 255 bytes, with the ending and what a draft has around its name."""
NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
"""What Windows and FAT, and so most memory sticks, do not take."""
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)

File = tuple[str, bytes]
"""A name without its ending, and what is to be in it."""


def saved_words(paths: Sequence[Path], texts: Texts) -> str:
    """Where the files are."""
    if len(paths) == 1:
        return texts("desk-print-saved", file=str(paths[0]))
    return texts("desk-print-saved-many", count=len(paths), folder=str(paths[0].parent))


def file_name(title: str, *, otherwise: str) -> str:
    """A name that every system takes for a file called `title`; `otherwise` where nothing of it is left."""
    name = " ".join(NOT_IN_NAMES.sub(" ", title).split())
    name = name.encode()[:LONGEST_NAME_BYTES].decode(errors="ignore").strip(" .")
    return otherwise if not name or DEVICES.fullmatch(name) else name


class PdfFiles(QObject):
    """Draws in turns on the screen's thread, writes on a device thread; no file that is there is written over."""

    saved = Signal(object)
    """Carries the tuple of paths that were written."""
    not_saved = Signal(object)
    """Carries the `YizhanError` that says why."""

    def __init__(self, *, tasks: Tasks, turns: Turns, paper_mm: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._turns = tasks, turns
        self._slip_form = next(form for form in SlipForm if form.paper_mm == paper_mm)

    def save(self, wish: PrintWish, *, folder: Path, texts: Texts) -> None:
        """Write `wish` to `folder`: a document on A4 under its title, a slip as large as it is under its number."""
        paper, untitled = paper_of(wish), texts("desk-print-untitled")

        def drawn(files: tuple[File, ...] | None) -> None:
            if files is not None:
                named = tuple((file_name(title, otherwise=untitled), pdf) for title, pdf in files)
                self._tasks.run(lambda: written_to(folder, named), self.saved.emit, self._failed, lane=Lane.DEVICE)

        def draw(codes: Codes) -> None:
            self._turns.begin(self._drawing(paper, codes), drawn)

        def work_out() -> Codes:
            return document_codes(paper) if isinstance(paper, Document) else {}

        self._tasks.run(work_out, draw, self._failed, lane=Lane.DEVICE)

    def _drawing(self, paper: Paper, codes: Codes) -> Generator[None, None, tuple[File, ...]]:
        if isinstance(paper, Document):
            return ((paper.title, (yield from drawn_pdf(paper, codes=codes))),)
        return (yield from self._slips(paper))

    def _slips(self, paper: Sequence[WrittenSlip]) -> Generator[None, None, tuple[File, ...]]:
        files: tuple[File, ...] = ()
        for slip in paper:
            layout = SlipLayout(slip.content, self._slip_form, code=slip.code)
            yield
            files = (*files, (slip.content.number, (yield from drawn_slip_pdf(layout))))
        return files

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, YizhanError):
            raise error
        self.not_saved.emit(error)


def written_to(folder: Path, files: Sequence[File]) -> tuple[Path, ...]:
    """Write the files and return where they are; raise `DiskFull` or `StoreError`, and then leave none of them."""
    paths: list[Path] = []
    try:
        with files_told():
            for name, pdf in files:
                path = next(path for path in _names(folder, name) if not path.exists())
                with written_whole(path) as draft:
                    draft.write_bytes(pdf)
                paths.append(path)
    except YizhanError:
        for path in paths:
            path.unlink(missing_ok=True)
        raise
    return tuple(paths)


def _names(folder: Path, name: str) -> Iterator[Path]:
    """`NAME.pdf`, `NAME 2.pdf`, `NAME 3.pdf` ..."""
    yield folder / f"{name}.pdf"
    yield from (folder / f"{name} {number}.pdf" for number in count(2))
