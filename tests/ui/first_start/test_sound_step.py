"""Did you hear it? By a real sound server: louder first, then the next loudspeaker, and what was heard is saved."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from kiosk.care.config.sections import LOUDEST
from kiosk.desk.first_start import Step
from tests.ui.first_start.steps import NewMachine, leave_until, settings
from tests.ui.sound.ear import Server, running_server

pytestmark = pytest.mark.sound

OpenNew = Callable[..., NewMachine]
OTHER = ("load-module", "module-null-sink", "sink_name=other", "sink_properties=device.description=Hall")


@pytest.fixture
def server(
    memory: object, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """A sound server with two loudspeakers, begun after everything was told that there is none."""
    monkeypatch.delenv("PULSE_SERVER")
    with running_server(tmp_path_factory.mktemp("run")) as server:
        assert server.control(*OTHER).returncode == 0
        yield server


@pytest.fixture
def at_sound(server: Server, open_new: OpenNew) -> NewMachine:
    machine = open_new()
    leave_until(machine, Step.SOUND)
    return machine


def until_asked(machine: NewMachine) -> None:
    machine.until(lambda: machine.visible("wizard-sound-yes"), "whether it was heard")


def test_what_was_heard_is_kept_as_loud_as_it_is(at_sound: NewMachine) -> None:
    at_sound.touch("wizard-sound-say")
    until_asked(at_sound)
    at_sound.touch("wizard-sound-yes")
    at_sound.until_step(Step.PRINTER)
    assert settings(at_sound)["sound"] == {"volume": 4}


def test_who_hears_nothing_tries_louder_and_then_the_next_loudspeaker(at_sound: NewMachine) -> None:
    at_sound.touch("wizard-sound-say")
    until_asked(at_sound)
    at_sound.touch("wizard-sound-no")
    assert f"{LOUDEST} 档，一共" in at_sound.text_of("wizard-sound-level")
    until_asked(at_sound)
    names = set[str]()
    while "Hall" not in at_sound.text_of("wizard-sound-level"):
        assert len(names) < 4, names
        at_sound.touch("wizard-sound-no")
        until_asked(at_sound)
        names.add(at_sound.text_of("wizard-sound-level"))
    at_sound.touch("wizard-sound-yes")
    at_sound.until_step(Step.PRINTER)
    assert settings(at_sound)["sound"] == {"volume": LOUDEST, "device": "Hall"}
    assert os.environ.get("YIZHAN_SOUND_DEVICE") is None
