"""Where everything on a slip stands, in dots of an eighth of a millimetre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextLayout

from kiosk.slips.compose import SlipContent
from kiosk.slips.qr import QUIET_MODULES, Matrix, qr_matrix
from ui.slip_painter.form import (
    DOTS_PER_MM,
    MEASURES,
    QR_LEAST_DOTS,
    QR_MOST_MM,
    RULE_MM,
    SlipForm,
    Style,
)
from ui.slip_painter.symbols import Symbol
from ui.slip_painter.typeset import LINE_STEP, broken, em_dots, fits, whole_days

if TYPE_CHECKING:
    from kiosk.slips.document import Plot


@dataclass(frozen=True, slots=True, kw_only=True)
class TextItem:
    """A text with its lines already broken; `rect` bounds the lines as they are drawn."""

    name: str
    text: str
    em_mm: float
    rect: QRectF
    lines: QTextLayout
    origin: QPointF


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeItem:
    """The QR code; `rect` is the black square without its quiet zone of `QUIET_MODULES`."""

    matrix: Matrix
    rect: QRectF
    name: str = "qr"

    @property
    def module_dots(self) -> float:
        return self.rect.width() / len(self.matrix)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureItem:
    trade: str
    rect: QRectF
    name: str = "picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolItem:
    symbol: Symbol
    rect: QRectF
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleItem:
    rect: QRectF
    name: str = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotItem:
    """A plot with letters of `em_mm`; `text` is all that is written in it."""

    plot: Plot
    em_mm: float
    rect: QRectF
    name: str = "plot"

    @property
    def text(self) -> str:
        return "".join((self.plot.in_words, *(series.name for series in self.plot.all_series)))


Item = TextItem | CodeItem | PictureItem | SymbolItem | RuleItem | PlotItem


class SlipLayout:
    """`content` laid out on `form`: `items` inside a sheet of `width` x `height` dots. Needs a QGuiApplication.

    `code` is the QR code of `content.qr_text`, where it has been worked out before, which takes most of the time.
    """

    def __init__(self, content: SlipContent, form: SlipForm, *, code: Matrix | None = None) -> None:
        self.form = form
        self.content = content
        self.code = code or qr_matrix(content.qr_text)
        self.width = float(form.width_dots)
        self._measures = MEASURES[form]
        self._items: list[Item] = []
        self._gap = self._measures.gap_mm * DOTS_PER_MM
        bottom = self._place_head(top=self._gap)
        bottom = self._place_work(top=bottom)
        bottom = self._place_details(top=bottom)
        bottom = self._place_code(top=bottom)
        self.height = float(round(self._place_foot(top=bottom) + self._gap))

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(self._items)

    @property
    def height_mm(self) -> float:
        return self.height / DOTS_PER_MM

    def _place_head(self, *, top: float) -> float:
        content, measures = self.content, self._measures
        y = self._text("station", content.station_name, measures.line, top=top, centered=True)
        y = self._rule(top=y)
        y = self._text("number-label", content.number_label, measures.small, top=y, centered=True)
        y = self._text("number", content.number, measures.number, top=y, centered=True)
        if content.party_line:
            y = self._text("party", content.party_line, measures.trade, top=y, centered=True)
        if content.worker_line:
            y = self._text("worker", content.worker_line, measures.line, top=y, centered=True)
        return self._rule(top=y)

    def _place_work(self, *, top: float) -> float:
        """The trade's picture on the left; its name, the pay and when it is paid beside it, in the middle.

        Pay that would have to be smaller there stands below, as wide as the sheet.
        """
        content, measures = self.content, self._measures
        side = measures.picture_mm * DOTS_PER_MM
        left, first = side + 2 * self._gap, len(self._items)
        pay_beside = fits(content.pay, measures.pay, width=self.width - left)
        y = self._text("trade", content.trade_name, measures.trade, top=top, left=left)
        if pay_beside:
            y = self._text("pay", content.pay, measures.pay, top=y, left=left)
        if content.paid_when:
            y = self._text("paid-when", content.paid_when, measures.line, top=y, left=left)
        height = max(side, y - top)
        self._move_down(first, by=(height - (y - top)) / 2)
        picture_top = round(top + (height - side) / 2)
        self._items.append(PictureItem(trade=content.trade, rect=QRectF(0, picture_top, side, side)))
        y = top + height
        if not pay_beside:
            y = self._text("pay", content.pay, measures.pay, top=y + self._gap, centered=True)
        return self._rule(top=y)

    def _place_details(self, *, top: float) -> float:
        content, measures = self.content, self._measures
        rows = (
            (Symbol.DAY, "days", whole_days(content.days), measures.line),
            (Symbol.HOUR, "hours", content.hours, measures.line),
            (Symbol.PLACE, "place", content.place, measures.line),
            (Symbol.RIDE, "transport", content.transport, measures.line),
            (Symbol.PERSON, "contact", content.contact, measures.line),
            (Symbol.PHONE, "phone", content.phone, measures.phone),
        )
        for symbol, name, text, style in rows:
            if text:
                top = self._row(symbol, name, text, style, top=top)
        return self._rule(top=top)

    def _row(self, symbol: Symbol, name: str, text: str, style: Style, *, top: float) -> float:
        """A sign at the height of the first line, and the text beside it."""
        side = self._measures.symbol_mm * DOTS_PER_MM
        bottom = self._text(name, text, style, top=top, left=side + 2 * self._gap)
        written = self._items[-1]
        first_line = em_dots(written.em_mm) * LINE_STEP if isinstance(written, TextItem) else side
        sign = QRectF(0, round(top + (first_line - side) / 2), side, side)
        self._items.append(SymbolItem(symbol=symbol, rect=sign, name=f"{name}-sign"))
        return bottom + self._gap

    def _place_code(self, *, top: float) -> float:
        """The code with its quiet zone; on the wide paper the small lines stand beside it."""
        modules = len(self.code)
        module = max(QR_LEAST_DOTS, int(QR_MOST_MM * DOTS_PER_MM / modules))
        side, quiet = modules * module, QUIET_MODULES * module
        beside = self._has_room_beside(side + 2 * quiet)
        left = self.width - side - quiet if beside else int((self.width - side) / 2)
        code = CodeItem(matrix=self.code, rect=QRectF(left, round(top + quiet - self._gap), side, side))
        self._items.append(code)
        first = len(self._items)
        if not beside:
            return self._hints(top=code.rect.bottom() + quiet, right=self.width, centered=True)
        bottom = self._hints(top=code.rect.top(), right=left - quiet, centered=False)
        self._move_down(first, by=max(0.0, (code.rect.bottom() - bottom) / 2))
        return max(code.rect.bottom() + quiet, bottom + self._gap)

    def _has_room_beside(self, code_width: float) -> bool:
        """Only where the station's phone need not be broken."""
        number = self.content.station_phone.rpartition(" ")[2]
        room = self.width - code_width
        return room >= self.width / 3 and fits(number, self._measures.wage, width=room, largest=False)

    def _hints(self, *, top: float, right: float, centered: bool) -> float:
        """What the code is for and the station's phone, left of `right`."""
        content, style = self.content, self._measures.wage
        y = self._text("qr-hint", content.qr_hint, style, top=top, right=right, centered=centered)
        if not content.station_phone:
            return y
        y += self._gap
        return self._text("station-phone", content.station_phone, style, top=y, right=right, centered=centered)

    def _place_foot(self, *, top: float) -> float:
        content, measures = self.content, self._measures
        y = self._rule(top=top)
        y = self._text("wage", content.wage_line, measures.wage, top=y, centered=True)
        return self._text("issued", content.issued_at, measures.small, top=y + self._gap, centered=True)

    def _text(
        self,
        name: str,
        text: str,
        style: Style,
        *,
        top: float,
        left: float = 0,
        right: float | None = None,
        centered: bool = False,
    ) -> float:
        """Place a text between `left` and `right` (the sheet's edge) below `top`; return where it ends."""
        width = (self.width if right is None else right) - left
        lines, em_mm = broken(text, style, width=width, centered=centered)
        step = em_dots(em_mm) * LINE_STEP
        placed = [lines.lineAt(i) for i in range(lines.lineCount())]
        widest = max(line.naturalTextWidth() for line in placed)
        indent = min(line.x() for line in placed)
        height = step * len(placed)
        rect = QRectF(left + indent, top, widest, height)
        self._items.append(
            TextItem(name=name, text=text, em_mm=em_mm, rect=rect, lines=lines, origin=QPointF(left, top))
        )
        return top + height

    def _rule(self, *, top: float) -> float:
        y = round(top + self._gap)
        self._items.append(RuleItem(rect=QRectF(0, y, self.width, RULE_MM * DOTS_PER_MM)))
        return y + RULE_MM * DOTS_PER_MM + self._gap

    def _move_down(self, first: int, *, by: float) -> None:
        """Move the texts placed since `first`."""
        for index in range(first, len(self._items)):
            item = self._items[index]
            if isinstance(item, TextItem):
                self._items[index] = TextItem(
                    name=item.name,
                    text=item.text,
                    em_mm=item.em_mm,
                    rect=item.rect.translated(0, by),
                    lines=item.lines,
                    origin=item.origin + QPointF(0, by),
                )
