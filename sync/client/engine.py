"""One sync, from the first byte to the last row: sends what waits, takes what is new, checks that both ends agree.

Every step can be broken off at any byte and repeated; what was taken is on disk before its position is.
"""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Protocol

from kiosk.store.database import Database
from kiosk.store.sync_state import suspend_slots
from sync.client import counting
from sync.client.applying import Applied, Applier, as_central_says, written
from sync.client.granting import Grants, read_grants, take_grants
from sync.client.outgoing import Outgoing, outgoing, told
from sync.client.report import Outcome, Report
from sync.client.retelling import tell_all_again
from sync.client.sounds import SoundMail
from sync.client.state import Central, SyncState
from sync.client.sweeping import Sweep
from sync.client.transport import Answer, LinkFailed, Transport, WrongCertificate, WrongClock
from sync.client.waiting import waiting_in
from sync.protocol import digest
from sync.protocol.canonical import Value, decode, encode
from sync.protocol.enrolment import (
    REGION_BYTES,
    AgainRequest,
    Enrolled,
    new_token_secret,
    token_hash,
    token_of,
)
from sync.protocol.faults import BadSignature, ProtocolFault
from sync.protocol.kinds import Scope
from sync.protocol.page import MOST_PAGE_BYTES, NAME_BYTES, Group, PageKind, is_page_name, unpack, verify_page
from sync.protocol.sealing import Opener
from sync.protocol.signing import SIGNATURE_BYTES, Purpose, Signer, Verifier
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import (
    MOST_REPLY_BYTES,
    PageToFetch,
    SyncReply,
    Tail,
    read_reply,
    request,
    validated,
    write_request,
)

SET_BACK_WORD = "central-set-back"
CACHE_KIB = 4_000
"""Less than the screen's: beside it memory counts for more than a tenth of a second."""
MOST_ROUNDS = 200
"""Requests of one sync; a long-lost station with much to say needs several."""
UPLOAD_BYTES = 256 * 1024
PACK_FROM_BYTES = 512
LEAST_UPLOAD_BYTES = 1024
LEAST_REPLY_BYTES = 1024
FIRST_SMALL_REPLY_BYTES = 16 * 1024
ROWS_REPLY_BYTES = 8 * 1024 * 1024
MOST_WRONG_ROWS = 2000


ERRORS = {
    "revoked": Outcome.REVOKED,
    "unknown-token": Outcome.REVOKED,
    "central-set-back": Outcome.SET_BACK,
    "busy": Outcome.BUSY,
}


class SetBack(Exception):
    """Central knows less than it did: it was restored from a backup."""


class PageSource(Protocol):
    """Where the pages come from that a reply names."""

    def file_of(self, page: PageToFetch, scope: Scope) -> Path:
        """Return a file with all bytes of a page, which are still to be verified. Raises `LinkFailed`."""
        ...


@dataclass(frozen=True, slots=True)
class FromLine:
    """Pages are fetched from central, each into a file where an earlier try may have left a part."""

    transport: Transport
    region: str
    folder: Path

    def file_of(self, page: PageToFetch, scope: Scope) -> Path:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file, address = self.folder / f"{page.name}.page", f"/v1/pages/{self.region}/{scope.value}/{page.name}"
        is_begun = file.exists()
        self.transport.download(address, file, size=page.size)
        if is_begun and _name_of(file) != page.name:  # what an earlier try left was torn, or of somebody else
            file.unlink()
            self.transport.download(address, file, size=page.size)
        return file


def _name_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=NAME_BYTES)).hexdigest()


@dataclass(frozen=True, slots=True)
class Carried:
    """A reply that came in a file, with what was said to central beside operations in the request that it answers."""

    said: Outgoing
    reply: SyncReply
    inline: list[bytes]


