"""The desk's list of postings: the right ones, each once, page by page, with counts; and what nobody has ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.desk.exchange.folding import fold
from kiosk.domain.ids import new_id
from kiosk.domain.outcome import Decision, Result
from kiosk.domain.posting import ENDED, RUNNING, PostingState
from kiosk.domain.posting_list import PostingFilter
from kiosk.domain.staff import Role


@pytest.fixture
def pages(desk):
    """Every page of a list, read to its end."""

    def read(wanted: PostingFilter, limit: int = 3, looking_through: int = 100) -> list[str]:
        page = desk.postings.listing(wanted, limit=limit, looking_through=looking_through)
        found = [row.posting.id for row in page.rows]
        while page.next:
            page = desk.postings.listing(wanted, after=page.next, limit=limit, looking_through=looking_through)
            assert len(page.rows) <= limit
            found += [row.posting.id for row in page.rows]
        return found

    return read


def test_the_list_shows_what_runs_latest_day_first(offer, station, pages, today) -> None:
    days = [today + timedelta(days=n) for n in (2, 0, 4, 1, 3)]
    saved = {day: offer(first_day=day, last_day=day).id for day in days}
    station.postings.set_state(saved[days[0]], PostingState.CLOSED, reason="下雨")
    station.postings.set_state(saved[days[1]], PostingState.PAUSED)
    assert pages(PostingFilter()) == [saved[day] for day in sorted(days[1:], reverse=True)]
    assert pages(PostingFilter(states=ENDED)) == [saved[days[0]]]
    assert pages(PostingFilter(states=frozenset({PostingState.PAUSED}))) == [saved[days[1]]]


def test_it_can_be_narrowed_by_employer_trade_and_day(offer, pages, today) -> None:
    mine = offer(employer_name="甲", trade="cook", first_day=today, last_day=today + timedelta(days=3))
    offer(employer_name="乙", trade="mason", first_day=today, last_day=today)
    assert pages(PostingFilter(employer_id=mine.employer_id)) == [mine.id]
    assert pages(PostingFilter(trade="cook")) == [mine.id]
    assert pages(PostingFilter(day=today + timedelta(days=3))) == [mine.id]
    assert pages(PostingFilter(day=today + timedelta(days=4))) == []
    assert pages(PostingFilter(employer_id="nobody")) == []


def test_each_posting_comes_with_its_counts(desk, offer, station) -> None:
    posting = offer(headcount=3)
    slips = [station.grant(posting.id, wish_id=new_id())[0].slip for _ in range(3)]
    desk.outcomes.decide(slips[0].id, Decision(result=Result.HIRED))
    desk.outcomes.decide(slips[1].id, Decision(result=Result.NO_SHOW))
    (row,) = desk.postings.listing(PostingFilter()).rows
    assert (row.posting.headcount, row.held, row.hired, row.waiting) == (3, 2, 1, 0)
    assert row == desk.postings.get(posting.id)


def test_words_are_found_in_employer_title_and_place_in_any_spelling(offer, pages) -> None:
    by_employer = offer(employer_name="老王 施工隊").id
    by_place = offer(employer_name="甲", place="王家村口").id
    by_title = offer(employer_name="乙", title="招ＷＡＮＧ师傅").id
    offer(employer_name="丙")
    assert pages(PostingFilter(words="老王施工队")) == [by_employer]
    assert pages(PostingFilter(words="王")) == [by_employer, by_place]
    assert pages(PostingFilter(words="wang")) == [by_title]
    assert pages(PostingFilter(words="甲 王家")) == [by_place]
    assert pages(PostingFilter(words="没有这个")) == []


@pytest.mark.parametrize("words", ["%", "_", "'", "\ud800", "字" * 10_000, "("])
def test_any_words_may_be_asked_for(offer, pages, words) -> None:
    offer()
    assert pages(PostingFilter(words=words)) == []


@pytest.mark.parametrize("words", ["  ", "\0", "😀"])
def test_words_that_say_nothing_ask_for_nothing(offer, pages, words) -> None:
    posting = offer()
    assert pages(PostingFilter(words=words)) == [posting.id]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(
        st.tuples(
            st.sampled_from("甲乙丙"), st.sampled_from(["甲村", "乙村", "丁村"]), st.integers(0, 3), st.booleans()
        ),
        max_size=12,
    ),
    words=st.sampled_from(["", "甲", "甲 村", "乙", "丁", "丙"]),
    limit=st.integers(1, 4),
    looked=st.integers(1, 5),
)
def test_every_page_together_is_what_was_asked_for_each_once(
    offer, station, pages, today, kinds, words, limit, looked
) -> None:
    mark = new_id()
    saved = []
    for name, place, days, ended in kinds:
        day = today + timedelta(days=days)
        posting = offer(employer_name=name + mark, place=place + mark, first_day=day, last_day=day)
        if ended:
            station.postings.set_state(posting.id, PostingState.CLOSED, reason="下雨")
        else:
            saved.append(posting)
    wanted = [
        each
        for each in saved
        if all(word in f"{fold(each.employer_name)} {fold(each.title)} {each.place}" for word in words.split())
    ]
    found = pages(PostingFilter(states=RUNNING, words=f"{words} {fold(mark)}"), limit, looked)
    assert sorted(found) == sorted(each.id for each in wanted)


def test_what_was_not_looked_at_yet_is_said_with_its_day(desk, offer, today) -> None:
    oldest = offer(first_day=today, last_day=today, place="远方")
    for days in (1, 2, 3):
        offer(first_day=today + timedelta(days=days), last_day=today + timedelta(days=days))
    page = desk.postings.listing(PostingFilter(words="远方"), looking_through=2)
    assert (page.rows, page.looked_back_to) == ((), today + timedelta(days=2))
    page = desk.postings.listing(PostingFilter(words="远方"), after=page.next, looking_through=2)
    assert [row.posting.id for row in page.rows] == [oldest.id]


def test_overdue_is_what_nobody_ended_a_day_after_its_last(desk, offer, today) -> None:
    offer(last_day=today, first_day=today - timedelta(days=5))
    offer(last_day=today - timedelta(days=1), first_day=today - timedelta(days=5))
    late = offer(last_day=today - timedelta(days=2), first_day=today - timedelta(days=5))
    later = offer(last_day=today - timedelta(days=9), first_day=today - timedelta(days=9))
    ended = offer(last_day=today - timedelta(days=9), first_day=today - timedelta(days=9))
    desk.postings.close(ended.id, reason="下雨")
    desk.postings.pause(later.id)
    assert [row.posting.id for row in desk.postings.overdue()] == [late.id, later.id]
    assert desk.postings.count_overdue() == 2


def test_two_desks_see_one_list(at_desk, offer) -> None:
    clerk, head = at_desk(), at_desk(Role.HEAD)
    posting = offer()
    assert head.postings.listing(PostingFilter(words="老王")).rows
    clerk.postings.pause(posting.id)
    (row,) = head.postings.listing(PostingFilter(words="老王")).rows
    assert row.posting.state is PostingState.PAUSED
    assert replace(row.posting, state=PostingState.OPEN) == posting
