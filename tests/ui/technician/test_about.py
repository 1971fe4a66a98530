"""What runs here, and the way out of the program: by the PIN, counted like any other, and told to the kiosk below."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from kiosk.care.places import Places
from kiosk.care.watching.keeper import EXIT_AGAIN
from kiosk.desk.first_start import FirstStart
from kiosk.desk.first_start_file import keep_first_start
from kiosk.desk.machine_ends import Ending
from kiosk.domain.language import Language
from kiosk.domain.staff import Role
from kiosk.store.filelock import FileLock
from kiosk.texts.catalogue import Texts
from tests.ui.desk.window import STAFF, DeskWindow
from tests.ui.technician.conftest import AtMachine
from tests.ui.technician.test_devices import exit_code_after
from ui.desk_door import DeskDoor
from ui.screens.desk.screen import Place

ZH = Texts(Language.ZH_CN)
KIOSK = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import cli
from ui.desk_door import Corner
app = QApplication(["kiosk"])
def hold():
    corners = [corner for each in app.topLevelWidgets() for corner in each.findChildren(Corner)]
    if corners and corners[0].isVisible():
        sys.executable = sys.argv[1]
        corners[0].held.emit()
        QTimer.singleShot(5000, hold)
    else:
        QTimer.singleShot(50, hold)
QTimer.singleShot(50, hold)
sys.exit(cli.main(sys.argv[2:]))
"""
"""A kiosk whose corner is held as soon as it is shown and, as people do, again later; its desk is the first word."""
PATIENCE_S = 60


def type_pin(window: DeskWindow, pin: str) -> None:
    for digit in pin:
        window.touch(f"about-pin-keypad-{digit}")


def test_what_runs_here_and_where_its_data_are(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_ABOUT)
    assert "0.1.0" in window.text_of("about-version")
    assert "desk-1" in window.text_of("about-machine")
    assert str(window.places.data) in window.text_of("about-data").replace("\u200b", "")
    assert "GPL" in window.text_of("about-licences")
    assert not window.visible("about-anew")


def test_a_watched_kiosk_can_be_begun_anew_from_here(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE)
    folder = window.places.crashes.parent
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "watch.lock", alone=True, wait_s=0):
        window.touch("machine-to-machine-about")
        window.settle()
        assert exit_code_after(window, "about-anew") == Ending.ANEW


@pytest.mark.parametrize("role", [Role.HEAD, Role.TECHNICIAN])
def test_the_program_is_left_by_one_s_own_pin(at_machine: AtMachine, role: Role) -> None:
    window = at_machine(Place.MACHINE_ABOUT, role=role)
    window.touch("about-leave")
    type_pin(window, STAFF[role][1])
    assert exit_code_after(window, "about-end") == Ending.LEFT
    assert window.use(lambda desk: desk.logbook.latest(limit=1))[0].action == "machine-left"


def test_a_wrong_pin_leaves_nothing_and_counts_as_at_the_door(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_ABOUT)
    window.key("Alt+L")
    for left in (3, 2, 1, 0):
        window.type("918273")
        window.key("Return")
        window.settle()
        assert window.text_of("about-pin-problem") == ZH("log-in-wrong", left=str(left))
    window.type("918273")
    window.key("Return")
    window.settle()
    assert "再试" in window.text_of("about-pin-problem")
    type_pin(window, STAFF[Role.TECHNICIAN][1])
    window.touch("about-end")
    window.settle()
    assert window.place is Place.MACHINE_ABOUT
    window.touch("about-stay")
    assert not window.visible("about-pin-card")


def test_the_pin_is_gone_with_whoever_leaves_the_screen(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_ABOUT)
    window.touch("about-leave")
    type_pin(window, "4062")
    window.key("Esc")
    window.touch("machine-to-machine-about")
    window.settle()
    window.touch("about-leave")
    assert window.text_of("about-pin") == ""


# the kiosk below


class Heard(QObject):
    """What a door to the desk told."""

    def __init__(self, door: DeskDoor) -> None:
        super().__init__(door)
        self.words: list[str] = []
        for name in ("closed", "wanted_anew", "program_left"):
            getattr(door, name).connect(lambda name=name: self.words.append(name))


def made_desk(folder: Path, line: str) -> Path:
    """A program that is one line of shell."""
    desk = folder / "desk"
    desk.write_text(f"#!/bin/sh\n{line}\n", "utf-8")
    desk.chmod(0o700)
    return desk


@pytest.fixture
def door_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Callable[[str], list[str]]:
    """Opens a door to a desk that is one line of shell, and returns what was told by its end."""

    def told(line: str) -> list[str]:
        monkeypatch.setattr(sys, "executable", str(made_desk(tmp_path, line)))
        door = DeskDoor(list, QCoreApplication.instance())
        heard = Heard(door)
        with qtbot.waitSignal(door.closed, timeout=60_000):
            door.open()
        assert door.process_id is None
        words = list(heard.words)
        door.deleteLater()
        return words

    return told


def test_the_kiosk_is_told_how_its_desk_ended(door_to: Callable[[str], list[str]]) -> None:
    assert door_to(f"exit {Ending.ANEW}") == ["closed", "wanted_anew"]
    assert door_to(f"exit {Ending.LEFT}") == ["closed", "program_left"]
    assert door_to("exit 0") == ["closed"]
    assert door_to("kill -9 $$") == ["closed"]


@pytest.mark.parametrize(("line", "is_told"), [("exit 0", False), (f"exit {Ending.LEFT}", False), ("exit 3", True),
                                               ("kill -9 $$", True)])  # fmt: skip
def test_a_desk_that_ended_as_none_should_stands_in_the_log(
    door_to: Callable[[str], list[str]], caplog: pytest.LogCaptureFixture, line: str, is_told: bool
) -> None:
    door_to(line)
    assert any("the desk ended by itself" in record.getMessage() for record in caplog.records) is is_told


def test_beginning_anew_is_the_word_that_the_watch_knows() -> None:
    assert int(Ending.ANEW) == EXIT_AGAIN


@pytest.mark.parametrize(
    ("ending", "watched", "code"),
    [(Ending.LEFT, True, 0), (Ending.LEFT, False, 0), (Ending.ANEW, True, EXIT_AGAIN), (Ending.ANEW, False, None)],
)
def test_the_kiosk_ends_as_its_watch_has_to_understand_it(
    tmp_path: Path, ending: Ending, watched: bool, code: int | None
) -> None:
    desk = made_desk(tmp_path, f"exit {ending}")
    here = Places(data=tmp_path / "data", keys=tmp_path / "keys")
    keep_first_start(here, FirstStart().put_off())
    words = ["run", "--windowed", "540x960", "--no-sync", "--data", str(here.data)]
    kiosk = subprocess.Popen(
        [sys.executable, "-c", KIOSK, str(desk), *words, *(["--watched"] if watched else [])],
        env={**os.environ, "YIZHAN_KEYS": str(tmp_path / "keys")},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert kiosk.stderr is not None
    try:
        if code is None:
            given_up = threading.Timer(PATIENCE_S, kiosk.kill)
            given_up.start()
            lines = []
            while ZH("machine-unwatched") not in lines:
                lines.append(kiosk.stderr.readline().decode().strip())
                assert kiosk.poll() is None, lines
            given_up.cancel()
            kiosk.send_signal(signal.SIGTERM)
        kiosk.communicate(timeout=PATIENCE_S)
    finally:
        kiosk.kill()
        kiosk.wait()
    assert kiosk.returncode == (code or 0)
