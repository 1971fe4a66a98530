"""The stick, as central sees it: a kiosk's file is merged as if it had come over the network, and answered."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Row, select

from kiosk.store.durable import written_whole
from sync.central.enrolment import keys_of
from sync.central.exchange import Done, Exchange, Late
from sync.central.journal import tell
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.store.database import Store, now_ms
from sync.central.store.tables import central, kiosks, pages
from sync.protocol.bundle import (
    SUFFIX,
    Bundle,
    BundleHeader,
    OtherReader,
    Part,
    PartKind,
    WrongWay,
    central_mark,
    copy_bundle,
    write_bundle,
)
from sync.protocol.faults import BadMessage, ProtocolFault
from sync.protocol.sealing import Opener
from sync.protocol.signing import Signer, Verifier
from sync.protocol.wire import SyncRequest, read_request, request, write_reply, write_request

MOST_ROUNDS = 200
"""Replies of one answer beyond those to what was asked; as many as a kiosk would ask for at once."""

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""
Kiosk = Row[tuple[object, ...]]


class NoSealKey(ProtocolFault):
    """The kiosk never told what is to be sealed for it with."""

    key = "no-seal-key"


class Overtaken(ProtocolFault):
    """Pages were pruned, or the station shut out, while the answer was written down: to be tried again.

    What the kiosk had said is taken then; the same file again changes nothing more.
    """

    key = "overtaken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answer's file, and what was done. `is_forked`: another machine uses this kiosk's identity."""

    path: Path
    prefix: str
    number: int
    applied: int
    refused: int
    is_forked: bool


@dataclass(slots=True)
class _Talk:
    """What was asked and replied so far; a kiosk that takes it all knows as much as `at`."""

    kiosk: Kiosk
    at: list[int]
    heard: int
    is_asked: bool
    pairs: list[tuple[bytes, bytes]] = field(default_factory=list)
    pages: dict[str, None] = field(default_factory=dict)
    applied: int = 0
    refused: int = 0
    is_forked: bool = False
    more: bool = False


