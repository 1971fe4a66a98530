"""What goes wrong with a command is one sentence on stderr, in the person's language, and never an exit code of 0."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.care.places import places
from kiosk.cli import main
from kiosk.services import open_station

PAGE = 4096
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YIZHAN_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return tmp_path / "data"


@pytest.fixture
def run(data: Path) -> Run:
    """Run `yizhan-kiosk WORDS ...` as a process of its own."""

    def run(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "ui.cli", *words, "--data", str(data)]
        usual: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.run(command, text=True, timeout=60, check=False, **{**usual, **options})

    return run


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["postings", "--trade"],
        ["slip", "x", "--width", "57"],
        ["slip", "x", "--format", "gif"],
        ["slip", "x", "--lang", "xx"],
        ["slip", "\udcff"],
        ["slip", "x", "--wish", "\udcff"],
        ["slip", "a\nb\x1b[31m"],
        ["slip", "x" * 100_000],
        ["run", "--windowed", "0x0"],
        ["run", "--windowed", "axb"],
        ["run", "--panel-mm", "-1x5"],
        ["bench", "--postings", "-1"],
        ["tour", "--out", "/proc/none"],
    ],
    ids=lambda words: " ".join(words)[:40],
)
def test_it_is_said_in_one_sentence(run: Run, words: list[str]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert len(done.stderr) < 1_200
    assert "\x1b" not in done.stderr


def test_it_is_said_in_the_language_that_was_asked_for(run: Run) -> None:
    assert "cannot be understood" in run("postings", "--lang", "en", "--trade").stderr
    assert "看不懂" in run("postings", "--trade").stderr


def test_language_and_folder_may_stand_before_the_command(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "--data", str(data), "postings"]) == 0
    assert capsys.readouterr().out == "There are no postings yet.\n"
    assert (data / "station.db").exists()


def test_an_empty_folder_name_is_not_the_folder_one_stands_in(run: Run, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ui.cli", "postings", "--data", ""]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": os.getcwd()}, check=False)
    assert done.returncode == 2
    assert not (tmp_path / "station.db").exists()


WAITS = """
import sys, time
from types import SimpleNamespace
from kiosk import cli
wait = lambda _: (print("ready", flush=True), time.sleep(60))
sys.modules["waits"] = SimpleNamespace(HELP="", add_arguments=lambda _: None, run=wait)
sys.argv[1:] = ["wait", "--lang", "en"]
sys.exit(cli.main(commands={"wait": "waits"}))
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_with_one_sentence_and_its_own_code(name: str) -> None:
    number = getattr(signal, name)
    command = [sys.executable, "-c", WAITS]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert said == "It was stopped before it was done.\n"


def test_a_terminal_of_another_encoding_is_told_everything(run: Run) -> None:
    done = run("demo", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "\\u" in done.stdout


def test_a_full_standard_output_is_said(run: Run) -> None:
    with open("/dev/full", "w") as full:
        done = run("postings", "--lang", "en", stdout=full)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_a_closed_standard_output_is_no_success(data: Path) -> None:
    command = f"exec {sys.executable} -m ui.cli postings --data {data} >&-"
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("seed", range(6))
def test_damage_met_at_work_is_restored_by_the_command_that_meets_it(
    data: Path, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--data", str(data)]) == 0
    with open_station(places(data)) as station:
        torn = station.database.value("select rootpage from sqlite_schema where name = 'postings'")
    pages = (data / "station.db").stat().st_size // PAGE
    with (data / "station.db").open("r+b") as file:
        for page in {torn - 1, *random.Random(seed).sample(range(30, pages), 5)}:
            file.seek(page * PAGE + 100)
            file.write(b"\xee" * 30)
    assert main(["postings", "--data", str(data)]) == 0
    assert list((data / "damaged").glob("*.db"))
    assert capsys.readouterr().err == ""
