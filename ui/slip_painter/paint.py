"""The one drawing of a slip: the same hand for screen, picture, PDF and printer."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPaintEngine, QPainter, QPainterPath

from kiosk.texts.catalogue import ASSETS
from ui.slip_painter.layout import CodeItem, Item, PictureItem, PlotItem, RuleItem, SlipLayout, SymbolItem, TextItem
from ui.slip_painter.symbols import Symbol, paint_symbol
from ui.turns import at_once

TRADE_PICTURES = ASSETS / "trades"


def paint_slip(painter: QPainter, layout: SlipLayout, target: QRectF, *, pictures: Path = TRADE_PICTURES) -> None:
    """Draw `layout` on white as large as `target` (in the painter's units) allows, at its top, in the middle."""
    at_once(paint_by_items(painter, layout, target, pictures=pictures))


def paint_by_items(
    painter: QPainter, layout: SlipLayout, target: QRectF, *, pictures: Path = TRADE_PICTURES
) -> Generator[None, None, None]:
    """Draw as `paint_slip` does, with a pause after each item; none takes longer than 2 ms."""
    scale = min(target.width() / layout.width, target.height() / layout.height)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(target.x() + (target.width() - layout.width * scale) / 2, target.y())
    painter.scale(scale, scale)
    painter.fillRect(QRectF(0, 0, layout.width, layout.height), Qt.GlobalColor.white)
    painter.setPen(Qt.GlobalColor.black)
    try:
        for item in layout.items:
            paint_item(painter, item, pictures)
            yield
    finally:
        painter.restore()


def paint_item(painter: QPainter, item: Item, pictures: Path) -> None:
    """Draw one item in black; a picture is looked for in the folder `pictures`."""
    match item:
        case TextItem():
            item.lines.draw(painter, item.origin)
        case CodeItem():
            _paint_code(painter, item)
        case PictureItem():
            _paint_picture(painter, item, pictures)
        case SymbolItem():
            paint_symbol(painter, item.symbol, item.rect)
        case RuleItem():
            painter.fillRect(item.rect, Qt.GlobalColor.black)
        case PlotItem():
            from ui.slip_painter.plot import paint_plot  # no slip has one: the kiosk starts without

            paint_plot(painter, item)


def drawn_on(image: QImage, layout: SlipLayout, target: QRectF) -> Generator[None, None, None]:
    """Draw `layout` into `image` item by item."""
    painter = QPainter(image)
    try:
        yield from paint_by_items(painter, layout, target)
    finally:  # also when nobody wants the rest any more: an image must not go before its painter
        painter.end()


def _paint_code(painter: QPainter, item: CodeItem) -> None:
    """All modules alike: on a raster every module is a whole number of pixels, at most the room there is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    origin, module = item.rect.topLeft(), item.module_dots
    if painter.paintEngine().type() == QPaintEngine.Type.Raster:
        origin, module = _on_whole_pixels(painter, item)
    painter.translate(origin)
    painter.scale(module, module)
    painter.fillPath(_modules(item), Qt.GlobalColor.black)
    painter.restore()


def _on_whole_pixels(painter: QPainter, item: CodeItem) -> tuple[QPointF, float]:
    to_pixels = painter.deviceTransform()
    pixels_per_dot = to_pixels.m11()
    module = max(1, int(item.module_dots * pixels_per_dot + 0.001)) / pixels_per_dot
    spare = item.rect.width() - module * len(item.matrix)
    corner = to_pixels.map(item.rect.topLeft() + QPointF(spare / 2, spare / 2))
    whole = QPointF(round(corner.x()), round(corner.y()))
    return to_pixels.inverted()[0].map(whole), module


def _modules(item: CodeItem) -> QPainterPath:
    """The black modules as one path, so that no viewer shows seams between them; runs in a row are one rectangle."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for y, row in enumerate(item.matrix):
        start = None
        for x, black in enumerate((*row, False)):
            if black and start is None:
                start = x
            elif not black and start is not None:
                path.addRect(start, y, x - start, 1)
                start = None
    return path


def _paint_picture(painter: QPainter, item: PictureItem, pictures: Path) -> None:
    from PySide6.QtSvg import QSvgRenderer

    path = pictures / f"{item.trade}.svg"
    drawing = QSvgRenderer(str(path)) if path.is_file() else None
    if drawing is None or not drawing.isValid():
        paint_symbol(painter, Symbol.PERSON, item.rect)
        return
    drawing.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    drawing.render(painter, item.rect)
