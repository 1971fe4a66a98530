"""Once a night, within the hours, and not all stations in the same minute."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.care.places import Places
from sync.client.updating.nightly import AGAIN_AFTER_S, CLOCK_EVERY_S, Nightly

EVENING = datetime(2026, 11, 27, 20).astimezone()


@dataclass(slots=True, kw_only=True)
class Night:
    """A station through its nights, on a clock of its own; each look is a process that writes its time and ends."""

    here: Places
    code: int = 0
    seconds: float = 0.0
    nightly: Nightly = field(init=False)
    began: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.here.data.mkdir()
        words = f"import sys; open({str(self.here.data / 'looks')!r}, 'a').write('x'); sys.exit({self.code})"
        self.nightly = Nightly(
            here=self.here,
            now=lambda: EVENING + timedelta(seconds=self.seconds),
            command=(sys.executable, "-c", words),
            monotonic_s=lambda: self.seconds,
            chance=random.Random(3),
        )

    def until(self, hours: float) -> None:
        while self.seconds < hours * 3600:
            self.seconds += CLOCK_EVERY_S
            had_none = self.nightly._process is None
            self.nightly.look()
            if had_none and self.nightly._process is not None:
                self.began.append(EVENING + timedelta(seconds=self.seconds))
                self.nightly._process.wait(60)

    @property
    def looks(self) -> int:
        file = self.here.data / "looks"
        return len(file.read_text()) if file.exists() else 0


@pytest.fixture
def here(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "data", keys=tmp_path / "keys")


def test_one_look_a_night_before_the_fresh_start_that_takes_what_it_found(here: Places) -> None:
    night = Night(here=here)
    night.until(3 * 24)
    assert night.looks == 3
    assert all((2, 0) <= (moment.hour, moment.minute) < (3, 0) for moment in night.began)


def test_stations_do_not_all_come_in_the_same_minute(tmp_path: Path) -> None:
    minutes = set()
    for number in range(6):
        night = Night(here=Places(data=tmp_path / str(number), keys=tmp_path))
        night.nightly.chance = random.Random(number)
        night.until(24)
        minutes.add(night.began[0].minute)
    assert len(minutes) > 3


def test_a_look_that_failed_is_made_again_within_the_hours(here: Places) -> None:
    night = Night(here=here, code=1)
    night.until(24)
    gaps = [(later - sooner).total_seconds() for sooner, later in zip(night.began, night.began[1:], strict=False)]
    assert night.looks > 5
    assert min(gaps) >= AGAIN_AFTER_S
    assert all(2 <= moment.hour < 5 for moment in night.began)


@pytest.mark.parametrize(
    ("said", "hours"),
    [("[updates]\nenabled = false\n", []), ('[updates]\nhours = "23:00-01:00"\n', [23, 0])],
)
def test_the_settings_say_whether_and_when(here: Places, said: str, hours: list[int]) -> None:
    night = Night(here=here)
    here.settings.write_text(said, "utf-8")
    night.until(24)
    assert bool(night.looks) == bool(hours)
    assert all(moment.hour in hours for moment in night.began)
