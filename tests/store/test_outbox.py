"""Every change leaves one operation, in the same transaction; central's answer clears them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.posting import PostingState
from kiosk.store.employers import EmployerStore
from kiosk.store.outbox import Operation, OperationKind, Outbox
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.slips import SlipStore
from kiosk.store.stations import StationStore


@pytest.fixture
def outbox(database) -> Outbox:
    return Outbox(database)


def said(outbox: Outbox) -> list[tuple[OperationKind, int]]:
    return [(each.kind, each.base_version) for each in outbox.waiting()]


def test_a_new_posting_leaves_its_employer_and_itself(outbox, posting, save) -> None:
    offered = posting(region="530423001")
    save(offered)
    employer, row = outbox.waiting()
    assert employer.kind is OperationKind.EMPLOYER_SAVED
    assert row.row_id == offered.id
    assert row.fields["trade"] == "mason"
    assert row.fields["employer_id"] == employer.row_id
    assert "note" not in row.fields


def test_each_change_says_what_changed_and_from_which_version(database, outbox, postings, posting, save, now) -> None:
    offered = posting()
    save(offered)
    outbox.confirm(through=99)
    postings.set_state(offered.id, PostingState.PAUSED)
    postings.set_state(offered.id, PostingState.PAUSED)
    postings.set_state(offered.id, PostingState.OPEN)
    postings.set_headcount(offered.id, 5)
    slips = SlipStore(database, StationStore(database).current())
    slip = slips.issue(offered.id, wish_id="w", now=now).slip
    slips.issue(offered.id, wish_id="w", now=now)
    slips.cancel(slip.id, now=now)
    slips.cancel(slip.id, now=now)
    assert [
        (each.kind, each.base_version, dict(each.fields)) for each in outbox.waiting() if len(each.fields) == 1
    ] == [
        (OperationKind.POSTING_SAVED, 1, {"state": "paused"}),
        (OperationKind.POSTING_SAVED, 2, {"state": "open"}),
        (OperationKind.POSTING_SAVED, 3, {"headcount": 5}),
        (OperationKind.SLIP_SAVED, 1, {"state": "cancelled"}),
    ]
    assert [kind for kind, _ in said(outbox)].count(OperationKind.SLIP_SAVED) == 2


def test_an_employer_and_the_station_leave_operations_too(database, outbox) -> None:
    stations = StationStore(database)
    stations.save(replace(stations.current(), name="卫城驿站"))
    employers = EmployerStore(database)
    PostingStore(database)
    assert said(outbox) == [(OperationKind.STATION_SAVED, 0), (OperationKind.STATION_SAVED, 1)]
    assert employers.all() == ()


def test_the_signing_key_never_enters_the_outbox(database, outbox) -> None:
    seed = StationStore(database).signing_seed()
    StationStore(database).current()
    assert all(seed.hex() not in str(each.fields) for each in outbox.waiting())


def test_nothing_is_left_of_a_change_that_failed(outbox, postings, posting) -> None:
    with pytest.raises(Exception, match="CHECK"):
        postings.save_new([NewPosting(posting=posting()), NewPosting(posting=posting(headcount=0))])
    assert outbox.waiting() == ()


def test_confirmed_operations_are_gone_and_refused_ones_stay_with_their_reason(outbox, posting, save) -> None:
    save(posting(), posting())
    first, second, third = outbox.waiting()
    for _ in range(2):
        outbox.confirm(through=second.seq, refused={second.seq: "unknown trade"})
    assert [each.seq for each in outbox.waiting()] == [third.seq]
    assert [(each.seq, each.reason) for each in outbox.refused()] == [(second.seq, "unknown trade")]
    assert outbox.count_waiting() == 1
    assert first.seq < second.seq


def test_a_number_is_never_given_twice_even_when_all_are_confirmed(outbox, posting, save) -> None:
    save(posting())
    last: Operation = outbox.waiting()[-1]
    outbox.confirm(through=last.seq)
    save(posting())
    assert outbox.waiting()[0].seq > last.seq


def test_the_clock_is_the_one_handed_in(database, posting) -> None:
    PostingStore(database, clock_ms=lambda: 42).save_new([NewPosting(posting=posting())])
    assert {each.station_time_ms for each in Outbox(database).waiting()} == {42}
