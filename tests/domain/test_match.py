"""The parts of a match: what each is worth, and in which words it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.match import (
    Fit,
    Part,
    Past,
    Reason,
    Weights,
    Why,
    age_bar,
    distance_part,
    past_part,
    pay_part,
    strength_part,
    trade_part,
)
from kiosk.domain.posting import Strength

values = st.floats(-1, 1)
weights = st.builds(Weights, **{name: st.floats(0, 1000) for name in Weights.__dataclass_fields__})


def reasons(part: Part) -> list[Reason]:
    return [why.reason for why in part.why]


def test_the_own_trade_counts_more_than_one_of_its_group_and_that_more_than_any_other() -> None:
    own = frozenset({"mason"})
    mason, concrete, cook = (trade_part(own, wanted) for wanted in ("mason", "concrete", "cook"))
    assert mason.value > concrete.value > cook.value
    assert [reasons(part) for part in (mason, concrete, cook)] == [
        [Reason.OWN_TRADE],
        [Reason.NEAR_TRADE],
        [Reason.OTHER_TRADE],
    ]
    assert concrete.why[0].details == (("trade", "mason"),)


def test_work_for_any_hands_and_a_worker_without_trades_say_nothing() -> None:
    assert trade_part(frozenset({"mason"}), "other") == Part()
    assert trade_part(frozenset(), "mason") == Part()
    assert trade_part(frozenset({"other"}), "flyers").value == 0


def test_nearer_is_better_and_unknown_is_neither() -> None:
    ladder = [distance_part(None, same_place=True), *(distance_part(km) for km in (3, 12, 40, 400))]
    assert [part.value for part in ladder] == sorted((part.value for part in ladder), reverse=True)
    assert [reasons(part)[0] for part in ladder] == [
        Reason.SAME_PLACE,
        Reason.CLOSE,
        Reason.ON_THE_WAY,
        Reason.FAR,
        Reason.FAR,
    ]
    assert ladder[-1].value == -1
    assert distance_part(3.4).why == (Why(Reason.CLOSE, (("km", 3),)),)
    assert distance_part(None) == Part()


def test_pay_is_held_against_what_the_trade_usually_pays() -> None:
    assert pay_part(30_000, (200, 400)).why == ()
    assert reasons(pay_part(39_000, (200, 400))) == [Reason.PAY_HIGH]
    assert reasons(pay_part(21_000, (200, 400))) == [Reason.PAY_LOW]
    assert pay_part(900_000, (200, 400)).value == 1
    assert pay_part(None, (200, 400)) == pay_part(1, None) == Part()


def test_heavier_than_wanted_speaks_against_and_unknown_says_nothing() -> None:
    light, medium, heavy = Strength
    assert reasons(strength_part(medium, light)) == [Reason.STRENGTH_FITS]
    assert strength_part(light, heavy).value < strength_part(light, medium).value < 0
    assert strength_part(None, heavy) == strength_part(light, None) == Part()


def test_an_employer_who_did_not_pay_goes_down_however_often_the_worker_was_there() -> None:
    assert past_part(Past(hired=1)).value > 0
    assert past_part(Past(hired=9, not_paid=1)).value < 0
    assert reasons(past_part(Past(hired=9, not_paid=1))) == [Reason.NOT_PAID_HERE]
    assert past_part(Past(no_shows=1)).value < past_part(Past(no_shows_elsewhere=1)).value < 0
    assert past_part(Past(wage_complaints=2)).why == (Why(Reason.WAGE_COMPLAINTS, (("count", 2),)),)


@pytest.mark.parametrize(
    ("born", "age_from", "age_to", "bar"),
    [
        (None, 18, 60, None),
        (1900, None, None, None),
        (1966, None, 60, None),
        (1965, None, 60, None),  # 60 until the birthday
        (1964, None, 60, Reason.AGE_TO),
        (2008, 18, None, None),  # 18 after the birthday
        (2009, 18, None, Reason.AGE_FROM),
        (1960, 18, 60, Reason.AGE_BETWEEN),
    ],
)
def test_an_age_bars_only_whoever_is_surely_outside_of_what_the_posting_asks(born, age_from, age_to, bar) -> None:
    found = age_bar(born, age_from=age_from, age_to=age_to, year=2026)
    assert (found and found.reason) == bar


@settings(deadline=None)
@given(parts=st.tuples(values, values, values, values, values), weights=weights)
def test_a_score_lies_within_a_hundred_and_grows_with_each_part(parts, weights) -> None:
    fit = Fit(**dict(zip(("trade", "distance", "pay", "strength", "past"), map(Part, parts), strict=True)))
    assert -100.001 <= fit.score(weights) <= 100.001
    better = replace(fit, trade=Part(min(1.0, fit.trade.value + 0.1)))
    assert better.score(weights) >= fit.score(weights)


def test_nothing_counts_where_every_weight_is_nought() -> None:
    none = Weights(trade=0, distance=0, pay=0, strength=0, past_outcomes=0)
    assert Fit(trade=Part(1.0)).score(none) == 0


def test_there_is_always_a_reason_and_an_age_demand_comes_first() -> None:
    assert Fit().reasons() == (Why(Reason.NOTHING_KNOWN),)
    bar = Why(Reason.AGE_TO, (("age_to", 50),))
    assert Fit(trade=Part(1.0, (Why(Reason.OWN_TRADE),)), age_bar=bar).reasons()[0] == bar
