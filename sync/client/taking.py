"""What a reply brings, written into the station's database: pages, tails and grants, in that order."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol

from kiosk.store.database import Database
from kiosk.store.durable import files_told
from sync.client.applying import Applied, Applier, BadBatch, as_central_says, written
from sync.client.filling import MANY_PAGES, drop_indices, make_indices
from sync.client.granting import Grants, note_granted, read_grants, take_grants
from sync.client.report import Report
from sync.client.state import Central, SyncState
from sync.client.sweeping import Sweep
from sync.client.transport import SaidNo, Transport
from sync.client.waiting import waiting_in
from sync.protocol.faults import BadSignature, ProtocolFault
from sync.protocol.kinds import Scope
from sync.protocol.page import MOST_PAGE_BYTES, NAME_BYTES, Group, PageKind, is_page_name, unpack, verify_page
from sync.protocol.signing import Verifier
from sync.protocol.wire import PageToFetch, SyncReply, Tail

GROUPS_AT_FIRST = 16
"""8,000 rows in a transaction of a station that begins: each writes many pages anew, and nobody waits there."""


class PageSource(Protocol):
    """Where the pages come from that a reply names."""

    def file_of(self, page: PageToFetch, scope: Scope) -> Path:
        """Return a file with all bytes of a page, still to be verified. Raises `LinkFailed`, `StoreError`."""
        ...


@dataclass(frozen=True, slots=True)
class FromLine:
    """Pages are fetched from central, each into a file where an earlier try may have left a part."""

    transport: Transport
    region: str
    folder: Path

    def file_of(self, page: PageToFetch, scope: Scope) -> Path:
        file, address = self.folder / f"{page.name}.page", f"/v1/pages/{self.region}/{scope.value}/{page.name}"
        with files_told():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            is_begun = file.exists()
        self.transport.download(address, file, size=page.size)
        with files_told():
            is_other = is_begun and _name_of(file) != page.name  # what an earlier try left was torn, or somebody else's
            if is_other:
                file.unlink()
        if is_other:
            self.transport.download(address, file, size=page.size)
        return file


def _checked(page: PageToFetch) -> PageToFetch:
    if page.size > MOST_PAGE_BYTES or not is_page_name(page.name):
        raise SaidNo("too-large")
    return page


def _name_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=NAME_BYTES)).hexdigest()


class Taking:
    """Takes replies into one database. What was taken is on disk before its position is."""

    def __init__(self, database: Database) -> None:
        self._database, self._state = database, SyncState(database)

    def take(self, central: Central, pages: PageSource, reply: SyncReply, inline: list[bytes], report: Report) -> None:
        """Write all that `reply` tells and names; what was taken stays taken.

        Raises `LinkFailed`, `ProtocolFault`; `StoreError` where the database or the files of pages cannot be used.
        """
        grants, granted_before = read_grants(inline.pop()) if reply.granted else Grants(), report.granted
        self._take_scope(Scope.REGION, central, pages, reply, inline, grants, report)
        self._take_scope(Scope.STATION, central, pages, reply, inline, grants, report)
        has_all = all(here >= there for here, there in zip(self._state.positions(), reply.head[:2], strict=True))
        if has_all and reply.granted:  # a grant for a posting that is not here yet would be lost
            with as_central_says(self._database):
                if report.granted - granted_before == len(grants):
                    note_granted(self._database, grants.last())  # each posting came with its own
                else:
                    take_grants(self._database, grants, waiting_in(self._database))
        del grants  # its room is needed
        make_indices(self._database)

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
        position = self._state.positions()[scope is Scope.STATION]
        snapshot = [page for page in pages if page.is_snapshot and page.end > position]
        for page in snapshot:
            source.file_of(_checked(page), scope)  # all are here before the first is taken: no cut line is between them
        sweep = Sweep(self._database, scope) if snapshot else None
        is_filling = scope is Scope.REGION and len(snapshot) >= MANY_PAGES
        if is_filling and sweep is not None and sweep.has_nothing_to_do:
            drop_indices(self._database)
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
        file = source.file_of(_checked(page), scope)
        try:
            with files_told(), file.open("rb") as stream:
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
        """Write some groups in each transaction: others get their turn in between.

        Where a row is bad, the whole page is gone through again row by row; what is written already stays as it is.
        """
        applier, begin = Applier(self._database, kiosk=central.kiosk), stream.tell()
        at_once = GROUPS_AT_FIRST if sweep is not None and sweep.has_nothing_to_do else 1
        try:
            done = self._write_groups(unpack(stream), applier, grants, sweep, at_once=at_once, row_by_row=False)
        except BadBatch:
            stream.seek(begin)
            done = self._write_groups(unpack(stream), applier, grants, sweep, at_once=1, row_by_row=True)
        report.add(done)

    def _write_groups(
        self,
        groups: Iterator[Group],
        applier: Applier,
        grants: Grants,
        sweep: Sweep | None,
        *,
        at_once: int,
        row_by_row: bool,
    ) -> list[Applied]:
        done: list[Applied] = []
        has_more = True
        while has_more:
            before = len(done)
            with as_central_says(self._database):
                for group in islice(groups, at_once):
                    waiting = waiting_in(self._database)
                    done.append(applier.apply(group, waiting, grants=grants, row_by_row=row_by_row))
                    if sweep is not None:
                        sweep.saw(group)
                    del group  # before the next is read: a megabyte
            has_more = len(done) - before == at_once
        return done

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
