"""Matching both ways: the ranking, the reason for each place in it, and that age is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.desk.matching import Match, Matching, reason_text
from kiosk.domain.ids import new_id
from kiosk.domain.language import Language
from kiosk.domain.match import Reason, Weights, Why
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import PostingState, Strength
from kiosk.domain.region import Position, Region
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, UnknownThing
from kiosk.store.people import PersonStore
from kiosk.store.slips import Holder
from kiosk.texts.catalogue import Texts

HOME, NEXT, FAR = "430796100", "430796101", "430796199"
TODAY = date(2026, 11, 21)
Register = Callable[..., str]


@pytest.fixture
def towns(station) -> None:
    places = {HOME: (29.2, 111.8), NEXT: (29.24, 111.8), FAR: (29.9, 111.8)}
    station.regions.save_all(
        [
            Region(code=code, name=code, position=Position(latitude=latitude, longitude=longitude))
            for code, (latitude, longitude) in places.items()
        ]
    )


@pytest.fixture
def decide(station) -> Callable[..., None]:
    """Gives somebody a slip of a posting and says what became of it, as kept in the tables."""

    def save(person_id: str, posting_id: str, result: str, paid: str | None = None) -> None:
        number = PersonStore(station.database).get(person_id).number
        wish = new_id()
        station.slips.issue(posting_id, wish_id=wish, now=station.now(), holder=Holder(person=number))
        slip = station.slips.of_wish(wish)
        assert slip is not None
        station.slips.cancel(slip.id, now=station.now())
        station.database.execute(
            "insert into outcomes (slip_id, result, paid, reason, decided_at_ms, decided_by, version)"
            " values (?, ?, ?, '', 0, '', 1)",
            (slip.id, result, paid),
        )

    return save


def order(matches: tuple[Match, ...]) -> list[str]:
    return [match.posting.id for match in matches]


def said(reasons: tuple[Why, ...]) -> set[Reason]:
    return {why.reason for why in reasons}


def test_the_best_fit_comes_first_and_each_place_has_its_reasons(desk, register, offer, towns) -> None:
    worker = register(trades=("mason",), region=HOME, strength=Strength.MEDIUM)
    best = offer(region=HOME, pay=Pay(amount_minor=44_000, unit=PayUnit.DAY))
    near = offer(trade="concrete", region=NEXT, pay=Pay(amount_minor=30_000, unit=PayUnit.DAY))
    worst = offer(trade="cook", region=FAR, pay=Pay(amount_minor=8_000, unit=PayUnit.DAY), strength=Strength.HEAVY)
    matches = desk.matching.for_person(worker)
    assert order(matches) == [best.id, near.id, worst.id]
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    first, second, last = (said(match.reasons) for match in matches)
    assert first == {Reason.OWN_TRADE, Reason.SAME_PLACE, Reason.PAY_HIGH, Reason.STRENGTH_FITS}
    assert {Reason.NEAR_TRADE, Reason.CLOSE} <= second
    assert last == {Reason.OTHER_TRADE, Reason.FAR, Reason.PAY_LOW, Reason.TOO_HEAVY}
    assert all(why.reason.speaks_against for why in matches[-1].reasons)


def test_reasons_read_as_people_talk(desk, register, offer, towns) -> None:
    worker = register(trades=("mason",), region=NEXT)
    offer(region=HOME)
    (match,) = desk.matching.for_person(worker)
    words = [reason_text(why, Texts(Language.ZH_CN)) for why in match.reasons]
    assert words == ["会这活：砌墙", "离家4公里", "工钱比一般低"]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words(language: Language, reason: Reason) -> None:
    details = (("trade", "mason"), ("km", 3), ("count", 2), ("age_from", 18), ("age_to", 60))
    assert "{" not in reason_text(Why(reason, details), Texts(language))


def test_a_trade_of_a_newer_station_is_told_by_its_id(desk, register, offer) -> None:
    worker = register(trades=("drone-pilot",))
    offer(trade="drone-pilot")
    (match,) = desk.matching.for_person(worker)
    assert "drone-pilot" in reason_text(match.reasons[0], Texts(Language.EN))


def test_somebody_of_whom_nothing_is_known_sees_the_soonest_work_first(desk, register, offer) -> None:
    later = offer(first_day=TODAY + timedelta(days=2), last_day=TODAY + timedelta(days=2))
    soon = offer(daily_start=time(9))
    sooner = offer(daily_start=time(7, 30))
    matches = desk.matching.for_person(register())
    assert order(matches) == [sooner.id, soon.id, later.id]


def test_only_work_that_may_be_taken_is_matched(desk, register, offer, station) -> None:
    wanted = offer()
    offer(first_day=TODAY - timedelta(days=2), last_day=TODAY - timedelta(days=1))
    offer(verified_by=None)
    offer(state=PostingState.PAUSED)
    full = offer(headcount=1)
    station.slips.issue(full.id, wish_id="w", now=station.now())
    assert order(desk.matching.for_person(register())) == [wanted.id]


def test_weights_decide_what_counts(station, register, offer, towns, desk) -> None:
    worker = register(trades=("mason",), region=HOME)
    own = offer(region=FAR)
    near = offer(trade="cook", region=HOME)
    by_trade = Weights(trade=10, distance=1)
    by_distance = Weights(trade=1, distance=10)
    orders = []
    for weights in (by_trade, by_distance):
        desk.room.settings = replace(desk.room.settings, weights=weights)
        orders.append(order(Matching(desk.room).for_person(worker)))
    assert orders == [[own.id, near.id], [near.id, own.id]]


def test_a_good_employer_goes_up_and_one_who_owes_goes_down(desk, register, offer, decide, station) -> None:
    worker = register(trades=("mason",))
    good, plain, missed, owing, accused = (
        offer(employer_name=name) for name in ("好东家", "没来往", "没去过的", "欠钱的", "被投诉的")
    )
    decide(worker, good.id, "hired", "full")
    decide(worker, missed.id, "no_show")
    decide(worker, owing.id, "hired", "none")
    station.database.execute(
        "insert into complaints (id, number, day, running, kind, posting_id, words, state, next_step, due_day,"
        " opened_at_ms, opened_by, version)"
        " values ('c', 'c', '2026-11-20', 1, 'unpaid_wages', ?, '', 'open', '', '2026-11-30', 0, '', 1)",
        (accused.id,),
    )
    matches = desk.matching.for_person(worker)
    assert order(matches) == [good.id, plain.id, missed.id, accused.id, owing.id]
    told = {match.posting.id: said(match.reasons) for match in matches}
    assert Reason.WORKED_HERE in told[good.id]
    assert Reason.NO_SHOW_HERE in told[missed.id]
    assert Reason.NOT_PAID_HERE in told[owing.id]
    assert Reason.WAGE_COMPLAINTS in told[accused.id]


def test_a_closed_complaint_is_forgiven(desk, register, offer, station) -> None:
    accused = offer()
    station.database.execute(
        "insert into complaints (id, number, day, running, kind, posting_id, words, state, next_step, due_day,"
        " opened_at_ms, opened_by, closed_at_ms, version)"
        " values ('c', 'c', '2026-11-20', 1, 'unpaid_wages', ?, '', 'closed', '', '2026-11-30', 0, '', 1, 1)",
        (accused.id,),
    )
    (match,) = desk.matching.for_person(register())
    assert Reason.WAGE_COMPLAINTS not in said(match.reasons)


def test_what_happened_under_a_merged_registration_counts(desk, register, offer, decide, station) -> None:
    kept, other = register(), register(trades=("mason",))
    good = offer()
    decide(other, good.id, "hired", "full")
    station.database.execute("update people set counts_as = 1 where id = ?", (other,))
    for asked in (kept, other):
        (match,) = desk.matching.for_person(asked)
        assert {Reason.WORKED_HERE, Reason.OWN_TRADE} <= said(match.reasons)


def test_whom_a_posting_excludes_for_age_sees_it_last_with_the_reason(desk, register, offer) -> None:
    worker = register(trades=("mason",), birth_year=1950)
    barred = offer(age_to=60)
    other = offer(trade="cook")
    matches = desk.matching.for_person(worker)
    assert order(matches) == [other.id, barred.id]
    assert matches[-1].reasons[0] == Why(Reason.AGE_TO, (("age_to", 60),))


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(years=st.tuples(st.integers(1930, 2008), st.integers(1930, 2008)), seed=st.randoms(use_true_random=False))
def test_two_people_who_differ_only_in_age_get_the_same_ranking(desk, register, offer, towns, years, seed) -> None:
    for _ in range(3):
        offer(
            trade=seed.choice(["mason", "concrete", "cook", "other"]),
            region=seed.choice([HOME, NEXT, FAR, ""]),
            strength=seed.choice([None, *Strength]),
            pay=Pay(amount_minor=seed.choice([None, 9_000, 30_000]), unit=PayUnit.DAY),
        )
    facts = {"trades": ("mason",), "region": HOME, "strength": Strength.MEDIUM}
    rankings = [
        [(match.posting.id, match.score, match.reasons) for match in desk.matching.for_person(register(**facts, **age))]
        for age in ({"birth_year": years[0]}, {"birth_year": years[1]}, {})
    ]
    assert rankings[0] == rankings[1] == rankings[2]
    scores = [score for _, score, _ in rankings[0]]
    assert scores == sorted(scores, reverse=True)


def test_the_list_is_as_long_as_asked_for(desk, register, offer) -> None:
    for _ in range(4):
        offer()
    assert len(desk.matching.for_person(register(), limit=3)) == 3
    assert desk.matching.for_person(register(), limit=0) == ()


def test_an_unknown_person_and_an_unknown_posting_are_told(desk) -> None:
    with pytest.raises(UnknownThing):
        desk.matching.for_person("nobody")
    with pytest.raises(UnknownThing):
        desk.matching.for_posting("nothing")


@pytest.mark.parametrize("role", [Role.WORKER, Role.TECHNICIAN])
def test_only_staff_may_match(at_desk, role: Role) -> None:
    with pytest.raises(NotAllowed):
        at_desk(role).matching.for_person("x")
    with pytest.raises(NotAllowed):
        at_desk(role).matching.for_posting("x")
    with pytest.raises(NotAllowed):
        at_desk(role).matching.free_for("x")


def names(matches) -> list[str]:
    return [match.arrived.name for match in matches]


def test_arrivals_are_ranked_for_a_posting_and_nobody_is_dropped(desk, register, offer, towns) -> None:
    wanted = offer(region=HOME, strength=Strength.HEAVY)
    people = {
        "没登记": {},
        "没登记二": {},
        "远厨师": {"trades": ("cook",), "region": FAR, "strength": Strength.LIGHT},
        "近瓦工": {"trades": ("mason",), "region": HOME, "strength": Strength.HEAVY},
    }
    for name, facts in people.items():
        desk.arrivals.sign_in(register(name=name, **facts))
    matches = desk.matching.for_posting(wanted.id)
    assert names(matches) == ["近瓦工", "没登记", "没登记二", "远厨师"]
    assert {Reason.OWN_TRADE, Reason.SAME_PLACE, Reason.STRENGTH_FITS} <= said(matches[0].reasons)
    assert names(desk.matching.for_posting(wanted.id, limit=1)) == ["近瓦工"]


def test_equals_keep_the_order_of_the_arrivals_list(desk, register, offer) -> None:
    visits = [desk.arrivals.sign_in(register(name=name)).value.visit_id for name in "甲乙丙"]
    desk.arrivals.move(visits[2], 1, "腿脚不便")
    assert names(desk.matching.for_posting(offer(pay=Pay(amount_minor=None, unit=PayUnit.DAY)).id)) == list("丙甲乙")


def test_whoever_left_or_has_work_that_day_is_not_matched(desk, register, offer, station) -> None:
    people = [register(name=name) for name in "走忙闲明"]
    visits = [desk.arrivals.sign_in(person).value.visit_id for person in people]
    desk.arrivals.left(visits[0])
    today, tomorrow = offer(), offer(first_day=TODAY + timedelta(days=1), last_day=TODAY + timedelta(days=1))
    desk.dispatch.slip_for(people[1], today.id)
    desk.dispatch.slip_for(people[3], tomorrow.id)
    wanted = offer(employer_name="另一家")
    assert names(desk.matching.for_posting(wanted.id)) == ["闲", "明"]
    assert names(desk.matching.for_posting(tomorrow.id)) == ["忙", "闲"]


def test_no_shows_at_this_employer_weigh_more_than_elsewhere(desk, register, offer, decide) -> None:
    wanted, elsewhere = offer(headcount=9), offer(employer_name="另一家", headcount=9)
    absent_here, absent_there, reliable = (register(name=name) for name in ("没来这", "没去那", "总来"))
    for person in (absent_here, absent_there, reliable):
        desk.arrivals.sign_in(person)
    decide(absent_here, wanted.id, "no_show")
    decide(absent_there, elsewhere.id, "no_show")
    decide(reliable, wanted.id, "hired", "full")
    matches = desk.matching.for_posting(wanted.id)
    assert names(matches) == ["总来", "没去那", "没来这"]
    assert Reason.NO_SHOWS in said(matches[1].reasons)


def test_among_arrivals_age_counts_only_where_the_posting_asks(desk, register, offer) -> None:
    for year in (1950, 1990):
        desk.arrivals.sign_in(register(name=str(year), birth_year=year))
    assert names(desk.matching.for_posting(offer().id)) == ["1950", "1990"]
    barring = desk.matching.for_posting(offer(age_to=60).id)
    assert names(barring) == ["1990", "1950"]
    assert Reason.AGE_TO in said(barring[-1].reasons)
