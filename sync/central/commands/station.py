"""`yizhan-central station ...`: the stations of a county, and the codes with which their kiosks come in."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, select, update

from kiosk.slips.qr import QUIET_MODULES, Matrix, qr_matrix
from sync.central.commands.answers import EXIT_OK, CommandFailed, Declined
from sync.central.commands.asking import add_yes, confirm
from sync.central.commands.database import add_database, opened
from sync.central.commands.numbers import COUNTY_DIGITS, at_least, place_code
from sync.central.commands.typed import central_url, checked_name, phone_number, quoted
from sync.central.commands.which_station import KioskNumbers, found_station, kiosk_numbers, living_kiosks
from sync.central.enrolment import CODE_LIVES_MS, Enrolment, NameTaken, StationLine
from sync.central.store.tables import kiosks, stations
from sync.central.unknown_slips import release

HELP = "add, list, replace and shut out stations, and let them in again"
LONGEST_NAME = 60
DAY_MS = 86_400_000
HALF_BLOCKS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
"""Two rows of modules in one line of text: on a dark terminal what is light is drawn."""
DARK_HALF_BLOCKS = {(not above, not below): block for (above, below), block in HALF_BLOCKS.items()}
BLACK_ON_WHITE, NO_COLOURS = "\033[0;30;47;107m", "\033[0m"
"""ECMA-48's white is grey on many terminals; those that know the brighter one (107) take that."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which station."""
    actions = parser.add_subparsers(metavar="ACTION", required=True, parser_class=type(parser))
    add = actions.add_parser("add", help="add a station, and print the code for its first kiosk")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--region", type=place_code, required=True, metavar="CODE", help="town (9 digits) or county (6)")
    add.add_argument("--phone", type=phone_number, default="", metavar="NUMBER")
    _add_url(add)
    add.set_defaults(act=_add)
    every = actions.add_parser("list", help="list all stations")
    every.add_argument("--json", action="store_true")
    every.set_defaults(act=_list)
    code = actions.add_parser("code", help="print a code for one more kiosk of a station")
    _add_which(code)
    _add_url(code)
    code.set_defaults(act=_code)
    revoke = actions.add_parser("revoke", help="let no kiosk of a station speak any more")
    _add_which(revoke)
    add_yes(revoke)
    revoke.set_defaults(act=_revoke)
    admit = actions.add_parser("admit", help="let a station that was shut out speak again")
    _add_which(admit)
    admit.set_defaults(act=_admit)
    replace = actions.add_parser("replace", help="give up a broken kiosk, and print a code for the one in its place")
    _add_which(replace)
    _add_url(replace)
    replace.add_argument("--kiosk", type=at_least(1), metavar="N", help="its number, where the station has several")
    add_yes(replace)
    replace.set_defaults(act=_replace)
    free = actions.add_parser("release", help="give out again the slots of a kiosk that is gone for good")
    _add_which(free)
    free.add_argument("--kiosk", type=at_least(1), metavar="N", help="its number, where several are gone")
    add_yes(free)
    free.set_defaults(act=_release)
    for action in (add, every, code, revoke, admit, replace, free):
        add_database(action)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    code: int = arguments.act(arguments)
    return code


def _add_which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("station", metavar="NAME|ID")


def _add_url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", type=central_url, metavar="URL", help="central's address, to stand in the QR code too")


def _add(arguments: argparse.Namespace) -> int:
    name = checked_name(arguments.name, longest=LONGEST_NAME, whose="The station's")
    county = arguments.region[:COUNTY_DIGITS]
    with opened(arguments) as store:
        enrolment = Enrolment(store, b"")
        is_first = all(line.region != county for line in enrolment.stations())
        try:
            added = enrolment.add_station(name, town=arguments.region, phone=arguments.phone)
        except NameTaken:
            raise Declined(f"There is a station {name} in {county} already.") from None
    print(f"Added {name}: {added.station}")
    _print_code(added.code, arguments.url)
    if is_first:
        print(
            f"This is the first station of county {county}. If that is not the county you meant, shut it out with"
            f" `station revoke {added.station}`, and add it once more: it sees no other county's postings.",
            file=sys.stderr,
        )
    return EXIT_OK


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        lines, numbers = Enrolment(store, b"").stations(), kiosk_numbers(store)
    told = [(line, numbers.get((line.region, line.station), KioskNumbers())) for line in lines]
    if arguments.json:
        print(json.dumps([_line_json(line, own) for line, own in told], ensure_ascii=False))
        return EXIT_OK
    for line, own in told:
        living = ", ".join(map(str, own.living)) or "none"
        gone = f" (gone: {', '.join(map(str, own.gone))})" if own.gone else ""
        state = "shut out" if line.is_revoked else _heard_of(line.seen_ms)
        print(f"{line.town:<9}  {line.station}  {line.name}  kiosks: {living}{gone}  {state}")
    return EXIT_OK


def _line_json(line: StationLine, own: KioskNumbers) -> dict[str, object]:
    return {
        "region": line.region,
        "town": line.town,
        "id": line.station,
        "name": line.name,
        "kiosks": own.living,
        "gone": own.gone,
        "seen_ms": line.seen_ms,
        "is_revoked": line.is_revoked,
    }


def _heard_of(seen_ms: int) -> str:
    if not seen_ms:
        return "never heard of"
    return time.strftime("heard of %Y-%m-%d %H:%M UTC", time.gmtime(seen_ms / 1000))


