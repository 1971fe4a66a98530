"""One process of central, as granian starts it."""

from __future__ import annotations

import gc
import os

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from sync.central.api.application import build
from sync.central.front import Front
from sync.central.journal import log_to_stderr
from sync.central.store.database import Store, now_ms, open_engine
from sync.central.store.tables import central
from sync.central.throttle import Throttle
from sync.protocol.signing import Signer, new_seed

DATABASE = "YIZHAN_CENTRAL_DATABASE"
GARBAGE_AFTER = 20_000
"""So many new objects are between two looks for such as hold each other; a sync makes a few hundred."""
SYNCS_PER_SECOND = "YIZHAN_CENTRAL_SYNCS_PER_SECOND"


def application() -> Front:
    """Build the application of this process from the environment that `yizhan-central serve` sets."""
    log_to_stderr()
    store = Store(open_engine(os.environ[DATABASE]))
    rate = float(os.environ.get(SYNCS_PER_SECOND, "0"))
    throttle = Throttle(per_second=rate, burst=2 * rate) if rate else Throttle()
    front = build(store, signer_of(store), throttle=throttle)
    gc.freeze()  # what is here now stays: looking through it for waste again and again takes time from every request
    gc.set_threshold(GARBAGE_AFTER)
    return front


def signer_of(store: Store) -> Signer:
    """Return central's signer, made at the first call; all processes on one database have the same."""
    seed = _seed(store)
    if seed is None:
        try:
            with store.change() as connection:
                connection.execute(insert(central), [{"only": 1, "seed": new_seed(), "made_ms": now_ms()}])
        except IntegrityError:
            pass  # another process was first
        seed = _seed(store)
    assert seed is not None
    return Signer(seed)


def _seed(store: Store) -> bytes | None:
    with store.look() as connection:
        found = connection.execute(select(central.c.seed)).scalar()
    return None if found is None else bytes(found)


def serve(database: str, *, host: str, port: int, processes: int = 1, syncs_per_second: float = 0) -> None:
    """Answer on `host`:`port` until SIGTERM or SIGINT."""
    from granian import Granian
    from granian.constants import Interfaces

    os.environ[DATABASE] = database
    os.environ[SYNCS_PER_SECOND] = str(syncs_per_second)
    Granian(
        "sync.central.server:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=processes,
        factory=True,
        websockets=False,
        log_access=False,
    ).serve()
