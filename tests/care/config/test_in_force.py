"""A wrong file never stops the station: the last good one is in force, and what became of the file is told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.care.config.in_force import Origin, good_beside, settings_in_force
from kiosk.care.config.sections import Settings
from kiosk.domain.language import Language
from kiosk.errors import DiskFull
from kiosk.store.durable import written_whole
from kiosk.texts.catalogue import Texts

GOOD = '[printer]\ntarget = "usb:04b8:0e15"\npaper_mm = 58\n'
WRONG = '[printer]\ntarget = "usb"\n[kiosk]\ntheme = 3\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "station.toml"


@pytest.fixture
def once_good(file: Path) -> Path:
    """A file that a station has worked with."""
    file.write_text(GOOD, "utf-8")
    settings_in_force(file, whole=written_whole)
    return file


def test_a_file_without_a_mistake_is_in_force_and_kept(once_good: Path) -> None:
    found = settings_in_force(once_good)
    assert (found.origin, found.settings.printer.paper_mm, found.told()) == (Origin.FILE, 58, ())
    assert good_beside(once_good).read_bytes() == once_good.read_bytes()
    assert good_beside(once_good).name == "station.toml.good"
    assert {path.name for path in once_good.parent.iterdir()} == {"station.toml", "station.toml.good"}


def test_whoever_only_looks_keeps_nothing(file: Path) -> None:
    file.write_text(GOOD, "utf-8")
    settings_in_force(file)
    assert not good_beside(file).exists()


def test_the_same_file_is_not_written_again(once_good: Path) -> None:
    before = good_beside(once_good).stat()
    settings_in_force(once_good, whole=written_whole)
    assert good_beside(once_good).stat().st_ino == before.st_ino


def test_the_copy_is_read_by_nobody_who_may_not_read_the_file(file: Path) -> None:
    file.write_text(GOOD, "utf-8")
    file.chmod(0o600)
    settings_in_force(file, whole=written_whole)
    assert good_beside(file).stat().st_mode & 0o777 == 0o600


def test_while_the_file_is_wrong_the_whole_last_good_one_is_in_force(once_good: Path) -> None:
    once_good.write_text(WRONG, "utf-8")
    found = settings_in_force(once_good, whole=written_whole)
    assert found.origin is Origin.LAST_GOOD
    assert found.settings.printer.target == "usb:04b8:0e15"
    assert found.settings.kiosk == Settings().kiosk
    assert [told.key for told in found.told()] == ["settings-needs-printer", "settings-last-good-counts"]
    assert good_beside(once_good).read_text("utf-8") == GOOD
    for language in Language:
        for told in found.told():
            assert str(once_good) in Texts(language)(told.key, **told.details)


def test_where_none_was_ever_kept_what_is_right_counts(file: Path) -> None:
    file.write_text(WRONG, "utf-8")
    found = settings_in_force(file, whole=written_whole)
    assert (found.origin, found.settings.kiosk.theme, found.settings.printer.target) == (Origin.FILE, 3, "none")
    assert [told.key for told in found.told()] == ["settings-needs-printer", "settings-usual-counts"]
    assert not good_beside(file).exists()


@pytest.mark.parametrize("torn", [b"", b"\0" * 512, b"\r\n"])
def test_what_a_power_cut_leaves_of_a_file_that_was_being_saved_is_no_wish(once_good: Path, torn: bytes) -> None:
    once_good.write_bytes(torn)
    found = settings_in_force(once_good, whole=written_whole)
    assert (found.origin, found.settings.printer.paper_mm) == (Origin.LAST_GOOD, 58)
    assert [told.key for told in found.told()] == ["settings-empty", "settings-last-good-counts"]
    assert good_beside(once_good).read_text("utf-8") == GOOD


def test_an_empty_file_is_no_mistake_where_nothing_was_kept(file: Path) -> None:
    file.touch()
    found = settings_in_force(file, whole=written_whole)
    assert (found.settings, found.told()) == (Settings(), ())
    assert not good_beside(file).exists()


def test_a_file_of_comments_means_the_defaults(once_good: Path) -> None:
    once_good.write_text("# as usual\n", "utf-8")
    found = settings_in_force(once_good, whole=written_whole)
    assert (found.settings, found.told()) == (Settings(), ())


def test_a_file_that_is_gone_means_the_defaults_and_leaves_the_copy(once_good: Path) -> None:
    once_good.unlink()
    found = settings_in_force(once_good, whole=written_whole)
    assert (found.origin, found.settings, found.told()) == (Origin.NOWHERE, Settings(), ())
    assert good_beside(once_good).read_text("utf-8") == GOOD


@pytest.mark.parametrize("copy", [WRONG.encode(), b"\xff\xfe", b""])
def test_a_copy_that_this_program_does_not_understand_counts_for_nothing(once_good: Path, copy: bytes) -> None:
    once_good.write_text(WRONG, "utf-8")
    good_beside(once_good).write_bytes(copy)
    found = settings_in_force(once_good)
    assert (found.origin, found.settings.kiosk.theme) == (Origin.FILE, 3)


@contextmanager
def full_disk(path: Path) -> Iterator[Path]:
    yield path.with_name("draft")
    raise DiskFull


def test_a_disk_that_takes_nothing_stops_nobody(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    file.write_text(GOOD, "utf-8")
    found = settings_in_force(file, whole=full_disk)
    assert (found.settings.printer.paper_mm, found.told()) == (58, ())
    assert "could not be kept" in caplog.text
    caplog.clear()


def test_a_folder_in_place_of_the_file_leaves_the_last_good_one(once_good: Path) -> None:
    once_good.unlink()
    once_good.mkdir()
    found = settings_in_force(once_good, whole=written_whole)
    assert (found.origin, found.settings.printer.paper_mm) == (Origin.LAST_GOOD, 58)


def test_a_station_without_a_file_loads_nothing_to_read_one(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kiosk.desk.settings import read_settings;"
        f"read_settings(Path({str(tmp_path / 'station.toml')!r}));"
        "sys.exit(bool({'pydantic', 'tomllib', 'kiosk.care.config.sections'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
