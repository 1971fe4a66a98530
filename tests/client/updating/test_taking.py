"""A new program comes over any way there is, cut or not, and never twice, never older, never over a full disk."""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.errors import DiskFull, Refused, UnreadableFile
from kiosk.store.filelock import FileLock
from kiosk.updating.programs import Programs, Slot, Waiting
from sync.client.transport import CutShort, LinkFailed, Transport
from sync.client.updating.sources import Folder, Server, Source
from sync.client.updating.taking import Updates
from tests.client.updating.county import County, web_server

LookWith = Callable[..., Updates]
MANY = random.Random(1).randbytes(300_000)


def version_in(programs: Programs, waiting: Waiting | None) -> str:
    assert waiting is not None
    return (programs.place(waiting.slot) / "version").read_text()


def test_from_a_web_server_in_the_same_house(updates: Updates, county: County, programs: Programs) -> None:
    county.publish("2.0", ballast=MANY)
    with web_server(county.folder) as url, Transport(url, stall_s=5) as line:
        _, waiting = updates.take(Server(line), allowed=None)
    assert version_in(programs, waiting) == "2.0"
    assert list((programs.folder / "fetched").iterdir()) == []


def test_a_cut_off_fetch_is_gone_on_with(updates: Updates, county: County, programs: Programs) -> None:
    county.publish("2.0", ballast=MANY)
    fetched = programs.folder / "fetched"
    with web_server(county.folder, cut_after=200_000) as url, Transport(url) as line, pytest.raises(CutShort):
        updates.take(Server(line), allowed=None)
    (begun,) = fetched.iterdir()
    assert begun.stat().st_size == 200_000
    county.archive("2.0").write_bytes(b"\0" * 200_000 + county.archive("2.0").read_bytes()[200_000:])
    _, waiting = updates.take(Folder(county.folder), allowed=None)  # only the rest is read, from a stick this time
    assert version_in(programs, waiting) == "2.0"


def test_what_a_power_cut_tore_of_a_fetch_is_fetched_anew_in_the_same_look(
    updates: Updates, county: County, programs: Programs
) -> None:
    county.publish("2.0", ballast=MANY)
    (programs.folder / "fetched").mkdir(parents=True)
    (programs.folder / "fetched" / county.archive("2.0").name).write_bytes(bytes(200_000))
    _, waiting = updates.take(Folder(county.folder), allowed=None)
    assert version_in(programs, waiting) == "2.0"


def test_a_server_that_is_gone_is_told(updates: Updates, county: County) -> None:
    with web_server(county.folder) as url:
        pass
    with Transport(url, stall_s=5) as line, pytest.raises(LinkFailed):
        updates.take(Server(line), allowed=None)


