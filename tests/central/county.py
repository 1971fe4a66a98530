"""A county spoken to by hand: real central, real databases, and kiosks that can say whatever a test wants said."""

from __future__ import annotations

import asyncio
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ConfigDict
from sqlalchemy import event, select

from kiosk.domain.ids import new_id
from sync.central.front import Front
from sync.central.schema import bring_up_to_date
from sync.central.store.database import Store, open_engine, sqlite_url
from sync.central.store.tables import metadata
from sync.protocol.enrolment import (
    AgainRequest,
    Enrolled,
    EnrolRequest,
    body_of,
    check_proof,
    finder_of,
    new_token_secret,
    prove,
    secret_of,
    token_hash,
    token_of,
)
from sync.protocol.signing import Verifier
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import MARK_LENGTH, SyncReply, read_reply
from tests.faults.town import CountyCentral

REGION = "511902"
TOWN = "511902100"
DATA = ("records", "changes", "scopes", "slots", "leases", "pages", "sounds", "regions", "codes", "stations")
"""What no refused word may change; `kiosks` and `refusals` say how far a kiosk was heard."""


SEEN = "seen_ms"


class County:
    """Two stations of one county, and one of another."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.central = CountyCentral(store)
        self.east = self.station("东街驿站")
        self.west = self.station("西街驿站")
        self.far = self.station("远乡驿站", town="530129101")

    def station(self, name: str, town: str = TOWN) -> RawKiosk:
        return self.kiosk(self.central.add(name, town).code)

    def kiosk(self, code: str) -> RawKiosk:
        """One more kiosk, enrolled over the wire."""
        secret = new_token_secret()
        asked = enrol_message(code, secret)
        status, body = self.post("/v1/enrol", asked)
        assert status == 200, body
        check_proof(secret_of(code), body, asked=asked)
        said = Enrolled.model_validate_json(body_of(body))
        return RawKiosk(county=self, said=said, token=token_of(said.region, secret))

    def ask(
        self, method: str, path: str, body: bytes = b"", *, token: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        written = {name.replace("_", "-"): value for name, value in headers.items()}
        written.setdefault("content-length", str(len(body)))
        if token is not None:
            written["authorization"] = bearer(token)
        return self.central.application.ask(method, path, body, written)

    def post(self, path: str, body: bytes, *, token: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        status, _, said = self.ask("POST", path, body, token=token, **headers)
        return status, said

    def get(self, path: str, *, token: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        status, _, said = self.ask("GET", path, token=token, **headers)
        return status, said

    def dump(self, *names: str) -> dict[str, list[str]]:
        return dump(self.store, *names)

    def close(self) -> None:
        self.central.application.front.close()
        self.central.application.close()


@dataclass(slots=True)
class RawKiosk:
    """A kiosk without a program: it counts its operations, and knows what central told it last."""

    county: County
    said: Enrolled
    token: bytes
    seq: int = 0
    after: tuple[int, str] = (0, "")
    at: list[int] = field(default_factory=lambda: [0, 0, 0])

    @property
    def station(self) -> str:
        return self.said.station

    def operation(
        self, kind: str, row: str = "", *, new: bool = True, base: Sequence[int] = (0, 0), **fields: object
    ) -> dict[str, Any]:
        self.seq += 1
        said = {"seq": self.seq, "id": new_id(), "kind": kind, "row": row or new_id(), "fields": fields}
        return {**said, "base": list(base), **({"new": True} if new else {})}

    def message(self, *operations: Mapping[str, Any], **also: Any) -> bytes:
        said = {"v": PROTOCOL, "at": self.at, "after": list(self.after), "operations": operations, **also}
        return json.dumps(said, ensure_ascii=False).encode()

    def send(self, *operations: Mapping[str, Any], **also: Any) -> SyncReply:
        """Sync once, as a good kiosk does; what came with it is not looked at."""
        asked = self.message(*operations, **also)
        status, body = self.county.post("/v1/sync", asked, token=self.token)
        assert status == 200, body
        reply, _ = read_reply(body, asked=asked, verifier=Verifier(bytes.fromhex(self.said.central_key)))
        if not reply.again and not reply.backoff:
            self.after = reply.through
            self.at = [*(_reached(reply, place) for place in (0, 1)), reply.head[2]]
        return reply

    def refused(self, *operations: Mapping[str, Any], **also: Any) -> list[str]:
        """Sync once and return the reasons of what was refused, with the detail."""
        return [f"{one.reason} {one.detail}".strip() for one in self.send(*operations, **also).refused]

    def forked(self, *, fork_seq: int) -> RawKiosk:
        """The same history up to an operation, in another computer, as another kiosk from then on."""
        secret = new_token_secret()
        said = AgainRequest(
            v=PROTOCOL,
            reason="forked",
            fork_seq=fork_seq,
            public_key="22" * 32,
            token_hash=token_hash(secret).hex(),
            machine="another",
            once="aa",
        )
        status, body = self.county.post("/v1/again", said.model_dump_json().encode(), token=self.token)
        assert status == 200, body
        known = Enrolled.model_validate_json(body_of(body)[32:])
        token = token_of(known.region, secret)
        return RawKiosk(county=self.county, said=known, token=token, seq=fork_seq, after=known.through)

    def fault(self, body: bytes, path: str = "/v1/sync", **headers: str) -> tuple[int, str]:
        """Return status and error of something that is not answered."""
        status, said = self.county.post(path, body, token=self.token, **headers)
        return status, error_in(said)

    def employer(self, name: str = "王家砖厂") -> str:
        saved = self.operation("employer-saved", name=name, phone="13800002222")
        assert self.refused(saved) == []
        return str(saved["row"])

    def posting(self, *, headcount: int = 3, employer: str = "", **fields: object) -> str:
        whole = {"trade": "mason", "title": "砌墙", "state": "open", "region": TOWN, "employer_id": employer, **fields}
        saved = self.operation(
            "posting-saved", headcount=headcount, **(whole | {"employer_id": employer or self.employer()})
        )
        assert self.refused(saved) == []
        return str(saved["row"])


def pages_of(kiosk: RawKiosk) -> dict[str, str]:
    """Let a kiosk work until its own records and the county's are told as pages; return scope -> name."""
    saved = [kiosk.operation("person-saved", name="张翠花", phone="13987654321", card=f"c{n}") for n in range(60)]
    saved += [kiosk.operation("employer-saved", name=f"用工单位{n}") for n in range(60)]
    assert kiosk.refused(*saved) == []
    kiosk.at = [0, 0, 0]
    return {page.scope: page.name for page in kiosk.send().pages}


