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
from kiosk.domain.tongue import tongue_of
from kiosk.journeys.states import Postings
from kiosk.services import OpenStation, open_station
from kiosk.speech.clips import ClipKey
from kiosk.speech.engine import EngineProcess
from kiosk.speech.pace import NORMAL_STEP, rate_of
from kiosk.speech.script import wording_on
from kiosk.store.postings import NewPosting
from kiosk.texts.catalogue import Texts
from tests.ui.window import MORNING, PANEL_MM, PANEL_PX, WallClock, Watch, Window
from ui.app import Kiosk, Setting
from ui.screens.worker.spoken import posting_phrases
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


def clips_of(posting: Posting, day: date, here: Places) -> set[str]:
    """Names of the clips of all that is heard of a posting on a day: tomorrow's work is today's when it has come."""
    wording, voice = wording_on(lambda: day, lexicon=here.lexicon), EngineProcess()
    tongue = tongue_of(Language.ZH_CN)
    scripts = [wording(phrase, tongue) for phrase in posting_phrases(posting, Texts(Language.ZH_CN), today=day)]
    keys = [
        ClipKey(
            voice=" ".join(voice.identity(part.tongue) for part in script),
            tongue=tongue,
            rate=rate_of(NORMAL_STEP),
            words="\n".join(part.words for part in script),
        )
        for script in scripts
    ]
    return {key.name for key in keys}


def test_at_five_it_is_bright_knows_the_day_s_work_and_has_its_words_ready(
    kiosk: Kiosk, tomorrows: Posting, new_station: Places, clock: WallClock, watch: Watch
) -> None:
    def has(clips: set[str]) -> bool:
        return all((new_station.clips / name).exists() for name in clips)

    evening, dawn = (clips_of(tomorrows, moment.date(), new_station) for moment in (EVENING, DAWN))
    assert wait_for(lambda: has(evening)), "clips of what is tomorrow's work"
    assert not has(dawn)
    assert kiosk.idle is not None
    watch.now_s += DARK_AFTER_S
    kiosk.idle.look()
    assert kiosk.idle.shown.is_dark

    watch.now_s += (DAWN - EVENING).total_seconds()
    clock.moment = DAWN
    kiosk.idle.look()
    assert not kiosk.idle.shown.is_dark
    assert wait_for(lambda: has(dawn)), "clips of what is today's work now"
    answers: list[list[Posting]] = []
    assert kiosk.conductor is not None
    kiosk.conductor.ask(lambda station: list(station.find(Today())), answers.append)
    assert wait_for(lambda: bool(answers))
    assert [posting.id for posting in answers[0]] == [tomorrows.id]


def test_a_list_of_today_that_is_on_the_screen_at_midnight_is_that_of_the_new_day(window: Window) -> None:
    def listed() -> list[str]:
        screen = window.shell.visit.screen
        assert isinstance(screen, Postings)
        return [posting.id for posting in screen.postings or ()]

    window.touch("home-today", "postings")
    window.settle()
    yesterdays = listed()
    window.clock.moment += timedelta(days=1)
    window.until(lambda: listed() != yesterdays, "the list of the new day")
