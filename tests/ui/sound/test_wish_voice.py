"""Who somebody is who looks for work, said into a real microphone: heard again, heard by staff, cut off, or left."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest

from kiosk.care.places import Places
from kiosk.desk.desk import Desk
from kiosk.domain.work_wish import LONGEST_VOICE_MS, WorkWish
from kiosk.journeys.speaking_states import Speaking
from tests.ui.sound.ear import Ear
from tests.ui.sound.mouth import Mouth, words
from tests.ui.sound.speaker_at_screen import (
    begin,
    cut_in_mid_sentence,
    end,
    hear_oneself,
    is_in_clear,
    is_only,
    same,
    samples_of,
    say,
    say_it_again,
    speaking_of,
    survives,
    unfinished,
    wait_for,
)
from tests.ui.test_faults import held_up
from tests.ui.test_wishing import to_say
from tests.ui.window import Window
from ui.sound.recorder import Recorder

pytestmark = pytest.mark.sound


def leave(window: Window) -> None:
    window.touch("wish-say-give", "wishreach")
    window.touch("wish-reach-comes", "wishdone")


def the_wish(desk: Desk) -> WorkWish:
    (wish,) = desk.work_wishes.all()
    return wish


def recorded(desk: Desk) -> np.ndarray:
    return samples_of(desk.work_wishes.sound(the_wish(desk).id))


def test_what_was_said_is_what_the_person_and_staff_hear(
    open_kiosk: Callable[[], Window], mouth: Mouth, ear: Ear, desk: Desk, places: Places
) -> None:
    window = open_kiosk()
    to_say(window)
    said = hear_oneself(window, mouth, ear)
    leave(window)
    kept = recorded(desk)
    assert same(said, kept) > 0.8
    assert unfinished(desk) == 0
    assert not is_in_clear(kept, places.data.parent)


def test_said_again_the_first_is_gone(open_kiosk: Callable[[], Window], mouth: Mouth, desk: Desk) -> None:
    window = open_kiosk()
    to_say(window)
    second = say_it_again(window, mouth)
    leave(window)
    assert is_only(second, recorded(desk))
    assert unfinished(desk) == 0


def test_it_is_kept_with_the_wish_that_is_left_as_soon_as_the_last_word_is_said(
    open_kiosk: Callable[[], Window], mouth: Mouth, desk: Desk
) -> None:
    window, said = open_kiosk(), words(2.5)
    to_say(window)
    say(window, mouth, said)
    window.touch("say-stop")
    leave(window)
    assert same(said, recorded(desk)) > 0.7


def test_a_wish_that_is_kept_too_late_and_left_again_has_its_voice(
    open_kiosk: Callable[[], Window], mouth: Mouth, desk: Desk
) -> None:
    window, said = open_kiosk(), words(2.5)
    to_say(window)
    say(window, mouth, said)
    wait_for(window, 0.4)
    end(window)
    window.touch("wish-say-give", "wishreach")
    with held_up(window):
        window.touch("wish-reach-comes")
        window.seconds(6)
        assert window.name == "notice-not-saved"
        window.touch("notice-button", "wishreach")
    window.settle()
    window.until(lambda: desk.work_wishes.all() == (), "the end of the first")
    window.touch("wish-reach-comes", "wishdone")
    assert same(said, recorded(desk)) > 0.7
    assert unfinished(desk) == 0
    window.until(lambda: window.shell.findChildren(Recorder) == [], "its end in memory")


def test_of_who_goes_home_in_mid_sentence_nothing_is_kept(
    open_kiosk: Callable[[], Window], mouth: Mouth, desk: Desk
) -> None:
    window = open_kiosk()
    to_say(window)
    begin(window)
    speaking = mouth.say(words(3.5))
    window.until(lambda: unfinished(desk) == 1, "what is kept while it is said")
    window.until(lambda: speaking.poll() is not None)
    window.touch("nav-home", "home")
    window.until(lambda: unfinished(desk) == 0, "its end")
    window.settle()
    assert desk.work_wishes.all() == ()
    assert desk.complaints.inbox() == ()


def test_without_a_microphone_it_says_so_and_the_wish_is_left_without(
    open_kiosk: Callable[[], Window], mouth: Mouth, desk: Desk
) -> None:
    window = open_kiosk()
    mouth.pull_out()
    to_say(window)
    window.touch("say-speak")
    window.until(lambda: speaking_of(window).trouble is not None, "the trouble")
    leave(window)
    assert the_wish(desk).voice_ms is None


def test_after_a_minute_it_listens_no_longer(open_kiosk: Callable[[], Window], mouth: Mouth, desk: Desk) -> None:
    window = open_kiosk()
    to_say(window)
    begin(window)
    speaking = mouth.say(words(64.0))
    deadline = time.monotonic() + 75
    while speaking_of(window).is_recording and time.monotonic() < deadline:
        wait_for(window, 1.0)
    speaking.kill()
    speaking.wait()
    assert speaking_of(window).speaking is Speaking.SAID
    leave(window)
    length_ms = the_wish(desk).voice_ms
    assert length_ms is not None
    assert LONGEST_VOICE_MS - 1500 <= length_ms <= LONGEST_VOICE_MS


def test_a_power_cut_in_mid_sentence_costs_a_second_at_most(
    places: Places, mouth: Mouth, open_kiosk: Callable[[], Window], desk: Desk
) -> None:
    seconds = 5
    said = words(seconds + 6.0)
    length_ms = cut_in_mid_sentence("wish", places, mouth, said, after_s=seconds)
    window = open_kiosk()
    window.until(lambda: len(desk.work_wishes.all()) == 1, "the wish")
    kept, wish = recorded(desk), the_wish(desk)
    assert survives(kept, said, length_ms=length_ms)
    assert (len(wish.trades), len(wish.days), wish.phone) == (2, 1, "")
    assert window.name == "home"
    assert unfinished(desk) == 0
