"""Plots drawn by `QPainter` in the house's letters and colours: on the screen, in PDF and on paper alike."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from kiosk.slips.document import Plot, figure_text
from ui.widgets.chart_style import ChartStyle, chart_height

LABEL_SHARE = 0.42
"""Of the width, at most, for the labels beside lying bars, for one below upright ones, for one series' name."""
LABEL_ROOM_EMS = 1.35
"""Between labels below upright bars, at the least."""
LABEL_GAP_EMS, FIGURE_GAP_EMS = 0.35, 0.2
"""Between bars and the labels beside them, and between the end of a bar and its figure."""
SOME_TICKS = 4
BAR_SHARE = 0.66
OUTLINE_EMS, AXIS_EMS, LINE_EMS, POINT_EMS = 0.05, 0.08, 0.17, 1.1
TICK_EMS = 0.2
MARK_EMS, LINE_MARK_EMS, MARK_GAP_EMS, NAME_GAP_EMS = 0.7, 1.2, 0.3, 0.5
"""In the line of names: a bar's square, a piece of line, what is between a mark and its name, and between names."""
POINTS_UP_TO = 31
"""On more bars than that the points of a line would touch each other."""
AS_IT_STANDS = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip | Qt.AlignmentFlag.AlignVCenter


class Chart:
    """A plot made ready in a size; needs a `QGuiApplication`, whose fonts it is measured in."""

    def __init__(self, plot: Plot, style: ChartStyle, *, width: float) -> None:
        self.size = QSizeF(width, chart_height(plot, style, width=width))
        self._plot, self._style = plot, style

    def paint(self, painter: QPainter, target: QRectF) -> None:
        """Draw the plot into `target`, in lines and letters where the painter keeps those."""
        painter.save()
        painter.translate(target.topLeft())
        painter.scale(target.width() / self.size.width(), target.height() / self.size.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw = _lay if self._plot.lies else _stand
        draw(painter, self._plot, self._style, self.size)
        painter.restore()


def _lay(painter: QPainter, plot: Plot, style: ChartStyle, size: QSizeF) -> None:
    """Bars one below another, the first on top, each with its figure at its end; no scale is needed then."""
    labels = _shortened(plot.labels, style.letters, width=size.width() * LABEL_SHARE)
    figures = [figure_text(figure) + plot.unit for figure in plot.bars.values]
    gap, left = FIGURE_GAP_EMS * style.em, round(_widest(labels, style.letters) + LABEL_GAP_EMS * style.em)
    figure_width = _widest(figures, style.bold) + gap
    room = max(size.width() - left - figure_width, figure_width)
    most, row = max(plot.most, *plot.bars.values) or 1.0, size.height() / len(labels)
    for place, (label, value, figure) in enumerate(zip(labels, plot.bars.values, figures, strict=True)):
        top, end = place * row, left + room * value / most
        beside = QRectF(0, top, left - LABEL_GAP_EMS * style.em, row)
        _write(painter, beside, Qt.AlignmentFlag.AlignRight, label, style.letters, style.ink)
        bar = _on_dots(left, top + row * (1 - BAR_SHARE) / 2, end, top + row * (1 + BAR_SHARE) / 2)
        _draw_bar(painter, bar, style.bar, style)
        behind = QRectF(bar.right() + gap, top, figure_width, row)
        _write(painter, behind, Qt.AlignmentFlag.AlignLeft, figure, style.bold, style.ink)


def _stand(painter: QPainter, plot: Plot, style: ChartStyle, size: QSizeF) -> None:
    """Upright bars over a scale, and the line over them; what is which stands above in words."""
    end, step = _scale(max(plot.most, *(max(series.values) for series in plot.all_series)))
    ticks = [step * number for number in range(round(end / step) + 1)]
    letters = QFontMetricsF(style.letters).height()
    left = round(_widest([figure_text(tick) for tick in ticks], style.letters) + LABEL_GAP_EMS * style.em)
    top = letters / 2 if plot.line is None else letters * 2
    bottom = size.height() - letters - (TICK_EMS + AXIS_EMS) * style.em
    area = _on_dots(left, top, size.width(), bottom)
    _draw_scale(painter, ticks, area, style)
    fill = style.bar if plot.line is None else style.behind
    for place, value in enumerate(plot.bars.values):
        x, half = _middle(area, plot, place), area.width() / len(plot.labels) * BAR_SHARE / 2
        bar = _on_dots(x - half, area.bottom() - area.height() * value / end, x + half, area.bottom())
        _draw_bar(painter, bar, fill, style)
    _draw_names_below(painter, plot, area, style, size)
    if plot.line is not None:
        heights = [area.bottom() - area.height() * value / end for value in plot.line.values]
        _draw_line(painter, [QPointF(_middle(area, plot, at), y) for at, y in enumerate(heights)], style)
        _draw_series_names(painter, plot.bars.name, plot.line.name, style, QSizeF(size.width(), letters))


def _draw_scale(painter: QPainter, ticks: Sequence[float], area: QRectF, style: ChartStyle) -> None:
    letters = QFontMetricsF(style.letters).height()
    for tick in ticks:
        y = round(area.bottom() - area.height() * tick / ticks[-1])
        painter.fillRect(QRectF(area.left(), y, area.width(), max(1.0, OUTLINE_EMS * style.em)), style.grid)
        beside = QRectF(0, y - letters / 2, area.left() - LABEL_GAP_EMS * style.em, letters)
        _write(painter, beside, Qt.AlignmentFlag.AlignRight, figure_text(tick), style.letters, style.ink)


def _draw_names_below(painter: QPainter, plot: Plot, area: QRectF, style: ChartStyle, size: QSizeF) -> None:
    """As many labels as have room, evenly: every one, every second and so on."""
    labels = _shortened(plot.labels, style.letters, width=size.width() * LABEL_SHARE)
    widest, thick = _widest(labels, style.letters), max(1.0, AXIS_EMS * style.em)
    every = max(1, math.ceil((widest + LABEL_ROOM_EMS * style.em) * len(labels) / area.width()))
    painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), thick), style.ink)
    metrics, below = QFontMetricsF(style.letters), area.bottom() + thick + TICK_EMS * style.em
    for place in range(0, len(labels), every):
        x, width = _middle(area, plot, place), metrics.horizontalAdvance(labels[place])
        painter.fillRect(QRectF(round(x - thick / 2), area.bottom(), thick, thick + TICK_EMS * style.em), style.ink)
        start = min(max(0.0, x - width / 2), size.width() - width)
        under = QRectF(start, below, width, metrics.height())
        _write(painter, under, Qt.AlignmentFlag.AlignHCenter, labels[place], style.letters, style.ink)