class Bundles:
    """Bundles for and from all kiosks of one database."""

    def __init__(self, store: Store, signer: Signer) -> None:
        self._store, self._signer = store, signer
        self._exchange = Exchange(store, signer)

    def take(self, file: Path, *, folder: Path | None = None, progress: Progress = lambda done, of: None) -> Answered:
        """Merge what a kiosk wrote to `file`, and write the answer beside it, or into `folder`.

        All of it is merged or none: raises `ProtocolFault`, those of `Exchange.sync` among them, where nothing was
        changed. Raises `Overtaken` and `OSError` where it was, and the answer could not be written.
        """
        with tempfile.TemporaryFile() as copy:
            copy_bundle(file, copy)
            bundle = Bundle(copy)
            kiosk = self._writer(bundle)
            opener = self._opener()
            requests = [part.data for part in _requests(bundle, opener)]
            first = read_request(requests[0])
            talk = _Talk(kiosk, list(first.at), first.after[0], is_asked=True)
            with self._store.together() as store:
                self._lock(store, kiosk)
                exchange = Exchange(store, self._signer)
                for done, data in enumerate(requests):
                    progress(done, len(requests))
                    if not talk.is_forked:
                        self._say(talk, read_request(data), exchange)
            try:
                self._hear_out(talk)
            except ProtocolFault as fault:
                raise Overtaken from fault
            answered = self._written(talk, bundle.header.number, folder or file.parent)
        progress(len(requests), len(requests))
        tell("stick", region=kiosk.region, kiosk=kiosk.kiosk, applied=talk.applied)
        return answered

    def answer(self, region: str, kiosk: int, folder: Path) -> Answered:
        """Write what a kiosk needs that has sent nothing: everything, from the beginning. Raises as `take`."""
        row = self._kiosk(region, kiosk)
        if row is None:
            raise OtherReader("no such kiosk")
        _check(row)
        talk = _Talk(row, [0, 0, 0], 0, is_asked=False)
        self._say(talk, request(at=talk.at, after=(0, "")), self._exchange)
        self._hear_out(talk)
        return self._written(talk, 0, folder)

    def _writer(self, bundle: Bundle) -> Kiosk:
        """Return whose bundle it is, verified."""
        header = bundle.header
        if header.direction != "up":
            raise WrongWay
        if header.central != central_mark(self._signer.public_key):
            raise OtherReader("central")
        kiosk = self._kiosk(header.region, header.kiosk)
        if kiosk is None or kiosk.station != header.station:
            raise OtherReader("no such kiosk")
        bundle.verify(Verifier(keys_of(bytes(kiosk.public_key))[0]))
        _check(kiosk)
        return kiosk

    def _kiosk(self, region: str, number: int) -> Kiosk | None:
        with self._store.look() as connection:
            return connection.execute(select(kiosks).where(kiosks.c.region == region, kiosks.c.kiosk == number)).first()

    def _opener(self) -> Opener:
        with self._store.look() as connection:
            return Opener(bytes(connection.execute(select(central.c.seed)).scalar_one()))

    def _lock(self, store: Store, kiosk: Kiosk) -> None:
        """Lock both scopes at once: one request may need the station's alone, and the next the region's as well."""
        with store.change() as connection:
            Ledger(connection, kiosk.region, [EVERYBODY, kiosk.station], now_ms=now_ms())

    def _say(self, talk: _Talk, said: SyncRequest, exchange: Exchange) -> None:
        """One request and its reply, as over the network, for a kiosk that will have taken the replies before it."""
        said = said.model_copy(update={"at": talk.at, "most": None, "health": None})
        late = Late(heard=talk.heard, asked=talk.is_asked)
        done = exchange.sync(talk.kiosk.region, talk.kiosk.kiosk, said, late=late)
        asked = write_request(said.model_copy(update={"operations": []}))
        talk.pairs.append((asked, write_reply(done.reply, list(done.inline), asked=asked, signer=self._signer)))
        talk.pages.update(dict.fromkeys(page.name for page in done.reply.pages))
        talk.applied += done.applied
        talk.refused += len(done.refused)
        talk.is_forked, talk.more = done.reply.again, done.reply.more
        talk.at = _reached(talk.at, done)

    def _hear_out(self, talk: _Talk) -> None:
        """Go on as a kiosk does that is told there is more."""
        for _ in range(MOST_ROUNDS):
            before = talk.at
            if not talk.more or talk.is_forked:
                return
            self._say(talk, request(at=before, after=self._last(talk.kiosk)), self._exchange)
            if talk.at == before:
                return

    def _last(self, kiosk: Kiosk) -> tuple[int, str]:
        mine = (kiosks.c.region == kiosk.region) & (kiosks.c.kiosk == kiosk.kiosk)
        with self._store.look() as connection:
            row = connection.execute(select(kiosks.c.last_seq, kiosks.c.last_mark).where(mine)).one()
        return row.last_seq, row.last_mark

    def _written(self, talk: _Talk, number: int, folder: Path) -> Answered:
        kiosk = talk.kiosk
        header = BundleHeader(
            direction="down",
            central=central_mark(self._signer.public_key),
            region=kiosk.region,
            station=kiosk.station,
            kiosk=kiosk.kiosk,
            number=number,
            made_ms=now_ms(),
        )
        path = folder / f"yizhan-{kiosk.prefix}-{number}-answer{SUFFIX}"
        with written_whole(path) as draft, draft.open("xb") as out:
            write_bundle(header, self._parts(talk), out, signer=self._signer, to=keys_of(bytes(kiosk.public_key))[1])
        return Answered(
            path=path,
            prefix=kiosk.prefix,
            number=number,
            applied=talk.applied,
            refused=talk.refused,
            is_forked=talk.is_forked,
        )

    def _parts(self, talk: _Talk) -> Iterator[Part]:
        for name in talk.pages:
            yield Part(kind=PartKind.PAGE, data=self._page(talk.kiosk, name))
        for asked, reply in talk.pairs:
            yield Part(kind=PartKind.ASKED, data=asked)
            yield Part(kind=PartKind.REPLY, data=reply)

    def _page(self, kiosk: Kiosk, name: str) -> bytes:
        with self._store.look() as connection:
            found = connection.execute(
                select(pages.c.data).where(
                    pages.c.region == kiosk.region,
                    pages.c.owner.in_((EVERYBODY, kiosk.station)),
                    pages.c.name == name,
                )
            ).scalar()
        if found is None:
            raise Overtaken
        return bytes(found)


def _check(kiosk: Kiosk) -> None:
    """Raise `NoSealKey` for a kiosk that could not read the answer, before anything is done for it."""
    if not keys_of(bytes(kiosk.public_key))[1]:
        raise NoSealKey


def _requests(bundle: Bundle, opener: Opener) -> Iterator[Part]:
    """Yield the requests, each of which can be read. Raises `BadMessage` where there is none."""
    count = 0
    for part in bundle.parts(opener):
        if part.kind is not PartKind.REQUEST:
            raise BadMessage("no request")
        read_request(part.data)
        yield part
        count += 1
    if not count:
        raise BadMessage("no request")


def _reached(at: Sequence[int], done: Done) -> list[int]:
    """Return what a kiosk knows that knew `at` and then takes this reply."""
    reply = done.reply
    if reply.again:
        return list(at)
    found = []
    for place, scope in enumerate(("region", "station")):
        pages_end = [page.end for page in reply.pages if page.scope == scope]
        tails_end = [tail.end for tail in reply.tails if tail.scope == scope]
        found.append(max([at[place], *pages_end, *tails_end]))
    return [*found, max(at[2], reply.head[2])]
