"""Examines the way to central: the network, whether it answers, its certificate, and when it was last heard."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from kiosk.care.places import Places
from kiosk.domain.finding import Finding, amber, green, red
from kiosk.store.database import Database
from sync.client.report import Outcome
from sync.client.state import Central, SyncState
from sync.client.status import read_status
from sync.client.transport import CLOCK_CODES, LinkFailed, Transport
from sync.client.verdicts import signed
from sync.protocol.faults import ProtocolFault
from sync.protocol.signing import Verifier
from sync.protocol.wire import Moment, new_once, validated

ANSWER_WITHIN_S = 8.0
ALL_WITHIN_S = 10.0
"""For names, connections and answers together: one that drips, a byte every few seconds, would keep us for hours."""
MOST_TIME_BYTES = 4096
ROUTES = (Path("/proc/net/route"), Path("/proc/net/ipv6_route"))
LOOPBACK, DEFAULT_ROUTE = "lo", "00000000"
CERTIFICATE_ENDS_SOON_DAYS, HEARD_LONG_AGO_DAYS = 30, 7
DAY_S, DAY_MS, HOUR_MS = 86_400, 86_400_000, 3_600_000
KNOWN = frozenset({"offline", "cut", "unanswered", "portal", "clock", "certificate"})
"""How a link can fail, as far as there is something else to do."""
FOR_SOMEBODY = frozenset({"clock", "certificate"})
"""Words of a failed link that do not mend themselves."""
PORTS = {"https": 443, "http": 80}

Found = TypeVar("Found")


def central_of(database: Database) -> Central | None:
    """Return what the station knows of central; None before it is enrolled."""
    return SyncState(database).central()


def not_known(check: str) -> Finding:
    """Whether the station is enrolled stands in its database, and that does not open."""
    return amber(check, "not-known")


def check_network(routes: tuple[Path, ...] = ROUTES) -> Finding:
    """Tell whether this machine has a way to anywhere; not a single byte is sent."""
    if not any(path.exists() for path in routes):
        return green("network") if _has_address() else amber("network", "none")
    cards = {card for path in routes for card in _default_routes(path)} - {LOOPBACK}
    return green("network", "by", cards=", ".join(sorted(cards))) if cards else amber("network", "none")


def _default_routes(path: Path) -> list[str]:
    """The network cards by which everything goes that goes nowhere else."""
    try:
        rows = [line.split() for line in path.read_text("ascii", errors="replace").splitlines()]
    except OSError:
        return []
    if path.name == "route":
        return [row[0] for row in rows if len(row) > 2 and row[1] == DEFAULT_ROUTE]
    return [row[-1] for row in rows if len(row) == 10 and row[0] == "0" * 32 and row[1] == "00"]


def _has_address() -> bool:
    with suppress(OSError):
        return any(
            not str(entry[4][0]).startswith(("127.", "::1")) for entry in socket.getaddrinfo(socket.gethostname(), 0)
        )
    return False


def check_central(central: Central | None, *, within_s: float = ALL_WITHIN_S) -> Finding:
    """Ask central for its time, and see that it is central who signed the answer. Nothing of the station is told."""
    if central is None:
        return amber("central", "not-enrolled")
    began = time.monotonic()
    try:
        _in_time(lambda: _ask(central), within_s=within_s)
    except LinkFailed as error:
        tell = red if error.word in FOR_SOMEBODY else amber
        return tell("central", error.word if error.word in KNOWN else "refused", url=central.url)
    except TimeoutError:
        return amber("central", "slow", url=central.url)
    except ProtocolFault:
        return red("central", "stranger", url=central.url)
    return green("central", url=central.url, milliseconds=round((time.monotonic() - began) * 1000))


def _ask(central: Central) -> None:
    asked = f"/v1/time?once={new_once()}"
    with Transport(central.url, certificate=central.certificate, stall_s=ANSWER_WITHIN_S) as transport:
        answer = transport.get(asked, most=MOST_TIME_BYTES)
    validated(Moment, signed(answer.body, answer.error, asked.encode(), Verifier(central.public_key)))


def _in_time(work: Callable[[], Found], *, within_s: float) -> Found:
    """Return what `work` returns, or raise what it raises; `TimeoutError` where it takes longer, and is left alone."""
    found: list[Found] = []
    failed: list[Exception] = []

    def done() -> None:
        try:
            found.append(work())
        except Exception as error:  # noqa: BLE001  it is raised again where it can be seen
            failed.append(error)

    working = threading.Thread(target=done, name="doctor", daemon=True)
    working.start()
    working.join(within_s)
    if failed:
        raise failed[0]
    if not found:
        raise TimeoutError
    return found[0]


def check_certificate(central: Central | None, *, now: datetime, within_s: float = ALL_WITHIN_S) -> Finding:
    """Look at the certificate that central shows, and how long it holds."""
    if central is None:
        return amber("certificate", "not-enrolled")
    where = urlsplit(central.url)
    if where.scheme != "https":
        return amber("certificate", "none", url=central.url)
    try:
        shown = _in_time(lambda: _shown(where, central.certificate), within_s=within_s)
        days = int((ssl.cert_time_to_seconds(str(shown["notAfter"])) - now.timestamp()) // DAY_S)
    except ssl.SSLCertVerificationError as error:
        if error.verify_code in CLOCK_CODES:
            return red("certificate", "clock")
        return red("certificate", "refused", reason=error.verify_message or "?")
    except (OSError, ValueError, KeyError):
        return amber("certificate", "not-seen")
    if days < CERTIFICATE_ENDS_SOON_DAYS:
        return amber("certificate", "ends-soon", days=days)
    return green("certificate", days=days)


def _shown(where: SplitResult, authority: str) -> Mapping[str, object]:
    context = ssl.create_default_context(cadata=authority or None)
    address = (where.hostname or "", where.port or PORTS["https"])
    with (
        socket.create_connection(address, timeout=ANSWER_WITHIN_S) as plain,
        context.wrap_socket(plain, server_hostname=where.hostname) as secure,
    ):
        return secure.getpeercert() or {}


def check_last_sync(here: Places, central: Central | None, *, now: datetime) -> Finding:
    """Tell when central was last heard; a station works for months without, and loses nothing by it."""
    if central is None:
        return amber("last-sync", "not-enrolled")
    status = read_status(here.data)
    if status.outcome == Outcome.REVOKED.value:
        return red("last-sync", "revoked")
    if not status.heard_ms:
        return amber("last-sync", "never")
    if status.refused:
        return amber("last-sync", "refused", count=status.refused)
    if status.agrees is False:
        return amber("last-sync", "differs")
    ago_ms = max(0, int(now.timestamp() * 1000) - status.heard_ms)
    if ago_ms > HEARD_LONG_AGO_DAYS * DAY_MS:
        return amber("last-sync", "long-ago", days=ago_ms // DAY_MS)
    return green("last-sync", hours=ago_ms // HOUR_MS, waiting=status.waiting)
