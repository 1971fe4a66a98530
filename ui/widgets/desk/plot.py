"""A plot on the desk's screens: its title, how to read it, and the bars, drawn in pieces beside the screen's work."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Protocol

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk.slips.document import Plot
from ui.theme import FONT_FAMILIES, Palette, contrast
from ui.widgets.chart_style import ChartStyle, chart_height
from ui.widgets.charts import Chart
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words
from ui.widgets.guard import guarded

LEAST_CONTRAST = 4.5
"""Of a line with the bars behind it; below, these are grey."""
GREY_SHARE = 0.35


class Turner(Protocol):
    """Takes work in pieces on the screen's own thread, as `ui.turns.Turns` does."""

    def begin(
        self,
        work: Generator[None, None, QImage],
        then: Callable[[QImage | None], None],
        *,
        while_wanted: Callable[[], bool],
    ) -> None:
        """Take `work` to its end while it is wanted, then call `then` with what it made."""


class PlotView(QWidget):
    """Shows one plot after another, or none."""

    def __init__(self, look: Look, name: str, parent: QWidget, *, turns: Turner) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = Words(f"{name}-title", "", self, kind="strong")
        self._note = Words(f"{name}-note", "", self, kind="hint")
        self._picture = PlotPicture(look, f"{name}-picture", self, turns=turns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap // 3)
        for part in (self._title, self._note, self._picture):
            column.addWidget(part)
        column.addStretch(1)
        self.hide()

    def show_plot(self, plot: Plot | None) -> None:
        """Show `plot`; the bars follow as soon as they are drawn."""
        self.setVisible(plot is not None)
        if plot is not None:
            self._title.say(plot.title)
            self._note.say(plot.note)
        self._picture.show_plot(plot)


class PlotPicture(QWidget):
    """The bars. The Tab key comes here, so that whoever types can look at one plot after the other."""

    def __init__(self, look: Look, name: str, parent: QWidget, *, turns: Turner) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look, self._turns = look, turns
        self._plot: Plot | None = None
        self._image = QImage()
        self._wanted: tuple[Plot, int] | None = None
        self._style = chart_style(look)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def is_drawn(self) -> bool:
        """Whether what is to be seen is seen."""
        return self._plot is None or not self._image.isNull()

    def show_plot(self, plot: Plot | None) -> None:
        """Show `plot` instead of what was shown."""
        if plot == self._plot:
            return
        self._plot, self._image, self._wanted = plot, QImage(), None
        self.setAccessibleName("" if plot is None else plot.title)
        self.setAccessibleDescription("" if plot is None else plot.in_words)
        self.updateGeometry()
        self._draw()
        self.update()

    def sizeHint(self) -> QSize:
        width = self._look.px(60)
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._plot is None:
            return 0
        inside = max(1, width - 2 * self._around)
        return round(chart_height(self._plot, self._style, width=inside)) + 2 * self._around

    @property
    def _around(self) -> int:
        return self._look.sizes.padding * 2

    def _draw(self) -> None:
        """Have the plot drawn as wide as there is room; of several wishes only the last one counts."""
        width = self.width() - 2 * self._around
        if self._plot is None or width <= 0 or self._wanted == (self._plot, width):
            return
        self._wanted = wanted = (self._plot, width)

        def take(image: QImage | None) -> None:
            if image is not None:
                self._image = image
                self.update()

        work = drawn(self._plot, self._style, width=width, ratio=self.devicePixelRatioF())
        self._turns.begin(work, take, while_wanted=lambda: self._wanted == wanted)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    @guarded
    def paintEvent(self, _: QPaintEvent) -> None:
        size, palette = self._look.sizes, self._look.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = size.focus if self.hasFocus() else size.border
        painter.setPen(QPen(QColor(palette.primary if self.hasFocus() else palette.border), line))
        painter.setBrush(QColor(palette.surface))
        half = line / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), size.radius, size.radius)
        if not self._image.isNull():
            ratio = self._image.devicePixelRatio()
            inside = QRect(self._around, self._around, round(self._image.width() / ratio), 0)
            inside.setHeight(round(self._image.height() / ratio))
            painter.drawImage(inside, self._image)
        painter.end()


def drawn(plot: Plot, style: ChartStyle, *, width: float, ratio: float) -> Generator[None, None, QImage]:
    """Draw `plot` into a picture of that width, `ratio` dots a pixel, in pieces of some milliseconds."""
    yield
    chart = Chart(plot, style, width=width)
    yield
    size = chart.size
    image = QImage((size * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    try:
        chart.paint(painter, QRectF(0, 0, size.width(), size.height()))
    finally:
        painter.end()
    return image


def chart_style(look: Look) -> ChartStyle:
    """The desk's letters and colours."""
    palette = look.palette
    letters = QFont(list(FONT_FAMILIES))
    letters.setPixelSize(look.sizes.small)
    return ChartStyle(
        letters=letters,
        ink=QColor(palette.ink),
        bar=QColor(palette.primary),
        behind=_behind(palette),
        line=QColor(palette.primary),
        grid=_between(palette.surface, palette.border, 0.5),
    )


def _behind(palette: Palette) -> QColor:
    warm = QColor(palette.spoken)
    if contrast(QColor(palette.primary), warm) >= LEAST_CONTRAST:
        return warm
    return _between(palette.surface, palette.ink, GREY_SHARE)


def _between(one: str, other: str, share: float) -> QColor:
    here, there = QColor(one), QColor(other)
    return QColor.fromRgbF(
        here.redF() + (there.redF() - here.redF()) * share,
        here.greenF() + (there.greenF() - here.greenF()) * share,
        here.blueF() + (there.blueF() - here.blueF()) * share,
    )
