"""The way to the machine: for technician and head only, by touch and by keys, readable on every panel."""

from __future__ import annotations

import pytest

from kiosk.desk.machine import KEEPERS
from kiosk.domain.language import Language
from kiosk.domain.staff import Role
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.test_by_keyboard import focused, go, log_in, tab_to
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from tests.ui.technician.conftest import AtMachine, to_place, until_done, use_program
from ui.screens.desk import more
from ui.screens.desk.screen import Go, Place
from ui.screens.technician import devices, machine

OF_MACHINE = [place for place in Place if place.startswith("machine")]
NOTHING = "print('{}')"


@pytest.mark.parametrize("role", [Role.HEAD, Role.TECHNICIAN])
def test_head_and_technician_find_the_machine_behind_more(at_machine: AtMachine, role: Role) -> None:
    window = at_machine(Place.MACHINE, role=role)
    assert {f"machine-to-{place}" for place, _ in machine.PLACES} <= window.names()


def test_it_is_shown_to_whoever_may_do_something_there() -> None:
    assert more.KEEPERS == KEEPERS


def test_a_clerk_does_not_see_it(open_desk: OpenDesk) -> None:
    window = open_desk()
    window.log_in(Role.CLERK)
    window.go(Place.MORE)
    assert window.visible("more-county")
    assert not window.visible("more-machine")
    window.key("Alt+9")
    assert window.place is Place.MORE


@pytest.mark.parametrize("place", [place for place in OF_MACHINE if place is not Place.MACHINE])
def test_a_clerk_who_gets_there_all_the_same_is_told_nothing(open_desk: OpenDesk, place: Place) -> None:
    window = open_desk()
    window.log_in(Role.CLERK)
    window.shell.go(Go(place=place))
    window.settle()
    if place is Place.MACHINE_SOUND:
        window.touch("sound-say-zh")
    elif place is Place.MACHINE_PANEL:
        window.touch("panel-keep")
    window.settle()
    assert window.text_of("desk-news-text") == window.shell.look.texts("error-not-allowed")
    assert not window.places.settings.exists()


def test_the_county_s_screen_is_the_one_of_network_and_sync(at_machine: AtMachine) -> None:
    window = at_machine(Place.COUNTY)
    window.until(lambda: bool(window.text_of("county-words")), "how it stands")


def test_esc_leads_back_step_by_step(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_PRINTER, program=NOTHING)
    for place in (Place.MACHINE_DEVICES, Place.MACHINE, Place.MORE):
        window.key("Esc")
        window.settle()
        assert window.place is place


def test_every_screen_is_reached_and_every_button_found_by_keyboard_alone(open_desk: OpenDesk) -> None:
    window = open_desk()
    log_in(window, Role.TECHNICIAN)
    use_program(window, NOTHING)
    buttons = {
        Place.MACHINE_DOCTOR: ("doctor-again",),
        Place.MACHINE_BACKUP: ("backup-now", "backup-stick", "backup-make-code"),
        Place.MACHINE_UPDATE: ("update-look", "update-stick", "update-address", "update-from-address"),
        Place.MACHINE_LOGS: ("logs-again", "logs-save", "logs-lines"),
        Place.MACHINE_ABOUT: ("about-leave",),
        Place.MACHINE_PRINTER: ("printer-test", "printer-again", "printer-address", "printer-use"),
        Place.MACHINE_SOUND: ("sound-say-zh", "sound-say-en", "sound-softer", "sound-louder", "sound-no", "sound-keep"),
        Place.MACHINE_PANEL: ("panel-smaller", "panel-larger", "panel-keep"),
        Place.MACHINE_TOUCH: ("touch-begin",),
    }
    for place, names in buttons.items():
        go(window, Place.MACHINE)
        if place in dict(devices.PLACES):
            press(window, machine.PLACES, Place.MACHINE_DEVICES)
            press(window, devices.PLACES, place)
        else:
            press(window, machine.PLACES, place)
        assert window.place is place
        until_done(window)
        for name in names:
            tab_to(window, name)
    go(window, Place.MACHINE)
    press(window, machine.PLACES, Place.MACHINE_ABOUT)
    window.key("Alt+L")
    assert "about-pin" in focused()


def press(window: DeskWindow, places: tuple[tuple[Place, str], ...], place: Place) -> None:
    """Press the key that stands on the button of a place."""
    window.key(f"Alt+{[each for each, _ in places].index(place) + 1}")
    window.settle()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["portrait", "office", "small"])
def test_everything_can_be_read_on_every_panel(at_machine: AtMachine, size: object, language: Language) -> None:
    window = at_machine(Place.MACHINE, size=size, language=language)
    for place in OF_MACHINE:
        to_place(window, place)
        if place not in (Place.MACHINE, Place.MACHINE_DEVICES):
            assert clipped(window) == [], f"{place}, while it is busy"
            until_done(window)
        assert clipped(window) == [], place
    for place, name in ((Place.MACHINE_BACKUP, "backup-make-code"), (Place.MACHINE_ABOUT, "about-leave")):
        to_place(window, place)
        window.touch(name)
        until_done(window)
        assert clipped(window) == [], name
    window.touch("desk-lock")
    window.until(lambda: window.place is None, "the door")
