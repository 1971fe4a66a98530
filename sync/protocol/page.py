"""Pages: what happened in a scope between two positions, or all that lives in it; immutable, compressed, signed.

A page is `MAGIC`, 64 bytes of signature, the length of the header (2 bytes, big-endian), the header (JSON), and one
zstd stream. The stream holds groups: their length (4 bytes), then the length of a JSON text (4 bytes), that text, and
the ids as raw UUIDs, byte by byte of all ids together, as these compress best. A group holds rows of one kind that have
the same fields, by column; a field is named by its place among the columns of the kind. A place behind the last is a
field of a newer program: it is passed over.

The name of a page is the BLAKE2b hash of all its bytes.
"""

from __future__ import annotations

import io
import json
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from itertools import compress
from typing import Any, BinaryIO

from sync.protocol.canonical import Fields, Value, decode
from sync.protocol.dictionary import dictionary
from sync.protocol.faults import BadMessage, BadSignature, ProtocolFault, TooLarge, UnknownProtocol
from sync.protocol.kinds import BY_NAME, ORDER, Scope
from sync.protocol.signing import SIGNATURE_BYTES, Purpose, Signer, Verifier
from sync.protocol.version import KNOWN, PROTOCOL

MAGIC = b"YZP1"
NAME_BYTES = 16
NAME_LENGTH = 2 * NAME_BYTES
GROUP_ROWS = 500
IS_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").fullmatch
"""Tells whether a text is a UUID just as this program writes them."""
MOST_GROUP_BYTES = 8 << 20
MOST_UNPACKED_BYTES = 256 << 20
MOST_PAGE_BYTES = 64 << 20
MOST_HEADER_BYTES = 4096
MOST_WITH_DICTIONARY = 16 * 1024
"""Longer streams learn such words by themselves, and pack better without."""
WINDOW_LOG = 21
"""2 MiB: what a reader needs beside one group, however long the page."""
LEVEL = 19
LEVEL_AT_ONCE = 9
"""For what is made while somebody waits for it."""
SHARED_FROM = 6
"""Rows with so many fields changed stand in one group, whichever these are."""
UNTOLD: Any = []
"""In the column of a field that this row does not tell: rows of nearly the same fields share a group."""
HASH_READ_BYTES = 1 << 16


class PageKind(StrEnum):
    """A log tells what changed after `start` up to `end`; a snapshot all that lived at `end`, in `parts` pages."""

    LOG = "log"
    SNAPSHOT = "snapshot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a page is. `start` and `end` are positions: the page holds what came after `start`, through `end`."""

    region: str
    scope: Scope
    owner: str
    kind: PageKind
    start: int
    end: int
    part: int = 1
    parts: int = 1
    protocol: int = PROTOCOL


class Mode(StrEnum):
    """What a group says of its rows: all their fields, those that changed, or that the rows are gone."""

    WHOLE = "whole"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of a page. `by` is the number of the kiosk that made it, where that is told."""

    kind: str
    id: str
    mode: Mode
    fields: Fields
    by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows of one kind with the same fields: `columns[i][j]` is field `names[i]` of the row `ids[j]`."""

    kind: str
    mode: Mode
    ids: Sequence[str]
    names: Sequence[str]
    columns: Sequence[Sequence[Value]]
    by: Sequence[int] = ()

    def entries(self) -> Iterator[Entry]:
        rows: Iterable[tuple[Value, ...]] = zip(*self.columns, strict=True) if self.columns else [()] * len(self.ids)
        makers = self.by or [0] * len(self.ids)
        for id_, by, row in zip(self.ids, makers, rows, strict=True):
            told = {name: value for name, value in zip(self.names, row, strict=True) if value != UNTOLD}
            yield Entry(kind=self.kind, id=id_, mode=self.mode, fields=told, by=by)


def page_name(data: bytes) -> str:
    """Return the name of a page: 32 hexadecimal digits."""
    return blake2b(data, digest_size=NAME_BYTES).hexdigest()


def is_page_name(text: str) -> bool:
    return len(text) == NAME_LENGTH and all(letter in "0123456789abcdef" for letter in text)


def sealed_page(header: Header, packed: bytes, signer: Signer) -> bytes:
    """Return the bytes of a page whose stream is already `packed`."""
    written = json.dumps(
        {
            "protocol": header.protocol,
            "region": header.region,
            "scope": header.scope,
            "owner": header.owner,
            "kind": header.kind,
            "range": [header.start, header.end],
            "part": [header.part, header.parts],
        },
        separators=(",", ":"),
    ).encode()
    signature = signer.sign(Purpose.PAGE, written, packed)
    return b"".join((MAGIC, signature, struct.pack(">H", len(written)), written, packed))


