"""What is said later is made while the phrases before it are heard, and not at the touch."""

from collections.abc import Callable

import pytest

from kiosk.domain.language import Language
from tests.ui.sound.booth import Booth
from ui.sound.recital import AHEAD
from ui.sound.speaker import Phrase

pytestmark = pytest.mark.sound

TEXTS = [f"第{number}个活在青河镇，摘苹果，一百八十元一天，早上七点半上工" for number in "一二三四五六七"]


def made(booth: Booth) -> list[int]:
    """Which of the texts there are clips of."""
    return [index for index, text in enumerate(TEXTS) if booth.clips.find(booth.key(text)) is not None]


def test_before_the_first_phrase_is_heard_no_other_is_made(make_booth: Callable[[], Booth]) -> None:
    booth = make_booth()  # without a sound device nothing is ever heard
    booth.speaker.say([Phrase(text) for text in TEXTS], Language.ZH_CN)
    booth.wait(lambda: made(booth) != [])
    booth.run_for(1.0)
    assert made(booth) == [0]


def test_some_phrases_are_ready_ahead_and_the_rest_wait_for_their_turn(booth: Booth) -> None:
    booth.speaker.say([Phrase(text) for text in TEXTS], Language.ZH_CN)
    booth.wait(lambda: booth.has_told("phrase_started", 0))
    booth.wait(lambda: len(made(booth)) > AHEAD)
    booth.run_for(0.7)
    assert made(booth) == list(range(1 + AHEAD))
    booth.wait(lambda: booth.has_told("phrase_started", 1))
    booth.wait(lambda: len(made(booth)) > 1 + AHEAD)
    booth.run_for(0.7)
    assert made(booth) == list(range(2 + AHEAD))
