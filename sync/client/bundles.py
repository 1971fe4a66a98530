"""The stick, as the station sees it: what waits goes out as one file, and central's answer comes in as another."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from kiosk.errors import YizhanError
from kiosk.services import OpenStation
from kiosk.store.durable import FULL, written_whole
from kiosk.store.filelock import FileLock
from kiosk.store.outbox import wall_clock_ms
from sync.client.answers import check_reader, newest_answer
from sync.client.beside import TURN_WAIT_S, counts_of
from sync.client.engine import UPLOAD_BYTES, Carried, Engine
from sync.client.outgoing import Outgoing, outgoing
from sync.client.report import Report
from sync.client.state import Central, SyncState
from sync.client.status import sync_folder, write_carried
from sync.protocol.bundle import (
    SUFFIX,
    Bundle,
    BundleHeader,
    Part,
    PartKind,
    central_mark,
    copy_bundle,
    write_bundle,
)
from sync.protocol.faults import BadMessage, ProtocolFault
from sync.protocol.kinds import Scope
from sync.protocol.page import is_page_name, page_name
from sync.protocol.sealing import Opener
from sync.protocol.signing import Signer, Verifier
from sync.protocol.wire import MARK_LENGTH, PageToFetch, SyncReply, read_reply, read_request, request, write_request

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


class StickRefused(YizhanError):
    """A file of a stick that cannot be written or is not taken; the key says why, and nothing was changed."""

    default_key = "error-stick-bad-message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    path: Path
    number: int
    operations: int


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Pages that lie in a folder, each under its name."""

    folder: Path

    def keep(self, data: bytes) -> None:
        """Write a page down under the name that its own bytes give it, whatever anybody calls it."""
        (self.folder / page_name(data)).write_bytes(data)

    def has(self, page: PageToFetch) -> bool:
        with suppress(OSError):
            return is_page_name(page.name) and (self.folder / page.name).stat().st_size == page.size
        return False

    def file_of(self, page: PageToFetch, scope: Scope) -> Path:
        return self.folder / page.name


class Stick:
    """Bundles of one open station; `engine` is that of the same database."""

    def __init__(self, station: OpenStation, engine: Engine) -> None:
        self._station, self._engine = station, engine
        self._database, self._state = station.database, SyncState(station.database)

    def export(self, to: Path, *, progress: Progress = lambda done, of: None) -> Exported:
        """Write all that waits to the file `to`, or under its usual name into the folder `to`.

        It goes on waiting until central's answer, over whichever way, says that it arrived. Raises `StickRefused`,
        `StoreError`.
        """
        with self._turn():
            central = self._known()
            if not to.is_dir() and to.suffix != SUFFIX:  # a stick's folder that is gone
                raise StickRefused("error-stick-unwritable")
            with self._database.transaction():
                number = self._state.next_stick()
            path = to / f"yizhan-{self._station.station.prefix}-{number}{SUFFIX}" if to.is_dir() else to
            header = BundleHeader(
                direction="up",
                central=central_mark(central.public_key),
                region=central.region,
                station=self._station.station.id,
                kiosk=central.kiosk,
                number=number,
                made_ms=wall_clock_ms(),
            )
            requests = _Requests(self._station, central, progress)
            try:
                with written_whole(path) as draft, draft.open("xb") as out:
                    signer = Signer(self._station.stations.signing_seed())
                    write_bundle(header, requests.parts(), out, signer=signer, to=central.seal_key)
            except ProtocolFault as fault:
                raise StickRefused(f"error-stick-{fault.key}") from fault
            except OSError as error:
                raise StickRefused("error-stick-full" if error.errno in FULL else "error-stick-unwritable") from error
        return Exported(path=path, number=number, operations=requests.done)

    def take(self, file: Path, *, progress: Progress = lambda done, of: None) -> Report:
        """Take central's answer from `file`: receipts, news and slots. Taken twice, or late, it does no harm.

        The status says from then on when central was heard, by its own signed time.

        Raises `StickRefused`, before anything is changed; `StoreError`.
        """
        with self._turn():
            central = self._known()
            folder = sync_folder(self._station.places.data) / "stick"
            shutil.rmtree(folder, ignore_errors=True)
            try:
                folder.mkdir(mode=0o700, parents=True)
                with tempfile.TemporaryFile(dir=folder) as copy:
                    copy_bundle(file, copy)
                    report = self._taken(copy, central, Unpacked(folder), progress)
                write_carried(self._station.places.data, report, **counts_of(self._station))
                return report
            except ProtocolFault as fault:
                raise StickRefused(f"error-stick-{fault.key}") from fault
            except OSError as error:
                raise StickRefused("error-disk-full" if error.errno in FULL else "error-stick-unreadable") from error
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def look(self, folder: Path) -> Path | None:
        """Return the answer in `folder` that is this kiosk's to take, the newest; None where there is none.

        Raises `StickRefused` where no stick is of use to this kiosk.
        """
        return newest_answer(folder, self._known(), self._station.station)

    def _taken(self, copy: BinaryIO, central: Central, pages: Unpacked, progress: Progress) -> Report:
        bundle = Bundle(copy)
        header = bundle.header
        check_reader(header, central, self._station.station)
        verifier = Verifier(central.public_key)
        bundle.verify(verifier)
        opener = Opener(self._station.stations.signing_seed())
        count = _checked(bundle, opener, verifier, pages)
        is_first = header.number > central.stick_heard

        def carried() -> Iterator[Carried]:
            for done, (asked, reply, inline) in enumerate(_replies(bundle, opener, verifier)):
                progress(done, count)
                said = read_request(asked)
                # Wishes are counted up here until central has heard of them: from one answer they are taken off once.
                yield Carried(Outgoing(slots=said.slots, wants=said.wants if is_first else []), reply, inline)
            with self._database.transaction():
                self._state.stick_answered(header.number)

        report = self._engine.take_carried(carried(), pages)
        progress(count, count)
        return report

    def _known(self) -> Central:
        central = self._engine.who()
        if central is None or not central.seal_key:
            raise StickRefused("error-stick-not-enrolled")
        if central.fork:
            raise StickRefused("error-stick-identity")
        return central

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """As one of those who sync this station, each in its turn."""
        folder = sync_folder(self._station.places.data)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(folder / "turn", alone=True, wait_s=TURN_WAIT_S):
            yield


