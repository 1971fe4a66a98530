"""What central publishes: the changes of a scope since a position, inline while they are few, otherwise as pages.

A page is made once, when somebody first needs it, and kept: the same bytes for every reader, to be cached for ever.
Where a page begins and ends is rounded, so that stations that were away for about as long ask for the same one; rows
that a reader has already are harmless, as a page tells what they are at its end.

A scope that nobody locked may be pruned after its head was read. Positions have no gaps, so what was read is counted:
where changes are missing nothing is told of them or kept, and the reader gets a snapshot of that moment instead.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, select, update

from sync.central.ledger import EVERYBODY, MODES, Head
from sync.central.store.database import now_ms, put
from sync.central.store.tables import changes, pages, records, scopes
from sync.protocol.kinds import ORDER, Scope
from sync.protocol.page import (
    LEVEL,
    LEVEL_AT_ONCE,
    Entry,
    Header,
    Mode,
    PageKind,
    grouped,
    pack,
    page_name,
    sealed_page,
)
from sync.protocol.signing import Signer
from sync.protocol.wire import PageToFetch, Tail

INLINE_ROWS = 48
"""So many changes are told in the reply itself; more are worth a page that others can share."""
START_STEP, END_STEP = 16, 16
SNAPSHOT_ROWS = 8000
"""Rows of one page of a snapshot: about half a megabyte."""
HEADS = select(scopes).where(
    scopes.c.region == bindparam("here"), scopes.c.owner.in_(bindparam("owners", expanding=True))
)
CHANGES = (
    select(changes.c.kind, changes.c.id, changes.c.mode, changes.c.fields, changes.c.by)
    .where(
        changes.c.region == bindparam("here"),
        changes.c.owner == bindparam("whose"),
        changes.c.position > bindparam("start"),
        changes.c.position <= bindparam("end"),
    )
    .order_by(changes.c.position)
)
LOG_ROWS = 20_000
"""Changes in one page of the log at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a reader has to take to come up to date: pages in order, then the tail."""

    pages: tuple[PageToFetch, ...] = ()
    tail: Tail | None = None
    inline: bytes = b""


class _Pruned(Exception):
    """Changes that were to be told are gone, since the scope's head was read."""


