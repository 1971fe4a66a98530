"""A desk that was left makes way for the kiosk below it, or says that it holds up nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint

from kiosk.domain.language import Language
from kiosk.slips.document import Document, Text
from tests.ui.desk.sticks import Computer
from tests.ui.desk.test_exchange_screen import POSTINGS, at_exchange, choose, posting, screen, write
from tests.ui.desk.window import DeskWindow
from ui.desk.rest import AWAY_AFTER_S, REST_AFTER_S, Rest
from ui.desk_door import AT_REST, IN_USE
from ui.screens.desk.screen import PrintWish


@dataclass(frozen=True)
class Said:
    """The rest of one desk, and what it said since somebody asked last."""

    rest: Rest
    read: Callable[[], bytes]
    away: list[bool]


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
    rest = Rest(
        app, session=app.session, shell=app.shell, printing=app.printing, monotonic_s=desk_window.watch, output=writes
    )
    away: list[bool] = []
    rest.away.connect(lambda: away.append(True))
    yield Said(rest, read, away)
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
    assert said.away == []
    desk_window.until(lambda: not screen(desk_window).is_busy, "the end of the errand")
    assert after(desk_window, said, REST_AFTER_S) == AT_REST


def test_a_door_that_nobody_touches_makes_way_for_workers(desk_window: DeskWindow, said: Said) -> None:
    after(desk_window, said, AWAY_AFTER_S - 1)
    assert said.away == []
    desk_window.tap(QPoint(30, desk_window.shell.height() - 30))
    after(desk_window, said, AWAY_AFTER_S - 1)
    assert said.away == [], "somebody stands at the door"
    after(desk_window, said, 1)
    assert said.away == [True]


def test_whoever_works_is_never_sent_away_and_a_desk_that_is_locked_makes_way(
    desk_window: DeskWindow, said: Said
) -> None:
    desk_window.log_in()
    after(desk_window, said, AWAY_AFTER_S * 2)
    assert said.away == [], "it has not even locked yet"
    desk_window.app.session.lock()
    desk_window.until(lambda: desk_window.shell.is_at_log_in, "the door")
    after(desk_window, said, AWAY_AFTER_S - 1)
    assert said.away == [], "whoever locks it for a moment comes back to what is there"
    after(desk_window, said, 1)
    assert said.away == [True]


def test_a_paper_that_nobody_has_decided_about_stays_at_the_desk(desk_window: DeskWindow, said: Said) -> None:
    paper = Document(language=Language.ZH_CN, title="单子", subtitle="驿站", blocks=(Text("一"),))
    desk_window.app.printing.print(PrintWish(paper=paper, done_text="好了"))
    desk_window.until(lambda: desk_window.app.printing.has_set_aside, "what became of it")
    after(desk_window, said, AWAY_AFTER_S * 2)
    assert said.away == []
    desk_window.app.printing.let_go()
    after(desk_window, said, 0)
    assert said.away == [True]
