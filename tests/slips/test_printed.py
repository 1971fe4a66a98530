"""The slip as the head prints it: one bit a dot, and the code read back from worn and crooked paper."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter
from PySide6.QtGui import QImage

from kiosk.domain.language import Language
from kiosk.slips.compose import SlipContent
from kiosk.slips.signing import SlipSigner, verify
from kiosk.texts.catalogue import ASSETS
from ui.slip_painter import SlipForm, SlipLayout, slip_height_mm, slip_image, slip_job, slip_pdf, slip_png
from ui.slip_painter.layout import CodeItem, PictureItem

SlipOf = Callable[..., SlipContent]
pytestmark = pytest.mark.usefixtures("qapp")

EVERY_SLIP = pytest.mark.parametrize(
    ("language", "form", "longest"),
    [(language, form, longest) for language in Language for form in SlipForm for longest in (False, True)],
)
WEARS = ("clean", "blurred", "turned 3", "turned -7", "turned 90", "noise", "faded", "creased", "all at once")


def worn(paper: Image.Image, wear: str) -> Image.Image:
    """The paper as somebody holds it before a camera."""
    grey = paper.convert("L")
    match wear.split():
        case ["blurred"]:
            return grey.filter(ImageFilter.GaussianBlur(1.2))
        case ["turned", degrees]:
            return grey.rotate(float(degrees), Image.Resampling.BICUBIC, expand=True, fillcolor=255)
        case ["noise"]:
            dots = random.Random(203)
            speckles = Image.frombytes("L", grey.size, dots.randbytes(grey.width * grey.height))
            return ImageChops.blend(grey, speckles, 0.25)
        case ["faded"]:
            return grey.point(lambda value: 150 + value * 100 // 255)
        case ["creased"]:
            torn = grey.copy()
            torn.paste(255, (0, grey.height // 2, grey.width, grey.height // 2 + 3))
            torn.paste(255, (grey.width // 2, 0, grey.width // 2 + 3, grey.height))
            return torn
        case ["all", *_]:
            return worn(worn(worn(grey, "turned 4"), "blurred"), "noise")
    return grey


def pil(image: QImage) -> Image.Image:
    rgb = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return Image.frombytes("L", (rgb.width(), rgb.height()), bytes(rgb.constBits()), "raw", "L", rgb.bytesPerLine())


def code_texts(paper: Image.Image) -> list[str]:
    return [str(found.text) for found in zxingcpp.read_barcodes(paper, formats=zxingcpp.BarcodeFormat.QRCode)]


@EVERY_SLIP
def test_the_code_is_read_back_from_worn_paper(
    slip_of: SlipOf, signer: SlipSigner, language: Language, form: SlipForm, longest: bool
) -> None:
    content = slip_of(language, longest=longest)
    paper = pil(slip_image(content, form))
    for wear in WEARS:
        assert code_texts(worn(paper, wear)) == [content.qr_text], wear
    assert verify(content.qr_text, [signer.public_key])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("longest", [False, True])
def test_the_code_is_read_even_when_shrunk_to_25_millimetres(
    slip_of: SlipOf, language: Language, longest: bool
) -> None:
    """200 dots for all modules: a third of a millimetre each, blurred and turned."""
    content = slip_of(language, longest=longest)
    layout = SlipLayout(content, SlipForm.MM58)
    rect = next(item.rect for item in layout.items if isinstance(item, CodeItem))
    quiet = round(rect.width() / 12)
    crop = pil(slip_image(content, SlipForm.MM58)).crop(
        (
            int(rect.left()) - quiet,
            int(rect.top()) - quiet,
            int(rect.right()) + quiet,
            int(rect.bottom()) + quiet,
        )
    )
    side = round(crop.width * 200 / rect.width())
    small = crop.resize((side, side), Image.Resampling.LANCZOS)
    for wear in ("clean", "turned 3", "turned -5"):
        assert code_texts(worn(small, wear)) == [content.qr_text], wear


@EVERY_SLIP
def test_the_picture_has_the_head_s_dots_and_one_bit_each(
    slip_of: SlipOf, language: Language, form: SlipForm, longest: bool
) -> None:
    content = slip_of(language, longest=longest)
    image = slip_image(content, form)
    assert image.width() == {SlipForm.MM80: 576, SlipForm.MM58: 384}[form]
    assert image.height() == round(slip_height_mm(content, form) * 8)
    assert image.depth() == 1
    assert image.dotsPerMeterX() == 8000


@pytest.mark.parametrize("dpi", [180, 203, 300])
@pytest.mark.parametrize("form", SlipForm)
def test_heads_of_other_densities_print_the_same_slip(slip_of: SlipOf, form: SlipForm, dpi: int) -> None:
    content = slip_of()
    image = slip_image(content, form, dpi)
    assert image.width() % 8 == 0
    assert abs(image.width() / dpi * 25.4 - form.printed_mm) < 0.6
    assert code_texts(pil(image)) == [content.qr_text]


def test_a_job_holds_the_very_dots_of_the_picture(slip_of: SlipOf) -> None:
    content = slip_of()
    slip_image(content, SlipForm.MM58)
    job = slip_job(content, SlipForm.MM58)
    dots = Image.frombytes("1", (job.width_dots, job.height_dots), job.rows, "raw", "1;I").convert("L")
    assert dots.tobytes() == pil(slip_image(content, SlipForm.MM58)).tobytes()
    assert job.width_mm == 48


def test_a_png_knows_its_size(slip_of: SlipOf) -> None:
    raw = slip_png(slip_of(), SlipForm.MM80)
    png = Image.open(io.BytesIO(raw))
    bits_a_dot = raw[24]
    assert bits_a_dot == 1
    assert png.width == 576
    assert png.info["dpi"][0] == pytest.approx(203.2, abs=0.2)


@EVERY_SLIP
def test_the_pdf_is_one_page_of_the_paper_s_size_with_text_to_select(
    slip_of: SlipOf, language: Language, form: SlipForm, longest: bool
) -> None:
    content = slip_of(language, longest=longest)
    pdf = pypdf.PdfReader(io.BytesIO(slip_pdf(content, form)))
    assert len(pdf.pages) == 1
    width_mm, height_mm = (float(side) / 72 * 25.4 for side in pdf.pages[0].mediabox[2:])
    assert width_mm == pytest.approx(form.paper_mm, abs=0.4)
    margin_mm = form.paper_mm - form.printed_mm
    assert height_mm == pytest.approx(slip_height_mm(content, form) + margin_mm, abs=0.4)
    selected = "".join(pdf.pages[0].extract_text().split())
    for line in (
        content.number,
        content.trade_name,
        content.pay,
        content.place,
        content.wage_line,
        content.phone,
    ):
        assert "".join(line.split()) in selected
    assert pdf.metadata is not None
    assert pdf.metadata.title == content.number


def test_every_trade_s_picture_prints_neither_empty_nor_as_a_blot(slip_of: SlipOf) -> None:
    for path in sorted((ASSETS / "trades").glob("*.svg")):
        share = _ink_share(slip_of(trade=path.stem))
        assert 0.05 < share < 0.75, path.stem


def test_a_trade_without_a_picture_gets_a_neutral_one(slip_of: SlipOf) -> None:
    assert 0.1 < _ink_share(slip_of(trade="../../etc/passwd", title="x")) < 0.7


def test_a_broken_picture_file_does_not_stop_the_slip(slip_of: SlipOf, tmp_path: Path) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from ui.slip_painter import paint_slip

    (tmp_path / "fruit-picking.svg").write_text("<svg")
    layout = SlipLayout(slip_of(), SlipForm.MM80)
    image = QImage(576, int(layout.height), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_slip(painter, layout, QRectF(0, 0, 576, layout.height), pictures=tmp_path)
    painter.end()
    rect = next(item.rect for item in layout.items if isinstance(item, PictureItem)).toRect()
    colours = image.copy(rect).convertToFormat(QImage.Format.Format_Grayscale8)
    assert set(bytes(colours.constBits())) >= {0, 255}


def _ink_share(content: SlipContent) -> float:
    layout = SlipLayout(content, SlipForm.MM80)
    rect = next(item.rect for item in layout.items if isinstance(item, PictureItem)).toRect()
    dots = pil(slip_image(content, SlipForm.MM80).copy(rect))
    return dots.histogram()[0] / (dots.width * dots.height)