class _Requests:
    """What waits, in as many requests as it takes: each goes on where the one before it ends."""

    def __init__(self, station: OpenStation, central: Central, progress: Progress) -> None:
        self._database, self._central, self._progress = station.database, central, progress
        self._at = [*SyncState(station.database).positions(), central.grant_no]
        self.done = 0

    def parts(self) -> Iterator[Part]:
        central, is_all = self._central, False
        of = int(self._database.value("select count(*) from operations where seq > ?", (central.confirmed_seq,)) or 0)
        while not is_all:
            said = outgoing(self._database, central, most_bytes=UPLOAD_BYTES)
            asked = request(
                at=self._at,
                after=(central.confirmed_seq, central.confirmed_mark),
                operations=said.operations,
                slots=said.slots,
                wants=said.wants,
            )
            yield Part(kind=PartKind.REQUEST, data=write_request(asked))
            if said.operations:
                last = said.operations[-1]
                central = replace(central, confirmed_seq=last["seq"], confirmed_mark=last["id"][-MARK_LENGTH:])
            self.done += len(said.operations)
            self._progress(self.done, max(of, self.done))
            is_all = said.is_all


def _checked(bundle: Bundle, opener: Opener, verifier: Verifier, pages: Unpacked) -> int:
    """Read all of it once before anything is taken, and unpack the pages; return how many replies there are."""
    for part in bundle.parts(opener):
        if part.kind is PartKind.PAGE:
            pages.keep(part.data)
    count = 0
    for asked, reply, _ in _replies(bundle, opener, verifier):
        read_request(asked)
        if not all(pages.has(page) for page in reply.pages):
            raise BadMessage("a page is missing")
        count += 1
    return count


def _replies(bundle: Bundle, opener: Opener, verifier: Verifier) -> Iterator[tuple[bytes, SyncReply, list[bytes]]]:
    asked: bytes | None = None
    for part in bundle.parts(opener):
        match part.kind:
            case PartKind.PAGE:
                continue
            case PartKind.ASKED:
                asked = part.data
            case PartKind.REPLY if asked is not None:
                reply, inline = read_reply(part.data, asked=asked, verifier=verifier)
                yield asked, reply, inline
                asked = None
            case _:
                raise BadMessage("parts in another order")
