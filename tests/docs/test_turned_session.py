"""The session of a locked-down station turns picture and touch as the settings say; programs stand for the screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.care.places import places
from kiosk.commands.watch import is_session_old
from tests.docs.pages import ROOT
from tests.docs.test_lock_down_command import LOCK_DOWN, Machine, can_be_tried
from tests.docs.test_session import SESSION, WITHIN_S, Screen

MAPPED = "0.9, 0, 0.05, 0, 1.1, -0.05, 0, 0, 1"
RIGHT = "0 1 0 -1 0 1 0 0 1"
XRANDR = "Screen 0: minimum 1 x 1, current 1920 x 1080\nHDMI-1 connected primary 1920x1080+0+0\nDP-1 disconnected"
WLR_RANDR = 'HDMI-A-1 "Some Panel"\n  Enabled: yes\n  Transform: normal'
LIBINPUT, EVDEV, MOUSE = 9, 11, 4
XINPUT = f"""case "$1 $2" in
    "list --id-only") printf '{MOUSE}\\n{LIBINPUT}\\n{EVDEV}\\n' ;;
    "list-props {LIBINPUT}") printf '\\tlibinput Calibration Matrix (301):\\t1.0\\n' ;;
    "list --long") if [ "$3" = {EVDEV} ]; then echo "Touch mode: direct"; fi ;;
