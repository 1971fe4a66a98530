"""The power goes at each step of a first start: it goes on there, and a kiosk leads there by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.care.config.in_force import settings_in_force
from kiosk.care.watching.fresh_start import ask_fresh_start
from kiosk.commands.demo import settle
from kiosk.desk.demo import demo_county
from kiosk.desk.first_start import ORDER, FirstStart, Step
from kiosk.desk.first_start_file import keep_first_start, kept_first_start
from kiosk.services import open_station
from tests.processes import children_of, words_of
from tests.ui.conftest import places_in
from tests.ui.watched import WatchedKiosk

Begin = Callable[[], WatchedKiosk]
TO_HEAD = ORDER[: ORDER.index(Step.HEAD)]


class Hand:
    """Somebody before a machine, whose power can be cut."""

    def __init__(self, root: Path) -> None:
        environment = {
            **os.environ, "QT_QPA_PLATFORM": "offscreen", "YIZHAN_KEYS": str(root / "keys"),
            "PULSE_SERVER": f"unix:{root}/nobody",
        }  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.first_start.hand_child", str(root)],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def does(self, what: str) -> str:
        """Have it look, touch or wait; return what it says."""
        said, heard = self._process.stdin, self._process.stdout
        assert said is not None
        assert heard is not None
        said.write(f"{what}\n")
        said.flush()
        return heard.readline().strip()

    def cut(self) -> None:
        """The power goes."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()


def test_a_cut_behind_each_step_goes_on_there(tmp_path: Path) -> None:
    for at, following in pairwise((*TO_HEAD, Step.HEAD)):
        hand = Hand(tmp_path)
        try:
            assert hand.does("look") == at
            hand.does("touch 0")
            assert hand.does("wait") == following
        finally:
            hand.cut()


@pytest.mark.parametrize("turns", [0, 1, 2, 4, 8, 16])
def test_a_cut_in_the_middle_of_a_step_loses_that_step_or_nothing(tmp_path: Path, turns: int) -> None:
    keep_first_start(places_in(tmp_path), FirstStart(at=Step.PANEL, done=frozenset({Step.LANGUAGE})))
    hand = Hand(tmp_path)
    try:
        assert hand.does("look") == Step.PANEL
        hand.does(f"touch {turns}")
    finally:
        hand.cut()
    kept = kept_first_start(places_in(tmp_path))
    assert kept is not None
    assert (kept.at, Step.PANEL in kept.done) in ((Step.PANEL, False), (Step.TOUCH, True))
    assert Step.LANGUAGE in kept.done
    if Step.PANEL in kept.done:
        assert settings_in_force(places_in(tmp_path).settings).settings.panel.size_mm is not None


# the kiosk leads there by itself


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Begin]:
    begun: list[WatchedKiosk] = []

    def begin() -> WatchedKiosk:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PULSE_SERVER": f"unix:{tmp_path}/nobody"}
        program = [sys.executable, "-P", "-m", "ui.cli"]
        begun.append(WatchedKiosk(program, tmp_path / "data", environment=environment, is_new=True))
        return begun[-1]

    yield begin
    for one in begun:
        if one.watch.poll() is None:
            one.end()


def desks_of(kiosk: int | None) -> list[int]:
    """The desks that a kiosk has open over it."""
    return [child for child in children_of(kiosk) if "--covers-kiosk" in words_of(child)]


def test_a_kiosk_on_a_new_machine_leads_to_the_wizard(watched: Begin) -> None:
    one = watched()
    one.wait_until_open()
    one.wait(lambda: len(desks_of(one.kiosk)) == 1)
    (first,) = desks_of(one.kiosk)
    one.hurt(signal.SIGKILL)
    one.wait(lambda: len(desks_of(one.kiosk)) == 1)
    assert desks_of(one.kiosk) != [first]
    one.wait(lambda: "--covers-kiosk" not in words_of(first))


@pytest.mark.parametrize("known", ["demo", "put off", "prepared"])
def test_one_that_was_put_off_or_knows_its_station_does_not(tmp_path: Path, watched: Begin, known: str) -> None:
    here = places_in(tmp_path)
    if known == "demo":
        with open_station(here) as station:
            settle(station, demo_county())
    else:
        first = FirstStart()
        keep_first_start(here, first.put_off() if known == "put off" else first.prepared())
    one = watched()
    one.wait_until_open()
    kiosk = one.kiosk
    ask_fresh_start(here)  # a second life shows that the first had time to lead somewhere
    had_desk = [*desks_of(kiosk)]
    one.wait_until_open(2)
    had_desk += desks_of(one.kiosk)
    assert one.end() == 0
    assert not had_desk
