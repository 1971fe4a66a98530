"""What is slow each time is told as slow; what a busy machine adds now and then is not."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests import pieces
from tests.pieces import PATIENT_RUNS, RUNS, longest_piece_s, quickest

LONG_S, BAR_S = 0.02, 0.01


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "REST_S", 0.0)


def test_what_is_over_the_bar_each_time_is_told_with_the_shortest_of_all_its_runs() -> None:
    times = iter([5.0, 3.0, 4.0])
    assert quickest(lambda: next(times), bar=2.0, runs=3) == 3.0


def test_nothing_is_measured_after_a_run_under_the_bar() -> None:
    times = iter([5.0, 1.0])
    assert quickest(lambda: next(times), bar=2.0) == 1.0


def test_a_piece_that_is_long_each_time_is_found_among_short_ones() -> None:
    begun = 0

    def work() -> Iterator[None]:
        nonlocal begun
        begun += 1
        yield
        time.sleep(LONG_S)
        yield

    assert longest_piece_s(work, bar_s=BAR_S) >= LONG_S
    assert begun == PATIENT_RUNS


def test_a_piece_that_is_long_now_and_then_is_not_told() -> None:
    begun = 0

    def work() -> Iterator[None]:
        nonlocal begun
        begun += 1
        for piece in range(RUNS):
            if begun <= RUNS and piece != begun % RUNS:
                time.sleep(LONG_S)
            yield

    assert longest_piece_s(work, bar_s=BAR_S) < BAR_S
    assert begun >= RUNS, "a busy machine may want more of them"
