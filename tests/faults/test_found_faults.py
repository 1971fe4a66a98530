"""Faults that this harness found, or that reading found for it: each was seen to fail before it was mended."""

from __future__ import annotations

from kiosk.domain.slip import SlipHeld
from sync.central.store.database import now_ms
from sync.central.store.tables import leases, records, scopes
from sync.central.upkeep import faults, prune
from sync.client.report import Outcome
from tests.faults.model import DAY_MS, RIGHT
from tests.faults.town import Kiosk, copied


def wish(kiosk: Kiosk, posting: str, name: str) -> bool:
    return isinstance(kiosk.station.slips.issue(posting, wish_id=name, now=RIGHT), SlipHeld)


def slots_of(store, posting: str) -> dict[int, tuple[int, int | None]]:
    with store.look() as connection:
        rows = connection.execute(leases.select().where(leases.c.posting == posting))
        return {row.kiosk: (row.slots, row.recall) for row in rows}


def test_an_old_request_that_comes_late_gives_no_slots_away_that_were_added_since(kiosk, offer, central, store) -> None:
    one, other = kiosk("one"), kiosk("other")
    posting = offer(one, headcount=6)
    other.sync()
    one.sync()  # told to leave half of its slots to others
    one.station.postings.change(posting, note="带水")
    one.sync()  # says that it did, and an operation with it
    late = next(asked for asked in reversed(one.line.heard) if b'"slots"' in asked.body)
    assert one.station.postings.set_headcount(posting, 12)
    one.sync()
    before = slots_of(store, posting)
    central.application.ask(late.method, late.path, late.body, late.headers)
    assert slots_of(store, posting) == before
    assert list(faults(store)) == []


def test_what_central_said_to_another_station_is_no_answer_to_this_one(kiosk, offer) -> None:
    """Two new kiosks ask with the same bytes; somebody between them gives one the answer of the other."""
    one, other = kiosk("one"), kiosk("other")
    for each in (one, other):
        each.sync()
    theirs = {}

    def keep(said: bytes) -> bytes:
        theirs["said"] = said
        return said

    one.line.changed = keep
    one.sync()
    one.line.heal()
    other.line.stranger = lambda method, path, body: (200, theirs["said"])
    assert other.sync().outcome is not Outcome.DONE


def test_slots_asked_back_of_work_that_a_kiosk_never_saw_are_given_back(kiosk, offer_centrally, store) -> None:
    one, other = kiosk("one"), kiosk("other")
    one.sync()
    (posting,) = offer_centrally(1, headcount=8)
    one.line.cut_received = 0  # central has shared the slots out, and nobody here knows
    one.sync()
    one.line.heal()
    for _ in range(8):
        other.sync()
        for number in range(8):
            wish(other, posting, f"{number}")
    assert any(recall is not None for _, recall in slots_of(store, posting).values())
    for _ in range(4):  # it is asked for half of what it has each time, until it has none
        one.sync()
        other.sync()
    assert all(recall is None for _, recall in slots_of(store, posting).values())


def test_work_made_here_outlives_a_snapshot_that_is_older(kiosk, offer, offer_centrally, store, central) -> None:
    one, other = kiosk("one"), kiosk("other")
    one.sync()
    offer_centrally(3)
    prune(store, days=1, at_ms=now_ms() + 2 * DAY_MS)
    other.sync()  # a snapshot is made for it
    posting = offer(one, headcount=1)
    assert one.sync().agrees
    assert one.rows("select slots_here > 0 from postings where id = ?", posting) == [(1,)]
    assert list(faults(store)) == []


def test_a_refusal_to_take_one_row_is_taken_back_when_the_row_can_be_taken(kiosk, offer, central, store) -> None:
    """The station's part of an answer must not come before the region's part that it names."""
    one = kiosk("one", station="s")
    two = kiosk("two", station="s")
    one.sync()
    two.sync()
    for number in range(8):
        posting = offer(one, "很长的话" * 40 + str(number))
        wish(one, posting, f"w{number}")
    one.sync()
    two.engine._most = 1024
    two.sync()
    assert two.rows("select kind, row_id, reason from sync_troubles") == []
    assert two.rows("select count(*) from slips") == [(8,)]


