"""A 128-bit sum over records that does not depend on their order: equal sums mean equal records.

Each record is hashed by itself; the hashes are added modulo 2**128. So one change costs one subtraction and one
addition, and the sums of parts add up to the sum of the whole.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from hashlib import blake2b

from sync.protocol.canonical import Fields, encode, present
from sync.protocol.faults import BadMessage
from sync.protocol.kinds import Kind

BYTES = 16
MASK = (1 << 8 * BYTES) - 1
BUCKETS = 256


def hash_of(kind: Kind, id_: str, fields: Fields) -> int:
    """Return the hash of one record. Fields that hold nothing, and the soft and late ones of its kind, do not count.

    A record of which nothing is present still counts, as it is there; but not one that is only a part of a row: 0.
    """
    counted = {name: value for name, value in present(fields).items() if name not in kind.uncounted}
    if kind.is_part and not counted:
        return 0
    return hash_of_text(kind.hash_name, id_, encode(counted))


def hash_of_text(kind: str, id_: str, text: str) -> int:
    """Return the hash of a record whose counted fields are already written down as `canonical.encode` does."""
    return int.from_bytes(blake2b(f"{kind}\n{id_}\n{text}".encode(), digest_size=BYTES).digest(), "big")


def added(digest: int, *hashes: int) -> int:
    return (digest + sum(hashes)) & MASK


def bucket_of(id_: str) -> int:
    """Return in which of the `BUCKETS` parts a record belongs, by its id alone."""
    return blake2b(id_.encode(), digest_size=1).digest()[0]


def in_buckets(hashes: Iterable[tuple[str, int]]) -> list[int]:
    """Return the sums of (id, hash) pairs by bucket."""
    sums = [0] * BUCKETS
    for id_, value in hashes:
        bucket = bucket_of(id_)
        sums[bucket] = (sums[bucket] + value) & MASK
    return sums


def to_text(digest: int) -> str:
    """Return a digest as 22 letters and digits (base64url without padding)."""
    return urlsafe_b64encode(to_bytes(digest)).decode().rstrip("=")


def from_text(text: str) -> int:
    """Return the digest that `to_text` wrote. Raises `BadMessage`."""
    try:
        data = urlsafe_b64decode(text + "==")
    except ValueError as error:
        raise BadMessage("no digest") from error
    if len(data) != BYTES:
        raise BadMessage("no digest")
    return from_bytes(data)


def to_bytes(digest: int) -> bytes:
    return digest.to_bytes(BYTES, "big")


def from_bytes(data: bytes) -> int:
    return int.from_bytes(data, "big")
