"""One sync of one kiosk: what it did is merged, what it does not know yet is answered, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from sync.central.feed import Feed, heads
from sync.central.forgetting import forget_conflicts, forget_history
from sync.central.ledger import EVERYBODY, Head, Ledger
from sync.central.merge import Merge, Refused, Sender, read_operation, refusal
from sync.central.slots import SlotBook
from sync.central.sounds import note_sounds
from sync.central.store.database import Store, now_ms, put
from sync.central.store.tables import changes, kiosks, leases, refusals, regions, stations
from sync.protocol import digest
from sync.protocol.canonical import encode
from sync.protocol.faults import ProtocolFault
from sync.protocol.kinds import (
    GRANT,
)
from sync.protocol.page import GROUP_ROWS, LEVEL_AT_ONCE, Group, Mode, pack
from sync.protocol.signing import Signer
from sync.protocol.wire import (
    MARK_LENGTH,
    MOST_REPLY_BYTES,
    Operation,
    Refusal,
    SyncReply,
    SyncRequest,
)

REGION_OPERATIONS = frozenset({"employer-saved", "posting-saved", "slip-saved"})
"""Kinds that touch what the whole region sees, or its slots."""
MOST_GRANTS = 100_000
GRANT_BYTES = 32
"""Of a reply, about; over a bad link they come when the rows are there, as a kiosk takes them then and not before."""
REPLY_OVERHEAD = 400
"""Bytes of a reply beside the tails: signature, positions, receipts."""


COPIES = kiosks.alias("copies")
OWN_ROW = (
    select(
        kiosks,
        select(COPIES.c.kiosk)
        .where(COPIES.c.region == bindparam("here"), COPIES.c.parent == kiosks.c.kiosk, COPIES.c.parent != 0)
        .exists()
        .label("has_copies"),
        select(refusals.c.seq)
        .where(refusals.c.region == bindparam("here"), refusals.c.kiosk == kiosks.c.kiosk)
        .exists()
        .label("has_refusals"),
    )
    .where(kiosks.c.region == bindparam("here"), kiosks.c.kiosk == bindparam("number"))
    .with_for_update(of=kiosks)
)
"""The kiosk's row, locked; whether another one may have sent what it sends, being a copy of it; whether some of its
operations were refused."""
NOTED = update(kiosks).where(kiosks.c.region == bindparam("here"), kiosks.c.kiosk == bindparam("number"))
REFUSED = (
    select(refusals.c.seq, refusals.c.reason, refusals.c.detail)
    .where(refusals.c.region == bindparam("here"), refusals.c.kiosk == bindparam("number"))
    .order_by(refusals.c.seq)
)


class SequenceGap(ProtocolFault):
    """Operations are missing between what central has and what it was sent."""

    key = "sequence-gap"


class SetBack(ProtocolFault):
    """The kiosk knows more than central, which must have been restored from an old backup."""

    key = "central-set-back"


class Revoked(ProtocolFault):
    """The station, or this kiosk of it, may not speak here any more."""

    key = "revoked"


class UnknownToken(ProtocolFault):
    key = "unknown-token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The reply, its inline pages, and what to count and log: numbers only."""

    reply: SyncReply
    inline: Sequence[bytes] = ()
    applied: int = 0
    refused: Sequence[str] = ()
    overbooked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a kiosk before its transaction begins; a moment old, and nothing depends on it being newer."""

    station: str
    town: str
    offers: int
    offer_seen: int


@dataclass(slots=True)
class _Work:
    applied: int = 0
    refused: list[Refusal] = field(default_factory=list)
    last_seq: int = 0
    last_mark: str = ""
    offer_seen: int = 0
    again: bool = False
    more: bool = False
    is_overtaken: bool = False
    forgot: bool = False
    grant_no: int = 0
    overbooked: int = 0
    untold: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """How a request came that was carried here. `heard`: the last operation whose answer the kiosk had when it wrote.

    Of an overtaken one that holds no operation nothing can be told about who uses the identity. `asked`: whether the
    kiosk said anything at all.
    """

    heard: int
    asked: bool = True


class Exchange:
    """Syncs against one database, signed with one key."""

    def __init__(self, store: Store, signer: Signer) -> None:
        self._store, self._signer = store, signer

    def sync(
        self,
        region: str,
        kiosk: int,
        request: SyncRequest,
        *,
        late: Late | None = None,
        standing: Standing | None = None,
    ) -> Done:
        """Merge what kiosk number `kiosk` of `region` sends, and return what it needs.

        `late`: it did not come by itself, but was carried here. `standing`: what was just read of it, to save a look.
        Raises `Revoked`, `UnknownToken`, `SequenceGap`, `SetBack`; nothing is changed then.
        """
        with self._store.change() as connection:
            return self._synced(connection, region, kiosk, request, late, standing)

    def _synced(
        self,
        connection: Connection,
        region: str,
        number: int,
        request: SyncRequest,
        late: Late | None,
        known: Standing | None,
    ) -> Done:
        standing = known or _standing(connection, region, number)
        station, moment = standing.station, now_ms()
        writes = bool(request.operations or request.slots or request.wants)
        kinds = {kind for said in request.operations if isinstance(kind := said.get("kind"), str)}
        has_offers = standing.offer_seen < standing.offers
        touches_region = bool(request.slots or request.wants or kinds & REGION_OPERATIONS) or has_offers
        owners = [EVERYBODY] * touches_region + [station] * writes
        ledger = Ledger(connection, region, owners, now_ms=moment)
        kiosk = connection.execute(OWN_ROW, {"here": region, "number": number}).one()
        if kiosk.revoked_ms:
            raise Revoked
        work = _Work(last_seq=kiosk.last_seq, last_mark=kiosk.last_mark, offer_seen=kiosk.offer_seen)
        work.grant_no = kiosk.grant_no
        _check_history(kiosk, request, work, is_late=late is not None)
        if not work.again and (writes or touches_region):
            book = SlotBook(connection, region, ledger, dead=lambda: _dead(connection, region, station))
            self._merge(connection, kiosk, standing.town, request, ledger, book, work, has_offers=has_offers)
            work.overbooked = book.overbooked
        self._note_kiosk(connection, kiosk, request, work, moment, late)
        known_heads = [head for owner in (EVERYBODY, station) if (head := ledger.head(owner))]
        if work.forgot or len(known_heads) < len((EVERYBODY, station)):
            known_heads = heads(connection, region, [EVERYBODY, station])
        return self._answer(connection, kiosk, known_heads, request, work, moment)

    def _merge(
        self,
        connection: Connection,
        kiosk: Row[Any],
        town: str,
        request: SyncRequest,
        ledger: Ledger,
        book: SlotBook,
        work: _Work,
        *,
        has_offers: bool,
    ) -> None:
        region, number = kiosk.region, kiosk.kiosk
        sender = Sender(
            region=region,
            station=kiosk.station,
            town=town,
            kiosk=number,
            parent=kiosk.parent,
            fork_seq=kiosk.fork_seq,
        )
        merge = Merge(ledger, book, sender, last_serial=lambda: _last_serial(connection, region))
        fresh = [said for said in request.operations if said["seq"] > kiosk.last_seq]
        if fresh:
            _apply(connection, region, fresh, merge, work, has_relatives=bool(kiosk.parent or kiosk.has_copies))
        if merge.serial is not None:
            connection.execute(update(regions).where(regions.c.region == region).values(serials=merge.serial))
        note_sounds(connection, region, kiosk.station, public=merge.public_sounds, dropped=merge.dropped_sounds)
        if merge.forgets:
            ledger.write()
            forget_conflicts(connection, ledger, kiosk.station, merge.forgets)
            ledger.write()
            forget_history(connection, region, kiosk.station)
            work.forgot = True
        if not work.is_overtaken:
            for report in request.slots:
                book.reported(report.posting, number, no=report.no, slots_=report.slots)
            for want in request.wants:
                book.wanted(want.posting, number, want.wishes)
        ledger.write()
        book.write()
        if has_offers or book.has_offered:
            work.offer_seen, work.more = book.divide(number, seen=kiosk.offer_seen, town=town)
        work.grant_no = book.last_grant(number) or work.grant_no

    def _note_kiosk(
        self,
        connection: Connection,
        kiosk: Row[Any],
        request: SyncRequest,
        work: _Work,
        moment: int,
        late: Late | None,
    ) -> None:
        mine = {"here": kiosk.region, "number": kiosk.kiosk}
        values: dict[str, Any] = {
            "seen_ms": moment if late is None or late.asked else kiosk.seen_ms,
            "last_seq": work.last_seq,
            "last_mark": work.last_mark,
            "offer_seen": work.offer_seen,
        }
        if request.health is not None:
            values["health"] = encode(request.health)
        connection.execute(NOTED, {**mine, **values})
        heard = request.after[0] if late is None else late.heard
        known = _refusals(connection, kiosk) if kiosk.has_refusals else []
        if any(refusal.seq <= heard for refusal in known):
            where = (refusals.c.region == kiosk.region) & (refusals.c.kiosk == kiosk.kiosk)
            connection.execute(delete(refusals).where(where, refusals.c.seq <= heard))
        rows = [
            {
                "region": kiosk.region,
                "kiosk": kiosk.kiosk,
                "seq": refused.seq,
                "reason": refused.reason,
                "detail": refused.detail,
            }
            for refused in work.refused
        ]
        put(connection, refusals, rows)
        work.untold = [refusal for refusal in known if refusal.seq > heard] + work.refused

    def _answer(
        self,
        connection: Connection,
        kiosk: Row[Any],
        scopes: Sequence[Head],
        request: SyncRequest,
        work: _Work,
        moment: int,
    ) -> Done:
        everybody, own = scopes
        if work.again:
            reply = SyncReply(now=moment, head=[0, 0, 0], sum="", through=(0, ""), again=True)
            return Done(reply=reply)
        feed = Feed(connection, kiosk.region, self._signer)
        room = (request.most or MOST_REPLY_BYTES) - REPLY_OVERHEAD
        room -= 80 * len(work.untold)
        makers = [number for number in (kiosk.kiosk, kiosk.parent) if number]
        news = [feed.since(request.at[0], everybody, room=max(room, 0), makers=makers)]
        room -= len(news[0].inline)
        if not _is_partial(news[0], everybody):  # a station's rows name the region's, which come first
            news.append(feed.since(request.at[1], own, room=max(room, 0), makers=makers))
            room -= len(news[1].inline)
        is_partial = len(news) == 1 or _is_partial(news[1], own)
        granted, last_no, has_more = b"", request.at[2], work.grant_no > request.at[2]
        if has_more and (request.most is None or not (is_partial or any(one.pages for one in news))):
            most = MOST_GRANTS if request.most is None else max(1, room // GRANT_BYTES)
            granted, last_no, has_more = _grants(connection, kiosk, since=request.at[2], most=most)
        reply = SyncReply(
            now=moment,
            head=[everybody.position, own.position, last_no],
            sum=sum_text(everybody, own),
            through=(work.last_seq, work.last_mark),
            refused=work.untold,
            pages=[page for one in news for page in one.pages],
            tails=[one.tail for one in news if one.tail],
            granted=len(granted),
            more=work.more or has_more or is_partial,
        )
        return Done(
            reply=reply,
            inline=[*(one.inline for one in news if one.tail), granted],
            applied=work.applied,
            refused=[one.reason for one in work.refused],
            overbooked=work.overbooked,
        )


def sum_text(*parts: Head) -> str:
    """Return the digest of several scopes together, as a reply tells it."""
    return digest.to_text(digest.added(0, *(part.digest for part in parts)))


def mark_of(operation_id: str) -> str:
    return operation_id[-MARK_LENGTH:]


def _standing(connection: Connection, region: str, number: int) -> Standing:
    row = connection.execute(
        select(stations.c.station, stations.c.town, stations.c.revoked_ms, regions.c.offers, kiosks.c.offer_seen)
        .join(kiosks, (kiosks.c.region == stations.c.region) & (kiosks.c.station == stations.c.station))
        .join(regions, regions.c.region == stations.c.region)
        .where(kiosks.c.region == region, kiosks.c.kiosk == number)
    ).first()
    if row is None:
        raise UnknownToken
    if row.revoked_ms:
        raise Revoked
    return Standing(station=row.station, town=row.town, offers=row.offers, offer_seen=row.offer_seen)


def _check_history(kiosk: Row[Any], request: SyncRequest, work: _Work, *, is_late: bool) -> None:
    """Compare what central has of this kiosk with what the kiosk says; see whether it is still the same one.

    What a request says of slots is true up to its last operation: one that was overtaken may tell of fewer than the
    kiosk has taken since by raising a headcount.

    Raises `SequenceGap`, `SetBack`, `BadMessage`.
    """
    known, mark = request.after
    numbers = []
    for place, said in enumerate(request.operations, start=known + 1):
        if type(said.get("seq")) is not int or not _is_id(said.get("id")):
            raise SequenceGap("operation without a number or an id")
        if said["seq"] != place:
            raise SequenceGap(f"{place} expected")
        numbers.append((said["seq"], mark_of(said["id"])))
    if known > kiosk.last_seq:
        raise SetBack
    here = dict([(known, mark), *numbers]).get(kiosk.last_seq)
    if here is None:
        work.is_overtaken = True
        # It may have sent only a part; then it looks itself for the one that it is told of.
        work.again = not numbers and not is_late
    elif kiosk.last_mark and kiosk.last_seq and here != kiosk.last_mark:
        work.again = True


def _is_id(id_: object) -> bool:
    """Tell whether the mark of an operation can be kept; what else is wrong with it, it is refused for alone."""
    return isinstance(id_, str) and "\x00" not in id_


def _apply(
    connection: Connection,
    region: str,
    fresh: Sequence[Mapping[str, Any]],
    merge: Merge,
    work: _Work,
    *,
    has_relatives: bool,
) -> None:
    known = _known_operations(connection, region, [said["id"] for said in fresh]) if has_relatives else frozenset()
    readable: list[Operation] = []
    for said in fresh:
        work.last_seq, work.last_mark = said["seq"], mark_of(said["id"])
        if said["id"] in known:
            continue
        try:
            readable.append(read_operation(said))
        except Refused as refused:
            work.refused.append(refusal(said["seq"], refused))
    merge.preload(readable)
    for operation in readable:
        try:
            merge.apply(operation)
            work.applied += 1
        except Refused as refused:
            work.refused.append(refusal(operation.seq, refused))


def _last_serial(connection: Connection, region: str) -> int:
    return int(connection.execute(select(regions.c.serials).where(regions.c.region == region)).scalar_one())


def _known_operations(connection: Connection, region: str, ids: list[str]) -> frozenset[str]:
    question = select(changes.c.operation).where(changes.c.region == region, changes.c.operation.in_(ids))
    return frozenset(connection.execute(question).scalars())


def _refusals(connection: Connection, kiosk: Row[Any]) -> list[Refusal]:
    rows = connection.execute(REFUSED, {"here": kiosk.region, "number": kiosk.kiosk})
    return [Refusal(seq=seq, reason=reason, detail=detail) for seq, reason, detail in rows]


def _grants(connection: Connection, kiosk: Row[Any], *, since: int, most: int) -> tuple[bytes, int, bool]:
    """Return grants and recalls after number `since` as a packed page, the last number, and if there are more."""
    rows = connection.execute(
        select(leases.c.posting, leases.c.no, leases.c.slots, leases.c.recall)
        .where(leases.c.region == kiosk.region, leases.c.kiosk == kiosk.kiosk, leases.c.no > since)
        .order_by(leases.c.no)
        .limit(most)
    ).all()
    if not rows:
        return b"", since, False
    last_no = rows[-1].no
    rows = sorted(rows, key=lambda row: row.posting)  # so they pack well, and can be found without being sorted
    return pack(_told(rows), level=LEVEL_AT_ONCE), last_no, len(rows) == most


def _told(rows: Sequence[Any]) -> Iterator[Group]:
    """Yield grants, then recalls, as columns."""
    for is_recall in (False, True):
        some = [row for row in rows if (row.recall is not None) is is_recall]
        for start in range(0, len(some), GROUP_ROWS):
            part = some[start : start + GROUP_ROWS]
            told = {"no": [row.no for row in part], "slots": [row.recall if is_recall else row.slots for row in part]}
            if is_recall:
                told = {"is_recall": [1] * len(part), **told}
            ids = [row.posting for row in part]
            yield Group(kind=GRANT.name, mode=Mode.CHANGED, ids=ids, names=list(told), columns=list(told.values()))


def _dead(connection: Connection, region: str, station: str) -> frozenset[int]:
    question = select(kiosks.c.kiosk).where(kiosks.c.region == region, kiosks.c.station == station, kiosks.c.is_dead)
    return frozenset(connection.execute(question).scalars())


def _is_partial(news: Any, head: Head) -> bool:
    reached = news.tail.end if news.tail else news.pages[-1].end if news.pages else head.position
    return bool(reached < head.position)
