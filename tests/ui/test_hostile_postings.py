"""Postings as nobody should write them: whole on every screen, shown as they are written, and heard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize

from kiosk.domain.ids import new_id
from kiosk.domain.listing import Today
from kiosk.domain.posting import Posting, PostingState
from kiosk.services import OpenStation
from kiosk.store.postings import NewPosting
from tests.ui import window as of_test
from tests.ui.conftest import OpenWindow
from tests.ui.window import MORNING, Window

LONG = "身体好，腿脚灵便，能吃苦，不怕脏，听安排，" * 12
WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
MARKUP = "<b>装箱</b> &lt;i&gt; <script>alert(1)</script>"
TEXTS = {
    "long": LONG,
    "one word": WORD,
    "digits": "0" * 70,
    "rare characters": "䶮家沟𠮷祥村㙍镇",
    "right to left": "العمل 7:30 שלום",
    "markup": MARKUP,
    "one character": "摘",
    "emoji": "🍎摘👨‍👩‍👧果👍🏽子🎉",
}
PANELS = {"21 inches": (QSize(540, 960), (268.0, 476.0)), "10 inches": (QSize(1280, 800), (217.0, 136.0))}
EMOJI = "🍎👨👩👧👍🎉"


@pytest.fixture(params=PANELS, ids=PANELS.keys())
def any_window(request: pytest.FixtureRequest, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch) -> Window:
    size, mm = PANELS[request.param]
    monkeypatch.setattr(of_test, "PANEL_PX", size)
    monkeypatch.setattr(of_test, "PANEL_MM", mm)
    return open_window()


def alone(staff: OpenStation, text: str) -> Posting:
    """Make one posting that says `text` everywhere the only one of today."""
    known = staff.find(Today())
    odd = replace(
        known[0], id=new_id(), title=text, place=text, transport=text, employer_name=text, employer_id=new_id(),
        experience=text, note=text, contact_name=text[:20], first_day=MORNING.date(), age_from=None, age_to=60,
    )  # fmt: skip
    staff.postings.save_new([NewPosting(posting=odd)])
    for posting in known:
        staff.postings.set_state(posting.id, PostingState.PAUSED)
    return odd


def look(window: Window) -> str:
    """See that the screen is whole on every page, and return what it says."""
    said = []
    while True:
        for item in window.shell.visible_items():
            assert item.is_whole(), (window.name, item.objectName(), [text.text for text in item.texts()])
            assert item.spoken, (window.name, item.objectName())
        said += [phrase.text for phrase in window.shell.phrases()]
        if "page-next" not in window.names():
            return "".join(said)
        window.touch("page-next")
        window.settle()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_no_posting_is_clipped_on_its_way_to_a_slip(any_window: Window, staff: OpenStation, text: str) -> None:
    window = any_window
    alone(staff, text)
    window.touch("home-today", "postings")
    window.until(lambda: "posting-1" not in window.names(), "the other postings to vanish")
    look(window)
    window.touch("posting-0", "oneposting")
    look(window)
    window.touch("posting-want", "slipshown")
    window.settle()
    look(window)


def test_markup_is_shown_as_it_is_written(window: Window, staff: OpenStation) -> None:
    alone(staff, MARKUP)
    window.touch("home-today", "postings")
    window.until(lambda: "posting-1" not in window.names(), "the other postings to vanish")
    window.touch("posting-0", "oneposting")
    assert MARKUP in look(window)


def test_a_long_note_can_be_read_to_its_end(any_window: Window, staff: OpenStation) -> None:
    window = any_window
    alone(staff, LONG)
    window.touch("home-today", "postings")
    window.until(lambda: "posting-1" not in window.names(), "the other postings to vanish")
    window.touch("posting-0", "oneposting")
    assert look(window).count(LONG[:20]) >= 12


def test_pictures_among_the_letters_are_left_out_where_no_voice_says_them(window: Window, staff: OpenStation) -> None:
    alone(staff, TEXTS["emoji"])
    window.touch("home-today", "postings")
    window.until(lambda: "posting-1" not in window.names(), "the other postings to vanish")
    window.touch("posting-0", "oneposting")
    said = look(window)
    assert "摘 果 子" in said
    assert not set(said) & set(EMOJI)


def test_a_title_of_nothing_but_pictures_is_the_trade_s_name(window: Window, staff: OpenStation) -> None:
    odd = alone(staff, "🍎🍊")
    window.touch("home-today", "postings")
    window.until(lambda: "posting-1" not in window.names(), "the other postings to vanish")
    window.touch("posting-0", "oneposting")
    name = window.item("heading").texts()[0].text
    assert window.item("posting-what").texts()[0].text == name
    assert odd.title not in look(window)