class Feed:
    """Reads the changes of one region's scopes, and makes pages of them."""

    def __init__(self, connection: Connection, region: str, signer: Signer) -> None:
        self._connection, self._region, self._signer = connection, region, signer

    def since(self, start: int, head: Head, *, room: int | None = None, makers: Collection[int] = ()) -> News:
        """Return the news of a scope for a reader who knows it up to `start`.

        `room`: bytes of reply that are left for an inline tail; None for as many as it takes. `makers`: the numbers
        of the reader, who may hold what these made although it does not know its position yet. A snapshot that is made
        now may reach beyond `head`.
        """
        scope = Scope.STATION if head.owner else Scope.REGION
        if start > head.position:  # central was set back: the reader knows more than is here
            start = 0
        try:
            return self._told(start, head, scope, room, makers)
        except _Pruned:
            return News(pages=tuple(self._snapshot_at(head.owner, self.make_snapshot(head), scope)))

    def _told(self, start: int, head: Head, scope: Scope, room: int | None, makers: Collection[int]) -> News:
        found: list[PageToFetch] = []
        if start < head.horizon or (not start and head.snapshot and head.live):
            found += self._snapshot(head, scope, makers)
            start = found[-1].end
        while head.position - start > INLINE_ROWS:
            page = self._log(head, scope, start)
            if page.end <= start:
                break
            found.append(page)
            start = page.end
        if start >= head.position:
            return News(pages=tuple(found))
        entries = list(self.entries(head.owner, start, head.position))
        inline = pack(grouped(entries), level=LEVEL_AT_ONCE if len(entries) > INLINE_ROWS else LEVEL)
        if room is not None and len(inline) > room:
            return self._in_pieces(head, scope, start, found, room)
        tail = Tail(scope=scope.value, start=start, end=head.position, size=len(inline))
        return News(pages=tuple(found), tail=tail, inline=inline)

    def _in_pieces(self, head: Head, scope: Scope, start: int, found: list[PageToFetch], room: int) -> News:
        """Return what fits of the tail, half by half; nothing of it, rather than more than the link carries.

        What does not fit in any part is a page, which can be fetched byte by byte.
        """
        end = head.position
        while end - start > 1:
            end = start + (end - start) // 2
            inline = pack(grouped(self.entries(head.owner, start, end)), level=LEVEL)
            if len(inline) <= room:
                tail = Tail(scope=scope.value, start=start, end=end, size=len(inline))
                return News(pages=tuple(found), tail=tail, inline=inline)
        return News(pages=(*found, self._page(head, scope, start, end)))

    def entries(self, owner: str, start: int, end: int) -> Iterator[Entry]:
        """Yield what became of each record that changed after `start`, up to `end`; one entry for each.

        Raises `_Pruned` where one of these changes is not there.
        """
        merged: dict[tuple[str, str], Entry] = {}
        between = {"here": self._region, "whose": owner, "start": start, "end": end}
        count = 0
        for kind, id_, mode_no, fields, by in self._connection.execute(CHANGES, between):
            count += 1
            mode, key = MODES[mode_no], (kind, id_)
            before = merged.get(key)
            if mode is Mode.CHANGED and before is not None and before.mode is not Mode.GONE:
                entry = Entry(
                    kind=kind, id=id_, mode=before.mode, fields={**before.fields, **json.loads(fields)}, by=before.by
                )
            else:
                entry = Entry(
                    kind=kind,
                    id=id_,
                    mode=mode,
                    fields=json.loads(fields),
                    by=by if owner and mode is Mode.WHOLE else 0,
                )
            merged[key] = entry
        if count < end - start:
            raise _Pruned
        yield from merged.values()

    def make_snapshot(self, head: Head) -> int:
        """Write down all that lives in the scope of `head` now, and return the position of just this moment."""
        owner = head.owner
        position, entries = self._living(owner)
        entries.sort(key=lambda entry: ORDER[entry.kind])
        cuts = [
            sorted(entries[start : start + SNAPSHOT_ROWS], key=_place)
            for start in range(0, len(entries), SNAPSHOT_ROWS)
        ] or [[]]
        made_ms = now_ms()
        for part, cut in enumerate(cuts, start=1):
            self._keep(owner, 0, position, cut, part=part, parts=len(cuts), is_snapshot=True, made_ms=made_ms)
        self._connection.execute(
            update(scopes).where(scopes.c.region == self._region, scopes.c.owner == owner).values(snapshot=position)
        )
        return position

    def _living(self, owner: str) -> tuple[int, list[Entry]]:
        """Return a scope's position and all its records that are there, by id: of one moment, as it is one question."""
        question = (
            select(scopes.c.position, records.c.kind, records.c.id, records.c.fields, records.c.by)
            .outerjoin(
                records,
                and_(records.c.region == self._region, records.c.owner == owner, ~records.c.is_gone),
            )
            .where(scopes.c.region == self._region, scopes.c.owner == owner)
            .order_by(records.c.id, records.c.kind)
            .execution_options(yield_per=1000)
        )
        position, entries = 0, []
        for position, kind, id_, fields, by in self._connection.execute(question):  # noqa: B007  the same in all rows
            if id_ is not None:
                whole = json.loads(fields)
                entries.append(Entry(kind=kind, id=id_, mode=Mode.WHOLE, fields=whole, by=by if owner else 0))
        return position, entries

    def _snapshot(self, head: Head, scope: Scope, makers: Collection[int]) -> list[PageToFetch]:
        position = head.snapshot
        if position < head.horizon or not position or self._has_changed(head.owner, position, makers):
            position = self.make_snapshot(head)
        return self._snapshot_at(head.owner, position, scope)

    def _snapshot_at(self, owner: str, position: int, scope: Scope) -> list[PageToFetch]:
        """Return the pages of a snapshot. Raises `_Pruned` where they are gone."""
        rows = self._connection.execute(
            select(
                pages.c.name, pages.c.size, pages.c.start_position, pages.c.end_position, pages.c.parts, pages.c.made_ms
            )
            .where(
                pages.c.region == self._region,
                pages.c.owner == owner,
                pages.c.is_snapshot,
                pages.c.end_position == position,
            )
            .order_by(pages.c.made_ms, pages.c.part)
        ).all()
        if not rows:
            raise _Pruned
        return [
            PageToFetch(scope=scope.value, name=name, size=size, start=start, end=end, is_snapshot=True, parts=parts)
            for name, size, start, end, parts, made_ms in rows
            if made_ms == rows[0].made_ms  # two processes may have made one at once: the parts of one belong together
        ]

    def _has_changed(self, owner: str, since: int, makers: Collection[int]) -> bool:
        """Tell whether one of `makers` wrote after position `since`: a snapshot of then would have it deleted there."""
        written = (
            select(changes.c.position)
            .where(changes.c.region == self._region, changes.c.owner == owner, changes.c.position > since)
            .where(changes.c.by.in_(list(makers)))
        )
        return self._connection.execute(written.limit(1)).first() is not None

    def _log(self, head: Head, scope: Scope, start: int) -> PageToFetch:
        begin = max(head.horizon, start - start % START_STEP)
        end = head.position - head.position % END_STEP
        if end <= start:
            end = head.position
        return self._page(head, scope, begin, min(end, begin + LOG_ROWS))

    def _page(self, head: Head, scope: Scope, start: int, end: int) -> PageToFetch:
        """Return the page of just this range, made now if nobody asked for it before."""
        row = self._connection.execute(
            select(pages.c.name, pages.c.size).where(
                pages.c.region == self._region,
                pages.c.owner == head.owner,
                pages.c.start_position == start,
                pages.c.end_position == end,
                ~pages.c.is_snapshot,
            )
        ).first()
        if row is None:
            name, size = self._keep(head.owner, start, end, list(self.entries(head.owner, start, end)))
        else:
            name, size = row
        return PageToFetch(scope=scope.value, name=name, size=size, start=start, end=end)

    def _keep(
        self,
        owner: str,
        start: int,
        end: int,
        entries: list[Entry],
        *,
        part: int = 1,
        parts: int = 1,
        is_snapshot: bool = False,
        made_ms: int | None = None,
    ) -> tuple[str, int]:
        header = Header(
            region=self._region,
            scope=Scope.STATION if owner else Scope.REGION,
            owner=owner,
            kind=PageKind.SNAPSHOT if is_snapshot else PageKind.LOG,
            start=start,
            end=end,
            part=part,
            parts=parts,
        )
        data = sealed_page(header, pack(grouped(entries)), self._signer)
        name = page_name(data)
        row = {
            "region": self._region,
            "owner": owner,
            "name": name,
            "start_position": start,
            "end_position": end,
            "is_snapshot": is_snapshot,
            "part": part,
            "parts": parts,
            "size": len(data),
            "data": data,
            "made_ms": now_ms() if made_ms is None else made_ms,
        }
        put(self._connection, pages, [row], update=())
        return name, len(data)


