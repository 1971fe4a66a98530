"""`yizhan-central update ...`: publish programs, signed, and say which stations get them first."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from packaging.version import InvalidVersion, Version

from sync.central.commands.answers import EXIT_OK, CommandFailed, Declined
from sync.central.commands.database import add_database, opened
from sync.central.commands.numbers import COUNTY_DIGITS, at_least, place_code
from sync.central.commands.updates_folder import add_updates, updates_folder
from sync.central.commands.which_station import found_station
from sync.central.publishing import CannotPublish, Program, Publisher
from sync.central.rings import EVERYWHERE, RingLine, Rings
from sync.protocol.keys_mark import keys_mark
from sync.protocol.updates import LAST_RING

HELP = "publish programs for stations, and say which stations get them first"
BUNDLE = re.compile(r"yizhan-(?P<version>.+)-(?P<platform>[a-z]+-[0-9a-z_]+)\.tar\.gz")
"""As `scripts/build` names them."""
NONE = "none"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with which program."""
    actions = parser.add_subparsers(metavar="ACTION", required=True, parser_class=type(parser))
    init = actions.add_parser("init", help="make the keys and an empty folder of programs")
    init.set_defaults(act=_init)
    add = actions.add_parser("add", help="sign a program and publish it; no station takes it before its ring may")
    add.add_argument("bundle", type=Path, metavar="BUNDLE.tar.gz")
    add.add_argument("--version", dest="of_version", type=_version, metavar="V", help="default: as its name says")
    add.add_argument("--platform", metavar="P", help="as linux-x86_64; default: as its name says")
    add.set_defaults(act=_add)
    renew = actions.add_parser("renew", help="sign anew that nothing newer was published, at least every 90 days")
    renew.set_defaults(act=_renew)
    ring = actions.add_parser("ring", help="let the stations of a ring, and of those before it, have a version")
    ring.add_argument("ring", type=at_least(1, most=LAST_RING), metavar="RING", help="1 tries first, 9 is all others")
    ring.add_argument("of_version", type=_version_or_none, metavar="VERSION", help="or none, to take back the word")
    ring.add_argument("--region", type=place_code, metavar="CODE", help="for this county only")
    ring.set_defaults(act=_ring)
    move = actions.add_parser("ring-of", help="put a station into a ring")
    move.add_argument("station", metavar="NAME|ID")
    move.add_argument("ring", type=at_least(1, most=LAST_RING), metavar="RING")
    move.set_defaults(act=_move)
    every = actions.add_parser("list", help="list programs, rings, and until when the signatures count")
    every.add_argument("--json", action="store_true")
    every.set_defaults(act=_list)
    for action in (init, add, renew, ring, every):
        add_updates(action)
    for action in (init, add, renew):
        action.add_argument("--keys", type=Path, metavar="DIR", help="default: beside the folder, with -keys behind")
    for action in (init, add):
        action.add_argument("--offline-keys", type=Path, metavar="DIR", help="where the keys of root and targets lie")
    for action in (ring, move, every):
        add_database(action)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    arguments.act(arguments)
    return EXIT_OK


def _init(arguments: argparse.Namespace) -> None:
    publisher = _publisher(arguments)
    with _told():
        publisher.begin()
    print(f"Made. Stations are given {publisher.root} once: yizhan-kiosk update trust FILE")
    print(f"They show these keys as {keys_mark(publisher.root)}.")


def _add(arguments: argparse.Namespace) -> None:
    named = BUNDLE.fullmatch(arguments.bundle.name)
    version = arguments.of_version or (named and _version(named["version"]))
    platform = arguments.platform or (named and named["platform"])
    if not version or not platform:
        raise CommandFailed("The file's name does not say which version it is and for what; say --version, --platform.")
    with _told():
        program = _publisher(arguments).add(arguments.bundle, version=version, platform=platform)
    print(f"Published {_line(program)}. Let a ring have it: yizhan-central update ring 1 {program.version}")


def _renew(arguments: argparse.Namespace) -> None:
    publisher = _publisher(arguments)
    with _told():
        publisher.renew()
        end = publisher.ends()["timestamp"]
    print(f"Signed anew, until {end:%Y-%m-%d}.")


def _ring(arguments: argparse.Namespace) -> None:
    with _told():
        published = {program.version for program in _publisher(arguments).programs()}
    if arguments.of_version and arguments.of_version not in published:
        raise Declined(f"{arguments.of_version} is not published.")
    region = (arguments.region or EVERYWHERE)[:COUNTY_DIGITS]
    with opened(arguments) as store:
        Rings(store).allow(arguments.ring, arguments.of_version, region=region)
    print(f"{_where(region)}, ring {arguments.ring}: {arguments.of_version or NONE}.")


def _move(arguments: argparse.Namespace) -> None:
    with opened(arguments) as store:
        line = found_station(store, arguments.station)
        Rings(store).move(line.region, line.station, ring=arguments.ring)
    print(f"{line.name} is in ring {arguments.ring}.")


def _list(arguments: argparse.Namespace) -> None:
    publisher = _publisher(arguments)
    with _told():
        programs, ends = publisher.programs(), publisher.ends()
    with opened(arguments) as store:
        rings = Rings(store)
        lines, sizes = rings.lines(), rings.sizes()
    if arguments.json:
        told = {
            "programs": [{"version": one.version, "platform": one.platform, "size": one.size} for one in programs],
            "rings": [{"region": one.region, "ring": one.ring, "version": one.version} for one in lines],
            "stations": {str(ring): size for ring, size in sizes.items()},
            "ends": {role: end.isoformat() for role, end in ends.items()},
            "keys": keys_mark(publisher.root),
        }
        print(json.dumps(told))
        return
    for program in programs:
        print(_line(program))
    for one in lines:
        print(_ring_line(one))
    for ring, size in sizes.items():
        print(f"ring {ring}: {size} stations")
    print(", ".join(f"{role} until {end:%Y-%m-%d}" for role, end in ends.items()))
    print(f"keys {keys_mark(publisher.root)}")


def _line(program: Program) -> str:
    return f"{program.version} for {program.platform}, {program.size / 1_000_000:.1f} MB"


def _ring_line(line: RingLine) -> str:
    return f"{_where(line.region)}, ring {line.ring}: {line.version}"


def _where(region: str) -> str:
    return f"county {region}" if region else "all counties"


def _publisher(arguments: argparse.Namespace) -> Publisher:
    folder = updates_folder(arguments)
    keys = getattr(arguments, "keys", None) or folder.with_name(f"{folder.name}-keys")
    return Publisher(folder, keys=keys.absolute(), offline=getattr(arguments, "offline_keys", None))


def _version(word: str) -> str:
    try:
        return str(Version(word))
    except InvalidVersion:
        raise argparse.ArgumentTypeError(f"{word!r} is no version like 1.2.0") from None


def _version_or_none(word: str) -> str:
    return "" if word == NONE else _version(word)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except CannotPublish as error:
        raise CommandFailed(str(error)) from error