def test_a_place_without_programs_is_told(updates: Updates, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with web_server(tmp_path / "empty") as url, Transport(url) as line, pytest.raises(Refused, match="none-there"):
        updates.take(Server(line), allowed=None)
    with pytest.raises(Refused, match="no-folder"):
        Folder(tmp_path / "empty")


def test_a_stick_that_is_pulled_out_is_told(updates: Updates, county: County) -> None:
    county.publish("2.0")
    source = Folder(county.folder)
    county.archive("2.0").unlink()
    with pytest.raises(UnreadableFile):
        updates.take(source, allowed=None)


def test_a_stick_may_hold_the_folder_under_its_name(updates: Updates, county: County, tmp_path: Path) -> None:
    county.publish("2.0")
    shutil.copytree(county.folder, tmp_path / "stick" / "yizhan-updates")
    assert updates.look(Folder(tmp_path / "stick"), allowed=None).offer is not None


def test_the_newest_is_taken_and_no_trial_version(updates: Updates, county: County, programs: Programs) -> None:
    for version in ("2.0", "2.10", "2.9", "3.0rc1"):
        county.publish(version)
    _, waiting = updates.take(Folder(county.folder), allowed=None)
    assert version_in(programs, waiting) == "2.10"


@pytest.mark.parametrize(
    ("allowed", "taken"),
    [("2.0", "2.0"), ("3.0rc1", "3.0rc1"), ("", None), ("4.0", None), ("1.0", None), ("0.9", None)],
)
def test_what_central_allows_is_taken_and_nothing_else(
    updates: Updates, county: County, allowed: str, taken: str | None
) -> None:
    for version in ("0.9", "1.0", "2.0", "2.5", "3.0rc1"):
        county.publish(version)
    offer = updates.look(Folder(county.folder), allowed=allowed).offer
    assert (None if offer is None else offer.version) == taken


def test_never_older_than_what_is_in_force(updates: Updates, county: County, programs: Programs) -> None:
    county.publish("2.0")
    programs.begun(Waiting(slot=Slot.A, version="2.5"), backup="")
    programs.proved()
    assert updates.look(Folder(county.folder), allowed=None).offer is None


def test_one_that_was_left_again_is_never_taken_once_more(updates: Updates, county: County, programs: Programs) -> None:
    county.publish("2.0")
    _, waiting = updates.take(Folder(county.folder), allowed=None)
    assert waiting is not None
    programs.begun(waiting, backup="")
    programs.failed()
    for allowed in (None, "2.0"):
        looked, waiting = updates.take(Folder(county.folder), allowed=allowed)
        assert (looked.offer, waiting) == (None, None)


def test_one_that_waits_is_not_fetched_again(updates: Updates, county: County, programs: Programs) -> None:
    county.publish("2.0")
    updates.take(Folder(county.folder), allowed=None)
    county.archive("2.0").unlink()
    looked, waiting = updates.take(Folder(county.folder), allowed=None)
    assert (looked.is_here, waiting) == (True, None)
    assert programs.standing().ready is not None


def test_a_signed_archive_that_is_no_bundle_is_fetched_once(
    updates: Updates, county: County, programs: Programs
) -> None:
    county.publish_unchecked("2.0", {"yizhan/readme": b"nothing"})
    with pytest.raises(Refused, match="torn"):
        updates.take(Folder(county.folder), allowed=None)
    assert programs.standing().refused == ("2.0",)
    assert updates.look(Folder(county.folder), allowed=None).offer is None


def test_no_version_of_ones_own_means_nothing_is_newer(look_with: LookWith, county: County) -> None:
    county.publish("2.0")
    with pytest.raises(Refused, match="own-version"):
        look_with(installed="").look(Folder(county.folder), allowed=None)


def test_a_program_without_room_is_not_begun(look_with: LookWith, county: County, programs: Programs) -> None:
    county.publish("2.0", ballast=MANY)
    size = county.archive("2.0").stat().st_size
    with pytest.raises(DiskFull):
        look_with(free=lambda folder: 200_000_000 + size + len(MANY)).take(Folder(county.folder), allowed=None)
    assert list((programs.folder / "fetched").iterdir()) == []
    _, waiting = look_with(free=lambda folder: 201_000_000).take(Folder(county.folder), allowed=None)
    assert version_in(programs, waiting) == "2.0"


@pytest.mark.parametrize("way", ["stick", "server"])
def test_a_disk_that_takes_nothing_more_is_told_and_leaves_the_rest_for_next_time(
    updates: Updates, county: County, programs: Programs, way: str
) -> None:
    county.publish("2.0", ballast=MANY)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with web_server(county.folder) as url, Transport(url, stall_s=5) as line:
        source: Source = Folder(county.folder) if way == "stick" else Server(line)
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, hard))
        try:
            with pytest.raises(DiskFull):
                updates.take(source, allowed=None)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert programs.standing().ready is None
    _, waiting = updates.take(Folder(county.folder), allowed=None)
    assert version_in(programs, waiting) == "2.0"


def test_only_one_archive_lies_here(updates: Updates, county: County, programs: Programs) -> None:
    fetched = programs.folder / "fetched"
    county.publish("2.0", ballast=MANY)
    fetched.mkdir(parents=True, exist_ok=True)
    for number in range(5):
        (fetched / f"yizhan-linux-x86_64-1.{number}.tar.gz").write_bytes(b"begun")
    with web_server(county.folder, cut_after=1000) as url, Transport(url, stall_s=5) as line, suppress(LinkFailed):
        updates.take(Server(line), allowed=None)
    assert [file.name for file in fetched.iterdir()] == [county.archive("2.0").name]


def test_two_at_once_are_not_in_each_others_way(
    updates: Updates, county: County, programs: Programs, here: Places
) -> None:
    county.publish("2.0")
    programs.folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(programs.folder / "looking.lock", alone=True, wait_s=0)
    with lock, pytest.raises(Refused, match="under-way"):
        updates.take(Folder(county.folder), allowed=None)
    assert updates.look(Folder(county.folder), allowed=None).offer is not None


def test_while_a_program_is_tried_no_other_takes_a_place(updates: Updates, county: County, programs: Programs) -> None:
    county.publish("3.0")
    programs.begun(Waiting(slot=Slot.A, version="2.0"), backup="")
    with pytest.raises(Refused, match="on-trial"):
        updates.take(Folder(county.folder), allowed=None)


def test_what_a_start_loads_knows_nothing_of_updates() -> None:
    """The library takes a fifth of a second, and every start would pay for it."""
    asked = "import sys, ui.cli, kiosk.cli, sync.client.commands.sync; print([m for m in sys.modules if 'tuf' in m])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
