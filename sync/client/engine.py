"""One sync, from the first byte to the last row: sends what waits, takes what is new, checks that both ends agree.

Every step can be broken off at any byte and repeated; what was taken is on disk before its position is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.store.database import Database
from sync.client.comparing import Comparing
from sync.client.filling import make_indices
from sync.client.identity import Identity
from sync.client.outgoing import Outgoing, outgoing, told
from sync.client.report import Outcome, Report
from sync.client.sounds import SoundMail
from sync.client.state import Central, SyncState
from sync.client.taking import FromLine, PageSource, Taking
from sync.client.transport import Answer, LinkFailed, SaidNo, Transport, WrongClock
from sync.client.verdicts import signed
from sync.protocol.canonical import Value
from sync.protocol.faults import BadSignature, ProtocolFault
from sync.protocol.signing import Verifier
from sync.protocol.wire import (
    MOST_REPLY_BYTES,
    Moment,
    SyncReply,
    new_once,
    read_reply,
    request,
    validated,
    write_request,
)

SET_BACK_WORD = "central-set-back"
CACHE_KIB = 2_000
"""Less than the screen's: beside it memory counts for more than a tenth of a second."""
MOST_ROUNDS = 200
"""Requests of one sync; a long-lost station with much to say needs several."""
UPLOAD_BYTES = 256 * 1024
PACK_FROM_BYTES = 512
LEAST_UPLOAD_BYTES = 1024
LEAST_REPLY_BYTES = 1024
FIRST_SMALL_REPLY_BYTES = 16 * 1024


