"""Examines the way to central: the network, whether it answers, its certificate, and when it was last heard."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from kiosk.care.places import Places
from kiosk.domain.finding import Finding, amber, green, red
from kiosk.store.database import Database
from sync.client.state import Central, SyncState
from sync.client.status import read_status
from sync.client.transport import LinkFailed, Transport

ANSWER_WITHIN_S = 8.0
MOST_TIME_BYTES = 4096
ROUTES = (Path("/proc/net/route"), Path("/proc/net/ipv6_route"))
LOOPBACK, DEFAULT_ROUTE = "lo", "00000000"
CERTIFICATE_ENDS_SOON_DAYS, HEARD_LONG_AGO_DAYS = 30, 7
DAY_S, DAY_MS, HOUR_MS = 86_400, 86_400_000, 3_600_000
FOR_SOMEBODY = frozenset({"revoked", "clock", "certificate"})
"""Words of a failed link that do not mend themselves."""
PORTS = {"https": 443, "http": 80}


def central_of(database: Database | None) -> Central | None:
    """Return what the station knows of central; None before it is enrolled, or where its database is not to be had."""
    return None if database is None else SyncState(database).central()


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
    return [row[-1] for row in rows if len(row) == 10 and row[0] == "0" * 32 and row[1] == "00" and row[-1] != "lo"]


def _has_address() -> bool:
    with suppress(OSError):
        return any(
            not str(entry[4][0]).startswith(("127.", "::1")) for entry in socket.getaddrinfo(socket.gethostname(), 0)
        )
    return False


def check_central(central: Central | None) -> Finding:
    """Ask central for its time."""
    if central is None:
        return amber("central", "not-enrolled")
    began = time.monotonic()
    try:
        with Transport(central.url, certificate=central.certificate, stall_s=ANSWER_WITHIN_S) as transport:
            transport.get("/v1/time", most=MOST_TIME_BYTES)
    except LinkFailed as error:
        tell = red if error.word in FOR_SOMEBODY else amber
        return tell("central", error.word if error.word in KNOWN else "refused", url=central.url)
    return green("central", url=central.url, milliseconds=round((time.monotonic() - began) * 1000))


KNOWN = frozenset({"offline", "cut", "unanswered", "portal", "clock", "certificate", "revoked"})
"""How a link can fail, as far as there is something else to do."""


def check_certificate(central: Central | None) -> Finding:
    """Look at the certificate that central shows, and how long it holds."""
    if central is None:
        return amber("certificate", "not-enrolled")
    where = urlsplit(central.url)
    if where.scheme != "https":
        return amber("certificate", "none", url=central.url)
    try:
        days = _days_left(_shown(where, central.certificate))
    except ssl.SSLCertVerificationError as error:
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


def _days_left(certificate: Mapping[str, object]) -> int:
    return int((ssl.cert_time_to_seconds(str(certificate["notAfter"])) - time.time()) // DAY_S)


def check_last_sync(here: Places, central: Central | None, *, now: datetime) -> Finding:
    """Tell when central was last heard; a station works for months without, and loses nothing by it."""
    if central is None:
        return amber("last-sync", "not-enrolled")
    status = read_status(here.data)
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
