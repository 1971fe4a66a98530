"""The line the product exists for, on the real window: today's work, one posting, a slip."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from kiosk.domain.ids import new_id
from kiosk.domain.listing import Today
from kiosk.domain.posting import PostingState
from kiosk.journeys import events as was
from kiosk.journeys.states import OnePosting, Printing, SlipShown
from kiosk.services import OpenStation
from kiosk.store.postings import NewPosting
from tests.ui.window import MORNING, Window


def test_home_to_slip_takes_four_touches(window: Window, staff: OpenStation) -> None:
    window.touch("home-today", "postings")
    window.touch("posting-0", "oneposting")
    window.touch("posting-want", "slipshown")
    slip = window.shell.visit.screen
    assert isinstance(slip, SlipShown)
    assert staff.slips.held_count(slip.posting.id) == 1
    assert staff.slips.find(slip.slip.number) == slip.slip
    assert slip.slip.number in [said.text for said in window.shell.phrases()]


def test_by_picture_it_takes_four_touches_too(window: Window, staff: OpenStation) -> None:
    for name, screen in (("home-trades", "trades"), ("trade-0", "postings"), ("posting-0", "oneposting")):
        window.touch(name, screen)
    window.touch("posting-want", "slipshown")
    assert len(window.shell.visit.taken) == 1


def test_today_s_work_is_what_the_store_says(window: Window, staff: OpenStation) -> None:
    window.touch("home-today", "postings")
    first = staff.find(Today())[0]
    assert window.item("posting-0").texts()[1].text in str([said.text for said in window.shell.phrases()])
    window.touch("posting-0", "oneposting")
    screen = window.shell.visit.screen
    assert isinstance(screen, OnePosting)
    assert screen.posting.id == first.id


def test_a_station_without_a_printer_says_to_take_a_photo(window: Window) -> None:
    window.to_slip()
    window.until(lambda: window.shell.visit.taken[0].printing is Printing.NO_PAPER_TODAY)
    assert any("拍" in said.text for said in window.shell.phrases())


def test_a_trembling_finger_makes_one_slip(window: Window, staff: OpenStation) -> None:
    posting = window.to_posting().posting
    at = window.middle("posting-want")
    window.tap(at, after_s=1.0)
    for _ in range(4):
        window.tap(at, after_s=0.05)
    window.until(lambda: window.name == "slipshown")
    window.settle()
    assert staff.slips.held_count(posting.id) == 1
    assert window.name == "slipshown"


def test_a_second_touch_within_a_third_of_a_second_does_nothing(window: Window) -> None:
    at = window.middle("home-today")
    window.tap(at, after_s=1.0)
    window.until(lambda: window.name == "postings")
    window.tap(window.middle("posting-0"), after_s=0.29)
    window.settle()
    assert window.name == "postings"
    window.tap(window.middle("posting-0"), after_s=0.02)
    window.until(lambda: window.name == "oneposting")


def test_a_finger_that_slides_off_the_button_does_nothing(window: Window, staff: OpenStation) -> None:
    posting = window.to_posting().posting
    window.tap(window.middle("posting-want"), after_s=1.0, lifted_at=window.middle("posting-what"))
    window.settle()
    assert window.name == "oneposting"
    assert staff.slips.held_count(posting.id) == 0
    window.tap(window.middle("nav-home"), after_s=1.0, lifted_at=window.middle("nav-back"))
    assert window.name == "oneposting"


def test_back_home_listen_and_staff_stand_in_the_same_place_on_every_screen(window: Window) -> None:
    ways = ("nav-back", "nav-home", "nav-listen", "nav-staff")

    def places() -> list[object]:
        return [window.item(name).geometry().getRect() for name in ways]

    at_home = places()
    for name, screen in (("home-trades", "trades"), ("trade-0", "postings"), ("posting-0", "oneposting")):
        window.touch(name, screen)
        assert places() == at_home
    window.touch("posting-want", "slipshown")
    assert places() == at_home
    window.touch("nav-staff")
    assert window.name.startswith("notice-")
    assert places() == at_home


def test_calling_staff_rings_before_it_says_so_and_nothing_else_rings(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, bool]] = []
    monkeypatch.setattr(type(window.kiosk.speaker), "has_loudspeaker", True)
    monkeypatch.setattr(
        window.kiosk.speaker,
        "say",
        lambda phrases, _, *, after_bell=False: said.append((phrases[0].text, after_bell)),
    )
    window.touch("nav-staff", "notice-staff-called")
    window.touch("nav-listen", "home")
    window.touch("home-today", "postings")
    window.touch("nav-listen")
    assert said[0] == ("工作人员马上来", True)
    assert len(said) > 2
    assert [rings for _, rings in said[1:]] == [False] * len(said[1:])


def test_without_a_loudspeaker_nobody_is_said_to_come(window: Window) -> None:
    window.until(lambda: not window.kiosk.speaker.has_loudspeaker)
    window.touch("nav-staff", "notice-nobody-hears")
    assert "走过去" in "".join(said.text for said in window.shell.phrases())


def test_the_last_slot_is_given_once_and_the_next_wish_is_told(window: Window, staff: OpenStation) -> None:
    posting = window.to_posting().posting
    for number in range(posting.slots_left):
        staff.grant(posting.id, wish_id=f"elsewhere-{number}")
    window.shell.touch(was.Wanted("too-late"))
    window.until(lambda: window.name in ("notice-no-slot-left", "notice-posting-gone"))
    window.settle()
    assert staff.slips.held_count(posting.id) == posting.headcount


def test_a_slip_given_back_is_somebody_else_s_again(window: Window, staff: OpenStation) -> None:
    slip = window.to_slip()
    window.touch("slip-give-back", "notice-given-back")
    window.settle()
    assert staff.slips.held_count(slip.posting.id) == 0
    window.touch("notice-button", "oneposting")
    window.touch("posting-want", "slipshown")
    window.settle()
    assert staff.slips.held_count(slip.posting.id) == 1


def test_going_home_before_the_slip_comes_frees_its_slot(window: Window, staff: OpenStation) -> None:
    posting = window.to_posting().posting
    window.shell.touch(was.Wanted("w"))
    window.shell.happen(was.WentHome())
    window.settle()
    window.settle()
    assert window.name == "home"
    assert staff.slips.held_count(posting.id) == 0


def test_a_kiosk_that_is_closed_before_the_slip_comes_frees_its_slot(window: Window, staff: OpenStation) -> None:
    posting = window.to_posting().posting
    window.watch.now_s += 1
    window.shell.touch(was.Wanted("w"))
    window.kiosk.close()
    assert staff.slips.held_count(posting.id) == 0


def test_a_slip_in_the_hand_stays_held_when_the_kiosk_is_closed(window: Window, staff: OpenStation) -> None:
    slip = window.to_slip()
    window.kiosk.close()
    assert staff.slips.held_count(slip.posting.id) == 1


@pytest.mark.alone
def test_a_posting_that_staff_pause_is_gone_within_a_second(window: Window, staff: OpenStation) -> None:
    posting = window.to_posting().posting
    paused_at = time.monotonic()
    staff.postings.set_state(posting.id, PostingState.PAUSED)
    window.until(lambda: window.name == "notice-posting-gone")
    assert time.monotonic() - paused_at < 1.0
    window.touch("notice-button", "postings")

    def listed() -> list[str]:
        return [one.id for one in getattr(window.shell.visit.screen, "postings", ())]

    window.until(lambda: posting.id not in listed())
    assert time.monotonic() - paused_at < 1.5


def test_a_posting_that_goes_while_the_finger_lies_on_it_is_said_to_be_gone(window: Window, staff: OpenStation) -> None:
    """Another one takes its place on the list, which nobody meant to touch."""
    window.touch("home-today", "postings")
    first, *others = staff.find(Today())
    at = window.middle("posting-0")

    def it_goes() -> None:
        staff.postings.set_state(first.id, PostingState.PAUSED)
        window.until(lambda: getattr(window.shell.visit.screen, "postings", ())[0].id == others[0].id)

    window.tap(at, after_s=1.0, meanwhile=it_goes)
    window.until(lambda: window.name == "notice-posting-gone")
    window.touch("notice-button", "postings")
    window.touch("posting-0", "oneposting")
    assert getattr(window.shell.visit.screen, "posting", None) == others[0]


def test_the_mark_on_what_is_heard_stays_while_seconds_pass(window: Window) -> None:
    window.touch("home-today", "postings")
    card = window.item("posting-0")
    window.shell.mark_spoken(card)
    window.seconds(3)
    assert card.speaking
    window.touch("posting-0", "oneposting")
    assert not any(item.speaking for item in window.shell.visible_items())


def test_the_slip_can_be_seen_again_after_the_language_was_changed(window: Window) -> None:
    slip = window.to_slip()
    for screen in ("oneposting", "postings", "home"):
        window.touch("nav-back", screen)
    window.touch("language")
    window.touch("home-today", "postings")
    window.touch("posting-0", "oneposting")
    window.touch("posting-want", "slipshown")
    assert slip.slip.number in [said.text for said in window.shell.phrases()]


def test_a_trade_that_only_newer_stations_know_is_shown_by_its_title(window: Window, staff: OpenStation) -> None:
    known = staff.find(Today())[0]
    odd = replace(known, id=new_id(), trade="drone-pilot", title="开无人机打药", first_day=MORNING.date(), slots_left=1)
    staff.postings.save_new([NewPosting(posting=odd)])
    for posting in staff.find(Today()):
        if posting.id != odd.id:
            staff.postings.set_state(posting.id, PostingState.PAUSED)
    window.touch("home-today", "postings")
    window.touch("posting-0", "oneposting")
    assert "开无人机打药" in [said.text for said in window.shell.phrases()]
    window.touch("nav-home", "home")
    window.touch("home-trades", "trades")
    while "drone-pilot" not in [item.face.picture for item in window.shell.visible_items()]:
        window.touch("page-next", "trades")
    tile = next(item.objectName() for item in window.shell.visible_items() if item.face.picture == "drone-pilot")
    window.touch(tile, "postings")
    window.touch("posting-0", "oneposting")
    window.touch("posting-want", "slipshown")
