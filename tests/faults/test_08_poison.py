"""Property 8: one bad record, first, in the middle or last, in either direction: all others pass in the same sync."""

from __future__ import annotations

import pytest

from sync.central.ledger import EVERYBODY, Ledger
from sync.central.store.database import now_ms
from sync.client.report import Outcome

PLACES = pytest.mark.parametrize("place", [0, 4, 8], ids=["first", "middle", "last"])
POISON = (
    '{"headcount": "many"}',
    '{"title": 7}',
    '{"nowhere": "x"}',
    '{"title": "a\\u0000b"}',
    '{"deleted": 1, "headcount": null}',
)


@PLACES
@pytest.mark.parametrize("poison", POISON)
def test_a_bad_operation_is_refused_alone(kiosk, offer, store, place: int, poison: str) -> None:
    one, other = kiosk("one"), kiosk("other")
    postings = [offer(one, f"活{number}") for number in range(9)]
    one.sync()
    other.sync()
    for number, posting in enumerate(postings):
        if number == place:
            one.station.database.execute(
                "insert into operations (id, kind, row_id, fields, base_version, station_time_ms)"
                " values (?, 'posting-saved', ?, ?, 1, 0)",
                (f"bad-{number:04}", "nobody" if "deleted" in poison else posting, poison),
            )
        one.station.postings.change(posting, note=f"新{number}")
    report = one.sync()
    assert report.outcome is Outcome.DONE
    assert report.refused == (0 if "deleted" in poison else 1)
    other.sync()
    assert other.rows("select count(*) from postings where note like '新%'") == [(9,)]
    assert one.rows("select count(*) from operations where state = 'waiting'") == [(0,)]


@PLACES
def test_a_bad_row_from_central_is_set_aside_alone(kiosk, store, place: int) -> None:
    """Central's schema would take it, the station's does not."""
    one = kiosk("one")
    one.sync()
    with store.change() as connection:
        ledger = Ledger(connection, "511902", [EVERYBODY], now_ms=now_ms())
        for number in range(9):
            fields = {"name": f"老板{number}", "verified": 1, "suspended": None if number == place else 0}
            ledger.create(EVERYBODY, "employer", f"employer-{number}", fields, maker="", by=0)
        ledger.write()
    report = one.sync()
    assert report.outcome is Outcome.DONE
    assert one.rows("select count(*) from employers") == [(8,)]
    assert one.rows("select kind, row_id from sync_troubles") == [("employer", f"employer-{place}")]
    with store.change() as connection:
        ledger = Ledger(connection, "511902", [EVERYBODY], now_ms=now_ms())
        ledger.change(EVERYBODY, "employer", f"employer-{place}", {"suspended": 0}, by=0)
        ledger.write()
    one.sync()
    assert one.sync().agrees
    assert one.rows("select count(*) from employers") == [(9,)]
    assert one.rows("select * from sync_troubles") == []
