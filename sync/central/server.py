"""One process of central, as granian starts it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from sync.central.listening import place
from sync.central.signalled import Signalled
from sync.central.store.database import ENVIRONMENT, Store, now_ms, open_engine
from sync.central.store.tables import central
from sync.central.throttle import Throttle
from sync.protocol.signing import Signer, new_seed

if TYPE_CHECKING:
    from sync.central.front import Front

GARBAGE_AFTER = 20_000
"""So many new objects are between two looks for such as hold each other; a sync makes a few hundred."""
SYNCS_PER_SECOND = "YIZHAN_CENTRAL_SYNCS_PER_SECOND"
COUNTED_IN = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder where all processes count; prometheus_client looks for it as it is imported."""
STALL = "YIZHAN_CENTRAL_STALL_S"
"""Names after how many seconds without a byte a request is given up; 30 where it is not said."""
UPDATES = "YIZHAN_CENTRAL_UPDATES"
"""Names the folder of programs for stations; without it none are served."""
MOST_CONNECTIONS = 4096
"""Of one process. Each may cost 70 KB, whoever it is: what is read of it before it is refused."""
OTHER_FILES = 256
"""What a process may have open beside connections to it."""
HEAD_BYTES, HEAD_WITHIN_MS = 16 * 1024, 30_000
STOPS_WITHIN_S = 4
"""Who is being answered gets so long when central is to stop; what is cut off is undone by the database."""
PARENT_LOOK_S = 0.25
IN_MEMORY = Path("/dev/shm")


def application() -> Front:
    """Build the application of this process from the environment that `yizhan-central serve` sets."""
    from sync.central.api.application import build
    from sync.central.bodies import STALL_S
    from sync.central.journal import log_to_stderr

    _end_with_parent()
    log_to_stderr()
    store = Store(open_engine(os.environ[ENVIRONMENT]))
    rate = float(os.environ.get(SYNCS_PER_SECOND, "0"))
    throttle = Throttle(per_second=rate, burst=2 * rate) if rate else Throttle()
    stall_s = float(os.environ.get(STALL, STALL_S))
    updates = Path(os.environ[UPDATES]) if os.environ.get(UPDATES) else None
    front = build(store, signer_of(store), throttle=throttle, stall_s=stall_s, updates=updates)
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


def serve(
    database: str,
    *,
    host: str,
    port: int,
    processes: int = 1,
    syncs_per_second: float = 0,
    updates: Path | None = None,
) -> None:
    """Answer on `host`:`port` until SIGTERM or SIGINT. Raises `CannotListen`."""
    # In memory where there is such a folder: a full disk would end whoever counts in a file that is mapped.
    in_memory = IN_MEMORY if IN_MEMORY.is_dir() else None
    with place(host, port) as address, TemporaryDirectory(prefix="yizhan-central-", dir=in_memory) as folder:
        os.environ[COUNTED_IN] = folder  # before prometheus_client is imported, also by the journal
        from granian import Granian
        from granian.constants import HTTPModes, Interfaces
        from granian.http import HTTP1Settings

        from sync.central.journal import log_of_server

        os.environ[ENVIRONMENT] = database
        os.environ[SYNCS_PER_SECOND] = str(syncs_per_second)
        if updates is not None:
            os.environ[UPDATES] = str(updates)
        server = Granian(
            "sync.central.server:application",
            address=address,
            port=port,
            interface=Interfaces.ASGI,
            workers=processes,
            factory=True,
            websockets=False,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=HEAD_WITHIN_MS, max_buffer_size=HEAD_BYTES),
            backlog=MOST_CONNECTIONS,
            backpressure=_most_connections(),
            respawn_failed_workers=True,
            workers_kill_timeout=STOPS_WITHIN_S,
            log_access=False,
            log_dictconfig=log_of_server(),
        )
        server.main_loop_interrupt = Signalled()  # told twice to stop, it would wait for itself for ever
        server.serve()


def _most_connections() -> int:
    """Return how many connections a process may have, after asking the system for as many open files."""
    if sys.platform == "win32":
        return MOST_CONNECTIONS
    import resource

    files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + OTHER_FILES
    if files != resource.RLIM_INFINITY and files < wanted:
        files = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    return MOST_CONNECTIONS if files == resource.RLIM_INFINITY else max(1, min(MOST_CONNECTIONS, files - OTHER_FILES))


def _end_with_parent() -> None:
    """Have this process end as soon as the one that started it is gone: nobody else would ever stop it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.pid,), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_LOOK_S)
    shutil.rmtree(os.environ[COUNTED_IN], ignore_errors=True)
    os._exit(1)  # at once: it holds the port, and what is under way in the database is undone there
