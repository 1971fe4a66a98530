"""Matching: open postings ranked for a walk-in, and today's arrivals ranked for a posting, each with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from typing import Any

from kiosk.desk.arrivals import Arrivals
from kiosk.desk.room import STAFF, Room, UseCases, may
from kiosk.desk.vetting import daily_minor
from kiosk.domain.arrival import Arrived
from kiosk.domain.match import (
    Fit,
    Part,
    Past,
    Weights,
    Why,
    Worker,
    age_bar,
    distance_part,
    past_part,
    pay_part,
    pay_value,
    strength_part,
    trade_part,
)
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting, Strength
from kiosk.domain.region import Position, distance_km
from kiosk.domain.trade import TRADES
from kiosk.store.matching import REGION, KnownWorker, MatchingStore, OfferRow, Pasts
from kiosk.store.regions import position_of
from kiosk.texts.catalogue import Texts

NOBODY = KnownWorker(number=0, worker=Worker())
"""Stands for whoever was forgotten since they came: nothing is known."""
USUAL_PAY = {trade.id: trade.usual_day_pay for trade in TRADES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A posting at its place in the ranking for one worker. `score` runs from -100 to 100; `reasons` are never none."""

    posting: Posting
    score: float
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalMatch:
    """Somebody who is here today, at their place in the ranking for one posting."""

    arrived: Arrived
    score: float
    reasons: tuple[Why, ...]


def reason_text(why: Why, texts: Texts) -> str:
    """Say a reason in the language of `texts`: 会瓦工活, 离家3公里."""
    return texts(f"match-{why.reason}", **{name: _in_words(name, value, texts) for name, value in why.details})


def _in_words(name: str, value: str | int, texts: Texts) -> str | int:
    return texts(f"trade-{value}") if name == "trade" and texts.has(f"trade-{value}") else value


class Matching(UseCases):
    """Who fits where, and why. The weights are the station's own (`station.toml`); age is none of them."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = MatchingStore(room.database)

    @may(*STAFF)
    def for_person(self, person_id: str, limit: int = 20) -> tuple[Match, ...]:
        """Return the `limit` postings on offer that fit the person best, best first; of equals the soonest first.

        Work whose own age limit the person surely fails comes after all other. Raises `UnknownThing`.
        """
        known = self._store.worker(person_id)
        offers = self._store.offers(now=self.room.now())
        fitting = self._fitting({known.worker.region, *(offer[REGION] for offer in offers)})
        past_with = self._past_of(known)
        best = [number for *_, number in nsmallest(limit, fitting.ranks(known.worker, past_with, offers))]
        rows = (OfferRow._make(offers[number]) for number in best)
        fits = [(offer.number, fitting.fit(known.worker, past_with(offer.employer), offer)) for offer in rows]
        postings = self._store.postings(number for number, _ in fits)
        return tuple(
            Match(posting=postings[number], score=fit.score(fitting.weights), reasons=fit.reasons())
            for number, fit in fits
        )

    def _past_of(self, known: KnownWorker) -> Callable[[int], Past]:
        """The worker's past with any employer."""
        pasts, complaints = self._store.pasts([known.number])[known.number], self._store.wage_complaints()
        return lambda employer: pasts.with_employer(employer, wage_complaints=complaints.get(employer, 0))

    def _fitting(self, regions: Collection[str]) -> Fitting:
        return Fitting(self._store.positions(regions), year=self.room.today.year, weights=self.room.settings.weights)

    @may(*STAFF)
    def for_posting(self, posting_id: str, limit: int | None = None) -> tuple[ArrivalMatch, ...]:
        """Return who is here today and has no slip of work on the posting's days, best first.

        Of equals, and of people of whom nothing is known, whoever is first in the arrivals list comes first. Nobody is
        left out; whoever surely fails the posting's own age limit comes last. Raises `UnknownThing`.
        """
        offer = self._store.offer(posting_id)
        free = self.free_for(posting_id)
        known = self._store.workers({one.person_id for one in free})
        pasts = self._store.pasts({worker.number for worker in known.values()})
        fitting = self._fitting({offer.region, *(one.worker.region for one in known.values())})
        ranked = []
        for one in free:
            worker = known.get(one.person_id, NOBODY)
            past = pasts.get(worker.number, Pasts()).with_employer(offer.employer, elsewhere=True)
            fit = fitting.fit(worker.worker, past, offer)
            match = ArrivalMatch(arrived=one, score=fit.score(fitting.weights), reasons=fit.reasons())
            ranked.append((fit.age_bar is not None, -match.score, one.place, match))
        return tuple(match for *_, match in sorted(ranked, key=lambda entry: entry[:3]))[:limit]

    @may(*STAFF)
    def free_for(self, posting_id: str) -> tuple[Arrived, ...]:
        """Return who is here and holds no slip of work on a day of the posting's, in the order of the arrivals list.

        Raises `UnknownThing`.
        """
        self._store.offer(posting_id)
        arrived = [one for one in Arrivals(self.room).today() if one.visit.left_at_ms is None]
        busy = self._store.busy_visits(self.room.today, posting_id=posting_id)
        return tuple(one for one in arrived if one.visit.id not in busy)


