"""Touch to hear, under a visitor's finger: the first touch says what is there, the second acts, everywhere."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from kiosk.domain.complaint import ComplaintKind
from kiosk.domain.listing import Today
from kiosk.domain.posting import PostingState
from kiosk.domain.preferences import SettingKind
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.complaint_states import Say
from kiosk.journeys.visit import NoticeKind
from kiosk.journeys.worker import IDLE_WARNING_S, STAY_S
from kiosk.services import OpenStation
from tests.ui.test_random_touches import RestlessHand, assert_no_slot_was_lost
from tests.ui.window import Window
from ui.desk_door import HOLD_MS
from ui.shell import DOUBLE_TAP_GUARD_S, Said
from ui.theme import PALETTES, contrast

TREMBLE_S = DOUBLE_TAP_GUARD_S / 2


class Ear:
    """What the kiosk was asked to say since the last look."""

    def __init__(self, window: Window) -> None:
        self._heard: list[str] = []
        self._effects: list[object] = []
        window.shell.hearing_wanted.connect(self._hear)
        window.shell.effect_wanted.connect(self._effects.append)

    def _hear(self, said: list[Said]) -> None:
        self._heard += [one.text for one in said]

    def heard(self) -> list[str]:
        heard, self._heard = self._heard, []
        return heard

    def asked_for(self, effect: do.Effect) -> bool:
        """Whether the kiosk was asked for that since the last look."""
        is_asked = effect in self._effects
        self._effects.clear()
        return is_asked


@pytest.fixture
def ear(window: Window) -> Ear:
    return Ear(window)


@pytest.fixture
def listening(window: Window, ear: Ear) -> Window:
    """A kiosk on whose Home somebody has turned it on."""
    window.touch("nav-touch-to-hear")
    assert window.shell.visit.preferences.touch_to_hear
    return window


def test_the_first_touch_says_what_is_there_and_the_second_acts(listening: Window, ear: Ear) -> None:
    listening.touch("home-today")
    assert listening.name == "home"
    assert ear.heard() == list(listening.item("home-today").spoken)
    assert listening.item("home-today").speaking
    listening.touch("home-today", "postings")
    assert ear.heard() == []


def test_another_thing_touched_is_said_and_does_nothing(listening: Window, ear: Ear) -> None:
    listening.touch("home-today")
    listening.touch("home-trades")
    assert listening.name == "home"
    assert ear.heard()[-1] == listening.item("home-trades").spoken[-1]
    assert [name for name in listening.names() if listening.item(name).speaking] == ["home-trades"]
    listening.touch("home-today")
    assert listening.name == "home", "it was not touched twice in a row"
    listening.touch("home-today", "postings")


def test_a_trembling_finger_hears_and_does_nothing(listening: Window, ear: Ear) -> None:
    at = listening.middle("home-today")
    listening.tap(at, after_s=1.0)
    for _ in range(5):
        listening.tap(at, after_s=TREMBLE_S / 5)
    assert listening.name == "home"
    listening.tap(listening.middle("home-trades"), after_s=TREMBLE_S)
    assert ear.heard() == list(listening.item("home-today").spoken), "said once, and nothing beside it"
    listening.tap(at, after_s=DOUBLE_TAP_GUARD_S + 0.01)
    listening.until(lambda: listening.name == "postings", "the second touch, which was no tremble")


def test_a_finger_that_slides_off_says_nothing(listening: Window, ear: Ear) -> None:
    listening.tap(listening.middle("home-today"), after_s=1.0, lifted_at=listening.middle("home-trades"))
    listening.tap(listening.middle("home-today"), after_s=1.0, lifted_at=QPoint(2, 2))
    assert (listening.name, ear.heard()) == ("home", [])
    assert not any(item.isDown() for item in listening.shell.visible_items())


def test_every_thing_on_every_screen_is_said_when_it_is_touched(listening: Window, ear: Ear) -> None:
    """Also headings, signs, the slip's picture, the number of a page, the map."""
    ways: tuple[tuple[str, str], ...] = (
        ("home-near", "nearmap"), ("town-0", "postings"), ("posting-0", "oneposting"), ("posting-want", "slipshown"),
    )  # fmt: skip
    seen = 0
    for way, screen in (("", "home"), *ways):
        if way:
            listening.touch(way)
            listening.touch(way, screen)
        listening.settle()
        ear.heard()
        for name in listening.names():
            if name == "nav-pause":
                continue
            spoken = list(listening.item(name).spoken)
            assert spoken, f"{name} of {screen} says nothing"
            listening.touch(name)
            assert ear.heard() == spoken, f"{name} of {screen}"
            assert listening.name == screen, name
            seen += 1
        ear.heard()
    assert seen > 40


