"""How this station becomes one of central's."""

from __future__ import annotations

import re
import ssl
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize
from urllib.parse import parse_qs, urlsplit

from kiosk.domain.station import Station
from kiosk.errors import YizhanError
from kiosk.services import OpenStation
from kiosk.store.database import Database
from kiosk.store.durable import files_told
from kiosk.store.filelock import FileLock
from kiosk.store.outbox import wall_clock_ms
from kiosk.store.sync_state import suspend_slots
from sync.client.beside import TURN_WAIT_S, counts_of
from sync.client.machine import machine_mark
from sync.client.report import Outcome, Report
from sync.client.retelling import tell_all_as_another
from sync.client.state import Central, SyncState
from sync.client.status import sync_folder, write_status
from sync.client.transport import LinkFailed, Transport
from sync.protocol.enrolment import (
    ALPHABET,
    FINDER_LENGTH,
    MOST_ENROL_BYTES,
    SECRET_LENGTH,
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
from sync.protocol.faults import ProtocolFault
from sync.protocol.kinds import Scope
from sync.protocol.sealing import Opener
from sync.protocol.signing import Signer
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import validated

SCHEME = re.compile(r"(https?):/*")
IS_WORD = re.compile(r"[a-z]+(-[a-z]+)*").fullmatch
CHINESE_KEYS = str.maketrans({"。": ".", "、": "/"})
"""What a Chinese keyboard writes for these and Unicode knows as something else; full-width letters it knows."""
PEM = re.compile(rb"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----")
DER_BEGIN = b"\x30\x82"
MOST_CERTIFICATE_BYTES = 1 << 20
KNOWN_WORDS = {
    "unknown-code": "error-enrol-unknown-code",
    "busy": "error-enrol-busy",
    "unknown-protocol": "error-enrol-unknown-protocol",
    "no-prefix-left": "error-enrol-no-prefix-left",
}
PERHAPS_NO_TLS = frozenset({"offline", "unanswered", "portal", "cut"})
"""How it ends where a server that knows no TLS is asked with it."""


class NotEnrolled(YizhanError):
    """The station could not be enrolled; the key says why and what to do."""

    default_key = "error-enrol-offline"


def code_and_url(text: str) -> tuple[str, str] | None:
    """Return URL and code that a QR code of central's says (`yizhan:enrol?url=URL&code=CODE`), None if it is none."""
    with suppress(ValueError):
        parts = urlsplit(text.strip())
        said = parse_qs(parts.query)
        if parts.scheme == "yizhan" and parts.path == "enrol" and "url" in said and "code" in said:
            return said["url"][0], said["code"][0]
    return None


def address_in(text: str) -> tuple[str, bool]:
    """Return central's address as it was typed, on whichever keyboard, and whether http or https was typed with it.

    Without either it is https. Raises `NotEnrolled`.
    """
    typed = "".join(normalize("NFKC", text).translate(CHINESE_KEYS).split())
    begin = SCHEME.match(typed.lower())
    url = f"{begin[1]}://{typed[begin.end() :]}" if begin else f"https://{typed}"
    with suppress(ValueError):
        parts = urlsplit(url)
        is_port = parts.port is None or parts.port > 0
        if parts.hostname and "://" not in parts.netloc + parts.path and is_port and url.isprintable():
            parts.hostname.encode("idna")
            parts.path.encode("ascii")
            return parts._replace(query="", fragment="").geturl(), begin is not None
    raise NotEnrolled("error-enrol-address", url=text)


def certificate_in(file: Path) -> str:
    """Return the certificates that a file holds, as PEM and without what is written around them.

    Raises `NotEnrolled` where it holds none, `OSError`.
    """
    with file.open("rb") as opened:
        data = opened.read(MOST_CERTIFICATE_BYTES)
    found = b"\n".join(PEM.findall(data)).decode("ascii")
    if not found and data.startswith(DER_BEGIN):
        found = ssl.DER_cert_to_PEM_cert(data)
    with suppress(ssl.SSLError, ValueError):
        if found and ssl.create_default_context(cadata=found).get_ca_certs():
            return found
    raise NotEnrolled("error-enrol-no-certificate", file=str(file))


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
    url, is_with_scheme = address_in(url)
    code = _code_in(code)
    state = SyncState(station.database)
    known = state.central()
    if known is not None and not anew:
        raise NotEnrolled("error-enrol-already", url=known.url, name=station.station.name)
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
    with transport or Transport(url, certificate=certificate) as line:
        enrolled = _answered(line, asked, code, url="" if is_with_scheme else url)
    kept = Central(
        url=url,
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
    with _turn(station.places.data):
        with station.database.transaction():
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
        report, places = Report(outcome=Outcome.ENROLLED), station.places
        write_status(places.data, places.central_time, report, **counts_of(station))
    return station.stations.current()


def _code_in(text: str) -> str:
    """Return the letters of a code, however it was typed; say what is wrong with it. Raises `NotEnrolled`."""
    letters = "".join(letter for letter in normalize("NFKC", text).upper() if letter.isalnum())
    if wrong := "".join(dict.fromkeys(letter for letter in letters if letter not in ALPHABET)):
        raise NotEnrolled("error-enrol-code-letters", letters=" ".join(wrong[: len(ALPHABET)]))
    if len(letters) != FINDER_LENGTH + SECRET_LENGTH:
        raise NotEnrolled("error-enrol-code", count=len(letters))
    return letters


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


def _answered(transport: Transport, asked: bytes, code: str, *, url: str) -> Enrolled:
    """Ask, and return the answer. `url`: the address that is asked over https although nobody typed so; or empty."""
    try:
        answer = transport.post("/v1/enrol", asked, most=MOST_ENROL_BYTES)
        if answer.error in KNOWN_WORDS:
            raise NotEnrolled(KNOWN_WORDS[answer.error])
        if answer.error:
            raise NotEnrolled("error-enrol-refused", why=answer.error if IS_WORD(answer.error) else "?")
        check_proof(secret_of(code), answer.body, asked=asked)
        return validated(Enrolled, body_of(answer.body))
    except LinkFailed as failure:
        if url and failure.word in PERHAPS_NO_TLS:
            raise NotEnrolled("error-enrol-https", url=url) from failure
        raise NotEnrolled(f"error-enrol-{failure.word}") from failure
    except ProtocolFault as fault:
        raise NotEnrolled("error-enrol-portal") from fault
