"""Backups at the desk: how they stand, one more, one onto a stick, and the code that is shown once."""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.domain.language import Language
from kiosk.store.recovery_code import RecoveryCode
from kiosk.texts.catalogue import Texts
from tests.ui.desk.sticks import Computer
from tests.ui.desk.window import DeskWindow
from tests.ui.technician.conftest import AtMachine, until_done, use_program
from ui.screens.desk.screen import Place, PrintWish

ZH = Texts(Language.ZH_CN)
FULL = "import sys; print('the stick is full', file=sys.stderr); sys.exit(2)"
PRINTS = f"print({json.dumps({'code': 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF'})!r})"


def backups(window: DeskWindow) -> list[Path]:
    return sorted(window.places.backups.glob("station-*.db"))


def code_on(window: DeskWindow) -> str:
    return window.text_of("backup-shown-code").replace("\n", "-")


def test_a_station_without_a_backup_says_so_and_makes_one(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_BACKUP)
    assert window.text_of("backup-newest") == ZH("backup-none-yet")
    assert window.text_of("backup-code") == ZH("backup-no-code-yet")
    window.key("Ctrl+Return")
    assert window.text_of("machine-backup-state") == ZH("backup-making")
    until_done(window)
    assert len(backups(window)) == 1
    assert "1" in window.text_of("backup-newest")
    assert window.text_of("desk-news-text") == ZH("backup-done")


def test_without_a_code_nothing_goes_onto_a_stick_and_with_one_it_does(
    at_machine: AtMachine, computer: Computer
) -> None:
    window = at_machine(Place.MACHINE_BACKUP)
    stick = computer.plug_in("KINGSTON")
    window.touch("backup-stick")
    until_done(window)
    assert window.text_of("machine-backup-problem") == ZH("error-backup-no-code")
    assert list(stick.iterdir()) == []
    window.touch("backup-make-code")
    until_done(window)
    RecoveryCode.read(code_on(window))
    window.touch("backup-stick")
    until_done(window)
    assert [path.name.startswith("yizhan-backup-") for path in stick.iterdir()] == [True]
    assert window.text_of("desk-news-text") == ZH("backup-carried-to")
    assert not window.visible("machine-backup-problem")


def test_the_code_is_shown_once_and_gone_with_whoever_leaves(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_BACKUP)
    window.touch("backup-make-code")
    until_done(window)
    code = code_on(window)
    window.touch("backup-written")
    assert not window.visible("backup-code-card")
    window.touch("backup-make-code")
    assert window.text_of("backup-old-code") == ZH("backup-old-code")
    window.touch("backup-not-sure")
    assert not window.visible("backup-sure-card")
    window.touch("backup-make-code")
    window.touch("backup-sure")
    until_done(window)
    assert code_on(window) not in ("", code)
    window.key("Esc")
    window.touch("machine-to-machine-backup")
    window.settle()
    assert not window.visible("backup-code-card")
    assert window.text_of("backup-code") != ZH("backup-no-code-yet")


def test_the_code_is_printed(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_BACKUP, program=PRINTS)
    wishes: list[PrintWish] = []
    window.shell.print_wanted.connect(wishes.append)
    window.touch("backup-make-code")
    until_done(window)
    window.key("Alt+P")
    window.settle()
    assert "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF" in str(wishes[0].paper)


def test_a_full_stick_is_told_in_the_command_s_own_sentence(at_machine: AtMachine, computer: Computer) -> None:
    window = at_machine(Place.MACHINE_BACKUP, program=FULL)
    computer.plug_in("KINGSTON")
    window.touch("backup-stick")
    until_done(window)
    assert window.text_of("machine-backup-problem") == "the stick is full"
    assert not window.visible("desk-news")


def test_a_locked_stick_is_none(at_machine: AtMachine, computer: Computer) -> None:
    window = at_machine(Place.MACHINE_BACKUP)
    computer.plug_in("LOCKED", is_locked=True)
    window.touch("backup-stick")
    window.settle()
    assert window.text_of("machine-backup-problem") == ZH("machine-no-stick")


def test_a_trial_that_went_wrong_is_told(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_BACKUP)
    until_done(window)
    use_program(window, PRINTS)
    window.places.backups.mkdir(exist_ok=True)
    tried = {"backup": "station-1.db", "at_ms": 1_795_000_000_000, "problems": ["page 3"]}
    (window.places.backups / "rehearsal.json").write_text(json.dumps(tried), "utf-8")
    window.key("Ctrl+Return")
    until_done(window)
    assert "没成" in window.text_of("backup-tried")
