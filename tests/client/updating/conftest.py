"""A county with programs, and a station that looks for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.updating.programs import Programs
from sync.client.updating.anchor import trust
from sync.client.updating.taking import Updates
from tests.client.updating.county import PLATFORM, County


@pytest.fixture
def county(tmp_path: Path) -> County:
    (tmp_path / "county").mkdir()
    return County(tmp_path / "county")


@pytest.fixture
def here(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "data", keys=tmp_path / "keys")


@pytest.fixture
def programs(here: Places) -> Programs:
    return Programs(here.programs)


@pytest.fixture
def look_with(here: Places, county: County) -> Callable[..., Updates]:
    """A station of version 1.0 that trusts the county."""
    trust(here.programs / "metadata", county.root, shipped=None)

    def made(**also: object) -> Updates:
        return Updates(here, **{"installed": "1.0", "platform": PLATFORM, "now": local_now, **also})  # type: ignore[arg-type]

    return made


@pytest.fixture
def updates(look_with: Callable[..., Updates]) -> Updates:
    return look_with()
