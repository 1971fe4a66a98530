"""Plots drawn by Qt Charts in the house's letters and colours: on the screen, in PDF and on paper alike."""

from __future__ import annotations

import math

from PySide6.QtCharts import (
    QAbstractAxis,
    QAbstractBarSeries,
    QAbstractSeries,
    QBarSeries,
    QBarSet,
    QCategoryAxis,
    QChart,
    QHorizontalBarSeries,
    QLegend,
    QLineSeries,
    QValueAxis,
)
from PySide6.QtCore import QMargins, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsScene

from kiosk.slips.document import Plot, figure_text
from ui.widgets.chart_style import AROUND_LABEL_PX, ChartStyle, chart_height

LABEL_ROOM_EMS = 0.8
LABEL_SHARE = 0.42
"""Of the width, at most, for the labels beside lying bars, and for one below upright ones."""
FIGURE_EMS = 0.62
"""The width of a bold digit."""
SOME_TICKS = 4
BAR_SHARE = 0.66
LINE_EMS, POINT_EMS = 0.17, 0.55
POINTS_UP_TO = 31
"""On more bars than that the points of a line would touch each other."""


class Chart:
    """A plot made ready in a size; needs a `QApplication`. It is dropped as a whole, with what it drew with."""

    def __init__(self, plot: Plot, style: ChartStyle, *, width: float) -> None:
        self.size = QSizeF(width, chart_height(plot, style, width=width))
        self._scene = QGraphicsScene()
        self._chart = QChart()
        self._chart.setBackgroundVisible(False)
        self._chart.setMargins(QMargins(0, 0, 0, 0))
        self._chart.setContentsMargins(0, 0, 0, 0)
        self._chart.layout().setContentsMargins(0, 0, 0, 0)
        self._chart.legend().hide()
        self._scene.addItem(self._chart)
        if plot.lies:
            _lay(self._chart, plot, style, width=width)
        else:
            _stand(self._chart, plot, style, width=width)
        self._chart.resize(self.size)

    def paint(self, painter: QPainter, target: QRectF) -> None:
        """Draw the plot into `target`, in lines and letters where the painter keeps those."""
        self._scene.render(painter, target, QRectF(0, 0, self.size.width(), self.size.height()))


def _lay(chart: QChart, plot: Plot, style: ChartStyle, *, width: float) -> None:
    """Bars one below another, the first on top, each with its figure at its end; no scale is needed then."""
    bars = QHorizontalBarSeries()
    bars.append(_bar_set(plot.bars.name, tuple(reversed(plot.bars.values)), style, fill=style.bar))
    bars.setLabelsVisible(True)
    bars.setLabelsPosition(QAbstractBarSeries.LabelsPosition.LabelsOutsideEnd)
    bars.setLabelsFormat(f"@value{_plain(plot.unit)}")
    bars.setLabelsPrecision(8)
    bars.setBarWidth(BAR_SHARE)
    labels = _shortened(plot.labels, style, width=width * LABEL_SHARE)
    names = _names(tuple(reversed(labels)), style)
    names.setLineVisible(False)
    scale = QValueAxis()
    longest = max(len(figure_text(figure) + plot.unit) for figure in plot.bars.values)
    figure_width = style.em * FIGURE_EMS * (longest + 1.5)
    bars_width = max(width - _widest(labels, style) - style.em, 2.0 * figure_width)
    end = max(plot.most, *plot.bars.values) or 1.0
    scale.setRange(0, end * bars_width / (bars_width - figure_width))
    scale.setVisible(False)
    _put(chart, bars, scale=scale, names=names, lies=True)


def _stand(chart: QChart, plot: Plot, style: ChartStyle, *, width: float) -> None:
    """Upright bars over a scale, and the line over them; what is which stands above in words."""
    bars = QBarSeries()
    fill = style.bar if plot.line is None else style.behind
    bars.append(_bar_set(plot.bars.name, plot.bars.values, style, fill=fill))
    bars.setBarWidth(BAR_SHARE)
    end, step = _scale(max(plot.most, *(max(series.values) for series in plot.all_series)))
    scale = QValueAxis()
    scale.setRange(0, end)
    scale.setTickCount(round(end / step) + 1)
    scale.setLabelFormat("%d" if step >= 1 else "%.1f")
    scale.setLineVisible(False)
    scale.setGridLinePen(QPen(style.grid, style.em * 0.05))
    _letter(scale, style)
    names = _upright_names(plot, style, width=width - style.em * (1 + FIGURE_EMS * len(figure_text(end))))
    _put(chart, bars, scale=scale, names=names, lies=False)
    if plot.line is not None:
        line = _line(plot, style)
        chart.addSeries(line)
        line.attachAxis(names)
        line.attachAxis(scale)
        _legend(chart.legend(), style, bars, line)


