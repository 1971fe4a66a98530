"""The line to central for programs: which version this station may have, and its folder of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sync.client.beside import connect
from sync.client.engine import check_certificate
from sync.client.state import Central
from sync.client.transport import Transport, WrongClock
from sync.client.updating.sources import Server
from sync.client.verdicts import signed
from sync.protocol.signing import Verifier
from sync.protocol.updates import PATH, UpdateOffer
from sync.protocol.wire import new_once, validated

MOST_OFFER_BYTES = 1024
Connect = Callable[..., Transport]
"""As `sync.client.beside.connect`."""


@contextmanager
def programs_of_central(central: Central, *, connect: Connect = connect) -> Iterator[tuple[Server, UpdateOffer]]:
    """Give central's folder of programs, and what it gives this station of it.

    Raises `LinkFailed`; `ProtocolFault` where somebody else answered.
    """
    line = connect(central)
    try:
        try:
            offer = _offer(line, central)
        except WrongClock:
            line = connect(central, check_time=False)
            check_certificate(central, line)
            offer = _offer(line, central)
        yield Server(line, PATH), offer
    finally:
        line.close()


def _offer(line: Transport, central: Central) -> UpdateOffer:
    """Central's word is signed, and new: an old one cannot be said again."""
    asked = f"{PATH}/offer?once={new_once()}"
    answer = line.get(asked, most=MOST_OFFER_BYTES)
    said = signed(answer.body, answer.error, asked.encode(), Verifier(central.public_key))
    return validated(UpdateOffer, said)