def pack(groups: Iterable[Group], *, level: int = LEVEL) -> bytes:
    """Return the zstd stream of `groups`; each group begins a new block, so that a reader gets it whole."""
    import zstandard

    written = [_group_bytes(group) for group in groups]
    size = sum(map(len, written))
    known = dictionary() if size <= MOST_WITH_DICTIONARY else None
    compressor = zstandard.ZstdCompressor(compression_params=_parameters(level, size), dict_data=known).compressobj()
    out = io.BytesIO()
    for group in written:
        out.write(compressor.compress(struct.pack(">I", len(group))))
        out.write(compressor.compress(group))
        out.write(compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK))
    out.write(compressor.flush())
    return out.getvalue()


def _parameters(level: int, size: int) -> Any:
    """Return what suits a stream of `size` bytes: made for a long one, level 19 takes 40 ms for a single row."""
    from zstandard import ZstdCompressionParameters

    window = min(WINDOW_LOG, ZstdCompressionParameters.from_level(level, source_size=size).window_log)
    return ZstdCompressionParameters.from_level(level, source_size=size, window_log=window)


def unpack(stream: BinaryIO) -> Iterator[Group]:
    """Yield the groups of a zstd stream, one in memory at a time. Raises `BadMessage`, `TooLarge`."""
    import zstandard

    decompressor = zstandard.ZstdDecompressor(max_window_size=1 << WINDOW_LOG, dict_data=dictionary())
    try:
        with decompressor.stream_reader(stream, read_across_frames=False, closefd=False) as reader:
            total = 0
            while head := _read(reader, 4, may_end=True):
                (length,) = struct.unpack(">I", head)
                total += length
                if length > MOST_GROUP_BYTES or total > MOST_UNPACKED_BYTES:
                    raise TooLarge("page")
                yield _group_of(_read(reader, length))
    except zstandard.ZstdError as error:
        raise BadMessage("no zstd stream") from error


def read_header(stream: BinaryIO) -> tuple[Header, bytes, bytes]:
    """Read up to the stream of a page; return the header, its bytes as they stand, and the signature.

    Raises `BadMessage`, `TooLarge`, `UnknownProtocol`. Nothing is verified yet.
    """
    start = _read(stream, len(MAGIC) + SIGNATURE_BYTES + 2)
    if start[: len(MAGIC)] != MAGIC:
        raise BadMessage("no page")
    (length,) = struct.unpack(">H", start[-2:])
    if length > MOST_HEADER_BYTES:
        raise TooLarge("page header")
    written = _read(stream, length)
    return _header_of(written), written, start[len(MAGIC) : len(MAGIC) + SIGNATURE_BYTES]


def verify_page(stream: BinaryIO, verifier: Verifier, *, name: str | None = None) -> Header:
    """Check name and signature of a page and return its header; `stream` then stands where its groups begin.

    Raises `BadMessage`, `TooLarge`, `UnknownProtocol`, `BadSignature`.
    """
    whole, body = blake2b(digest_size=NAME_BYTES), blake2b(digest_size=32)
    header, written, signature = read_header(stream)
    begin = stream.tell()
    stream.seek(0)
    whole.update(stream.read(begin))
    while piece := stream.read(HASH_READ_BYTES):
        whole.update(piece)
        body.update(piece)
    if name is not None and whole.hexdigest() != name:
        raise BadSignature("page is not the one that was named")
    verifier.verify_hashed(signature, Purpose.PAGE, blake2b(written, digest_size=32).digest(), body.digest())
    stream.seek(begin)
    return header


def grouped(entries: Iterable[Entry], *, rows: int = GROUP_ROWS) -> Iterator[Group]:
    """Sort `entries` into groups: by kind in the order of applying, whole rows first, gone rows last of all.

    Rows that go are told in the opposite order, as what names others must go before them.
    """
    living: dict[tuple[int, int, tuple[str, ...]], list[Entry]] = {}
    gone: dict[int, list[Entry]] = {}
    for entry in entries:
        place = ORDER[entry.kind]
        if entry.mode is Mode.GONE:
            gone.setdefault(-place, []).append(entry)
        else:
            is_whole = entry.mode is Mode.WHOLE
            has_many = len(entry.fields) >= SHARED_FROM
            names = () if is_whole or has_many else tuple(sorted(entry.fields))
            living.setdefault((place, 0 if is_whole else 1, names), []).append(entry)
    for key in sorted(living):
        yield from _cut(living[key], rows)
    for place in sorted(gone):
        yield from _cut(gone[place], rows)