def test_a_row_that_was_refused_for_a_while_comes_with_the_next_comparison(kiosk, offer, central) -> None:
    one = kiosk("one", station="s")
    two = kiosk("two", station="s")
    posting = offer(one)
    one.sync()
    two.sync()
    two.station.database.execute("delete from postings")
    two.station.database.execute(
        "insert into sync_troubles (kind, row_id, reason, fields, at_ms) values ('posting', ?, 'x', '{}', 0)",
        (posting,),
    )
    report = two.sync()
    assert (report.agrees, report.repaired) == (True, 1)
    assert two.rows("select id from postings") == [(posting,)]
    assert two.rows("select * from sync_troubles") == []


def test_what_a_copy_said_first_is_not_taken_again_from_the_original(kiosk, offer, central, store, tmp_path) -> None:
    one = kiosk("one")
    posting = offer(one, headcount=2)
    one.sync()
    assert one.station.postings.set_headcount(posting, 5)  # not told yet: both have it in their outbox
    copied(one.places.data, tmp_path / "copy" / "data")
    copied(one.places.keys, tmp_path / "copy" / "keys")
    copy = Kiosk(tmp_path / "copy", central, "", machine="another")
    try:
        copy.engine.look_who_we_are()
        copy.sync()
        one.sync()
        with store.look() as connection:
            granted = sum(row.slots for row in connection.execute(leases.select().where(leases.c.posting == posting)))
        assert granted == 5
        assert list(faults(store)) == []
    finally:
        copy.close()


def test_a_scope_in_which_nothing_lives_any_more_has_a_snapshot_too(kiosk, offer_centrally, store) -> None:
    """A kiosk that is new after everything was deleted and pruned comes up to date."""
    from sync.central.ledger import EVERYBODY, Ledger

    one = kiosk("one")
    offer_centrally(60)
    with store.change() as connection:
        ledger = Ledger(connection, "511902", [EVERYBODY], now_ms=now_ms())
        ids = connection.execute(records.select().where(records.c.owner == EVERYBODY, ~records.c.is_gone)).all()
        for row in ids:
            ledger.remove(EVERYBODY, row.kind, row.id, by=0)
        ledger.write()
    prune(store, days=1, at_ms=now_ms() + 2 * DAY_MS)
    with store.change() as connection:
        ledger = Ledger(connection, "511902", [EVERYBODY], now_ms=now_ms())
        for number in range(60):
            fields = {"name": f"{number}", "verified": 1, "suspended": 0}
            record = ledger.create(EVERYBODY, "employer", f"e{number}", fields, maker="", by=0)
            ledger.remove(EVERYBODY, "employer", f"e{number}", by=0)
            assert record
        ledger.write()
    report = one.sync()
    assert report.outcome is Outcome.DONE
    with store.look() as connection:
        position = connection.execute(scopes.select().where(scopes.c.owner == EVERYBODY)).one().position
    assert one.rows("select position from sync_scopes where scope = 'region'") == [(position,)]


def test_pages_that_nobody_needs_any_more_leave_the_disk(kiosk, offer_centrally) -> None:
    one = kiosk("one")
    offer_centrally(1000)
    one.line.budget = 30_000
    one.sync()
    one.line.heal()
    folder = one.places.data / "sync" / "pages"
    assert list(folder.glob("*.page"))
    (folder / ("0" * 32 + ".page")).write_bytes(b"of a snapshot that was replaced")
    assert one.sync().outcome is Outcome.DONE
    assert list(folder.glob("*")) == []


def test_work_that_somebody_s_slip_names_is_not_pruned(kiosk, offer, store) -> None:
    """Without it, no other kiosk of the station could take the slip."""
    one = kiosk("one", station="s")
    posting = offer(one)
    wish(one, posting, "w")
    one.sync()
    with store.change() as connection:
        from sync.central.ledger import EVERYBODY, Ledger

        ledger = Ledger(connection, "511902", [EVERYBODY], now_ms=now_ms())
        ledger.change(EVERYBODY, "posting", posting, {"state": "withdrawn"}, by=0)
        ledger.write()
    prune(store, days=1, at_ms=now_ms() + 2 * DAY_MS)
    two = kiosk("two", station="s")
    assert two.sync().agrees
    assert two.rows("select count(*) from slips") == [(1,)]
