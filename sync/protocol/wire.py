"""Requests and replies of the sync round trip, as they stand on the wire.

A request is one JSON object. A reply is 64 bytes of signature, one line of JSON, and the inline pages that the line
tells of, one after another. The signature covers the request's bytes too, so a reply answers that request alone.
"""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sync.protocol.canonical import Value, decode, encode
from sync.protocol.faults import BadMessage, TooLarge, UnknownProtocol
from sync.protocol.signing import SIGNATURE_BYTES, Purpose, Signer, Verifier
from sync.protocol.version import KNOWN, PROTOCOL

MOST_REQUEST_BYTES = 1 << 20
"""Of a request before unpacking; a kiosk sends its operations in parts."""
MOST_UNPACKED_REQUEST_BYTES = 4 << 20
MOST_REPLY_BYTES = 4 << 20
MOST_OPERATIONS = 1000
MOST_SLOTS = 2000
MOST_ERRORS = 100
"""A message with more is not looked through for the first: writing them all down takes longer than reading it."""
MARK_LENGTH = 8
"""An operation is known again by the last characters of its id: 32 bits of chance."""
ONCE_LENGTH = 8
"""48 bits of chance: an idle poll is to be short."""

Position = Annotated[int, Field(ge=0, lt=1 << 62)]
Identifier = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_.:-]+$")]


Once = Annotated[str, Field(max_length=2 * ONCE_LENGTH, pattern=r"^[0-9A-Za-z_-]*$")]
ShortText = Annotated[str, Field(max_length=40)]
Small = Annotated[int, Field(ge=-(1 << 62), lt=1 << 62)]
"""What both databases can hold."""


class Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Operation(Message):
    """One change at a station. `base` are the positions of the region and of the station when it was made.

    `new` tells that the row was added by it. `at` is the station's clock, Unix time in milliseconds, right or wrong.
    """

    seq: Annotated[int, Field(ge=1, lt=1 << 62)]
    id: Identifier
    kind: Annotated[str, Field(max_length=40)]
    row: Identifier
    fields: dict[Annotated[str, Field(max_length=40)], Value]
    base: Annotated[list[Position], Field(min_length=2, max_length=2)]
    new: bool = False
    at: Annotated[int, Field(ge=-(1 << 62), lt=1 << 62)] = 0


class SlotReport(Message):
    """So many slots of a posting this kiosk still holds, after grant number `no`."""

    posting: Identifier
    no: Position
    slots: Annotated[int, Field(ge=0, lt=1 << 31)]


class Want(Message):
    """So many wishes for a posting found no slot at this kiosk since it has its number; what is repeated is no more."""

    posting: Identifier
    wishes: Annotated[int, Field(ge=1, lt=1 << 31)]


M = TypeVar("M", bound=Message)


class SyncRequest(Message):
    """`at`: positions of region and station, and the last grant of slots, as this kiosk has them.

    `after`: number and mark of the last operation that central has confirmed to this kiosk. `most`: no more bytes of
    reply than that, as the link carries no more. `operations` are checked one by one: a wrong one is refused alone.
    `once`: a word that no other request over the network has, so that nobody can play the answer to an earlier one.
    """

    v: int
    at: Annotated[list[Position], Field(min_length=3, max_length=3)]
    after: tuple[Position, Annotated[str, Field(max_length=MARK_LENGTH)]] = (0, "")
    operations: Annotated[list[dict[str, Any]], Field(max_length=MOST_OPERATIONS, default_factory=list)]
    slots: Annotated[list[SlotReport], Field(max_length=MOST_SLOTS, default_factory=list)]
    wants: Annotated[list[Want], Field(max_length=MOST_SLOTS, default_factory=list)]
    most: Annotated[int, Field(ge=512, le=MOST_REPLY_BYTES)] | None = None
    health: Annotated[dict[ShortText, ShortText | Small | float | None], Field(max_length=40)] | None = None
    once: Once = ""


class Refusal(Message):
    """Central did not apply an operation; `reason` is a word of `refusal-*`, `detail` holds no personal data."""

    seq: int
    reason: str
    detail: str = ""