def heads(connection: Connection, region: str, owners: list[str]) -> list[Head]:
    """Return the scopes of `owners` in that order."""
    from sync.protocol import digest

    found = {
        row.owner: Head(
            owner=row.owner,
            position=row.position,
            digest=digest.from_bytes(row.digest),
            horizon=row.horizon,
            live=row.live,
            snapshot=row.snapshot,
        )
        for row in connection.execute(HEADS, {"here": region, "owners": owners})
    }
    return [found[owner] for owner in owners]


def is_stale(head: Head) -> bool:
    """Tell whether a new reader would take much more by the last snapshot than by a new one."""
    behind = head.position - head.snapshot
    return behind > max(INLINE_ROWS * 8, head.live // 4)


def _place(entry: Entry) -> tuple[int, str, str, str, str]:
    """Where a row stands within its part of a snapshot: as in the largest index of a station, by its end and trade.

    The parts themselves are cut by id, as it is a key of three tables there. So each part of a large snapshot touches
    few pages of a database, or goes through them once; rows in any other order touch eight pages each.
    """
    last, until = entry.fields.get("last_day"), entry.fields.get("daily_end")
    trade, region = entry.fields.get("trade"), entry.fields.get("region")
    return ORDER[entry.kind], f"{last or ''} {until or ''}", str(trade or ""), str(region or ""), entry.id


__all__ = ["EVERYBODY", "Feed", "Head", "News", "heads", "is_stale"]
