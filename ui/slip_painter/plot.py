"""Plots on paper: the same as on the screen, in the paper's letters."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from kiosk.slips.document import Plot
from ui.slip_painter.layout import PlotItem
from ui.slip_painter.piece import Desk, Piece
from ui.slip_painter.typeset import slip_font
from ui.theme import PALETTES
from ui.widgets.chart_style import ChartStyle, chart_height
from ui.widgets.charts import Chart

PAPER = PALETTES[0]
"""Told apart in grey as well: light bars with an outline, dark bars, a dark line."""
GRID = "#BBBBBB"


def plot_piece(plot: Plot, desk: Desk) -> Piece:
    """The plot as wide as the paper, without its title and note."""
    em_mm = desk.measures.cell_mm
    height = chart_height(plot, _style(em_mm), width=desk.width)
    item = PlotItem(plot=plot, em_mm=em_mm, rect=QRectF(0, round(desk.gap / 2), desk.width, height))
    return Piece(items=(item,), height=round(item.rect.bottom() + desk.gap))


def paint_plot(painter: QPainter, item: PlotItem) -> None:
    """Draw it; needs a `QGuiApplication`."""
    Chart(item.plot, _style(item.em_mm), width=item.rect.width()).paint(painter, item.rect)


def _style(em_mm: float) -> ChartStyle:
    return ChartStyle(
        letters=slip_font(em_mm=em_mm, weight=QFont.Weight.Medium),
        ink=QColor("black"),
        bar=QColor(PAPER.primary),
        behind=QColor(PAPER.spoken),
        line=QColor(PAPER.primary),
        grid=QColor(GRID),
    )
