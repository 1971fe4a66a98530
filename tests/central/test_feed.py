"""Whoever reads on from wherever, however often and in whatever pieces, ends with the records as they are."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, select, update

from sync.central.enrolment import ensure_region
from sync.central.feed import INLINE_ROWS, SNAPSHOT_ROWS, Feed, News, heads, is_stale
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.store.database import Store, now_ms
from sync.central.store.tables import changes, pages, records, scopes
from sync.central.upkeep import DAY_MS, faults, prune
from sync.protocol import digest
from sync.protocol.kinds import BY_NAME
from sync.protocol.page import Mode, page_name, unpack, verify_page
from sync.protocol.signing import Signer, Verifier
from tests.central.county import County, hasty_store

SIGNER = Signer(bytes(32))
VERIFIER = Verifier(SIGNER.public_key)
COUNTIES = iter(range(100_000, 999_999))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with hasty_store(tmp_path_factory.mktemp("feed")) as store:
        yield store


@dataclass
class Reader:
    """Keeps what it is told."""

    at: int = 0
    rows: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def take(self, store: Store, region: str, news: News) -> None:
        parts = [page for page in news.pages if page.is_snapshot]
        if parts:
            assert len(parts) == parts[0].parts
            self.rows = {}
        for page in news.pages:
            if not page.is_snapshot and page.end <= self.at:
                continue
            assert page.is_snapshot or page.start <= self.at, "there is a hole before this page"
            with store.look() as connection:
                data = bytes(
                    connection.execute(
                        select(pages.c.data).where(pages.c.region == region, pages.c.name == page.name)
                    ).scalar_one()
                )
            assert len(data) == page.size
            stream = io.BytesIO(data)
            header = verify_page(stream, VERIFIER, name=page.name)
            assert (header.region, header.end) == (region, page.end)
            self._apply(stream)
            self.at = page.end
        if news.tail is not None:
            assert news.tail.start <= self.at
            assert len(news.inline) == news.tail.size
            self._apply(io.BytesIO(news.inline))
            self.at = news.tail.end

    def _apply(self, stream: io.BytesIO) -> None:
        for group in unpack(stream):
            for entry in group.entries():
                key = (entry.kind, entry.id)
                if entry.mode is Mode.GONE:
                    self.rows.pop(key, None)
                    continue
                said = dict(entry.fields) if entry.mode is Mode.WHOLE else {**self.rows[key], **entry.fields}
                self.rows[key] = {name: value for name, value in said.items() if value not in (None, "")}


class PublicScope:
    """The public scope of a county of its own."""

    def __init__(self, store: Store) -> None:
        self.store, self.region = store, str(next(COUNTIES))
        with store.change() as connection:
            ensure_region(connection, self.region)

    def change(self, events: list[tuple[str, int, str | None]], *, at_ms: int = 1) -> None:
        with self.store.change() as connection:
            ledger = Ledger(connection, self.region, [EVERYBODY], now_ms=at_ms)
            for what, number, word in events:
                id_ = f"00000000-0000-4000-8000-{number:012d}"
                record = ledger.find(EVERYBODY, "employer", id_)
                is_there = record is not None and not record.is_gone
                if what == "gone" and is_there:
                    ledger.remove(EVERYBODY, "employer", id_, by=1)
                elif what == "changed" and is_there:
                    ledger.change(EVERYBODY, "employer", id_, {"name": word, "verified": number}, by=1)
                elif not is_there:
                    ledger.create(EVERYBODY, "employer", id_, {"name": word}, maker="m", by=1)
            ledger.write()

    def many(self, count: int, word: str = "字") -> None:
        self.change([("made", n, f"{word}{n}") for n in range(count)])
        self.change([("changed", n, f"{word}{word}{n}") for n in range(count)])

    def read(self, reader: Reader, *, room: int | None = None) -> News:
        with self.store.change() as connection:
            (head,) = heads(connection, self.region, [EVERYBODY])
            news = Feed(connection, self.region, SIGNER).since(reader.at, head, room=room)
        reader.take(self.store, self.region, news)
        return news

    def caught_up(self, reader: Reader, *, room: int | None = None) -> int:
        for count in range(1, 200):
            self.read(reader, room=room)
            if reader.at == self.position():
                return count
        raise AssertionError("it never ends")

    def position(self) -> int:
        with self.store.look() as connection:
            return heads(connection, self.region, [EVERYBODY])[0].position

    def truth(self) -> dict[tuple[str, str], dict[str, Any]]:
        with self.store.look() as connection:
            rows = connection.execute(
                select(records.c.kind, records.c.id, records.c.fields).where(
                    records.c.region == self.region, ~records.c.is_gone
                )
            ).all()
        return {(row.kind, row.id): json.loads(row.fields) for row in rows}

    def forget_history(self, until: int) -> None:
        """Prune by hand: changes up to a position are gone."""
        with self.store.change() as connection:
            here = (scopes.c.region == self.region) & (scopes.c.owner == EVERYBODY)
            before = connection.execute(select(scopes.c.horizon).where(here)).scalar_one()
            if until <= before:
                return  # what is gone stays gone
            connection.execute(update(scopes).where(here).values(horizon=until))
            connection.execute(delete(changes).where(changes.c.region == self.region, changes.c.position <= until))
            connection.execute(
                delete(pages).where(pages.c.region == self.region, ~pages.c.is_snapshot, pages.c.end_position < until)
            )

    def snapshot(self) -> None:
        with self.store.change() as connection:
            (head,) = heads(connection, self.region, [EVERYBODY])
            Feed(connection, self.region, SIGNER).make_snapshot(head)

    def sum_of(self, reader: Reader) -> bool:
        """Tell whether the digest of what a reader has is the one that central tells."""
        with self.store.look() as connection:
            (head,) = heads(connection, self.region, [EVERYBODY])
        return head.digest == digest.added(
            0, *(digest.hash_of(BY_NAME[kind], id_, fields) for (kind, id_), fields in reader.rows.items())
        )


CHANGE = st.tuples(
    st.sampled_from(["made", "changed", "changed", "gone"]), st.integers(0, 5), st.sampled_from(["", "甲", "乙", None])
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("change"), st.lists(CHANGE, min_size=1, max_size=6)),
        st.tuples(st.just("many"), st.integers(INLINE_ROWS // 2, 90)),
        st.tuples(st.just("read"), st.integers(0, 2)),
        st.tuples(st.just("read in pieces"), st.integers(0, 2)),
        st.tuples(st.just("snapshot"), st.just(0)),
        st.tuples(st.just("prune"), st.integers(0, 100)),
    ),
    max_size=14,
)


@given(STEPS, st.sampled_from([None, 60, 150, 400, 4000]))
@settings(max_examples=35, deadline=None)
def test_pages_and_tail_give_just_the_records(shared: Store, steps: list[tuple[str, Any]], room: int | None) -> None:
    scope, readers = PublicScope(shared), [Reader(), Reader(), Reader()]
    for what, how in steps:
        match what:
            case "change":
                scope.change(how)
            case "many":
                scope.many(how)
            case "read":
                scope.read(readers[how])
            case "read in pieces":
                scope.read(readers[how], room=room)
            case "snapshot":
                scope.snapshot()
            case "prune":
                scope.forget_history(scope.position() * how // 100)
    truth = scope.truth()
    for reader in (*readers, Reader()):
        scope.caught_up(reader, room=room)
        assert reader.rows == truth
        assert scope.sum_of(reader)
        assert (scope.read(reader).tail, scope.read(reader).pages) == (None, ())


def test_two_processes_make_the_same_page_and_it_is_made_once(shared: Store) -> None:
    names: list[tuple[str, ...]] = []
    scope = PublicScope(shared)
    scope.many(70)
    for _ in range(2):
        with shared.change() as connection:
            (head,) = heads(connection, scope.region, [EVERYBODY])
            news = Feed(connection, scope.region, SIGNER).since(0, head)
            names.append(tuple(page.name for page in news.pages))
            connection.execute(delete(pages).where(pages.c.region == scope.region))  # the other has not seen it
    assert names[0] == names[1] != ()
    first = scope.read(Reader())
    with shared.look() as connection:
        made = {row.name: bytes(row.data) for row in connection.execute(
            select(pages.c.name, pages.c.data).where(pages.c.region == scope.region)
        )}  # fmt: skip
    assert {page_name(data) for data in made.values()} == set(made) >= {page.name for page in first.pages}
    again = scope.read(Reader())
    assert again.pages == first.pages
    with shared.look() as connection:
        kept = connection.execute(select(pages.c.name).where(pages.c.region == scope.region)).scalars().all()
    assert sorted(kept) == sorted(made)


def test_readers_who_were_away_for_about_as_long_ask_for_the_same_page(shared: Store) -> None:
    scope = PublicScope(shared)
    scope.many(70)
    found = set()
    for at in range(64, 80):
        with shared.change() as connection:
            (head,) = heads(connection, scope.region, [EVERYBODY])
            found.add(Feed(connection, scope.region, SIGNER).since(at, head).pages[0].name)
    assert len(found) == 1


def test_a_reader_who_knows_more_than_central_begins_anew(shared: Store) -> None:
    scope, reader = PublicScope(shared), Reader(at=10_000, rows={("employer", "x"): {"name": "甲"}})
    scope.many(5)
    with shared.change() as connection:
        (head,) = heads(connection, scope.region, [EVERYBODY])
        news = Feed(connection, scope.region, SIGNER).since(reader.at, head)
    assert news.tail is not None
    assert (news.tail.start, news.tail.end) == (0, 10)


def test_a_snapshot_comes_in_parts_and_a_reader_behind_the_horizon_gets_it(shared: Store) -> None:
    scope, behind = PublicScope(shared), Reader()
    scope.many(40)
    scope.caught_up(behind)
    scope.change([("gone", n, None) for n in range(20)])
    scope.change([("made", n, f"新{n}") for n in range(SNAPSHOT_ROWS + 10)])
    scope.forget_history(scope.position() - 10)
    news = scope.read(behind)
    assert [page.is_snapshot for page in news.pages][:2] == [True] * 2
    assert behind.rows == scope.truth()
    assert scope.sum_of(behind)


def test_nothing_is_to_be_told_where_nothing_happened(shared: Store) -> None:
    assert PublicScope(shared).read(Reader()) == News()


def test_an_old_snapshot_is_stale_once_its_reader_would_take_much_more_by_it(shared: Store) -> None:
    scope = PublicScope(shared)
    scope.snapshot()
    scope.many(250)
    with shared.look() as connection:
        assert is_stale(heads(connection, scope.region, [EVERYBODY])[0])
    scope.snapshot()
    with shared.look() as connection:
        assert not is_stale(heads(connection, scope.region, [EVERYBODY])[0])


def test_what_upkeep_prunes_nobody_misses(tmp_path: Any) -> None:
    with hasty_store(tmp_path) as store:
        scope, old, new = PublicScope(store), Reader(), Reader()
        scope.many(60)
        scope.read(old)
        scope.change([("gone", n, None) for n in range(30)], at_ms=2)
        scope.caught_up(new)
        scope.change([("changed", n, "末") for n in range(30, 40)], at_ms=50 * DAY_MS)
        assert prune(store, days=30, at_ms=60 * DAY_MS).changes > 0
        for reader in (old, new, Reader()):
            scope.caught_up(reader)
            assert reader.rows == scope.truth()
        assert list(faults(store)) == []


# A scope that is pruned after its head was read


class Late:
    """A reader whose transaction read the head, when something else is committed before it reads on."""

    def __init__(self, scope: PublicScope) -> None:
        self.scope = scope

    def read(self, reader: Reader, between: Callable[[], object], *, room: int | None = None) -> News:
        store = self.scope.store
        with store.look() as connection:
            (head,) = heads(connection, self.scope.region, [EVERYBODY])
        between()
        with store.change() as connection:
            news = Feed(connection, self.scope.region, SIGNER).since(reader.at, head, room=room)
        reader.take(store, self.scope.region, news)
        return news


def forget_all(scope: PublicScope) -> None:
    """As the forgetting of a person does with a station's history."""
    with scope.store.change() as connection:
        here = (scopes.c.region == scope.region) & (scopes.c.owner == EVERYBODY)
        connection.execute(delete(changes).where(changes.c.region == scope.region))
        connection.execute(delete(pages).where(pages.c.region == scope.region))
        connection.execute(update(scopes).where(here).values(horizon=scopes.c.position, snapshot=0))