class SetBack(Exception):
    """Central knows less than it did: it was restored from a backup. `is_signed`: these are its own words."""

    def __init__(self, *, is_signed: bool) -> None:
        super().__init__()
        self.is_signed = is_signed


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
        signing_seed: Callable[[], bytes],
        connect_any_time: Callable[[Central], Transport] | None = None,
        health: Callable[[], dict[str, Value] | None] = lambda: None,
    ) -> None:
        """`folder`: where pages lie until they are whole. `machine`: what tells this computer from a copy of its disk.

        `connect_any_time`: the same line, but a certificate is first held against central's signed time instead of this
        machine's clock; tried where the clock does not fit the certificate.
        """
        self._database, self._folder = database, folder
        self._connect, self._connect_any_time, self._health = connect, connect_any_time, health
        self._identity = Identity(database, machine=machine, signing_seed=signing_seed)
        self._taking, self._comparing = Taking(database), Comparing(database)
        self._state = SyncState(database)
        database.execute(f"pragma cache_size = -{CACHE_KIB}")
        self._upload_bytes = UPLOAD_BYTES
        self._most: int | None = None

    def sync(self) -> Report:
        """Speak with central until both ends know all. Raises `StoreError` where the database cannot be used."""
        report = Report(outcome=Outcome.DONE)
        central = self._state.central()
        if central is None:
            report.outcome = Outcome.NOT_ENROLLED
            return report
        make_indices(self._database)  # that were left out when the power went
        try:
            central = self._identity.checked(central)
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
            report.outcome, report.detail = Outcome(failure.word), str(failure)
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
        return None if central is None else self._identity.checked(central)

    def take_carried(self, replies: Iterable[Carried], pages: PageSource) -> Report:
        """Take what central said in a file, however old it is: what is known here already changes nothing.

        Raises `ProtocolFault`; what was taken before stays taken.
        """
        report = Report(outcome=Outcome.DONE)
        for carried in replies:
            central, reply = self._identity.known(), carried.reply
            report.rounds += 1
            if reply.again:
                self._identity.note_fork(central)
                break
            report.sent += max(0, reply.through[0] - central.confirmed_seq)
            self._confirm(central, carried.said, reply, report)
            if self._identity.known().fork:
                break
            self._taking.take(central, pages, reply, carried.inline, report)
            report.central_ms = max(report.central_ms, reply.now)
            report.agrees = self._comparing.agreement(reply)
        return report

    def _over(self, line: Transport, central: Central, report: Report) -> None:
        with line as transport:
            if transport.ignores_time:
                check_certificate(central, transport)
            self._speak(central, transport, report)

    def look_who_we_are(self) -> None:
        """See whether this disk woke up in another computer, before anything is given out there; needs no network."""
        central = self._state.central()
        if central is not None:
            self._identity.checked(central)

    def _speak(self, central: Central, transport: Transport, report: Report) -> None:
        reply, was_set_back = None, False
        for _ in range(MOST_ROUNDS):
            if central.fork:
                central = self._identity.ask_again(central, transport)
                transport.close()
                transport.token(central.token)
            report.rounds += 1
            try:
                reply, has_more = self._round(central, transport, report)
            except SetBack as word:
                if was_set_back:
                    raise
                central = self._identity.begin_again(central, transport, is_signed=word.is_signed)
                was_set_back = True
                continue
            if reply is None:
                central = self._identity.known()
                continue
            report.central_ms, report.heard_at_s = reply.now, time.monotonic()
            if reply.backoff:
                report.outcome, report.backoff_s = Outcome.BUSY, reply.backoff
                return
            central = self._identity.known()
            if not (has_more or central.fork):
                break
        if reply is not None:
            self._comparing.compare(central, transport, reply, report)
            with suppress(LinkFailed, BadSignature):  # the rows are here; sounds go on with the next sync
                SoundMail(self._database, self._folder, transport, Verifier(central.public_key)).exchange()

    def _round(self, central: Central, transport: Transport, report: Report) -> tuple[SyncReply | None, bool]:
        """One request and all that its reply brings. Return the reply, and whether to go on at once.

        A round that brought neither end further is the last one, whatever a reply promises.
        """
        region, station = self._state.positions()
        said = outgoing(self._database, central, most_bytes=self._upload_bytes)
        asked = write_request(
            request(
                at=[region, station, central.grant_no],
                after=(central.confirmed_seq, central.confirmed_mark),
                operations=said.operations,
                slots=said.slots,
                wants=said.wants,
                most=self._most,
                health=self._health(),
                once=new_once(),
            )
        )
        reply, inline = self._answer(central, transport, asked, report)
        if reply.backoff:
            return reply, False
        if reply.again:
            self._identity.note_fork(central)
            return None, True
        if reply.head[0] < region or reply.head[1] < station:
            raise SetBack(is_signed=True)
        self._confirm(central, said, reply, report)
        if self._identity.known().fork:
            return None, True
        before = (region, station, central.grant_no, central.confirmed_seq)
        pages = FromLine(transport, central.region, self._folder)
        self._taking.take(central, pages, reply, inline, report)
        report.sent += len(said.operations)
        known = self._identity.known()
        after = (*self._state.positions(), known.grant_no, known.confirmed_seq)
        is_further = after != before or bool(said.slots or said.wants)
        return reply, is_further and (reply.more or not said.is_all)

    def _answer(
        self, central: Central, transport: Transport, asked: bytes, report: Report
    ) -> tuple[SyncReply, list[bytes]]:
        answer = _posted(transport, asked)
        if answer.error == SET_BACK_WORD:
            raise SetBack(is_signed=False)
        if answer.error:
            report.detail = answer.error
            raise SaidNo(answer.error)
        return read_reply(answer.body, asked=asked, verifier=Verifier(central.public_key))

    def _confirm(self, central: Central, said: Outgoing, reply: SyncReply, report: Report) -> None:
        """Forget the operations that central has, set aside those that it refused.

        A reply from before what is confirmed already tells of nothing that still waits.
        """
        through, mark = reply.through
        if through > central.confirmed_seq:
            ours = self._state.mark_of(through)
            if mark and ours != mark:
                self._identity.note_fork(central)
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

    def _link_is_good(self) -> None:
        self._upload_bytes = min(UPLOAD_BYTES, self._upload_bytes * 2)
        if self._most is not None:
            self._most *= 2
            if self._most > MOST_REPLY_BYTES // 4:
                self._most = None

    def _clear_pages(self) -> None:
        """Delete pages that were begun and are not needed any more; all that were have been taken."""
        with suppress(OSError):
            for file in self._folder.glob("*.page"):
                file.unlink()

    def _link_is_bad(self) -> None:
        """Say and ask for less at once next time, down to what a line that is always cut may still carry."""
        self._upload_bytes = max(LEAST_UPLOAD_BYTES, self._upload_bytes // 4)
        self._most = max(LEAST_REPLY_BYTES, (self._most or 4 * FIRST_SMALL_REPLY_BYTES) // 4)


def check_certificate(central: Central, transport: Transport) -> None:
    """Before anything of this station is told: hear central's signed time, and see whether the certificate holds.

    Nor is the token told before: whoever holds a certificate that has run out could use it. Raises `LinkFailed`,
    `BadSignature`.
    """
    transport.token(b"")
    asked = f"/v1/time?once={new_once()}"
    answer = transport.get(asked, most=LEAST_REPLY_BYTES)
    said = signed(answer.body, answer.error, asked.encode(), Verifier(central.public_key))
    transport.hold_against(validated(Moment, said).now)
    transport.token(central.token)


def _posted(transport: Transport, asked: bytes) -> Answer:
    """Send a request, packed where it is long enough to be worth it. What is signed are the bytes before packing."""
    if len(asked) <= PACK_FROM_BYTES:
        return transport.post("/v1/sync", asked, most=MOST_REPLY_BYTES)
    import zstandard

    packed = zstandard.ZstdCompressor(level=9).compress(asked)
    return transport.post("/v1/sync", packed, most=MOST_REPLY_BYTES, headers={"Content-Encoding": "zstd"})
