"""How this station becomes one of central's."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from kiosk.domain.station import Station
from kiosk.errors import YizhanError
from kiosk.services import OpenStation
from kiosk.store.outbox import wall_clock_ms
from sync.client.machine import machine_mark
from sync.client.state import Central, SyncState
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
) -> Station:
    """Make this station known to central with a one-time code, and keep what central calls it.

    What was done here before goes to central with the first sync. Asked again with the same code after an answer was
    lost, central gives the same. Raises `NotEnrolled`.
    """
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise NotEnrolled("error-enrol-address", url=url)
    try:
        code_in(code)
    except BadMessage as error:
        raise NotEnrolled("error-enrol-code") from error
    state = SyncState(station.database)
    if state.central() is not None:
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
    with station.database.transaction():
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
    return station.station


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