def test_text_that_is_no_button_is_said_again_by_a_second_touch(listening: Window, ear: Ear) -> None:
    for _ in range(2):
        listening.touch("heading")
        assert ear.heard() == list(listening.item("heading").spoken)


def test_other_words_on_the_button_that_was_said_are_said_before_it_acts(
    listening: Window, ear: Ear, staff: OpenStation
) -> None:
    """The posting that was heard is gone meanwhile, and another stands in its place."""
    listening.touch("home-today")
    listening.touch("home-today", "postings")
    listening.settle()
    listening.touch("posting-0")
    before = listening.item("posting-0").spoken
    staff.postings.set_state(listening.shell.visit.screen.postings[0].id, PostingState.PAUSED)
    listening.until(lambda: listening.item("posting-0").spoken != before, "another posting in its place")
    ear.heard()
    listening.touch("posting-0")
    assert ear.heard() == list(listening.item("posting-0").spoken)
    listening.touch("posting-0", "oneposting")


def test_what_was_said_before_another_screen_came_is_said_again(listening: Window, ear: Ear) -> None:
    listening.touch("nav-settings")
    listening.shell.happen(was.CalledStaff())
    listening.shell.happen(was.NoticeClosed())
    ear.heard()
    listening.touch("nav-settings")
    assert ear.heard() == list(listening.item("nav-settings").spoken)
    assert listening.name == "home"


def test_the_button_of_a_notice_is_said_first_too(listening: Window, ear: Ear) -> None:
    listening.shell.happen(was.CalledStaff())
    listening.settle()
    for name in ("notice", "notice-button"):
        listening.touch(name)
        assert ear.heard() == list(listening.item(name).spoken)
    listening.touch("notice-button", "home")


def test_any_touch_answers_the_question_whether_somebody_is_there(listening: Window) -> None:
    listening.seconds(IDLE_WARNING_S)
    assert listening.shell.visit.notice is NoticeKind.STILL_THERE
    listening.touch("notice")
    assert (listening.name, listening.shell.visit.idle_s) == ("home", 0)


def test_a_touch_while_the_screen_is_explained_ends_that_and_says_the_thing(listening: Window, ear: Ear) -> None:
    listening.touch("nav-help")
    listening.touch("nav-help")
    assert listening.shell.visit.is_helped
    ear.heard()
    listening.touch("home-today")
    assert not listening.shell.visit.is_helped
    assert listening.name == "home"
    assert ear.heard() == list(listening.item("home-today").spoken)


def test_pause_holds_the_voice_at_once(listening: Window, ear: Ear) -> None:
    if "nav-pause" not in listening.names():
        listening.shell.set_sound_available(True)
    ear.asked_for(do.PauseOrGoOn())
    listening.touch("nav-pause")
    assert ear.asked_for(do.PauseOrGoOn())


def test_listening_again_reads_the_whole_screen(listening: Window, ear: Ear) -> None:
    listening.touch("nav-listen")
    ear.asked_for(do.Announce())
    listening.touch("nav-listen")
    assert ear.asked_for(do.Announce())
    said = [one.text for one in listening.shell.phrases()]
    assert [text for name in listening.names() for text in listening.item(name).spoken if text not in said] == []


def test_digits_are_said_and_then_typed_as_often_as_they_are_touched(listening: Window) -> None:
    listening.shell.happen(was.SignInWanted())
    listening.settle()
    listening.touch("sign-in-phone")
    listening.touch("sign-in-phone", "signindigits")
    for _ in range(3):
        listening.touch("key-5")
    listening.touch("key-7")
    assert listening.shell.visit.screen.digits == "55"
    listening.touch("key-7")
    assert listening.shell.visit.screen.digits == "557"


def to_speaking(window: Window) -> None:
    for event in (
        was.RightsWanted(), was.ComplaintBegun(), was.HappenedChosen(ComplaintKind.UNPAID_WAGES), was.PostingToldOf(),
        was.SpeakingBegun("told"), was.VoiceGrew("told", 500),
    ):  # fmt: skip
        window.shell.happen(event)
    assert isinstance(window.shell.visit.screen, Say)
    assert window.shell.visit.screen.is_recording


