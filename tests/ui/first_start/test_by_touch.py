"""A new machine set up by touch, page by page, in the real desk's window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from kiosk.desk.first_start import ORDER, Step
from kiosk.desk.first_start_file import kept_first_start
from kiosk.desk.machine_ends import Ending
from kiosk.domain.language import Language
from kiosk.services import open_station
from kiosk.store.filelock import FileLock
from tests.ui.desk.window import PORTRAIT, SMALL
from tests.ui.first_start.steps import NewMachine, leave_until, settings
from ui.screens.desk.screen import Go, Place

OpenNew = Callable[..., NewMachine]
OUT = "试打的单子出来了。"
TOWN, PHONE = "511902100", "07425550000"


def settle(machine: NewMachine) -> None:
    machine.touch("wizard-name")
    machine.type("柳塘镇零工驿站")
    for field, digits in (("region", TOWN), ("phone", PHONE)):
        machine.touch(f"wizard-{field}")
        for digit in digits:
            machine.touch(f"wizard-{field}-keypad-{digit}")
    machine.touch("wizard-next")


def watch_over(machine: NewMachine) -> FileLock:
    """Hold what a watch of the kiosk holds."""
    (machine.places.data / "watch").mkdir(parents=True, exist_ok=True)
    return FileLock(machine.places.data / "watch" / "watch.lock", alone=True, wait_s=0.0)


@pytest.mark.parametrize("size", [PORTRAIT, SMALL])
def test_the_whole_way_by_touch_leads_in(open_new: OpenNew, size: Any) -> None:
    machine = open_new(size=size)
    assert machine.step is Step.LANGUAGE
    assert machine.text_of("wizard-where") == "第 1 步，一共 9 步"
    machine.touch("wizard-language-zh-CN")
    machine.until_step(Step.PANEL)
    machine.touch("wizard-next")
    machine.until_step(Step.TOUCH)
    machine.touch("wizard-later")
    machine.until_step(Step.SOUND)
    machine.touch("wizard-later")
    machine.until_step(Step.PRINTER)
    machine.until_idle()
    machine.touch("wizard-next")
    machine.until_step(Step.PLACE)
    settle(machine)
    machine.until_step(Step.COUNTY)
    machine.touch("wizard-later")
    machine.until_step(Step.HEAD)
    machine.touch("first-start-name")
    machine.type("陈芳")
    machine.pin("739164")
    machine.touch("first-start-save")
    machine.until(lambda: machine.place is Place.SET_UP, "the end")
    machine.settle()
    assert machine.text_of("desk-who") == "陈芳 · 站长"
    assert "打印机" in machine.text_of("ready-set")
    found = machine.use(lambda desk: desk.room.station)
    assert (found.name, found.region, found.phone) == ("柳塘镇零工驿站", TOWN, PHONE)
    machine.until(lambda: machine.visible("ready-left-county"), "what is left")
    assert not machine.visible("ready-left-place")
    machine.touch("ready-doctor")
    assert machine.place is Place.MACHINE_DOCTOR


def test_the_other_language_is_spoken_from_the_next_page_on(machine: NewMachine) -> None:
    machine.touch("wizard-language-en")
    machine.until_step(Step.PANEL)
    assert machine.text_of("wizard-title") == "How large is the screen?"
    assert settings(machine)["kiosk"]["language"] == "en"


def test_every_step_but_the_head_s_can_be_left_and_gone_back_from(machine: NewMachine) -> None:
    leave_until(machine, Step.HEAD)
    assert not machine.visible("wizard-later")
    for step in reversed(ORDER[: ORDER.index(Step.HEAD)]):
        machine.touch("wizard-back")
        machine.until_step(step)
    assert not machine.visible("wizard-back")


def test_a_panel_that_was_measured_begins_the_program_anew_and_goes_on_behind_it(open_new: OpenNew) -> None:
    machine = open_new(covers_kiosk=True)
    leave_until(machine, Step.PANEL)
    for _ in range(4):
        machine.touch("wizard-larger")
    watch = watch_over(machine)
    assert machine.exit_code_after(lambda: machine.touch("wizard-next")) == Ending.ANEW
    watch.release()
    machine.close()
    again = open_new(covers_kiosk=True)
    assert again.step is Step.TOUCH
    assert settings(again)["panel"]["width_mm"] < 361


def test_where_nobody_watches_it_goes_on_as_it_is(open_new: OpenNew) -> None:
    machine = open_new(covers_kiosk=True)
    leave_until(machine, Step.PANEL)
    machine.touch("wizard-smaller")
    machine.touch("wizard-next")
    machine.until_step(Step.TOUCH)


def test_not_now_gives_the_kiosk_back_and_is_kept(open_new: OpenNew) -> None:
    machine = open_new(covers_kiosk=True)
    leave_until(machine, Step.SOUND)
    left: list[bool] = []
    machine.shell.left.connect(lambda: left.append(True))
    machine.touch("wizard-not-now")
    machine.until(lambda: bool(left), "the kiosk")
    kept = kept_first_start(machine.places)
    assert kept is not None
    assert (kept.is_put_off, kept.at) == (True, Step.SOUND)
    machine.close()
    assert open_new(covers_kiosk=True).step is Step.SOUND


def test_a_desk_that_stands_alone_has_no_kiosk_to_give_back(machine: NewMachine) -> None:
    assert not machine.visible("wizard-not-now")


def test_a_broken_file_begins_at_the_first_step_with_what_is_set_shown_as_set(open_new: OpenNew) -> None:
    machine = open_new()
    leave_until(machine, Step.PLACE)
    settle(machine)
    machine.until_step(Step.COUNTY)
    machine.close()
    (machine.places.data / "first-start.json").write_bytes(b"\x00" * 40)
    again = open_new()
    assert again.step is Step.LANGUAGE
    leave_until(again, Step.PLACE)
    assert again.text_of("wizard-name") == "柳塘镇零工驿站"
    assert again.text_of("wizard-region") == TOWN


def test_what_is_wrong_about_the_station_stands_at_its_field(machine: NewMachine) -> None:
    leave_until(machine, Step.PLACE)
    machine.touch("wizard-next")
    assert machine.visible("wizard-name-problem")
    machine.touch("wizard-name")
    machine.type("站")
    machine.touch("wizard-region")
    machine.type("51190")
    machine.touch("wizard-next")
    machine.settle()
    assert "9 位" in machine.text_of("wizard-region-problem")
    assert not machine.visible("wizard-name-problem")
    assert machine.step is Step.PLACE


def test_a_test_slip_comes_out_of_the_printer_that_was_only_just_chosen(machine: NewMachine, tmp_path: Path) -> None:
    leave_until(machine, Step.PRINTER)
    machine.until_idle()
    assert not machine.widget("wizard-printer-test", QPushButton).isEnabled()
    paper = tmp_path / "paper"
    choose(machine, f"file:{paper}")
    machine.touch("wizard-back")
    machine.until_step(Step.SOUND)
    machine.touch("wizard-later")
    machine.until_step(Step.PRINTER)
    machine.touch("wizard-printer-test")
    assert what_came_out(machine) == OUT
    assert list(tmp_path.glob("paper*"))
    assert machine.widget("wizard-printer-test", QPushButton).isEnabled()


def what_came_out(machine: NewMachine) -> str:
    """What is said of a test slip, once that is known."""
    trial = "wizard-printer-trial"
    machine.until(lambda: machine.visible(trial) and machine.text_of(trial) != "正在打……", "the end of the trial")
    return machine.text_of(trial)


def choose(machine: NewMachine, target: str) -> None:
    """Set a printer as another desk of the machine would."""
    machine.use(lambda desk: desk.first_start.desk().machine.set({"printer.target": target}, what="printer"))


def test_a_printer_that_does_not_answer_is_told_and_nothing_is_lost(machine: NewMachine) -> None:
    leave_until(machine, Step.PRINTER)
    machine.until_idle()
    machine.touch("wizard-printer-address")
    machine.type("127.0.0.1:9")
    machine.touch("wizard-printer-use")
    machine.settle()
    assert settings(machine)["printer"]["target"] == "tcp:127.0.0.1:9"
    machine.touch("wizard-printer-test")
    assert what_came_out(machine) != OUT


def test_an_address_that_is_none_is_told_and_not_kept(machine: NewMachine) -> None:
    leave_until(machine, Step.PRINTER)
    machine.until_idle()
    machine.touch("wizard-printer-address")
    machine.type("no such:place")
    machine.touch("wizard-printer-use")
    machine.settle()
    assert machine.visible("wizard-printer-address-problem")
    assert "printer" not in settings(machine)


def test_without_a_loudspeaker_that_is_said_and_it_goes_on_without(machine: NewMachine) -> None:
    leave_until(machine, Step.SOUND)
    machine.touch("wizard-sound-say")
    machine.until(lambda: machine.visible("set-up-problem"), "what is wrong with the sound")
    assert not machine.visible("wizard-sound-yes")
    machine.touch("wizard-later")
    machine.until_step(Step.PRINTER)


def test_esc_leads_back_to_the_kiosk_and_the_next_time_on(open_new: OpenNew) -> None:
    machine = open_new(covers_kiosk=True)
    leave_until(machine, Step.COUNTY)
    left: list[bool] = []
    machine.shell.left.connect(lambda: left.append(True))
    machine.key("Esc")
    assert left
    machine.close()
    assert open_new(covers_kiosk=True).step is Step.COUNTY


def test_a_head_made_elsewhere_meanwhile_ends_the_wizard(machine: NewMachine) -> None:
    leave_until(machine, Step.PANEL)
    with open_station(machine.places) as station:
        station.desk(machine.app.office.nobody).accounts.make_head(name="陈芳", pin="739164")
    machine.touch("wizard-next")
    machine.settle()
    assert machine.step is Step.PANEL
    assert machine.text_of("set-up-problem")
    assert "panel" not in settings(machine)


@pytest.mark.parametrize("language", Language)
def test_nothing_is_wider_than_the_smallest_panel(open_new: OpenNew, language: Language) -> None:
    machine = open_new(size=SMALL, language=language, covers_kiosk=True)
    for step in ORDER[: ORDER.index(Step.HEAD)]:
        machine.until_step(step)
        assert machine.fits
        machine.touch("wizard-later")


def with_head(machine: NewMachine) -> None:
    """Leave everything for later and come in as the head."""
    leave_until(machine, Step.HEAD)
    machine.touch("first-start-name")
    machine.type("陈芳")
    machine.pin("739164")
    machine.touch("first-start-save")
    machine.until(lambda: machine.place is Place.SET_UP, "the end")
    machine.settle()


def test_what_was_left_is_done_by_the_head_later(machine: NewMachine) -> None:
    with_head(machine)
    machine.touch("ready-left-place")
    machine.until(lambda: machine.visible("wizard-name"), "the page")
    machine.settle()
    settle(machine)
    machine.until(lambda: machine.visible("ready-title"), "the summary")
    machine.settle()
    assert not machine.visible("ready-left-place")
    assert machine.use(lambda desk: desk.room.station).name == "柳塘镇零工驿站"
    machine.touch("ready-left-county")
    machine.until(lambda: machine.visible("wizard-url"), "the page")
    machine.key("Esc")
    assert machine.visible("ready-title")
    machine.touch("ready-left-printer")
    assert machine.place is Place.MACHINE_PRINTER


def test_it_begins_with_the_kiosk_anew_or_with_the_day_where_nobody_watches(machine: NewMachine) -> None:
    with_head(machine)
    machine.touch("ready-begin")
    machine.settle()
    assert machine.place is Place.TODAY
    machine.key("Esc")
    machine.settle()
    machine.shell.go(Go(place=Place.SET_UP))
    machine.settle()
    watch = watch_over(machine)
    assert machine.exit_code_after(lambda: machine.touch("ready-begin")) == Ending.ANEW
    watch.release()


def test_who_has_a_keyboard_of_plastic_asks_for_the_other_with_its_key(open_new: OpenNew) -> None:
    machine = open_new(has_keyboard=True)
    leave_until(machine, Step.PLACE)
    machine.click("wizard-name")
    machine.key("F11")
    machine.settle()
    assert machine.visible("desk-keyboard-keys")
    machine.key("F11")
    machine.settle()
    assert not machine.visible("desk-keyboard-keys")
