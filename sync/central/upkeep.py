"""Looking after central's database: what nobody needs any more is deleted, and what is kept is checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import Connection, and_, delete, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from kiosk.domain.posting import ENDED
from sync.central.ledger import Ledger
from sync.central.sounds import VOICED, sounds_named
from sync.central.store.database import ROWS_AT_ONCE, Store, now_ms
from sync.central.store.tables import (
    changes,
    codes,
    kiosks,
    leases,
    pages,
    records,
    refusals,
    regions,
    scopes,
    slots,
    sounds,
    stations,
)
from sync.protocol import digest
from sync.protocol.kinds import (
    BY_NAME,
    COMPLAINT,
    CONFLICT,
    DISPATCH,
    POSTING,
    POSTING_DRAFT,
    POSTING_OWN,
    SLIP,
    WAITING,
)
from sync.protocol.page import page_name

CHINA = timezone(timedelta(hours=8))
"""All counties have one time of day, wherever the server runs."""
DAY_MS = 86_400_000
NAMING = (SLIP, DISPATCH, WAITING, COMPLAINT)
"""Kinds whose rows name a posting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """How many rows of what were deleted."""

    postings: int = 0
    changes: int = 0
    tombstones: int = 0
    pages: int = 0
    codes: int = 0
    refusals: int = 0
    sounds: int = 0

    def __add__(self, other: Pruned) -> Pruned:
        return Pruned(
            postings=self.postings + other.postings,
            changes=self.changes + other.changes,
            tombstones=self.tombstones + other.tombstones,
            pages=self.pages + other.pages,
            codes=self.codes + other.codes,
            refusals=self.refusals + other.refusals,
            sounds=self.sounds + other.sounds,
        )


def prune(store: Store, *, days: int, at_ms: int | None = None) -> Pruned:
    """Delete what is older than `days` days at the moment `at_ms` (None: now), one county's scope at a time.

    Nothing that lives is lost but postings that ended so long ago: a kiosk that was away for longer gets a snapshot.
    """
    now = now_ms() if at_ms is None else at_ms
    before = now - days * DAY_MS
    last_day = (datetime.fromtimestamp(now / 1000, UTC).astimezone(CHINA).date() - timedelta(days=days)).isoformat()
    total = Pruned()
    for region, owners in _owners(store).items():
        with store.change() as connection:
            removed = _remove_ended(connection, region, owners, before=before, last_day=last_day, now=now)
        total += Pruned(postings=removed)
        for owner in owners:
            with store.change() as connection:
                total += _prune_scope(connection, region, owner, before=before)
        with store.change() as connection:
            total += _prune_enrolment(connection, region, now=now)
        with store.change() as connection:
            total += _prune_sounds(connection, region, before=before, now=now)
    return total


