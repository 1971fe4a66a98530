"""Every change leaves one operation, in the same transaction; central's answer clears them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest

from kiosk.domain.posting import PostingState
from kiosk.errors import UnknownThing
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
    slips = SlipStore(database)
    slip = slips.issue(offered.id, wish_id="w", now=now).slip
    slips.issue(offered.id, wish_id="w", now=now)
    slips.cancel(slip.id, now=now)
    slips.cancel(slip.id, now=now)
    assert [
        (each.kind, each.base_version, dict(each.fields)) for each in outbox.waiting() if len(each.fields) <= 2
    ] == [
        (OperationKind.POSTING_SAVED, 1, {"state": "paused"}),
        (OperationKind.POSTING_SAVED, 2, {"state": "open"}),
        (OperationKind.POSTING_SAVED, 3, {"headcount": 5, "slots_added": 3}),
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


def test_an_operation_says_how_much_of_central_the_station_knew(database, outbox, posting, save) -> None:
    save(posting())
    database.execute("insert into sync_scopes values ('region', 41)")
    save(posting())
    database.execute("insert into sync_scopes values ('station', 12)")
    save(posting())
    known = [(each.base_region, each.base_station) for each in outbox.waiting()]
    assert known == [(0, 0), (0, 0), (41, 0), (41, 12)]  # the employer comes with the first posting


def test_a_refused_operation_that_is_put_back_waits_behind_all_others_under_a_new_id(
    database, outbox, postings, posting, save
) -> None:
    offered = posting()
    save(offered)
    postings.change(offered.id, note="带水")
    refused, later = outbox.waiting()[1:]
    outbox.confirm(through=refused.seq, refused={refused.seq: "unknown trade"})
    database.execute("insert into sync_scopes values ('region', 41)")
    outbox.put_back(refused.seq)
    again = outbox.waiting()[-1]
    assert [each.seq for each in outbox.waiting()] == [later.seq, again.seq]
    assert again == replace(refused, seq=again.seq, id=again.id, base_region=41)
    assert (again.id != refused.id, len(again.id)) == (True, 36)
    assert again.seq > later.seq
    assert outbox.refused() == ()
    with pytest.raises(UnknownThing):
        outbox.put_back(refused.seq)


def test_a_refused_operation_can_be_given_up_and_a_waiting_one_cannot(outbox, posting, save) -> None:
    save(posting())
    first, second = outbox.waiting()
    outbox.confirm(through=first.seq, refused={first.seq: "no"})
    outbox.drop(first.seq)
    assert outbox.refused() == ()
    for seq in (first.seq, second.seq, 99):
        with pytest.raises(UnknownThing):
            outbox.drop(seq)
        with pytest.raises(UnknownThing):
            outbox.put_back(seq)
    assert outbox.waiting() == (second,)


def test_numbers_of_waiting_operations_have_no_gaps_after_failures_and_refusals(
    database, outbox, postings, posting, save
) -> None:
    save(posting())
    with pytest.raises(Exception, match="CHECK"):
        postings.save_new([NewPosting(posting=posting()), NewPosting(posting=posting(headcount=0))])
    with suppress(UnknownThing), database.transaction():
        save(posting())
        outbox.drop(99)
    save(posting())
    first = outbox.waiting()[0]
    outbox.confirm(through=first.seq, refused={first.seq: "no"})
    outbox.put_back(first.seq)
    save(posting())
    seqs = [each.seq for each in outbox.waiting()]
    assert seqs == list(range(first.seq + 1, first.seq + 1 + len(seqs)))
