"""Bundles: what a station and central say to each other, as one file on a stick (`.yzb`).

A bundle is `MAGIC`, 64 bytes of signature, the lengths of header (2 bytes, big-endian) and body (8 bytes), the header
(JSON), and the body, sealed for its reader. Opened, the body is one zstd stream of parts, each its kind (1 byte), its
length (4 bytes) and its bytes; the last part is `END`. The signature covers header and body, and the body opens under
this header only, so nobody can pass off what another one said as his own.

Up, a kiosk's requests follow one another. Down come the pages, then pairs: what a reply answers, and the reply.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, BinaryIO, ClassVar, Literal

from pydantic import Field

from sync.protocol.canonical import decode, encode
from sync.protocol.faults import BadMessage, ProtocolFault, TooLarge, UnknownProtocol
from sync.protocol.page import WINDOW_LOG
from sync.protocol.sealing import Opener, seal
from sync.protocol.signing import SIGNATURE_BYTES, Purpose, Signer, Verifier
from sync.protocol.version import KNOWN, PROTOCOL
from sync.protocol.wire import (
    MOST_REPLY_BYTES,
    MOST_REQUEST_BYTES,
    MOST_UNPACKED_REQUEST_BYTES,
    Identifier,
    Message,
    Position,
    validated,
)

MAGIC = b"YZB1"
SUFFIX = ".yzb"
LENGTHS = ">HQ"
LENGTHS_BYTES = 10
PART = ">BI"
PART_BYTES = 5
MOST_HEADER_BYTES = 4096
MOST_BUNDLE_BYTES = 256 << 20
MOST_UNPACKED_BYTES = 512 << 20
MOST_PARTS = 20_000
MOST_PAGE_BYTES = 16 << 20
"""In a bundle a page stands in memory whole; those of `Feed` have a tenth of that."""
COPY_BYTES = 1 << 16
LEVEL = 9

Direction = Literal["up", "down"]


class OtherReader(ProtocolFault):
    """A bundle of another central, or for another kiosk."""

    key: ClassVar[str] = "other-reader"


class WrongWay(ProtocolFault):
    """An answer where a question is read, or the other way round."""

    key: ClassVar[str] = "wrong-way"


class PartKind(IntEnum):
    """`ASKED` is what the `REPLY` after it answers: the request without its operations."""

    END = 0
    REQUEST = 1
    PAGE = 2
    ASKED = 3
    REPLY = 4


MOST_BYTES = {
    PartKind.END: 0,
    PartKind.REQUEST: MOST_UNPACKED_REQUEST_BYTES,
    PartKind.PAGE: MOST_PAGE_BYTES,
    PartKind.ASKED: MOST_REQUEST_BYTES,
    PartKind.REPLY: MOST_REPLY_BYTES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    kind: PartKind
    data: bytes


class BundleHeader(Message):
    """Whose bundle it is, up or down. `central`: mark of central's key. `made_ms`: the writer's clock, right or wrong.

    `number`: the kiosk's count of its bundles; an answer has that of its question, 0 if nobody asked.
    """

    protocol: int = PROTOCOL
    direction: Direction
    central: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    region: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    station: Identifier
    kiosk: Annotated[int, Field(ge=1, lt=1 << 62)]
    number: Position
    made_ms: Annotated[int, Field(ge=-(1 << 62), lt=1 << 62)]


def central_mark(public_key: bytes) -> str:
    """Return the 16 hexadecimal digits by which a bundle says which central it belongs to."""
    return blake2b(public_key, digest_size=8, person=b"yizhan central").hexdigest()


def write_bundle(header: BundleHeader, parts: Iterable[Part], out: BinaryIO, *, signer: Signer, to: bytes) -> None:
    """Write a bundle to `out`, signed, and sealed for the public key `to`. Raises `TooLarge`."""
    written = encode(header.model_dump()).encode()
    body = b"".join(seal(_packed(parts), to=to, context=written))
    if len(body) > MOST_BUNDLE_BYTES:
        raise TooLarge("bundle")
    out.write(MAGIC + signer.sign(Purpose.BUNDLE, written, body))
    out.write(struct.pack(LENGTHS, len(written), len(body)) + written)
    out.write(body)


class Bundle:
    """A bundle in a file that can be read from any place. Nothing that it says is true before `verify`."""

    def __init__(self, stream: BinaryIO) -> None:
        """Raises `BadMessage`, `TooLarge`, `UnknownProtocol`."""
        self._stream = stream
        stream.seek(0)
        start = _exactly(stream, len(MAGIC) + SIGNATURE_BYTES + LENGTHS_BYTES)
        if start[: len(MAGIC)] != MAGIC:
            raise BadMessage("no bundle")
        self._signature = start[len(MAGIC) : -LENGTHS_BYTES]
        length, self._size = struct.unpack(LENGTHS, start[-LENGTHS_BYTES:])
        if length > MOST_HEADER_BYTES or self._size > MOST_BUNDLE_BYTES:
            raise TooLarge("bundle")
        self._written = _exactly(stream, length)
        self._begin = len(start) + length
        if stream.seek(0, io.SEEK_END) != self._begin + self._size:
            raise BadMessage("cut short, or longer than it says")
        self.header = _header(self._written)

    def verify(self, verifier: Verifier) -> None:
        """Raise `BadSignature` unless every byte is as this signer wrote it."""
        body = blake2b(digest_size=32)
        self._stream.seek(self._begin)
        while piece := self._stream.read(COPY_BYTES):
            body.update(piece)
        written = blake2b(self._written, digest_size=32).digest()
        verifier.verify_hashed(self._signature, Purpose.BUNDLE, written, body.digest())

    def parts(self, opener: Opener) -> Iterator[Part]:
        """Yield the parts, one in memory at a time. Raises `BadMessage`, `TooLarge`, `BadSignature`."""
        import zstandard

        self._stream.seek(self._begin)
        pieces = _Pieces(opener.opened(self._stream, context=self._written))
        decompressor = zstandard.ZstdDecompressor(max_window_size=1 << WINDOW_LOG)
        total = 0
        try:
            with decompressor.stream_reader(pieces, read_across_frames=False) as reader:  # type: ignore[arg-type]
                for _ in range(MOST_PARTS):
                    number, length = struct.unpack(PART, _exactly(reader, PART_BYTES))
                    kind = _kind(number)
                    total += length
                    if length > MOST_BYTES[kind] or total > MOST_UNPACKED_BYTES:
                        raise TooLarge("bundle, unpacked")
                    if kind is PartKind.END:
                        return
                    yield Part(kind=kind, data=_exactly(reader, length))
        except zstandard.ZstdError as error:
            raise BadMessage("no zstd stream") from error
        raise TooLarge("parts")


def copy_bundle(path: Path, into: BinaryIO) -> None:
    """Copy a file from a stick that may be pulled out. Raises `OSError`; `TooLarge` before more than may be is read."""
    left = MOST_BUNDLE_BYTES + MOST_HEADER_BYTES
    with path.open("rb") as file:
        while piece := file.read(COPY_BYTES):
            left -= len(piece)
            if left < 0:
                raise TooLarge("bundle")
            into.write(piece)


class _Pieces:
    """An iterator of bytes, as zstandard reads it."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held = pieces, b""

    def read(self, size: int) -> bytes:
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._held = piece
        found, self._held = self._held[:size], self._held[size:]
        return found


def _packed(parts: Iterable[Part]) -> Iterator[bytes]:
    import zstandard

    parameters = zstandard.ZstdCompressionParameters.from_level(LEVEL, window_log=WINDOW_LOG)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    for part in parts:
        if len(part.data) > MOST_BYTES[part.kind]:
            raise TooLarge(part.kind.name.lower())
        yield compressor.compress(struct.pack(PART, part.kind, len(part.data)))
        yield compressor.compress(part.data)
    yield compressor.compress(struct.pack(PART, PartKind.END, 0))
    yield compressor.flush()


def _header(written: bytes) -> BundleHeader:
    try:
        said = decode(written)
    except ValueError as error:
        raise BadMessage("no JSON") from error
    if isinstance(said, dict) and type(said.get("protocol")) is int and said["protocol"] not in KNOWN:
        raise UnknownProtocol(str(said["protocol"])[:20])
    return validated(BundleHeader, written)


def _kind(number: int) -> PartKind:
    try:
        return PartKind(number)
    except ValueError as error:
        raise BadMessage("a part of another kind") from error


def _exactly(stream: BinaryIO, length: int) -> bytes:
    pieces, missing = [], length
    while missing:
        piece = stream.read(missing)
        if not piece:
            raise BadMessage("cut short")
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
