"""Looking for work at the screen, from the consent to the number; nothing of it stays when the visitor goes."""

from __future__ import annotations

import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.person import Consent
from kiosk.domain.staff import Actor, Role
from kiosk.domain.voice import VOICE_RATE, Introduction
from kiosk.journeys import events as was
from kiosk.journeys.speaking_states import Speaking
from kiosk.journeys.wish_states import WishSay
from kiosk.services import OpenStation
from kiosk.store.work_wishes import WorkWishStore
from tests.ui.conftest import OpenWindow, Unexpected
from tests.ui.test_faults import full_disk
from tests.ui.window import Window


@pytest.fixture
def desk(staff: OpenStation) -> Desk:
    return staff.desk(Actor(role=Role.CLERK, device="desk-1", staff_id="staff-1", name="小陈"))


def to_say(window: Window) -> None:
    window.shell.happen(was.WishWanted())
    from_consent_to_say(window)


def from_consent_to_say(window: Window) -> None:
    window.touch("wish-consent-yes", "wishtrades")
    window.touch("wish-trade-0")
    window.touch("wish-trade-1")
    window.touch("wish-trades-go-on", "wishdays")
    window.touch("wish-day-2")
    window.touch("wish-days-go-on", "wishsay")


def to_reach(window: Window) -> None:
    to_say(window)
    window.touch("wish-say-give", "wishreach")


def say_of(window: Window) -> WishSay:
    screen = window.shell.visit.screen
    assert isinstance(screen, WishSay)
    return screen


def test_a_wish_with_a_phone_is_kept_and_its_number_shown(window: Window, staff: OpenStation) -> None:
    to_reach(window)
    window.touch("wish-reach-phone", "wishphone")
    for digit in "13812345678":
        window.touch(f"key-{digit}")
    window.touch("key-sign-in-done", "wishdone")
    (wish,) = WorkWishStore(staff.database).living(limit=9)
    assert (wish.phone, len(wish.trades), len(wish.days)) == ("13812345678", 2, 1)
    assert any(wish.number == said.text for said in window.shell.phrases())
    window.touch("wish-done", "home")
    assert window.shell.visit == window.shell._journey.start()


def test_whoever_comes_to_ask_leaves_no_phone_and_a_short_number_is_none(window: Window, staff: OpenStation) -> None:
    to_reach(window)
    window.touch("wish-reach-phone", "wishphone")
    window.touch("key-1")
    window.touch("key-sign-in-done", "wishphone")
    assert "号码不对" in window.item("wish-phone-hint").spoken[0]
    window.touch("nav-back", "wishreach")
    window.touch("wish-reach-comes", "wishdone")
    (wish,) = WorkWishStore(staff.database).living(limit=9)
    assert wish.phone == ""


def test_no_is_no(window: Window, staff: OpenStation) -> None:
    window.shell.happen(was.WishWanted())
    window.touch("wish-consent-no", "home")
    assert WorkWishStore(staff.database).living(limit=9) == ()


def test_every_step_of_speaking_says_what_can_be_done(window: Window) -> None:
    to_say(window)
    said = [one.text for one in window.shell.phrases()]
    assert window.item("say-hint").spoken[0] in said
    assert window.item("wish-say-give").spoken[0] in said


def test_without_a_microphone_the_staff_write_it_down(window: Window, staff: OpenStation) -> None:
    to_say(window)
    window.touch("say-speak")
    window.until(lambda: say_of(window).speaking is Speaking.NO_MICROPHONE or say_of(window).trouble is not None)
    if say_of(window).speaking is Speaking.NO_MICROPHONE:
        assert "工作人员" in window.item("say-hint").spoken[0]
    window.touch("wish-say-give", "wishreach")
    window.touch("wish-reach-comes", "wishdone")
    (wish,) = WorkWishStore(staff.database).living(limit=9)
    assert wish.voice_ms is None


def test_whoever_signed_in_gives_no_phone_and_agrees_to_being_called(
    window: Window, staff: OpenStation, desk: Desk
) -> None:
    desk.people.register(WalkIn(name="王秀英", phone="13900000001", consent=Consent.GIVEN))
    window.touch("home-sign-in", "signin")
    window.touch("sign-in-phone", "signindigits")
    for digit in "0001":
        window.touch(f"key-{digit}")
    window.touch("key-sign-in-done", "signedin")
    window.touch("signed-in-wish", "wishconsent")
    said = " ".join(one.text for one in window.shell.phrases())
    assert "登记过的姓名、电话" in said
    from_consent_to_say(window)
    window.touch("wish-say-give", "wishdone")
    (wish,) = WorkWishStore(staff.database).living(limit=9)
    assert (wish.person_name, wish.phone) == ("王秀英", "13900000001")
    shown = " ".join(one.text for one in window.shell.phrases())
    assert "王秀英" not in shown
    assert "打电话" in shown


def test_nobody_who_did_not_sign_in_is_told_of_a_registration(window: Window) -> None:
    window.shell.happen(was.WishWanted())
    assert "登记" not in " ".join(one.text for one in window.shell.phrases())


def test_on_a_full_disk_it_is_left_again_when_there_is_room(
    window: Window, staff: OpenStation, unexpected: Unexpected
) -> None:
    to_reach(window)
    with full_disk(unexpected):
        window.touch("wish-reach-comes", "notice-not-saved")
    unexpected.expect("error-")
    window.touch("notice-button", "wishreach")
    window.touch("wish-reach-comes", "wishdone")
    assert len(WorkWishStore(staff.database).living(limit=9)) == 1


def test_what_a_cut_left_is_with_the_staff_when_the_kiosk_begins_again(
    open_window: OpenWindow, staff: OpenStation, desk: Desk
) -> None:
    here = staff.desk(Actor(role=Role.WORKER, device="kiosk-1")).speaking_up
    for number in range(5):
        here.keep(Introduction(id="cut", trades=("mason",)), number, b"\x10\x20" * VOICE_RATE)
    window = open_window()
    window.until(lambda: len(desk.work_wishes.all()) == 1, "the wish")
    assert desk.work_wishes.all()[0].voice_ms == 5_000
    assert window.name == "home"
