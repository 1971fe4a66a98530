"""What lies on a stick for this kiosk, and what its status says once an answer was taken."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from kiosk.errors import YizhanError
from sync.central.bundles import Bundles
from sync.client.bundles import Stick, StickRefused
from sync.client.machine import machine_mark
from sync.client.report import Outcome, Report
from sync.client.status import Status, read_status, sync_folder, write_carried, write_status
from tests.faults.town import CountyCentral, Kiosk
from ui.cli import main as kiosk_main

HOUR_MS = 3_600_000


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def of(kiosk: Kiosk) -> Stick:
    return Stick(kiosk.station, kiosk.engine)


def answered(central: CountyCentral, kiosk: Kiosk, stick: Path) -> Path:
    """There and back, the answer lies on the stick."""
    return Bundles(central.store, central.signer).take(of(kiosk).export(stick).path).path


def carried(central_ms: int) -> Report:
    return Report(outcome=Outcome.DONE, central_ms=central_ms, agrees=True)


def test_the_newest_answer_that_is_whole_is_this_kiosk_s(
    central: CountyCentral, kiosk: Callable[..., Kiosk], stick: Path
) -> None:
    east, west = kiosk("东街"), kiosk("西街")
    first = answered(central, east, stick)
    assert of(east).look(stick) == first
    assert of(west).look(stick) is None
    second = answered(central, east, stick)
    assert of(east).look(stick) == second
    answered(central, west, stick)
    assert of(east).look(stick) == second
    whole = second.read_bytes()
    for torn in (whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1])):
        second.write_bytes(torn)
        assert of(east).look(stick) == first
    first.write_bytes(b"")
    assert of(east).look(stick) in (first, second)  # taking either says what is wrong with it
    for file, why in ((first, "bad-message"), (second, "bad-signature")):
        with pytest.raises(StickRefused, match=f"error-stick-{why}"):
            of(east).take(file)
    again = stick / f"{second.stem} (1).yzb"
    again.write_bytes(whole)
    assert of(east).look(stick) == again


def test_a_kiosk_that_no_stick_is_of_use_to_says_why(
    central: CountyCentral, kiosk: Callable[..., Kiosk], stick: Path
) -> None:
    east = kiosk("东街")
    east.machine = "another computer"
    with pytest.raises(StickRefused, match="error-stick-identity"):
        of(east).look(stick)


def test_a_stick_s_folder_that_is_gone_is_no_file_to_write(kiosk: Callable[..., Kiosk], stick: Path) -> None:
    gone = stick / "KINGSTON"
    with pytest.raises(StickRefused, match="error-stick-unwritable"):
        of(kiosk("东街")).export(gone)
    assert list(stick.iterdir()) == []


def test_a_taken_answer_says_in_the_status_when_the_county_signed_it(
    central: CountyCentral, kiosk: Callable[..., Kiosk], stick: Path
) -> None:
    east = kiosk("东街")
    before_ms = time.time_ns() // 1_000_000
    file = answered(central, east, stick)
    signed_by_ms = time.time_ns() // 1_000_000
    of(east).take(file)
    status = read_status(east.places.data)
    assert before_ms <= status.heard_ms <= signed_by_ms
    assert (status.outcome, status.waiting, status.refused) == (Outcome.DONE, 0, 0)
    assert not east.places.central_time.exists()  # what was signed some time ago says nothing of now


def test_an_answer_is_heard_by_this_machine_s_clock_and_leaves_the_network_as_it_is(tmp_path: Path) -> None:
    now_ms = time.time_ns() // 1_000_000
    report = Report(outcome=Outcome.DONE, central_ms=now_ms + HOUR_MS, heard_at_s=time.monotonic())
    write_status(tmp_path, tmp_path / "clock.json", report, waiting=0, refused=0)
    tried = write_status(tmp_path, tmp_path / "clock.json", Report(outcome=Outcome.OFFLINE), waiting=4, refused=0)
    old = write_carried(tmp_path, carried(now_ms - HOUR_MS), waiting=3, refused=1)
    assert (old.heard_ms, old.waiting, old.refused) == (tried.heard_ms, 3, 1)
    new = write_carried(tmp_path, carried(now_ms + 3 * HOUR_MS), waiting=0, refused=0)
    assert abs(new.heard_ms - (now_ms + 2 * HOUR_MS)) < HOUR_MS / 60
    assert (new.outcome, new.at_ms, new.agrees) == (Outcome.OFFLINE, tried.at_ms, True)
    assert new.central_ahead_ms == tried.central_ahead_ms
    assert read_status(tmp_path) == new


def test_an_answer_in_which_nothing_was_said_is_not_heard(tmp_path: Path) -> None:
    assert write_carried(tmp_path, carried(0), waiting=2, refused=0) == Status(waiting=2)


@pytest.mark.parametrize("written", ["", "{", "[]", "7", '{"outcome": "of-tomorrow"}'])
def test_a_status_that_cannot_be_read_is_none(tmp_path: Path, written: str) -> None:
    sync_folder(tmp_path).mkdir()
    (sync_folder(tmp_path) / "status.json").write_text(written, "utf-8")
    assert read_status(tmp_path) == Status()


def test_what_a_newer_program_wrote_besides_is_passed_over(tmp_path: Path) -> None:
    said = asdict(Status(outcome="done", heard_ms=7)) | {"of_tomorrow": 1}
    sync_folder(tmp_path).mkdir()
    (sync_folder(tmp_path) / "status.json").write_text(json.dumps(said), "utf-8")
    assert read_status(tmp_path) == Status(outcome="done", heard_ms=7)


def test_programs_are_told_in_lines_of_json(
    central: CountyCentral, kiosk: Callable[..., Kiosk], stick: Path, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    east = kiosk("东街")
    east.engine.look_who_we_are()
    with east.station.database.transaction():
        east.station.database.execute("update central set machine = ?", (machine_mark(),))
    east.machine = machine_mark()
    monkeypatch.setenv("YIZHAN_KEYS", str(east.places.keys))
    east.close()

    def told(*words: str) -> list[dict[str, object]]:
        kiosk_main(["bundle", *words, "--data", str(east.places.data), "--json-lines"])
        return [json.loads(line) for line in capfd.readouterr().out.splitlines()]

    try:
        assert told("look", str(stick)) == [{"answer": None}]
        *steps, written = told("export", str(stick))
        assert [set(step) for step in steps] == [{"progress"}] * len(steps)
        assert steps
        up = Path(str(written["written"]))
        assert up.parent == stick
        down = Bundles(central.store, central.signer).take(up).path
        assert told("look", str(stick)) == [{"answer": str(down)}]
        *steps, taken = told("import", str(down))
        assert steps[-1]["progress"] == [1, 1]
        assert set(taken) == {"taken", "sent", "refused"}
        assert taken["sent"] == written["count"]
        shutil.rmtree(stick)
        assert told("import", str(down)) == [{"failed": "error-stick-unreadable", "details": {}}]
    except YizhanError as error:
        raise AssertionError(error.key) from error
    finally:
        east.open()
