"""How figures are told."""

from __future__ import annotations

import json

from sync.measure.figures import median, percentile, told


def test_percentiles_and_medians_are_values_that_were_measured() -> None:
    assert median([9, 1, 5, 7]) == 5
    assert percentile(list(range(1, 101)), 99) == 99
    assert percentile([3, 1, 2], 100) == 3


def test_figures_are_one_json_object_or_a_table_that_says_which_bars_are_missed() -> None:
    figures = {"first_sync_s": 1.23456, "polls_per_s": 4000.0, "polls_scale": None}
    assert json.loads(told(figures, as_json=True)) == {
        "first_sync_s": 1.235,
        "polls_per_s": 4000.0,
        "polls_scale": None,
    }
    first, polls, scale = told(figures, as_json=False).splitlines()
    assert first.endswith("(bar <= 1, MISSED)")
    assert polls.endswith("(bar >= 3000)")
    assert scale.split()[1] == "-"
