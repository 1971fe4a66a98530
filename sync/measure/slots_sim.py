"""200 stations share the slots of 2,000 postings for ten days, half of the time without a line; in simulated time.

Real: central's `Exchange`, `Merge`, `SlotBook`, `Feed` and `Enrolment` on SQLite, and the client's reading of grants.
Simulated: the stations, each a `Twin` that holds to the real one's rules, the line between, and the clock. A station
with something to say, or to hear, syncs every `SYNC_EVERY_S` while it has a line (real ones are sooner).

Against it stands one counter that is always reachable and serves wishes in the order in which they come. A wish at a
station that has not heard of the posting yet, as it has no line, counts there too.
"""

from __future__ import annotations

import copy
import heapq
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event, select

from kiosk.store.postings import NewPosting
from sync.central.enrolment import Enrolment
from sync.central.exchange import Done, Exchange
from sync.central.front import is_idle
from sync.central.importing import CountyShelf
from sync.central.looking import QUESTION, Seen, seen_in
from sync.central.server import signer_of
from sync.central.store.database import Store, open_engine
from sync.central.store.tables import kiosks, scopes
from sync.measure import postings, servers
from sync.measure.enrolling import enlist
from sync.measure.figures import Figure
from sync.measure.twin import Twin
from sync.protocol.enrolment import AgainRequest, new_token_secret, token_hash
from sync.protocol.signing import Signer, new_seed
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import SyncRequest

STATIONS, POSTINGS, WISHES, DAYS = 200, 2000, 200_000, 10
TOWNS = 40
OPENS_S, CLOSES_S, DAY_S = 8 * 3600, 18 * 3600, 86_400
POSTED_S = 7 * 3600
SYNC_EVERY_S = 300
MEAN_ON_S = MEAN_OFF_S = 3 * 3600.0
AT_OWN_TOWN = 0.8
MADE_AT_STATIONS = 0.5
MOST_HEADCOUNT = 60
LASTS_DAYS = 2
LOST_REQUESTS, LOST_REPLIES, DOUBLED = 0.03, 0.03, 0.03
PARTITIONS, REPLACED, RESTORED = 5, 5, 3
PARTITION_S = 2 * 3600
SYNC, WISH, SWITCH, POST, IMPORT, DAY_ENDS, REPLACE, BACK_UP, RESTORE = range(9)
"""What may happen; of things in the same second, in the order of these numbers."""


@dataclass(slots=True)
class _Place:
    """A station with its one kiosk. `waiting`: wishes of today that found no slot, by posting."""

    id: str
    town: str
    twin: Twin
    is_on: bool = True
    no_line_until: float = 0.0
    next_sync: float = -1.0
    employer: str = ""
    seen_postings: int = 0
    waiting: dict[str, int] = field(default_factory=dict)
    backup: Twin | None = None


@dataclass(slots=True)
class _Posting:
    id: str
    headcount: int
    wishes: int = 0
    out: int = 0


@dataclass(slots=True)
class _Tally:
    at_once: int = 0
    later: int = 0
    unheard: int = 0
    overbooked: int = 0
    refused: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    faults: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    syncs: int = 0


def measure(
    *,
    stations: int = STATIONS,
    count: int = POSTINGS,
    wishes: int = WISHES,
    days: int = DAYS,
    seed: int = 1,
    always_online: bool = False,
    twin: type[Twin] = Twin,
) -> dict[str, Figure]:
    """Simulate it; return how many wishes were served, and how many slips were out beyond a headcount (must be 0)."""
    with TemporaryDirectory(prefix="yizhan-bench-") as folder, servers.database("sqlite", Path(folder)) as url:
        engine = open_engine(url, pool=1)

        @event.listens_for(engine, "connect")
        def _hasty(connection: Any, _record: object) -> None:
            connection.execute("pragma synchronous = off")

        store = Store(engine)
        try:
            county = _County(
                store, random.Random(seed), stations, count, wishes, days, always_online=always_online, twin=twin
            )
            county.run()
            return county.figures()
        finally:
            store.close()


