"""Commands beside the screen, and what is made of their words."""

from __future__ import annotations

import sys
import time
import wave
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.desk.machine_command import CommandEnd, RunningCommand
from kiosk.desk.machine_told import findings_in
from kiosk.desk.machine_voice import at_gain
from kiosk.domain.finding import Light
from kiosk.domain.recording import Sound, SoundForm
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, Refused
from kiosk.store.filelock import FileLock

PATIENCE_S = 60.0


@pytest.fixture
def begun(tmp_path: Path) -> Callable[..., RunningCommand]:
    def begin(lines: str, *, within_s: float = PATIENCE_S, program: str = sys.executable) -> RunningCommand:
        here = Places(data=tmp_path / "data", keys=tmp_path / "keys")
        return RunningCommand((program, "-c", lines), ("word",), places=here, within_s=within_s)

    return begin


def end_of(command: RunningCommand) -> CommandEnd:
    until = time.monotonic() + PATIENCE_S
    while command.end is None:
        assert time.monotonic() < until
        time.sleep(0.005)
    return command.end


def test_what_it_says_and_what_it_is_told(begun, tmp_path: Path) -> None:
    lines = "import json, os, sys; print(json.dumps({'words': sys.argv[1:], 'keys': os.environ['YIZHAN_KEYS']}))"
    end = end_of(begun(lines))
    assert (end.code, end.complaint, end.has_failed) == (0, "", False)
    assert end.said == {"words": ["word", "--data", str(tmp_path / "data")], "keys": str(tmp_path / "keys")}


def test_what_failed_says_its_last_sentence(begun) -> None:
    end = end_of(begun("import sys; print('a library', file=sys.stderr); sys.exit('it is full\\n\\n')"))
    assert (end.said, end.complaint, end.has_failed) == (None, "it is full", True)
    assert end_of(begun("", program="/no/such/program")).has_failed
    assert end_of(begun("print('[1]')")).has_failed


def test_one_that_hangs_is_killed(begun) -> None:
    command = begun("import time; time.sleep(600)", within_s=0.2)
    end = end_of(command)
    assert (end.is_late, end.has_failed) == (True, True)
    assert command.pid is None


def test_one_that_is_stopped_may_clear_up_and_one_that_was_never_begun_is_not(begun, tmp_path: Path) -> None:
    lines = (
        "import signal, sys, pathlib, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (pathlib.Path(MARK).write_text('cleared'), sys.exit(0)))\n"
        "pathlib.Path(MARK).write_text('begun')\ntime.sleep(600)"
    )
    mark = tmp_path / "mark"
    command = begun(lines.replace("MARK", repr(str(mark))))
    until = time.monotonic() + PATIENCE_S
    while not (mark.exists() and mark.read_text("utf-8")):
        assert time.monotonic() < until
        time.sleep(0.005)
    command.stop()
    assert end_of(command).has_failed
    assert mark.read_text("utf-8") == "cleared"
    command.stop()


def test_a_doctor_s_words_become_findings_red_first() -> None:
    said = {
        "findings": [
            {"check": name, "light": light, "said": "", "advice": ""}
            for name, light in (("a", "green"), ("b", "red"), ("c", "amber"), ("d", "red"))
        ]
    }
    assert [each.check for each in findings_in(said)] == ["b", "d", "c", "a"]
    assert findings_in(said)[0].light is Light.RED
    for wrong in (None, {}, {"findings": [{"check": "a"}]}, {"findings": [{**said["findings"][0], "light": "blue"}]}):
        assert findings_in(wrong) == ()


def test_a_sound_is_as_loud_as_it_is_wanted() -> None:
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(b"\x00\x40\x00\xc0" * 100)
    sound = Sound(data=out.getvalue(), form=SoundForm.WAV, duration_ms=12)
    with wave.open(BytesIO(at_gain(sound, 0.5).data)) as half:
        assert half.readframes(1) == b"\x00\x20"
        assert (half.getnframes(), half.getframerate()) == (200, 16_000)
    assert at_gain(sound, 1.0).data == sound.data


def test_only_a_watched_kiosk_is_begun_anew(at_desk) -> None:
    desk = at_desk(Role.TECHNICIAN)
    assert not desk.machine.about().is_watched
    with pytest.raises(Refused):
        desk.machine.start_anew()
    folder = desk.room.places.crashes.parent
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "watch.lock", alone=True, wait_s=0):
        assert desk.machine.about().is_watched
        desk.machine.start_anew()
    assert not desk.machine.about().is_watched


def test_a_setting_that_may_not_be_is_refused_and_nothing_written(at_desk) -> None:
    desk = at_desk(Role.HEAD)
    with pytest.raises(Refused):
        desk.machine.set({"sound.volume": 7}, what="sound")
    assert not desk.room.places.settings.exists()
    with pytest.raises(NotAllowed):
        at_desk(Role.CLERK).machine.set({"sound.volume": 3}, what="sound")
    assert not desk.room.places.settings.exists()
