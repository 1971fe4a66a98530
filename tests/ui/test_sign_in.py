"""Signing in at the kiosk, on the real window: by phone, by pictures, by card; and nothing of it stays."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from kiosk.desk.desk import Desk
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.language import Language
from kiosk.domain.person import Consent, Person
from kiosk.domain.sign_in import Way
from kiosk.domain.sign_in_pictures import SignInPicture
from kiosk.domain.staff import Actor, Role
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.states import SignedIn, SignInDigits, SignInPictures
from kiosk.services import OpenStation
from kiosk.speech.selftest import VoiceHealth
from tests.ui.conftest import Unexpected
from tests.ui.test_faults import full_disk
from tests.ui.test_no_trace import fleeting, shown_texts
from tests.ui.window import Window

THREE = ("apple", "fish", "sun")


@pytest.fixture
def desk(staff: OpenStation) -> Desk:
    return staff.desk(Actor(role=Role.CLERK, device="desk-1", staff_id="staff-1", name="小陈"))


@pytest.fixture
def register(desk: Desk) -> Callable[..., Person]:
    """Registers somebody at the desk."""

    def of(name: str, **fields: object) -> Person:
        return desk.people.register(WalkIn(name=name, consent=Consent.GIVEN, **fields), also_new=True).value  # type: ignore[arg-type]  # what the test gives

    return of


def type_digits(window: Window, digits: str) -> None:
    for digit in digits:
        window.touch(f"key-{digit}")


def give(window: Window, digits: str, screen: str | None = None) -> None:
    type_digits(window, digits)
    window.touch("key-sign-in-done", screen)


def to_keypad(window: Window) -> None:
    window.touch("home-sign-in", "signin")
    window.touch("sign-in-phone", "signindigits")


def choose(window: Window, *pictures: str) -> None:
    for picture in pictures:
        window.touch(f"picture-{picture}")


def to_pictures(window: Window) -> None:
    window.touch("home-sign-in", "signin")
    window.touch("sign-in-pictures", "signinpictures")


def lines(window: Window) -> str:
    return "\n".join(said.text for said in window.shell.phrases())


def typed(window: Window) -> str:
    screen = window.shell.visit.screen
    assert isinstance(screen, SignInDigits)
    return screen.digits


def ways(desk: Desk) -> list[tuple[str, Way]]:
    return [(one.name, one.visit.way) for one in desk.arrivals.today()]


def scan(window: Window, text: str) -> None:
    """Type like a reader: a character each 5 ms by the window system's own clock, and an Enter at the end."""
    keys = [(Qt.Key(ord(character)), character) for character in text] + [(Qt.Key.Key_Return, "\r")]
    for number, (key, character) in enumerate(keys, start=1):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            event.setTimestamp(1_000_000 + 5 * number)
            QCoreApplication.sendEvent(window.shell.windowHandle(), event)


def test_four_digits_sign_somebody_in(window: Window, desk: Desk, register: Callable[..., Person]) -> None:
    register("王秀英", phone="13800135678")
    to_keypad(window)
    give(window, "5678", "signedin")
    assert window.shell.visit.screen == SignedIn(1, 0)
    assert "您是1号" in lines(window)
    assert window.item("signed-in-number").face.lines[0].text == "1"
    assert ways(desk) == [("王秀英", Way.PHONE)]
    window.touch("signed-in-done", "home")


def test_who_has_the_same_digits_is_asked_for_the_whole_number(
    window: Window, desk: Desk, register: Callable[..., Person]
) -> None:
    register("王秀英", phone="13800135678")
    register("李建国", phone="13900145678")
    to_keypad(window)
    give(window, "5678")
    window.until(lambda: "整个手机号" in lines(window))
    assert typed(window) == ""
    give(window, "13900145678", "signedin")
    assert ways(desk) == [("李建国", Way.PHONE)]


def test_too_few_digits_are_not_looked_for(window: Window) -> None:
    to_keypad(window)
    asked: list[object] = []
    window.shell.effect_wanted.connect(asked.append)
    give(window, "567")
    assert do.Announce() in asked
    assert not any(isinstance(effect, do.SignIn) for effect in asked)
    assert window.name == "signindigits"


def test_the_third_picture_signs_in_by_itself(window: Window, desk: Desk, register: Callable[..., Person]) -> None:
    register("王秀英", pictures=THREE, birth_year=1966)
    to_pictures(window)
    choose(window, "sun", "key")
    window.touch("picture-key")
    choose(window, "fish")
    assert isinstance(window.shell.visit.screen, SignInPictures)
    window.touch("picture-apple", "signedin")
    assert ways(desk) == [("王秀英", Way.PICTURES)]


def test_the_same_pictures_are_told_apart_by_the_animal(
    window: Window, desk: Desk, register: Callable[..., Person]
) -> None:
    register("王秀英", pictures=THREE, birth_year=1966)
    register("李建国", pictures=THREE, birth_year=1958)
    to_pictures(window)
    choose(window, *THREE)
    window.until(lambda: window.name == "signinzodiac")
    window.touch("zodiac-horse", "signedin")
    assert ways(desk) == [("王秀英", Way.PICTURES)]


@pytest.mark.parametrize("on", ["home", "postings", "signin", "signindigits"])
def test_a_card_that_is_scanned_signs_in_from_any_screen(
    window: Window, desk: Desk, register: Callable[..., Person], on: str
) -> None:
    card = register("王秀英").card
    if on == "postings":
        window.touch("home-today", on)
    elif on == "signin":
        window.touch("home-sign-in", on)
    elif on == "signindigits":
        to_keypad(window)
    scan(window, card)
    window.until(lambda: window.name == "signedin", "the number of the card's owner")
    assert ways(desk) == [("王秀英", Way.CARD)]


