"""Plots on the screen and on paper: every label is there, nothing is markup, lines stay lines, all is told in grey."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator

import pypdf
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kiosk.desk.report_document import report_document
from kiosk.desk.report_plots import report_plots
from kiosk.domain.language import Language
from kiosk.slips.document import MOST_BARS, Document, Plot, Series
from kiosk.texts.catalogue import ASSETS, Texts
from tests.desk.reported import MONTH, YEAR, full_report
from tests.pieces import FRAME_S, longest_piece_s
from tests.ui.conftest import Unexpected
from tests.ui.window import PATIENCE_S
from ui.slip_painter.document import DocumentForm, document_pdf, drawn_document, drawn_pdf
from ui.slip_painter.document_layout import laid_out
from ui.theme import FONT_FAMILIES, PALETTES, Panel, contrast
from ui.turns import Turns, at_once
from ui.widgets.chart_style import ChartStyle, chart_height
from ui.widgets.charts import Chart
from ui.widgets.desk.look import Look
from ui.widgets.desk.plot import PlotPicture, PlotView, chart_style
from ui.widgets.pictures import Pictures

pytestmark = pytest.mark.usefixtures("fonts", "unexpected")

BARS = Series("会干的人", (230.0, 180.5, 5.0))
LYING = Plot(title="会干的人最多的工种", labels=("摘苹果", "瓦工", "厨师"), bars=BARS, lies=True)
OVER_TIME = Plot(
    title="每月",
    labels=tuple(f"{month}月" for month in range(1, 13)),
    bars=Series("到站人次", tuple(float(50 + month) for month in range(12))),
    line=Series("成功用工人次", tuple(float(20 + month) for month in range(12))),
)
HOSTILE = (
    "长" * 10_000, "x" * 10_000, "مرحبا " * 9, "👩‍🌾🍎", "\u202egnp\x00\ud800", "", "Z" + "\u0301" * 50,
)  # fmt: skip
BAR = QColor("#08402B")
MARKUP = "<b>瓦工</b>&amp;"
PANELS = (
    Panel(width_px=1080, height_px=1920, width_mm=268, height_mm=476),
    Panel(width_px=1366, height_px=768, width_mm=361, height_mm=203),
    Panel(width_px=1024, height_px=600, width_mm=222, height_mm=125),
)


@pytest.fixture(scope="module")
def fonts(qapp: QApplication) -> None:
    from ui.fonts import load_fonts

    load_fonts()


def style(letters_px: int = 20) -> ChartStyle:
    font = QFont(list(FONT_FAMILIES))
    font.setPixelSize(letters_px)
    return ChartStyle(
        letters=font, ink=QColor("black"), bar=QColor("#08402B"), behind=QColor("#FFDF80"), line=QColor("#08402B"),
        grid=QColor("#BBBBBB"),
    )  # fmt: skip


def look(panel: Panel = PANELS[0], *, palette: int = 0) -> Look:
    return Look(
        panel=panel,
        texts=Texts(Language.ZH_CN),
        pictures=Pictures((ASSETS / "pictures",)),
        today=lambda: MONTH.last_day,
        palette=palette,
    )


def on_pdf(plot: Plot, how: ChartStyle, *, width: float = 900) -> pypdf.PageObject:
    """The plot alone, drawn on a page as large as it is."""
    chart = Chart(plot, how, width=width)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    painter = QPainter(writer)
    chart.paint(painter, QRectF(0, 0, chart.size.width(), chart.size.height()))
    painter.end()
    return pypdf.PdfReader(io.BytesIO(bytes(buffer.data().data()))).pages[0]


def as_image(plot: Plot, how: ChartStyle, *, width: float = 900) -> QImage:
    chart = Chart(plot, how, width=width)
    image = QImage(chart.size.toSize(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    chart.paint(painter, QRectF(0, 0, chart.size.width(), chart.size.height()))
    painter.end()
    return image


def words_of(page: pypdf.PageObject) -> str:
    return page.extract_text()


@pytest.mark.parametrize("letters_px", [10, 13, 16, 21, 32])
@pytest.mark.parametrize("bars", [1, 2, 3, 8, 12])
def test_no_label_beside_lying_bars_is_cut(bars: int, letters_px: int) -> None:
    labels = tuple(f"Trade{number}" for number in range(bars))
    plot = Plot(title="t", labels=labels, bars=Series("n", tuple(map(float, range(1, bars + 1)))), lies=True)
    words = words_of(on_pdf(plot, style(letters_px), width=letters_px * 40))
    assert "..." not in words
    for label in labels:
        assert label in words


def test_every_lying_bar_says_its_figure_with_its_unit() -> None:
    words = words_of(on_pdf(Plot(title="t", labels=("a", "b", "c"), bars=BARS, lies=True, unit="%"), style()))
    for figure in ("230%", "180.5%", "5%"):
        assert figure in words


def test_large_figures_are_written_out() -> None:
    plot = Plot(title="t", labels=("a", "b"), bars=Series("n", (1_234_567.0, 87_292.0)), lies=True)
    words = words_of(on_pdf(plot, style()))
    assert "1234567" in words
    assert "87292" in words


def test_what_stands_for_which_series_is_said_above_the_bars() -> None:
    words = words_of(on_pdf(OVER_TIME, style()))
    assert len(words.split()) > 12


@pytest.mark.parametrize("bars", [12, 31, 62, MOST_BARS])
def test_labels_below_upright_bars_are_left_out_rather_than_cut(bars: int) -> None:
    plot = Plot(
        title="t", labels=tuple(f"2026-{number}" for number in range(bars)),
        bars=Series("n", tuple(float(number) for number in range(bars))),
    )  # fmt: skip
    words = words_of(on_pdf(plot, style()))
    assert "..." not in words
    assert "2026-0" in words


def test_markup_in_a_label_is_shown_as_it_stands() -> None:
    for plot in (
        Plot(title="t", labels=(MARKUP, "b"), bars=Series(MARKUP, (1.0, 2.0)), lies=True),
        Plot(title="t", labels=(MARKUP, "b"), bars=Series(MARKUP, (1.0, 2.0)), line=Series("<i>x</i>", (1.0, 1.0))),
    ):
        words = words_of(on_pdf(plot, style(), width=1200)).replace(" ", "").replace("\n", "")
        assert "<b>" in words
        assert "&amp;" in words
    assert "<i>x</i>" in words


def test_bars_are_as_long_as_their_figures_say() -> None:
    rows = as_image(Plot(title="t", labels=("a", "b"), bars=Series("n", (200.0, 50.0)), lies=True), style())
    longest, shortest = (_count(rows.copy(0, round(rows.height() * at), rows.width(), 1), BAR) for at in (0.3, 0.8))
    assert longest / shortest == pytest.approx(4, abs=0.1)


def test_a_bar_ends_at_the_height_of_its_figure_on_the_scale() -> None:
    image = as_image(Plot(title="t", labels=("a", "b"), bars=Series("n", (40.0, 20.0)), most=40.0), style())
    heights = [_count(image.copy(round(image.width() * at), 0, 1, image.height()), BAR) for at in (0.3, 0.75)]
    grid = [y for y in range(image.height()) if QColor(image.pixel(image.width() - 1, y)) == QColor("#BBBBBB")]
    axis = next(y for y in range(image.height()) if QColor(image.pixel(image.width() - 1, y)) == QColor("black"))
    assert heights == pytest.approx([axis - grid[0], (axis - grid[0]) / 2], abs=3)


def test_a_line_goes_through_its_figures() -> None:
    low = Plot(title="t", labels=("a",) * 3, bars=Series("n", (4.0,) * 3), line=Series("m", (0.0, 2.0, 4.0)))
    image = as_image(low, style())
    at = [[y for y in range(60, image.height()) if QColor(image.pixel(x, y)) == BAR] for x in (170, 463, 755)]
    first, second, third = (sum(ys) / len(ys) for ys in at)
    assert third < second < first
    assert second == pytest.approx((first + third) / 2, abs=3)


@pytest.mark.parametrize(
    "label", ["长" * 10_000, "x" * 10_000, "مرحبا " * 9, "👩‍🌾🍎", "\u202egnp\x00\ud800", "", "Z" + "\u0301" * 50]
)
def test_hostile_labels_leave_the_bars_their_room(label: str) -> None:
    for lies in (True, False):
        plot = Plot(title=label, labels=(label, label), bars=Series(label, (1.0, 2.0)), lies=lies)
        image = as_image(plot, style(), width=420)
        assert QColor(image.pixel(image.width() * 3 // 4, image.height() * 3 // 4)) == QColor("#08402B")


def test_a_plot_of_nothing_but_zeros_can_be_drawn() -> None:
    for lies in (True, False):
        as_image(Plot(title="t", labels=("a", "b"), bars=Series("n", (0.0, 0.0)), lies=lies), style())


TOO_MANY = MOST_BARS + 1


@pytest.mark.parametrize(
    ("labels", "bars", "line"),
    [
        ((), (), None),
        (("a",), (1.0, 2.0), None),
        (("a",), (1.0,), (1.0, 2.0)),
        (("a",), (-1.0,), None),
        (("a",), (float("nan"),), None),
        (("a",), (float("inf"),), None),
        (("a",) * TOO_MANY, (1.0,) * TOO_MANY, None),
    ],
)
def test_a_plot_that_nobody_could_draw_is_refused(
    labels: tuple[str, ...], bars: tuple[float, ...], line: tuple[float, ...] | None
) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Plot(title="t", labels=labels, bars=Series("n", bars), line=None if line is None else Series("m", line))


def test_a_plot_says_all_its_figures_in_words() -> None:
    assert LYING.in_words == "摘苹果 230  瓦工 180.5  厨师 5"
    assert OVER_TIME.in_words.startswith("1月 50 20  2月 51 21")


def test_bars_and_line_are_told_apart_in_a_grey_print() -> None:
    for palette in range(len(PALETTES)):
        how = chart_style(look(palette=palette))
        assert contrast(how.line, how.behind) >= 3
        assert contrast(how.ink, QColor(PALETTES[palette].surface)) >= 7
        assert contrast(how.bar, QColor(PALETTES[palette].surface)) >= 3
    grey = as_image(OVER_TIME, style()).convertToFormat(QImage.Format.Format_Grayscale8)
    tones = {QColor(grey.pixel(x, y)).lightness() // 32 for x in range(0, 900, 3) for y in range(0, grey.height(), 3)}
    assert len(tones) >= 3


# on the screen


@pytest.fixture
def shown(qapp: QApplication, unexpected: Unexpected) -> Iterator[QWidget]:
    unexpected.allow("This plugin does not support propagateSizeHints()")
    window = QWidget()
    QVBoxLayout(window)
    yield window
    window.deleteLater()


def view_in(window: QWidget, panel: Panel, *, width: int = 700) -> PlotView:
    view = PlotView(look(panel), "plot", window, turns=Turns(window))
    window.layout().addWidget(view)
    window.resize(width, 900)
    window.show()
    return view


def until_drawn(view: PlotView) -> PlotPicture:
    picture = view.findChild(PlotPicture)
    assert picture is not None
    deadline = time.monotonic() + PATIENCE_S
    while not (picture.is_drawn and picture.isVisible()):
        assert time.monotonic() < deadline
        QApplication.processEvents()
    QApplication.processEvents()
    return picture


@pytest.mark.parametrize("panel", PANELS, ids=["kiosk", "office", "small"])
def test_a_plot_is_drawn_as_wide_as_its_place_and_again_when_that_changes(shown: QWidget, panel: Panel) -> None:
    view = view_in(shown, panel)
    view.show_plot(OVER_TIME)
    picture = until_drawn(view)
    before = picture.grab().toImage()
    assert picture.height() >= picture.heightForWidth(picture.width())
    assert _count(before, QColor(PALETTES[0].spoken)) > 1_000
    shown.resize(460, 900)
    QTest.qWait(50)
    until_drawn(view)
    assert picture.width() < before.width()
    assert picture.height() >= picture.heightForWidth(picture.width())


def test_another_plot_takes_the_place_of_the_first_and_none_hides_it(shown: QWidget) -> None:
    view = view_in(shown, PANELS[0])
    view.show_plot(OVER_TIME)
    first = until_drawn(view).grab().toImage()
    view.show_plot(LYING)
    picture = until_drawn(view)
    assert picture.grab().toImage() != first
    assert picture.accessibleName() == LYING.title
    assert picture.accessibleDescription() == LYING.in_words
    view.show_plot(None)
    assert not view.isVisible()


def test_the_tab_key_shows_where_it_is(shown: QWidget) -> None:
    view = view_in(shown, PANELS[0])
    view.show_plot(LYING)
    picture = until_drawn(view)
    shown.activateWindow()
    picture.clearFocus()
    QApplication.processEvents()
    without = picture.grab().toImage()
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert picture.grab().toImage() != without


@pytest.mark.alone
@pytest.mark.parametrize("period", [MONTH, YEAR], ids=["month", "year"])
def test_no_piece_of_drawing_a_report_holds_up_a_frame(period) -> None:
    plots = report_plots(full_report(period), Texts(Language.ZH_CN))

    def drawn() -> Iterator[None]:
        for plot in plots:
            as_image(plot, style(), width=1000)
            yield

    assert longest_piece_s(drawn) < FRAME_S


# on paper


def paper(*plots: Plot, language: Language = Language.ZH_CN) -> Document:
    return Document(language=language, title="驿站报表", blocks=plots)


def test_a_pdf_holds_plots_as_lines_and_words_not_as_pictures() -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(document_pdf(paper(LYING, OVER_TIME)))).pages
    assert "/XObject" not in page["/Resources"] or not page["/Resources"]["/XObject"]
    words = page.extract_text()
    for said in ("会干的人最多的工种", "摘苹果", "瓦工", "180.5", "到站人次", "成功用工人次", "12月"):
        assert said in words.replace("\n", "")


def test_a_word_that_stands_in_a_plot_alone_is_found_in_the_pdf() -> None:
    """Qt notes 口 and 一 as radicals that look the same."""
    plot = Plot(title="驿站", labels=("一口", "b"), bars=Series("n", (1.0, 2.0)), lies=True)
    (page,) = pypdf.PdfReader(io.BytesIO(document_pdf(paper(plot)))).pages
    assert "一口" in page.extract_text()


@pytest.mark.parametrize("form", DocumentForm)
def test_a_plot_fits_every_paper_below_its_title(form: DocumentForm) -> None:
    pages = at_once(laid_out(paper(OVER_TIME, LYING), form))
    for page in pages.pages:
        assert page.bottom <= pages.sheet.height_dots
        for placed in page.placed:
            for item in placed.piece.items:
                assert item.rect.right() <= pages.sheet.width_dots + 1
    assert len(pages.pages) == (1 if form is DocumentForm.A4 else len(pages.pages))
    images = at_once(drawn_document(paper(OVER_TIME, LYING), form))
    assert all(_has_ink(image) for image in images)


def test_a_title_never_stands_alone_at_the_foot_of_a_page() -> None:
    pages = at_once(laid_out(paper(*[LYING] * 12), DocumentForm.A4))
    assert len(pages.pages) > 1
    for page in pages.pages:
        kinds = ["plot" if any(item.name == "plot" for item in placed.piece.items) else "text" for placed in page.placed
                 if placed.piece.items and placed.piece.height]  # fmt: skip
        assert kinds[-1] == "plot"
        assert kinds[0] == "text"


@pytest.mark.alone
@pytest.mark.parametrize("period", [MONTH, YEAR], ids=["month", "year"])
def test_a_report_is_drawn_on_paper_in_pieces(period) -> None:
    document = report_document(full_report(period), Texts(Language.ZH_CN), station_name="石桥镇零工驿站")
    assert longest_piece_s(lambda: drawn_pdf(document)) < FRAME_S


def test_a_report_of_a_year_stands_upright_on_a4_with_its_pages_numbered() -> None:
    document = report_document(full_report(YEAR), Texts(Language.ZH_CN), station_name="石桥镇零工驿站")
    pages = pypdf.PdfReader(io.BytesIO(document_pdf(document))).pages
    for number, page in enumerate(pages, 1):
        assert page.mediabox.height > page.mediabox.width
        assert f"第{number}页，共{len(pages)}页" in page.extract_text().replace(" ", "").replace("\n", "")


def test_lying_plots_are_as_high_as_they_have_bars() -> None:
    one, three = (
        Plot(title="t", labels=("a",) * count, bars=Series("n", (1.0,) * count), lies=True) for count in (1, 3)
    )
    assert chart_height(one, style(), width=900) < chart_height(three, style(), width=900)
    assert Chart(three, style(), width=900).size == QSizeF(900, chart_height(three, style(), width=900))


def _count(image: QImage, colour: QColor) -> int:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(plain.constBits()).cast("B").cast("I").tolist().count(colour.rgb())


def _has_ink(image: QImage) -> bool:
    return _count(image, QColor("black")) > 1_000
