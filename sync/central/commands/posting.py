"""`yizhan-central posting ...`: the postings that workers may see."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, select

from kiosk.domain.posting import ENDED
from sync.central.commands.answers import EXIT_OK, EXIT_REFUSED, CommandFailed, Declined
from sync.central.commands.database import add_database, opened
from sync.central.commands.numbers import COUNTY_DIGITS, place_code
from sync.central.journal import LOGGER, log_to_stderr, tell
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.slots import SlotBook
from sync.central.store.database import Store, now_ms
from sync.central.store.tables import records, slots, stations
from sync.protocol.kinds import EMPLOYER, POSTING

HELP = "list postings, and close those of central"
BROKEN = "broken"
"""The state of a posting in a list whose record damage has made unreadable."""


class ClosingReason(StrEnum):
    """Why a posting was closed, in a word: a log takes no sentences, as they name people and their phones."""

    FILLED = "filled"
    OVER = "over"
    WITHDRAWN = "withdrawn"
    WRONG = "wrong"
    DOUBLED = "doubled"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingLine:
    """A posting in a list. `maker` is the id of the station that made it, empty for central's own."""

    region: str
    serial: int
    id: str
    state: str
    trade: str
    employer: str
    first_day: str
    last_day: str
    place: str
    headcount: int
    granted: int
    maker: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which posting."""
    actions = parser.add_subparsers(metavar="ACTION", required=True, parser_class=type(parser))
    every = actions.add_parser("list", help="list postings, with how many of their slots kiosks hold")
    every.add_argument("--json", action="store_true")
    every.set_defaults(act=_list)
    close = actions.add_parser("close", help="close a posting of central")
    close.add_argument("posting", metavar="ID|SERIAL")
    close.add_argument(
        "--reason", required=True, choices=[reason.value for reason in ClosingReason], help="goes into the log"
    )
    close.set_defaults(act=_close)
    for action in (every, close):
        action.add_argument("--region", type=place_code, metavar="CODE", help="only of this county")
        add_database(action)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    code: int = arguments.act(arguments)
    return code


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        lines = posting_lines(store, region=(arguments.region or "")[:COUNTY_DIGITS])
        names = _station_names(store)
    if arguments.json:
        print(json.dumps([asdict(line) for line in lines], ensure_ascii=False))
    else:
        for line in lines:
            maker = names.get(line.maker, line.maker) or "central"
            print(
                f"{line.region}  {line.serial}  {line.id}  {line.state}  {_trade(arguments, line.trade)}"
                f"  {line.employer}  {line.first_day}..{line.last_day}  {line.place}"
                f"  slots {line.granted}/{line.headcount}  {maker}"
            )
    broken = [line.id for line in lines if line.state == BROKEN]
    for id_ in broken:
        print(cannot_be_read(id_), file=sys.stderr)
    return EXIT_REFUSED if broken else EXIT_OK


def _trade(arguments: argparse.Namespace, trade: str) -> str:
    """Return a trade in the operator's words; one that a newer station has made up stays as it is."""
    texts, key = arguments.texts(), f"trade-{trade}"
    return str(texts(key)) if texts.has(key) else trade


def _close(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        line = _found(store, arguments.posting, region=(arguments.region or "")[:COUNTY_DIGITS])
        close_posting(store, line.region, line.id)
    with _logging():
        tell("posting-closed", region=line.region, reasons=[f"serial {line.serial}", arguments.reason])
    print(f"Closed {line.serial}: {line.id}")
    return EXIT_OK


def close_posting(store: Store, region: str, posting: str) -> None:
    """Let no worker see a posting of central any more. Raises `Declined` for a station's, and where it has ended."""
    with store.change() as connection:
        ledger = Ledger(connection, region, [EVERYBODY], now_ms=now_ms())
        record = ledger.find(EVERYBODY, POSTING.name, posting)
        if record is None or record.is_gone:
            raise CommandFailed(f"There is no posting {posting}.")
        if record.maker:
            raise Declined("A station made this posting: its staff close it there.")
        if record.fields.get("state") in ENDED:
            raise Declined(f"This posting has ended already: {record.fields.get('state')}.")
        ledger.change(EVERYBODY, POSTING.name, posting, {"state": "closed"}, by=0)
        book = SlotBook(connection, region, ledger)
        book.set_open(posting, False)
        ledger.write()
        book.write()


def posting_lines(store: Store, *, region: str = "") -> list[PostingLine]:
    """Return the postings that workers may or might see, by county and serial."""
    public = and_(records.c.owner == EVERYBODY, ~records.c.is_gone)
    there = and_(public, records.c.region == region) if region else public
    question = (
        select(records.c.region, records.c.id, records.c.maker, records.c.fields, slots.c.granted)
        .outerjoin(slots, and_(slots.c.region == records.c.region, slots.c.posting == records.c.id))
        .where(there, records.c.kind == POSTING.name)
    )
    employers = select(records.c.region, records.c.id, records.c.fields).where(there, records.c.kind == EMPLOYER.name)
    with store.look() as connection:
        names = {
            (region_, id_): str(_said(fields).get("name", "")) for region_, id_, fields in connection.execute(employers)
        }
        lines = [
            _line(row.region, row.id, row.maker, _said(row.fields), row.granted or 0, names)
            for row in connection.execute(question)
        ]
    return sorted(lines, key=lambda line: (line.region, line.serial, line.id))


def _said(fields: str) -> dict[str, Any]:
    """Return a record's fields; `state` says so where damage has made something else of them."""
    try:
        said = json.loads(fields)
        is_whole = isinstance(said, dict) and all(
            isinstance(said.get(name) or 0, int) for name in ("serial", "headcount")
        )
    except ValueError:
        is_whole = False
    return said if is_whole else {"state": BROKEN}


def cannot_be_read(posting: str) -> str:
    return f"What is kept of posting {posting} cannot be read; see `yizhan-central verify`."


def _line(
    region: str, id_: str, maker: str, said: dict[str, Any], granted: int, names: dict[tuple[str, str], str]
) -> PostingLine:
    return PostingLine(
        region=region,
        serial=said.get("serial") or 0,
        id=id_,
        state=said.get("state", ""),
        trade=said.get("trade", ""),
        employer=names.get((region, said.get("employer_id", "")), ""),
        first_day=said.get("first_day", ""),
        last_day=said.get("last_day", ""),
        place=said.get("place", ""),
        headcount=said.get("headcount") or 0,
        granted=granted,
        maker=maker,
    )


def _found(store: Store, words: str, *, region: str) -> PostingLine:
    lines = posting_lines(store, region=region)
    found = [line for line in lines if words in (line.id, str(line.serial))]
    if not found:
        raise CommandFailed(f"There is no posting {words}.")
    if len(found) > 1:
        counties = ", ".join(line.region for line in found)
        raise CommandFailed(f"Several counties have a posting {words}; say which one with --region: {counties}.")
    if found[0].state == BROKEN:
        raise CommandFailed(cannot_be_read(found[0].id))
    return found[0]


def _station_names(store: Store) -> dict[str, str]:
    with store.look() as connection:
        return {row.station: row.name for row in connection.execute(select(stations.c.station, stations.c.name))}


@contextmanager
def _logging() -> Iterator[None]:
    before = list(LOGGER.handlers)
    log_to_stderr()
    try:
        yield
    finally:
        for handler in LOGGER.handlers[:]:
            if handler not in before:
                LOGGER.removeHandler(handler)
