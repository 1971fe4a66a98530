"""A short mark of the keys whose programs a station takes, for two people to compare over the telephone."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from sync.client.updating.anchor import MOST_BYTES, ROOT

DIGITS, GROUP = 16, 4


def trusted_mark(metadata: Path, *, shipped: Path | None) -> str:
    """Return the mark of the keys that count here, "3f9a 01bc 77de 4e21"; empty where nobody is trusted yet.

    It stays the same when the county signs its root anew with the same keys.
    """
    kept = metadata / ROOT
    file = kept if kept.exists() else shipped
    return "" if file is None else mark_of(file)


def mark_of(root: Path) -> str:
    """Return the mark of the keys in a `root.json`: of the names of all of them; "?" where it cannot be read."""
    try:
        with root.open("rb") as stream:
            said = json.loads(stream.read(MOST_BYTES))
        names = sorted(str(name) for name in said["signed"]["roles"]["root"]["keyids"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return "?"
    digits = sha256("\n".join(names).encode()).hexdigest()[:DIGITS]
    return " ".join(digits[start : start + GROUP] for start in range(0, DIGITS, GROUP))
