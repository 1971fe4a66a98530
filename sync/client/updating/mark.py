"""The mark of the keys that count on this machine."""

from __future__ import annotations

from pathlib import Path

from sync.client.updating.anchor import ROOT
from sync.protocol.keys_mark import keys_mark


def trusted_mark(metadata: Path, *, shipped: Path | None) -> str:
    """Return the mark of the keys that count here (`keys_mark`); empty where nobody is trusted yet."""
    kept = metadata / ROOT
    file = kept if kept.exists() else shipped
    return "" if file is None else keys_mark(file)