@pytest.mark.parametrize("room", [None, 60, 4000])
@pytest.mark.parametrize("known", [0, 6, 20, 130])
@pytest.mark.parametrize("has_snapshot", [False, True])
@pytest.mark.parametrize("what", ["pruned", "forgotten", "pruned and gone on"])
def test_what_is_pruned_after_the_head_was_read_leaves_no_hole(
    shared: Store, what: str, has_snapshot: bool, known: int, room: int | None
) -> None:
    scope, reader = PublicScope(shared), Reader()
    scope.many(3)
    if has_snapshot:
        scope.snapshot()
    if known == 6:
        scope.caught_up(reader)
    scope.many(10)
    if known == 20:
        scope.caught_up(reader)
    scope.many(60)
    if known == 130:
        scope.caught_up(reader)
    scope.change([("changed", n, "末") for n in range(12)])

    def prune_it() -> None:
        if what == "forgotten":
            forget_all(scope)
        else:
            scope.forget_history(scope.position() - 5)
        if what == "pruned and gone on":
            scope.change([("gone", 3, None), ("made", 77, "新"), ("changed", 4, "又")])

    Late(scope).read(reader, prune_it, room=room)
    for one in (reader, Reader()):
        scope.caught_up(one)
        assert one.rows == scope.truth()
        assert scope.sum_of(one)
    assert whole_pages(scope)


