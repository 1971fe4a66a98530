"""A short mark of the keys whose programs a station takes, for two people to compare over the telephone."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

MOST_ROOT_BYTES = 512_000
"""As TUF's client takes of a `root.json` (`UpdaterConfig.root_max_length`)."""
DIGITS, GROUP = 16, 4
UNREADABLE = "?"


def keys_mark(root: Path) -> str:
    """Return the mark of the keys in a `root.json`, "3f9a 01bc 77de 4e21"; "?" where it cannot be read.

    It is made of the names of all of them, and stays the same when the county signs its root anew with the same keys.
    """
    try:
        with root.open("rb") as stream:
            said = json.loads(stream.read(MOST_ROOT_BYTES))
        names = sorted(str(name) for name in said["signed"]["roles"]["root"]["keyids"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return UNREADABLE
    digits = sha256("\n".join(names).encode()).hexdigest()[:DIGITS]
    return " ".join(digits[start : start + GROUP] for start in range(0, DIGITS, GROUP))
