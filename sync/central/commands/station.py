"""`yizhan-central station ...`: the stations of a county, and the codes with which their kiosks come in."""

from __future__ import annotations

import argparse
import json
import sys
import time
from urllib.parse import quote

from sqlalchemy import select

from kiosk.slips.qr import QUIET_MODULES, Matrix, qr_matrix
from sync.central.commands.answers import EXIT_OK, CommandFailed, Declined
from sync.central.commands.database import add_database, opened
from sync.central.commands.numbers import COUNTY_DIGITS, at_least, place_code
from sync.central.enrolment import CODE_LIVES_MS, Enrolment, StationLine
from sync.central.store.database import Store
from sync.central.store.tables import kiosks

HELP = "add, list, replace and shut out stations"
LONGEST_NAME = 60
DAY_MS = 86_400_000
HALF_BLOCKS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
"""Two rows of modules in one line of text: on a dark terminal what is light is drawn."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which station."""
    actions = parser.add_subparsers(metavar="ACTION", required=True, parser_class=type(parser))
    add = actions.add_parser("add", help="add a station, and print the code for its first kiosk")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--region", type=place_code, required=True, metavar="CODE", help="town (9 digits) or county (6)")
    add.add_argument("--phone", default="", metavar="NUMBER")
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
    revoke.set_defaults(act=_revoke)
    replace = actions.add_parser("replace", help="give up a broken kiosk, and print a code for the one in its place")
    _add_which(replace)
    _add_url(replace)
    replace.add_argument("--kiosk", type=at_least(1), metavar="N", help="its number, where the station has several")
    replace.set_defaults(act=_replace)
    for action in (add, every, code, revoke, replace):
        add_database(action)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    code: int = arguments.act(arguments)
    return code


def _add_which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("station", metavar="NAME|ID")


def _add_url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", default="", metavar="URL", help="central's address: with it a QR code is drawn")


def _add(arguments: argparse.Namespace) -> int:
    name = " ".join(arguments.name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise CommandFailed(f"A station's name has 1 to {LONGEST_NAME} letters that can be printed.")
    with opened(arguments) as store:
        enrolment = Enrolment(store, b"")
        county = arguments.region[:COUNTY_DIGITS]
        if any((line.region, line.name) == (county, name) for line in enrolment.stations()):
            raise Declined(f"There is a station {name} in {county} already.")
        added = enrolment.add_station(name, town=arguments.region, phone=arguments.phone)
    print(f"Added {name}: {added.station}")
    _print_code(added.code, arguments.url)
    return EXIT_OK


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        lines = Enrolment(store, b"").stations()
        numbers = {(line.region, line.station): _living_kiosks(store, line) for line in lines}
    if arguments.json:
        print(json.dumps([_line_json(line, numbers[line.region, line.station]) for line in lines], ensure_ascii=False))
        return EXIT_OK
    for line in lines:
        told = ", ".join(map(str, numbers[line.region, line.station])) or "none"
        state = "shut out" if line.is_revoked else _heard_of(line.seen_ms)
        print(f"{line.town:<9}  {line.station}  {line.name}  kiosks: {told}  {state}")
    return EXIT_OK


def _line_json(line: StationLine, kiosk_numbers: list[int]) -> dict[str, object]:
    return {
        "region": line.region,
        "town": line.town,
        "id": line.station,
        "name": line.name,
        "kiosks": kiosk_numbers,
        "seen_ms": line.seen_ms,
        "is_revoked": line.is_revoked,
    }


def _heard_of(seen_ms: int) -> str:
    if not seen_ms:
        return "never heard of"
    return time.strftime("heard of %Y-%m-%d %H:%M UTC", time.gmtime(seen_ms / 1000))


def _code(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        enrolment = Enrolment(store, b"")
        line = _found(enrolment, arguments.station)
        _check_not_revoked(line)
        code = enrolment.add_code(line.region, line.station)
    _print_code(code, arguments.url)
    return EXIT_OK


def _revoke(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        enrolment = Enrolment(store, b"")
        line = _found(enrolment, arguments.station)
        _check_not_revoked(line)
        enrolment.revoke(line.region, line.station)
    print(f"No kiosk of {line.name} may speak here any more.")
    return EXIT_OK


def _replace(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        enrolment = Enrolment(store, b"")
        line = _found(enrolment, arguments.station)
        _check_not_revoked(line)
        number = _meant(arguments.kiosk, _living_kiosks(store, line), line.name)
        code = enrolment.replace(line.region, line.station, kiosk=number)
    print(f"Kiosk {number} of {line.name} is given up; its slots stay with the slips that it gave out.")
    _print_code(code, arguments.url)
    return EXIT_OK


def _found(enrolment: Enrolment, words: str) -> StationLine:
    """Return the station with this id or name. Raises `CommandFailed` for none and for several."""
    lines = enrolment.stations()
    found = [line for line in lines if line.station == words] or [line for line in lines if line.name == words]
    if not found:
        raise CommandFailed(f"There is no station {words}.")
    if len(found) > 1:
        ids = ", ".join(f"{line.station} ({line.town})" for line in found)
        raise CommandFailed(f"There are {len(found)} stations {words}; say the id of the one that is meant: {ids}.")
    return found[0]


def _check_not_revoked(line: StationLine) -> None:
    if line.is_revoked:
        raise Declined(f"{line.name} is shut out.")


def _living_kiosks(store: Store, line: StationLine) -> list[int]:
    question = select(kiosks.c.kiosk).where(
        kiosks.c.region == line.region,
        kiosks.c.station == line.station,
        kiosks.c.revoked_ms == 0,
        ~kiosks.c.is_dead,
    )
    with store.look() as connection:
        return sorted(connection.execute(question).scalars())


def _meant(said: int | None, living: list[int], name: str) -> int:
    if said is None and len(living) == 1:
        return living[0]
    if not living:
        raise Declined(f"{name} has no kiosk that could be replaced; `station code` gives it one more.")
    numbers = ", ".join(map(str, living))
    if said is None:
        raise CommandFailed(f"{name} has {len(living)} kiosks; say which one with --kiosk: {numbers}.")
    if said not in living:
        raise CommandFailed(f"{name} has no living kiosk {said}, only {numbers}.")
    return said


def _print_code(code: str, url: str) -> None:
    print(f"Code for one kiosk, good for {CODE_LIVES_MS // DAY_MS} days: {code}")
    if not url:
        return  # a kiosk that reads a code wants to know where to go with it
    drawing = drawn(qr_matrix(enrol_text(code, url=url)))
    try:
        drawing.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return  # a terminal that has no blocks; the code can be typed
    print(drawing)


def enrol_text(code: str, *, url: str) -> str:
    """Return what a kiosk reads off the QR code."""
    return f"yizhan:enrol?url={quote(url, safe=':/')}&code={code}"


def drawn(modules: Matrix) -> str:
    """Return a QR code as lines of half blocks, with its quiet zone."""
    side = len(modules) + 2 * QUIET_MODULES
    quiet = (False,) * QUIET_MODULES
    light = [(False,) * side] * QUIET_MODULES
    rows = [*light, *((*quiet, *row, *quiet) for row in modules), *light, *([(False,) * side] * (side % 2))]
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("".join(HALF_BLOCKS[pair] for pair in zip(*two, strict=True)) for two in pairs)
