"""Central beside the demo kiosk: started on loopback, with the demo station enrolled, and ended with the kiosk."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.care.places import places
from kiosk.services import OpenStation, open_station
from sync.central.enrolment import Enrolment, NameTaken
from sync.central.schema import bring_up_to_date
from sync.central.server import signer_of
from sync.central.store.database import Store, open_engine, sqlite_url
from sync.client.enrolling import enrol
from sync.client.state import SyncState

LOOPBACK = "127.0.0.1"
PORTS = range(8791, 8891)
STARTS_WITHIN_S = 60.0
SERVE = """
import ctypes, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C in the terminal is the kiosk's to answer
if sys.platform == "linux":
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)  # central ends however the kiosk ended
from sync.central.cli import main
sys.exit(main())
"""


@dataclass(frozen=True, kw_only=True)
class DemoCentral:
    """A central that runs: its address, its database, and what it writes down."""

    url: str
    database: str
    log: Path


@contextmanager
def demo_central(data: Path | None) -> Iterator[DemoCentral]:
    """Run central for the station in `data` until the block ends. Raises `OSError` when it does not come up.

    The station keeps the central that it was enrolled with; its records lie beside the station's own.
    """
    folder = places(data).data / "central"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database, log = sqlite_url(folder / "central.db"), folder / "central.log"
    with _port_of(data) as port:
        process = _started(database, port, log)
        try:
            _wait_for(process, port)
            central = DemoCentral(url=f"http://{LOOPBACK}:{port}", database=database, log=log)
            with open_station(places(data)) as station:
                _enrol(station, central)
            yield central
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def _port_of(data: Path | None) -> Iterator[int]:
    """Give the port that the station knows, or the first that is free, and keep it from other demos meanwhile.

    Of two that start at once, the second would hear the first one's central answer for its own.
    """
    with open_station(places(data)) as station:
        known = SyncState(station.database).central()
    wished = urlsplit(known.url).port if known and urlsplit(known.url).hostname == LOOPBACK else None
    for port in [*([wished] if wished else []), *PORTS]:
        with ExitStack() as kept:
            try:
                kept.enter_context(_kept(port))
            except OSError:
                continue
            yield port
            return
    raise OSError("no free port for central")


@contextmanager
def _kept(port: int) -> Iterator[None]:
    """Keep `port` from other demos. Raises `OSError` where one of them has it, or anybody listens there."""
    with ExitStack() as mark:
        if sys.platform == "linux":
            # A name that goes with the process that has it.
            mark.enter_context(socket.socket(socket.AF_UNIX)).bind(f"\0yizhan-demo {port}")
        socket.create_server((LOOPBACK, port)).close()
        yield


def _started(database: str, port: int, log: Path) -> subprocess.Popen[bytes]:
    words = ["serve", "--database", database, "--host", LOOPBACK, "--port", str(port)]
    with log.open("ab") as written:
        return subprocess.Popen(
            [sys.executable, "-c", SERVE, *words],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise OSError(f"central ended with {process.returncode}")
        try:
            connection = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
            connection.request("GET", "/v1/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise OSError("central did not answer")


def _enrol(station: OpenStation, central: DemoCentral) -> None:
    """Make the demo station known to this central, or tell it where that central listens today."""
    state = SyncState(station.database)
    known = state.central()
    if known is not None:
        if urlsplit(known.url).hostname == LOOPBACK and known.url != central.url:
            with station.database.transaction():
                state.save(replace(known, url=central.url))
        return
    store = Store(open_engine(central.database, pool=2))
    try:
        bring_up_to_date(store)
        enrolment = Enrolment(store, signer_of(store).public_key)
        this = station.station
        code = _code(enrolment, this.name, town=this.region, phone=this.phone)
    finally:
        store.close()
    enrol(station, central.url, code)


def _code(enrolment: Enrolment, name: str, *, town: str, phone: str) -> str:
    """Add the station, unless a start that broke off here has, and return a code for it."""
    try:
        return enrolment.add_station(name, town=town, phone=phone).code
    except NameTaken:
        line = next(line for line in enrolment.stations() if line.name == name)
        return enrolment.add_code(line.region, line.station)