class Engine:
    """Syncs one database. Belongs to the thread that opened the database."""

    def __init__(
        self,
        database: Database,
        *,
        folder: Path,
        machine: Callable[[], str],
        connect: Callable[[Central], Transport],
        connect_any_time: Callable[[Central], Transport] | None = None,
        health: Callable[[], dict[str, Value] | None] = lambda: None,
        signing_seed: Callable[[], bytes] | None = None,
    ) -> None:
        """`folder`: where pages lie until they are whole. `machine`: what tells this computer from a copy of its disk.

        `connect_any_time`: the same line, but a certificate is first held against central's signed time instead of this
        machine's clock; tried where the clock does not fit the certificate.
        """
        self._database, self._folder, self._machine = database, folder, machine
        self._connect, self._health, self._signing_seed = connect, health, signing_seed
        self._connect_any_time = connect_any_time
        self._state = SyncState(database)
        database.execute(f"pragma cache_size = -{CACHE_KIB}")
        self._upload_bytes = UPLOAD_BYTES
        self._most: int | None = None
        self._counted: counting.Counted | None = None
        self._explained: int | None = None

    def sync(self) -> Report:
        """Speak with central until both ends know all. Raises `StoreError` where the database cannot be used."""
        report = Report(outcome=Outcome.DONE)
        central = self._state.central()
        if central is None:
            report.outcome = Outcome.NOT_ENROLLED
            return report
        try:
            central = self._checked_identity(central)
            try:
                self._over(self._connect(central), central, report)
            except WrongClock:
                if self._connect_any_time is None:
                    raise
                self._over(self._connect_any_time(central), central, report)
            self._link_is_good()
            self._clear_pages()
        except LinkFailed as failure:
            self._link_is_bad()
            report.outcome, report.detail = Outcome(_word(failure)), str(failure)
        except BadSignature as fault:
            report.outcome, report.detail = Outcome.PORTAL, fault.key
        except ProtocolFault as fault:
            report.outcome, report.detail = Outcome.REFUSED, fault.key
        except SetBack:
            report.outcome = Outcome.SET_BACK
        return report

    def who(self) -> Central | None:
        """Return what this station is at central, after a look at whether its disk woke up in another computer."""
        central = self._state.central()
        return None if central is None else self._checked_identity(central)

    def take_carried(self, replies: Iterable[Carried], pages: PageSource) -> Report:
        """Take what central said in a file, however old it is: what is known here already changes nothing.

        Raises `ProtocolFault`; what was taken before stays taken.
        """
        report = Report(outcome=Outcome.DONE)
        for carried in replies:
            central, reply = self._known(), carried.reply
            report.rounds += 1
            if reply.again:
                self._note_fork(central)
                break
            report.sent += max(0, reply.through[0] - central.confirmed_seq)
            self._confirm(central, carried.said, reply, report)
            if self._known().fork:
                break
            self._take(central, pages, reply, carried.inline, report)
            report.central_ms = max(report.central_ms, reply.now)
            report.agrees = self._agreement(reply)
        return report

    def _over(self, line: Transport, central: Central, report: Report) -> None:
        with line as transport:
            if transport.ignores_time:
                self._check_certificate(central, transport)
            self._speak(central, transport, report)

    def _check_certificate(self, central: Central, transport: Transport) -> None:
        """Before anything is told: hear central's signed time, and see whether the certificate holds then."""
        asked = write_request(request(at=[0, 0, 0], after=(0, ""), most=LEAST_REPLY_BYTES))
        answer = transport.post("/v1/sync", asked, most=MOST_REPLY_BYTES)
        if answer.error:
            raise _fault(answer.error)
        reply, _ = read_reply(answer.body, asked=asked, verifier=Verifier(central.public_key))
        if not transport.is_valid_at(reply.now):
            raise WrongCertificate("not at central's own time")

    def look_who_we_are(self) -> None:
        """See whether this disk woke up in another computer, before anything is given out there; needs no network."""
        central = self._state.central()
        if central is not None:
            self._checked_identity(central)

    def _checked_identity(self, central: Central) -> Central:
        """See whether this disk woke up in another computer."""
        machine = self._machine()
        if machine != central.machine and not central.fork:
            with self._database.transaction():
                suspend_slots(self._database)
                self._database.execute("update central set fork = 'moved', machine = ?", (machine,))
            return self._known()
        return central

    def _known(self) -> Central:
        central = self._state.central()
        assert central is not None
        return central

    def _speak(self, central: Central, transport: Transport, report: Report) -> None:
        reply, was_set_back = None, False
        for _ in range(MOST_ROUNDS):
            if central.fork:
                central = self._ask_again(central, transport)
                transport.close()
                transport.token(central.token)
            report.rounds += 1
            try:
                said, reply, more = self._round(central, transport, report)
            except SetBack:
                if was_set_back:
                    raise
                central, was_set_back = self._begin_again(central, transport), True
                continue
            if reply is None:
                central = self._known()
                continue
            report.central_ms, report.heard_at_s = reply.now, time.monotonic()
            if reply.backoff:
                report.outcome, report.backoff_s = Outcome.BUSY, reply.backoff
                return
            central = self._known()
            if not (more or reply.more or not said.is_all or central.fork):
                break
        if reply is not None:
            self._compare(central, transport, reply, report)
            with suppress(LinkFailed):  # the rows are here; sounds go on with the next sync
                SoundMail(self._database, self._folder, transport, Verifier(central.public_key)).exchange()

    def _round(self, central: Central, transport: Transport, report: Report) -> tuple[Outgoing, SyncReply | None, bool]:
        """One request and all that its reply brings. Return what was said, the reply, and whether to go on at once."""
        region, station = self._state.positions()
        waiting = waiting_in(self._database)
        said = outgoing(self._database, central, waiting, most_bytes=self._upload_bytes)
        asked = write_request(
            request(
                at=[region, station, central.grant_no],
                after=(central.confirmed_seq, central.confirmed_mark),
                operations=said.operations,
                slots=said.slots,
                wants=said.wants,
                most=self._most,
                health=self._health(),
            )
        )
        answer = _posted(transport, asked)
        if answer.error == SET_BACK_WORD:
            raise SetBack
        if answer.error:
            report.detail = answer.error
            raise _fault(answer.error)
        reply, inline = read_reply(answer.body, asked=asked, verifier=Verifier(central.public_key))
        if reply.backoff:
            return said, reply, False
        if reply.again:
            self._note_fork(central)
            return said, None, True
        if reply.head[0] < region or reply.head[1] < station:
            raise SetBack
        self._confirm(central, said, reply, report)
        if self._known().fork:
            return said, None, True
        before = (region, station, central.grant_no)
        pages = FromLine(transport, central.region, self._folder)
        self._take(central, pages, reply, inline, report)
        report.sent += len(said.operations)
        after = (*self._state.positions(), self._known().grant_no)
        return said, reply, reply.more and after != before

    def _confirm(self, central: Central, said: Outgoing, reply: SyncReply, report: Report) -> None:
        """Forget the operations that central has, set aside those that it refused.

        A reply from before what is confirmed already tells of nothing that still waits.
        """
        through, mark = reply.through
        if through > central.confirmed_seq:
            ours = self._state.mark_of(through)
            if mark and ours != mark:
                self._note_fork(central)
                return
        refused = [refusal for refusal in reply.refused if refusal.seq > central.confirmed_seq]
        with self._database.transaction():
            self._database.execute_many(
                "update operations set state = 'refused', reason = ? where seq = ? and state = 'waiting'",
                [(f"{refusal.reason} {refusal.detail}".strip(), refusal.seq) for refusal in refused],
            )
            self._database.execute("delete from operations where state = 'waiting' and seq <= ?", (through,))
            if through > central.confirmed_seq:
                self._state.confirmed(through, mark)
            told(self._database, said)
        report.refused += len(refused)

    def _take(self, central: Central, pages: PageSource, reply: SyncReply, inline: list[bytes], report: Report) -> None:
        grants = read_grants(inline[-1]) if reply.granted else Grants()
        self._take_scope(Scope.REGION, central, pages, reply, inline, grants, report)
        self._take_scope(Scope.STATION, central, pages, reply, inline, grants, report)
        has_all = all(here >= there for here, there in zip(self._state.positions(), reply.head[:2], strict=True))
        if has_all and reply.granted:  # a grant for a posting that is not here yet would be lost
            with as_central_says(self._database):
                take_grants(self._database, grants, waiting_in(self._database))

    def _take_scope(
        self,
        scope: Scope,
        central: Central,
        source: PageSource,
        reply: SyncReply,
        inline: list[bytes],
        grants: Grants,
        report: Report,
    ) -> None:
        pages = [page for page in reply.pages if page.scope == scope.value]
        sweep = Sweep(self._database, scope) if any(page.is_snapshot for page in pages) else None
        for place, page in enumerate(pages):
            is_last = place + 1 == len(pages) or not pages[place + 1].is_snapshot
            self._take_page(page, scope, central, source, grants, report, sweep, is_last_part=is_last)
        for tail, data in zip(reply.tails, inline, strict=False):
            if tail.scope == scope.value:
                self._take_tail(tail, data, scope, central, grants, report)

    def _take_page(
        self,
        page: PageToFetch,
        scope: Scope,
        central: Central,
        source: PageSource,
        grants: Grants,
        report: Report,
        sweep: Sweep | None,
        *,
        is_last_part: bool,
    ) -> None:
        position = self._state.positions()[scope is Scope.STATION]
        if page.end <= position or (page.start > position and not page.is_snapshot):
            return
        if page.size > MOST_PAGE_BYTES or not is_page_name(page.name):
            raise _fault("too-large")
        file = source.file_of(page, scope)
        try:
            with file.open("rb") as stream:
                try:
                    header = verify_page(stream, Verifier(central.public_key), name=page.name)
                except ProtocolFault:
                    file.unlink()  # half of it may be of a portal: begin anew
                    raise
                if (header.scope, header.end) != (scope, page.end) or header.region != central.region:
                    raise BadSignature("a page of somewhere else")
                self._write_stream(stream, central, grants, report, sweep if page.is_snapshot else None)
            with as_central_says(self._database):
                if page.is_snapshot and is_last_part and sweep is not None:
                    report.gone += sweep.finish(waiting_in(self._database))
                if header.kind is PageKind.LOG or is_last_part:
                    self._state.reached(scope, page.end)
        finally:
            if self._state.positions()[scope is Scope.STATION] >= page.end:
                with suppress(OSError):
                    file.unlink()

    def _write_stream(
        self,
        stream: BinaryIO,
        central: Central,
        grants: Grants,
        report: Report,
        sweep: Sweep | None,
    ) -> None:
        """Write each group in a transaction of its own: others get their turn in between."""
        applier = Applier(self._database, kiosk=central.kiosk)
        for group in unpack(stream):
            report.add(written(self._database, partial(self._write_group, applier, group, grants, sweep)))

    def _write_group(
        self, applier: Applier, group: Group, grants: Grants, sweep: Sweep | None, row_by_row: bool
    ) -> list[Applied]:
        done = applier.apply(group, waiting_in(self._database), grants=grants, row_by_row=row_by_row)
        if sweep is not None:
            sweep.saw(group)
        return [done]

    def _take_tail(
        self,
        tail: Tail,
        data: bytes,
        scope: Scope,
        central: Central,
        grants: Grants,
        report: Report,
    ) -> None:
        position = self._state.positions()[scope is Scope.STATION]
        if tail.start > position or tail.end <= position:
            return
        applier = Applier(self._database, kiosk=central.kiosk)

        def write(row_by_row: bool) -> list[Applied]:
            waiting = waiting_in(self._database)
            groups = unpack(io.BytesIO(data))
            done = [applier.apply(group, waiting, grants=grants, row_by_row=row_by_row) for group in groups]
            self._state.reached(scope, tail.end)
            return done

        report.add(written(self._database, write))

    def _compare(self, central: Central, transport: Transport, reply: SyncReply, report: Report) -> None:
        """See whether both ends hold the same rows, and fetch those that differ; not while something waits here."""
        report.agrees = self._agreement(reply)
        if report.agrees is not False:
            return
        report.repaired = self._repair(central, transport, report)
        self._counted = counting.counted(self._database)
        left = digest.added(digest.from_text(reply.sum), -self._counted.sum)
        report.agrees = left == 0
        self._explained = left  # what cannot be repaired is not tried again until something changes

    def _agreement(self, reply: SyncReply) -> bool | None:
        """Tell whether the rows are those that central had; None while that cannot be told."""
        if list(self._state.positions()) != reply.head[:2] or not waiting_in(self._database).is_empty:
            return None
        if self._counted is None or self._counted.version != self._database.data_version():
            self._counted = counting.counted(self._database)
        difference = digest.added(digest.from_text(reply.sum), -self._counted.sum)
        return difference in (0, self._explained)

    def _repair(self, central: Central, transport: Transport, report: Report) -> int:
        verifier = Verifier(central.public_key)
        theirs = self._signed_get("/v1/sums", transport, verifier)
        size = digest.BYTES
        sums = [digest.from_bytes(theirs[start : start + size]) for start in range(0, len(theirs), size)]
        ours = counting.in_buckets(self._database)
        wrong: list[counting.Record] = []
        for bucket, (their, our) in enumerate(zip(sums, ours, strict=True)):
            if their != our and len(wrong) < MOST_WRONG_ROWS:
                rows = decode(self._signed_get(f"/v1/sums/{bucket}", transport, verifier))
                wrong += counting.wrong_in(self._database, bucket, [tuple(row) for row in rows])
        if not wrong:
            return 0
        self._fetch_rows(wrong, central, transport, report)
        return len(wrong)

    def _fetch_rows(
        self, records: Iterable[counting.Record], central: Central, transport: Transport, report: Report
    ) -> None:
        asked = encode({"v": PROTOCOL, "rows": [list(record) for record in records]}).encode()
        answer = transport.post("/v1/rows", asked, most=ROWS_REPLY_BYTES)
        packed = _signed(answer.body, answer.error, asked, Verifier(central.public_key))
        applier = Applier(self._database, kiosk=central.kiosk)

        def write(row_by_row: bool) -> list[Applied]:
            waiting = waiting_in(self._database)
            return [applier.apply(group, waiting, row_by_row=row_by_row) for group in unpack(io.BytesIO(packed))]

        report.bad += sum(done.bad for done in written(self._database, write))

    def _signed_get(self, path: str, transport: Transport, verifier: Verifier) -> bytes:
        asked = f"{path}?once={token_hex(8)}"
        answer = transport.get(asked, most=ROWS_REPLY_BYTES)
        return _signed(answer.body, answer.error, asked.encode(), verifier)

    def _note_fork(self, central: Central) -> None:
        """Somebody else goes on with this identity: give up what may be used twice, and ask for another."""
        with self._database.transaction():
            suspend_slots(self._database)
            self._database.execute("update central set fork = 'forked', fork_seq = ?", (central.confirmed_seq,))

    def _begin_again(self, central: Central, transport: Transport) -> Central:
        """Central was set back: hear how much of us it remembers, take all it has anew, and tell it the rest again."""
        enrolled = self._heard_again(central, transport, "set-back", central.token[REGION_BYTES:])
        through, mark = enrolled.through
        with self._database.transaction():
            self._state.confirmed(min(through, central.confirmed_seq), mark)
            for scope in Scope:
                self._state.reached(scope, 0)
            tell_all_again(self._database)
        return self._known()

    def _ask_again(self, central: Central, transport: Transport) -> Central:
        secret = central.next_secret or new_token_secret()
        if not central.next_secret:
            with self._database.transaction():
                self._database.execute("update central set next_secret = ?", (secret,))
        enrolled = self._heard_again(central, transport, central.fork, secret)
        with self._database.transaction():
            through, mark = enrolled.through
            self._database.execute("delete from operations where state = 'waiting' and seq <= ?", (through,))
            self._state.save(
                replace(
                    central,
                    token=token_of(central.region, secret),
                    seal_key=bytes.fromhex(enrolled.central_seal_key),
                    next_secret=b"",
                    kiosk=enrolled.kiosk,
                    machine=self._machine(),
                    fork="",
                    fork_seq=0,
                    confirmed_seq=max(through, 0),
                    confirmed_mark=mark,
                    grant_no=0,
                )
            )
            self._database.execute("update station set prefix = ?", (enrolled.prefix,))
        return self._known()

    def _heard_again(self, central: Central, transport: Transport, reason: str, secret: bytes) -> Enrolled:
        seed = self._signing_seed() if self._signing_seed else b"\0" * 32
        said = AgainRequest(
            v=PROTOCOL,
            reason=reason,  # type: ignore[arg-type]  # checked by the table
            fork_seq=central.fork_seq if reason == central.fork else central.confirmed_seq,
            public_key=Signer(seed).public_key.hex(),
            token_hash=token_hash(secret).hex(),
            machine=self._machine(),
            seal_key=Opener(seed).public_key.hex(),
            prefix=str(self._database.value("select prefix from station") or ""),
            once=token_hex(8),
        )
        asked = encode(said.model_dump()).encode()
        answer = transport.post("/v1/again", asked, most=MOST_REPLY_BYTES)
        body = _signed(answer.body, answer.error, asked, Verifier(central.public_key))
        return validated(Enrolled, body)

    def _link_is_good(self) -> None:
        self._upload_bytes = min(UPLOAD_BYTES, self._upload_bytes * 2)
        if self._most is not None:
            self._most *= 2
            if self._most > MOST_REPLY_BYTES // 4:
                self._most = None

    def _clear_pages(self) -> None:
        """Delete pages that were begun and are not needed any more; all that were have been taken."""
        for file in self._folder.glob("*.page"):
            with suppress(OSError):
                file.unlink()

    def _link_is_bad(self) -> None:
        """Say and ask for less at once next time, down to what a line that is always cut may still carry."""
        self._upload_bytes = max(LEAST_UPLOAD_BYTES, self._upload_bytes // 4)
        self._most = max(LEAST_REPLY_BYTES, (self._most or 4 * FIRST_SMALL_REPLY_BYTES) // 4)


def _posted(transport: Transport, asked: bytes) -> Answer:
    """Send a request, packed where it is long enough to be worth it. What is signed are the bytes before packing."""
    if len(asked) <= PACK_FROM_BYTES:
        return transport.post("/v1/sync", asked, most=MOST_REPLY_BYTES)
    import zstandard

    packed = zstandard.ZstdCompressor(level=9).compress(asked)
    return transport.post("/v1/sync", packed, most=MOST_REPLY_BYTES, headers={"Content-Encoding": "zstd"})


def _signed(body: bytes, error: str, asked: bytes, verifier: Verifier) -> bytes:
    if error:
        raise _fault(error)
    signature, rest = body[:SIGNATURE_BYTES], body[SIGNATURE_BYTES:]
    verifier.verify(signature, Purpose.REPLY, asked, rest)
    return rest


class _Told(LinkFailed):
    """Central said no, in a word of its own."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = ERRORS.get(word, Outcome.REFUSED).value


def _fault(word: str) -> _Told:
    return _Told(word)


def _word(failure: LinkFailed) -> str:
    return failure.word
