"""A copy of a database holds no slot that it may give out until central leases it again."""

from __future__ import annotations

import os
from datetime import datetime

import pytest

from kiosk.domain.listing import OfTrade
from kiosk.domain.posting import PostingState
from kiosk.domain.slip import NoSlotLeft, SlipHeld, SlotElsewhere
from kiosk.store.integrity import check
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.recovery import mark_damaged
from kiosk.store.slips import SlipStore
from kiosk.store.stations import StationStore
from kiosk.store.sync_state import suspend_slots

PAGE = 4096


def enrol(database) -> None:
    database.execute(
        "insert into central"
        " (only, url, public_key, token, kiosk, region, machine, confirmed_seq, grant_no, enrolled_at_ms)"
        " values (1, 'https://central', ?, ?, 7, '530423', 'machine', 3, 4, 0)",
        (bytes(32), bytes(16)),
    )
    database.execute("insert into sync_scopes values ('region', 41), ('station', 12)")


def slips_of(database) -> SlipStore:
    return SlipStore(database)


def all_slots(database) -> set[tuple[int, int]]:
    return set(database.rows("select slots_here, slots_taken from postings"))


@pytest.fixture
def wanted(database, posting, save, now: datetime):
    """A posting with 3 slots, of which one slip holds one, at an enrolled station."""
    enrol(database)
    offered = posting(headcount=3)
    save(offered)
    slips_of(database).issue(offered.id, wish_id="before", now=now)
    database.execute("insert into leases values (?, 4, 1)", (offered.id,))
    database.execute(
        "insert into visits (id, day, running, at_ms, way, version) values ('v', '2026-11-21', 1, 0, 'staff', 1)"
    )
    return offered


def test_a_suspended_database_gives_no_slot_out(database, postings, wanted, now) -> None:
    before = slips_of(database).of_wish("before")
    suspend_slots(database)
    assert all_slots(database) == {(0, 0)}
    assert slips_of(database).issue(wanted.id, wish_id="after", now=now) == SlotElsewhere()
    assert slips_of(database).issue(wanted.id, wish_id="before", now=now) == SlipHeld(slip=before)
    assert [(one.id, one.slots_left) for one in postings.on_offer(OfTrade("mason"), now=now)] == [(wanted.id, 0)]
    assert database.rows("select * from leases") == []
    for table in ("slips", "visits", "complaints"):
        assert database.value(f"select count(*) from {table} where is_ours") == 0
    assert check(database.path, database.key) == []


def test_a_suspended_database_speaks_as_another_kiosk(database, wanted) -> None:
    before = StationStore(database).current()
    for _ in range(20):
        last = StationStore(database).current()
        suspend_slots(database, clock_ms=lambda: 42)
        after = StationStore(database).current()
        assert after.prefix != last.prefix
        assert after.id == before.id
        assert database.row("select fork, fork_seq from central")[0] == "restored"
        operation = Outbox(database).waiting()[-1]
        assert operation.kind is OperationKind.STATION_SAVED
        assert dict(operation.fields) == {"prefix": after.prefix}
        assert operation.base_version == database.value("select version from station") - 1
        assert (operation.station_time_ms, operation.base_region, operation.base_station) == (42, 41, 12)


def test_a_new_prefix_is_never_the_old_one(database) -> None:
    """One in 152 draws would be the same."""
    StationStore(database).current()
    with database.transaction():
        for _ in range(2_000):
            before = database.value("select prefix from station")
            suspend_slots(database)
            assert database.value("select prefix from station") != before


def test_postings_made_after_that_have_their_slots_and_numbers_begin_anew(database, wanted, posting, save, now):
    suspend_slots(database)
    later = posting(headcount=2)
    save(later)
    said = [slips_of(database).issue(later.id, wish_id=wish, now=now) for wish in "abc"]
    assert [type(each) for each in said] == [SlipHeld, SlipHeld, NoSlotLeft]
    assert said[0].slip.number.startswith(f"{StationStore(database).current().prefix}-1121-001")


def test_slips_of_before_expire_all_the_same(database, wanted) -> None:
    suspend_slots(database)
    assert slips_of(database).expire_due(now=datetime(2026, 12, 1)) == 1


def test_a_station_that_never_had_a_row_is_suspended_too(database) -> None:
    suspend_slots(database)
    assert Outbox(database).waiting() == ()


def damaged_since(folder, wanted, now: datetime) -> None:
    """A backup, two slips and a tear since then."""
    folder.back_up(now)
    with folder.open() as database:
        for wish in ("since", "since then"):
            slips_of(database).issue(wanted.id, wish_id=wish, now=now)
        torn = database.value("select rootpage from sqlite_schema where name = 'offers_of_trade'")
    folder.overwrite((torn - 1) * PAGE + 100, b"\xee" * 300)
    mark_damaged(folder.database)


