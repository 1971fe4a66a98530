"""Postings come back as they were saved, belong to their employers, and are saved once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.employer import Employer
from kiosk.domain.ids import new_id
from kiosk.domain.pay import PaidWhen, Pay, PayUnit
from kiosk.domain.posting import Posting, PostingState, Source, Strength
from kiosk.domain.region import Position
from kiosk.errors import UnknownThing
from kiosk.store.employers import EmployerStore
from kiosk.store.postings import NewPosting, PostingStore

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
MAYBE = st.none() | st.booleans()
PAYS = st.builds(
    Pay,
    amount_minor=st.none() | st.integers(0, 10**9),
    unit=st.sampled_from(PayUnit),
    paid_when=st.none() | st.sampled_from(PaidWhen),
)
POSTINGS = st.builds(
    Posting,
    id=st.builds(new_id),
    trade=WORDS.filter(bool),
    title=WORDS,
    employer_id=st.builds(new_id),
    employer_name=WORDS.filter(bool),
    pay=PAYS,
    headcount=st.integers(1, 10_000),
    first_day=st.dates(date(1970, 1, 1), date(2099, 12, 31)),
    last_day=st.dates(date(1970, 1, 1), date(2099, 12, 31)),
    daily_start=st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    daily_end=st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    place=WORDS,
    contact_phone=WORDS,
    position=st.none() | st.builds(Position, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180)),
    region=st.none() | st.just("530423001"),
    meals=MAYBE,
    lodging=MAYBE,
    tools_provided=MAYBE,
    outdoors=MAYBE,
    strength=st.none() | st.sampled_from(Strength),
    age_to=st.none() | st.integers(16, 99),
    note=WORDS,
    source=st.sampled_from(Source),
    state=st.sampled_from(PostingState),
    verified_by=st.none() | WORDS,
    expires_at_ms=st.none() | st.integers(0, 2**52),
)


@given(given_posting=POSTINGS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_posting_comes_back_as_it_was_saved(postings: PostingStore, given_posting: Posting) -> None:
    postings.save_new([NewPosting(posting=given_posting)])
    found = postings.get(given_posting.id)
    assert found == replace(given_posting, employer_id=found.employer_id, slots_left=given_posting.headcount)


def test_a_new_employer_keeps_the_id_it_came_with(postings, posting) -> None:
    saved = posting(employer_id=new_id(), employer_name="青山果园")
    postings.save_new([NewPosting(posting=saved)])
    assert postings.get(saved.id).employer_id == saved.employer_id


def test_one_name_is_one_employer(database, postings, posting) -> None:
    postings.save_new([NewPosting(posting=posting(employer_name=name)) for name in ("甲", "乙", "甲")])
    postings.save_new([NewPosting(posting=posting(employer_name="甲"))])
    assert [each.name for each in EmployerStore(database).all()] == ["甲", "乙"]


def test_a_fingerprint_is_saved_once_also_within_one_batch(postings, posting) -> None:
    entries = [NewPosting(posting=posting(), fingerprint=mark) for mark in ("a", "b", "a")]
    assert postings.save_new(entries) == {"a"}
    assert postings.save_new(entries) == {"a", "b"}
    assert len(postings.all()) == 2
    assert postings.fingerprints() == {"a", "b"}


def test_postings_typed_in_by_hand_are_never_taken_for_each_other(postings, posting) -> None:
    postings.save_new([NewPosting(posting=posting()), NewPosting(posting=posting())])
    assert len(postings.all()) == 2


def test_a_batch_is_saved_whole_or_not_at_all(postings, posting) -> None:
    good = posting()
    with pytest.raises(Exception, match="CHECK"):
        postings.save_new([NewPosting(posting=good, fingerprint="x"), NewPosting(posting=posting(headcount=0))])
    assert postings.all() == ()
    assert postings.fingerprints() == set()


def test_all_of_one_trade(postings, posting, save) -> None:
    save(posting(trade="mason"), posting(trade="fruit-picking"))
    assert [each.trade for each in postings.all("fruit-picking")] == ["fruit-picking"]
    assert len(postings.all()) == 2


def test_open_keys_are_those_of_open_postings(postings, posting, save) -> None:
    open_one = posting(employer_name="甲", first_day=date(2026, 11, 22))
    save(open_one, posting(employer_name="乙", state=PostingState.CLOSED))
    assert postings.open_keys() == {("甲", "mason", "2026-11-22")}


def test_a_suspended_employer_is_named(database, postings, posting, save) -> None:
    save(posting(employer_name="甲"), posting(employer_name="乙"))
    employers = EmployerStore(database)
    shady = employers.named("乙")
    assert shady
    employers.suspend(shady.id)
    assert postings.employers_suspended() == {"乙"}
    assert employers.get(shady.id).suspended
    employers.suspend(shady.id, False)
    assert postings.employers_suspended() == set()


def test_an_employer_can_be_changed(database) -> None:
    employers = EmployerStore(database)
    employer = Employer(id=new_id(), name="老王", phone="1")
    employers.save(employer)
    employers.save(replace(employer, phone="2", suspended=True))
    assert employers.all() == (replace(employer, phone="2", suspended=True),)


def test_what_is_not_there_is_told(database, postings) -> None:
    with pytest.raises(UnknownThing):
        postings.get("nobody")
    with pytest.raises(UnknownThing):
        postings.set_state("nobody", PostingState.OPEN)
    with pytest.raises(UnknownThing):
        postings.set_headcount("nobody", 3)
    with pytest.raises(UnknownThing):
        EmployerStore(database).suspend("nobody")


def test_times_of_day_keep_their_minutes(postings, posting, save) -> None:
    early = posting(daily_start=time(0, 0), daily_end=time(0, 5))
    save(early)
    assert postings.get(early.id).daily_start == time(0, 0)
