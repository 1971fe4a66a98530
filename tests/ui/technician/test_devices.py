"""Printer, loudspeaker and panel as they are set at the desk: tried, chosen, saved, in force at the next start."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kiosk.desk.machine_ends import Ending
from kiosk.domain.language import Language
from kiosk.slips.document import Document
from kiosk.store.filelock import FileLock
from kiosk.texts.catalogue import Texts
from tests.ui.desk.test_by_keyboard import tab_to
from tests.ui.desk.window import DeskWindow
from tests.ui.technician.conftest import AtMachine, until_done
from ui.screens.desk.screen import Place, PrintWish
from ui.screens.technician.bank_card import CARD_MM, BankCard
from ui.screens.technician.printer_words import KINDS, target_words

ZH = Texts(Language.ZH_CN)
EPSON = {"target": "usb:04b8:0e15", "name": "EPSON TM-T20"}
FOUND = {"state_key": "printer-is-paper-low", "found": [EPSON, {"target": "system:Laser", "name": "Laser"}]}
FINDS = f"print({json.dumps(FOUND)!r})"
PATIENCE_MS = 60_000


def settings(window: DeskWindow) -> Mapping[str, Any]:
    return tomllib.loads(window.places.settings.read_text("utf-8"))


def exit_code_after(window: DeskWindow, name: str) -> int:
    """Touch `name` in the loop of the program, and return the code with which that ends."""
    QTimer.singleShot(0, lambda: window.touch(name))
    giving_up = QTimer(singleShot=True, interval=PATIENCE_MS)
    giving_up.timeout.connect(lambda: QApplication.exit(-1))
    giving_up.start()
    code = QApplication.exec()
    giving_up.stop()
    return code


@pytest.fixture
def printer(at_machine: AtMachine) -> DeskWindow:
    window = at_machine(Place.MACHINE_PRINTER, program=FINDS)
    until_done(window)
    return window


@pytest.mark.parametrize("language", Language)
def test_every_kind_of_printer_has_its_words(language: Language) -> None:
    texts = Texts(language)
    for kind in KINDS:
        assert "x:1" in target_words(f"{kind}:x:1", texts)
    assert target_words("none", texts) == target_words("nonsense", texts) == texts("printer-on-none")


def test_the_printer_that_is_set_and_how_it_is(printer: DeskWindow) -> None:
    assert printer.text_of("printer-now") == ZH("printer-now", name=ZH("printer-on-none"))
    assert printer.text_of("printer-how") == ZH("printer-is-paper-low")
    assert printer.text_of("printer-offer-0") == ZH("printer-on-usb", name="EPSON TM-T20")
    assert printer.text_of("printer-offer-1") == ZH("printer-on-system", name="Laser")


def test_the_real_look_around_says_something_of_its_own(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_PRINTER)
    until_done(window)
    assert not window.visible("machine-printer-problem")
    window.until(lambda: window.visible("printer-offer-0"), "what is offered")


def test_another_printer_is_chosen_saved_and_counts_from_the_next_start(printer: DeskWindow) -> None:
    assert not printer.visible("machine-printer-anew")
    printer.touch("printer-offer-0")
    printer.settle()
    assert settings(printer) == {"printer": {"target": "usb:04b8:0e15"}}
    assert printer.text_of("printer-now") == ZH("printer-now", name=ZH("printer-on-usb", name="EPSON TM-T20"))
    assert not printer.visible("printer-how"), "the other one's state"
    assert printer.text_of("machine-printer-anew-words") == ZH("machine-set")
    printer.touch("printer-paper-58")
    printer.settle()
    assert settings(printer)["printer"] == {"target": "usb:04b8:0e15", "paper_mm": 58}
    log = printer.use(lambda desk: desk.logbook.latest(limit=1))
    assert log[0].action == "machine-set-printer"


def test_what_a_technician_wrote_into_the_file_stays(printer: DeskWindow) -> None:
    printer.places.settings.write_text("# mine\n[kiosk]\ntheme = 2 # dark\n", "utf-8")
    printer.touch("printer-offer-1")
    printer.settle()
    text = printer.places.settings.read_text("utf-8")
    assert text.startswith("# mine\n[kiosk]\ntheme = 2 # dark\n")
    assert settings(printer)["printer"]["target"] == "system:Laser"


def test_an_address_is_typed_and_a_wrong_one_told(printer: DeskWindow) -> None:
    tab_to(printer, "printer-address")
    printer.type("192.168.1.50:99999")
    tab_to(printer, "printer-use")
    printer.key("Return")
    printer.settle()
    assert printer.visible("printer-address-problem")
    assert not printer.places.settings.exists()
    tab_to(printer, "printer-address")
    printer.key("Ctrl+A")
    printer.type("192.168.1.50")
    tab_to(printer, "printer-use")
    printer.key("Return")
    printer.settle()
    assert not printer.visible("printer-address-problem")
    assert settings(printer)["printer"]["target"] == "tcp:192.168.1.50"


def test_a_test_slip_is_printed(printer: DeskWindow) -> None:
    wishes: list[PrintWish] = []
    printer.shell.print_wanted.connect(wishes.append)
    printer.touch("printer-test")
    printer.settle()
    (wish,) = wishes
    assert isinstance(wish.paper, Document)
    assert wish.paper.title == ZH("printer-test-title")
    assert printer.visible("desk-print-save"), "there is no printer, and that is said"


def test_the_kiosk_is_begun_anew_only_where_something_watches_it(printer: DeskWindow) -> None:
    printer.touch("printer-offer-0")
    printer.settle()
    printer.touch("machine-printer-anew")
    printer.settle()
    assert printer.text_of("desk-news-text") == ZH("refused-machine-unwatched")
    folder = printer.places.crashes.parent
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "watch.lock", alone=True, wait_s=0):
        assert exit_code_after(printer, "machine-printer-anew") == Ending.ANEW


# sound


def test_something_is_said_in_each_language_and_no_loudspeaker_is_told(
    at_machine: AtMachine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    window = at_machine(Place.MACHINE_SOUND)
    for name in ("zh", "en"):
        window.touch(f"sound-say-{name}")
        assert window.text_of("machine-sound-state") == ZH("sound-making")
        until_done(window)
        assert window.text_of("machine-sound-state") == ZH("sound-playing")
        window.until(lambda: window.visible("machine-sound-problem"), "the end of patience")
        assert window.text_of("machine-sound-problem") == ZH("desk-voice-no-loudspeaker")


def test_a_voice_that_does_not_work_is_told(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_SOUND, program="raise SystemExit(2)")
    window.touch("sound-say-zh")
    until_done(window)
    assert window.text_of("machine-sound-problem") == ZH("sound-no-voice")


def test_louder_is_saved_when_it_is_heard_well(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_SOUND)
    window.touch("sound-louder")
    window.touch("sound-louder")
    assert not window.widget("sound-louder").isEnabled()
    assert not window.places.settings.exists()
    window.key("Ctrl+Return")
    window.settle()
    assert settings(window) == {"sound": {"volume": 6}}
    assert window.visible("machine-sound-anew")
    window.touch("sound-softer")
    window.touch("sound-no")
    assert window.text_of("machine-sound-problem") == ZH("sound-advice")
    assert settings(window) == {"sound": {"volume": 6}}


# the panel


def test_the_card_is_made_larger_until_it_matches_and_the_panel_is_known(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_PANEL)
    card = window.widget("panel-bank-card", BankCard)
    panel = window.shell.look.panel
    assert card.width() == pytest.approx(CARD_MM[0] * panel.px_per_mm, abs=1)
    before = card.width()
    while card.width() < before * 1.1:
        window.key("Alt+Up")
    assert card.width() / card.height() == pytest.approx(CARD_MM[0] / CARD_MM[1], rel=0.01)
    window.touch("panel-keep")
    window.settle()
    px_per_mm = card.width() / CARD_MM[0]
    assert settings(window)["panel"]["width_mm"] == pytest.approx(panel.width_px / px_per_mm, abs=1.5)
    assert settings(window)["panel"]["height_mm"] == pytest.approx(panel.height_px / px_per_mm, abs=1.5)
    assert window.visible("machine-panel-anew")


def test_the_card_never_grows_out_of_all_bounds(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_PANEL)
    card = window.widget("panel-bank-card", BankCard)
    before = card.width()
    window.key("Alt+Up", times=90)
    assert before * 1.35 < card.width() <= before * 1.41
    window.key("Alt+Down", times=20)
    assert card.width() < before * 1.35
