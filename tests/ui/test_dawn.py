"""A night at the kiosk that nobody touches: at five it is bright again, and ready for the day that has begun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.care.idling import DARK_AFTER_S
from kiosk.care.places import Places
from kiosk.domain.language import Language
from kiosk.domain.listing import Today
from kiosk.domain.posting import Posting
from kiosk.services import OpenStation, open_station
from kiosk.speech.wording import spoken
from kiosk.store.postings import NewPosting
from kiosk.texts.catalogue import Texts
from tests.ui.window import MORNING, PANEL_MM, PANEL_PX, WallClock, Watch
from ui.app import Kiosk, Setting
from ui.screens.worker.spoken import fixed_phrases, posting_phrases
from ui.touring import wait_for

pytestmark = pytest.mark.alone

EVENING = MORNING.replace(hour=22, minute=30)
DAWN = MORNING.replace(hour=5) + timedelta(days=1)


@pytest.fixture
def new_station(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "new" / "data", keys=tmp_path / "new" / "keys")


@pytest.fixture
def tomorrows(staff: OpenStation, new_station: Places) -> Posting:
    """The only posting of a new station: work of tomorrow."""
    tomorrow = DAWN.date()
    posting = replace(staff.find(Today())[0], employer_id="", first_day=tomorrow, last_day=tomorrow)
    with open_station(new_station, now=lambda: EVENING) as station:
        station.postings.save_new([NewPosting(posting=posting)])
    return posting


@pytest.fixture
def clock() -> WallClock:
    clock = WallClock()
    clock.moment = EVENING
    return clock


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def kiosk(
    qapp: QApplication, new_station: Places, tomorrows: Posting, memory: Path, clock: WallClock, watch: Watch
) -> Iterator[Kiosk]:
    kiosk = Kiosk(
        Setting(
            places=new_station,
            size_px=PANEL_PX,
            panel_mm=PANEL_MM,
            counts_seconds=False,
            now=clock,
            monotonic_s=watch,
        )
    )
    kiosk.show(windowed=True)
    assert wait_for(lambda: kiosk.is_open)
    yield kiosk
    kiosk.close()


def said_of(posting: Posting, day: date) -> set[tuple[Language, str]]:
    """What is heard of a posting on a day: tomorrow's work is today's when the day has come."""
    phrases = posting_phrases(posting, Texts(Language.ZH_CN), today=day)
    return {(Language.ZH_CN, spoken(phrase, Language.ZH_CN, today=day)) for phrase in phrases}


def test_at_five_it_is_bright_knows_the_day_s_work_and_has_its_words_ready(
    kiosk: Kiosk, tomorrows: Posting, new_station: Places, clock: WallClock, watch: Watch
) -> None:
    fixed = {
        (language, spoken(phrase, language, today=EVENING.date()))
        for language in Language
        for phrase in fixed_phrases(Texts(language))
    }
    evening, dawn = said_of(tomorrows, EVENING.date()), said_of(tomorrows, DAWN.date())
    assert dawn - evening - fixed

    def has_clips(words: set[tuple[Language, str]]) -> bool:
        return len(list(new_station.clips.glob("*.wav"))) >= len(words)

    assert wait_for(lambda: has_clips(fixed | evening)) or wait_for(lambda: has_clips(fixed | evening))
    assert kiosk.idle is not None
    watch.now_s += DARK_AFTER_S
    kiosk.idle.look()
    assert kiosk.idle.shown.is_dark

    watch.now_s += (DAWN - EVENING).total_seconds()
    clock.moment = DAWN
    kiosk.idle.look()
    assert not kiosk.idle.shown.is_dark
    assert wait_for(lambda: has_clips(fixed | evening | dawn)), "clips of what is today's work now"
    answers: list[list[Posting]] = []
    assert kiosk.conductor is not None
    kiosk.conductor.ask(lambda station: list(station.find(Today())), answers.append)
    assert wait_for(lambda: bool(answers))
    assert [posting.id for posting in answers[0]] == [tomorrows.id]
