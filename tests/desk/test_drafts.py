"""What is typed is kept, each for who typed it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.desk.drafts import MOST_BYTES
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, Refused
from kiosk.store.outbox import Outbox


def test_a_form_comes_back_as_it_was_left(desk, station) -> None:
    desk.drafts.keep("walk-in", {"name": "王", "phone": "138"})
    desk.drafts.keep("walk-in", {"name": "王秀", "phone": "1380"})
    found = desk.drafts.find("walk-in")
    assert found is not None
    assert dict(found.fields) == {"name": "王秀", "phone": "1380"}
    assert found.saved_at_ms == int(station.now().timestamp() * 1000)


def test_each_member_of_staff_has_their_own(at_desk) -> None:
    at_desk(staff_id="a").drafts.keep("walk-in", {"name": "甲"})
    at_desk(staff_id="b").drafts.keep("walk-in", {"name": "乙"})
    assert at_desk(staff_id="a").drafts.find("walk-in").fields == {"name": "甲"}
    assert at_desk(staff_id="c").drafts.find("walk-in") is None


def test_each_form_has_its_own_and_dropping_one_leaves_the_others(desk) -> None:
    desk.drafts.keep("walk-in", {"name": "甲"})
    desk.drafts.keep("posting", {"pay": "180"})
    desk.drafts.drop("walk-in")
    desk.drafts.drop("walk-in")
    assert desk.drafts.find("walk-in") is None
    assert desk.drafts.find("posting").fields == {"pay": "180"}


def test_drafts_stay_at_the_station(desk, station) -> None:
    before = Outbox(station.database).count_waiting()
    desk.drafts.keep("walk-in", {"name": "甲"})
    assert Outbox(station.database).count_waiting() == before


def test_more_than_a_million_bytes_are_refused_and_the_draft_before_stays(desk) -> None:
    desk.drafts.keep("walk-in", {"name": "甲"})
    with pytest.raises(Refused) as refused:
        desk.drafts.keep("walk-in", {"note": "x" * MOST_BYTES})
    assert refused.value.key == "refused-draft-too-long"
    assert desk.drafts.find("walk-in").fields == {"name": "甲"}
    desk.drafts.keep("walk-in", {"name": "字" * 10_000})


@given(fields=st.dictionaries(st.text(), st.text(st.characters(), max_size=50), max_size=5))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_any_text_comes_back_exactly(desk, fields: dict[str, str]) -> None:
    desk.drafts.keep("form", fields)
    assert desk.drafts.find("form").fields == fields


@pytest.mark.parametrize("text", ["\0", "\ud800", "=1+1", "\u202eabc", "😀" * 1000])
def test_odd_characters_come_back_exactly(desk, text: str) -> None:
    desk.drafts.keep("form", {text: text})
    assert desk.drafts.find("form").fields == {text: text}


def test_a_worker_keeps_no_drafts(at_desk) -> None:
    drafts = at_desk(Role.WORKER).drafts
    for attempt in (lambda: drafts.keep("x", {}), lambda: drafts.find("x"), lambda: drafts.drop("x")):
        with pytest.raises(NotAllowed):
            attempt()
    at_desk(Role.TECHNICIAN).drafts.keep("x", {})