esac"""
TOLD = "$YIZHAN_TURNED|$YIZHAN_TOUCH"


class TurnedScreen(Screen):
    """A screen whose programs write down how they were called; the settings are read by the real program."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        for program in ("grep", "sed"):
            (self.path / program).symlink_to(f"/usr/bin/{program}")
        (folder / "data").mkdir()
        self.calls = folder / "calls"

    def noting(self, name: str, says: str, lines: str = "") -> None:
        self._program(name, f'echo "{name} $*" >>"{self.calls}"\n{lines}\ncat <<"END"\n{says}\nEND')

    def set(self, lines: str) -> None:
        (self.folder / "data/station.toml").write_text(f"[panel]\n{lines}\n", "utf-8")

    def live(self, **environment: str) -> str:
        """Run the session, and return what the kiosk was told of the panel."""
        program = f'exec "{sys.executable}" -m ui.cli "$@"'
        lines = f'''if [ "$1" = settings ]; then cd "{ROOT}"; {program}; fi\necho "{TOLD}" >"{self.folder}/told"
echo "$YIZHAN_PANEL" >"{self.folder}/panel"'''
        self._program("yizhan-kiosk", lines)
        done = subprocess.run(
            [str(SESSION)],
            env={
                "PATH": str(self.path), "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder),
                "YIZHAN_PROGRAM": str(self.path / "yizhan-kiosk"), "YIZHAN_TOUCH_RULE": str(self.folder / "rule"),
                "YIZHAN_TOUCH": "from before", **environment,
            },
            timeout=WITHIN_S, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return (self.folder / "told").read_text("utf-8").strip()

    @property
    def called(self) -> list[str]:
        return self.calls.read_text("utf-8").splitlines() if self.calls.exists() else []


@pytest.fixture
def screen(tmp_path: Path) -> TurnedScreen:
    screen = TurnedScreen(tmp_path)
    screen.has("x")
    screen.noting("xrandr", XRANDR)
    screen.noting("xinput", "", XINPUT)
    return screen


@pytest.mark.parametrize(("rotation", "way"), [(90, "right"), (180, "inverted"), (270, "left")])
def test_on_x_the_panel_that_is_connected_is_turned(screen: TurnedScreen, rotation: int, way: str) -> None:
    screen.set(f"rotation = {rotation}")
    assert screen.live(YIZHAN_SCREEN="x").startswith(f"{rotation}|")
    assert [call for call in screen.called if "--rotate" in call] == [f"xrandr --output HDMI-1 --rotate {way}"]


def test_on_x_touch_is_turned_with_the_picture_and_a_mouse_is_not(screen: TurnedScreen) -> None:
    screen.set("rotation = 90")
    assert screen.live(YIZHAN_SCREEN="x") == f"90|{RIGHT}"
    assert [call for call in screen.called if "set-prop" in call] == [
        f"xinput set-prop {LIBINPUT} libinput Calibration Matrix {RIGHT}",
        f"xinput set-prop {EVDEV} Coordinate Transformation Matrix {RIGHT}",
    ]


def test_on_x_a_mapping_alone_leaves_the_picture_upright(screen: TurnedScreen) -> None:
    screen.set(f"touch_matrix = [{MAPPED}]")
    assert screen.live(YIZHAN_SCREEN="x") == f"0|{MAPPED.replace(',', '')}"
    assert "xrandr --output HDMI-1 --rotate normal" in screen.called


@pytest.mark.parametrize("lines", ["", "rotation = 90", f"touch_matrix = [{MAPPED}]"])
def test_it_is_old_only_when_panel_or_touch_was_set_otherwise_since(screen: TurnedScreen, lines: str) -> None:
    here = places(screen.folder / "data")
    screen.set(lines)
    screen.live(YIZHAN_SCREEN="x")
    session = {"YIZHAN_PANEL": (screen.folder / "panel").read_text("utf-8").strip()}
    screen.set(f"{lines}\nwidth_mm = 476\nheight_mm = 268")
    assert not is_session_old(session, here)
    screen.set("rotation = 270")
    assert is_session_old(session, here)
    assert not is_session_old({}, here)


@pytest.mark.parametrize("lines", ["", "width_mm = 476\nheight_mm = 268", "rotation = 45"])
def test_where_nothing_is_set_or_it_is_wrong_nothing_is_touched(screen: TurnedScreen, lines: str) -> None:
    screen.set(lines)
    told = screen.live(YIZHAN_SCREEN="x")
    assert told in ("|", "0|1 0 0 0 1 0 0 0 1")
    assert not [call for call in screen.called if "right" in call or "left" in call]


@pytest.mark.parametrize(("rotation", "turns"), [(90, "-r -r -r"), (180, "-r -r"), (270, "-r"), (0, "")])
def test_an_older_cage_turns_to_the_left_once_for_each_word(screen: TurnedScreen, rotation: int, turns: str) -> None:
    screen.has("cage")
    asks = 'if [ "$1" = -h ]; then echo " -r	 Rotate the output"; exit; fi'
    screen.noting("cage", "", f'{asks}\nwhile [ "$1" != -- ]; do shift; done; shift; "$@"')
    screen.noting("wlr-randr", WLR_RANDR)
    screen.set(f"rotation = {rotation}\ntouch_matrix = [{MAPPED}]")
    screen.live()
    (began,) = [call for call in screen.called if "in-cage" in call]
    assert began.split(" -- ")[0].split() == ["cage", *turns.split()]
    assert not [call for call in screen.called if call.startswith("wlr-randr")]


@pytest.mark.parametrize(("rotation", "transform"), [(90, 270), (180, 180), (270, 90)])
def test_a_later_cage_is_told_which_way_wayland_counts(screen: TurnedScreen, rotation: int, transform: int) -> None:
    screen.has("cage")
    screen.noting("wlr-randr", WLR_RANDR)
    screen.set(f"rotation = {rotation}")
    screen.live()
    assert screen.called == ["wlr-randr ", f"wlr-randr --output HDMI-A-1 --transform {transform}"]


def test_under_cage_what_is_in_force_is_what_the_rule_says(screen: TurnedScreen) -> None:
    screen.has("cage")
    screen.noting("wlr-randr", WLR_RANDR)
    screen.set("rotation = 90")
    assert screen.live() == "90|1 0 0 0 1 0 0 0 1"
    (screen.folder / "rule").write_text('# x\nA=="b", ENV{LIBINPUT_CALIBRATION_MATRIX}="0 1 0 -1 0 1"\n')
    assert screen.live() == f"90|{RIGHT}"


def test_a_machine_without_the_programs_shows_the_kiosk_all_the_same(screen: TurnedScreen) -> None:
    for program in ("xrandr", "xinput"):
        os.remove(screen.path / program)
    screen.set("rotation = 90")
    assert screen.live(YIZHAN_SCREEN="x") == f"90|{RIGHT}"


# the rule of udev


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path / "root")
    machine.has("cage", "Xwayland")
    program = tmp_path / "yizhan-kiosk"
    program.write_text(f'#!/bin/sh\ncd "{ROOT}"\nexec "{sys.executable}" -m ui.cli "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("YIZHAN_PROGRAM", str(program))
    (machine.root / "var/lib/yizhan/data").mkdir(parents=True)
    return machine


def write(machine: Machine, lines: str) -> None:
    (machine.root / "var/lib/yizhan/data/station.toml").write_text(f"[panel]\n{lines}\n", "utf-8")


def rule_of(machine: Machine) -> Path:
    return machine.root / "etc/udev/rules.d/72-yizhan-touch.rules"


@can_be_tried
def test_the_rule_says_what_the_settings_say_and_goes_with_them(machine: Machine) -> None:
    write(machine, "rotation = 90")
    assert machine.lock_down("on")[0] == 0
    rule = rule_of(machine)
    assert 'ENV{LIBINPUT_CALIBRATION_MATRIX}="0 1 0 -1 0 1"' in rule.read_text("utf-8")
    assert 'ENV{ID_INPUT_TOUCHSCREEN}=="1"' in rule.read_text("utf-8")
    assert machine.lock_down("status") == (0, "locked down\n")
    write(machine, f"rotation = 90\ntouch_matrix = [{MAPPED}]")
    assert machine.lock_down("touch") == (0, "")
    assert '="0 1.1 -0.05 -0.9 0 0.95"' in rule.read_text("utf-8")
    write(machine, "rotation = 0")
    assert machine.lock_down("touch") == (0, "")
    assert not rule.exists()
    write(machine, "rotation = 180")
    machine.lock_down("touch")
    assert machine.lock_down("off")[0] == 0
    assert not rule.exists()


@can_be_tried
@pytest.mark.parametrize("says", ['1 2 3 4 5 6 7 8 9 "\\nRUN+=\\"/bin/sh\\"', "90 0 1", "", "$(id) 0 1 0 -1 0 1 0 0 1"])
def test_nothing_but_numbers_gets_into_a_rule_of_roots(machine: Machine, tmp_path: Path, says: str) -> None:
    write(machine, "rotation = 90")
    (tmp_path / "yizhan-kiosk").write_text(f"#!/bin/sh\nprintf '%b\\n' '{says}'\n")
    assert machine.lock_down("touch")[0] == 0
    assert not rule_of(machine).exists()


def test_each_start_of_the_station_renews_the_rule_as_root() -> None:
    unit = (LOCK_DOWN / "yizhan-station.service").read_text("utf-8")
    assert "ExecStartPre=+-/usr/sbin/yizhan-lock-down touch\n" in unit