def _cut(entries: list[Entry], rows: int) -> Iterator[Group]:
    for start in range(0, len(entries), rows):
        part = entries[start : start + rows]
        names = sorted({name for entry in part for name in entry.fields})
        yield Group(
            kind=part[0].kind,
            mode=part[0].mode,
            ids=[entry.id for entry in part],
            names=names,
            columns=[[_told(entry, name) for entry in part] for name in names],
            by=[entry.by for entry in part] if any(entry.by for entry in part) else (),
        )


def _told(entry: Entry, name: str) -> Any:
    """A whole row has nothing where nothing is told; one that changed keeps what it has, which `UNTOLD` says."""
    return entry.fields.get(name) if entry.mode is Mode.WHOLE else entry.fields.get(name, UNTOLD)


def _group_bytes(group: Group) -> bytes:
    raw = _raw_ids(group.ids)
    written: dict[str, object] = {"kind": group.kind, "mode": group.mode, "rows": len(group.ids)}
    if group.names:
        places = BY_NAME[group.kind].places
        written["fields"] = [places[name] for name in group.names]
        written["columns"] = list(group.columns)
    if group.by:
        written["by"] = list(group.by)
    if raw is None:
        written["ids"] = list(group.ids)
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    return struct.pack(">I", len(text)) + text + (raw or b"")


def _raw_ids(ids: Sequence[str]) -> bytes | None:
    """Return the ids as planes of bytes, None where one is not a UUID as we write it."""
    if not all(map(IS_UUID, ids)):
        return None
    joined = bytes.fromhex("".join(ids).replace("-", ""))
    return b"".join(joined[place::16] for place in range(16))


def _group_of(data: bytes) -> Group:
    if len(data) < 4:
        raise BadMessage("group is cut short")
    (length,) = struct.unpack(">I", data[:4])
    if length > len(data) - 4:
        raise BadMessage("group is cut short")
    try:
        written = decode(data[4 : 4 + length])
        kind, mode, rows = written["kind"], Mode(written["mode"]), written["rows"]
        fields, columns, by = written.get("fields", []), written.get("columns", []), written.get("by", [])
        ids = written["ids"] if "ids" in written else _ids_of(data[4 + length :], rows)
        known = BY_NAME[kind].columns
        is_known = [place < len(known) for place in fields]
        names = [known[place].name for place in compress(fields, is_known)]
        is_sound = (
            type(rows) is int
            and isinstance(ids, list)
            and len(ids) == rows
            and all(isinstance(id_, str) for id_ in ids)
            and len(set(fields)) == len(fields) == len(columns)
            and all(type(place) is int and place >= 0 for place in fields)
            and all(isinstance(column, list) and len(column) == rows for column in columns)
            and isinstance(by, list)
            and (not by or len(by) == rows)
            and all(type(number) is int for number in by)
        )
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise BadMessage("no group") from error
    if not is_sound:
        raise BadMessage("no group")
    return Group(kind=kind, mode=mode, ids=ids, names=names, columns=list(compress(columns, is_known)), by=by)


def _ids_of(raw: bytes, rows: int) -> list[str]:
    if type(rows) is not int or rows < 0 or len(raw) != 16 * rows:
        raise BadMessage("ids do not match the rows")
    texts = (raw[place::rows].hex() for place in range(rows))
    return [f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}" for text in texts]


def _header_of(written: bytes) -> Header:
    try:
        said = decode(written)
        protocol = said["protocol"]
        if protocol not in KNOWN:
            raise UnknownProtocol(str(protocol)[:20])
        (start, end), (part, parts) = said["range"], said["part"]
        header = Header(
            region=said["region"],
            scope=Scope(said["scope"]),
            owner=said["owner"],
            kind=PageKind(said["kind"]),
            start=start,
            end=end,
            part=part,
            parts=parts,
            protocol=protocol,
        )
        numbers = (start, end, part, parts)
        is_sound = all(type(number) is int for number in numbers) and 0 <= start <= end and 1 <= part <= parts
    except ProtocolFault:
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise BadMessage("no page header") from error
    if not (is_sound and isinstance(header.region, str) and isinstance(header.owner, str)):
        raise BadMessage("no page header")
    return header


def _read(stream: BinaryIO, length: int, *, may_end: bool = False) -> bytes:
    """Read just so many bytes, or none at all where the stream may end."""
    pieces, missing = [], length
    while missing:
        piece = stream.read(missing)
        if not piece:
            if may_end and missing == length:
                return b""
            raise BadMessage("cut short")
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
