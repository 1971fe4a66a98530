"""Work of a day at a station for tests of the desk: people who came, postings, and slips that are out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.ids import new_id
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.person import Consent, Person
from kiosk.domain.posting import Posting, Strength
from kiosk.domain.slip import SlipHeld
from kiosk.services import OpenStation, open_station
from kiosk.store.postings import NewPosting
from kiosk.store.slips import Holder
from tests.ui.desk.window import DeskWindow
from tests.ui.window import MORNING

TODAY = MORNING.date()
YESTERDAY = TODAY - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """A posting, and the numbers of the slips that are out for it."""

    posting: Posting
    slips: tuple[str, ...]


def registered(window: DeskWindow, names: Sequence[str], *, first_phone: int = 13800000001) -> tuple[Person, ...]:
    """Register people by name, each with a phone of their own."""

    def register(desk: Any) -> tuple[Person, ...]:
        walk_ins = (
            WalkIn(name=name, consent=Consent.GIVEN, phone=str(first_phone + index), trades=("mason",))
            for index, name in enumerate(names)
        )
        return tuple(desk.people.register(walk_in, also_new=True).value for walk_in in walk_ins)

    found: tuple[Person, ...] = window.use(register)
    return found


def sent_out(window: DeskWindow, people: Sequence[Person | None], *, day: date = YESTERDAY, **changes: Any) -> Out:
    """Post work of `day`, as it was that morning, and give each of `people` a slip; None is somebody anonymous."""
    morning = datetime.combine(day, time(6)).astimezone()
    with open_station(window.places, now=lambda: morning) as station:
        posting = _posted(station, day=day, headcount=max(len(people), 1), **changes)
        slips = tuple(_slip(station, posting, person, morning, place) for place, person in enumerate(people))
    return Out(posting=posting, slips=slips)


def party_out(window: DeskWindow, people: int, *, day: date = YESTERDAY) -> tuple[str, ...]:
    """Post work of `day` and give `people` who go together their slips; return the numbers, the lead's first."""
    morning = datetime.combine(day, time(6)).astimezone()
    with open_station(window.places, now=lambda: morning) as station:
        posting = _posted(station, day=day, headcount=people)
        held, _ = station.grant(posting.id, wish_id=new_id(), people=people)
    assert isinstance(held, SlipHeld)
    return tuple(slip.number for slip in (held.slip, *held.companions))


def _posted(station: OpenStation, *, day: date, **changes: Any) -> Posting:
    usual: dict[str, Any] = {
        "id": new_id(),
        "trade": "mason",
        "title": "招瓦工",
        "employer_id": "",
        "employer_name": "老王施工队",
        "pay": Pay(amount_minor=18_000, unit=PayUnit.DAY),
        "first_day": day,
        "last_day": day,
        "daily_start": time(7),
        "daily_end": time(17, 30),
        "place": "镇政府旁边",
        "contact_phone": "13800001234",
        "strength": Strength.LIGHT,
        "verified_by": "import",
    }
    posting = Posting(**{**usual, **changes})
    station.postings.save_new([NewPosting(posting=posting)])
    return station.postings.get(posting.id)


def _slip(station: OpenStation, posting: Posting, person: Person | None, now: datetime, place: int) -> str:
    holder = Holder() if person is None else Holder(person=person.number, person_id=person.id)
    outcome = station.slips.issue(posting.id, wish_id=f"{posting.id}-{place}", now=now, holder=holder)
    assert isinstance(outcome, SlipHeld)
    return outcome.slip.number
