"""How soon the kiosk is begun again, and when in safe mode."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.care.watching import rules
from kiosk.care.watching.crashes import Crash, CrashKind

MINUTE_MS = 60_000
NOW_MS = 1_800_000_000_000


def crash(minutes_ago: float) -> Crash:
    at_ms = NOW_MS - round(minutes_ago * MINUTE_MS)
    return Crash(at_ms=at_ms, kind=CrashKind.DIED, code=-9, lived_s=3.0, was_safe=False)


def test_two_crashes_are_bad_luck_and_three_in_ten_minutes_are_not() -> None:
    assert not rules.is_safe_mode_due([crash(9), crash(0)], now_ms=NOW_MS)
    assert rules.is_safe_mode_due([crash(9.9), crash(5), crash(0)], now_ms=NOW_MS)


def test_three_crashes_in_a_longer_time_are_no_reason() -> None:
    assert not rules.is_safe_mode_due([crash(10.1), crash(5), crash(0)], now_ms=NOW_MS)


def test_crashes_of_a_day_to_come_were_noted_by_a_wrong_clock() -> None:
    assert not rules.is_safe_mode_due([crash(-24 * 60)] * 5, now_ms=NOW_MS)


def test_safe_mode_begins_within_the_five_seconds_too() -> None:
    assert rules.pause_s([crash(0)] * rules.CRASHES_TO_SAFE_MODE, now_ms=NOW_MS) == rules.SOON_S


def test_silence_and_pause_leave_two_seconds_for_the_start() -> None:
    assert rules.SILENT_S + rules.BEAT_EVERY_S + rules.SOON_S + 1.0 <= 5.0


@given(st.lists(st.floats(-20, 20).map(crash), max_size=30))
def test_more_crashes_never_mean_a_shorter_pause(crashes: list[Crash]) -> None:
    pauses = [rules.pause_s(crashes[:count], now_ms=NOW_MS) for count in range(len(crashes) + 1)]
    assert pauses == sorted(pauses)
    assert pauses[-1] <= 30.0


@pytest.mark.parametrize(
    ("piece", "before", "after"),
    [(b"ob", False, True), (b"of", True, False), (b"obofob", False, True), (b".", True, True), (b"o", False, False)],
)
def test_the_last_word_counts_and_without_one_the_kiosk_is_as_it_was(piece: bytes, before: bool, after: bool) -> None:
    assert rules.is_busy(piece, before=before) is after