class Fitting:
    """Puts workers and postings side by side; what comes again is compared once."""

    def __init__(self, places: Mapping[str, Position | None], *, year: int, weights: Weights) -> None:
        self.weights = weights
        self._places, self._year = places, year
        self._trade = cache(trade_part)
        self._distance = cache(self._distance_between)
        self._daily = cache(_daily_minor)
        self._strength = cache(_strength)
        self._past = cache(past_part)

    def fit(self, worker: Worker, past: Past, offer: OfferRow) -> Fit:
        """Compare part by part."""
        daily = self._daily(offer.pay_minor, offer.pay_up_to_minor, offer.pay_unit)
        return Fit(
            trade=self._trade(worker.trades, offer.trade),
            distance=self._distance(worker.region, offer.region, offer.latitude, offer.longitude),
            pay=pay_part(daily, USUAL_PAY.get(offer.trade)),
            strength=self._strength(worker.strength, offer.strength),
            past=self._past(past),
            age_bar=age_bar(worker.birth_year, age_from=offer.age_from, age_to=offer.age_to, year=self._year),
        )

    def ranks(
        self, worker: Worker, past_with: Callable[[int], Past], offers: Sequence[tuple[Any, ...]]
    ) -> Iterator[tuple[bool, float, int, int, int, int]]:
        """Give for each offer what sorts it among the others, its index last.

        The same as `fit` and its score, in figures only: a worker is ranked among 5,000 offers while somebody waits.
        """
        weights, daily_of, born = self.weights, self._daily, worker.birth_year
        trades = _Once(lambda trade: weights.trade * self._trade(worker.trades, trade).value)
        places = _Once(lambda place: weights.distance * self._distance(worker.region, *place).value)
        strengths = _Once(lambda asked: weights.strength * self._strength(worker.strength, asked).value)
        pasts = _Once(lambda employer: weights.past_outcomes * self._past(past_with(employer)).value)
        for index, (number, trade, region, latitude, longitude, minor, up_to, unit, strength, age_from, age_to,
                    employer, starts_at, ends_at) in enumerate(offers):  # fmt: skip
            pay = weights.pay * pay_value(daily_of(minor, up_to, unit), USUAL_PAY.get(trade))
            fits = trades[trade] + places[region, latitude, longitude] + pay + strengths[strength] + pasts[employer]
            asks_age = age_from is not None or age_to is not None
            barred = asks_age and age_bar(born, age_from=age_from, age_to=age_to, year=self._year) is not None
            yield barred, -fits, starts_at, ends_at, number, index

    def _distance_between(self, home: str, there: str, latitude: float | None, longitude: float | None) -> Part:
        if home and home == there:
            return distance_part(None, same_place=True)
        here, place = self._places.get(home), position_of(latitude, longitude) or self._places.get(there)
        return distance_part(None if here is None or place is None else distance_km(here, place))


class _Once(dict[Any, float]):
    """Figures by what they are of, each worked out when it is first asked for."""

    def __init__(self, work: Callable[[Any], float]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: Any) -> float:
        self[key] = figure = self._work(key)
        return figure


def _daily_minor(pay_minor: int | None, up_to_minor: int | None, unit: str) -> float | None:
    return daily_minor(Pay(amount_minor=pay_minor, up_to_minor=up_to_minor, unit=PayUnit(unit)))


def _strength(heaviest: Strength | None, asked: str | None) -> Part:
    return strength_part(heaviest, None if asked is None else Strength(asked))
