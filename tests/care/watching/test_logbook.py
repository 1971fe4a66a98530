"""The log is bounded, and nobody's number is in it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.care.watching.logbook import FILES, LONGEST_LINE, STRUCK_OUT, Logbook, without_numbers

NOON = datetime(2026, 11, 27, 12)


Open = Callable[..., Logbook]


@pytest.fixture
def logbook() -> Iterator[Open]:
    """Opens logbooks that are closed afterwards."""
    books: list[Logbook] = []

    def opened(folder: Path, most_bytes: int = 100_000) -> Logbook:
        books.append(Logbook(folder, most_bytes=most_bytes, now=lambda: NOON))
        return books[-1]

    yield opened
    for book in books:
        book.close()


@pytest.mark.parametrize(
    "number", ["13812345678", "138 1234 5678", "138-1234-5678", "+86 13812345678", "11010519491231002X", "0742-5556303"]
)
def test_numbers_of_people_are_struck_out(number: str) -> None:
    assert without_numbers(f"called {number}, nobody there") == f"called {STRUCK_OUT}, nobody there"


@pytest.mark.parametrize(
    "line",
    ["2026-11-27 12:00:01 ready", 'File "run.py", line 112', "0x00007f21327fc6c0", "A1-1121-007-4", "5 of 300000"],
)
def test_what_is_nobodys_number_stays(line: str) -> None:
    assert without_numbers(line) == line


@given(st.text(max_size=20), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(max_size=20))
def test_a_phone_is_struck_out_wherever_it_stands(before: str, phone: str, after: str) -> None:
    assert phone not in without_numbers(f"{before} {phone} {after}")


def test_a_line_is_one_line_with_its_time(tmp_path: Path, logbook: Open) -> None:
    book = logbook(tmp_path)
    book.write("first\nsecond\r\nthird\x0bfourth")
    assert book.path.read_text("utf-8") == "2026-11-27 12:00:00 first second third fourth\n"


def test_all_files_together_stay_within_their_room(tmp_path: Path, logbook: Open) -> None:
    book = logbook(tmp_path, most_bytes=50_000)
    for number in range(5_000):
        book.write(f"line {number} " + "x" * (number % 200))
    files = sorted(tmp_path.iterdir())
    assert len(files) == FILES
    assert sum(path.stat().st_size for path in files) <= 50_000
    assert "line 4999 " in book.path.read_text("utf-8")


def test_the_room_is_kept_over_restarts_too(tmp_path: Path, logbook: Open) -> None:
    for number in range(400):
        book = logbook(tmp_path, most_bytes=30_000)
        book.write(f"line {number} " + "x" * 300)
        book.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 30_000


def test_a_line_without_an_end_is_cut(tmp_path: Path, logbook: Open) -> None:
    book = logbook(tmp_path)
    book.write("y" * 1_000_000)
    assert book.path.stat().st_size < LONGEST_LINE + 100


def test_a_disk_that_takes_nothing_stops_nobody(tmp_path: Path, logbook: Open) -> None:
    (tmp_path / "logs").write_text("a file, where a folder should be")
    book = logbook(tmp_path / "logs")
    book.write("lost")
    assert book.lost == 1
    (tmp_path / "logs").unlink()
    book.write("found again")
    assert book.path.read_text("utf-8").endswith("found again\n")


def test_threads_do_not_tear_each_others_lines(tmp_path: Path, logbook: Open) -> None:
    book = logbook(tmp_path, most_bytes=10_000_000)
    writers = [
        threading.Thread(target=lambda name=name: [book.write(name * 50) for _ in range(300)]) for name in "abcd"
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    lines = book.path.read_text("utf-8").splitlines()
    assert len(lines) == 1200
    assert {line[20:] for line in lines} == {name * 50 for name in "abcd"}
