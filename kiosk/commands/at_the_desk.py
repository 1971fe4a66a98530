"""What commands of the desk have in common: who acts, and days as arguments."""

from __future__ import annotations

import argparse
from datetime import date

from kiosk.desk.desk import Desk
from kiosk.domain.report import Period
from kiosk.domain.staff import Actor, Role
from kiosk.services import OpenStation

DEVICE = "command"


def desk_of(station: OpenStation) -> Desk:
    """The desk for somebody at the machine's own command line: who may open the station's files there is its head."""
    return station.desk(Actor(role=Role.HEAD, device=DEVICE))


def add_period(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """`--from` and `--to`, both days included; `--to` is today unless it is given."""
    parser.add_argument("--from", dest="first_day", type=_day, metavar="YYYY-MM-DD", required=required)
    parser.add_argument("--to", dest="last_day", type=_day, metavar="YYYY-MM-DD")


def period_of(arguments: argparse.Namespace, *, today: date) -> Period:
    """The days that were asked for; without `--from` the last thirty. Raises `Refused`."""
    last = arguments.last_day or today
    first = arguments.first_day or date.fromordinal(max(1, last.toordinal() - 29))
    return Period(first_day=first, last_day=last)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is no day like 2026-11-21") from None
