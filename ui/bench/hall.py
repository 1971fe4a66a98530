"""The hall of the bench: a station after two years, with its people, their visits, and the work they went to."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.commands.demo import bring_in, settle
from kiosk.desk.demo import demo_county
from kiosk.desk.demo_history import make_history
from kiosk.desk.demo_people import walk_in
from kiosk.desk.search_keys import keys_for
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.card import card_number
from kiosk.domain.ids import new_id
from kiosk.domain.person import Person
from kiosk.domain.posting import Posting, PostingState
from kiosk.domain.staff import Actor, Role
from kiosk.domain.trade import TRADES
from kiosk.services import OpenStation, open_station
from kiosk.store.outbox import Outbox
from kiosk.store.people import PersonStore
from kiosk.store.postings import NewPosting, PostingStore
from ui.bench.county import BATCH, SEED
from ui.bench.hall_days import DAYS, HallDays
from ui.bench.where import bench_places

OPEN_SHARE = 0.051
"""5,000 of 100,000 postings are open (issue), and a few whose slots are all taken by nine."""
BRANCHES = 12
"""Each of the demo county's employers is told again under so many names."""
KNOWN_PEOPLE = 300
"""So many of the people are those of the demo county, with complaints, classes, notices and a month of their own."""
BEFORE_DAYS = 60
"""People were registered from so many days before the first visit on."""
STAFF = {Role.HEAD: ("陈站长", "739164"), Role.CLERK: ("小林", "582937")}
"""Everybody's name and PIN."""
MORNING = time(9, 0)
DAY_FILE = "day"
TOWN_LONGER_THAN = 6
"""Digits of a county's code."""
NOBODYS = "10"
"""No mobile number begins so."""

Each = TypeVar("Each")


def hall_places(folder: Path) -> Places:
    """The places of the hall below `folder`."""
    return bench_places(folder / "hall")


def hall_now(folder: Path) -> datetime:
    """Nine in the morning of the day on which the hall was made, so that each run sees the same kind of day."""
    return datetime.combine(date.fromisoformat((folder / "hall" / DAY_FILE).read_text("ascii")), MORNING).astimezone()


def open_hall(folder: Path) -> OpenStation:
    """Open the hall's station, whose clock stands at nine."""
    now = hall_now(folder)
    return open_station(hall_places(folder), now=lambda: now)


def make_hall(folder: Path, *, postings: int, people: int) -> None:
    """Make the hall; the same one on the same day, but for ids. With 50,000 people about 200 of them come a day."""
    (folder / "hall").mkdir()
    (folder / "hall" / DAY_FILE).write_text(local_now().date().isoformat(), "ascii")
    with open_hall(folder) as station:
        settle(station, demo_county())
        bring_in(station)
        head = station.desk(Actor(role=Role.HEAD, device="bench"))
        make_history(head.room, people=min(KNOWN_PEOPLE, people))
        (head_name, head_pin), (clerk_name, clerk_pin) = STAFF[Role.HEAD], STAFF[Role.CLERK]
        head.accounts.make_head(name=head_name, pin=head_pin)
        head.accounts.add(name=clerk_name, role=Role.CLERK, pin=clerk_pin)
        chance = random.Random(SEED)
        made = tuple(_save_postings(station, chance, count=postings))
        known = _save_people(station, chance, count=people)
        HallDays(station, chance, people=known, postings=made).make()
        outbox = Outbox(station.database)
        waiting = station.database.value("select max(seq) from operations") or 0
        outbox.confirm(through=waiting)  # central has heard of it all, as of nearly everything in a real station


def _save_postings(station: OpenStation, chance: random.Random, *, count: int) -> Iterator[Posting]:
    """Postings of two years, told again after those that are there; the last ones are open, from today on."""
    known = station.postings.all()
    now_ms = int(station.now().timestamp() * 1000)
    store = PostingStore(station.database, clock_ms=lambda: now_ms)
    more = _retold(
        known, chance, count=max(0, count - len(known)), still_open=round(count * OPEN_SHARE), station=station
    )
    for batch in _batches(more):
        store.save_new([NewPosting(posting=posting) for posting in batch])
        yield from batch


def _retold(
    known: tuple[Posting, ...], chance: random.Random, *, count: int, still_open: int, station: OpenStation
) -> Iterator[Posting]:
    open_now = sum(posting.state is PostingState.OPEN and posting.last_day >= station.today for posting in known)
    over = count - max(0, still_open - open_now)
    for number in range(count):
        posting = chance.choice(known)
        is_over = number < over
        first = station.today + timedelta(days=number * DAYS // over - DAYS if is_over else chance.randint(0, 20))
        lasts = timedelta(days=chance.choice((0, 0, 0, 1, 2)) if is_over else chance.randint(0, 10))
        verified = datetime.combine(min(first, station.today), time(6)).astimezone()
        yield replace(
            posting,
            id=new_id(),
            employer_id="",
            employer_name=f"{posting.employer_name}{chance.randrange(BRANCHES)}",
            state=PostingState.CLOSED if is_over else PostingState.OPEN,
            first_day=first,
            last_day=min(first + lasts, station.today - timedelta(days=1)) if is_over else first + lasts,
            headcount=chance.randint(1, 12),
            place=f"{posting.place}{number}号",
            verified_at_ms=int(verified.timestamp() * 1000),
            verified_by="bench",
            expires_at_ms=None,
        )


def _save_people(station: OpenStation, chance: random.Random, *, count: int) -> tuple[Person, ...]:
    """People who were registered one after the other; the last of them this morning."""
    store = PersonStore(station.database, clock_ms=lambda: now_ms)
    now_ms = int(station.now().timestamp() * 1000)
    first = store.next_number()
    since_ms = now_ms - (DAYS + BEFORE_DAYS) * 86_400_000
    towns = [region for region in station.regions.all() if len(region.code) > TOWN_LONGER_THAN]
    trades, year = [trade.id for trade in TRADES], station.today.year
    made = []
    for batch in _batches(range(first, count + 1)):
        with station.database.transaction():
            for number in batch:
                told = walk_in(chance, number=number, year=year, towns=towns, trades=trades)
                phone = f"{NOBODYS}{chance.randrange(10**9):09d}" if told.phone else ""
                at_ms = since_ms + (now_ms - since_ms) * (number - first + 1) // (count - first + 1)
                person = _person(replace(told, phone=phone), station, number=number, at_ms=at_ms)
                store.add(person, keys_for(person))
                made.append(person)
    return tuple(made)


def _person(told: WalkIn, station: OpenStation, *, number: int, at_ms: int) -> Person:
    return Person(
        number=number,
        id=new_id(now_ms=at_ms),
        card=card_number(prefix=station.station.prefix, running=number),
        name=told.name,
        phone=told.phone,
        trades=told.trades,
        birth_year=told.birth_year,
        region=told.region,
        strength=told.strength,
        note=told.note,
        consent=told.consent,
        registered_at_ms=at_ms,
        counts_as=number,
        consent_words=told.consent_words,
        consent_at_ms=at_ms,
    )


def _batches(things: Iterable[Each]) -> Iterator[list[Each]]:
    """What fits into one transaction, again and again."""
    left = iter(things)
    while batch := list(islice(left, BATCH)):
        yield batch
