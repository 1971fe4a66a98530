"""The simulations, small: that they hold what they say, and that they would say so if it did not hold."""

from __future__ import annotations

import pytest

from sync.client.report import Report
from sync.client.schedule import LEAST_AFTER_CHANGE_S, Schedule, Timetable
from sync.measure import blackout, slots_sim
from sync.measure.twin import Twin

SMALL = {"stations": 8, "count": 8, "wishes": 500, "days": 2}


def test_slots_are_never_given_out_twice_and_most_wishes_are_served() -> None:
    figures = slots_sim.measure(**SMALL, seed=3)
    assert figures["overbooked"] == figures["overbooked_told"] == 0
    assert not figures["slots_refused"]
    assert figures["slots_faults"]
    assert isinstance(served := figures["slots_served"], float)
    assert 0.5 < served <= 1
    assert figures["slots_wishes"] == pytest.approx(SMALL["wishes"], rel=0.1)


class GreedyTwin(Twin):
    """Gives out slips whether it holds slots or not, and tells nobody."""

    def issue(self, posting: str) -> str | None:
        return "slip" if posting in self.leases else None


def test_kiosks_that_gave_out_more_than_they_hold_would_be_seen() -> None:
    figures = slots_sim.measure(**SMALL, seed=3, twin=GreedyTwin)
    assert isinstance(beyond := figures["overbooked"], int)
    assert beyond > 0


def test_a_small_fleet_catches_up_and_fetches_shared_pages() -> None:
    figures = blackout.measure(kiosks=400, counties=4, watched_s=1500)
    assert figures["fleet_caught_up"] == 400
    assert isinstance(minutes := figures["fleet_minutes"], float)
    assert 0 < minutes <= 17
    assert figures["fleet_page_requests"] >= 400
    assert isinstance(share := figures["fleet_cacheable"], float)
    assert share > 0.9


def test_a_fleet_without_a_spread_start_comes_all_at_once() -> None:
    at_once = blackout.measure(kiosks=400, counties=4, watched_s=600, schedule=Schedule(start_within_s=1))
    spread = blackout.measure(kiosks=400, counties=4, watched_s=600)
    assert isinstance(most := at_once["fleet_rps"], int)
    assert isinstance(usual := spread["fleet_rps"], int)
    assert most > 10 * usual


class EagerTimetable(Timetable):
    """Speaks wherever something waits, ten seconds after the last time, whatever central asked for."""

    @classmethod
    def begun(cls, schedule: Schedule, now_s: float, *, is_new: bool = False) -> Timetable:
        return cls(schedule=schedule, due_s=now_s + schedule.first_s(), not_before_s=now_s)

    def ended(self, now_s: float, report: Report) -> None:
        super().ended(now_s, report)
        self.not_before_s = now_s + LEAST_AFTER_CHANGE_S


def test_stations_that_do_not_wait_for_their_turn_because_something_waits_would_be_seen() -> None:
    eager = blackout.measure(kiosks=400, counties=4, watched_s=600, timetable=EagerTimetable)
    usual = blackout.measure(kiosks=400, counties=4, watched_s=600)
    assert isinstance(most := eager["fleet_rps"], int)
    assert isinstance(calm := usual["fleet_rps"], int)
    assert most > 10 * calm


def test_what_staff_save_makes_more_requests() -> None:
    counts = [
        blackout.measure(kiosks=400, counties=4, watched_s=2000, saved_a_day=saved)["fleet_syncs"]
        for saved in (0, 36, 360)
    ]
    assert counts == sorted(counts)
    assert counts[0] < counts[2]
