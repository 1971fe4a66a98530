"""The slip as it is drawn: nothing clipped, nothing over something else, every size as promised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from kiosk.domain.language import Language
from kiosk.domain.pay import Pay, PayUnit
from kiosk.slips.compose import SlipContent
from kiosk.slips.qr import QUIET_MODULES
from ui.slip_painter import SlipForm, SlipLayout, paint_slip, slip_height_mm
from ui.slip_painter.layout import CodeItem, RuleItem, TextItem

SlipOf = Callable[..., SlipContent]
pytestmark = pytest.mark.usefixtures("qapp")

EVERY_SLIP = pytest.mark.parametrize(
    ("language", "form", "longest"),
    [(language, form, longest) for language in Language for form in SlipForm for longest in (False, True)],
)
HALF_DOT = 0.5


def texts(layout: SlipLayout) -> dict[str, TextItem]:
    return {item.name: item for item in layout.items if isinstance(item, TextItem)}


def code(layout: SlipLayout) -> CodeItem:
    return next(item for item in layout.items if isinstance(item, CodeItem))


@EVERY_SLIP
def test_everything_stands_inside_the_printed_width(
    slip_of: SlipOf, language: Language, form: SlipForm, longest: bool
) -> None:
    layout = SlipLayout(slip_of(language, longest=longest, worker_name="李桂芳"), form)
    sheet = QRectF(0, 0, layout.width, layout.height).adjusted(-HALF_DOT, -HALF_DOT, HALF_DOT, HALF_DOT)
    for item in layout.items:
        assert sheet.contains(item.rect), item.name


@EVERY_SLIP
def test_nothing_covers_anything_else(slip_of: SlipOf, language: Language, form: SlipForm, longest: bool) -> None:
    layout = SlipLayout(slip_of(language, longest=longest, worker_name="李桂芳"), form)
    for one, other in combinations(layout.items, 2):
        common = one.rect.intersected(other.rect)
        assert min(common.width(), common.height()) <= HALF_DOT, f"{one.name} and {other.name}"


@EVERY_SLIP
def test_every_word_is_drawn_whole(slip_of: SlipOf, language: Language, form: SlipForm, longest: bool) -> None:
    content = slip_of(language, longest=longest)
    for item in texts(SlipLayout(content, form)).values():
        drawn = "".join(
            item.lines.text()[line.textStart() : line.textStart() + line.textLength()]
            for line in (item.lines.lineAt(i) for i in range(item.lines.lineCount()))
        )
        assert drawn == item.lines.text()
        assert _visible(drawn) == _visible(item.text)


def _visible(text: str) -> str:
    return "".join(char for char in text if char.isprintable() and char != " ")


@EVERY_SLIP
def test_the_ink_lies_where_the_layout_says(slip_of: SlipOf, language: Language, form: SlipForm, longest: bool) -> None:
    """Paint on a larger sheet: no dot outside the items' places."""
    layout = SlipLayout(slip_of(language, longest=longest), form)
    margin = 40
    sheet = QImage(int(layout.width) + 2 * margin, int(layout.height) + 2 * margin, QImage.Format.Format_Grayscale8)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    paint_slip(painter, layout, QRectF(margin, margin, layout.width, layout.height))
    for item in layout.items:
        painter.fillRect(item.rect.translated(margin, margin).adjusted(-2, -2, 2, 2), Qt.GlobalColor.white)
    painter.end()
    assert set(bytes(sheet.constBits())) == {255}


@EVERY_SLIP
def test_the_code_has_equal_modules_on_whole_dots_and_white_around_it(
    slip_of: SlipOf, language: Language, form: SlipForm, longest: bool
) -> None:
    layout = SlipLayout(slip_of(language, longest=longest), form)
    item = code(layout)
    module = item.module_dots
    assert module == int(module)
    assert module >= 4
    assert item.rect.topLeft().toPoint().toPointF() == item.rect.topLeft()
    assert item.rect.width() / 8 >= 25, "millimetres"
    white = item.rect.adjusted(*(side * QUIET_MODULES * module for side in (-1, -1, 1, 1)))
    assert white.left() >= 0
    assert white.right() <= layout.width
    for other in layout.items:
        if isinstance(other, RuleItem):
            assert white.bottom() - other.rect.top() <= 16 or other.rect.bottom() <= item.rect.top()
        elif other is not item:
            assert not white.adjusted(1, 1, -1, -1).intersects(other.rect), other.name


@EVERY_SLIP
def test_sizes_are_fit_for_old_eyes(slip_of: SlipOf, language: Language, form: SlipForm, longest: bool) -> None:
    placed = texts(SlipLayout(slip_of(language, longest=longest), form))
    small = {"number-label", "issued"}
    for name, item in placed.items():
        assert item.em_mm >= (3.2 if name in small else 5), name
    others = [item.em_mm for name, item in placed.items() if name not in ("number", "pay", "trade", "phone")]
    assert min(placed["number"].em_mm, placed["pay"].em_mm) > max(others)


