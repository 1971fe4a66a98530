"""The process that carries one errand of the desk out, and ends; see `kiosk.desk.errands`."""

from __future__ import annotations

import _thread
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from kiosk.care.free_name import file_name, free_path
from kiosk.care.places import Places
from kiosk.desk.desk import Desk
from kiosk.desk.errand import MOST_TOLD, Brought, Errand, Message, ToldRow, Work
from kiosk.desk.importing import ImportReport, Progress, RowReport, RowStatus
from kiosk.desk.importing_people import PeopleReport
from kiosk.domain.staff import Actor, Role
from kiosk.errors import DamagedDatabase, UnreadableFile, YizhanError
from kiosk.priority import Place, give_way
from kiosk.services import OpenStation, open_station
from kiosk.speech.parentage import end_with_parent, private_output
from kiosk.stopping import Stopped, raise_stopped, stop_by
from kiosk.store.durable import files_told
from kiosk.texts.catalogue import Texts
from kiosk.upkeep import upkeep_of

LAST_WORDS_S = 2.0
"""So long may it take to clear up after the desk itself has ended."""
TOLD = (RowStatus.REFUSED, RowStatus.WARNED)
UNTITLED = "yizhan"


def main(arguments: list[str]) -> int:
    """Carry out what the first line of standard input asks for; the last argument is the parent's process id."""
    end_with_parent(int(arguments[-1]))
    give_way(Place.WORK)
    out = private_output()
    stop_by(raise_stopped)
    tell = _teller(out)
    try:
        tell(_end_of(_first_line(), tell))
    except YizhanError as error:
        tell({"failed": error.key, "details": error.details})
    except Stopped:
        tell({"given_up": True})
    return 0


def _teller(out: BinaryIO) -> Callable[[Message], None]:
    def tell(message: Message) -> None:
        out.write(json.dumps(message).encode() + b"\n")

    return tell


def _first_line() -> Message:
    """What is asked; from now on `{"stop": true}`, or the end of whoever asked, ends the errand."""
    lines: SimpleQueue[bytes] = SimpleQueue()

    def listen() -> None:
        for line in sys.stdin.buffer:
            lines.put(line)
            if "stop" in json.loads(line):
                _thread.interrupt_main(signal.SIGTERM)
        _thread.interrupt_main(signal.SIGTERM)
        time.sleep(LAST_WORDS_S)
        os._exit(1)

    threading.Thread(target=listen, name="parent", daemon=True).start()
    first: Message = json.loads(lines.get())
    return first


def _end_of(asked: Message, tell: Callable[[Message], None]) -> Message:
    errand = Errand.from_message(asked["errand"])
    data, keys = map(Path, asked["places"])
    role, device, staff_id, name = asked["actor"]
    actor = Actor(role=Role(role), device=device, staff_id=staff_id, name=name)
    now = _clock_from(datetime.fromisoformat(asked["now"]))
    for is_last in (False, True):
        try:
            with open_station(Places(data=data, keys=keys), now=now) as station:
                return _carried_out(errand, station, station.desk(actor), tell)
        except DamagedDatabase:  # it is closed and marked; the next opening restores it
            if is_last:
                raise
    raise AssertionError


def _clock_from(start: datetime) -> Callable[[], datetime]:
    """The desk's clock goes on here."""
    began = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


def _carried_out(errand: Errand, station: OpenStation, desk: Desk, tell: Callable[[Message], None]) -> Message:
    texts = Texts(errand.language)
    if errand.file is not None:
        brought = _imported(errand, errand.file, desk, texts, lambda done, every: tell({"progress": [done, every]}))
        if brought.taken and not errand.dry_run:
            brought = _with_backup(brought, station, texts)
        return {"brought": brought.to_message()}
    path = _new_path(errand, desk, texts)
    return {"written": [str(path), _exported(errand, path, desk, texts)]}


def _imported(errand: Errand, file: Path, desk: Desk, texts: Texts, progress: Progress) -> Brought:
    if errand.work is Work.IMPORT_PEOPLE:
        people = desk.importing_people.bring_in(
            file, consent_kept=errand.consent_kept, dry_run=errand.dry_run, progress=progress
        )
        return _told(people, _people_rows(people, texts))
    postings = desk.importing_postings.bring_in(file, dry_run=errand.dry_run, progress=progress)
    return _told(postings, _posting_rows(postings, texts))


def _told(report: ImportReport | PeopleReport, rows: Iterable[ToldRow]) -> Brought:
    counts = {status: report.count(status) for status in RowStatus}
    return Brought(
        counts=counts, rows=tuple(islice(rows, MOST_TOLD)), to_be_told=sum(counts[status] for status in TOLD)
    )


def _posting_rows(report: ImportReport, texts: Texts) -> Iterator[ToldRow]:
    for row in report.rows:
        if row.status in TOLD:
            why = [found for found in row.problems if found.reason.refuses] or row.problems
            words = " ".join(found.sentence(texts) for found in why)
            yield ToldRow(_where(row.sheet, row.row, texts), row.status, _what(row), words)


def _what(row: RowReport) -> str:
    said = row.posting or row.draft
    return " ".join(filter(None, (said.title, said.employer_name)))[:80] if said else ""


def _people_rows(report: PeopleReport, texts: Texts) -> Iterator[ToldRow]:
    for row in report.rows:
        if row.status in TOLD:
            words = " ".join(remark.sentence(texts) for remark in row.remarks)
            yield ToldRow(_where(row.sheet, row.row, texts), row.status, "", words)


def _where(sheet: str, row: int, texts: Texts) -> str:
    if sheet:
        return texts("import-row-of-sheet", sheet=sheet, row=str(row))
    return texts("import-row", row=str(row))


def _with_backup(brought: Brought, station: OpenStation, texts: Texts) -> Brought:
    """What was just brought in shall survive a broken disk; without room for a backup the import still counts."""
    try:
        upkeep_of(station).back_up_now()
    except YizhanError as error:
        why = texts(error.key, **error.details)
        return Brought(
            counts=brought.counts,
            rows=brought.rows,
            to_be_told=brought.to_be_told,
            warning=texts("import-no-backup", why=why),
        )
    return brought


def _new_path(errand: Errand, desk: Desk, texts: Texts) -> Path:
    """A name that says what it is and of which days."""
    assert errand.drive is not None
    what = texts(f"export-title-{errand.work.removeprefix('export-')}")
    days = errand.period
    when = f"{days.first_day} {days.last_day}" if days else f"{desk.room.today}"
    with files_told():
        return free_path(errand.drive.made(), file_name(f"{what} {when}", otherwise=UNTITLED), errand.form)


def _exported(errand: Errand, path: Path, desk: Desk, texts: Texts) -> int:
    exporting, period = desk.exporting, errand.period
    match errand.work:
        case Work.EXPORT_PEOPLE:
            return exporting.people(path, texts)
        case Work.EXPORT_ARRIVALS if period is not None:
            return exporting.arrivals(period, path, texts)
        case Work.EXPORT_OUTCOMES if period is not None:
            return exporting.outcomes(period, path, texts)
        case Work.EXPORT_POSTINGS:
            return exporting.postings(path, texts)
    raise UnreadableFile(file=path.name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
