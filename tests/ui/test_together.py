"""Several go together: from the posting to one slip for all, by touch."""

from __future__ import annotations

from kiosk.domain.ids import new_id
from kiosk.journeys.states import OnePosting, SlipShown
from kiosk.services import OpenStation
from tests.ui.window import Window


def to_posting_for_several(window: Window, *, slots: int = 6) -> OnePosting:
    """Go from Home to the first posting of today that has so many slots."""
    window.touch("nav-home", "home")
    window.touch("home-today", "postings")
    while True:
        first = window.shell.visit.screen.first
        for place in range(2):
            screen = window.shell.visit.screen
            if f"posting-{place}" in window.names() and screen.postings[first + place].slots_left >= slots:
                window.touch(f"posting-{place}", "oneposting")
                posting = window.shell.visit.screen
                assert isinstance(posting, OnePosting)
                return posting
        window.touch("page-next")


def test_three_go_by_one_slip_and_give_it_back(window: Window, staff: OpenStation) -> None:
    posting = to_posting_for_several(window).posting
    window.touch("posting-together", "together")
    assert [name for name in window.names() if name.startswith("together-") and name[-1].isdigit()] == [
        f"together-{people}" for people in range(1, 7)
    ]
    window.touch("together-3", "slipshown")
    shown = window.shell.visit.screen
    assert isinstance(shown, SlipShown)
    assert shown.people == 3
    assert staff.slips.held_count(posting.id) == 3
    assert window.shell.phrases()[0].text == "这是3个人的单子"
    assert len(staff.slips.companions(shown.slip)) == 2
    window.touch("nav-back", "oneposting")
    assert "posting-together" not in window.names(), "they hold a slip of it already"
    window.touch("posting-want", "slipshown")
    window.touch("slip-give-back", "notice-given-back")
    window.until(lambda: staff.slips.held_count(posting.id) == 0)


def test_what_others_took_meanwhile_is_said_and_the_rest_offered(window: Window, staff: OpenStation) -> None:
    posting = to_posting_for_several(window).posting
    window.touch("posting-together", "together")
    for _ in range(posting.slots_left - 2):
        staff.slips.issue(posting.id, wish_id=new_id(), now=staff.now())
    window.touch("together-4")
    window.until(lambda: "together-3" not in window.names())
    assert "together-2" in window.names()
    assert any("只剩2个名额" in said.text for said in window.shell.phrases())
    assert staff.slips.held_count(posting.id) == posting.slots_left - 2, "nobody got a part"
    window.touch("together-2", "slipshown")
    assert staff.slips.held_count(posting.id) == posting.slots_left


def test_a_posting_for_one_asks_nobody_how_many_they_are(window: Window, staff: OpenStation) -> None:
    posting = to_posting_for_several(window).posting
    for _ in range(posting.slots_left - 1):
        staff.slips.issue(posting.id, wish_id=new_id(), now=staff.now())
    window.until(lambda: "posting-together" not in window.names())
    assert "posting-want" in window.names()
