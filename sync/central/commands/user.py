"""`yizhan-central user ...`: who may use central's console."""

from __future__ import annotations

import argparse
import json
import sys
import time

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from kiosk.domain.pin import weakness
from sync.central.commands.answers import EXIT_OK, CommandFailed, Declined
from sync.central.commands.asking import add_yes, confirm
from sync.central.commands.database import add_database, opened
from sync.central.commands.numbers import COUNTY_DIGITS, TOWN_DIGITS, place_code
from sync.central.commands.typed import checked_name
from sync.central.store.database import add, now_ms
from sync.central.store.tables import users

HELP = "add, list and remove people who work at central"
ROLES = ("vetter", "admin", "clerk")
LONGEST_NAME = 40
LEAST_LETTERS, LEAST_DIFFERENT, MOST_LETTERS = 10, 5, 200
HASH_TIME, HASH_KIB, HASH_LANES = 2, 19 * 1024, 1
"""Argon2id with 19 MiB and two passes: OWASP's first choice (Password Storage Cheat Sheet), as at the station."""
EVERYWHERE = ""
"""The region of a user who works for all counties."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who, and as what."""
    actions = parser.add_subparsers(metavar="ACTION", required=True, parser_class=type(parser))
    add_user = actions.add_parser("add", help="add somebody; the PIN or password is read from the standard input")
    add_user.add_argument("name", metavar="NAME")
    add_user.add_argument("--role", choices=ROLES, required=True)
    add_user.add_argument("--region", type=place_code, metavar="CODE", help="only for this county (default: for all)")
    add_user.set_defaults(act=_add)
    every = actions.add_parser("list", help="list all of them")
    every.add_argument("--json", action="store_true")
    every.set_defaults(act=_list)
    remove = actions.add_parser("remove", help="let somebody in no more")
    remove.add_argument("name", metavar="NAME")
    remove.add_argument("--region", type=place_code, metavar="CODE", help="who is only for this county")
    add_yes(remove)
    remove.set_defaults(act=_remove)
    for action in (add_user, every, remove):
        add_database(action)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    code: int = arguments.act(arguments)
    return code


def _add(arguments: argparse.Namespace) -> int:
    name = checked_name(arguments.name, longest=LONGEST_NAME, whose="The user's")
    secret = _read_secret()
    weak = why_weak(secret, name=name)
    if weak is not None:
        raise Declined(weak)
    county = (arguments.region or EVERYWHERE)[:COUNTY_DIGITS]
    row = {
        "region": county,
        "name": name,
        "role": arguments.role,
        "secret_hash": _hashed(secret),
        "added_ms": now_ms(),
    }
    try:
        with opened(arguments) as store, store.change() as connection:
            add(connection, users, [row])
    except IntegrityError:
        raise Declined(f"There is a user {name} already.") from None
    print(f"Added {name} as {arguments.role}.")
    if len(arguments.region or "") == TOWN_DIGITS:
        print(f"Users are for whole counties: {name} is for all of {county}, not for {arguments.region} alone.")
    return EXIT_OK


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store, store.look() as connection:
        question = select(users.c.region, users.c.name, users.c.role, users.c.added_ms)
        rows = connection.execute(question.order_by(users.c.region, users.c.name)).all()
    if arguments.json:
        print(json.dumps([dict(row._mapping) for row in rows], ensure_ascii=False))
        return EXIT_OK
    for row in rows:
        added = time.strftime("%Y-%m-%d", time.gmtime(row.added_ms / 1000))
        print(f"{row.region or 'all':<6}  {row.role:<6}  {row.name}  added {added}")
    return EXIT_OK


def _remove(arguments: argparse.Namespace) -> int:
    name, wanted = " ".join(arguments.name.split()), (arguments.region or "")[:COUNTY_DIGITS]
    with opened(arguments) as store:
        with store.look() as connection:
            question = select(users.c.region).where(users.c.name == name).order_by(users.c.region)
            counties = connection.execute(question).scalars().all()
        found = [county for county in counties if arguments.region is None or county == wanted]
        if not found:
            raise CommandFailed(f"There is no user {name}" + (f" of county {wanted}." if wanted else "."))
        if len(found) > 1:
            told = ", ".join(county or "for all counties" for county in found)
            raise CommandFailed(f"There are {len(found)} users {name}; say which one with --region: {told}.")
        confirm(f"Shall {name} ({found[0] or 'for all counties'}) be let in no more?", arguments)
        with store.change() as connection:
            connection.execute(delete(users).where(users.c.region == found[0], users.c.name == name))
    print(f"Removed {name}.")
    return EXIT_OK


def why_weak(secret: str, *, name: str) -> str | None:
    """Return why a PIN or password would soon be guessed, None if it may be used."""
    if secret.isascii() and secret.isdigit():
        weak = weakness(secret)
        return (
            None if weak is None else f"This PIN is too easy to guess ({weak}): take 6 to 12 digits without a pattern."
        )
    if not LEAST_LETTERS <= len(secret) <= MOST_LETTERS or not secret.isprintable():
        return f"A password has at least {LEAST_LETTERS} letters, and none that cannot be seen; a PIN has digits only."
    folded = secret.casefold()
    if len(set(folded)) < LEAST_DIFFERENT or folded in (folded + folded)[1:-1]:
        return "This password is too easy to guess: it repeats the same few letters."
    if name.casefold() in folded:
        return "This password is too easy to guess: it holds the user's name."
    return None


def _read_secret() -> str:
    """Ask for it where somebody sits at a terminal, without showing it; otherwise take the first line."""
    if sys.stdin is None:
        raise CommandFailed("The PIN or password is read from the standard input, and that is closed.")
    try:
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\r\n")
        from getpass import getpass

        secret = getpass("PIN or password: ")
        if getpass("Once more: ") != secret:
            raise CommandFailed("These were two different ones.")
    except (EOFError, UnicodeDecodeError):
        raise CommandFailed("The PIN or password cannot be read from the standard input.") from None
    return secret


def _hashed(secret: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=HASH_TIME, memory_cost=HASH_KIB, parallelism=HASH_LANES).hash(secret)
