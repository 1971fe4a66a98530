"""Slips composed for this visit, ready to be shown and printed; forgotten with the visitor."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage

from kiosk.domain.seat import Seat
from kiosk.domain.slip import Slip
from kiosk.journeys.attending_states import SeatShown
from kiosk.journeys.states import SlipShown
from kiosk.slips.compose import SlipContent
from kiosk.slips.qr import QUIET_MODULES, Matrix, qr_matrix
from ui.screens.worker.slip_picture import SlipPage
from ui.seat_page import ComposedSeat, WrittenSeat, seat_page
from ui.slip_painter import SlipForm, SlipLayout, drawn_on
from ui.slip_painter.layout import CodeItem
from ui.turns import Turns


@dataclass(frozen=True, slots=True)
class WrittenSlip:
    """What stands on a slip, and its QR code; knows nothing of Qt and goes from thread to thread."""

    content: SlipContent
    code: Matrix


def written(content: SlipContent) -> WrittenSlip:
    """Work the QR code out, which takes some 20 ms."""
    return WrittenSlip(content, qr_matrix(content.qr_text))


@dataclass(frozen=True, slots=True)
class ComposedSlip:
    """A slip laid out, for screen and paper, and its page for the screen."""

    layout: SlipLayout
    page: SlipPage


class ComposedSlips:
    """Holds the slips of one visit, each in the language in which it was asked for; used on the UI thread."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._slips: dict[str, ComposedSlip] = {}
        self._seats: dict[str, ComposedSeat] = {}

    def draw(
        self, work: Generator[None, None, QImage], take: Callable[[QImage | None], None], *, wanted: Callable[[], bool]
    ) -> None:
        """Draw a slip in the turns of the event loop, for it takes as long as a frame; see `Turns.begin`."""
        self._turns.begin(work, take, while_wanted=wanted)

    def keep(self, slip: Slip, text: WrittenSlip) -> None:
        """Lay out and keep what stands on `slip`."""
        layout = SlipLayout(text.content, SlipForm.MM80, code=text.code)
        self._slips[slip.id] = ComposedSlip(layout, _page(text.content, layout))

    def keep_seat(self, seat: Seat, text: WrittenSeat) -> None:
        """Lay out and keep what stands on the slip of `seat`."""
        self._seats[seat.id] = ComposedSeat(text, seat_page(text))

    def holds(self, slip_id: str) -> bool:
        """Whether this slip is kept still."""
        return slip_id in self._slips

    def seat(self, seat_id: str) -> WrittenSeat:
        """What stands on the slip of a seat; raises `KeyError` for a seat of no present visitor."""
        return self._seats[seat_id].text

    def layout(self, slip_id: str) -> SlipLayout:
        """The slip as it is laid out; raises `KeyError` for a slip of no present visitor."""
        return self._slips[slip_id].layout

    def page(self, state: SlipShown | SeatShown) -> SlipPage:
        """The page of the slip on the screen; raises `KeyError` for a slip of no present visitor."""
        return self._slips[state.slip.id].page if isinstance(state, SlipShown) else self._seats[state.seat.id].page

    def keep_only(self, ids: Collection[str]) -> None:
        """Drop every slip but those of these slips and seats."""
        self._slips = {slip_id: kept for slip_id, kept in self._slips.items() if slip_id in ids}
        self._seats = {seat_id: kept for seat_id, kept in self._seats.items() if seat_id in ids}

    def forget(self) -> None:
        """Drop all slips."""
        self._slips.clear()
        self._seats.clear()


def _page(content: SlipContent, layout: SlipLayout) -> SlipPage:

    def draw(size: QSize) -> Generator[None, None, QImage]:
        return _image(layout, size, QRectF(0, 0, layout.width, layout.height))

    def draw_code(size: QSize) -> Generator[None, None, QImage]:
        return _image(layout, size, _code_with_quiet_zone(layout))

    facts = (
        (content.phone, "phone"),
        (content.party_line, "people"),
        (content.days, "calendar"),
        (content.hours, "clock"),
        (content.place, "place"),
        (content.transport, "transport"),
        (content.pay, "pay"),
        (content.wage_line, "warning"),
    )
    return SlipPage(
        number=content.number,
        facts=tuple((text, icon) for text, icon in facts if text),
        size_mm=QSizeF(layout.form.printed_mm, layout.height_mm),
        draw=draw,
        draw_code=draw_code,
    )


def _image(layout: SlipLayout, size: QSize, part: QRectF) -> Generator[None, None, QImage]:
    """Draw `part` of the layout as a picture of `size` pixels."""
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    scale = min(size.width() / part.width(), size.height() / part.height())
    yield from drawn_on(image, layout, QRectF(-part.topLeft() * scale, QSizeF(layout.width, layout.height) * scale))
    return image


def _code_with_quiet_zone(layout: SlipLayout) -> QRectF:
    code = next(item for item in layout.items if isinstance(item, CodeItem))
    quiet = code.module_dots * QUIET_MODULES
    return code.rect.adjusted(-quiet, -quiet, quiet, quiet)
