"""The slip of a seat in a class, laid out as a document, for paper and for the screen."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QImage

from kiosk.slips.document import Document
from kiosk.slips.qr import Matrix, qr_matrix
from kiosk.slips.seat import SeatContent, seat_document
from ui.screens.worker.slip_picture import SlipPage
from ui.slip_painter.document import DocumentForm, code_rect, laid_out, shown_on_screen
from ui.slip_painter.form import DOTS_PER_MM
from ui.turns import at_once


@dataclass(frozen=True, slots=True)
class WrittenSeat:
    """What stands on a seat's slip, and its QR code; knows nothing of Qt and goes from thread to thread."""

    content: SeatContent
    document: Document
    code: Matrix

    @property
    def codes(self) -> dict[str, Matrix]:
        """The codes in the document by their text."""
        return {self.content.qr_text: self.code}


def written_seat(content: SeatContent) -> WrittenSeat:
    """Work the QR code out, which takes some 20 ms."""
    return WrittenSeat(content, seat_document(content), qr_matrix(content.qr_text))


@dataclass(frozen=True, slots=True)
class ComposedSeat:
    """What stands on a seat's slip, and its page for the screen."""

    text: WrittenSeat
    page: SlipPage


def seat_page(text: WrittenSeat) -> SlipPage:
    """Return the page of a seat for the screen: what the printer will put on 80 mm paper."""
    pages = at_once(laid_out(text.document, DocumentForm.MM80, codes=text.codes))
    whole = QRectF(0, 0, pages.sheet.width_dots, pages.height_of(pages.pages[0]))
    code = code_rect(pages)

    def draw(size: QSize) -> Generator[None, None, QImage]:
        return shown_on_screen(pages, size, whole)

    def draw_code(size: QSize) -> Generator[None, None, QImage]:
        return shown_on_screen(pages, size, code)

    content = text.content
    return SlipPage(
        number=content.number,
        facts=((content.title, "classes"), *content.facts, (content.bring, "paper")),
        size_mm=QSizeF(whole.width() / DOTS_PER_MM, whole.height() / DOTS_PER_MM),
        draw=draw,
        draw_code=draw_code,
    )
