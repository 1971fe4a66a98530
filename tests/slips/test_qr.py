"""The code stays small, whatever stands in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image

from kiosk.domain.language import Language
from kiosk.slips.compose import SlipContent
from kiosk.slips.qr import QUIET_MODULES, qr_matrix

SlipOf = Callable[..., SlipContent]


def read(matrix: tuple[tuple[bool, ...], ...]) -> str:
    side = len(matrix) + 2 * QUIET_MODULES
    picture = Image.new("L", (side, side), 255)
    for y, row in enumerate(matrix):
        for x, black in enumerate(row):
            if black:
                picture.putpixel((x + QUIET_MODULES, y + QUIET_MODULES), 0)
    codes = zxingcpp.read_barcodes(picture.resize((side * 4, side * 4), Image.Resampling.NEAREST))
    assert len(codes) == 1
    assert codes[0].ec_level == "M"
    return str(codes[0].text)


@pytest.mark.parametrize("language", Language)
def test_a_usual_slip_has_four_dots_a_module_near_25_millimetres(slip_of: SlipOf, language: Language) -> None:
    matrix = qr_matrix(slip_of(language).qr_text)
    assert len(matrix) <= 61, "version 11: 244 dots, 30.5 mm at 4 dots a module"
    assert read(matrix) == slip_of(language).qr_text


@pytest.mark.parametrize("language", Language)
def test_the_longest_slip_still_fits_58_mm_paper_at_four_dots_a_module(slip_of: SlipOf, language: Language) -> None:
    content = slip_of(language, longest=True, title="很长" * 100, station_name="很长的名字" * 50)
    matrix = qr_matrix(content.qr_text)
    assert (len(matrix) + 2 * QUIET_MODULES) * 4 <= 384
    assert read(matrix) == content.qr_text


@pytest.mark.parametrize("text", ["a", "HELLO WORLD", "零工\nABC", "零工\nabc", "\nABC", "ABC\n", "一\n\n二"])
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    assert read(qr_matrix(text)) == text


def test_the_signature_costs_five_and_a_half_bits_a_letter(slip_of: SlipOf) -> None:
    text = slip_of().qr_text
    assert len(qr_matrix(text)) < len(qr_matrix(text.replace("YZ1:", "yz1:")))


def test_it_needs_nothing_that_draws() -> None:
    """Pillow takes 4 MB of a kiosk that keeps to 160."""
    looks = "import sys; from kiosk.slips.qr import qr_matrix; qr_matrix('A'); print('PIL' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", looks], text=True, timeout=60) == "False\n"
