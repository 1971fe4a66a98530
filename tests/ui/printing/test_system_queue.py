"""A kiosk whose printer is a queue of CUPS with a driver: the slip as PDF, and nobody's slip for anybody else."""

from __future__ import annotations

import io

import pypdf
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtPdf import QPdfDocument

from kiosk.journeys import effects as do
from kiosk.journeys.states import Printing, SlipShown
from tests.pieces import FRAME_S, quickest
from tests.ui.conftest import OpenWindow, Unexpected
from tests.ui.print_server import QUEUE, Paper, PrintServer
from tests.ui.printing.hall import longest_turn_s
from tests.ui.window import Window
from ui.system_printer import SystemPrinter

NO_ANSWER = "the system's printer does not answer"
DOTS_A_POINT = 203 / 72


@pytest.fixture
def window(open_window: OpenWindow, roll: Paper, unexpected: Unexpected) -> Window:
    unexpected.allow(NO_ANSWER)
    return open_window(printer=SystemPrinter(QUEUE))


def code_on(sheet: bytes) -> str:
    """The text of the QR code on the one page of a PDF, as a head of 203 dpi would print it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(sheet))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    assert document.pageCount() == 1
    size = document.pagePointSize(0) * DOTS_A_POINT
    image = document.render(0, QSize(round(size.width()), round(size.height())))
    png = QBuffer()
    image.save(png, "PNG")
    with Image.open(io.BytesIO(png.data().data())) as picture:
        white = Image.new("RGBA", picture.size, "white")
        white.alpha_composite(picture.convert("RGBA"))
        (found,) = zxingcpp.read_barcodes(white.convert("L"))
    return found.text


def take_slip(window: Window) -> tuple[SlipShown, str, Printing]:
    """The slip, the text of its code, and what the visitor is told when printing has ended."""
    shown = window.to_slip()
    text = window.kiosk.slips.layout(shown.slip.id).content.qr_text
    window.until(lambda: window.shell.visit.taken[-1].printing is not Printing.UNDER_WAY, "the end of printing")
    assert window.name == "slipshown"
    return shown, text, window.shell.visit.taken[-1].printing


def test_the_slip_comes_as_a_pdf_of_its_own_size_whose_code_can_be_read(window: Window, roll: Paper) -> None:
    shown, text, printing = take_slip(window)
    assert printing is Printing.PRINTED
    (sheet,) = roll.until(1)
    assert code_on(sheet) == text
    (page,) = pypdf.PdfReader(io.BytesIO(sheet)).pages
    layout = window.kiosk.slips.layout(shown.slip.id)
    width_mm, height_mm = (float(side) / 72 * 25.4 for side in page.mediabox[2:])
    assert (width_mm, height_mm) == pytest.approx((72, layout.height_mm), abs=1)


@pytest.mark.parametrize("trouble", ["queue", "server"])
def test_a_slip_that_a_stopped_queue_or_server_kept_is_not_for_the_next_visitor(
    window: Window, cups: PrintServer, roll: Paper, trouble: str
) -> None:
    stop, start = {"queue": (cups.stop_queue, cups.start_queue), "server": (cups.hang, cups.go_on)}[trouble]
    stop()
    _, former, printing = take_slip(window)
    assert printing is Printing.NO_PAPER_TODAY
    window.touch("nav-home", "home")
    start()
    _, text, printing = take_slip(window)
    assert printing is Printing.PRINTED
    assert [code_on(sheet) for sheet in roll.until(1)] == [text]
    assert text != former


@pytest.mark.alone
@pytest.mark.parametrize("trouble", ["queue", "server"])
def test_a_stopped_queue_or_server_does_not_hold_the_screen_up(window: Window, cups: PrintServer, trouble: str) -> None:
    shown, _, _ = take_slip(window)
    {"queue": cups.stop_queue, "server": cups.hang}[trouble]()
    conductor = window.kiosk.conductor
    assert conductor is not None

    def held_up_s() -> float:
        return longest_turn_s(lambda: conductor.carry_out(do.PrintSlip(shown.slip, shown.posting)), for_s=3)

    longest_s = quickest(held_up_s, bar=FRAME_S)
    cups.go_on()
    assert longest_s < FRAME_S
