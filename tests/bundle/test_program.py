"""The frozen program at work: it speaks, prints, shows every screen, and its small processes are itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.cli import COMMANDS
from kiosk.speech.sound import read_sound
from tests.bundle.conftest import ANSWERS_WITHIN_S, ROOT, Bundle
from tests.processes import children_of, words_of
from ui.cli import COMMANDS as COMMANDS_THAT_DRAW

WITHIN_S = 60.0
OF_ONE_STATION = {
    "desk-complaint.png",
    "desk-complaints.png",
    "desk-county-unsettled.png",
    "desk-outcomes.png",
    "seat.png",
    "slip-of-a-party.png",
    "slip-printed.png",
    "slip.png",
    "desk-machine-doctor.png",
    "desk-machine-about.png",
    "desk-machine-about-asked.png",
    "desk-machine-backup-asked.png",
}
"""Pictures that show numbers, signatures or the minute of the tour's own station, which is another one each time."""


def wait_for(said: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + WITHIN_S
    while not said():
        assert time.monotonic() < until, what
        time.sleep(0.05)


@contextmanager
def kiosk_of(
    bundle: Bundle, *options: str, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """The kiosk of the bundle, ended afterwards with all that it started."""
    process = subprocess.Popen(
        bundle.argv("run", "--data", bundle.data, "--windowed", "1080x1920", *options),
        env={**bundle.environment, **(environment or {})}, cwd=bundle.home, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(WITHIN_S) == 0


def test_it_lists_every_command(bundle: Bundle) -> None:
    first_words = {line.split()[0] for line in bundle.done("--help").splitlines() if line.startswith("    ")}
    assert {*COMMANDS, *COMMANDS_THAT_DRAW, "run"} <= first_words


@pytest.mark.parametrize("command", [*COMMANDS, *COMMANDS_THAT_DRAW, "run"])
def test_every_command_finds_what_it_imports(bundle: Bundle, command: str) -> None:
    assert f"yizhan-kiosk {command}" in bundle.done(command, "--help")


@pytest.mark.parametrize(
    ("words", "lang"), [("早上好，今天有三个活", "zh-CN"), ("Good morning, there is work today", "en")]
)
def test_it_speaks(bundle: Bundle, words: str, lang: str) -> None:
    bundle.done("say", words, "--lang", lang, "--out", bundle.home / "said.wav")
    said = read_sound(bundle.home / "said.wav")
    assert said.seconds > 1.0
    assert said.rms > 0.02


def test_a_slip_of_it_is_read_and_found_real(bundle: Bundle) -> None:
    bundle.done("demo", "--data", bundle.data)
    postings = json.loads(bundle.done("postings", "--json", "--data", bundle.data))
    lasting = max((one for one in postings if one["state"] == "open"), key=lambda one: one["last_day"] or "")
    out = bundle.home / "slip.png"
    bundle.done("slip", lasting["id"], "--data", bundle.data, "--format", "png", "--out", out)
    (code,) = zxingcpp.read_barcodes(Image.open(out))
    assert bundle.run("slip", "--verify", code.text, "--data", bundle.data).returncode == 0
    assert bundle.run("slip", "--verify", code.text.replace("1", "7"), "--data", bundle.data).returncode == 1


def test_reports_are_drawn_and_tables_written(bundle: Bundle) -> None:
    bundle.done("demo", "--data", bundle.data)
    for kind in ("pdf", "xlsx"):
        bundle.done(
            "report", "--from", "2026-01-01", "--data", bundle.data, f"--{kind}", bundle.home / f"report.{kind}"
        )
    assert (bundle.home / "report.pdf").read_bytes().startswith(b"%PDF")
    assert (bundle.home / "report.xlsx").read_bytes().startswith(b"PK")


def test_its_tour_shows_what_the_checkout_shows(bundle: Bundle, tmp_path: Path) -> None:
    """Nothing that was left out of the bundle was needed for a screen: the pictures are the same, dot by dot."""
    ours = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "tour", "--out", tmp_path / "ours"],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    bundle.done("tour", "--out", tmp_path / "its")
    assert ours.wait(ANSWERS_WITHIN_S) == 0
    pictures = {path.name for path in (tmp_path / "ours").glob("*.png")}
    assert len(pictures) >= 100
    assert {path.name for path in (tmp_path / "its").glob("*.png")} == pictures
    differing = {
        name for name in pictures if (tmp_path / "its" / name).read_bytes() != (tmp_path / "ours" / name).read_bytes()
    }
    assert differing <= OF_ONE_STATION


def test_the_small_processes_of_the_kiosk_are_the_bundle_itself(bundle: Bundle) -> None:
    bundle.done("demo", "--data", bundle.data)
    with kiosk_of(bundle) as kiosk:
        flags = {"--speech-engine", "--sound-player"}
        wait_for(lambda: flags <= set(chain.from_iterable(map(words_of, children_of(kiosk.pid)))), "its processes")
        for child in children_of(kiosk.pid):
            assert Path(f"/proc/{child}/exe").resolve() == bundle.program.resolve()
