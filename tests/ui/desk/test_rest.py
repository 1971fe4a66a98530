"""A desk that was left says so to the kiosk below it, and when somebody is back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ui.desk.sticks import Computer
from tests.ui.desk.test_exchange_screen import POSTINGS, at_exchange, choose, posting, screen, write
from tests.ui.desk.window import DeskWindow
from ui.desk.rest import REST_AFTER_S, Rest
from ui.desk_door import AT_REST, IN_USE


@dataclass(frozen=True)
class Said:
    """The rest of one desk, and what it said since somebody asked last."""

    rest: Rest
    read: Callable[[], bytes]


@pytest.fixture
def said(desk_window: DeskWindow) -> Iterator[Said]:
    reads, writes = os.pipe()
    os.set_blocking(reads, False)

    def read() -> bytes:
        try:
            return os.read(reads, 100)
        except BlockingIOError:
            return b""

    app = desk_window.app
    yield Said(Rest(app, session=app.session, shell=app.shell, monotonic_s=desk_window.watch, output=writes), read)
    os.close(reads)
    os.close(writes)


def after(window: DeskWindow, said: Said, seconds: float) -> bytes:
    window.watch.now_s += seconds
    said.rest.look()
    return said.read()


def test_at_the_door_it_comes_to_rest_after_half_an_hour(desk_window: DeskWindow, said: Said) -> None:
    assert after(desk_window, said, REST_AFTER_S - 1) == b""
    assert after(desk_window, said, 1) == AT_REST
    assert after(desk_window, said, 1) == b""


def test_whoever_logs_in_uses_it_and_locking_it_is_no_rest_yet(desk_window: DeskWindow, said: Said) -> None:
    after(desk_window, said, REST_AFTER_S)
    desk_window.log_in()
    assert after(desk_window, said, 0) == IN_USE
    desk_window.app.session.lock()
    assert after(desk_window, said, REST_AFTER_S - 1) == b""
    assert after(desk_window, said, 1) == AT_REST


def test_an_import_behind_the_lock_is_no_rest(
    desk_window: DeskWindow, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    computer = Computer(tmp_path / "computer", monkeypatch)
    write(computer.documents / "很长.csv", [POSTINGS, *(posting(number) for number in range(2_000))])
    at_exchange(desk_window)
    desk_window.touch("exchange-import-postings")
    choose(desk_window, "很长")
    desk_window.app.session.lock()
    assert after(desk_window, said, REST_AFTER_S * 2) == b""
    desk_window.until(lambda: not screen(desk_window).is_busy, "the end of the errand")
    assert after(desk_window, said, REST_AFTER_S) == AT_REST
