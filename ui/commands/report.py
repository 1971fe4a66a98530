"""`report`: what the station did in a period, also drawn as a PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.care.places import places
from kiosk.cli import EXIT_OK
from kiosk.commands import report
from kiosk.commands.at_the_desk import desk_of, period_of
from kiosk.errors import Refused
from kiosk.services import open_station
from kiosk.slips.document import Document
from kiosk.stopping import undisturbed
from kiosk.store.durable import files_told, written_whole
from kiosk.texts.catalogue import Texts

HELP = report.HELP
PDF = ".pdf"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The days, and in what form."""
    report.add_days(parser)
    form = parser.add_mutually_exclusive_group()
    report.add_forms(form)
    form.add_argument("--pdf", type=Path, metavar="FILE", help="draw them as a PDF of A4 pages")


def run(arguments: argparse.Namespace) -> int:
    """Print the report or write it to a file."""
    if arguments.pdf is None:
        return report.run(arguments)
    if arguments.pdf.suffix.lower() != PDF:
        raise Refused("refused-pdf-name", file=arguments.pdf.name)
    texts = Texts(arguments.lang)
    with open_station(places(arguments.data)) as station:
        counted = desk_of(station).report_desk.counted(period_of(arguments, today=station.today), texts)
    pdf = _drawn(counted.paper)
    with files_told(), written_whole(arguments.pdf) as draft:
        draft.write_bytes(pdf)
    print(texts("export-report-done", file=str(arguments.pdf)))
    return EXIT_OK


def _drawn(paper: Document) -> bytes:
    with undisturbed():  # Qt's import ends the process with a traceback of its own when something is raised in it
        from PySide6.QtWidgets import QApplication

        from ui.fonts import load_fonts
        from ui.slip_painter.document import document_pdf

    application = QApplication.instance() or QApplication(["yizhan-kiosk", "-platform", "offscreen"])
    load_fonts()
    try:
        return document_pdf(paper)
    finally:
        del application  # fonts live no longer than it does: it is kept until the last line is drawn
