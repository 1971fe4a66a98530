"""Nothing is believed but what the county has signed, whole and of today."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.errors import Refused, YizhanError
from kiosk.updating.programs import Programs, Standing
from sync.client.updating.anchor import drop_anchor, trust
from sync.client.updating.sources import Folder
from sync.client.updating.taking import Updates
from tests.client.updating.county import County, change

LookWith = Callable[..., Updates]


def assert_nothing_taken(programs: Programs) -> None:
    assert programs.standing() == Standing()
    assert not any((programs.folder / slot).exists() for slot in ("a", "b"))


def refused(updates: Updates, county: County) -> str:
    with pytest.raises(YizhanError) as told:
        updates.take(Folder(county.folder), allowed=None)
    return told.value.key


def test_what_the_county_signed_is_found_and_fetched(updates: Updates, county: County, programs: Programs) -> None:
    county.publish("2.0")
    looked, waiting = updates.take(Folder(county.folder), allowed=None)
    assert waiting is not None
    assert looked.offer is not None
    assert programs.standing().ready == waiting
    assert (programs.place(waiting.slot) / "version").read_text() == looked.offer.version == "2.0"


@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "targets.json"])
@pytest.mark.parametrize("how", ["changed", "torn", "empty", "gone", "endless"])
def test_metadata_that_was_tampered_with_is_refused(
    updates: Updates, county: County, programs: Programs, name: str, how: str
) -> None:
    county.publish("2.0")
    file = county.folder / "metadata" / name
    match how:
        case "changed":
            change(file, expires="2199-01-01T00:00:00Z")
        case "torn":
            file.write_bytes(file.read_bytes()[:-40])
        case "empty":
            file.write_bytes(b"")
        case "gone":
            file.unlink()
        case "endless":
            file.write_bytes(file.read_bytes() + b" " * 6_000_000)
    assert refused(updates, county) in ("error-update-untrusted", "error-update-none-there")
    assert_nothing_taken(programs)


@pytest.mark.parametrize("how", ["one bit", "cut", "longer", "another"])
def test_an_archive_that_is_not_as_signed_is_refused_and_not_kept(
    updates: Updates, county: County, programs: Programs, how: str
) -> None:
    county.publish("2.0")
    county.publish("1.5")
    archive = county.archive("2.0")
    data = bytearray(archive.read_bytes())
    match how:
        case "one bit":
            data[len(data) // 2] ^= 1
        case "cut":
            del data[-1:]
        case "longer":
            data = data[:10] + b"x" + data[10:]
        case "another":
            data = bytearray(county.archive("1.5").read_bytes().ljust(len(data), b"\0")[: len(data)])
    archive.write_bytes(data)
    assert refused(updates, county) in ("error-update-untrusted", "error-update-unreadable")
    assert_nothing_taken(programs)


def test_what_others_signed_is_refused(updates: Updates, county: County, programs: Programs, tmp_path: Path) -> None:
    (tmp_path / "others").mkdir()
    others = County(tmp_path / "others")
    others.publish("2.0")
    assert refused(updates, others) == "error-update-untrusted"
    assert_nothing_taken(programs)


def test_a_root_that_the_old_one_did_not_sign_is_refused(
    updates: Updates, county: County, programs: Programs, tmp_path: Path
) -> None:
    (tmp_path / "others").mkdir()
    others = County(tmp_path / "others")
    others.publish("2.0")
    stranger = json.loads((others.folder / "metadata" / "1.root.json").read_text())
    stranger["signed"]["version"] = 2
    (others.folder / "metadata" / "2.root.json").write_text(json.dumps(stranger))
    assert refused(updates, others) == "error-update-untrusted"


def test_an_old_copy_is_not_taken_for_a_new_one(updates: Updates, county: County, tmp_path: Path) -> None:
    """Replay, of all of it or of the timestamp alone."""
    county.publish("2.0")
    shutil.copytree(county.folder, tmp_path / "old")
    county.publish("3.0")
    assert updates.look(Folder(county.folder), allowed=None).offer is not None
    with pytest.raises(Refused, match="untrusted"):
        updates.look(Folder(tmp_path / "old"), allowed=None)
    shutil.copy(tmp_path / "old" / "metadata" / "timestamp.json", county.folder / "metadata")
    assert refused(updates, county) == "error-update-untrusted"


@pytest.mark.parametrize("name", ["snapshot.json", "targets.json"])
def test_what_is_put_together_of_two_days_is_refused(
    updates: Updates, county: County, tmp_path: Path, name: str
) -> None:
    county.publish("2.0")
    shutil.copytree(county.folder, tmp_path / "old")
    county.publish("3.0")
    shutil.copy(tmp_path / "old" / "metadata" / name, county.folder / "metadata")
    assert refused(updates, county) == "error-update-untrusted"


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_what_is_past_its_date_is_refused(updates: Updates, county: County, role: str) -> None:
    """Freeze: who is shown the same for months is told so."""
    county.publish("2.0")
    county.age(role, days=1)
    assert refused(updates, county) == "error-update-expired"
    county.publisher.renew()
    if role != "targets":
        assert updates.look(Folder(county.folder), allowed=None).offer is not None


def test_dates_are_held_against_the_time_that_central_told(look_with: LookWith, county: County) -> None:
    """Not against this machine's clock, which may be years off."""
    county.publish("2.0")
    later = look_with(now=lambda: datetime.now(UTC) + timedelta(days=91))
    assert refused(later, county) == "error-update-expired"
    then = datetime.now(UTC) - timedelta(days=5)
    county.age("timestamp", days=4)
    assert look_with(now=lambda: then).look(Folder(county.folder), allowed=None).offer is not None