def _draw_line(painter: QPainter, points: Sequence[QPointF], style: ChartStyle) -> None:
    pen = QPen(style.line, style.em * LINE_EMS)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(points))
    if len(points) <= POINTS_UP_TO:
        apart = points[1].x() - points[0].x() if len(points) > 1 else math.inf
        radius = min(style.em * POINT_EMS, apart * BAR_SHARE) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.line)
        for point in points:
            painter.drawEllipse(point, radius, radius)


def _draw_series_names(painter: QPainter, bars: str, line: str, style: ChartStyle, size: QSizeF) -> None:
    """A square of the bars' colour and their name, a piece of the line and its name, in the middle of `size`."""
    em, room = style.em, size.width() * LABEL_SHARE
    bars, line = _shortened((bars, line), style.bold, width=room - (LINE_MARK_EMS + MARK_GAP_EMS + NAME_GAP_EMS) * em)
    advance = QFontMetricsF(style.bold).horizontalAdvance
    marks = (MARK_EMS + LINE_MARK_EMS + 2 * MARK_GAP_EMS + NAME_GAP_EMS) * em
    x, middle = (size.width() - marks - advance(bars) - advance(line)) / 2, size.height() / 2
    half = MARK_EMS * em / 2
    _draw_bar(painter, _on_dots(x, middle - half, x + 2 * half, middle + half), style.behind, style)
    x += (MARK_EMS + MARK_GAP_EMS) * em
    here = QRectF(x, 0, advance(bars), size.height())
    _write(painter, here, Qt.AlignmentFlag.AlignLeft, bars, style.bold, style.ink)
    x = here.right() + NAME_GAP_EMS * em
    piece = _on_dots(x, middle - LINE_EMS * em / 2, x + LINE_MARK_EMS * em, middle + LINE_EMS * em / 2)
    painter.fillRect(piece, style.line)
    here = QRectF(x + (LINE_MARK_EMS + MARK_GAP_EMS) * em, 0, advance(line), size.height())
    _write(painter, here, Qt.AlignmentFlag.AlignLeft, line, style.bold, style.ink)


def _draw_bar(painter: QPainter, bar: QRectF, fill: QColor, style: ChartStyle) -> None:
    """A bar with its outline inside it; a bar of nothing is nothing."""
    if bar.width() <= 0 or bar.height() <= 0:
        return
    thick = max(1.0, OUTLINE_EMS * style.em)
    painter.fillRect(bar, style.ink)
    painter.fillRect(bar.adjusted(thick, thick, -thick, -thick), fill)


def _write(painter: QPainter, where: QRectF, side: Qt.AlignmentFlag, text: str, font: QFont, ink: QColor) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(where, int(AS_IT_STANDS | side | Qt.AlignmentFlag.AlignAbsolute), text)


def _middle(area: QRectF, plot: Plot, place: int) -> float:
    return area.left() + area.width() * (place + 0.5) / len(plot.labels)


def _on_dots(left: float, top: float, right: float, bottom: float) -> QRectF:
    """A rectangle whose sides lie between dots, so that none of them is blurred."""
    return QRectF(QPointF(round(left), round(top)), QPointF(round(right), round(bottom)))


def _widest(texts: Sequence[str], font: QFont) -> float:
    metrics = QFontMetricsF(font)
    return max(map(metrics.horizontalAdvance, texts))


def _shortened(texts: Sequence[str], font: QFont, *, width: float) -> list[str]:
    metrics = QFontMetricsF(font)
    return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, width) for text in texts]


def _scale(most: float) -> tuple[float, float]:
    """Where a scale ends that holds `most`, and its step: 1, 2 or 5 times a power of ten, whole numbers only."""
    rough = max(most, 1.0) / SOME_TICKS
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 1 else 1.0
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= rough)
    return max(step, math.ceil(most / step) * step), step
