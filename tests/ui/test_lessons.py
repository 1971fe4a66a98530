"""Lessons on the real window: found, chosen by picture, turned, and read aloud; a station's own with its photo."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from kiosk.domain.language import Language
from kiosk.journeys import events as was
from kiosk.journeys.learning import Lessons, OneLesson
from kiosk.journeys.states import OnePosting, Postings
from kiosk.lessons.shelf import SHIPPED, read_in
from tests.lessons.folder import SHEET, lesson_folder
from tests.ui.window import Window
from ui.widgets.pictures import EMPTY_PICTURE, Pictures


def to_lessons(window: Window) -> None:
    window.shell.happen(was.LessonsWanted())
    window.until(lambda: window.name == "lessons" and "lesson-0" in window.names())


def said(window: Window) -> list[str]:
    return [one.text for one in window.shell.phrases()]


def test_a_lesson_is_chosen_by_its_picture_and_heard_page_by_page(window: Window) -> None:
    to_lessons(window)
    assert "爬高干活" in said(window)
    window.touch("lesson-1", "onelesson")
    screen = window.shell.visit.screen
    assert isinstance(screen, OneLesson)
    assert screen.lesson.id == "heights"
    for page in screen.lesson.pages:
        assert page.text[Language.ZH_CN] in said(window)
        if page is not screen.lesson.pages[-1]:
            window.touch("page-next")
    assert "page-next" not in window.names()
    window.touch("page-previous")
    assert screen.lesson.pages[-2].text[Language.ZH_CN] in said(window)
    window.touch("nav-back", "lessons")
    window.touch("nav-home", "home")


def to_posting(window: Window, *, taught: bool) -> OnePosting:
    """Go from Home to a posting of today before whose work there is something to be heard, or is not."""
    window.touch("nav-home", "home")
    window.touch("home-today", "postings")
    listed = window.shell.visit.screen
    assert isinstance(listed, Postings)
    wanted = next(each for each in listed.postings or () if (each.trade in listed.taught) is taught)
    window.shell.happen(was.PostingChosen(wanted.id))
    window.settle()
    screen = window.shell.visit.screen
    assert isinstance(screen, OnePosting)
    return screen


def test_a_posting_leads_to_what_is_worth_hearing_before_its_work_and_back(window: Window) -> None:
    posting = to_posting(window, taught=True).posting
    (spoken,) = window.item("posting-lessons").spoken
    assert spoken in said(window)
    window.touch("posting-lessons", "lessons")
    screen = window.shell.visit.screen
    assert isinstance(screen, Lessons)
    offered = screen.offered(Language.ZH_CN)
    assert offered
    assert all(lesson.is_about(posting.trade) for lesson in offered)
    window.touch("lesson-0", "onelesson")
    window.touch("nav-back", "lessons")
    window.touch("nav-back", "oneposting")
    window.touch("posting-want", "slipshown")


def test_a_trade_of_which_no_lesson_tells_has_no_way_to_any(window: Window) -> None:
    to_posting(window, taught=False)
    assert "posting-lessons" not in window.names()


def test_every_lesson_is_reached_and_none_is_clipped(window: Window) -> None:
    to_lessons(window)
    seen: set[str] = set()
    while True:
        tiles = [window.item(name) for name in window.names() if name.startswith("lesson-")]
        assert tiles
        seen |= {text for tile in tiles for text in tile.spoken}
        if "page-next" not in window.names():
            break
        window.touch("page-next")
    shipped = {read.lesson.title[Language.ZH_CN] for read in read_in(SHIPPED, is_own=False) if read.lesson}
    assert seen == shipped
    assert isinstance(window.shell.visit.screen, Lessons)


def test_the_language_may_be_changed_on_the_way(window: Window) -> None:
    to_lessons(window)
    window.touch("lesson-1", "onelesson")
    window.shell.happen(was.LanguageChosen(Language.EN))
    screen = window.shell.visit.screen
    assert isinstance(screen, OneLesson)
    assert screen.lesson.pages[0].text[Language.EN] in said(window)


def test_a_lesson_of_the_station_shows_its_photo_and_stays_chinese(window: Window) -> None:
    sheet = "\n".join(line for line in SHEET.splitlines() if not line.startswith("en ="))
    folder = lesson_folder(window.places.lessons / "pond", sheet=sheet.replace("1.svg", "1.png"))
    Image.new("RGB", (160, 120), "#0a0").save(folder / "1.png")
    to_lessons(window)
    window.touch("lesson-1", "onelesson")
    assert "下塘先问水有多深。" in said(window)
    page = window.item("lesson-page").grab().toImage()
    green = sum(
        page.pixelColor(x, y) == QColor("#00aa00")
        for x in range(0, page.width(), 8)
        for y in range(0, page.height(), 8)
    )
    assert green > 100
    window.shell.happen(was.LanguageChosen(Language.EN))
    assert "下塘先问水有多深。" in said(window)
    window.touch("nav-back", "lessons")
    assert "下塘捞鱼" not in said(window)


def test_a_picture_that_was_taken_away_or_spoilt_leaves_the_words(tmp_path: Path, qapp: QApplication) -> None:
    pictures = Pictures((SHIPPED,))
    ink = QColor("black")
    gone = pictures.image(str(tmp_path / "gone.svg"), 64, ink=ink)
    (tmp_path / "torn.png").write_bytes(EMPTY_PICTURE)
    torn = pictures.image(str(tmp_path / "torn.png"), 64, ink=ink)
    assert (gone.width(), torn.width()) == (64, 64)
    assert not gone.isNull()
