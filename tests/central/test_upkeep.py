"""What is pruned is not missed, and what is damaged is found."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from kiosk.domain.ids import new_id
from sync.central.commands.posting import close_posting, posting_lines
from sync.central.enrolment import Enrolment
from sync.central.exchange import Exchange
from sync.central.feed import Feed, heads
from sync.central.importing import import_postings
from sync.central.ledger import EVERYBODY
from sync.central.store.database import Store, add
from sync.central.store.tables import changes, codes, kiosks, leases, pages, records, refusals, scopes, slots
from sync.central.upkeep import DAY_MS, Pruned, faults, faults_seen_by, prune
from sync.protocol import digest
from sync.protocol.enrolment import Enrolled, EnrolRequest, body_of, finder_of, prove, secret_of, token_hash
from sync.protocol.kinds import BY_NAME
from sync.protocol.page import Mode, unpack, verify_page
from sync.protocol.signing import Signer, Verifier
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import request

COUNTY = "530129"
TODAY = date(2026, 11, 26)
NOW = int(datetime(2026, 11, 27, tzinfo=UTC).timestamp()) * 1000
"""When all this is: the postings say on which days the work is."""
SIGNER = Signer(bytes(32))
HEAD = ["工种", "用工单位", "工资", "人数", "用工日期", "工作地点", "联系电话"]


def bring(store: Store, folder: Path, *, count: int, place: str = "东村", first: int = 0) -> None:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [
            ["采茶", f"第{n % 5}农场", "180元/天", "3", "2026-11-29", f"{place}{n}组", f"138{n:08d}"]
            for n in range(first, first + count)
        ]
        csv.writer(file).writerows([HEAD, *rows])
    import_postings(store, SIGNER, path, region=COUNTY, today=TODAY)


def enrolled(store: Store, code: str) -> Enrolled:
    asked = EnrolRequest(
        v=PROTOCOL, code=finder_of(code), public_key="00" * 32, token_hash=token_hash(code.encode()).hex(), machine="m"
    )
    said = prove(secret_of(code), asked)
    return Enrolled.model_validate_json(body_of(Enrolment(store, SIGNER.public_key).enrol(said)))


def operation(seq: int, kind: str, row: str, **fields: object) -> dict[str, object]:
    return {"seq": seq, "id": new_id(), "kind": kind, "row": row, "fields": fields, "base": [0, 0], "new": True}


@pytest.fixture
def county(store: Store, tmp_path: Path) -> Store:
    """A county with a station that works, postings of both, a slip, an end, and a refusal."""
    bring(store, tmp_path, count=70)
    added = Enrolment(store, SIGNER.public_key).add_station("东村驿站", town="530129101")
    kiosk = enrolled(store, added.code)
    first = posting_lines(store)[0]
    employer, posting = new_id(), new_id()
    own = {"trade": "mason", "headcount": 2, "last_day": "2026-11-30", "pay_unit": "day", "place": "村口"}
    done = Exchange(store, SIGNER).sync(
        COUNTY,
        kiosk.kiosk,
        request(
            at=[0, 0, 0],
            after=(0, ""),
            operations=[
                operation(1, "employer-saved", employer, name="村口农场", phone="13800001111"),
                operation(2, "posting-saved", posting, **own, employer_id=employer, state="open"),
                operation(3, "slip-saved", new_id(), posting_id=posting, state="held", number="A2-1"),
                operation(4, "slip-saved", new_id(), posting_id="unknown", state="held"),
                operation(5, "posting-saved", new_id(), trade="cook", state="rejected", closing_reason="要押金"),
                operation(6, "posting-saved", posting, state="closed", closing_reason="够了"),
            ],
        ),
    )
    assert (done.applied, list(done.refused)) == (5, ["posting-unknown"])
    close_posting(store, COUNTY, first.id)
    assert list(faults(store)) == []
    make_old(store, days=1)
    return store


def make_old(store: Store, *, days: int, through: int = 1_000_000, after: int = 0) -> None:
    """Put the changes with these positions so many days back."""
    some = (changes.c.position > after) & (changes.c.position <= through)
    with store.change() as connection:
        connection.execute(update(changes).where(some).values(at_ms=NOW - days * DAY_MS))


def test_what_works_is_well(county: Store) -> None:
    assert list(faults(county)) == []


DAMAGE = {
    "update records set fields = '{}' where kind = 'employer'": "hash is not that of its fields",
    "update records set position = 9999 where kind = 'station'": "is after the last",
    "update records set kind = 'nothing' where kind = 'station'": "unknown kind",
    "update records set fields = '[' where kind = 'station'": "cannot be read",
    "delete from records where kind = 'slip'": "digest is not the sum",
    "update scopes set live = live + 1 where owner = ''": "counted are",
    "update scopes set position = position + 1 where owner = ''": "changes from 1 to",
    "update scopes set horizon = 100000 where owner = ''": "is after the last position",
    "delete from changes where owner = '' and position = 7": "expected are",
    "delete from changes where owner = '' and position = 1": "changes from 2 to",
    "update slots set granted = granted + 1 where granted = 2": "kiosks hold",
    "update leases set slots = slots + 1": "kiosks hold",
    "update slots set headcount = 1 where granted = 2": "of 1",
    "update pages set size = size + 1": "its bytes are not those",
    "update pages set data = ''": "its bytes are not those",
    "delete from scopes where owner <> ''": "without a scope",
}


class Undone(Exception):
    """Takes a transaction back."""


def test_what_is_damaged_is_found(county: Store) -> None:
    with county.change() as connection:
        (head,) = heads(connection, COUNTY, [EVERYBODY])
        Feed(connection, COUNTY, SIGNER).make_snapshot(head)
    for damage, words in DAMAGE.items():
        with pytest.raises(Undone), county.change() as connection:  # noqa: PT012  it must see what it takes back
            assert connection.execute(text(damage)).rowcount > 0
            assert any(words in fault for fault in faults_seen_by(connection)), damage
            raise Undone
    assert list(faults(county)) == []


def test_what_is_new_is_not_pruned(county: Store) -> None:
    assert prune(county, days=30, at_ms=NOW) == Pruned()
    assert list(faults(county)) == []


def test_after_a_year_ended_postings_and_all_history_go_but_what_a_slip_names(county: Store) -> None:
    later = NOW + 400 * DAY_MS
    first = prune(county, days=30, at_ms=later)
    assert (first.postings, first.refusals) == (71, 0)
    assert first.changes > 70
    assert list(faults(county)) == []
    assert len(posting_lines(county)) == rows(county, slots) == rows(county, leases) == 1
    assert kinds_of(county) == {"employer", "employer-own", "station", "slip", "posting", "posting-own"}
    second = prune(county, days=30, at_ms=later + 31 * DAY_MS)
    assert second.tombstones == first.postings + 1  # and what the station kept for itself of one of them
    assert list(faults(county)) == []
    assert rows(county, changes) == 0


def test_a_posting_whose_days_are_past_goes_though_nobody_closed_it(county: Store) -> None:
    make_old(county, days=40)
    assert prune(county, days=30, at_ms=NOW).postings == 2  # closed, rejected as a draft; a slip names the third
    assert {line.last_day for line in posting_lines(county)} == {"2026-11-29", "2026-11-30"}
    assert prune(county, days=30, at_ms=NOW + 32 * DAY_MS).postings == 0  # 29 December in China
    assert prune(county, days=30, at_ms=NOW + 33 * DAY_MS).postings == 69
    assert {line.last_day for line in posting_lines(county)} == {"2026-11-30"}


def test_a_posting_that_was_changed_of_late_stays(county: Store) -> None:
    """Its end has to reach the kiosks first, and those who look for it find it."""
    make_old(county, days=40)
    make_old(county, days=3, after=75)
    assert prune(county, days=30, at_ms=NOW).postings < 3
    assert "closed" in {line.state for line in posting_lines(county)}


def test_a_clock_that_was_wrong_once_takes_nothing_new(county: Store) -> None:
    make_old(county, days=9_000, after=49, through=50)
    assert prune(county, days=30, at_ms=NOW) == Pruned()


def test_old_history_goes_and_new_history_stays(county: Store) -> None:
    readers = {start: known_at(county, start) for start in (0, 10, 29, 30, 60)}
    with county.change() as connection:
        some = (changes.c.owner == EVERYBODY) & (changes.c.position <= 30)
        connection.execute(update(changes).where(some).values(at_ms=NOW - 40 * DAY_MS))
    assert prune(county, days=30, at_ms=NOW) == Pruned(changes=30)
    with county.look() as connection:
        (head,) = heads(connection, COUNTY, [EVERYBODY])
    assert head.horizon == 30
    assert list(faults(county)) == []
    for start, known in readers.items():
        assert sum_at_reader(county, start, known) == head.digest, start


Known = dict[tuple[str, str], dict[str, object]]


def known_at(store: Store, position: int) -> Known:
    with store.look() as connection:
        entries = Feed(connection, COUNTY, SIGNER).entries(EVERYBODY, 0, position)
        return {(entry.kind, entry.id): dict(entry.fields) for entry in entries}


def sum_at_reader(store: Store, start: int, known: Known) -> int:
    """The digest of what a reader has, who knew all up to `start` and takes what it is sent."""
    with store.change() as connection:
        (head,) = heads(connection, COUNTY, [EVERYBODY])
        feed = Feed(connection, COUNTY, SIGNER)
        news = feed.since(start, head)
        streams: list[BytesIO] = []
        if any(page.is_snapshot for page in news.pages):
            known = {}
        for page in news.pages:
            data = connection.execute(select(pages.c.data).where(pages.c.name == page.name)).scalar_one()
            stream = BytesIO(bytes(data))
            verify_page(stream, Verifier(SIGNER.public_key), name=page.name)
            streams.append(stream)
        for stream in (*streams, *([BytesIO(news.inline)] if news.inline else [])):
            for entry in (entry for group in unpack(stream) for entry in group.entries()):
                match entry.mode:
                    case Mode.GONE:
                        known.pop((entry.kind, entry.id), None)
                    case Mode.WHOLE:
                        known[entry.kind, entry.id] = dict(entry.fields)
                    case Mode.CHANGED:
                        known[entry.kind, entry.id] = {**known[entry.kind, entry.id], **entry.fields}
    return digest.added(0, *(digest.hash_of(BY_NAME[kind], id_, fields) for (kind, id_), fields in known.items()))


def test_old_pages_go_and_the_newest_snapshot_stays(county: Store, tmp_path: Path) -> None:
    with county.change() as connection:
        (head,) = heads(connection, COUNTY, [EVERYBODY])
        Feed(connection, COUNTY, SIGNER).make_snapshot(head)
    bring(county, tmp_path, count=100, place="西村")
    with county.change() as connection:
        (head,) = heads(connection, COUNTY, [EVERYBODY])
        feed = Feed(connection, COUNTY, SIGNER)
        feed.make_snapshot(head)
        feed.since(50, head)
        connection.execute(update(pages).values(made_ms=NOW - 40 * DAY_MS))
    count = rows(county, pages)
    assert count >= 3
    assert prune(county, days=30, at_ms=NOW).pages == count - 1
    with county.look() as connection:
        assert connection.execute(select(pages.c.end_position, pages.c.is_snapshot)).all() == [(head.position, True)]


def test_a_code_goes_when_nobody_is_let_in_with_it_any_more(county: Store) -> None:
    station = Enrolment(county, b"").stations()[0]
    Enrolment(county, b"").add_code(station.region, station.station)
    assert prune(county, days=1, at_ms=NOW).codes == 0
    with county.change() as connection:
        connection.execute(update(codes).where(codes.c.used_by > 0).values(until_ms=NOW - 1))
    assert prune(county, days=1, at_ms=NOW).codes == 1
    assert rows(county, codes) == 1


@pytest.mark.parametrize("how", ["the kiosk is dead", "the kiosk is replaced", "the station is shut out"])
def test_refusals_go_with_their_kiosk(county: Store, how: str) -> None:
    assert rows(county, refusals) == 1
    enrolment = Enrolment(county, b"")
    (station,) = enrolment.stations()
    match how:
        case "the kiosk is dead":
            with county.change() as connection:
                connection.execute(update(kiosks).values(is_dead=True))
        case "the kiosk is replaced":
            enrolment.replace(station.region, station.station, kiosk=1)
        case _:
            enrolment.revoke(station.region, station.station)
    assert prune(county, days=30, at_ms=NOW).refusals == 1
    assert rows(county, refusals) == 0


def test_a_scope_without_changes_stays_as_it_is(store: Store) -> None:
    with store.change() as connection:
        add(connection, scopes, [{"region": COUNTY, "owner": "", "digest": digest.to_bytes(0)}])
    assert prune(store, days=1) == Pruned()
    assert list(faults(store)) == []


def rows(store: Store, table: object) -> int:
    with store.look() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]  # a table


def kinds_of(store: Store) -> set[str]:
    """The kinds of records that are there."""
    with store.look() as connection:
        return set(connection.execute(select(records.c.kind).where(~records.c.is_gone)).scalars())
