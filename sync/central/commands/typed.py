"""Names, phones and addresses as arguments, refused in a plain sentence before anything is stored."""

from __future__ import annotations

import argparse
import string
from urllib.parse import quote, urlsplit

from sync.central.commands.answers import CommandFailed

SCHEMES = ("http", "https")
LONGEST_URL = 200
"""Bytes as they stand in the QR code, which then still fits on a terminal of 80 columns."""
PHONE_DIGITS = range(3, 21)
BLANKS = str.maketrans("\u3000\u00a0", "  ")
"""Blanks that a Chinese keyboard and a word processor make."""


def checked_name(word: str, *, longest: int, whose: str) -> str:
    """Return a name with single blanks in it. Raises `CommandFailed` for one that is empty, too long or unprintable."""
    plain = word.translate(BLANKS)
    if not plain.strip():
        raise CommandFailed(f"{whose} name is empty.")
    if not plain.isprintable():
        raise CommandFailed(f"{whose} name has a line break in it, or another character that cannot be seen.")
    name = " ".join(plain.split())
    if len(name) > longest:
        raise CommandFailed(f"{whose} name has {len(name)} letters; {longest} are the most.")
    return name


def phone_number(word: str) -> str:
    """A phone as people write it: digits, and between them blanks, dashes and brackets."""
    bare = word.strip().removeprefix("+")
    digits = sum(char in string.digits for char in bare)
    if word.strip() and (digits not in PHONE_DIGITS or not set(bare) <= set(string.digits + " -()")):
        raise argparse.ArgumentTypeError(f"{word!r} is no phone number")
    return word.strip()


def central_url(word: str) -> str:
    """Where stations find central: http or https, a host, perhaps a port and a path."""
    try:
        parts = urlsplit(word)
        is_address = parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that are no IPv6, or a port that is no number
        is_address = False
    if not is_address or not word.isprintable() or " " in word:
        raise argparse.ArgumentTypeError("central's address looks like https://central.example or http://10.0.0.1:8080")
    if "@" in parts.netloc:
        raise argparse.ArgumentTypeError("central's address is for everybody to read: no user and no password in it")
    if parts.query or parts.fragment:
        raise argparse.ArgumentTypeError("central's address ends before any ? or #")
    if len(quoted(word)) > LONGEST_URL:
        raise argparse.ArgumentTypeError(f"central's address has more than {LONGEST_URL} letters")
    return word


def quoted(url: str) -> str:
    """Return an address as it stands in a QR code."""
    return quote(url, safe=":/")
