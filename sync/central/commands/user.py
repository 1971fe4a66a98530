"""`yizhan-central user add`: who may use central's console."""

from __future__ import annotations

import argparse
import sys

from sqlalchemy.exc import IntegrityError

from kiosk.domain.pin import weakness
from sync.central.commands.answers import EXIT_OK, CommandFailed, Declined
from sync.central.commands.database import add_database, opened
from sync.central.commands.numbers import COUNTY_DIGITS, place_code
from sync.central.store.database import add, now_ms
from sync.central.store.tables import users

HELP = "add people who work at central"
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
    add_database(add_user)
    add_user.set_defaults(act=_add)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    code: int = arguments.act(arguments)
    return code


def _add(arguments: argparse.Namespace) -> int:
    name = " ".join(arguments.name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise CommandFailed(f"A name has 1 to {LONGEST_NAME} letters that can be printed.")
    secret = _read_secret()
    weak = why_weak(secret, name=name)
    if weak is not None:
        raise Declined(weak)
    row = {
        "region": (arguments.region or EVERYWHERE)[:COUNTY_DIGITS],
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
    if sys.stdin.isatty():
        from getpass import getpass

        secret = getpass("PIN or password: ")
        if getpass("Once more: ") != secret:
            raise CommandFailed("These were two different ones.")
        return secret
    return sys.stdin.readline().rstrip("\r\n")


def _hashed(secret: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=HASH_TIME, memory_cost=HASH_KIB, parallelism=HASH_LANES).hash(secret)
