"""A backup as one file (`.yzbackup`): its layout, and the header that stands in the clear.

`MAGIC` (8 bytes), version (2, big-endian), length of the header (4); the header, JSON; BLAKE2b-256 of all that stands
before it (32); then the parts, one behind the other and nothing after them: the wrapped key (`wrapped_key`), the
settings (`sealed_settings`; nothing where there are none) and the database as it lies on a station's disk, encrypted by
SQLCipher. The header tells the size and the BLAKE2b-256 of each part and no secret: nothing of a person, and of the key
its mark alone.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from kiosk.errors import Refused
from kiosk.store.backup_files.sealed_settings import MOST_SEALED_BYTES
from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.store.wrapped_key import LAST_MS, WRAPPED_BYTES

MAGIC, VERSION, SUFFIX = b"YZBACKUP", 1, ".yzbackup"
"""A bundle for the county has the same ending and begins otherwise; its name says which it is."""
HEAD = struct.Struct(">8sHI")
HASH_BYTES = 32
MOST_HEADER_BYTES = 16 * 1024
MOST_START_BYTES = HEAD.size + MOST_HEADER_BYTES + HASH_BYTES
PIECE_BYTES = 1 << 20

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Size = Annotated[int, Field(ge=0, lt=1 << 62)]


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("not to be shown")
    return text


Word = Annotated[str, Field(max_length=200), AfterValidator(_printable)]


class _Said(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class Part(_Said):
    """How many bytes a part has, and their hash."""

    size: Size
    blake2b: Hash


class StationHead(_Said):
    """Which station it is. `prefix` is what its slips began with when the backup was made."""

    id: Word
    name: Word
    prefix: Word


class Header(_Said):
    """What a backup says of itself to anybody.

    `made_ms`: the station's clock, right or wrong. `number`: that of the backup on the station itself. `order`: its
    place among the backups of the same key that lie in the same folder; both only grow.
    """

    made_ms: Annotated[int, Field(ge=0, lt=LAST_MS)]
    number: Size
    order: Size
    program: Word
    schema_version: Annotated[int, Field(ge=1, lt=1 << 31)]
    station: StationHead
    key_mark: Hash
    key: Part
    settings: Part
    database: Part

    @property
    def made(self) -> datetime:
        return datetime.fromtimestamp(self.made_ms / 1000).astimezone()

    @property
    def parts_bytes(self) -> int:
        return self.key.size + self.settings.size + self.database.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """All of a file before its parts: `size` bytes, with the header in them."""

    header: Header
    size: int


def packed_start(header: Header) -> bytes:
    """Return everything that stands before the parts."""
    said = header.model_dump_json().encode()
    start = HEAD.pack(MAGIC, VERSION, len(said)) + said
    return start + _hash(start)


def read_start(start: bytes) -> Start:
    """Read the beginning of a file, `MOST_START_BYTES` of it or all. Raises `Refused`: no backup, newer, or torn."""
    if len(start) < HEAD.size or start[: len(MAGIC)] != MAGIC:
        raise Refused("error-backup-none")
    _, number, length = HEAD.unpack(start[: HEAD.size])
    if number != VERSION:
        raise Refused("error-backup-newer")
    end = HEAD.size + length
    if start[end : end + HASH_BYTES] != _hash(start[:end]):
        raise Refused("error-backup-torn")
    try:
        header = Header.model_validate_json(start[HEAD.size : end])
    except ValidationError as error:
        raise Refused("error-backup-torn") from error
    if header.key.size != WRAPPED_BYTES or header.settings.size > MOST_SEALED_BYTES:
        raise Refused("error-backup-torn")
    if header.schema_version > SCHEMA_VERSION:
        raise Refused("error-backup-newer")
    return Start(header=header, size=end + HASH_BYTES)


def _hash(data: bytes) -> bytes:
    return blake2b(data, digest_size=HASH_BYTES).digest()


def part_of(data: bytes) -> Part:
    """Return what a header says of `data`."""
    return Part(size=len(data), blake2b=_hash(data).hex())
