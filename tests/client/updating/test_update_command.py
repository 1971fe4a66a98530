"""`yizhan-kiosk update`: what somebody types, reads, and gets as an exit code."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.cli import main
from kiosk.services import open_station
from kiosk.updating.programs import Programs, Slot, Standing
from kiosk.versions import program_version
from sync.client.updating.platform_here import platform_here
from sync.protocol.keys_mark import keys_mark
from tests.client.updating.county import County, web_server

Command = Callable[..., tuple[int, str, str]]
NEW = "99.0"
PROCESS = (
    sys.executable, "-c",
    "import sys; from kiosk.cli import main; sys.exit(main(commands={'update': 'sync.client.commands.update'}))",
)  # fmt: skip
INTERRUPTIONS = 20


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("YIZHAN_KEYS", str(tmp_path / "keys"))
    here = Places(data=tmp_path / "data", keys=tmp_path / "keys")
    open_station(here).close()
    return here


@pytest.fixture
def update(here: Places, capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        argv = ["update", "--data", str(here.data), "--lang", "en", *words]
        code = main(argv, commands={"update": "sync.client.commands.update"})
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def published(county: County) -> County:
    county.publish(NEW, platform=platform_here())
    return county


def test_trust_look_fetch_and_status(update: Command, published: County, programs: Programs) -> None:
    folder = str(published.folder)
    assert update("--from", folder)[::2] == (
        2,
        "This machine does not know yet whose programs it may take. Please have the technician run:"
        " update trust FILE\n",
    )
    assert update("trust", str(published.root))[0] == 0
    assert update("--from", folder, "--check")[:2] == (0, f"There is a new program: {NEW}\n")
    assert programs.standing().ready is None
    code, said, _ = update("--from", folder)
    assert (code, said) == (0, f"The new program {NEW} is here, and is begun with the next start of the kiosk.\n")
    assert programs.standing().ready is not None
    code, said, _ = update("status")
    assert code == 0
    assert said.splitlines()[0] == f"Program in use: {program_version()}"
    assert f"The new program {NEW} is here" in said
    assert "Last looked for a new program: " in said


def test_from_a_web_server_and_as_json(update: Command, published: County) -> None:
    update("trust", str(published.root))
    with web_server(published.folder) as url:
        code, said, _ = update("--from", url, "--json")
    assert code == 0
    told = json.loads(said)
    assert (told["in_force"], told["newer"], told["was_here"]) == (program_version(), NEW, False)
    assert update("--from", url)[::2] == (
        2,
        "The server with the programs was not reached, or did not answer as it should. What was fetched so far is"
        " kept.\n",
    )
    status = json.loads(update("status", "--json")[1])
    assert (status["ready"]["version"], status["last_look"]["fault"]) == (NEW, "error-update-unreachable")


def test_now_asks_the_watch_for_a_fresh_start(update: Command, published: County, here: Places) -> None:
    update("trust", str(published.root))
    asked = here.data / "watch" / "again"
    update("--from", str(published.folder), "--check", "--now")
    assert not asked.exists()
    update("--from", str(published.folder), "--now")
    assert asked.exists()


def test_a_look_that_failed_in_a_folder_is_told_afterwards_as_well(update: Command) -> None:
    update("--from", "/gone")
    code, said, _ = update("status")
    assert (code, said.count("without success")) == (0, 1)
    assert json.loads(update("status", "--json")[1])["last_look"]["fault"] == "error-update-no-folder"


def test_the_status_names_whom_this_machine_trusts_and_whether_there_is_a_way_back(
    update: Command, published: County, programs: Programs
) -> None:
    status = json.loads(update("status", "--json")[1])
    assert (status["trusted"], status["may_go_back"]) == ("", False)
    update("trust", str(published.root))
    programs.save(Standing(in_force=Slot.A, version="50.0", former=Slot.INSTALLED))
    status = json.loads(update("status", "--json")[1])
    assert status["trusted"] == keys_mark(published.root)
    assert re.fullmatch(r"[0-9a-f]{4}( [0-9a-f]{4}){3}", status["trusted"])
    assert status["may_go_back"]
    published.root.write_text("torn")
    assert keys_mark(published.root) == "?"


def test_nothing_newer(update: Command, county: County) -> None:
    county.publish("0.0.1", platform=platform_here())
    update("trust", str(county.root))
    said = f"The program {program_version()} is the newest for this station.\n"
    assert update("--from", str(county.folder))[:2] == (0, said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["back"], "There is no former program to go back to."),
        (["trust"], "Please say which file: update trust FILE"),
        (["trust", "/gone/root.json"], "/gone/root.json is not the file with the county's signatures"),
        (["--from", "/gone"], "There are no programs in /gone"),
        ([], "This station is not connected to the county, and no stick with programs is plugged in."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(update: Command, words: list[str], said: str) -> None:
    code, _, errors = update(*words)
    assert (code, errors.startswith(said), errors.count("\n")) == (2, True, 1)


def test_a_folder_that_was_mistyped_becomes_no_station(update: Command, here: Places, tmp_path: Path) -> None:
    shutil.rmtree(here.data)
    assert update("status")[0] == 2
    assert not here.data.exists()


def test_at_night_a_station_that_was_never_set_up_has_nothing_to_do(update: Command, programs: Programs) -> None:
    argv = [*PROCESS, "update", "--data", str(programs.folder.parent), "--beside", str(os.getpid())]
    ended = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert programs.standing().in_force is Slot.INSTALLED


def test_killed_at_any_moment_it_is_whole_or_not_there_and_the_next_look_brings_it(
    update: Command, county: County, programs: Programs
) -> None:
    """As by a power cut: while it fetches, while it unpacks, and soon after either."""
    chance = random.Random(7)
    ballast = chance.randbytes(20_000_000)
    county.publish(NEW, ballast=ballast, platform=platform_here())
    update("trust", str(county.root))
    argv = [*PROCESS, "update", "--data", str(programs.folder.parent), "--from", str(county.folder)]
    caught = 0
    for number in range(INTERRUPTIONS):
        process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        begins = ("fetched/*.tar.gz", ".?.new")[number % 2]
        while process.poll() is None and not any(programs.folder.glob(begins)):
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.2))
        process.kill()
        caught += process.wait() < 0
        ready = programs.standing().ready
        if ready is not None:
            assert (programs.place(ready.slot) / "ballast").read_bytes() == ballast
            programs.save(Standing())  # and once more from the beginning
    assert caught >= INTERRUPTIONS // 4
    assert update("--from", str(county.folder))[0] == 0
    ready = programs.standing().ready
    assert ready is not None
    assert (programs.place(ready.slot) / "ballast").read_bytes() == ballast
    assert sorted(path.name for path in programs.folder.iterdir() if path.name.startswith(".")) == []
    assert list((programs.folder / "fetched").iterdir()) == []