def _reached(reply: SyncReply, place: int) -> int:
    """Return how far a scope was told; all of it, unless the link carries less."""
    scope = ("region", "station")[place]
    ends = [told.end for told in (*reply.pages, *reply.tails) if told.scope == scope]
    return max(ends, default=reply.head[place])


class _Anything(EnrolRequest):
    """A request whose JSON may say anything."""

    model_config = ConfigDict(extra="allow")


def enrol_message(code: str, secret: bytes, also: Mapping[str, Any] | None = None) -> bytes:
    """Return what a kiosk sends that comes with a code; `also` is said in place of what is right."""
    said: dict[str, Any] = {
        "v": PROTOCOL,
        "code": finder_of(code),
        "public_key": "11" * 32,
        "token_hash": token_hash(secret).hex(),
        "machine": "machine",
    }
    return prove(secret_of(code), _Anything.model_construct(**said | dict(also or {})))


def bearer(token: bytes) -> str:
    return "Bearer " + urlsafe_b64encode(token).decode().rstrip("=")


def error_in(body: bytes) -> str:
    """Return the one word of an error; an error is a word and a detail, and nothing else."""
    said = json.loads(body)
    assert set(said) == {"error", "detail"}, said
    return str(said["error"])


def mark_of(operation: Mapping[str, Any]) -> str:
    return str(operation["id"])[-MARK_LENGTH:]


@contextmanager
def hasty_store(folder: Path) -> Iterator[Store]:
    """A store on SQLite that does not wait for the disk, for tests that sync hundreds of times."""
    store = Store(open_engine(sqlite_url(folder / "central.db")))

    @event.listens_for(store.engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.execute("pragma synchronous = off")

    bring_up_to_date(store)
    yield store
    store.close()


def dump(store: Store, *names: str) -> dict[str, list[str]]:
    """Return all rows of tables (none named: of all), each as a text; but not when a kiosk was heard of last."""
    with store.look() as connection:
        return {
            name: sorted(
                repr(tuple(row))
                for row in connection.execute(select(*(column for column in table.columns if column.name != SEEN)))
            )
            for name, table in metadata.tables.items()
            if name in names or not names
        }


def converse(front: Front, scope: Mapping[str, Any], messages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Hand single ASGI messages to the application, as a server would, and return what it sent."""
    sent: list[dict[str, Any]] = []
    left = list(messages)

    async def receive() -> dict[str, Any]:
        return dict(left.pop(0)) if left else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    asyncio.run(front(dict(scope), receive, send))
    return sent


def scope_of(method: str, path: str, headers: Sequence[tuple[bytes, bytes]]) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": list(headers),
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
