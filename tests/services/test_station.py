"""A station at work: opened, asked, wished of from two places at once, settled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.desk.demo import demo_county
from kiosk.domain.ids import new_id
from kiosk.domain.language import Language
from kiosk.domain.listing import Near, OfTrade, SuitsOlder, Today
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting, PostingState, Strength
from kiosk.domain.slip import NoSlotLeft, PostingGone, SlipHeld, SlipState, is_slip_number
from kiosk.errors import KeyUnavailable, UnknownThing, WrongKey
from kiosk.services import OpenStation, open_station
from kiosk.store.keys import KEY_FILE
from kiosk.store.postings import NewPosting
from kiosk.texts.catalogue import Texts

NOW = datetime(2026, 11, 21, 8, 0).astimezone()
Open = Callable[[], OpenStation]


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return Places(data=tmp_path / "data", keys=tmp_path / "keys")


@pytest.fixture
def opened(places: Places, clock: Clock) -> Iterator[Open]:
    """Opens the same station as often as it is called, each time as another process would."""
    stations: list[OpenStation] = []

    def open_one() -> OpenStation:
        stations.append(open_station(places, now=clock))
        return stations[-1]

    yield open_one
    for station in stations:
        station.close()


@pytest.fixture
def station(opened: Open) -> OpenStation:
    return opened()


def save(station: OpenStation, *, headcount: int = 2, trade: str = "cook", last_day: date = date(2026, 11, 22)) -> str:
    posting = Posting(
        id=new_id(),
        trade=trade,
        title="招人",
        employer_id="",
        employer_name="王家果园",
        pay=Pay(amount_minor=18_000, unit=PayUnit.DAY),
        headcount=headcount,
        first_day=date(2026, 11, 21),
        last_day=last_day,
        daily_start=time(7),
        daily_end=time(17),
        place="河口镇",
        contact_phone="13812345678",
        strength=Strength.LIGHT,
        verified_by="import",
    )
    station.postings.save_new([NewPosting(posting=posting)])
    return posting.id


def test_a_station_is_made_at_the_first_start_and_is_the_same_ever_after(opened: Open) -> None:
    first, second = opened(), opened()
    assert first.station == second.station
    assert first.opened.recovered_from is None
    assert first.signer.sign("x") == second.signer.sign("x")


def test_the_key_never_lies_with_the_data(station: OpenStation) -> None:
    key = (station.places.keys / KEY_FILE).read_bytes()
    assert (station.places.keys / KEY_FILE).stat().st_mode & 0o077 == 0
    for path in station.places.data.rglob("*"):
        assert key not in (path.read_bytes() if path.is_file() else b"")


def test_a_wrong_or_lost_key_is_said_and_harms_nothing(places: Places, opened: Open) -> None:
    station = opened()
    posting = save(station)
    station.close()
    file = places.keys / KEY_FILE
    right = file.read_bytes()
    file.write_bytes(bytes(32))
    with pytest.raises(WrongKey):
        open_station(places)
    file.unlink()
    with pytest.raises(KeyUnavailable):
        open_station(places)
    file.write_bytes(right)
    assert opened().postings.get(posting).id == posting


def test_trades_on_offer_come_with_most_work_first(station: OpenStation) -> None:
    for trade, count in (("mason", 1), ("cook", 3), ("driver", 1)):
        for _ in range(count):
            save(station, trade=trade)
    assert station.trades_on_offer() == (("cook", 3), ("driver", 1), ("mason", 1))


@pytest.mark.parametrize("listing", [Today(), SuitsOlder(), Near(), OfTrade("cook")])
def test_a_posting_is_found_in_its_listings_until_its_work_is_over(
    station: OpenStation, clock: Clock, listing: object
) -> None:
    posting = save(station)
    assert [one.id for one in station.find(listing)] == [posting]  # type: ignore[arg-type]  # one of the listings
    clock.now = NOW + timedelta(days=2)
    assert station.find(listing) == ()  # type: ignore[arg-type]  # one of the listings
    assert station.offered(posting) is None


def test_a_posting_nobody_knows_is_not_offered_and_grants_nothing(station: OpenStation) -> None:
    assert station.offered("nobody") is None
    assert station.grant("nobody", wish_id="w") == (PostingGone(), None)


def test_a_wish_is_granted_with_a_slip_that_holds_a_slot(station: OpenStation) -> None:
    posting = save(station)
    outcome, shown = station.grant(posting, wish_id="w")
    assert isinstance(outcome, SlipHeld)
    assert shown is not None
    assert shown.slots_left == 1
    assert is_slip_number(outcome.slip.number)
    assert outcome.slip.number.startswith(f"{station.station.prefix}-1121-001-")


def test_the_same_wish_from_two_connections_gets_the_same_slip(opened: Open) -> None:
    here, there = opened(), opened()
    posting = save(here)
    first, _ = here.grant(posting, wish_id="w")
    again, _ = there.grant(posting, wish_id="w")
    assert first == again
    assert there.slips.held_count(posting) == 1


def test_the_same_wish_at_the_same_moment_gets_one_slip(places: Places, station: OpenStation) -> None:
    posting = save(station, headcount=50)
    start, outcomes = threading.Barrier(3), []

    def wish() -> None:
        with open_station(places, now=Clock()) as own:
            start.wait()
            outcomes.extend(own.grant(posting, wish_id=f"w{number}")[0] for number in range(10))

    threads = [threading.Thread(target=wish) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 30
    assert len({outcome.slip.id for outcome in outcomes if isinstance(outcome, SlipHeld)}) == 10
    assert station.slips.held_count(posting) == 10


def test_the_last_slot_is_given_once_whoever_asks(opened: Open) -> None:
    here, there = opened(), opened()
    posting = save(here, headcount=1)
    assert isinstance(here.grant(posting, wish_id="one")[0], SlipHeld)
    assert there.grant(posting, wish_id="two") == (NoSlotLeft(), None)
    assert there.offered(posting) is None


def test_a_slip_given_back_frees_its_slot_once(opened: Open) -> None:
    here, there = opened(), opened()
    posting = save(here, headcount=1)
    outcome, _ = here.grant(posting, wish_id="one")
    assert isinstance(outcome, SlipHeld)
    there.give_back(outcome.slip.id)
    there.give_back(outcome.slip.id)
    assert here.slips.find(outcome.slip.id).state is SlipState.CANCELLED
    assert isinstance(here.grant(posting, wish_id="two")[0], SlipHeld)
    here.give_back(outcome.slip.id)
    assert here.slips.held_count(posting) == 1


def test_giving_back_what_nobody_has_is_said(station: OpenStation) -> None:
    with pytest.raises(UnknownThing):
        station.give_back("nobody")


def test_a_change_by_another_is_seen_in_the_version(opened: Open) -> None:
    here, there = opened(), opened()
    posting = save(here)
    before = here.database.data_version()
    assert here.database.data_version() == before
    there.postings.set_state(posting, PostingState.PAUSED)
    assert here.database.data_version() != before


def test_a_slip_s_content_is_signed_by_this_station_in_the_language_asked(station: OpenStation) -> None:
    posting = save(station)
    outcome, shown = station.grant(posting, wish_id="w")
    assert isinstance(outcome, SlipHeld)
    assert shown is not None
    chinese = station.content(outcome.slip, shown, Texts(Language.ZH_CN))
    english = station.content(outcome.slip, shown, Texts(Language.EN))
    assert chinese.number == english.number == outcome.slip.number
    assert "180元/天" in chinese.pay
    assert "¥180/day" in english.pay


def test_settling_says_which_station_this_is_to_every_later_opening(opened: Open) -> None:
    station, county = opened(), demo_county()
    station.settle(county.station_of(station.station), county.regions)
    again = opened()
    assert again.station == station.station
    assert again.station.name == county.station.name
    assert again.here() == station.here()
    assert again.here() is not None
    posting = save(station)
    outcome, _ = station.grant(posting, wish_id="w")
    assert isinstance(outcome, SlipHeld)
    assert outcome.slip.number.startswith(f"{county.station.prefix}-")


def test_a_station_that_nobody_settled_is_nowhere(station: OpenStation) -> None:
    assert station.here() is None
    assert station.station.region == ""
