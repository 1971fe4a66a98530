"""A town for each test, copied from one that was made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.sticks.carrying import Town


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town as it lies on the disk: to make one anew for each test takes seconds."""
    folder = tmp_path_factory.mktemp("towns") / "town"
    Town(folder).close()
    return folder


@pytest.fixture
def town(tmp_path: Path, template: Path) -> Iterator[Town]:
    made = Town(tmp_path / "town", like=template)
    yield made
    made.close()