def test_while_somebody_speaks_to_the_kiosk_it_says_nothing_and_a_touch_acts(listening: Window, ear: Ear) -> None:
    shell = listening.shell
    shell.effect_wanted.disconnect()  # no microphone is opened here
    to_speaking(listening)
    ear.heard()
    listening.touch("heading")
    assert ear.heard() == []
    assert shell.visit.screen.is_recording
    listening.touch("say-stop")
    assert not shell.visit.screen.is_recording


def test_pause_while_somebody_speaks_to_the_kiosk_ends_that_and_says_nothing(window: Window) -> None:
    window.shell.set_sound_available(True)
    window.shell.effect_wanted.disconnect()  # no microphone is opened here
    ear = Ear(window)
    to_speaking(window)
    ear.asked_for(do.PauseOrGoOn())
    window.touch("nav-pause")
    assert not window.shell.visit.screen.is_recording
    assert not ear.asked_for(do.PauseOrGoOn())


def test_help_on_a_list_that_is_still_looked_for_explains_that_list(window: Window) -> None:
    window.shell.effect_wanted.disconnect()  # the store does not answer
    window.shell.happen(was.ListingChosen(Today()))
    assert window.name == "home", "for a blink"
    window.shell.happen(was.HelpWanted())
    assert window.name == "waiting"
    pointed_at = {phrase.item for phrase in window.shell.phrases()}
    assert pointed_at <= set(window.shell.visible_items())


def test_it_is_told_by_voice_and_on_the_panel_and_outlives_home_but_not_its_visitor(window: Window, ear: Ear) -> None:
    before = window.shell.grab().toImage().pixelColor(3, 300)
    window.touch("nav-touch-to-hear")
    assert ear.asked_for(do.SayTouchToHear())
    line = window.shell.grab().toImage().pixelColor(3, 300)
    assert contrast(before, line) >= 3
    assert window.item("nav-touch-to-hear").is_chosen
    window.touch("home-today")
    window.touch("home-today", "postings")
    window.touch("nav-home")
    window.touch("nav-home", "home")
    assert window.shell.visit.preferences.touch_to_hear
    window.seconds(IDLE_WARNING_S + STAY_S)
    assert not window.shell.visit.preferences.touch_to_hear
    assert window.shell.grab().toImage().pixelColor(3, 300) == before
    window.touch("home-today", "postings")


def test_two_touches_turn_it_off_again(listening: Window, ear: Ear) -> None:
    ear.asked_for(do.SayTouchToHear())
    listening.touch("nav-touch-to-hear")
    assert listening.shell.visit.preferences.touch_to_hear
    listening.touch("nav-touch-to-hear")
    assert ear.asked_for(do.SayTouchToHear())
    listening.touch("home-today", "postings")


def test_it_is_among_the_settings(window: Window, ear: Ear) -> None:
    window.touch("nav-settings", "settings")
    window.touch(f"setting-{SettingKind.TOUCH_TO_HEAR}", "onesetting")
    window.touch("touch-to-hear-on")
    assert window.shell.visit.preferences.touch_to_hear
    assert ear.asked_for(do.SayTouchToHear())
    assert window.item("touch-to-hear-on").is_chosen


def test_the_line_around_the_panel_stands_out_in_all_colours() -> None:
    for palette in PALETTES:
        assert contrast(QColor(palette.primary), QColor(palette.ground)) >= 3, palette.name


@pytest.mark.parametrize("prepare", ["touch-to-hear", "another look"])
def test_the_staff_s_corner_is_still_felt(window: Window, prepare: str) -> None:
    held: list[None] = []
    corner = window.shell.findChild(object, "corner")
    corner.held.disconnect()
    corner.held.connect(lambda: held.append(None))
    if prepare == "touch-to-hear":
        window.touch("nav-touch-to-hear")
        for screen in (None, "postings"):
            window.touch("home-today", screen)
    else:
        window.touch("nav-settings", "settings")
        window.touch("setting-colours", "onesetting")
        window.touch("colours-3")
    at = QPoint(window.shell.width() - 4, 4)
    QTest.mousePress(window.shell.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.qWait(HOLD_MS + 200)
    QTest.mouseRelease(window.shell.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert held == [None]


def test_restless_hands_break_nothing_while_it_is_on(listening: Window, staff: OpenStation) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    print("seed", seed)
    hand = RestlessHand(listening, seed, 0.5)
    for _ in range(200):
        hand.touch()
    listening.settle()
    assert_no_slot_was_lost(staff, hand.seen)
