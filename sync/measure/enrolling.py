"""Kiosks that are enrolled by central's real code, without a station behind them."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass

from sync.central.enrolment import Enrolment
from sync.protocol.enrolment import (
    MAC_BYTES,
    Enrolled,
    EnrolRequest,
    finder_of,
    new_token_secret,
    prove,
    secret_of,
    token_hash,
    token_of,
)
from sync.protocol.signing import Signer, new_seed
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import validated


@dataclass(frozen=True, slots=True, kw_only=True)
class Enlisted:
    """Who a kiosk is; `token` as it stands in an HTTP header."""

    region: str
    station: str
    number: int
    token: str


def enlist(enrolment: Enrolment, region: str, code: str, *, machine: str) -> Enlisted:
    """Enrol a kiosk with a one-time code."""
    secret = new_token_secret()
    said = EnrolRequest(
        v=PROTOCOL,
        code=finder_of(code),
        public_key=Signer(new_seed()).public_key.hex(),
        token_hash=token_hash(secret).hex(),
        machine=machine,
    )
    answer = validated(Enrolled, enrolment.enrol(prove(secret_of(code), said))[MAC_BYTES:])
    token = urlsafe_b64encode(token_of(region, secret)).decode().rstrip("=")
    return Enlisted(region=region, station=answer.station, number=answer.kiosk, token=token)
