"""A county with a central in this process and kiosks with databases of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.central.store.database import Store, open_engine, sqlite_url
from sync.central.store.tables import metadata
from tests.faults.town import CountyCentral, Kiosk

TOWN = "511902100"


@pytest.fixture
def central(tmp_path: Path) -> Iterator[CountyCentral]:
    store = Store(open_engine(sqlite_url(tmp_path / "central.db")))
    with store.change() as connection:
        metadata.create_all(connection)
    county = CountyCentral(store)
    yield county
    county.close()


@pytest.fixture
def kiosk(central: CountyCentral, tmp_path: Path) -> Iterator[Callable[..., Kiosk]]:
    """Make an enrolled kiosk by its name; kiosks given the same `station` belong together."""
    opened: list[Kiosk] = []
    stations: dict[str, tuple[str, str]] = {}

    def make(name: str, *, station: str = "", town: str = TOWN) -> Kiosk:
        whose = station or name
        if whose in stations:
            code = central.enrolment.add_code(*stations[whose])
        else:
            added = central.add(f"驿站{whose}", town)
            stations[whose], code = (added.region, added.station), added.code
        one = Kiosk(tmp_path / name, central, code)
        opened.append(one)
        return one

    yield make
    for one in opened:
        one.close()
