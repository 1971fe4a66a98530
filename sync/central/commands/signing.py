"""Central's signing key: the one thing in its database that cannot be made a second time."""

from __future__ import annotations

from sqlalchemy import func, select

from sync.central.commands.answers import CommandFailed
from sync.central.store.database import Store
from sync.central.store.tables import central, kiosks
from sync.protocol.signing import SEED_BYTES, Signer


def key_fault(store: Store) -> str | None:
    """Return what is wrong with the key, None if nothing is; before the first kiosk there need not be one."""
    with store.look() as connection:
        seed = connection.execute(select(central.c.seed)).scalar()
        enrolled = connection.execute(select(func.count()).select_from(kiosks)).scalar_one()
    if seed is not None:
        return None if isinstance(seed, bytes) and len(seed) == SEED_BYTES else "central's signing key is damaged"
    return f"central's signing key is gone, and {enrolled} kiosks trust no other" if enrolled else None


def central_signer(store: Store) -> Signer:
    """Return central's signer. Raises `CommandFailed` where the key is gone: no kiosk would believe a new one."""
    from sync.central.server import signer_of

    fault = key_fault(store)
    if fault is not None:
        raise CommandFailed(f"{fault[0].upper()}{fault[1:]}: take the database's backup back.")
    return signer_of(store)