@pytest.mark.parametrize("form", SlipForm)
def test_the_number_is_never_broken(slip_of: SlipOf, form: SlipForm) -> None:
    assert texts(SlipLayout(slip_of(), form))["number"].lines.lineCount() == 1


@pytest.mark.parametrize("form", SlipForm)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("longest", [False, True])
def test_a_phone_breaks_only_after_a_hyphen(slip_of: SlipOf, form: SlipForm, language: Language, longest: bool) -> None:
    placed = texts(SlipLayout(slip_of(language, longest=longest), form))
    for name in ("phone", "station-phone"):
        lines = placed[name].lines
        for number in range(1, lines.lineCount()):
            before = lines.text()[: lines.lineAt(number).textStart()].rstrip("\u200b ")
            assert before.endswith("-") or not before[-1].isdigit(), before


@pytest.mark.parametrize("form", SlipForm)
@pytest.mark.parametrize("language", Language)
def test_a_phone_that_fits_a_line_stays_whole(slip_of: SlipOf, form: SlipForm, language: Language) -> None:
    lines = texts(SlipLayout(slip_of(language), form))["station-phone"].lines
    last = lines.lineAt(lines.lineCount() - 1)
    assert "0838-5551234" in lines.text()[last.textStart() :]


@pytest.mark.parametrize("form", SlipForm)
def test_a_range_of_days_breaks_only_between_the_days(slip_of: SlipOf, form: SlipForm) -> None:
    for language in Language:
        item = texts(SlipLayout(slip_of(language), form))["days"]
        for number in range(1, item.lines.lineCount()):
            start = item.lines.lineAt(number).textStart()
            assert item.lines.text()[:start].rstrip()[-1] in "–,\u2028"


def test_a_longer_place_makes_a_longer_slip(slip_of: SlipOf) -> None:
    short, long = slip_of(), slip_of(place="河口镇大桥村" * 30)
    assert slip_height_mm(long, SlipForm.MM80) > slip_height_mm(short, SlipForm.MM80) + 20


def test_pay_to_be_agreed_and_a_missing_phone_of_the_station_leave_no_hole(slip_of: SlipOf) -> None:
    content = slip_of(pay=Pay(amount_minor=None, unit=PayUnit.DAY), transport="", daily_start=None)
    placed = texts(SlipLayout(content, SlipForm.MM80))
    assert "transport" not in placed
    assert "paid-when" not in placed
    assert all(item.text for item in placed.values())


@pytest.mark.parametrize("scale", [0.4, 0.73, 1.0, 1.7, 2.31])
def test_on_a_screen_of_any_density_the_code_s_modules_are_whole_pixels(slip_of: SlipOf, scale: float) -> None:
    layout = SlipLayout(slip_of(), SlipForm.MM80)
    screen = QImage(int(layout.width * scale), int(layout.height * scale), QImage.Format.Format_RGB32)
    screen.fill(Qt.GlobalColor.white)
    painter = QPainter(screen)
    paint_slip(painter, layout, QRectF(0, 0, layout.width * scale, layout.height * scale))
    painter.end()
    rect = code(layout).rect
    for down in (0.4, 0.5, 0.6):
        y = round((rect.top() + rect.height() * down) * scale)
        row = [screen.pixelColor(x, y).lightness() for x in range(int(rect.left() * scale) - 2, screen.width())]
        assert set(row) == {0, 255}, "no grey between modules"
        runs = _runs(row)
        assert all(run % min(runs) == 0 for run in runs)


def _runs(row: list[int]) -> list[int]:
    """Lengths of the black and white runs between the first and the last black pixel."""
    first, last = row.index(0), len(row) - 1 - row[::-1].index(0)
    lengths = [1]
    for before, now in zip(row[first:last], row[first + 1 : last + 1], strict=True):
        if now == before:
            lengths[-1] += 1
        else:
            lengths.append(1)
    return lengths


@pytest.mark.parametrize("form", SlipForm)
def test_a_slip_of_few_words_still_has_a_code_of_25_millimetres(slip_of: SlipOf, form: SlipForm) -> None:
    content = slip_of(place="村口", contact_name="", daily_start=None, station_name="站")
    assert code(SlipLayout(content, form)).rect.width() / 8 >= 25


@pytest.mark.parametrize("form", SlipForm)
@pytest.mark.parametrize("digits", range(3, 30, 2))
def test_phones_of_any_length_keep_off_the_code(slip_of: SlipOf, form: SlipForm, digits: int) -> None:
    phone = ("0838-5551" + "2345678901" * 3)[:digits]
    layout = SlipLayout(replace(slip_of(Language.EN), station_phone=f"Station {phone}", phone=phone), form)
    sheet = QRectF(0, 0, layout.width, layout.height).adjusted(-HALF_DOT, -HALF_DOT, HALF_DOT, HALF_DOT)
    rect = code(layout).rect
    for item in texts(layout).values():
        assert sheet.contains(item.rect), item.name
        assert not item.rect.intersects(rect), item.name
