"""The bench's hall and the desk's parts of the bench, on a small station."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.staff import Actor, Role
from ui.bench.hall import make_hall, open_hall
from ui.commands.bench import AT_THE_DESK, BARS

pytestmark = pytest.mark.alone

PEOPLE, POSTINGS = 500, 900
FIGURES = {
    "person_search_p50_ms", "person_search_p99_ms", "match_p50_ms", "match_p99_ms", "report_s", "report_block_ms",
    "report_block_waited_ms", "walkin_events", "desk_paint_p50_ms", "desk_paint_p99_ms", "desk_first_paint_ms",
}  # fmt: skip


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("bench")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YIZHAN_KEYS", str(folder / "keys"))
        make_hall(folder, postings=POSTINGS, people=PEOPLE)
        yield folder


def test_the_hall_has_the_people_postings_and_days_that_were_asked_for(hall: Path) -> None:
    with open_hall(hall) as station:
        database = station.database
        assert database.value("select count(*) from people") == PEOPLE
        assert database.value("select count(*) from postings") >= POSTINGS
        assert database.value("select count(distinct day) from visits") > 700
        assert database.value("select count(*) from slips s join outcomes o on o.slip_id = s.id") > 300
        assert station.database.value("select count(*) from operations") == 0


def test_the_hall_is_a_station_as_the_desk_knows_it(hall: Path) -> None:
    with open_hall(hall) as station:
        desk = station.desk(Actor(role=Role.CLERK, device="test"))
        last = desk.people.page(desk.people.search(f"{PEOPLE}")[0].id)
        assert last.person.number == PEOPLE
        assert desk.arrivals.today()
        assert desk.outcomes.undecided()
        assert desk.matching.for_person(last.person.id)
        assert station.database.rows("pragma foreign_key_check") == []


def test_the_parts_of_the_desk_give_their_figures(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path)}
    argv = [sys.executable, "-m", "ui.cli", "bench", "--json", "--postings", str(POSTINGS), "--people", str(PEOPLE)]
    for part in AT_THE_DESK:
        argv += ["--only", part]
    done = subprocess.run(argv, capture_output=True, text=True, env=environment, check=True, timeout=240)
    figures = json.loads(done.stdout)
    assert set(figures) == FIGURES
    assert all(value > 0 for key, value in figures.items() if not key.endswith("waited_ms"))
    assert figures["walkin_events"] <= BARS["walkin_events"]
