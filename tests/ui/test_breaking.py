"""Where texts are broken into lines, and what becomes of those that are too long for any line or page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from kiosk.domain.preferences import TextSize
from ui.fonts import load_fonts
from ui.theme import Panel, Role, Theme
from ui.widgets.face import Face, Line, Tone
from ui.widgets.flow import grown_flow
from ui.widgets.pictures import Pictures
from ui.widgets.typesetter import Typesetter

PANEL = Panel(width_px=1280, height_px=800, width_mm=217, height_mm=136)
TALL = 10_000.0


@pytest.fixture
def typesetter(qapp: QApplication) -> Typesetter:
    return Typesetter(Theme(PANEL), Pictures(()))


def lines(layout: QTextLayout) -> list[str]:
    placed = [layout.lineAt(index) for index in range(layout.lineCount())]
    return [layout.text()[line.textStart() :][: line.textLength()].strip() for line in placed]


def broken(typesetter: Typesetter, text: str, *, ems: float, centered: bool = True) -> list[str]:
    face = Face(lines=(Line(text=text),), tone=Tone.PLAIN, centered=centered)
    width = typesetter.theme.font(face.lines[0].role).pixelSize() * ems
    return lines(typesetter.place(face, QRectF(0, 0, width, TALL)).lines[0].layout)


@pytest.mark.parametrize("centered", [True, False])
@pytest.mark.parametrize(
    ("text", "ems", "wanted"),
    [
        ("看看别的活，或者问问工作人员。", 13, ["看看别的活，", "或者问问工作人员。"]),
        ("刚才出了点问题，从头再来一次。", 13, ["刚才出了点问题，", "从头再来一次。"]),
        ("今天 11月25日–明天 11月26日", 12, ["今天 11月25日–", "明天 11月26日"]),
        ("今天 11月25日–11月27日", 10.5, ["今天 11月25日–", "11月27日"]),
        ("170–99999元/天", 6, ["170–", "99999元/天"]),
        ("Today, 25 November – 30 November", 14, ["Today, 25 November –", "30 November"]),
    ],
)
def test_it_pauses_where_people_pause(
    typesetter: Typesetter, text: str, ems: float, wanted: list[str], centered: bool
) -> None:
    assert broken(typesetter, text, ems=ems, centered=centered) == wanted


def test_no_character_is_left_alone_on_the_last_line(typesetter: Typesetter) -> None:
    found = broken(typesetter, "城关镇滨河路安置小区", ems=9.3, centered=False)
    assert len(found) == 2
    assert len(found[1]) > 2


@pytest.mark.parametrize(
    ("text", "ems", "wanted"),
    [
        ("您想找什么活？", 5.3, ["您想找", "什么活？"]),
        ("是哪个活的事？", 6.3, ["是哪个", "活的事？"]),
        ("您说说怎么回事", 6.3, ["您说说", "怎么回事"]),
    ],
)
def test_a_name_is_broken_between_its_words(typesetter: Typesetter, text: str, ems: float, wanted: list[str]) -> None:
    assert broken(typesetter, text, ems=ems, centered=False) == wanted


@pytest.mark.parametrize("text", ["听一听", "快一点", "132个活"])
def test_a_short_label_that_has_no_room_in_one_line_does_not_fit(typesetter: Typesetter, text: str) -> None:
    face = Face(lines=(Line(text=text),), tone=Tone.PLAIN)
    em = typesetter.theme.font(Role.BODY).pixelSize()
    cramped = typesetter.place(face, QRectF(0, 0, em * 2.5, TALL))
    assert not cramped.fits
    assert cramped.is_whole
    assert typesetter.place(face, QRectF(0, 0, em * 5, TALL)).fits


def test_what_keeps_to_one_line_is_left_alone(typesetter: Typesetter) -> None:
    assert broken(typesetter, "好，看别的活", ems=20) == ["好，看别的活"]


@pytest.mark.parametrize("text", ["Llanfairpwllgwyngyllgogerychwyrndrobwll" * 2, "0" * 60, "𠮷" * 5 + "x" * 40])
def test_a_word_wider_than_its_room_is_broken_and_nothing_is_lost(typesetter: Typesetter, text: str) -> None:
    face = Face(lines=(Line(text=text, icon="place"),), tone=Tone.PLAIN)
    placed = typesetter.place(face, QRectF(0, 0, 300, TALL))
    assert placed.is_whole
    assert not placed.fits
    assert placed.lines[0].rect.right() <= 301
    assert typesetter.height_for(face, 300) >= placed.lines[0].rect.height()


def test_our_own_words_are_never_broken_for_the_sake_of_size(typesetter: Typesetter) -> None:
    face = Face(lines=(Line(text="Scaffolding"),), tone=Tone.PLAIN)
    width = typesetter.word_width(face) + 1
    assert typesetter.grown([face], [QRectF(0, 0, width, TALL)])[0].scale == 1.0


@pytest.mark.parametrize("text", ["身体好，腿脚灵便，能吃苦，" * 30, "x" * 700, "𠮷祥村" * 90])
def test_a_text_higher_than_a_page_goes_on_on_the_next(typesetter: Typesetter, text: str) -> None:
    faces = [Face(lines=(Line(text=one, icon="note"),), tone=Tone.PLAIN) for one in ("今天", text, "包吃")]
    area = QRectF(0, 0, 360, 300)
    parts, pages = grown_flow(typesetter, faces, area)
    shown = [index for page in pages for index in page]
    assert shown == list(range(len(parts)))
    assert "".join(part.lines[0].text for part in parts) == "今天" + text + "包吃"
    for page in pages:
        for index, rect in page.items():
            assert area.contains(rect)
            assert typesetter.place(parts[index], rect).is_whole


def test_a_date_takes_smaller_letters_before_it_is_cut_into_a_word_a_page(qapp: QApplication) -> None:
    typesetter = Typesetter(Theme(PANEL, text_size=TextSize.LARGEST), Pictures(()))
    text = "Today, 28 November – tomorrow, 29"
    date, hours = (Face(lines=(Line(text=one, icon="calendar"),), tone=Tone.PLAIN) for one in (text, "4:00–10:00"))
    area = QRectF(0, 0, 440, 250)
    assert typesetter.height_for(date, area.width()) > area.height()
    parts, pages = grown_flow(typesetter, [date, hours], area)
    assert [part.lines[0].text for part in parts] == [text, "4:00–10:00"]
    assert parts[0].scale < parts[1].scale == 1.0
    assert all(typesetter.place(parts[index], rect).is_whole for page in pages for index, rect in page.items())


def test_facts_do_not_grow_until_a_number_leaves_its_column(typesetter: Typesetter) -> None:
    faces = [Face(lines=(Line(text=text, icon="phone"),), tone=Tone.PLAIN) for text in ("07425551810", "6:30")]
    em = typesetter.theme.font(faces[0].lines[0].role).pixelSize()
    grown, pages = grown_flow(typesetter, faces, QRectF(0, 0, em * 8, TALL))
    assert len(pages) == 1
    assert all(typesetter.keeps_words(face, pages[0][index].width()) for index, face in enumerate(grown))


def test_a_word_that_is_wider_than_its_room_does_not_fit_in_however_few_lines(qapp: QApplication) -> None:
    """The layout tells places of a word that runs out of its line as if they lay within it."""
    load_fonts()
    narrow = Panel(width_px=1024, height_px=768, width_mm=211, height_mm=158)
    typesetter = Typesetter(Theme(narrow, text_size=TextSize.LARGEST), Pictures(()))
    words = Line(text="Serving food", role=Role.STRONG)
    face = Face(picture="food_service", lines=(words,), centered=True, beside=False, scale=1.8)
    least = typesetter.word_width(face)
    for width in range(240, 480, 6):
        assert typesetter.place(face, QRectF(0, 0, width, 500)).fits == (width > least - 2), width
