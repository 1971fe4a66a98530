"""The package in a bare Debian: without Python, without development files, without a network it is a station."""

from __future__ import annotations

import io
import json

import pytest
import zxingcpp
from PIL import Image

from kiosk.speech.sound import read_sound
from tests.bare_root.conftest import BareMachine

pytestmark = pytest.mark.bare_root

DATA = "/var/lib/yizhan/data"
KIOSK = "yizhan-kiosk"


def test_there_is_nothing_on_the_machine_that_could_help(machine: BareMachine) -> None:
    for program in ("python3", "gcc", "espeak-ng", "pulseaudio", "Xorg"):
        assert machine.run("sh", "-c", f"command -v {program}").returncode != 0
    assert not list(machine.root.glob("usr/lib/*/libX11*"))
    assert not (machine.root / "usr/include/stdio.h").exists()


def test_the_station_has_a_user_of_its_own_without_a_shell(machine: BareMachine) -> None:
    name, _, _, _, _, home, shell = machine.done("getent", "passwd", "yizhan", user="root").strip().split(":")
    assert (name, home, shell) == ("yizhan", "/var/lib/yizhan", "/usr/sbin/nologin")
    assert machine.done("stat", "-c", "%a %U", "/var/lib/yizhan", user="root").strip() == "700 yizhan"
    assert "lp" in machine.done("id", "-nG", "yizhan", user="root").split()


def test_doctor_finds_it_ready(machine: BareMachine) -> None:
    report = json.loads(machine.done(KIOSK, "doctor", "--json", "--data", DATA))
    lights = {finding["check"]: finding["light"] for finding in report["findings"]}
    assert "red" not in lights.values(), report
    assert {lights[name] for name in ("disk", "libraries", "files", "voice-zh", "voice-en", "version")} == {"green"}


def test_it_speaks(machine: BareMachine) -> None:
    machine.done(KIOSK, "say", "早上好，今天有三个活", "--out", "/tmp/said.wav")
    said = read_sound(machine.root / "tmp" / "said.wav")
    assert said.seconds > 1.0
    assert said.rms > 0.02


def test_it_gives_out_a_slip_that_is_read(machine: BareMachine) -> None:
    machine.done(KIOSK, "demo", "--data", DATA)
    postings = json.loads(machine.done(KIOSK, "postings", "--json", "--data", DATA))
    lasting = max((one for one in postings if one["state"] == "open"), key=lambda one: one["last_day"] or "")
    machine.done(KIOSK, "slip", lasting["id"], "--data", DATA, "--format", "png", "--out", "/tmp/slip.png")
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO((machine.root / "tmp" / "slip.png").read_bytes())))
    assert machine.run(KIOSK, "slip", "--verify", code.text, "--data", DATA).returncode == 0


def test_it_shows_every_screen(machine: BareMachine) -> None:
    machine.done(KIOSK, "tour", "--out", "/tmp/tour")
    pictures = list((machine.root / "tmp" / "tour").glob("*.png"))
    assert len(pictures) >= 100
    assert all(Image.open(picture).getextrema() != ((0, 0),) * 3 for picture in pictures)


def test_the_watch_brings_it_back(machine: BareMachine) -> None:
    script = f"""
        {KIOSK} watch --data {DATA}-watched -- --windowed 540x960 --no-sync & watch=$!
        for try in $(seq 100); do sleep 0.1; kiosk=$(cat /proc/$watch/task/*/children); [ -n "$kiosk" ] && break; done
        sleep 4; kill -9 $kiosk; sleep 4; again=$(cat /proc/$watch/task/*/children)
        kill $watch; wait $watch; echo "$? $kiosk $again"
    """
    code, first, second = machine.done("sh", "-c", script, QT_QPA_PLATFORM="offscreen").split()
    assert code == "0"
    assert first != second


def test_the_package_goes_and_leaves_the_records(machine: BareMachine) -> None:
    machine.done(KIOSK, "demo", "--data", DATA)
    machine.done("dpkg", "--purge", "yizhan", user="root")
    assert not (machine.root / "usr/lib/yizhan").exists()
    assert (machine.root / "var/lib/yizhan/data/station.db").exists()
