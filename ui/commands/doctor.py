"""`yizhan-kiosk doctor`: is this machine ready to be a station, and where it is not, what to do."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.care.clock import local_now
from kiosk.care.config.in_force import settings_in_force
from kiosk.care.places import places
from kiosk.cli import EXIT_OK, EXIT_REFUSED
from kiosk.doctor.readiness import line_of, report_json, report_paper, summary_of
from kiosk.domain.finding import Finding, Light, worst
from kiosk.errors import Refused
from kiosk.printing.printer import Printer
from kiosk.printing.target import describe_target
from kiosk.stopping import undisturbed
from kiosk.store.durable import files_told, written_whole
from kiosk.texts.catalogue import Texts

HELP = "look whether the station is ready: each part green, amber or red, and what to do"
PDF = ".pdf"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `doctor`."""
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="also as a dated report on paper")


def run(arguments: argparse.Namespace) -> int:
    """Examine and print; the exit code is 1 where anything is red."""
    if arguments.pdf is not None and arguments.pdf.suffix.lower() != PDF:
        raise Refused("refused-pdf-name", file=arguments.pdf.name)
    here, texts, at = places(arguments.data), Texts(arguments.lang), local_now()
    with undisturbed():  # Qt's import ends the process with a traceback of its own when something is raised in it
        from ui.commands.screenless import application

        app = application()
        from ui.doctor.whole import examine_station
    findings: list[Finding] = []
    for finding in examine_station(here, printer=_printer):
        findings.append(finding)
        if not arguments.json:
            print(line_of(finding, texts), flush=True)
    print(report_json(findings, texts, at=at) if arguments.json else summary_of(findings, texts))
    if arguments.pdf is not None:
        from ui.slip_painter.document import document_pdf

        name = settings_in_force(here.settings).settings.station.name
        pdf = document_pdf(report_paper(findings, texts, station_name=name, at=at))
        with files_told(), written_whole(arguments.pdf) as draft:
            draft.write_bytes(pdf)
    del app  # fonts live no longer than it does
    return EXIT_REFUSED if worst(tuple(findings)) is Light.RED else EXIT_OK


def _printer(target: str) -> Printer:
    from ui.system_printer import system_printer

    return describe_target(target, system=system_printer)