def test_a_station_enrolled_with_central_goes_on_without_slots_after_a_recovery(folder, wanted, now, database):
    prefix = StationStore(database).current().prefix
    database.close()
    damaged_since(folder, wanted, now)
    restored = folder.recover().database
    assert all_slots(restored) == {(0, 0)}
    assert slips_of(restored).held_count(wanted.id) == 3
    assert StationStore(restored).current().prefix != prefix
    assert restored.row("select fork, confirmed_seq from central") == ("restored", 3)
    assert restored.rows("select * from leases") == []
    assert check(folder.database, folder.key) == []


def test_what_a_damaged_file_says_of_central_and_leases_is_not_believed(folder, wanted, database) -> None:
    """There is no backup: the station is no longer enrolled, and knows that others have its slots now."""
    torn = database.value("select rootpage from sqlite_schema where name = 'offers_of_trade'")
    database.close()
    folder.overwrite((torn - 1) * PAGE + 100, b"\xee" * 300)
    mark_damaged(folder.database)
    restored = folder.recover().database
    for table in ("central", "leases", "sync_scopes"):
        assert restored.rows(f"select * from {table}") == []
    assert all_slots(restored) == {(0, 0)}
    assert slips_of(restored).held_count(wanted.id) == 1


def test_a_station_that_was_never_enrolled_keeps_its_slots_through_a_recovery(folder, posting, now) -> None:
    wanted = posting(headcount=5)
    with folder.open() as database:
        PostingStore(database).save_new([NewPosting(posting=wanted)])
        prefix = StationStore(database).current().prefix
    damaged_since(folder, wanted, now)
    restored = folder.recover().database
    assert all_slots(restored) == {(5, 2)}
    assert StationStore(restored).current().prefix == prefix
    assert isinstance(slips_of(restored).issue(wanted.id, wish_id="after", now=now), SlipHeld)


def test_what_waits_for_central_and_for_staff_is_carried_over(folder, wanted, database, now) -> None:
    folder.back_up(now)
    database.execute("insert into conflicts values ('k', 'posting', ?, 'note', '1', '2', 0, 'open', 1)", (wanted.id,))
    database.execute("insert into sync_kept values ('posting', ?)", (wanted.id,))
    database.execute("insert into slot_wants (posting_id, wishes, last_wish) values (?, 3, 'a')", (wanted.id,))
    database.execute("insert into sync_troubles values ('slip', 's', 'why', '{}', 0)")
    waiting = [each.id for each in Outbox(database).waiting()]
    torn = database.value("select rootpage from sqlite_schema where name = 'offers_of_trade'")
    database.close()
    folder.overwrite((torn - 1) * PAGE + 100, b"\xee" * 300)
    mark_damaged(folder.database)
    restored = folder.recover().database
    for table in ("conflicts", "sync_kept", "slot_wants"):
        assert restored.value(f"select count(*) from {table}") == 1
    assert restored.rows("select * from sync_troubles") == []
    assert [each.id for each in Outbox(restored).waiting()][:-1] == waiting
    assert restored.value("select is_applying from sync_applying") == 0


def test_a_posting_that_ended_since_the_backup_has_ended_after_a_recovery(folder, posting, now) -> None:
    """Its outcomes come after it from the damaged file, so the rule that they come first must not stop it."""
    over = posting()
    with folder.open() as database:
        PostingStore(database).save_new([NewPosting(posting=over)])
        slip = slips_of(database).issue(over.id, wish_id="w", now=now).slip
    folder.back_up(now)
    with folder.open() as database:
        database.execute("insert into outcomes values (?, 'hired', 1, null, null, null, '', 0, 's', 1)", (slip.id,))
        PostingStore(database).set_state(over.id, PostingState.CLOSED)
        torn = database.value("select rootpage from sqlite_schema where name = 'offers_of_trade'")
    folder.overwrite((torn - 1) * PAGE + 100, b"\xee" * 300)
    mark_damaged(folder.database)
    restored = folder.recover().database
    assert PostingStore(restored).get(over.id).state is PostingState.CLOSED
    assert restored.value("select is_applying from sync_applying") == 0


def test_a_lost_file_s_backup_is_suspended_too(folder, wanted, database, now) -> None:
    database.close()
    folder.back_up(now)
    os.remove(folder.database)
    assert all_slots(folder.recover().database) == {(0, 0)}
