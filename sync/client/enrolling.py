"""How this station becomes one of central's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from kiosk.domain.station import Station
from kiosk.errors import YizhanError
from kiosk.services import OpenStation
from kiosk.store.database import Database
from kiosk.store.durable import files_told
from kiosk.store.filelock import FileLock
from kiosk.store.outbox import wall_clock_ms
from kiosk.store.sync_state import suspend_slots
from sync.client.beside import TURN_WAIT_S
from sync.client.machine import machine_mark
from sync.client.retelling import tell_all_as_another
from sync.client.state import Central, SyncState
from sync.client.status import sync_folder
from sync.client.transport import LinkFailed, Transport
from sync.protocol.enrolment import (
    MOST_ENROL_BYTES,
    Enrolled,
    EnrolRequest,
    body_of,
    check_proof,
    code_in,
    finder_of,
    new_token_secret,
    prove,
    secret_of,
    token_hash,
    token_of,
)
from sync.protocol.faults import BadMessage, ProtocolFault
from sync.protocol.kinds import Scope
from sync.protocol.sealing import Opener
from sync.protocol.signing import Signer
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import validated

SCHEMES = ("http", "https")


class NotEnrolled(YizhanError):
    """The station could not be enrolled; the key says why and what to do."""

    default_key = "error-enrol-offline"


def code_and_url(text: str) -> tuple[str, str] | None:
    """Return URL and code that a QR code of central's says (`yizhan:enrol?url=URL&code=CODE`), None if it is none."""
    parts = urlsplit(text.strip())
    said = parse_qs(parts.query)
    if parts.scheme == "yizhan" and parts.path == "enrol" and "url" in said and "code" in said:
        return said["url"][0], said["code"][0]
    return None


def enrol(
    station: OpenStation,
    url: str,
    code: str,
    *,
    certificate: str = "",
    transport: Transport | None = None,
    machine: str = "",
    anew: bool = False,
) -> Station:
    """Make this station known to central with a one-time code, and keep what central calls it.

    What was done here before goes to central with the first sync. Asked again with the same code after an answer was
    lost, central gives the same. `anew`: also where the station is enrolled already, as central does not know it any
    more. Raises `NotEnrolled`, `StoreError`; nothing is changed then.
    """
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise NotEnrolled("error-enrol-address", url=url)
    try:
        code_in(code)
    except BadMessage as error:
        raise NotEnrolled("error-enrol-code") from error
    state = SyncState(station.database)
    if state.central() is not None and not anew:
        raise NotEnrolled("error-enrol-already")
    secret, machine = _secret_for(station, code), machine or machine_mark()
    said = EnrolRequest(
        v=PROTOCOL,
        code=finder_of(code),
        public_key=Signer(station.stations.signing_seed()).public_key.hex(),
        token_hash=token_hash(secret).hex(),
        machine=machine,
        prefix=station.station.prefix,
        seal_key=Opener(station.stations.signing_seed()).public_key.hex(),
    )
    asked = prove(secret_of(code), said)
    with transport or Transport(parts.geturl(), certificate=certificate) as line:
        enrolled = _answered(line, asked, code)
    kept = Central(
        url=parts.geturl(),
        certificate=certificate,
        public_key=bytes.fromhex(enrolled.central_key),
        seal_key=bytes.fromhex(enrolled.central_seal_key),
        token=token_of(enrolled.region, secret),
        next_secret=b"",
        kiosk=enrolled.kiosk,
        region=enrolled.region,
        machine=machine,
        fork="",
        fork_seq=0,
        confirmed_seq=0,
        confirmed_mark="",
        grant_no=0,
        enrolled_at_ms=wall_clock_ms(),
    )
    with _turn(station.places.data), station.database.transaction():
        before = state.central()
        if before is not None:
            tell_all_as_another(station.database)
            kept = replace(kept, stick_no=before.stick_no, stick_heard=before.stick_heard)
        state.save(kept)
        station.enrolled_as(
            replace(
                station.station,
                id=enrolled.station,
                name=enrolled.name,
                prefix=enrolled.prefix,
                region=enrolled.town,
                phone=enrolled.phone or station.station.phone,
            )
        )
        if before is not None:
            _begin_anew(station.database, state)
    return station.stations.current()


def _turn(data: Path) -> FileLock:
    """Wait until no sync is under way, which would go on as the one that this station was. Raises `StoreError`."""
    with files_told():
        sync_folder(data).mkdir(mode=0o700, parents=True, exist_ok=True)
        return FileLock(sync_folder(data) / "turn", alone=True, wait_s=TURN_WAIT_S)


def _begin_anew(database: Database, state: SyncState) -> None:
    """Take all from central again, and go on as a copy of the kiosk that was just enrolled; within a transaction.

    What central hears of slips and slots of before counts as that kiosk's, which is gone for good from the first
    contact on: central may know of them by another number, or give to others what it does not know of. As in a restored
    backup, no slot that was here may be given out until central leases it again.
    """
    for scope in Scope:
        state.reached(scope, 0)
    database.execute("delete from sync_troubles")
    database.execute("delete from sync_kept")
    suspend_slots(database)


def _secret_for(station: OpenStation, code: str) -> bytes:
    """Derive the token's random part from the code and this station's own key, so that asking again says the same."""
    from hashlib import blake2b

    seed = station.stations.signing_seed()
    return blake2b(code_in(code).encode(), digest_size=len(new_token_secret()), key=seed).digest()


def _answered(transport: Transport, asked: bytes, code: str) -> Enrolled:
    try:
        answer = transport.post("/v1/enrol", asked, most=MOST_ENROL_BYTES)
        if answer.error == "unknown-code":
            raise NotEnrolled("error-enrol-unknown-code")
        if answer.error:
            raise NotEnrolled("error-enrol-refused", why=answer.error)
        check_proof(secret_of(code), answer.body, asked=asked)
        return validated(Enrolled, body_of(answer.body))
    except LinkFailed as failure:
        raise NotEnrolled(f"error-enrol-{failure.word}") from failure
    except ProtocolFault as fault:
        raise NotEnrolled("error-enrol-portal") from fault