class PageToFetch(Message):
    scope: Literal["region", "station"]
    name: str
    size: int
    start: int
    end: int
    is_snapshot: bool = False
    parts: int = 1


class Tail(Message):
    """An inline page of `size` bytes: what changed in a scope after `start`, through `end`."""

    scope: Literal["region", "station"]
    start: int
    end: int
    size: int


class SyncReply(Message):
    """`head`: positions at central; `sum`: digest of all records of both scopes there, when `head` was read.

    `through`: the last operation of this kiosk that was applied or refused. `granted`: bytes of a last inline page, of
    kind `grant`: from its number on the kiosk holds so many slots; fewer than now only as far as they are free.
    `more`: ask again at once. `backoff`: seconds to wait at least. `again`: this identity is in use elsewhere: ask for
    a new one.
    """

    now: int
    head: list[int]
    sum: str
    through: tuple[int, str]
    refused: list[Refusal] = []
    pages: list[PageToFetch] = []
    tails: list[Tail] = []
    granted: int = 0
    more: bool = False
    backoff: int = 0
    again: bool = False


class Moment(Message):
    """Central's time (Unix, milliseconds), told to anybody who asks; signed, and so no older than the question."""

    now: int


def write_request(request: SyncRequest) -> bytes:
    """Return a request as short as it can be said."""
    return encode(request.model_dump(exclude_defaults=True)).encode()


def read_request(data: bytes) -> SyncRequest:
    """Raise `UnknownProtocol`, `BadMessage`."""
    try:
        said = validated(SyncRequest, data)
    except BadMessage:
        _check_number(data)
        raise
    if said.v not in KNOWN:
        raise UnknownProtocol(str(said.v)[:20])
    return said


def _check_number(data: bytes) -> None:
    """Tell whether a message that is not understood is of another protocol: then nothing else is wrong with it."""
    try:
        said = decode(data)
    except ValueError as error:
        raise BadMessage("no JSON") from error
    if isinstance(said, dict) and type(said.get("v")) is int and said["v"] not in KNOWN:
        raise UnknownProtocol(str(said["v"])[:20])


def request(*, at: list[int], after: tuple[int, str], **also: Any) -> SyncRequest:
    return SyncRequest(v=PROTOCOL, at=at, after=after, **also)


def new_once() -> str:
    """Return a word for a request that is answered at once."""
    return token_urlsafe(ONCE_LENGTH * 3 // 4)


def write_reply(reply: SyncReply, inline: list[bytes], *, asked: bytes, signer: Signer) -> bytes:
    """Return the signed reply to the request whose bytes are `asked`."""
    line = encode(reply.model_dump(exclude_defaults=True)).encode()
    rest = b"".join((line, b"\n", *inline))
    return signer.sign(Purpose.REPLY, asked, rest) + rest


def read_reply(data: bytes, *, asked: bytes, verifier: Verifier) -> tuple[SyncReply, list[bytes]]:
    """Return the reply and its inline pages: one for each tail, then the grants.

    Raises `BadSignature` for anything that is not central's answer to `asked`; `BadMessage`, `TooLarge`.
    """
    if len(data) > MOST_REPLY_BYTES:
        raise TooLarge("reply")
    signature, rest = data[:SIGNATURE_BYTES], data[SIGNATURE_BYTES:]
    verifier.verify(signature, Purpose.REPLY, asked, rest)
    line, _, pages = rest.partition(b"\n")
    reply = validated(SyncReply, line)
    inline, begin = [], 0
    sizes = [*(tail.size for tail in reply.tails), reply.granted]
    for size in sizes:
        inline.append(pages[begin : begin + size])
        begin += size
    if begin != len(pages) or min(sizes) < 0:
        raise BadMessage("inline pages of another size")
    return reply, inline


def validated(model: type[M], data: bytes) -> M:
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise BadMessage(_where(error)) from error


def _where(error: ValidationError) -> str:
    """Say where it is wrong, and never what stood there: that may be somebody's name."""
    if error.error_count() > MOST_ERRORS:
        return "too much is wrong"
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['type']}"[:200]
