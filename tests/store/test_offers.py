"""What a worker may see: the rules of the domain, one by one, and in which order."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.listing import Near, OfTrade, SuitsOlder, Today
from kiosk.domain.posting import Posting, PostingState, Strength, suits_older_workers
from kiosk.domain.region import Position, Region
from kiosk.store.employers import EmployerStore
from kiosk.store.integrity import check
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.regions import RegionStore
from kiosk.store.slips import SlipStore

LISTINGS = (OfTrade("mason"), Today(), SuitsOlder(), Near())
DAY = date(2026, 11, 21)


def seen(postings: PostingStore, listing, now: datetime, **more) -> list[str]:
    return [each.title for each in postings.on_offer(listing, now=now, **more)]


def assert_shown(postings: PostingStore, now: datetime, *, count: int) -> None:
    for listing in LISTINGS:
        assert len(postings.on_offer(listing, now=now)) == count, listing
        assert postings.count_on_offer(listing, now=now) == count, listing
    assert postings.count_by_trade(now=now) == ({"mason": count} if count else {})
    assert all(postings.is_on_offer(each.id, now=now) == bool(count) for each in postings.all())


def test_an_open_verified_posting_is_shown_everywhere(postings, posting, save, now) -> None:
    save(posting())
    assert_shown(postings, now, count=1)


@pytest.mark.parametrize("state", [state for state in PostingState if state is not PostingState.OPEN])
def test_no_other_state_is_shown(postings, posting, save, now, state: PostingState) -> None:
    offered = posting()
    save(offered)
    postings.set_state(offered.id, state, reason="下雨")
    assert_shown(postings, now, count=0)
    postings.set_state(offered.id, PostingState.OPEN)
    assert_shown(postings, now, count=1)


def test_what_nobody_verified_is_not_shown(postings, posting, save, now) -> None:
    save(posting(verified_by=None))
    assert_shown(postings, now, count=0)


def test_a_suspended_employers_postings_vanish_and_come_back(database, postings, posting, save, now) -> None:
    save(posting(), posting())
    employers = EmployerStore(database)
    owner = employers.named("老王施工队")
    assert owner
    employers.suspend(owner.id)
    assert_shown(postings, now, count=0)
    save(posting())
    assert_shown(postings, now, count=0)
    employers.suspend(owner.id, False)
    assert_shown(postings, now, count=3)


def test_an_expiry_counts_to_the_millisecond(postings, posting, save, now) -> None:
    expiry = int(now.timestamp() * 1000)
    save(posting(expires_at_ms=expiry))
    assert_shown(postings, now - timedelta(milliseconds=1), count=1)
    assert_shown(postings, now, count=0)


def test_day_work_is_over_at_the_end_of_its_last_days_hours(postings, posting, save) -> None:
    save(posting(last_day=DAY, daily_start=time(7), daily_end=time(17, 30)))
    assert_shown(postings, datetime(2026, 11, 21, 17, 29), count=1)
    assert_shown(postings, datetime(2026, 11, 21, 17, 30), count=0)


@pytest.mark.parametrize(("start", "end"), [(None, None), (time(7), None), (time(20), time(4)), (time(8), time(8))])
def test_work_of_unknown_or_nightly_hours_lasts_until_midnight(postings, posting, save, start, end) -> None:
    save(posting(last_day=DAY, daily_start=start, daily_end=end))
    assert seen(postings, OfTrade("mason"), datetime(2026, 11, 21, 23, 59))
    assert not seen(postings, OfTrade("mason"), datetime(2026, 11, 22, 0, 0))


def test_a_full_posting_vanishes_and_comes_back_when_a_slip_is_cancelled(
    database, postings, posting, save, now
) -> None:
    offered = posting(headcount=1)
    save(offered)
    slips = SlipStore(database)
    slip = slips.issue(offered.id, wish_id="w", now=now).slip
    assert_shown(postings, now, count=0)
    assert postings.get(offered.id).slots_left == 0
    slips.cancel(slip.id, now=now)
    assert_shown(postings, now, count=1)


def test_today_is_work_that_can_still_be_reached_today(postings, posting, save) -> None:
    noon = datetime(2026, 11, 21, 12, 0)
    save(
        posting(title="began this morning", daily_start=time(7)),
        posting(title="begins in the evening", daily_start=time(18), daily_end=time(2)),
        posting(title="over for today", daily_start=time(5), daily_end=time(11)),
        posting(title="tomorrow", first_day=DAY + timedelta(1), last_day=DAY + timedelta(1)),
        posting(title="began last week", first_day=DAY - timedelta(7)),
        posting(title="began yesterday", first_day=DAY - timedelta(1)),
        posting(title="ended yesterday", first_day=DAY - timedelta(9), last_day=DAY - timedelta(1)),
    )
    right = ["began this morning", "begins in the evening", "began yesterday", "began last week"]
    assert seen(postings, Today(), noon) == right
    assert postings.count_on_offer(Today(), now=noon) == 4


def test_a_trade_is_listed_soonest_first_with_unknown_hours_last(postings, posting, save, now) -> None:
    save(
        posting(title="c", first_day=DAY, daily_start=None),
        posting(title="d", first_day=DAY + timedelta(1)),
        posting(title="b", first_day=DAY, daily_start=time(9)),
        posting(title="a", first_day=DAY - timedelta(1)),
        posting(title="not a mason", trade="other"),
    )
    assert seen(postings, OfTrade("mason"), now) == ["a", "b", "c", "d"]
    assert seen(postings, OfTrade("mason"), now, limit=2) == ["a", "b"]


def test_only_what_suits_older_workers_is_listed_for_them(postings, posting, save, now) -> None:
    save(
        posting(title="suits"),
        posting(title="heavy", strength=Strength.HEAVY),
        posting(title="young", age_to=59),
        posting(title="night", daily_start=time(22)),
        posting(title="nobody said", strength=None),
    )
    assert seen(postings, SuitsOlder(), now) == ["suits"]
    assert postings.count_on_offer(SuitsOlder(), now=now) == 1


def region(code: str, latitude: float | None) -> Region:
    where = None if latitude is None else Position(latitude=latitude, longitude=101.5)
    return Region(code=code, name=code, position=where)


def test_near_is_the_same_town_then_the_nearest_and_unknown_places_last(database, postings, posting, save, now) -> None:
    here = region("530423001", 27.0)
    RegionStore(database).save_all(
        [here, region("530423002", 27.5), region("530423003", 27.1), region("530423004", None)]
    )
    codes = ["530423002", None, "530423004", "999999", "530423003", "530423001"]
    save(*(posting(title=str(code), region=code) for code in codes))
    save(posting(title="near, later", region="530423003", first_day=DAY + timedelta(1)))
    right = ["530423001", "530423003", "near, later", "530423002", "530423004", "999999", "None"]
    assert seen(postings, Near(), now, here=here) == right
    assert seen(postings, Near(), now, here=here, limit=3) == right[:3]
    assert len(seen(postings, Near(), now)) == len(right)


def test_the_hour_is_that_of_the_clock_handed_in_whatever_its_zone(postings, posting, save) -> None:
    save(posting(last_day=DAY, daily_end=time(17, 30)))
    china = timezone(timedelta(hours=8))
    assert seen(postings, Today(), datetime(2026, 11, 21, 17, 29, tzinfo=china))
    assert not seen(postings, Today(), datetime(2026, 11, 21, 17, 30, tzinfo=china))


def test_regions_come_back_and_are_replaced_by_code(database) -> None:
    regions = RegionStore(database)
    regions.save_all([region("530423002", 27.5), region("530423001", None)])
    regions.save_all([region("530423001", 27.0)])
    assert regions.all() == (region("530423001", 27.0), region("530423002", 27.5))


DAYS = st.dates(DAY - timedelta(3), DAY + timedelta(3))
CLOCKS = st.none() | st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
OFFERS = st.lists(
    st.fixed_dictionaries(
        {
            "trade": st.sampled_from(["mason", "cook"]),
            "first_day": DAYS,
            "last_day": DAYS,
            "daily_start": CLOCKS,
            "daily_end": CLOCKS,
            "state": st.sampled_from([PostingState.OPEN, PostingState.OPEN, PostingState.PAUSED]),
            "verified_by": st.sampled_from([None, "clerk", "clerk"]),
            "strength": st.sampled_from(Strength),
            "employer_name": st.sampled_from("甲乙"),
        }
    ),
    max_size=12,
)


def may_be_seen(posting: Posting, now: datetime) -> bool:
    """The rule once more, as the domain words it, over the values themselves."""
    day_work = posting.daily_end and not (posting.daily_start and posting.daily_end <= posting.daily_start)
    midnight = datetime.combine(posting.last_day + timedelta(1), time())
    over = datetime.combine(posting.last_day, posting.daily_end) if day_work else midnight
    return posting.state is PostingState.OPEN and posting.verified_by is not None and now < over


@given(offers=OFFERS, hour=st.integers(0, 23), suspended=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lists_and_counts_agree_with_the_rule(folder, posting, offers, hour: int, suspended: bool) -> None:
    now = datetime(2026, 11, 21, hour, 15)
    database = folder.open()
    with database.transaction():
        database.execute("delete from postings")
    postings = PostingStore(database)
    postings.save_new([NewPosting(posting=posting(**each)) for each in offers])
    employer = EmployerStore(database).named("甲")
    if employer:
        EmployerStore(database).suspend(employer.id, suspended)
    shown = [
        each for each in postings.all() if may_be_seen(each, now) and not (suspended and each.employer_name == "甲")
    ]
    masons = [each for each in shown if each.trade == "mason"]
    older = [each for each in shown if suits_older_workers(each)]
    for listing, right in ((OfTrade("mason"), masons), (SuitsOlder(), older), (Near(), shown)):
        assert {each.id for each in postings.on_offer(listing, now=now)} == {each.id for each in right}
        assert postings.count_on_offer(listing, now=now) == len(right)
    assert sum(postings.count_by_trade(now=now).values()) == len(shown)
    today = postings.on_offer(Today(), now=now)
    assert postings.count_on_offer(Today(), now=now) == len(today)
    assert {each.id for each in today} <= {each.id for each in shown}
    assert check(folder.database, folder.key) == []