def _put(chart: QChart, bars: QAbstractBarSeries, *, scale: QValueAxis, names: QAbstractAxis, lies: bool) -> None:
    left, below = (names, scale) if lies else (scale, names)
    chart.addSeries(bars)
    chart.addAxis(left, Qt.AlignmentFlag.AlignLeft)
    chart.addAxis(below, Qt.AlignmentFlag.AlignBottom)
    bars.attachAxis(names)
    bars.attachAxis(scale)


def _bar_set(name: str, values: tuple[float, ...], style: ChartStyle, *, fill: QColor) -> QBarSet:
    bars = QBarSet(_plain(name))
    bars.append(list(values))
    bars.setBrush(fill)
    bars.setPen(QPen(style.ink, style.em * 0.05))
    bars.setLabelFont(style.bold)
    bars.setLabelColor(style.ink)
    return bars


def _line(plot: Plot, style: ChartStyle) -> QLineSeries:
    assert plot.line is not None
    line = QLineSeries()
    line.setName(_plain(plot.line.name))
    for place, figure in enumerate(plot.line.values):
        line.append(place, figure)
    pen = QPen(style.line, style.em * LINE_EMS)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    line.setPen(pen)
    if len(plot.labels) <= POINTS_UP_TO:
        line.setPointsVisible(True)
        line.setMarkerSize(style.em * POINT_EMS)
    return line


def _upright_names(plot: Plot, style: ChartStyle, *, width: float) -> QCategoryAxis:
    """As many labels as have room, evenly: every one, every second and so on."""
    room = width / len(plot.labels)
    labels = _shortened(plot.labels, style, width=width * LABEL_SHARE)
    every = max(1, math.ceil((_widest(labels, style) + LABEL_ROOM_EMS * style.em + AROUND_LABEL_PX) / room))
    names = _names(labels, style, every=every)
    names.setLinePen(QPen(style.ink, style.em * 0.08))
    return names


def _names(labels: tuple[str, ...], style: ChartStyle, *, every: int = 1) -> QCategoryAxis:
    """An axis of one label a bar. Qt's own axis for that cuts labels to `...` where bars stand close."""
    names = QCategoryAxis()
    names.setLabelsPosition(QCategoryAxis.AxisLabelsPosition.AxisLabelsPositionOnValue)
    shown = range(0, len(labels), every)
    for place, label in zip(shown, _unlike(tuple(labels[place] for place in shown)), strict=True):
        names.append(label, place)
    names.setRange(-0.5, len(labels) - 0.5)
    names.setGridLineVisible(False)
    _letter(names, style)
    return names


def _letter(axis: QAbstractAxis, style: ChartStyle) -> None:
    axis.setLabelsFont(style.letters)
    axis.setLabelsColor(style.ink)


def _legend(legend: QLegend, style: ChartStyle, bars: QBarSeries, line: QAbstractSeries) -> None:
    legend.setFont(style.bold)
    legend.setLabelColor(style.ink)
    legend.setAlignment(Qt.AlignmentFlag.AlignTop)
    legend.setMarkerShape(QLegend.MarkerShape.MarkerShapeFromSeries)
    for marker in legend.markers(bars):
        marker.setShape(QLegend.MarkerShape.MarkerShapeRectangle)
        marker.setBrush(QBrush(style.behind))
        marker.setPen(QPen(style.ink, style.em * 0.05))
    legend.show()


def _widest(labels: tuple[str, ...], style: ChartStyle) -> float:
    metrics = QFontMetricsF(style.letters)
    return max(map(metrics.horizontalAdvance, labels))


def _shortened(labels: tuple[str, ...], style: ChartStyle, *, width: float) -> tuple[str, ...]:
    metrics = QFontMetricsF(style.letters)
    return tuple(metrics.elidedText(label, Qt.TextElideMode.ElideRight, width) for label in labels)


def _plain(text: str) -> str:
    """Qt Charts reads all it writes as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unlike(labels: tuple[str, ...]) -> list[str]:
    """Qt Charts knows bars by their labels: no two may be alike."""
    taken: set[str] = set()
    unlike = []
    for label in labels:
        marked = _plain(label) or "\u200b"
        while marked in taken:
            marked += "\u200b"
        taken.add(marked)
        unlike.append(marked)
    return unlike


def _scale(most: float) -> tuple[float, float]:
    """Where a scale ends that holds `most`, and its step: 1, 2 or 5 times a power of ten, whole numbers only."""
    rough = max(most, 1.0) / SOME_TICKS
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 1 else 1.0
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= rough)
    return max(step, math.ceil(most / step) * step), step
