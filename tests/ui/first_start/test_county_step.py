"""A new machine becomes one of the county's: by typed code, by QR code, by a stick; the central is the real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.desk.first_start import Step
from kiosk.services import open_station
from sync.central.commands.station import enrol_text
from sync.client.state import SyncState
from tests.client.conftest import central
from tests.client.terminal import Port, port_of
from tests.faults.town import CountyCentral
from tests.ui.desk.sticks import Computer
from tests.ui.first_start.steps import NewMachine, leave_until, settings

__all__ = ["central"]

NAME = "县里起的名字"


@pytest.fixture
def port(central: CountyCentral) -> Iterator[Port]:
    with port_of(central) as port:
        yield port


@pytest.fixture
def at_county(machine: NewMachine) -> NewMachine:
    leave_until(machine, Step.COUNTY)
    return machine


def is_enrolled(machine: NewMachine) -> bool:
    with open_station(machine.places) as station:
        return SyncState(station.database).central() is not None


def until_joined(machine: NewMachine, code: str) -> None:
    """Wait until the county has taken the machine, and see that the code is left nowhere."""
    machine.until_step(Step.HEAD)
    assert is_enrolled(machine)
    assert code not in machine.places.settings.read_text("utf-8")
    assert machine.use(lambda desk: desk.first_start.standing()).station.name == NAME


def test_address_and_code_are_typed(at_county: NewMachine, central: CountyCentral, port: Port) -> None:
    code = central.add(NAME).code
    at_county.touch("wizard-url")
    at_county.type(port.url)
    at_county.touch("wizard-code")
    at_county.type(code.lower())
    at_county.touch("wizard-next")
    until_joined(at_county, code)
    at_county.touch("wizard-back")
    at_county.until_step(Step.COUNTY)
    assert NAME in at_county.text_of("wizard-county-hint")
    at_county.touch("wizard-next")
    at_county.until_step(Step.HEAD)


def test_a_scanner_reads_the_code_that_central_prints(
    at_county: NewMachine, central: CountyCentral, port: Port
) -> None:
    code = central.add(NAME).code
    at_county.scan(enrol_text(code, url=port.url))
    until_joined(at_county, code)


def test_a_code_printed_without_an_address_waits_for_the_address(
    at_county: NewMachine, central: CountyCentral, port: Port
) -> None:
    code = central.add(NAME).code
    at_county.scan(code)
    assert at_county.text_of("wizard-code") == code
    assert not port.asked
    at_county.touch("wizard-url")
    at_county.type(port.url)
    at_county.touch("wizard-next")
    until_joined(at_county, code)


def test_the_stick_has_address_and_code_and_no_other_setting_of_it_is_taken(
    at_county: NewMachine, central: CountyCentral, port: Port, computer: Computer
) -> None:
    code = central.add(NAME).code
    at_county.touch("wizard-county-stick")
    at_county.settle()
    assert "U盘" in at_county.text_of("set-up-problem")
    stick = computer.plug_in("KEY")
    written = f'[enrolment]\nurl = "{port.url}"\ncode = "{code}"\n[kiosk]\ntheme = 3\n'
    (stick / "station.toml").write_text(written, "utf-8")
    at_county.touch("wizard-county-stick")
    until_joined(at_county, code)
    assert "kiosk" not in settings(at_county)


def test_a_code_that_nobody_knows_is_told_and_another_is_taken(
    at_county: NewMachine, central: CountyCentral, port: Port
) -> None:
    code = central.add(NAME).code
    at_county.scan(enrol_text("A" * len(code), url=port.url))
    at_county.until_idle()
    assert at_county.text_of("set-up-problem")
    assert at_county.step is Step.COUNTY
    assert not is_enrolled(at_county)
    at_county.scan(enrol_text(code, url=port.url))
    until_joined(at_county, code)


def test_without_a_network_it_is_told_left_for_later_and_the_address_comes_back(
    at_county: NewMachine, central: CountyCentral
) -> None:
    code = central.add(NAME).code
    at_county.scan(enrol_text(code, url="http://127.0.0.1:9"))
    at_county.until_idle()
    assert at_county.text_of("set-up-problem")
    at_county.touch("wizard-later")
    at_county.until_step(Step.HEAD)
    at_county.touch("wizard-back")
    at_county.until_step(Step.COUNTY)
    assert at_county.text_of("wizard-url") == "http://127.0.0.1:9"


def test_an_address_that_is_none_is_told_before_anybody_is_asked(at_county: NewMachine) -> None:
    at_county.touch("wizard-next")
    assert at_county.visible("wizard-url-problem")
    at_county.touch("wizard-url")
    at_county.type("http://")
    at_county.touch("wizard-code")
    at_county.type("ABCD")
    at_county.touch("wizard-next")
    at_county.settle()
    assert at_county.visible("wizard-url-problem")
    assert not at_county.places.settings.exists()
