"""Troubles at the desk: crashes in words, the end of the log, and the report that goes along on a stick."""

from __future__ import annotations

import zipfile

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from kiosk.care.watching.crashes import Crash, CrashKind, CrashRecord
from kiosk.domain.language import Language
from kiosk.texts.catalogue import Texts
from tests.ui.desk.sticks import Computer
from tests.ui.technician.conftest import AtMachine, until_done
from tests.ui.window import MORNING
from ui.screens.desk.screen import Place
from ui.screens.technician.logs import MOST_SHOWN

ZH = Texts(Language.ZH_CN)
NOW_MS = int(MORNING.timestamp() * 1000)
HOUR_MS = 60 * 60 * 1000


def crash(kind: CrashKind, *, hours_ago: int) -> Crash:
    return Crash(at_ms=NOW_MS - hours_ago * HOUR_MS, kind=kind, code=-11, lived_s=600.0, was_safe=False)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", CrashKind)
def test_every_kind_of_crash_has_its_words(language: Language, kind: CrashKind) -> None:
    assert "8" in Texts(language)(f"logs-{kind}", when="8:00", minutes="1")


def test_a_quiet_station_says_so(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_LOGS)
    assert window.text_of("logs-crashes") == ZH("logs-no-crash")
    assert window.text_of("logs-lines") == ZH("logs-no-lines")


def test_crashes_of_the_last_days_are_told_in_words_the_last_first(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE)
    record = CrashRecord(window.places.crashes)
    for kind, hours_ago in ((CrashKind.DIED, 24 * 9), (CrashKind.DIED, 30), (CrashKind.FROZE, 2)):
        record.add(crash(kind, hours_ago=hours_ago))
    window.touch("machine-to-machine-logs")
    window.settle()
    first, second = window.text_of("logs-crashes").splitlines()
    assert "卡住" in first
    assert "10" in first
    assert "突然退了" in second
    for hours_ago in range(3, 3 + MOST_SHOWN):
        record.add(crash(CrashKind.NEVER_SHOWN, hours_ago=hours_ago))
    window.key("Alt+R")
    window.settle()
    assert window.text_of("logs-crashes").splitlines()[-1] == ZH("logs-more", count="2")


def test_the_end_of_the_log_is_shown_and_cannot_be_written(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE)
    window.places.logs.mkdir()
    lines = [f"2026-11-21 08:00:00 line {number}" for number in range(3000)]
    (window.places.logs / "kiosk.log").write_text("\n".join(lines), "utf-8")
    window.touch("machine-to-machine-logs")
    window.settle()
    shown = window.widget("logs-lines", QPlainTextEdit)
    assert shown.toPlainText().splitlines() == lines[-200:]
    shown.setFocus()
    window.type("x")
    assert shown.toPlainText().splitlines() == lines[-200:]


def test_the_report_goes_along_on_a_stick(at_machine: AtMachine, computer: Computer) -> None:
    window = at_machine(Place.MACHINE_LOGS)
    window.touch("logs-save")
    window.settle()
    assert window.text_of("machine-logs-problem") == ZH("machine-no-stick")
    stick = computer.plug_in("KINGSTON")
    window.key("Ctrl+Return")
    window.until(lambda: window.visible("machine-logs-state"), "the beginning")
    assert window.text_of("machine-logs-state") == ZH("logs-saving")
    until_done(window)
    (file,) = stick.iterdir()
    assert "doctor.json" in zipfile.ZipFile(file).namelist()
    assert window.text_of("desk-news-text") == ZH("logs-saved", name="KINGSTON")


def test_a_stick_that_was_pulled_out_is_told(at_machine: AtMachine, computer: Computer) -> None:
    window = at_machine(Place.MACHINE_LOGS)
    computer.plug_in("KINGSTON")
    computer.plug_in("SANDISK")
    window.touch("logs-save")
    window.settle()
    computer.pull_out("KINGSTON")
    window.touch("machine-logs-folder-0")
    until_done(window)
    assert "KINGSTON" in window.text_of("machine-logs-problem")
    assert not window.visible("desk-news")
