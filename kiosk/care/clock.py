"""The station's wall clock."""

from __future__ import annotations

from datetime import datetime


def local_now() -> datetime:
    """The present moment in the station's local time, with its zone."""
    return datetime.now().astimezone()
