"""A worker's voice, with a real microphone and loudspeaker: kept, heard again, heard by staff, cut off."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest

from kiosk.care.places import Places
from kiosk.desk.complaint_words import step_text
from kiosk.desk.desk import Desk
from kiosk.domain.complaint import Complaint
from kiosk.domain.language import Language
from kiosk.journeys import events as was
from kiosk.journeys.complaint_states import Say
from kiosk.journeys.speaking_states import Speaking
from kiosk.texts.catalogue import Texts
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
    survives,
    unfinished,
    wait_for,
)
from tests.ui.test_complaint import hand_in, say_of, to_say
from tests.ui.window import Window
from ui.widgets.level_meter import LevelMeter

pytestmark = pytest.mark.sound


def recorded(desk: Desk, complaint: Complaint) -> np.ndarray:
    return samples_of(desk.recordings.sound(str(complaint.recording_id)))


def test_what_was_said_is_what_the_person_and_staff_hear(
    open_kiosk: Callable[[], Window], mouth: Mouth, ear: Ear, desk: Desk, places: Places
) -> None:
    window = open_kiosk()
    to_say(window)
    said = hear_oneself(window, mouth, ear)
    complaint = desk.complaints.find(hand_in(window)).complaint
    kept = recorded(desk, complaint)
    assert same(said, kept) > 0.8
    assert not is_in_clear(kept, places.data.parent)


def test_the_meter_follows_the_voice(open_kiosk: Callable[[], Window], mouth: Mouth) -> None:
    window = open_kiosk()
    to_say(window)
    begin(window)
    meter = window.item("say-meter")
    assert isinstance(meter, LevelMeter)
    wait_for(window, 0.3)
    assert meter.full == 0
    for share, bars in ((0.02, range(2, 7)), (1.0, range(9, 13))):
        speaking = mouth.say(words(1.5) * share)
        window.until(lambda bars=bars: meter.full in bars, f"{bars} bars")  # type: ignore[misc]
        window.until(lambda speaking=speaking: speaking.poll() is not None)  # type: ignore[misc]
        window.until(lambda: meter.full == 0, "silence")
    end(window)


def test_the_kiosk_is_silent_while_it_listens_and_speaks_again_afterwards(
    open_kiosk: Callable[[], Window], ear: Ear, mouth: Mouth
) -> None:
    window = open_kiosk()
    to_say(window)
    begin(window)
    wait_for(window, 0.4)
    began = time.monotonic_ns()
    wait_for(window, 2.0)
    assert np.abs(ear.since(began)).max() < 30
    mouth.say(words(1.0)).wait()
    window.touch("nav-listen")
    assert say_of(window).speaking is Speaking.SAID
    window.until(lambda: np.abs(ear.since(began)).max(initial=0) > 1000, "the kiosk's voice")


def test_said_again_the_first_is_gone(open_kiosk: Callable[[], Window], mouth: Mouth, desk: Desk) -> None:
    window = open_kiosk()
    to_say(window)
    second = say_it_again(window, mouth)
    assert is_only(second, recorded(desk, desk.complaints.find(hand_in(window)).complaint))
    window.settle()
    assert unfinished(desk) == 0


def test_who_goes_home_in_mid_sentence_has_said_it(open_kiosk: Callable[[], Window], mouth: Mouth, desk: Desk) -> None:
    window, said = open_kiosk(), words(3.5)
    to_say(window)
    say(window, mouth, said)
    window.touch("nav-home", "home")
    window.until(lambda: len(desk.complaints.inbox()) == 1, "the complaint")
    (complaint,) = desk.complaints.inbox()
    assert same(said, recorded(desk, complaint)) > 0.7
    texts = Texts(Language.ZH_CN)
    assert step_text(desk.complaints.page(complaint.id).steps[-1], texts) == texts("complaint-cut-off")


def test_without_a_microphone_it_says_so_at_once(open_kiosk: Callable[[], Window], mouth: Mouth, desk: Desk) -> None:
    window = open_kiosk()
    mouth.pull_out()
    to_say(window)
    window.touch("say-speak")
    window.until(lambda: say_of(window).trouble is not None, "the trouble")
    if say_of(window).speaking is not Speaking.NO_MICROPHONE:  # a server gives a silent one in its place
        assert say_of(window).speaking is Speaking.READY
    assert desk.complaints.find(hand_in(window)).complaint.recording_id is None


def test_a_microphone_that_is_off_is_told(open_kiosk: Callable[[], Window]) -> None:
    window = open_kiosk()
    to_say(window)
    begin(window)
    wait_for(window, 0.8)
    window.touch("say-stop")
    window.until(lambda: say_of(window).trouble is was.VoiceTrouble.SILENT, "the trouble")
    assert "say-speak" in window.names()


@pytest.mark.parametrize("seconds", [4, 6])
def test_a_power_cut_in_mid_sentence_costs_a_second_at_most(
    places: Places, mouth: Mouth, open_kiosk: Callable[[], Window], desk: Desk, seconds: int
) -> None:
    said = words(seconds + 6.0)
    length_ms = cut_in_mid_sentence("complaint", places, mouth, said, after_s=seconds)
    window = open_kiosk()
    window.until(lambda: len(desk.complaints.inbox()) == 1, "the complaint")
    kept = recorded(desk, desk.complaints.inbox()[0])
    assert survives(kept, said, length_ms=length_ms)
    assert window.name == "home"
    assert not isinstance(window.shell.visit.screen, Say)
