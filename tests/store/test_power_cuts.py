"""Killed at any line, from any number of processes: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.store.integrity import check
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.slips import SlipStore
from kiosk.store.stations import StationStore

HEADCOUNT = 5
NEVER = 10**9
SLIP_LINES, IMPORT_LINES, OPENING_LINES, RECOVERY_LINES = 1100, 3000, 100, 400
"""Lines of the store that each work runs through, a little less than `power_cut.py` counts."""
PROGRAM = str(Path(__file__).with_name("power_cut.py"))


def start(work: str, folder, *, line: int = NEVER, posting: str = "-", seed: str = "s") -> subprocess.Popen[str]:
    command = [sys.executable, PROGRAM, work, str(line), str(folder.database.parent), posting, seed]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said_by(process: subprocess.Popen[str]) -> list[list[str]]:
    out, err = process.communicate(timeout=60)
    assert not err
    return [line.split() for line in out.splitlines()]


def is_done(said: list[list[str]]) -> bool:
    return any(words[0] == "done" for words in said)


@pytest.fixture
def wanted(folder, posting) -> str:
    """The id of a stored posting with five slots."""
    offered = posting(headcount=HEADCOUNT)
    with folder.open() as database:
        StationStore(database).current()
        PostingStore(database).save_new([NewPosting(posting=offered)])
    return offered.id


def assert_slots_hold(folder, wanted: str, said: list[list[str]]) -> None:
    """No slip too many, none lost that was acknowledged, no wish with two, and one operation for each."""
    with folder.open() as database:
        slips = SlipStore(database)
        assert slips.held_count(wanted) <= HEADCOUNT
        assert PostingStore(database).get(wanted).slots_left == HEADCOUNT - slips.held_count(wanted)
        rows = dict(database.rows("select wish_id, number from slips"))
        given = {words[0]: words[1] for words in said if words[0] not in ("cancelled", "done")}
        for wish, number in given.items():
            assert rows.get(wish, "none") == number
        for words in said:
            if words[0] == "cancelled":
                assert slips.find(words[1]).state == "cancelled"
        operations = [each for each in Outbox(database).waiting() if each.kind is OperationKind.SLIP_SAVED]
        assert {each.row_id for each in operations} == {id_ for (id_,) in database.rows("select id from slips")}
        assert len(operations) == database.value("select sum(version) from slips", ()) or not rows
    assert check(folder.database, folder.key) == []


@pytest.mark.parametrize("seed", range(16))
def test_a_process_killed_at_any_line_leaves_whole_slips(folder, wanted: str, seed: int) -> None:
    line = random.Random(seed).randrange(1, SLIP_LINES)
    said = said_by(start("slips", folder, line=line, posting=wanted))
    assert not is_done(said), f"line {line} was not reached"
    assert_slots_hold(folder, wanted, said)
    said += said_by(start("slips", folder, posting=wanted))
    assert is_done(said)
    assert_slots_hold(folder, wanted, said)


def test_many_processes_at_once_some_of_them_killed_never_overbook(folder, wanted: str) -> None:
    chance = random.Random(7)
    lines = [NEVER, NEVER, *(chance.randrange(200, SLIP_LINES) for _ in range(4))]
    started = [start("slips", folder, line=line, posting=wanted, seed=str(n)) for n, line in enumerate(lines)]
    said = [words for process in started for words in said_by(process)]
    assert [words[0] for words in said].count("done") >= 2
    assert_slots_hold(folder, wanted, said)
    with folder.open() as database:
        numbers = [number for (number,) in database.rows("select number from slips")]
        assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("seed", range(8))
def test_an_import_killed_at_any_line_and_run_again_is_as_if_run_once(folder, seed: int) -> None:
    folder.open().close()
    line = random.Random(seed).randrange(1, IMPORT_LINES)
    assert not is_done(said_by(start("postings", folder, line=line)))
    with folder.open() as database:
        assert database.value("select count(*) from postings") % 5 == 0
        assert_postings_match_operations(database)
    assert is_done(said_by(start("postings", folder)))
    with folder.open() as database:
        assert sorted(each.title for each in PostingStore(database).all()) == [
            f"{batch}-{row}" for batch in range(4) for row in range(5)
        ]
        assert_postings_match_operations(database)
        assert database.value("select count(*) from employers") == 8
    assert check(folder.database, folder.key) == []


def assert_postings_match_operations(database) -> None:
    kinds = ((OperationKind.POSTING_SAVED, "postings"), (OperationKind.EMPLOYER_SAVED, "employers"))
    for kind, table in kinds:
        written = {each.row_id for each in Outbox(database).waiting() if each.kind is kind}
        assert written == {id_ for (id_,) in database.rows(f"select id from {table}")}


@pytest.mark.parametrize("seed", range(8))
def test_a_first_start_killed_at_any_line_can_be_repeated(folder, seed: int) -> None:
    line = random.Random(seed).randrange(1, OPENING_LINES)
    assert not is_done(said_by(start("postings", folder, line=line)))
    assert is_done(said_by(start("postings", folder)))
    assert check(folder.database, folder.key) == []


@pytest.mark.parametrize("seed", range(10))
def test_a_recovery_killed_at_any_line_is_finished_by_the_next_start(folder, wanted: str, now, seed: int) -> None:
    folder.back_up(now)
    folder.overwrite(0, b"\x00" * 4096)
    broken = folder.database.read_bytes()
    line = random.Random(seed).randrange(1, RECOVERY_LINES)
    assert not is_done(said_by(start("recover", folder, line=line)))
    assert is_done(said_by(start("recover", folder)))
    with folder.open() as database:
        assert PostingStore(database).get(wanted).headcount == HEADCOUNT
    assert [path.read_bytes() for path in folder.damaged.glob("*.db")] == [broken]
    assert check(folder.database, folder.key) == []