def _code(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        line = found_station(store, arguments.station)
        _check_not_revoked(line)
        code = Enrolment(store, b"").add_code(line.region, line.station)
    _print_code(code, arguments.url)
    return EXIT_OK


def _revoke(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        line = found_station(store, arguments.station)
        _check_not_revoked(line)
        confirm(f"Shall no kiosk of {line.name} ({line.town}) speak here any more?", arguments)
        Enrolment(store, b"").revoke(line.region, line.station)
    print(f"No kiosk of {line.name} may speak here any more.")
    return EXIT_OK


def _admit(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        line = found_station(store, arguments.station)
        if not line.is_revoked:
            raise Declined(f"{line.name} is not shut out.")
        with store.change() as connection:
            if clash := _prefix_given_on(connection, line):
                raise Declined(
                    f"{line.name} was shut out for so long that another station's slips begin with {clash} by now:"
                    " add it as a new station."
                )
            mine = (stations.c.region == line.region) & (stations.c.station == line.station)
            connection.execute(update(stations).where(mine).values(revoked_ms=0))
        numbers = ", ".join(map(str, living_kiosks(store, line))) or "none"
    print(f"{line.name} may speak here again; its kiosks: {numbers}.")
    return EXIT_OK


def _prefix_given_on(connection: Connection, line: StationLine) -> str | None:
    """Return a prefix of the station's living kiosks that one of another station has got meanwhile."""
    theirs = kiosks.alias("theirs")
    question = select(kiosks.c.prefix).where(
        kiosks.c.region == line.region,
        kiosks.c.station == line.station,
        ~kiosks.c.is_dead,
        kiosks.c.revoked_ms == 0,
        theirs.c.region == line.region,
        theirs.c.station != line.station,
        theirs.c.prefix == kiosks.c.prefix,
        theirs.c.enrolled_ms > kiosks.c.enrolled_ms,
    )
    return connection.execute(question.limit(1)).scalar()


def _replace(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        line = found_station(store, arguments.station)
        _check_not_revoked(line)
        number = _meant(arguments.kiosk, living_kiosks(store, line), line.name)
        confirm(f"Shall kiosk {number} of {line.name} ({line.town}) be given up for good?", arguments)
        code = Enrolment(store, b"").replace(line.region, line.station, kiosk=number)
    print(f"Kiosk {number} of {line.name} is given up; its slots stay with the slips that it gave out.")
    print(f"Once no slip of it can come any more: yizhan-central station release {line.station} --kiosk {number}")
    _print_code(code, arguments.url)
    return EXIT_OK


def _release(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        line = found_station(store, arguments.station)
        gone = kiosk_numbers(store).get((line.region, line.station), KioskNumbers()).gone
        number = _meant_of(arguments.kiosk, gone, f"{line.name} has no kiosk that is gone.", of=f"{line.name}, gone")
        confirm(
            f"Is every slip that kiosk {number} of {line.name} ({line.town}) gave out known here, or over?"
            " Its other slots are given out again.",
            arguments,
        )
        with store.change() as connection:
            count = release(connection, line.region, number)
    print(f"The slots that no slip of kiosk {number} holds are free again: of {count} postings.")
    return EXIT_OK


def _check_not_revoked(line: StationLine) -> None:
    if line.is_revoked:
        raise Declined(f"{line.name} is shut out.")


def _meant(said: int | None, living: Sequence[int], name: str) -> int:
    none = f"{name} has no kiosk that could be replaced; `station code` gives it one more."
    return _meant_of(said, living, none, of=f"{name}, living")


def _meant_of(said: int | None, numbers: Sequence[int], none: str, *, of: str) -> int:
    if said is None and len(numbers) == 1:
        return numbers[0]
    if not numbers:
        raise Declined(none)
    listed = ", ".join(map(str, numbers))
    if said is None:
        raise CommandFailed(f"Say which kiosk with --kiosk; of {of}: {listed}.")
    if said not in numbers:
        raise CommandFailed(f"There is no kiosk {said} of {of}: {listed}.")
    return said


def _print_code(code: str, url: str | None) -> None:
    print(f"Code for one kiosk, good for {CODE_LIVES_MS // DAY_MS} days: {code}")
    modules = qr_matrix(enrol_text(code, url=url) if url else code)
    has_colours = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    drawing = drawn_in_colours(modules) if has_colours else drawn(modules)
    try:
        drawing.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return  # a terminal that has no blocks; the code can be typed
    print(drawing)


def enrol_text(code: str, *, url: str) -> str:
    """Return what a kiosk reads off the QR code."""
    return f"yizhan:enrol?url={quoted(url)}&code={code}"


def drawn(modules: Matrix) -> str:
    """Return a QR code as lines of half blocks, with its quiet zone, as it looks right on a dark ground."""
    return "\n".join(_lines(modules, HALF_BLOCKS))


def drawn_in_colours(modules: Matrix) -> str:
    """Return it for a terminal of any colours: black blocks on a white ground of their own."""
    return "\n".join(f"{BLACK_ON_WHITE}{line}{NO_COLOURS}" for line in _lines(modules, DARK_HALF_BLOCKS))


def _lines(modules: Matrix, blocks: Mapping[tuple[bool, bool], str]) -> Iterator[str]:
    side = len(modules) + 2 * QUIET_MODULES
    quiet = (False,) * QUIET_MODULES
    light = [(False,) * side] * QUIET_MODULES
    rows = [*light, *((*quiet, *row, *quiet) for row in modules), *light, *([(False,) * side] * (side % 2))]
    for two in zip(rows[::2], rows[1::2], strict=True):
        yield "".join(blocks[pair] for pair in zip(*two, strict=True))
