"""Crashes are remembered over restarts, and a torn file of them keeps nobody from starting."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.care.watching.crashes import MOST_KEPT, Crash, CrashKind, CrashRecord, crashes_in
from kiosk.store.durable import written_whole


def crash(number: int = 0) -> Crash:
    return Crash(at_ms=1_000 + number, kind=CrashKind.FROZE, code=None, lived_s=1.5, was_safe=True)


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    record = CrashRecord(tmp_path / "watch" / "crashes.jsonl")
    record.add(crash(1))
    record.add(crash(2))
    assert CrashRecord(tmp_path / "watch" / "crashes.jsonl").crashes == (crash(1), crash(2)) == record.crashes


@pytest.mark.parametrize(
    "torn",
    [b"{", b"\xff\xfe\0\n", b"[]\n", b"null\n", b'{"at_ms": 1}\n', b'{"at_ms": 1e999, "kind": "died", "code": null}\n',
     b"[" * 100_000 + b"\n", b'{"at_ms": 1, "kind": "ate", "code": 1, "lived_s": 1, "was_safe": 0}\n'],
)  # fmt: skip
def test_lines_that_are_torn_are_left_out(tmp_path: Path, torn: bytes) -> None:
    file = tmp_path / "crashes.jsonl"
    CrashRecord(file).add(crash(1))
    with file.open("ab") as opened:
        opened.write(torn)
    assert crashes_in(file) == (crash(1),)


def test_a_crash_behind_half_a_line_is_not_lost_with_it(tmp_path: Path) -> None:
    file = tmp_path / "crashes.jsonl"
    CrashRecord(file).add(crash(1))
    with file.open("ab") as opened:
        opened.write(b'{"at_ms": 10')
    CrashRecord(file, whole=written_whole).add(crash(2))
    assert crashes_in(file) == (crash(1), crash(2))


def test_the_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "crashes.jsonl"
    record = CrashRecord(file)
    for number in range(MOST_KEPT + 50):
        record.add(crash(number))
    again = CrashRecord(file, whole=written_whole)
    assert again.crashes == tuple(crash(number) for number in range(50, MOST_KEPT + 50))
    assert len(file.read_bytes().splitlines()) == MOST_KEPT


def test_where_the_disk_takes_nothing_it_is_remembered_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "watch").write_text("a file, where a folder should be")
    record = CrashRecord(tmp_path / "watch" / "crashes.jsonl")
    record.add(crash())
    assert record.crashes == (crash(),)
