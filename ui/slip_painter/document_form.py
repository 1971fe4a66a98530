"""The papers for documents, and the sizes of everything on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QFont

from kiosk.slips.document import TextRole
from ui.slip_painter.form import DOTS_PER_MM, SlipForm, Style

A4_MM = (210.0, 297.0)
A4_MARGIN_MM = 14.0
FOOT_MM = 7.0
"""Below the text of an A4 page: which page of how many."""
STRIP_MM = 180.0
"""A roll is drawn and printed in strips no longer than a usual slip: what a serial line takes in the ten seconds that a
printer has to take a job (`kiosk/printing/escpos.py`), and what one picture in memory holds."""
MANY_COLUMNS = 6
"""Tables with more stand on A4 laid crosswise."""


class DocumentForm(Enum):
    """A paper for documents: a roll, or sheets of A4."""

    MM80 = "80 mm roll"
    MM58 = "58 mm roll"
    A4 = "A4"

    @property
    def is_roll(self) -> bool:
        return self is not DocumentForm.A4

    @staticmethod
    def of_roll(paper_mm: int) -> DocumentForm:
        """The roll of that width in millimetres."""
        return DocumentForm.MM58 if paper_mm == SlipForm.MM58.paper_mm else DocumentForm.MM80


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The room on one page, in millimetres: what is printed on, and the white around it."""

    width_mm: float
    height_mm: float
    margin_mm: float

    @property
    def width_dots(self) -> float:
        return self.width_mm * DOTS_PER_MM

    @property
    def height_dots(self) -> float:
        return self.height_mm * DOTS_PER_MM


def sheet_of(form: DocumentForm, *, crosswise: bool) -> Sheet:
    """The room on a page of `form`; a roll's page is one strip."""
    if form.is_roll:
        roll = SlipForm.MM80 if form is DocumentForm.MM80 else SlipForm.MM58
        margin_mm = (roll.paper_mm - roll.printed_mm) / 2
        return Sheet(width_mm=roll.printed_mm, height_mm=STRIP_MM, margin_mm=margin_mm)
    width_mm, height_mm = reversed(A4_MM) if crosswise else A4_MM
    return Sheet(
        width_mm=width_mm - 2 * A4_MARGIN_MM,
        height_mm=height_mm - 2 * A4_MARGIN_MM - FOOT_MM,
        margin_mm=A4_MARGIN_MM,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMeasures:
    """The sizes on one paper; on rolls as on slips, on A4 as large print for readers over fifty."""

    title: Style
    subtitle: Style
    roles: dict[TextRole, Style]
    cell_mm: float
    picture_mm: float
    code_mm: float
    gap_mm: float
    cell_gap_mm: float
    rule_mm: float
    thin_rule_mm: float
    most_cell_lines: int


def _style(*ems_mm: float, weight: QFont.Weight = QFont.Weight.Bold) -> Style:
    return Style(ems_mm=ems_mm, weight=weight)


NORMAL, MEDIUM = QFont.Weight.Normal, QFont.Weight.Medium

DOCUMENT_MEASURES = {
    DocumentForm.MM80: DocumentMeasures(
        title=_style(7, 6.4, 5.8, 5.2),
        subtitle=_style(4.2, 3.8, weight=MEDIUM),
        roles={
            TextRole.HEADING: _style(5.4),
            TextRole.BODY: _style(4.4, weight=MEDIUM),
            TextRole.STRONG: _style(4.8),
            TextRole.FIGURE: _style(12, 11, 10, 9, 8, 7),
            TextRole.SMALL: _style(3.6, weight=MEDIUM),
        },
        cell_mm=4,
        picture_mm=20,
        code_mm=30,
        gap_mm=1.5,
        cell_gap_mm=1.5,
        rule_mm=0.5,
        thin_rule_mm=0.25,
        most_cell_lines=8,
    ),
    DocumentForm.MM58: DocumentMeasures(
        title=_style(5.8, 5.4, 5),
        subtitle=_style(4, 3.6, weight=MEDIUM),
        roles={
            TextRole.HEADING: _style(5),
            TextRole.BODY: _style(4.2, weight=MEDIUM),
            TextRole.STRONG: _style(4.6),
            TextRole.FIGURE: _style(9, 8, 7.5, 7, 6.5, 6),
            TextRole.SMALL: _style(3.4, weight=MEDIUM),
        },
        cell_mm=3.8,
        picture_mm=14.5,
        code_mm=28,
        gap_mm=1.25,
        cell_gap_mm=1.25,
        rule_mm=0.5,
        thin_rule_mm=0.25,
        most_cell_lines=8,
    ),
    DocumentForm.A4: DocumentMeasures(
        title=_style(8, 7, 6),
        subtitle=_style(4.4, 4, weight=NORMAL),
        roles={
            TextRole.HEADING: _style(5.6),
            TextRole.BODY: _style(4.4, weight=NORMAL),
            TextRole.STRONG: _style(4.4),
            TextRole.FIGURE: _style(16, 14, 12, 10, 8),
            TextRole.SMALL: _style(3.6, weight=NORMAL),
        },
        cell_mm=4,
        picture_mm=30,
        code_mm=32,
        gap_mm=2,
        cell_gap_mm=1.25,
        rule_mm=0.4,
        thin_rule_mm=0.125,
        most_cell_lines=8,
    ),
}
