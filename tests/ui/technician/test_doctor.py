"""The check-up at the desk: real, red first, left at any moment, given up when it hangs, taken along on a stick."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from pypdf import PdfReader

from kiosk.domain.language import Language
from kiosk.texts.catalogue import Texts
from tests.ui.desk.sticks import Computer
from tests.ui.desk.window import DeskWindow
from tests.ui.technician.conftest import AtMachine, until_done, use_program
from ui.screens.desk.screen import Place
from ui.screens.technician.light_sign import SIGNS, LightSign

HANGS = "import time; time.sleep(600)"
ZH = Texts(Language.ZH_CN)
FOUND = [
    {"check": check, "case": "x", "light": light, "details": {}, "said": f"{check}?", "advice": advice}
    for check, light, advice in (("key", "green", ""), ("disk", "amber", "look"), ("sound", "red", "mend"))
]
FINDS = f"print({json.dumps({'findings': FOUND})!r})"
DIES = "import sys; print('Traceback', file=sys.stderr); sys.exit('it broke')"


def commands(window: DeskWindow, word: str) -> list[int]:
    """The processes that carry out the command `word` for this test's station."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            words = path.read_bytes().decode(errors="replace").split("\0")
            if word in words and str(window.places.data) in words:
                found.append(int(path.parent.name))
    return found


def cards(window: DeskWindow) -> list[str]:
    """What was found, from the top."""
    signs = window.shell.findChildren(LightSign)
    shown = [sign.parentWidget() for sign in signs if sign.isVisible()]
    return [card.objectName().removeprefix("doctor-") for card in sorted(shown, key=lambda card: card.y())]


def test_the_real_doctor_is_heard_and_shown(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_DOCTOR)
    assert window.text_of("machine-doctor-state") == ZH("doctor-looking")
    assert window.visible("machine-doctor-progress")
    until_done(window)
    assert not window.visible("machine-doctor-progress")
    assert not window.visible("machine-doctor-problem")
    assert {"database", "key", "printer", "backup", "version"} <= set(cards(window))
    assert ZH("doctor-name-key") in window.text_of("doctor-key-name")


def test_red_comes_first_with_colour_sign_word_and_what_to_do(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_DOCTOR, program=FINDS)
    until_done(window)
    assert cards(window) == ["sound", "disk", "key"]
    assert window.text_of("doctor-summary") == ZH("doctor-not-ready", red=1, amber=1)
    assert window.text_of("doctor-sound-name").endswith(ZH("doctor-light-red"))
    assert window.text_of("doctor-sound-said") == "sound?"
    assert window.text_of("doctor-sound-advice") == "→ mend"
    assert not window.visible("doctor-key-advice")
    assert len(set(SIGNS.values())) == len(SIGNS)
    discs = [window.widget(f"doctor-{name}-sign").grab().toImage() for name in cards(window)]
    assert len({disc.pixelColor(disc.width() // 6, disc.height() // 2).name() for disc in discs}) == 3


def test_it_looks_again_when_somebody_wants_it(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_DOCTOR, program=FINDS)
    until_done(window)
    use_program(window, FINDS.replace('"red"', '"green"'))
    window.key("Ctrl+Return")
    until_done(window)
    assert window.text_of("doctor-summary") == ZH("doctor-ready-but", amber=1)
    assert cards(window) == ["disk", "key", "sound"]


def test_whoever_leaves_ends_it(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_DOCTOR, program=HANGS)
    window.until(lambda: bool(commands(window, "doctor")), "the doctor")
    window.key("Esc")
    window.until(lambda: commands(window, "doctor") == [], "its end")
    assert window.place is Place.MACHINE


def test_a_desk_that_locks_ends_it_and_it_looks_again_behind_the_door(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_DOCTOR, program=HANGS)
    window.until(lambda: bool(commands(window, "doctor")), "the doctor")
    window.touch("desk-lock")
    window.until(lambda: commands(window, "doctor") == [], "its end")


def test_a_doctor_that_hangs_is_killed_and_that_is_said(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE, program=HANGS)
    use_program(window, HANGS, doctor_s=0.3)
    window.touch("machine-to-machine-doctor")
    until_done(window)
    assert window.text_of("machine-doctor-problem") == ZH("machine-late")
    assert commands(window, "doctor") == []
    use_program(window, FINDS, doctor_s=60)
    window.touch("doctor-again")
    until_done(window)
    assert not window.visible("machine-doctor-problem")
    assert cards(window)


def test_a_doctor_that_dies_says_its_last_sentence(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_DOCTOR, program=DIES)
    until_done(window)
    assert window.text_of("machine-doctor-problem") == "it broke"
    assert not window.widget("doctor-save").isEnabled()


def test_the_report_goes_onto_the_stick(at_machine: AtMachine, computer: Computer) -> None:
    window = at_machine(Place.MACHINE_DOCTOR)
    until_done(window)
    window.touch("doctor-save")
    window.settle()
    assert window.text_of("machine-doctor-problem") == ZH("machine-no-stick")
    stick = computer.plug_in("KINGSTON")
    window.touch("doctor-save")
    until_done(window)
    (file,) = stick.iterdir()
    assert ZH("doctor-report") in file.name
    assert len(PdfReader(file).pages) >= 1
    assert "KINGSTON" in window.text_of("desk-news-text")


def test_of_two_sticks_one_is_chosen_and_one_that_was_pulled_out_is_told(
    at_machine: AtMachine, computer: Computer
) -> None:
    window = at_machine(Place.MACHINE_DOCTOR)
    until_done(window)
    computer.plug_in("KINGSTON")
    computer.plug_in("SANDISK")
    window.touch("doctor-save")
    window.settle()
    computer.pull_out("KINGSTON")
    window.touch("machine-doctor-folder-0")
    until_done(window)
    assert window.visible("machine-doctor-problem")
    assert not window.visible("desk-news")
