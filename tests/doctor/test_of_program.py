"""The program's own files and libraries, its crashes, and the clock, as they are and as they go wrong."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.care.central_clock import note_central_time, since_boot_ms
from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.care.watching.crashes import Crash, CrashKind, CrashRecord
from kiosk.care.watching.rules import CRASHES_TO_SAFE_MODE
from kiosk.doctor.of_program import (
    CHECKSUMS,
    MOST_MINUTES_OFF,
    NEEDED,
    check_clock,
    check_crashes,
    check_files,
    check_libraries,
    check_version,
)
from kiosk.domain.finding import Light
from tests.doctor.told import assert_told

WRITES_CHECKSUMS = Path(__file__).parents[2] / "scripts" / "bundle"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_the_version_is_told() -> None:
    found = check_version()
    assert_told(found, Light.GREEN, "ok")
    assert str(found.details["version"])[0].isdigit()


def test_every_library_that_a_station_needs_is_there() -> None:
    assert_told(check_libraries(), Light.GREEN, "ok", count=len(NEEDED))


@pytest.mark.parametrize(
    "source",
    [b"import nothing_of_that_name", b"raise OSError('a library of the system')", b"def", b"\0\0", b"1 / 0", None],
    ids=["needs another", "needs the system", "torn", "zeros", "fails", "not there"],
)
def test_each_library_that_does_not_load_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: bytes | None
) -> None:
    if source is not None:
        (tmp_path / "spoiled_library.py").write_bytes(source)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "spoiled_library", raising=False)
    found = check_libraries(("json", "spoiled_library", "never_heard_of"))
    assert_told(found, Light.RED, "missing", names="spoiled_library, never_heard_of")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A folder with the list of checksums that the makers of the bundle write."""
    (tmp_path / "_internal").mkdir()
    (tmp_path / "yizhan").write_bytes(b"program")
    (tmp_path / "_internal" / "字体 one.ttf").write_bytes(b"letters")
    written = "from checksums import write_checksums; from pathlib import Path; import sys;"
    subprocess.run(
        [sys.executable, "-c", f"{written} write_checksums(Path(sys.argv[1]))", str(tmp_path)],
        cwd=WRITES_CHECKSUMS,
        check=True,
    )
    return tmp_path


def test_from_its_source_there_is_nothing_to_compare() -> None:
    assert_told(check_files(), Light.GREEN, "source")


def test_the_files_of_a_bundle_are_compared_with_its_list(bundle: Path) -> None:
    assert_told(check_files(bundle), Light.GREEN, "ok", count=2)


@pytest.mark.parametrize("harm", ["changed", "gone", "a folder"])
def test_a_file_that_is_not_as_it_was_is_named(bundle: Path, harm: str) -> None:
    file = bundle / "_internal" / "字体 one.ttf"
    if harm == "changed":
        file.write_bytes(b"lettert")
    else:
        file.unlink()
    if harm == "a folder":
        file.mkdir()
    assert_told(check_files(bundle), Light.RED, "changed", name="_internal/字体 one.ttf")


@pytest.mark.parametrize("words", [None, b"", b"\xff\xfe\x00"], ids=["gone", "empty", "garbage"])
def test_without_a_list_nothing_is_taken_for_well(bundle: Path, words: bytes | None) -> None:
    (bundle / CHECKSUMS).unlink()
    if words is not None:
        (bundle / CHECKSUMS).write_bytes(words)
    assert_told(check_files(bundle), Light.RED, "no-list")


def test_a_line_of_the_list_that_names_nothing_is_red(bundle: Path) -> None:
    (bundle / CHECKSUMS).write_text(hashlib.sha256(b"program").hexdigest(), "utf-8")
    assert_told(check_files(bundle), Light.RED, "changed")


def crash(at: datetime) -> Crash:
    return Crash(at_ms=int(at.timestamp() * 1000), kind=CrashKind.DIED, code=-11, lived_s=3.0, was_safe=False)


def crashed(here: Places, *ages: timedelta) -> None:
    record = CrashRecord(here.crashes)
    for age in ages:
        record.add(crash(NOON - age))


def test_a_kiosk_that_never_crashed_is_well(nowhere: Places) -> None:
    assert_told(check_crashes(nowhere, now=NOON), Light.GREEN, "none")
    assert not nowhere.data.parent.exists()


def test_the_crashes_of_a_day_are_counted(here: Places) -> None:
    crashed(here, timedelta(hours=30), timedelta(hours=20), timedelta(minutes=1))
    assert_told(check_crashes(here, now=NOON), Light.AMBER, "some", count=2)
    assert_told(check_crashes(here, now=NOON + timedelta(days=2)), Light.GREEN, "none")


def test_so_many_that_the_next_start_is_a_safe_one_are_red(here: Places) -> None:
    crashed(here, timedelta(hours=20), *[timedelta(minutes=minute) for minute in range(CRASHES_TO_SAFE_MODE)])
    assert_told(check_crashes(here, now=NOON), Light.RED, "safe-mode", count=CRASHES_TO_SAFE_MODE + 1)


@pytest.mark.parametrize("words", [b"", b"\xff\0\n[]\n{}\nnull\n", json.dumps({"at_ms": "x"}).encode(), b"[" * 100_000])
def test_a_record_of_crashes_that_is_garbage_holds_none(here: Places, words: bytes) -> None:
    here.crashes.parent.mkdir(parents=True)
    here.crashes.write_bytes(words)
    assert_told(check_crashes(here, now=NOON), Light.GREEN, "none")


@pytest.mark.parametrize("year", [1970, 2000, 2025])
def test_a_clock_from_before_this_program_is_red(nowhere: Places, year: int) -> None:
    now = datetime(year, 1, 1, 0, 0, tzinfo=UTC)
    assert_told(check_clock(nowhere, now=now), Light.RED, "wrong", time=f"{year}-01-01 00:00")


def test_a_clock_of_which_nothing_better_is_known_is_taken_as_it_is(nowhere: Places) -> None:
    assert_told(check_clock(nowhere, now=NOON), Light.GREEN, "ok", time="2026-11-21 12:00")
    assert not nowhere.data.parent.exists()


@pytest.mark.parametrize("minutes", [-90, -MOST_MINUTES_OFF - 1, MOST_MINUTES_OFF + 1, 60 * 24 * 300])
def test_a_clock_that_is_not_central_s_is_amber(here: Places, minutes: int) -> None:
    now = local_now()
    central_ms = int((now + timedelta(minutes=minutes)).timestamp() * 1000)
    note_central_time(here.central_time, central_ms, since_boot=since_boot_ms())
    assert_told(check_clock(here, now=now), Light.AMBER, "off", minutes=abs(minutes))


def test_a_clock_that_is_central_s_is_well(here: Places) -> None:
    now = local_now()
    note_central_time(here.central_time, int(now.timestamp() * 1000), since_boot=since_boot_ms())
    assert_told(check_clock(here, now=now), Light.GREEN, "ok")


@pytest.mark.parametrize("words", ["", "{}", "null", '{"boot": 1, "ahead_ms": "x"}', '{"boot": "", "ahead_ms": 9}'])
def test_what_central_said_of_the_time_is_nothing_where_it_is_garbage(here: Places, words: str) -> None:
    here.central_time.parent.mkdir(parents=True)
    here.central_time.write_text(words)
    assert_told(check_clock(here, now=local_now()), Light.GREEN, "ok")