def test_programs_for_other_machines_are_not_seen(updates: Updates, county: County) -> None:
    county.publish("2.0", platform="linux-aarch64")
    assert updates.look(Folder(county.folder), allowed=None).offer is None


def test_without_a_root_nothing_is_looked_for(here: Places, county: County) -> None:
    with pytest.raises(Refused, match="no-anchor"):
        Updates(here, installed="1.0", platform="linux-x86_64", now=local_now).look(Folder(county.folder), allowed=None)


def test_a_root_is_trusted_once_and_for_good(here: Places, county: County, tmp_path: Path) -> None:
    metadata = here.programs / "metadata"
    (tmp_path / "others").mkdir()
    other = County(tmp_path / "others").root
    trust(metadata, county.root, shipped=None)
    trust(metadata, county.root, shipped=None)
    with pytest.raises(Refused, match="trusted-already"):
        trust(metadata, other, shipped=None)
    assert (metadata / "root.json").read_bytes() == county.root.read_bytes()


def test_the_root_that_came_with_the_program_counts(here: Places, county: County, tmp_path: Path) -> None:
    metadata = here.programs / "metadata"
    (tmp_path / "others").mkdir()
    with pytest.raises(Refused, match="trusted-already"):
        trust(metadata, County(tmp_path / "others").root, shipped=county.root)
    drop_anchor(metadata, shipped=county.root)
    assert (metadata / "root.json").read_bytes() == county.root.read_bytes()


@pytest.mark.parametrize("how", ["torn", "changed", "another role", "gone", "page"])
def test_what_is_no_root_is_not_trusted(here: Places, county: County, tmp_path: Path, how: str) -> None:
    file = tmp_path / "root.json"
    match how:
        case "torn":
            file.write_bytes(county.root.read_bytes()[:300])
        case "changed":
            shutil.copy(county.root, file)
            change(file, expires="2199-01-01T00:00:00Z")
        case "another role":
            shutil.copy(county.folder / "metadata" / "targets.json", file)
        case "page":
            file.write_text("<html>log in first</html>")
    with pytest.raises(Refused, match="anchor-unreadable"):
        trust(here.programs / "metadata", file, shipped=None)
    assert not (here.programs / "metadata" / "root.json").exists()