def _owners(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with store.look() as connection:
        question = select(scopes.c.region, scopes.c.owner).order_by(scopes.c.region, scopes.c.owner)
        for region, owner in connection.execute(question):
            found.setdefault(region, []).append(owner)
    return found


def _remove_ended(
    connection: Connection, region: str, owners: Sequence[str], *, before: int, last_day: str, now: int
) -> int:
    """Remove postings that ended, and have not changed, since `before`; with all that is theirs alone."""
    ledger = Ledger(connection, region, owners, now_ms=now)
    reach = {owner: _old_through(connection, region, owner, ledger.position(owner), before=before) for owner in owners}
    question = select(records.c.owner, records.c.kind, records.c.id, records.c.position, records.c.fields).where(
        records.c.region == region, records.c.kind.in_((POSTING.name, POSTING_DRAFT.name)), ~records.c.is_gone
    )
    ended = [
        (owner, kind, id_)
        for owner, kind, id_, position, fields in connection.execute(question)
        if position <= reach[owner] and _has_ended(json.loads(fields), last_day=last_day)
    ]
    if ended:
        named = _named(connection, region)
        ended = [key for key in ended if key[2] not in named]
    if not ended:
        return 0
    parts = _parts_of(connection, region, [id_ for _, _, id_ in ended])
    ledger.load([*ended, *parts])
    for owner, kind, id_ in (*parts, *ended):
        ledger.remove(owner, kind, id_, by=0)
    ledger.write()
    for some in _cut([id_ for _, kind, id_ in ended if kind == POSTING.name]):
        connection.execute(delete(leases).where(leases.c.region == region, leases.c.posting.in_(some)))
        connection.execute(delete(slots).where(slots.c.region == region, slots.c.posting.in_(some)))
    return len(ended)


def _named(connection: Connection, region: str) -> set[str]:
    """Return the postings that some station's records name: without them, no other kiosk could take those."""
    question = select(records.c.fields).where(
        records.c.region == region, records.c.kind.in_([kind.name for kind in NAMING]), ~records.c.is_gone
    )
    return {str(json.loads(fields).get("posting_id")) for fields in connection.execute(question).scalars()}


def _has_ended(said: dict[str, Any], *, last_day: str) -> bool:
    return said.get("state") in ENDED or str(said.get("last_day") or last_day) < last_day


def _parts_of(connection: Connection, region: str, ids: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return what a station keeps of these postings for itself."""
    found = []
    for some in _cut(ids):
        question = select(records.c.owner, records.c.kind, records.c.id).where(
            records.c.region == region,
            records.c.kind == POSTING_OWN.name,
            records.c.id.in_(some),
            ~records.c.is_gone,
        )
        found += [(owner, kind, id_) for owner, kind, id_ in connection.execute(question)]
    return found


def _old_through(connection: Connection, region: str, owner: str, position: int, *, before: int) -> int:
    """Return the last position before the first change that is not yet old; `position` where all are.

    So a clock that once was wrong keeps a little too much, and never takes what is new.
    """
    first_new = connection.execute(
        select(func.min(changes.c.position)).where(
            changes.c.region == region, changes.c.owner == owner, changes.c.at_ms >= before
        )
    ).scalar()
    return position if first_new is None else int(first_new) - 1


def _prune_scope(connection: Connection, region: str, owner: str, *, before: int) -> Pruned:
    here = (scopes.c.region == region) & (scopes.c.owner == owner)
    scope = connection.execute(select(scopes).where(here).with_for_update()).one()
    horizon = max(scope.horizon, _old_through(connection, region, owner, scope.position, before=before))
    connection.execute(update(scopes).where(here).values(horizon=horizon))
    gone = delete(changes).where(changes.c.region == region, changes.c.owner == owner, changes.c.position <= horizon)
    tombstones = delete(records).where(
        records.c.region == region, records.c.owner == owner, records.c.is_gone, records.c.position <= horizon
    )
    is_newest_snapshot = pages.c.is_snapshot & (pages.c.end_position == scope.snapshot)
    old_pages = delete(pages).where(
        pages.c.region == region,
        pages.c.owner == owner,
        or_(pages.c.end_position < horizon, pages.c.made_ms < before),
        ~is_newest_snapshot,
    )
    return Pruned(
        changes=connection.execute(gone).rowcount,
        tombstones=connection.execute(tombstones).rowcount,
        pages=connection.execute(old_pages).rowcount,
    )


def _prune_enrolment(connection: Connection, region: str, *, now: int) -> Pruned:
    """Codes that nobody is let in with any more, and refusals that no kiosk will ask for.

    A used code stays while it would be good: its kiosk may not have had the answer, and comes with it again.
    """
    old_codes = delete(codes).where(codes.c.region == region, codes.c.until_ms < now)
    shut_out = select(stations.c.station).where(stations.c.region == region, stations.c.revoked_ms > 0)
    dead = select(kiosks.c.kiosk).where(
        kiosks.c.region == region,
        or_(kiosks.c.is_dead, kiosks.c.revoked_ms > 0, kiosks.c.station.in_(shut_out)),
    )
    unheard = delete(refusals).where(refusals.c.region == region, refusals.c.kiosk.in_(dead))
    return Pruned(codes=connection.execute(old_codes).rowcount, refusals=connection.execute(unheard).rowcount)


def _prune_sounds(connection: Connection, region: str, *, before: int, now: int) -> Pruned:
    """Drop recordings that no row names. One that was made of late may be here before the row that names it.

    When it was made is what the clock of its kiosk said; one of tomorrow was wrong, and would keep it for ever.
    """
    question = select(sounds.c.id).where(
        sounds.c.region == region, or_(sounds.c.made_at_ms < before, sounds.c.made_at_ms > now + DAY_MS)
    )
    old = connection.execute(question).scalars().all()
    if not old:
        return Pruned()
    named = _sounds_named(connection, region)
    dropped = [id_ for id_ in old if id_ not in named]
    for some in _cut(dropped):
        connection.execute(delete(sounds).where(sounds.c.region == region, sounds.c.id.in_(some)))
    return Pruned(sounds=len(dropped))


def _sounds_named(connection: Connection, region: str) -> set[str]:
    """Return the recordings that living rows name, and those of a conflict that staff may still decide otherwise."""
    found: set[str] = set()
    question = (
        select(records.c.kind, records.c.fields)
        .where(records.c.region == region, records.c.kind.in_([*VOICED, CONFLICT.name]), ~records.c.is_gone)
        .execution_options(yield_per=1000)
    )
    for kind, fields in connection.execute(question):
        found |= sounds_named(kind, json.loads(fields))
    return found


def faults(store: Store) -> Iterator[str]:
    """Yield a sentence for each thing that does not add up, with places and ids and nothing that somebody wrote."""
    with store.look() as connection:
        yield from faults_seen_by(connection)


def faults_seen_by(connection: Connection) -> Iterator[str]:
    """Do the same within a transaction."""
    for region in connection.execute(select(regions.c.region).order_by(regions.c.region)).scalars().all():
        for owner in _scopes_of(connection, region):
            where = f"{region}/{owner or 'everybody'}"
            yield from (f"{where}: {fault}" for fault in _record_faults(connection, region, owner))
            yield from (f"{where}: {fault}" for fault in _change_faults(connection, region, owner))
            yield from (f"{where}: {fault}" for fault in _page_faults(connection, region, owner))
        yield from (f"{region}: {fault}" for fault in _slot_faults(connection, region))
    yield from _homeless(connection)


def _scopes_of(connection: Connection, region: str) -> Sequence[str]:
    question = select(scopes.c.owner).where(scopes.c.region == region).order_by(scopes.c.owner)
    return connection.execute(question).scalars().all()


def _record_faults(connection: Connection, region: str, owner: str) -> Iterator[str]:
    scope = _scope(connection, region, owner)
    total, live = 0, 0
    question = (
        select(records.c.kind, records.c.id, records.c.fields, records.c.hash, records.c.is_gone, records.c.position)
        .where(records.c.region == region, records.c.owner == owner)
        .order_by(records.c.kind, records.c.id)
        .execution_options(yield_per=1000)
    )
    with connection.execute(question) as found:
        for row in found:
            if row.kind not in BY_NAME:
                yield f"{row.kind} {row.id}: unknown kind"
                continue
            value = _hash(row.kind, row.id, row.fields, is_gone=row.is_gone)
            if value is None:
                yield f"{row.kind} {row.id}: fields cannot be read"
                continue
            if digest.to_bytes(value) != _raw(row.hash):
                yield f"{row.kind} {row.id}: hash is not that of its fields"
            if row.position > scope.position:
                yield f"{row.kind} {row.id}: position {row.position} is after the last, {scope.position}"
            total, live = digest.added(total, value), live + bool(value)
    if digest.to_bytes(total) != _raw(scope.digest):
        yield "digest is not the sum of its records"
    if live != scope.live:
        yield f"{live} records live, counted are {scope.live}"


def _hash(kind: str, id_: str, fields: str, *, is_gone: bool) -> int | None:
    if is_gone:
        return 0
    try:
        return digest.hash_of(BY_NAME[kind], id_, json.loads(fields))
    except (ValueError, AttributeError):
        return None


def _change_faults(connection: Connection, region: str, owner: str) -> Iterator[str]:
    scope = _scope(connection, region, owner)
    count, first, last = connection.execute(
        select(func.count(), func.min(changes.c.position), func.max(changes.c.position)).where(
            changes.c.region == region, changes.c.owner == owner, changes.c.position > scope.horizon
        )
    ).one()
    if scope.horizon > scope.position:
        yield f"horizon {scope.horizon} is after the last position, {scope.position}"
    expected = max(0, scope.position - scope.horizon)
    if (count, first or 0, last or 0) != (expected, expected and scope.horizon + 1, expected and scope.position):
        yield (
            f"{count} changes from {first or 0} to {last or 0}, expected are {expected}"
            f" after {scope.horizon} through {scope.position}"
        )


def _page_faults(connection: Connection, region: str, owner: str) -> Iterator[str]:
    question = (
        select(pages.c.name, pages.c.size, pages.c.data)
        .where(pages.c.region == region, pages.c.owner == owner)
        .order_by(pages.c.name)
        .execution_options(yield_per=8)
    )
    with connection.execute(question) as found:
        for name, size, data in found:
            if page_name(_raw(data)) != name or len(data) != size:
                yield f"page {name}: its bytes are not those that it is named after"


def _slot_faults(connection: Connection, region: str) -> Iterator[str]:
    held = (
        select(leases.c.posting, func.sum(leases.c.slots).label("held"))
        .where(leases.c.region == region)
        .group_by(leases.c.posting)
        .subquery()
    )
    question = (
        select(slots.c.posting, slots.c.granted, slots.c.headcount, func.coalesce(held.c.held, 0).label("held"))
        .outerjoin(held, held.c.posting == slots.c.posting)
        .where(slots.c.region == region)
        .order_by(slots.c.posting)
    )
    for row in connection.execute(question):
        if row.held != row.granted:
            yield f"posting {row.posting}: kiosks hold {row.held} slots, counted are {row.granted}"
        if row.granted > row.headcount:
            yield f"posting {row.posting}: {row.granted} slots are given to kiosks, of {row.headcount}"


def _homeless(connection: Connection) -> Iterator[str]:
    """Records and changes of a scope that is not there would be seen by no other look."""
    for table in (records, changes, pages):
        at_home = and_(scopes.c.region == table.c.region, scopes.c.owner == table.c.owner)
        lost: ColumnElement[bool] = scopes.c.owner.is_(None)
        question = select(table.c.region, table.c.owner, func.count()).outerjoin(scopes, at_home).where(lost)
        for region, owner, count in connection.execute(question.group_by(table.c.region, table.c.owner)):
            yield f"{region}/{owner or 'everybody'}: {count} {table.name} without a scope"


def _scope(connection: Connection, region: str, owner: str) -> Any:
    return connection.execute(select(scopes).where(scopes.c.region == region, scopes.c.owner == owner)).one()


def _raw(kept: bytes | str) -> bytes:
    """Return the bytes of a column. SQLite gives a text where damage, or somebody's hand, has put one."""
    return kept.encode() if isinstance(kept, str) else bytes(kept)


def _cut(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + ROWS_AT_ONCE] for start in range(0, len(ids), ROWS_AT_ONCE))
