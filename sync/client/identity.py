"""Who this kiosk is at central, and how it gets a number of its own where another one goes on with its history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from secrets import token_hex

from kiosk.store.database import Database
from kiosk.store.sync_state import suspend_slots
from sync.client.machine import is_elsewhere, shares_parts
from sync.client.retelling import tell_all_again
from sync.client.state import Central, SyncState
from sync.client.transport import NotCentral, Transport
from sync.client.verdicts import signed
from sync.protocol.canonical import encode
from sync.protocol.enrolment import REGION_BYTES, AgainRequest, Enrolled, new_token_secret, token_hash, token_of
from sync.protocol.kinds import Scope
from sync.protocol.sealing import Opener
from sync.protocol.signing import Signer, Verifier
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import MOST_REPLY_BYTES, validated


class Identity:
    """The identity that one database holds. `machine` tells this computer from a copy of its disk (`machine_mark`)."""

    def __init__(self, database: Database, *, machine: Callable[[], str], signing_seed: Callable[[], bytes]) -> None:
        self._database, self._machine, self._signing_seed = database, machine, signing_seed
        self._state = SyncState(database)

    def known(self) -> Central:
        """Return what is known of central; the station must be enrolled."""
        central = self._state.central()
        assert central is not None
        return central

    def checked(self, central: Central) -> Central:
        """See whether this disk woke up in another computer.

        Of which computer it was in before, nothing may be known: then it is this one from now on.
        """
        here = self._machine()
        if central.fork or shares_parts(central.machine, here) or not here:
            return central
        with self._database.transaction():
            if is_elsewhere(central.machine, here):
                suspend_slots(self._database)
                self._database.execute("update central set fork = 'moved'")
            self._database.execute("update central set machine = ?", (here,))
        return self.known()

    def note_fork(self, central: Central) -> None:
        """Somebody else goes on with this identity: give up what may be used twice, and ask for another."""
        with self._database.transaction():
            suspend_slots(self._database)
            self._database.execute("update central set fork = 'forked', fork_seq = ?", (central.confirmed_seq,))

    def begin_again(self, central: Central, transport: Transport, *, is_signed: bool) -> Central:
        """Central was set back: hear how much of us it remembers, take all it has anew, and tell it the rest again.

        Raises `NotCentral` where central did not say so (`is_signed`) and remembers all: whoever did wants all of it.
        """
        enrolled = self._heard_again(central, transport, "set-back", central.token[REGION_BYTES:], self._mark(central))
        through, mark = enrolled.through
        if not is_signed and through >= central.confirmed_seq:
            raise NotCentral("set back, by nobody's word")
        with self._database.transaction():
            self._state.confirmed(min(through, central.confirmed_seq), mark)
            for scope in Scope:
                self._state.reached(scope, 0)
            tell_all_again(self._database)
        return self.known()

    def ask_again(self, central: Central, transport: Transport) -> Central:
        """Get a number of our own; asked again after an answer was lost, central gives the same."""
        secret = central.next_secret or new_token_secret()
        if not central.next_secret:
            with self._database.transaction():
                self._database.execute("update central set next_secret = ?", (secret,))
        machine = self._mark(central)
        enrolled = self._heard_again(central, transport, central.fork, secret, machine)
        with self._database.transaction():
            through, mark = enrolled.through
            self._database.execute("delete from operations where state = 'waiting' and seq <= ?", (through,))
            self._state.save(
                replace(
                    central,
                    token=token_of(central.region, secret),
                    seal_key=bytes.fromhex(enrolled.central_seal_key),
                    next_secret=b"",
                    kiosk=enrolled.kiosk,
                    machine=machine,
                    fork="",
                    fork_seq=0,
                    reached=0,
                    confirmed_seq=max(through, 0),
                    confirmed_mark=mark,
                    grant_no=0,
                )
            )
            self._database.execute("update station set prefix = ?", (enrolled.prefix,))
        return self.known()

    def _mark(self, central: Central) -> str:
        """Return what central knows of this computer as long as it is this one, so that it sees that it is."""
        here = self._machine()
        return central.machine if shares_parts(central.machine, here) else here

    def _heard_again(
        self, central: Central, transport: Transport, reason: str, secret: bytes, machine: str
    ) -> Enrolled:
        seed = self._signing_seed()
        said = AgainRequest(
            v=PROTOCOL,
            reason=reason,  # type: ignore[arg-type]  # checked by the table
            fork_seq=central.fork_seq if reason == central.fork else central.confirmed_seq,
            public_key=Signer(seed).public_key.hex(),
            token_hash=token_hash(secret).hex(),
            machine=machine or f"unknown-{token_hex(8)}",  # nothing that can be told is not the same as nothing
            seal_key=Opener(seed).public_key.hex(),
            reached=central.reached if reason == "restored" else 0,
            prefix=str(self._database.value("select prefix from station") or ""),
            once=token_hex(8),
        )
        asked = encode(said.model_dump()).encode()
        answer = transport.post("/v1/again", asked, most=MOST_REPLY_BYTES)
        body = signed(answer.body, answer.error, asked, Verifier(central.public_key))
        return validated(Enrolled, body)
