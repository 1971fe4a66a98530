"""Whose signatures a station believes: the county's first `root.json`, shipped with the program or handed over once."""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk.errors import Refused
from kiosk.store.durable import files_told, made_folder, written_whole
from sync.protocol.keys_mark import MOST_ROOT_BYTES

ROOT = "root.json"
SHIPPED = "update-root.json"


def shipped_anchor() -> Path | None:
    """Return the one that lies beside the program; None where its builder gave none (`scripts/build --update-root`)."""
    beside = Path(sys.executable).parent / SHIPPED
    return beside if getattr(sys, "frozen", False) and beside.exists() else None


def has_anchor(metadata: Path, *, shipped: Path | None) -> bool:
    """Tell whether it is known here whose signatures count."""
    return shipped is not None or (metadata / ROOT).exists()


def drop_anchor(metadata: Path, *, shipped: Path | None) -> None:
    """Have a `root.json` in `metadata`: the one that is there, or that came with the program.

    Raises `Refused` where there is none, `DiskFull`, `StoreError`.
    """
    if (metadata / ROOT).exists():
        return
    if shipped is None:
        raise Refused("error-update-no-anchor")
    _keep(metadata, _read(shipped))


def trust(metadata: Path, file: Path, *, shipped: Path | None) -> None:
    """Believe the signatures that `file` names, from now on and for good.

    Raises `Refused` where it is no root of a county, or where another one counts already; `StoreError`.
    """
    data = _read(file)
    _check(data, file)
    kept = metadata / ROOT
    known = next((one for one in (kept, shipped) if one is not None and one.exists()), None)
    if known is not None and _read(known) != data:
        raise Refused("error-update-trusted-already")
    _keep(metadata, data)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_ROOT_BYTES + 1)
    except OSError:
        raise Refused("error-update-anchor-unreadable", file=str(file)) from None


def _check(data: bytes, file: Path) -> None:
    """Raise `Refused` unless it is a root that its own keys have signed."""
    from tuf.api.exceptions import RepositoryError
    from tuf.api.metadata import Metadata, Root  # type: ignore[attr-defined]  # it exports it without saying so
    from tuf.api.serialization import DeserializationError

    try:
        found = Metadata[Root].from_bytes(data)
        if not isinstance(found.signed, Root):
            raise Refused("error-update-anchor-unreadable", file=str(file))
        found.signed.verify_delegate(Root.type, found.signed_bytes, found.signatures)
    except (RepositoryError, DeserializationError):
        raise Refused("error-update-anchor-unreadable", file=str(file)) from None


def _keep(metadata: Path, data: bytes) -> None:
    with files_told():
        made_folder(metadata)
        with written_whole(metadata / ROOT) as draft:
            draft.write_bytes(data)
