"""What is said of a package's version is what the standard library says, at a tenth of its memory."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kiosk.versions import installed_version, program_version

PROJECT = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text("utf-8"))["project"]
NEEDED = [re.split(r"\[|==", needed)[0] for needed in PROJECT["dependencies"]]


@pytest.mark.parametrize("package", NEEDED)
def test_it_is_what_the_standard_library_says(package: str) -> None:
    assert installed_version(package) == importlib.metadata.version(package)


def test_the_program_has_its_own() -> None:
    assert program_version() == PROJECT["version"]


def test_what_is_not_installed_has_none() -> None:
    assert installed_version("not-installed") is None


def test_the_first_place_counts_and_places_that_cannot_be_read_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, version in (("first", "2.0"), ("second", "1.0")):
        (tmp_path / place / f"Some_Package-{version}.dist-info").mkdir(parents=True)
    (tmp_path / "a-file.zip").write_bytes(b"PK")
    monkeypatch.setattr(sys, "path", [str(tmp_path / name) for name in ("not-there", "a-file.zip", "first", "second")])
    assert installed_version("some.package") == "2.0"


def test_it_loads_nothing_that_reads_mail() -> None:
    looks = "import sys; from kiosk.versions import program_version; program_version(); print('email' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", looks], text=True, timeout=60) == "False\n"