class _County:
    def __init__(
        self,
        store: Store,
        chance: random.Random,
        stations: int,
        count: int,
        wishes: int,
        days: int,
        *,
        always_online: bool,
        twin: type[Twin],
    ) -> None:
        self._store, self._chance, self._days, self._always = store, chance, days, always_online
        self._twin = twin
        self._signer = signer_of(store)
        self._enrolment = Enrolment(store, self._signer.public_key)
        self._exchange = Exchange(store, self._signer)
        self._events: list[tuple[float, int, int, Any]] = []
        self._number = 0
        self._tally = _Tally()
        self._postings: list[_Posting] = []
        self._published: list[tuple[int, str]] = []
        towns = [f"{postings.REGION}{100 + town}" for town in range(min(TOWNS, stations))]
        self._places = [self._place(towns[number % len(towns)], number) for number in range(stations)]
        self._by_id: dict[str, _Posting] = {}
        self._plan(count, wishes, towns)

    def _place(self, town: str, number: int) -> _Place:
        added = self._enrolment.add_station(f"站{number}", town=town)
        place = _Place(added.station, town, self._twin(number=0, chance=self._chance))
        self._enlist(place, added.code)
        place.twin.other(
            "employer-saved", employer := self._id(), {"name": f"雇主{number}", "verified": 1, "suspended": 0}
        )
        place.employer = employer
        return place

    def _enlist(self, place: _Place, code: str) -> None:
        one = enlist(self._enrolment, postings.REGION, code, machine=place.id)
        place.twin.number = one.number

    def _id(self) -> str:
        return postings.uuid7(self._chance, postings.START_MS)

    def _at(self, moment: float, what: int, detail: Any) -> None:
        self._number += 1
        heapq.heappush(self._events, (moment, what, self._number, detail))

    def _plan(self, count: int, wishes: int, towns: list[str]) -> None:
        """Lay down beforehand all that does not depend on what becomes of it."""
        chance, by_town = self._chance, defaultdict(list)
        for place in self._places:
            by_town[place.town].append(place)
        weights = [chance.expovariate(1) + 0.3 for _ in range(count)]
        heads = [max(1, round(chance.triangular(1, MOST_HEADCOUNT, MOST_HEADCOUNT))) for _ in range(count)]
        whole = sum(weight * head for weight, head in zip(weights, heads, strict=True))
        imports: dict[int, list[tuple[_Posting, str]]] = defaultdict(list)
        last_day = max(1, self._days - LASTS_DAYS + 1)
        for number, (weight, head) in enumerate(zip(weights, heads, strict=True)):
            one, town = _Posting(self._id(), head), chance.choice(towns)
            self._postings.append(one)
            self._by_id[one.id] = one
            day = number * last_day // count
            if chance.random() < MADE_AT_STATIONS:
                posted = day * DAY_S + chance.uniform(OPENS_S, CLOSES_S - 3600)
                self._at(posted, POST, (one, chance.choice(by_town[town])))
            else:
                posted = day * DAY_S + POSTED_S
                imports[day].append((one, town))
            for _ in range(round(wishes * weight * head / whole)):
                one.wishes += 1
                near = chance.random() < AT_OWN_TOWN
                where = chance.choice(by_town[town] if near else self._places)
                self._at(self._moment(posted, day), WISH, (one, where))
        for day, many in imports.items():
            self._at(day * DAY_S + POSTED_S, IMPORT, many)
        for day in range(self._days):
            self._at((day + 1) * DAY_S - 1, DAY_ENDS, None)
        for place in self._places:
            place.is_on = self._always or chance.random() < 0.5
            if not self._always:
                self._at(chance.uniform(0, MEAN_ON_S), SWITCH, place)
            self._soon(place, chance.uniform(0, SYNC_EVERY_S))
        if not self._always:
            self._plan_faults()

    def _moment(self, posted: float, day: int) -> float:
        """A moment in the opening hours between the posting and its end."""
        while True:
            moment = (day + self._chance.randrange(LASTS_DAYS)) * DAY_S + self._chance.uniform(OPENS_S, CLOSES_S)
            if moment > posted:
                return moment

    def _plan_faults(self) -> None:
        chance, end = self._chance, self._days * DAY_S
        for _ in range(PARTITIONS):
            begin = chance.uniform(0, end)
            for place in chance.sample(self._places, len(self._places) // 3):
                self._at(begin, SWITCH, (place, begin + PARTITION_S))
        replaced, restored = (max(1, round(times * len(self._places) / STATIONS)) for times in (REPLACED, RESTORED))
        broken = chance.sample(self._places, replaced + restored)
        for place in broken[:replaced]:
            self._at(chance.uniform(DAY_S, end), REPLACE, place)
        for place in broken[replaced:]:
            moment = chance.uniform(DAY_S, end - DAY_S)
            self._at(moment, BACK_UP, place)
            self._at(moment + chance.uniform(0, DAY_S), RESTORE, place)

    def run(self) -> None:
        """Let it all happen."""
        do: dict[int, Callable[[float, Any], None]] = {
            SYNC: self._sync, WISH: self._wish, SWITCH: self._switch, POST: self._post, IMPORT: self._import,
            DAY_ENDS: self._day_ends, REPLACE: self._replace, BACK_UP: self._back_up, RESTORE: self._restore,
        }  # fmt: skip
        while self._events:
            moment, what, _, detail = heapq.heappop(self._events)
            if moment > self._days * DAY_S:
                break
            do[what](moment, detail)

    def _soon(self, place: _Place, moment: float) -> None:
        place.next_sync = moment
        self._at(moment, SYNC, place)

    def _switch(self, moment: float, detail: Any) -> None:
        if isinstance(detail, tuple):
            place, until = detail
            place.no_line_until = max(place.no_line_until, until)
            self._tally.faults["partition"] += 1
            return
        detail.is_on = not detail.is_on
        mean = MEAN_ON_S if detail.is_on else MEAN_OFF_S
        self._at(moment + 0.5 * mean + self._chance.expovariate(2 / mean), SWITCH, detail)

    def _wish(self, moment: float, detail: tuple[_Posting, _Place]) -> None:
        one, place = detail
        if one.id not in place.twin.leases:
            self._tally.unheard += 1
            place.waiting[one.id] = place.waiting.get(one.id, 0) + 1
        elif self._issued(one, place):
            self._tally.at_once += 1
        else:
            place.waiting[one.id] = place.waiting.get(one.id, 0) + 1

    def _issued(self, one: _Posting, place: _Place) -> bool:
        if place.twin.issue(one.id) is None:
            return False
        one.out += 1
        return True

    def _post(self, _moment: float, detail: tuple[_Posting, _Place]) -> None:
        one, place = detail
        fields = {
            "headcount": one.headcount, "employer_id": place.employer, "state": "open", "region": place.town,
            "trade": "harvesting", "title": "工", "pay_minor": 12000, "pay_unit": "day",
        }  # fmt: skip
        place.twin.make(one.id, fields)

    def _import(self, _moment: float, many: list[tuple[_Posting, str]]) -> None:
        made = []
        for template, (one, town) in zip(postings.postings(len(many)), many, strict=True):
            made.append(NewPosting(posting=replace(template, id=one.id, headcount=one.headcount, region=town)))
        CountyShelf(self._store, postings.REGION).save_new(made)
        position = self._head()
        self._published += [(position, one.id) for one, _ in many]

    def _head(self) -> int:
        with self._store.look() as connection:
            mine = (scopes.c.region == postings.REGION) & (scopes.c.owner == "")
            return int(connection.execute(select(scopes.c.position).where(mine)).scalar_one())

    def _day_ends(self, _moment: float, _detail: None) -> None:
        for place in self._places:
            place.waiting.clear()

    def _sync(self, moment: float, place: _Place) -> None:
        if moment != place.next_sync:
            return
        self._soon(place, self._next(moment))
        if not self._always and (not place.is_on or moment < place.no_line_until):
            return
        twin = place.twin
        if twin.fork:
            self._ask_again(place)
        for _ in range(20):
            said = twin.request()
            if not twin.says_something and is_idle(said, self._seen(twin.number)):
                return
            done = self._asked(twin.number, said)
            if done is None:
                return
            before = [*twin.at, twin.grant_no]
            self._take(place, said, done)
            after = [*twin.at, twin.grant_no]
            if not (twin.operations or (done.reply.more and before != after)):
                break
        self._serve_waiting(place)

    def _next(self, moment: float) -> float:
        """By day every few minutes; at night once an hour, as nothing happens."""
        is_day = POSTED_S <= moment % DAY_S < CLOSES_S + 3600
        return moment + (SYNC_EVERY_S if is_day else 3600) * self._chance.uniform(0.8, 1.2)

    def _asked(self, number: int, said: SyncRequest) -> Done | None:
        """Hand a request over, over a line that loses and doubles; None where no answer comes back."""
        fate = 1.0 if self._always else self._chance.random()
        if fate < LOST_REQUESTS:
            self._tally.faults["lost request"] += 1
            return None
        done = self._told(number, said)
        if fate < LOST_REQUESTS + LOST_REPLIES:
            self._tally.faults["lost reply"] += 1
            return None
        if fate < LOST_REQUESTS + LOST_REPLIES + DOUBLED:
            self._tally.faults["doubled"] += 1
            done = self._told(number, said)
        return done

    def _told(self, number: int, said: SyncRequest) -> Done:
        done = self._exchange.sync(postings.REGION, number, said)
        self._tally.syncs += 1
        self._tally.overbooked += done.overbooked
        for reason in done.refused:
            self._tally.refused[reason] += 1
        return done

    def _take(self, place: _Place, said: SyncRequest, done: Done) -> None:
        reply, twin = done.reply, place.twin
        if reply.again:
            raise RuntimeError("a kiosk was taken for another one")
        through = reply.through[0]
        made = [
            operation["row"]
            for operation in said.operations
            if operation["kind"] == "posting-saved" and operation["seq"] <= through
        ]
        known_to_all = {posting for _, posting in self._published}
        self._published += [(reply.head[0], posting) for posting in made if posting not in known_to_all]
        fresh = self._published[place.seen_postings :]
        place.seen_postings = len(self._published)
        granted = bytes(done.inline[-1]) if reply.granted else b""
        twin.heard(said, reply, granted, known=[posting for _, posting in fresh])

    def _serve_waiting(self, place: _Place) -> None:
        for posting, wishes in list(place.waiting.items()):
            one, lease = self._by_id[posting], place.twin.leases.get(posting)
            if lease is None:
                continue
            for _ in range(wishes):
                if lease.taken >= lease.here:
                    break
                if self._issued(one, place):
                    self._tally.later += 1
                    place.waiting[posting] -= 1
            if not place.waiting[posting]:
                del place.waiting[posting]

    def _seen(self, number: int) -> Seen:
        with self._store.engine.connect() as connection:
            mine = (kiosks.c.region == postings.REGION) & (kiosks.c.kiosk == number)
            row = connection.execute(QUESTION.where(mine)).one()
        return seen_in(row)

    def _replace(self, _moment: float, place: _Place) -> None:
        """The kiosk is broken for good; what it did not send is lost, but its slips are out."""
        self._tally.faults["replaced"] += 1
        code = self._enrolment.replace(postings.REGION, place.id, kiosk=place.twin.number)
        place.twin, place.seen_postings, place.backup = self._twin(number=0, chance=self._chance), 0, None
        self._enlist(place, code)

    def _back_up(self, _moment: float, place: _Place) -> None:
        shared = place.twin.chance
        place.backup = copy.deepcopy(place.twin)
        place.backup.chance = place.twin.chance = shared

    def _restore(self, _moment: float, place: _Place) -> None:
        """Yesterday's backup is put back; the program gives up its slots as it does so (`kiosk.store.recovery`)."""
        if place.backup is None:
            return
        self._tally.faults["restored"] += 1
        place.twin = place.backup
        place.twin.suspend("restored")
        place.seen_postings = sum(position <= place.twin.at[0] for position, _ in self._published)

    def _ask_again(self, place: _Place) -> None:
        twin = place.twin
        said = AgainRequest(
            v=PROTOCOL,
            reason="restored",
            fork_seq=twin.fork_seq,
            public_key=Signer(new_seed()).public_key.hex(),
            token_hash=token_hash(new_token_secret()).hex(),
            machine=place.id,
        )
        enrolled = self._enrolment.again(postings.REGION, twin.number, said)
        twin.became(enrolled.kiosk, enrolled.through)

    def figures(self) -> dict[str, Figure]:
        tally = self._tally
        fair = sum(min(one.headcount, one.wishes) for one in self._postings)
        served = tally.at_once + tally.later
        beyond = sum(max(0, one.out - one.headcount) for one in self._postings)
        return {
            "slots_served": served / fair,
            "slots_served_at_once": tally.at_once / fair,
            "overbooked": beyond,
            "overbooked_told": tally.overbooked,
            "slots_wishes": sum(one.wishes for one in self._postings),
            "slots_in_all": sum(one.headcount for one in self._postings),
            "slots_fair": fair,
            "slots_leases": served,
            "slots_wishes_unheard_of": tally.unheard,
            "slots_syncs": tally.syncs,
            "slots_faults": ", ".join(f"{name} {times}" for name, times in sorted(tally.faults.items())),
            "slots_refused": ", ".join(f"{name} {times}" for name, times in sorted(tally.refused.items())),
        }
