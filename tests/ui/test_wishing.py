"""Looking for work at the screen, from the consent to the number; nothing of it stays when the visitor goes."""

from __future__ import annotations

from kiosk.journeys import events as was
from kiosk.services import OpenStation
from kiosk.store.work_wishes import WorkWishStore
from tests.ui.window import Window


def to_reach(window: Window) -> None:
    window.shell.happen(was.WishWanted())
    window.touch("wish-consent-yes", "wishtrades")
    window.touch("wish-trade-0")
    window.touch("wish-trade-1")
    window.touch("wish-trades-go-on", "wishdays")
    window.touch("wish-day-2")
    window.touch("wish-days-go-on", "wishreach")


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
