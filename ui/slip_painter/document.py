"""A document as a PDF, as a picture, or as jobs for a printer: one drawing for them all."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter

from kiosk.printing.printer import PrintJob
from kiosk.slips.document import Document
from kiosk.slips.qr import QUIET_MODULES
from kiosk.texts.catalogue import ASSETS
from ui.slip_painter.document_form import A4_MM, DocumentForm
from ui.slip_painter.document_layout import Codes, DocumentPages, Page, document_codes, laid_out
from ui.slip_painter.form import DOTS_PER_MM
from ui.slip_painter.ink import black_rows, to_ink
from ui.slip_painter.layout import CodeItem, PictureItem
from ui.slip_painter.paint import paint_item
from ui.slip_painter.pdf_text import with_true_text
from ui.slip_painter.typeset import slip_font
from ui.turns import at_once

__all__ = [
    "DocumentForm",
    "code_rect",
    "document_codes",
    "document_jobs",
    "document_pdf",
    "document_png",
    "drawn_document",
    "drawn_pdf",
    "laid_out",
    "shown_on_screen",
]

MM_PER_INCH = 25.4
PDF_DPI = 1200
PICTURE_FOLDERS = (ASSETS / "pictures", ASSETS / "trades")


def document_pdf(document: Document) -> bytes:
    """Return the document as a PDF of A4 pages; its text can be selected and searched."""
    return at_once(drawn_pdf(document))


def document_png(document: Document, form: DocumentForm = DocumentForm.MM80) -> bytes:
    """Return the document as a head of 203 dpi prints it, its pages or strips below each other, as a PNG file."""
    images = at_once(drawn_document(document, form))
    width = images[0].width()
    rows = b"".join(map(black_rows, images))
    height = sum(image.height() for image in images)
    whole = QImage(rows, width, height, (width + 7) // 8, QImage.Format.Format_Mono)
    whole.setColorTable([0xFFFFFFFF, 0xFF000000])
    whole.setDotsPerMeterX(DOTS_PER_MM * 1000)
    whole.setDotsPerMeterY(DOTS_PER_MM * 1000)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(whole)
    return bytes(buffer.data().data())


def document_jobs(
    document: Document, form: DocumentForm, *, codes: Codes | None = None
) -> Generator[None, None, tuple[PrintJob, ...]]:
    """Draw the document in pieces of some milliseconds; return what is to be printed, one job after the other.

    A roll is one job; only what is longer than a printer takes at once comes in several, and is cut after the last.
    Sheets of A4 are one job each. The deadline of each job has to be set anew when its turn comes.
    """
    images = yield from drawn_document(document, form, codes=codes)
    jobs = []
    for number, image in enumerate(images, 1):
        jobs.append(
            PrintJob(
                width_dots=image.width(),
                height_dots=image.height(),
                rows=black_rows(image),
                width_mm=image.width() / DOTS_PER_MM,
                cut=number == len(images) or not form.is_roll,
            )
        )
        yield
    return tuple(jobs)


def drawn_document(
    document: Document, form: DocumentForm, *, codes: Codes | None = None
) -> Generator[None, None, tuple[QImage, ...]]:
    """Draw the document in dots, eight a millimetre, one bit each: a picture for each page or strip."""
    pages = yield from laid_out(document, form, codes=codes)
    images: tuple[QImage, ...] = ()
    for page in pages.pages:
        images = (*images, (yield from _inked(pages, page)))
    return images


def code_rect(pages: DocumentPages) -> QRectF:
    """Return where the QR code of a document of one strip stands, with the white around it, in dots."""
    codes = [
        item.rect.translated(0, placed.top).adjusted(-quiet, -quiet, quiet, quiet)
        for placed in pages.pages[0].placed
        for item in placed.piece.items
        if isinstance(item, CodeItem)
        for quiet in [item.module_dots * QUIET_MODULES]
    ]
    return codes[0] if codes else QRectF()


def shown_on_screen(pages: DocumentPages, size: QSize, part: QRectF) -> Generator[None, None, QImage]:
    """Draw `part` (dots) of a document of one strip as a picture of `size` pixels, as it is laid out for paper."""
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    yield
    scale = min(size.width() / part.width(), size.height() / part.height())
    painter = QPainter(image)
    try:
        yield from _paint_page(painter, pages.pages[0], scale=scale, origin=-part.topLeft() * scale)
    finally:
        painter.end()
    return image


def drawn_pdf(document: Document, *, codes: Codes | None = None) -> Generator[None, None, bytes]:
    """Draw as `document_pdf` does, in pieces of some milliseconds."""
    pages = yield from laid_out(document, DocumentForm.A4, codes=codes)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _pdf_writer(buffer, pages)
    painter = QPainter(writer)
    try:
        per_dot = PDF_DPI / MM_PER_INCH / DOTS_PER_MM
        origin = QPointF(pages.sheet.margin_mm, pages.sheet.margin_mm) * (PDF_DPI / MM_PER_INCH)
        for number, page in enumerate(pages.pages):
            if number:
                writer.newPage()
                yield
            yield from _paint_page(painter, page, scale=per_dot, origin=origin)
    finally:  # also when nobody wants the rest any more: a writer must not go before its painter
        painter.end()
    yield
    font = slip_font(em_mm=5, weight=QFont.Weight.Bold)
    return with_true_text(bytes(buffer.data().data()), written=pages.written, font=font)


def _pdf_writer(buffer: QBuffer, pages: DocumentPages) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DPI)
    writer.setTitle(pages.document.title)
    writer.setCreator("Yizhan")
    crosswise = pages.sheet.width_mm > A4_MM[0]
    way = QPageLayout.Orientation.Landscape if crosswise else QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF(0, 0, 0, 0)))
    return writer


def _inked(pages: DocumentPages, page: Page) -> Generator[None, None, QImage]:
    """A strip as wide as the head; a page of A4 as large as the whole sheet."""
    margin = 0.0 if pages.form.is_roll else pages.sheet.margin_mm * DOTS_PER_MM
    size = QSizeF(pages.sheet.width_dots + 2 * margin, pages.height_of(page) + 2 * margin).toSize()
    drawing = QImage(size.width() // 8 * 8, size.height(), QImage.Format.Format_RGB32)
    drawing.fill(Qt.GlobalColor.white)
    yield
    painter = QPainter(drawing)
    try:
        yield from _paint_page(painter, page, scale=1.0, origin=QPointF(margin, margin))
    finally:
        painter.end()
    areas = (rect.translated(margin, margin).toRect() for rect in _pictures_on(page))
    whole = QRect(0, 0, drawing.width(), drawing.height())
    image = yield from to_ink(drawing, *(area.intersected(whole) for area in areas))
    yield
    image.setDotsPerMeterX(DOTS_PER_MM * 1000)
    image.setDotsPerMeterY(DOTS_PER_MM * 1000)
    return image


def _paint_page(painter: QPainter, page: Page, *, scale: float, origin: QPointF) -> Generator[None, None, None]:
    """Draw the pieces of `page`, with a pause after each."""
    for placed in page.placed:
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(origin)
        painter.scale(scale, scale)
        painter.translate(0, placed.top)
        painter.setPen(Qt.GlobalColor.black)
        for item in placed.piece.items:
            folder = _folder_of(item.trade) if isinstance(item, PictureItem) else PICTURE_FOLDERS[0]
            paint_item(painter, item, folder)
        painter.restore()
        yield


def _folder_of(picture: str) -> Path:
    return next((folder for folder in PICTURE_FOLDERS if (folder / f"{picture}.svg").is_file()), PICTURE_FOLDERS[0])


def _pictures_on(page: Page) -> list[QRectF]:
    return [
        item.rect.translated(0, placed.top)
        for placed in page.placed
        for item in placed.piece.items
        if isinstance(item, PictureItem)
    ]
