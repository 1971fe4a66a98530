"""The demo county's past: people, arrivals, work, pay and trouble of the days before, through the desk's own use-cases.

The same seed and day give the same past, but for ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from kiosk.desk.demo_past import DEVICE, Clock, Past
from kiosk.desk.demo_people import walk_in
from kiosk.desk.demo_words import (
    CLASSES,
    CLOSED,
    COMPLAINTS,
    MOVES,
    NEW_EMPLOYERS,
    NOTICES,
    STEPS,
)
from kiosk.desk.demo_work import close_day, send_out, slips_at_the_kiosk, suspend_somebody, take_postings
from kiosk.desk.desk import Desk
from kiosk.desk.room import Room
from kiosk.desk.signing_in import SigningIn
from kiosk.domain.complaint import NewComplaint
from kiosk.domain.notice import NewNotice
from kiosk.domain.pay import PayUnit
from kiosk.domain.person import Person
from kiosk.domain.sign_in import Way
from kiosk.domain.sign_in_pictures import SignInPicture
from kiosk.domain.staff import Actor, Role
from kiosk.domain.trade import TRADES
from kiosk.domain.training import NewClass
from kiosk.store.people import PersonStore
from kiosk.store.postings import PostingStore
from kiosk.store.regions import RegionStore

BROUGHT_IN = "demo-history"
SEED = 430796
WAYS = ((Way.CARD, 8), (Way.PHONE, 7), (Way.STAFF, 3), (Way.PICTURES, 5))
WITH_PICTURES = 0.3
CLASS_EVERY_DAYS, CLASS_AHEAD = 6, timedelta(days=8)
"""Planned so far ahead that on any day one is still to come: the past ends with yesterday."""


def make_history(room: Room, *, seed: int = SEED, days: int = 30, people: int = 300) -> int:
    """Make the `days` before today, and today until now, with `people` walk-ins; return how many people were made.

    It is one transaction. A station that ever knew anybody gets nothing more, and the answer is 0. The postings of
    the past are modelled on those that the station has.
    """
    templates = sorted(
        (each for each in PostingStore(room.database).all() if each.pay.unit is PayUnit.DAY),
        key=lambda each: (each.employer_name, each.title, each.place, each.first_day, each.headcount),
    )
    clock = Clock(room.now())
    there = Room(
        database=room.database,
        station=room.station,
        actor=Actor(role=Role.HEAD, device=DEVICE),
        now=lambda: clock.now,
        places=room.places,
        settings=room.settings,
    )
    with room.change():
        if PersonStore(room.database).next_number() > 1 or not templates:
            return 0
        past = Past(Desk(there), clock, Random(f"{seed} {room.today}"), templates)
        first = room.today - timedelta(days=days)
        _before_it_all(past, first, people=people // 2)
        for number in range(days):
            new = (people - people // 2) * (number + 1) // days - (people - people // 2) * number // days
            if number == days // 2:
                suspend_somebody(past)
            _whole_day(past, first + timedelta(days=number), new_people=new, is_last=number == days - 1)
        _this_morning(past, until=room.now())
        clock.now = room.now()
        there.note(BROUGHT_IN, BROUGHT_IN, people=len(past.people), days=days)
    return len(past.people)


def _before_it_all(past: Past, first: date, *, people: int) -> None:
    """Half of the people were registered in the weeks before; two employers have not been looked at yet."""
    past.clock.at(first, 8)
    for name, phone in NEW_EMPLOYERS:
        past.desk.employers.save(name=name, phone=phone)
    for number in range(people):
        if number % 8 == 0:
            past.clock.at(first - timedelta(days=60 - number * 60 // max(1, people)), 9)
        _register(past)


def _whole_day(past: Past, day: date, *, new_people: int, is_last: bool) -> None:
    past.clock.at(day, 5, 40)
    take_postings(past, day)
    here = _arrivals(past, day, count=past.chance.randint(16, 30) if day.weekday() < 6 else past.chance.randint(6, 12))
    _order(past, day, here)
    send_out(past, here)
    past.clock.at(day, 9)
    for _ in range(new_people):
        past.clock.pass_minutes(4)
        _register(past)
    slips_at_the_kiosk(past)
    _trouble_and_teaching(past, day)
    past.clock.at(day, 18, 30)
    close_day(past, day, leave=2 if is_last else 0)


def _this_morning(past: Past, *, until: datetime) -> None:
    """People who are waiting now, as far as the morning has come."""
    past.clock.at(until.date(), 5, 40)
    minutes = (until - past.clock.now).total_seconds() / 60
    _arrivals(past, until.date(), count=min(14, int(minutes / 6)) if minutes > 0 else 0)


def _register(past: Past) -> None:
    towns = [region for region in RegionStore(past.room.database).all() if len(region.code) > 6]
    trades = [trade.id for trade in TRADES]
    told = walk_in(past.chance, number=len(past.people), year=past.room.today.year, towns=towns, trades=trades)
    if told.phone and past.chance.random() < WITH_PICTURES:
        with_pictures = replace(told, pictures=tuple(past.chance.sample(sorted(SignInPicture), 3)))
        told = told if past.desk.people.check(with_pictures) else with_pictures
    past.people.append(past.desk.people.register(told, also_new=True).value)


def _arrivals(past: Past, day: date, *, count: int) -> list[tuple[str, Person]]:
    """(visit id, person) of whoever came: some people come nearly every day, most now and then."""
    signing_in, here = SigningIn(past.room), []
    often = past.people[: len(past.people) // 4]
    chosen = dict.fromkeys(
        past.chance.choice(often if past.chance.random() < 0.5 else past.people).id for _ in range(count)
    )
    by_id = {person.id: person for person in past.people}
    for person_id in chosen:
        past.clock.pass_minutes(past.chance.uniform(1, 6))
        signed_in = signing_in.sign_in(person_id, _way(past, by_id[person_id])).value
        here.append((signed_in.visit_id, by_id[person_id]))
    return here


def _way(past: Past, person: Person) -> Way:
    way = past.chance.choices([way for way, _ in WAYS], [weight for _, weight in WAYS])[0]
    if (way is Way.PHONE and not person.phone) or (way is Way.PICTURES and not person.pictures):
        return Way.CARD
    return way


def _order(past: Past, day: date, here: Sequence[tuple[str, Person]]) -> None:
    """On Mondays and Fridays the order is drawn by lot; now and then somebody is moved, with a reason."""
    if day.weekday() in (0, 4):
        past.desk.arrivals.draw(f"{day:%Y%m%d}{past.chance.randint(1000, 9999)}")
    if len(here) > 4 and past.chance.random() < 0.4:
        visit_id, _ = past.chance.choice(here[3:])
        past.desk.arrivals.move(visit_id, 1, past.chance.choice(MOVES))
    for visit_id, _ in past.chance.sample(here, min(3, len(here))):
        past.desk.arrivals.call(visit_id)


def _trouble_and_teaching(past: Past, day: date) -> None:
    chance, desk, number = past.chance, past.desk, day.toordinal()
    if number % 4 == 0:
        kind, words = COMPLAINTS[number // 4 % len(COMPLAINTS)]
        known = chance.choice(past.people).id if chance.random() < 0.8 else None
        complaint = desk.complaints.open(NewComplaint(kind=kind, words=words, person_id=known)).value
        desk.complaints.add_step(complaint.complaint_id, chance.choice(STEPS))
    if number % CLASS_EVERY_DAYS == 0:
        title, trade, starts, ends, place, seats = CLASSES[number // CLASS_EVERY_DAYS % len(CLASSES)]
        new = NewClass(
            title=title, trade=trade, day=day + CLASS_AHEAD, starts=starts, ends=ends, place=place, seats=seats
        )
        class_id = desk.training.plan(new).value.id
        past.classes.append((class_id, new.day))
        for person in chance.sample(past.people, min(len(past.people), chance.randint(seats // 2, seats + 2))):
            desk.training.sign_up(class_id, person.id)
    if number % 9 == 0:
        title, words = NOTICES[number // 9 % len(NOTICES)]
        desk.notices.save(NewNotice(title=title, words=words, first_day=day, last_day=day + timedelta(days=12)))
    _hold_classes(past, day)
    _close_complaints(past)


def _hold_classes(past: Past, day: date) -> None:
    for class_id, when in past.classes:
        if when == day:
            for seat in past.desk.training.signed_up(class_id):
                if past.chance.random() < 0.8:
                    past.desk.training.came(class_id, seat.person_id)


def _close_complaints(past: Past) -> None:
    for complaint in past.desk.complaints.inbox():
        if past.chance.random() < 0.06:
            past.desk.complaints.close(complaint.id, past.chance.choice(CLOSED))
