"""A slip as a picture of dots, a PNG, a PDF or a job for a printer."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter

from kiosk.printing.printer import PrintJob
from kiosk.slips.compose import SlipContent
from ui.slip_painter.form import DOTS_PER_MM, SlipForm
from ui.slip_painter.ink import black_rows, to_ink
from ui.slip_painter.layout import PictureItem, SlipLayout, TextItem
from ui.slip_painter.paint import drawn_on, paint_by_items
from ui.slip_painter.pdf_text import with_true_text
from ui.slip_painter.typeset import slip_font
from ui.turns import at_once

MM_PER_INCH = 25.4
PRINTER_DPI = 203
PDF_DPI = 1200


def slip_height_mm(content: SlipContent, form: SlipForm) -> float:
    """Return the height of the printed slip in millimetres."""
    return SlipLayout(content, form).height_mm


def slip_image(content: SlipContent, form: SlipForm, dpi: int = PRINTER_DPI) -> QImage:
    """Return the slip as a head of `dpi` dots an inch prints it: one bit a dot, 576 or 384 dots wide at 203."""
    return at_once(_inked(SlipLayout(content, form), dpi))


def slip_png(content: SlipContent, form: SlipForm, dpi: int = PRINTER_DPI) -> bytes:
    """Return `slip_image` as a PNG file that knows its size in millimetres."""
    return _encoded(slip_image(content, form, dpi))


def slip_job(content: SlipContent, form: SlipForm, dpi: int = PRINTER_DPI) -> PrintJob:
    """Return the slip as a job for a printer of `dpi` dots an inch; its deadline starts to run now."""
    return at_once(drawn_job(SlipLayout(content, form), dpi))


def drawn_job(layout: SlipLayout, dpi: int = PRINTER_DPI) -> Generator[None, None, PrintJob]:
    """Draw a slip that is laid out already, piece by piece, and return it as `slip_job` does."""
    image = yield from _inked(layout, dpi)
    yield
    return PrintJob(
        width_dots=image.width(),
        height_dots=image.height(),
        rows=black_rows(image),
        width_mm=layout.form.printed_mm,
    )


def slip_pdf(content: SlipContent, form: SlipForm) -> bytes:
    """Return the slip as a PDF of one page, as wide as the paper and as high as the slip; its text can be selected."""
    return at_once(drawn_slip_pdf(SlipLayout(content, form)))


def drawn_slip_pdf(layout: SlipLayout) -> Generator[None, None, bytes]:
    """Draw a slip that is laid out already, piece by piece, and return it as `slip_pdf` does."""
    form = layout.form
    margin_mm = (form.paper_mm - form.printed_mm) / 2
    height_mm = layout.height_mm + 2 * margin_mm
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DPI)
    writer.setTitle(layout.content.number)
    writer.setCreator("Yizhan")
    page = QPageSize(
        QSizeF(form.paper_mm, height_mm),
        QPageSize.Unit.Millimeter,
        "slip",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    writer.setPageSize(page)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    sheet = QRectF(margin_mm, margin_mm, form.printed_mm, layout.height_mm)
    painter = QPainter(writer)
    try:
        yield from paint_by_items(painter, layout, _scaled(sheet, PDF_DPI / MM_PER_INCH))
    finally:  # also when nobody wants the rest any more: a writer must not go before its painter
        painter.end()
    yield
    written = "".join(item.text for item in layout.items if isinstance(item, TextItem))
    font = slip_font(em_mm=5, weight=QFont.Weight.Bold)
    return with_true_text(bytes(buffer.data().data()), written=written, font=font)


def _scaled(rect: QRectF, by: float) -> QRectF:
    return QRectF(rect.x() * by, rect.y() * by, rect.width() * by, rect.height() * by)


def _inked(layout: SlipLayout, dpi: int) -> Generator[None, None, QImage]:
    scale = _head_dots(layout.form, dpi) / layout.width
    drawing = QImage(round(layout.width * scale), round(layout.height * scale), QImage.Format.Format_RGB32)
    drawing.fill(Qt.GlobalColor.white)
    yield from drawn_on(drawing, layout, QRectF(0, 0, layout.width * scale, layout.height * scale))
    picture = next(item for item in layout.items if isinstance(item, PictureItem))
    image = yield from to_ink(drawing, _scaled(picture.rect, scale).toRect())
    per_metre = round(DOTS_PER_MM * scale * 1000)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    return image


def _head_dots(form: SlipForm, dpi: int) -> int:
    """The dots of a head: whole bytes, as they are built (203 dpi on 72 mm: 576)."""
    return round(form.printed_mm * dpi / MM_PER_INCH / 8) * 8


def _encoded(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