def whole_pages(scope: PublicScope) -> bool:
    """Tell whether each page of the log that is kept tells of all rows that changed in its range, as far as is known.

    After the horizon that can be counted; what is older was made when all of it was there.
    """
    with scope.store.look() as connection:
        (head,) = heads(connection, scope.region, [EVERYBODY])
        kept = connection.execute(
            select(pages.c.start_position, pages.c.end_position, pages.c.data).where(
                pages.c.region == scope.region, ~pages.c.is_snapshot, pages.c.end_position > head.horizon
            )
        ).all()
        for start, end, data in kept:
            stream = io.BytesIO(bytes(data))
            verify_page(stream, VERIFIER, name=page_name(bytes(data)))
            told = {entry.id for group in unpack(stream) for entry in group.entries()}
            happened = select(changes.c.id).where(
                changes.c.region == scope.region, changes.c.position > start, changes.c.position <= end
            )
            if start < head.horizon or not told >= set(connection.execute(happened).scalars()):
                return False
    return True


def test_a_snapshot_is_of_the_moment_that_it_says_it_is_of(postgres_store: Store) -> None:
    """Others go on while it is made: it holds what is there when its rows are read, and says so."""
    scope, reader = PublicScope(postgres_store), Reader(at=1)
    scope.many(10)
    scope.forget_history(5)
    Late(scope).read(reader, lambda: scope.change([("gone", 3, None), ("made", 77, "新")]))
    assert reader.at == scope.position()
    assert reader.rows == scope.truth()
    assert scope.sum_of(reader)


def test_a_kiosk_whose_news_are_pruned_while_it_syncs_gets_a_snapshot(postgres_store: Store) -> None:
    county = County(postgres_store)
    east, west = county.east, county.west
    east.send()
    assert west.refused(*(west.operation("employer-saved", name=f"用工单位{n}") for n in range(100))) == []
    pruned: list[int] = []

    def between(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "FROM changes" in statement and "changes.position >" in statement and not pruned:
            pruned.append(0)
            pruned[0] = prune(postgres_store, days=1, at_ms=now_ms() + 400 * DAY_MS).changes

    event.listen(postgres_store.engine, "before_cursor_execute", between)
    reply = east.send()
    event.remove(postgres_store.engine, "before_cursor_execute", between)
    assert pruned[0] >= 100
    assert [page.is_snapshot for page in reply.pages if page.scope == "region"] == [True]
    with postgres_store.look() as connection:
        kept = connection.execute(select(pages.c.end_position).where(~pages.c.is_snapshot)).all()
    assert kept == []
    assert list(faults(postgres_store)) == []
    county.close()
