"""The order of a day: by arrival, by lot, and moved by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.arrival import Draw, Move, Rule, lot, order

VISITS = st.integers(0, 30).map(lambda count: [(f"v{number}", number) for number in range(1, count + 1)])
SEEDS = st.text(min_size=1, max_size=12).filter(lambda seed: seed.isascii())
MOVES = st.lists(st.builds(Move, visit_id=st.integers(1, 30).map("v{}".format), to_place=st.integers(1, 40)))


def lottery(seed: str, through: int) -> Draw:
    return Draw(rule=Rule.LOTTERY, seed=seed, drawn_through=through)


@given(visits=VISITS, shuffled=st.randoms(use_true_random=False))
def test_by_arrival_the_numbers_go_up_however_the_visits_are_handed_in(visits, shuffled) -> None:
    handed = list(visits)
    shuffled.shuffle(handed)
    assert order(handed, Draw(), ()) == tuple(visit for visit, _ in visits)


@given(visits=VISITS, seed=SEEDS, through=st.integers(0, 40))
def test_those_drawn_come_first_by_their_lot_and_later_ones_as_they_came(visits, seed, through) -> None:
    drawn = [number for _, number in visits if number <= through]
    later = [number for _, number in visits if number > through]
    expected = [*sorted(drawn, key=lambda number: lot(seed, number)), *later]
    assert order(visits, lottery(seed, through), ()) == tuple(f"v{number}" for number in expected)


@given(visits=VISITS, seed=SEEDS, through=st.integers(0, 40), moves=MOVES)
def test_nobody_is_lost_and_nobody_is_there_twice(visits, seed, through, moves) -> None:
    assert sorted(order(visits, lottery(seed, through), moves)) == sorted(visit for visit, _ in visits)


@given(visits=VISITS, moves=MOVES)
def test_the_last_who_was_moved_stands_where_they_were_put(visits, moves) -> None:
    known = [move for move in moves if (move.visit_id, int(move.visit_id[1:])) in visits]
    if known:
        last = known[-1]
        assert order(visits, Draw(), moves).index(last.visit_id) == min(last.to_place, len(visits)) - 1


@given(visits=VISITS.filter(bool), seed=SEEDS, more=st.integers(1, 5))
def test_whoever_comes_later_changes_nothing_for_those_who_were_there(visits, seed, more) -> None:
    later = [(f"w{number}", len(visits) + number) for number in range(1, more + 1)]
    draw, moves = lottery(seed, len(visits)), [Move(visit_id="v1", to_place=len(visits))]
    assert order([*visits, *later], draw, moves)[: len(visits)] == order(visits, draw, moves)
