"""Counties for the fault tests: central on SQLite and on PostgreSQL, kiosks copied from one empty station."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.central.store.database import Store, open_engine, sqlite_url
from sync.central.store.tables import metadata
from tests.central.conftest import _template, new_postgres_database, postgres
from tests.faults.model import TOWN
from tests.faults.town import CountyCentral, Kiosk, new_station, posting_of

__all__ = ["_template", "new_postgres_database", "postgres"]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Central's log of the faults that are made here is no finding."""
    logger = logging.getLogger("yizhan.central")
    before, logger.disabled = logger.disabled, True
    yield
    logger.disabled = before


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_station(tmp_path_factory.mktemp("template") / "station")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = sqlite_store(tmp_path / "central.db")
    yield opened
    opened.close()


def sqlite_store(path: Path) -> Store:
    """Return a new central database in a file."""
    store = Store(open_engine(sqlite_url(path)))
    with store.change() as connection:
        metadata.create_all(connection)
    return store


@pytest.fixture(params=("sqlite", "postgresql"))
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """The test runs once on each kind of database."""
    if request.param == "sqlite":
        opened = sqlite_store(tmp_path / "central.db")
    else:
        opened = Store(open_engine(request.getfixturevalue("new_postgres_database")(True), pool=16))
    yield opened
    opened.close()


@pytest.fixture
def central(store: Store) -> Iterator[CountyCentral]:
    county = CountyCentral(store)
    yield county
    county.close()


@pytest.fixture
def kiosk(central: CountyCentral, tmp_path: Path, template: Path) -> Iterator[Callable[..., Kiosk]]:
    """Make an enrolled kiosk by its name; kiosks given the same `station` belong together."""
    opened: list[Kiosk] = []
    stations: dict[str, tuple[str, str]] = {}

    def make(name: str, *, station: str = "", **also: Any) -> Kiosk:
        whose = station or name
        if whose in stations:
            code = central.enrolment.add_code(*stations[whose])
        else:
            added = central.add(f"驿站{whose}", TOWN)
            stations[whose], code = (added.region, added.station), added.code
        opened.append(Kiosk(tmp_path / name, central, code, template=template, **also))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def offer() -> Callable[..., str]:
    """Have a kiosk offer work, and return the posting's id."""

    def save(kiosk: Kiosk, words: str = "招瓦工", *, headcount: int = 3) -> str:
        from kiosk.store.postings import NewPosting

        posting = posting_of(words, headcount=headcount)
        kiosk.station.postings.save_new([NewPosting(posting=posting)])
        return posting.id

    return save


@pytest.fixture
def offer_centrally(store: Store, central: CountyCentral) -> Callable[..., list[str]]:
    """Have central publish so many postings."""

    def save(count: int, *, headcount: int = 1) -> list[str]:
        from kiosk.store.postings import NewPosting
        from sync.central.importing import CountyShelf

        postings = [posting_of(f"岗位{number}", headcount=headcount) for number in range(count)]
        CountyShelf(store, TOWN[:6], town=TOWN).save_new([NewPosting(posting=posting) for posting in postings])
        return [posting.id for posting in postings]

    return save
