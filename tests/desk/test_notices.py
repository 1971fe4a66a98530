"""Notices: written by staff, shown on their days, vetted for fees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.notice import NewNotice, NoticeState
from kiosk.domain.staff import Role
from kiosk.errors import ChangedMeanwhile, NotAllowed, Refused, UnknownThing
from kiosk.store.desk_log import DeskLog

TODAY = date(2026, 11, 21)
MARKET = NewNotice(
    title="明天赶集", words="驿站早上五点半就开门。", first_day=TODAY, last_day=TODAY + timedelta(days=1)
)


@pytest.fixture
def county_notice(station) -> str:
    """A notice that came from central."""
    station.database.execute(
        "insert into notices values ('n', '县里通知', '高温停工', '2026-11-20', '2026-11-25', null, 'central', 'shown',"
        " 0, '', 1)"
    )
    return "n"


def test_a_notice_is_shown_on_its_days(desk, station):
    notice = desk.notices.save(MARKET).value.notice
    desk.notices.save(replace(MARKET, first_day=TODAY + timedelta(days=1)))
    assert desk.notices.current() == (notice,)
    station.now = lambda: datetime(2026, 11, 23, 7, 0).astimezone()
    later = station.desk(desk.room.actor)
    assert later.notices.current() == ()
    assert len(later.notices.all()) == 2


def test_what_looks_like_a_fee_is_saved_and_pointed_at(desk):
    asking = replace(MARKET, words="报名培训请交押金200元")
    assert "押金" in (desk.notices.fee_words(asking) or "")
    saved = desk.notices.save(asking).value
    assert saved.fee_words == desk.notices.fee_words(asking)
    assert desk.notices.current() == (saved.notice,)
    assert desk.notices.save(MARKET).value.fee_words is None
    assert desk.notices.save(replace(MARKET, title="报名交押金")).value.fee_words


def test_a_change_can_be_undone_and_says_when_somebody_was_faster(desk):
    notice = desk.notices.save(MARKET).value.notice
    changed = desk.notices.save(replace(MARKET, title="后天赶集"), notice.id)
    assert changed.value.notice.id == notice.id
    changed.undo()
    assert desk.notices.current()[0].title == "明天赶集"
    with pytest.raises(ChangedMeanwhile):
        changed.undo()


def test_saving_can_be_undone(desk):
    desk.notices.save(MARKET).undo()
    assert desk.notices.all() == ()


def test_a_notice_withdrawn_is_kept_and_can_be_shown_again(desk):
    notice = desk.notices.save(MARKET).value.notice
    done = desk.notices.withdraw(notice.id)
    assert done.value.state is NoticeState.WITHDRAWN
    assert desk.notices.current() == ()
    assert [each.id for each in desk.notices.all()] == [notice.id]
    for act in (lambda: desk.notices.withdraw(notice.id), lambda: desk.notices.save(MARKET, notice.id)):
        with pytest.raises(Refused, match="refused-notice-withdrawn"):
            act()
    done.undo()
    assert [each.id for each in desk.notices.current()] == [notice.id]


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD])
def test_nobody_here_touches_the_county_s_notice(at_desk, county_notice, role):
    notices = at_desk(role).notices
    for act in (lambda: notices.withdraw(county_notice), lambda: notices.save(MARKET, county_notice)):
        with pytest.raises(Refused, match="refused-notice-of-county"):
            act()
    assert [each.id for each in notices.current()] == [county_notice]


def test_workers_read_and_staff_write(at_desk, desk):
    notice = desk.notices.save(MARKET).value.notice
    assert at_desk(Role.WORKER).notices.current() == (notice,)
    for role in (Role.WORKER, Role.TECHNICIAN):
        notices = at_desk(role).notices
        for ask in (
            notices.all,
            lambda notices=notices: notices.save(MARKET),
            lambda notices=notices: notices.fee_words(MARKET),
            lambda notices=notices: notices.withdraw(notice.id),
        ):
            with pytest.raises(NotAllowed):
                ask()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"title": "题" * 31}, "refused-text-too-long"),
        ({"words": "字" * 501}, "refused-text-too-long"),
        ({"words": "字" * 10_000}, "refused-text-too-long"),
        ({"title": ""}, "refused-notice-empty"),
        ({"words": " \n "}, "refused-notice-empty"),
        ({"title": "🎉🎉"}, "refused-notice-empty"),
        ({"title": "两\n行"}, "refused-unreadable-text"),
        ({"words": "\x00"}, "refused-unreadable-text"),
        ({"words": "\ud83d"}, "refused-unreadable-text"),
        ({"words": "a\x1b[31m"}, "refused-unreadable-text"),
        ({"words": "\u202e元002"}, "refused-unreadable-text"),
        ({"last_day": TODAY - timedelta(days=1)}, "refused-notice-ends-before"),
        (
            {"first_day": TODAY - timedelta(days=3), "last_day": TODAY - timedelta(days=1)},
            "refused-notice-past",
        ),
    ],
)
def test_a_notice_that_cannot_be_shown_is_refused(desk, change, key):
    with pytest.raises(Refused, match=key):
        desk.notices.save(replace(MARKET, **change))
    assert desk.notices.all() == ()


@pytest.mark.parametrize("words", ["😀 赶集", "<b>粗</b> &amp;", "=HYPERLINK()", "سوق\nغدا", "题" * 500])
def test_strange_words_are_kept_exactly(desk, words):
    assert desk.notices.save(replace(MARKET, words=words)).value.notice.words == words


def test_a_notice_with_a_recording_that_is_not_there_is_refused(desk):
    with pytest.raises(UnknownThing):
        desk.notices.save(replace(MARKET, recording_id="none"))
    with pytest.raises(UnknownThing):
        desk.notices.save(MARKET, "none")


def test_the_log_holds_no_word_of_a_notice(desk, station):
    desk.notices.save(MARKET)
    assert [each.action for each in DeskLog(station.database).latest()] == ["notice-added"]
    assert "赶集" not in str(DeskLog(station.database).latest())


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=40), words=st.text(max_size=60))
def test_any_text_is_kept_exactly_or_refused(desk, title, words):
    try:
        saved = desk.notices.save(replace(MARKET, title=title, words=words)).value
    except Refused:
        return
    assert (saved.notice.title, saved.notice.words) == (title, words)
