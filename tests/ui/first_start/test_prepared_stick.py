"""A stick with a prepared file makes a new machine the station that it says, without a touch."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.desk.first_start import Step
from kiosk.desk.machine_ends import Ending
from kiosk.services import open_station
from tests.client.conftest import central
from tests.client.terminal import Port, port_of
from tests.faults.town import CountyCentral
from tests.ui.desk.sticks import Computer
from tests.ui.first_start.steps import NewMachine, settings

__all__ = ["central"]

OpenNew = Callable[..., NewMachine]
PREPARED = """\
[station]
name = "柳塘镇零工驿站"
region = "511902100"
[kiosk]
language = "en"
theme = {theme}
"""


@pytest.fixture
def port(central: CountyCentral) -> Iterator[Port]:
    with port_of(central) as port:
        yield port


def write(stick: Path, *, theme: int = 2, enrolment: str = "") -> Path:
    file = stick / "station.toml"
    file.write_text(PREPARED.format(theme=theme) + enrolment, "utf-8")
    return file


def test_a_stick_that_is_in_sets_everything_and_the_kiosk_begins(open_new: OpenNew, computer: Computer) -> None:
    write(computer.plug_in("KEY"))
    code = NewMachine.exit_code_after(lambda: open_new(covers_kiosk=True))
    assert code == Ending.ANEW
    again = open_new(covers_kiosk=True)
    assert again.step is None
    assert again.visible("desk-first-start")
    assert settings(again)["kiosk"]["theme"] == 2
    with open_station(again.places) as station:
        assert station.station.name == "柳塘镇零工驿站"


def test_one_that_is_put_in_later_does_too(open_new: OpenNew, computer: Computer) -> None:
    machine = open_new()
    assert machine.step is Step.LANGUAGE
    write(computer.plug_in("KEY"))
    machine.until(lambda: machine.visible("desk-first-start"), "the head's PIN")
    assert settings(machine)["kiosk"]["language"] == "en"


def test_a_mistake_is_shown_with_line_and_reason_and_a_mended_file_is_taken(
    open_new: OpenNew, computer: Computer
) -> None:
    machine = open_new()
    file = write(computer.plug_in("KEY"), theme=9)
    machine.until(lambda: machine.visible("set-up-problem"), "what is wrong")
    told = machine.text_of("set-up-problem")
    assert "kiosk.theme" in told
    assert "6" in told
    assert not settings(machine)
    assert machine.step is Step.LANGUAGE
    write(file.parent)
    os.utime(file, ns=(1, 1))
    machine.until(lambda: machine.visible("desk-first-start"), "the head's PIN")


def test_without_a_network_the_county_s_step_is_what_is_left(open_new: OpenNew, computer: Computer) -> None:
    machine = open_new()
    away = '[enrolment]\nurl = "http://127.0.0.1:9"\ncode = "ABCDEFGHJKMNPQRS"\n'
    write(computer.plug_in("KEY"), enrolment=away)
    machine.until_step(Step.COUNTY)
    assert machine.text_of("set-up-problem")
    assert settings(machine)["kiosk"]["theme"] == 2


def test_one_of_the_county_s_is_enrolled(
    open_new: OpenNew, computer: Computer, central: CountyCentral, port: Port
) -> None:
    code = central.add("县里起的名字").code
    write(computer.plug_in("KEY"), enrolment=f'[enrolment]\nurl = "{port.url}"\ncode = "{code}"\n')
    machine = open_new()
    machine.until(lambda: machine.visible("desk-first-start"), "the head's PIN")
    with open_station(machine.places) as station:
        assert station.station.name == "县里起的名字"
    assert code not in machine.places.settings.read_text("utf-8")


def test_a_stick_is_not_looked_for_behind_the_first_page(open_new: OpenNew, computer: Computer) -> None:
    machine = open_new()
    machine.touch("wizard-later")
    machine.until_step(Step.PANEL)
    write(computer.plug_in("KEY"))
    machine.touch("wizard-back")
    machine.until(lambda: machine.visible("desk-first-start"), "the head's PIN, once the first page is back")