def test_a_card_over_a_slip_waits_until_the_slip_is_out_of_the_way(
    window: Window, desk: Desk, register: Callable[..., Person]
) -> None:
    card = register("王秀英").card
    window.to_slip()
    scan(window, card)
    window.until(lambda: window.shell.visit.cards == (card,))
    assert window.name == "slipshown"
    window.touch("slip-done", "home")
    window.until(lambda: ways(desk) == [("王秀英", Way.CARD)])


def test_who_is_not_known_tries_again_and_is_sent_to_the_staff_at_last(window: Window) -> None:
    to_keypad(window)
    for _ in range(2):
        give(window, "9753", "notice-not-known")
        assert "没找到您" in lines(window)
        window.touch("notice-button", "signindigits")
        assert typed(window) == ""
    give(window, "9753", "notice-ask-staff")
    window.touch("notice-button", "home")


def test_what_could_not_be_saved_is_said_and_tried_again(
    window: Window, desk: Desk, register: Callable[..., Person], unexpected: Unexpected
) -> None:
    register("王秀英", phone="13800135678")
    to_keypad(window)
    with full_disk(unexpected):
        give(window, "5678", "notice-not-read")
    window.touch("notice-button", "signindigits")
    window.touch("key-sign-in-done", "signedin")
    assert len(desk.arrivals.today()) == 1
    unexpected.expect("error-")


def test_quick_fingers_type_and_trembling_ones_do_not(window: Window) -> None:
    to_keypad(window)
    window.tap(window.middle("key-5"), after_s=1.0)
    window.tap(window.middle("key-5"), after_s=0.1)
    window.tap(window.middle("key-6"), after_s=0.1)
    window.tap(window.middle("key-7"), after_s=0.1)
    assert typed(window) == "567"


def test_a_picture_touched_twice_by_a_trembling_finger_stays_chosen(window: Window) -> None:
    to_pictures(window)
    window.tap(window.middle("picture-sun"), after_s=1.0)
    window.tap(window.middle("picture-sun"), after_s=0.1)
    window.tap(window.middle("picture-key"), after_s=0.1)
    assert window.shell.visit.screen == SignInPictures(("sun", "key"))


def test_digits_are_shown_and_never_said(window: Window) -> None:
    to_keypad(window)
    type_digits(window, "97531")
    assert "9 7531" in shown_texts(window)
    assert "按了5位" in lines(window)
    assert "7531" not in lines(window)


def test_which_pictures_are_chosen_is_seen_and_never_said(window: Window) -> None:
    to_pictures(window)
    window.until(lambda: "没声音" in lines(window), "the sign that comes when the player finds no sound server")
    before, plain = lines(window), window.item("picture-sun").grab().toImage()
    choose(window, "sun")
    assert window.item("picture-sun").grab().toImage() != plain
    assert lines(window) == before


def leave_by_home(window: Window) -> None:
    window.touch("nav-home", "home")


def leave_by_walking_away(window: Window) -> None:
    window.seconds(80)
    assert window.name == "home"


def is_in_memory(*pieces: str) -> bool:
    """Tell whether anything living refers to a string that holds the pieces put together, in groups or not."""
    gc.collect()
    mark = "".join(pieces)
    strings = (text for holder in gc.get_objects() for text in gc.get_referents(holder) if type(text) is str)
    return any(mark in text.replace(" ", "") for text in strings if text is not mark)


@pytest.mark.parametrize("leave", [leave_by_home, leave_by_walking_away])
def test_no_digit_that_was_typed_stays(window: Window, leave: Callable[[Window], None]) -> None:
    pieces = "9753", "1864"
    to_keypad(window)
    for piece in pieces:
        type_digits(window, piece)
    assert is_in_memory(*pieces)
    window.touch("key-sign-in-done", "notice-not-known")
    window.touch("notice-button", "signindigits")
    for piece in pieces:
        type_digits(window, piece)
    leave(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.settle()
    window.until(lambda: not is_in_memory(*pieces), "what was typed to be forgotten")


def test_the_number_goes_away_by_itself_and_nothing_of_it_stays(
    window: Window, memory: Path, register: Callable[..., Person]
) -> None:
    window.until(lambda: VoiceHealth.UNTESTED not in map(window.kiosk.speaker.health, Language))
    register("王秀英", phone="13800135678")
    to_keypad(window)
    give(window, "5678", "signedin")
    said = window.item("signed-in-number").spoken[0]
    window.until(lambda: fleeting(memory) != set(), "the screen to be said")
    made = fleeting(memory)
    window.touch("nav-listen")
    window.until(lambda: fleeting(memory) - made != set(), "the screen to be said anew, as no sound of it is kept")
    window.seconds(20)
    assert window.name == "home"
    window.until(lambda: fleeting(memory) == set(), "sound that was being made to be removed as well")
    assert said not in shown_texts(window)


def test_a_mistake_of_ours_while_typing_forgets_what_was_typed(window: Window) -> None:
    to_keypad(window)
    type_digits(window, "97531864")
    window.shell.happen(was.SomethingBroke())
    window.touch("notice-button", "home")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "97531864" not in shown_texts(window).replace(" ", "")


def test_what_is_touched_is_said_and_never_read_back(window: Window) -> None:
    wanted: list[object] = []
    window.shell.effect_wanted.connect(wanted.append)
    to_pictures(window)
    choose(window, "apple")
    assert wanted[-1] == do.SayEntered(SignInPicture.APPLE, 1)
    window.touch("nav-listen")
    assert wanted[-1] == do.Announce()
    assert "还差两张" not in lines(window)
    window.touch("nav-back", "signin")
    window.touch("sign-in-phone", "signindigits")
    type_digits(window, "5")
    assert wanted[-1] == do.SayEntered("5", 1)
