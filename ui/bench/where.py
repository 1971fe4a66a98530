"""Where the bench's stations lie. Apart from what makes them: a kiosk that is measured loads nothing of that."""

from __future__ import annotations

from pathlib import Path

from kiosk.care.places import Places


def bench_places(folder: Path) -> Places:
    """The places of a bench station below `folder`."""
    return Places(data=folder / "data", keys=folder / "keys")
