"""What tells this computer from another one that woke up with a copy of its disk."""

from __future__ import annotations

import re
import uuid
from hashlib import blake2b
from pathlib import Path

NETWORK = Path("/sys/class/net")
SERIAL = Path("/proc/device-tree/serial-number")
"""Of boards that have no BIOS. A BIOS tells its numbers to root alone, and whoever reads them must not matter."""
MOST_MARKS = 5
"""As many as central keeps of a kiosk, in 64 characters."""
MARK_BYTES = 6
NO_NUMBER = frozenset("0-FfnoeN/A")
"""Boards without a number say "None" or zeros."""
OLD_MARK = re.compile(r"[0-9a-f]{24}")
"""One hash of everything, as kiosks had it first: other parts made another one of it, so it tells nothing."""
NO_ADDRESS = frozenset("0:")
BUILT_IN = "0"
"""The kernel's `NET_ADDR_PERM`: the address that a card came with, not one drawn for a while to hide it."""
NOT_ITS_OWN = 0b11 << 40
"""The bits of an address that is a group's, as Python draws one where it finds no card, or that somebody made up."""


def machine_mark(*, network: Path = NETWORK, serial: Path = SERIAL) -> str:
    """Return hashes of what is built in, with blanks between them: the board's number, the network cards' addresses.

    Nothing in it is on the disk, as that is what gets copied, and every user of the system may read it. Empty where
    nothing can be told: compare it by `is_elsewhere` and `shares_parts`.
    """
    parts = [*_board(serial), *(_cards(network) if network.is_dir() else _any_card())]
    return " ".join(dict.fromkeys(_hash(part) for part in parts[:MOST_MARKS]))


def shares_parts(kept: str, here: str) -> bool:
    """Tell whether two marks have a part in common."""
    return not set(kept.split()).isdisjoint(here.split())


def is_elsewhere(kept: str, here: str) -> bool:
    """Tell whether nothing that `kept` names is `here`; False as well where that cannot be told."""
    return is_told(kept) and bool(here) and not shares_parts(kept, here)


def is_told(kept: str) -> bool:
    """Tell whether a mark can be compared with others."""
    return bool(kept) and not OLD_MARK.fullmatch(kept)


def _hash(part: str) -> str:
    return blake2b(part.encode(), digest_size=MARK_BYTES, person=b"yizhan machine").hexdigest()


def _board(serial: Path) -> list[str]:
    try:
        said = serial.read_text("ascii", errors="replace").strip("\x00 \n")
    except OSError:
        return []
    return [said] if set(said) - NO_NUMBER else []


def _cards(network: Path) -> list[str]:
    """The addresses of cards that are soldered in, not of those that hang on a USB cable."""
    found = []
    for card in network.glob("*"):
        device = card / "device"
        if not device.exists() or "usb" in str(device.resolve()):
            continue
        try:
            address = (card / "address").read_text("ascii").strip()
            if (card / "addr_assign_type").read_text("ascii").strip() == BUILT_IN and set(address) - NO_ADDRESS:
                found.append(address)
        except (OSError, ValueError):
            continue
    return sorted(found)


def _any_card() -> list[str]:
    """The address that Python finds, where the system has no folder of cards."""
    address = uuid.getnode()
    return [] if address & NOT_ITS_OWN else [f"{address:012x}"]
