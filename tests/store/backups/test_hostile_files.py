"""Whatever file is given in place of a backup, it is refused in one sentence, and nothing here has changed."""

from __future__ import annotations

import json
import os
import struct
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.language import Language
from kiosk.errors import Refused, YizhanError
from kiosk.store.backup_files.form import HEAD, MAGIC, MOST_HEADER_BYTES
from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.texts.catalogue import Texts
from tests.store.backups.conftest import CODE

LANGUAGES = [Texts(language) for language in Language]


@pytest.fixture
def good(here, stick: Path) -> bytes:
    return here.carry(stick).path.read_bytes()


def refusal(machine, stick: Path, content: bytes, *, name: str = "given.yzbackup", **how: Any) -> str:
    """Restore from a file of this content; return the key of what is said, after a look whether all is as it was."""
    file = stick / name
    file.write_bytes(content)
    machine.close()
    before = machine.files()
    with pytest.raises(YizhanError) as refused:
        machine.restore(file, **how)
    assert machine.files() == before
    assert all(texts(refused.value.key, **refused.value.details) for texts in LANGUAGES)
    assert isinstance(refused.value, Refused)
    return refused.value.key


def start_of(content: bytes) -> tuple[dict[str, Any], bytes]:
    """The header, and what stands behind it."""
    length = HEAD.unpack(content[: HEAD.size])[2]
    return json.loads(content[HEAD.size : HEAD.size + length]), content[HEAD.size + length + 32 :]


def forged(content: bytes, *, header: dict[str, Any] | bytes | None = None, parts: bytes | None = None) -> bytes:
    """The same file with another header, and a hash that fits it, as anybody can make one."""
    said, behind = start_of(content)
    written = header if isinstance(header, bytes) else json.dumps(header or said).encode()
    start = HEAD.pack(MAGIC, 1, len(written)) + written
    return start + blake2b(start, digest_size=32).digest() + (behind if parts is None else parts)


def test_a_flipped_bit_is_found_wherever_it_is(here, stick: Path, good: bytes) -> None:
    head = len(good) - len(start_of(good)[1])
    key, database = head, head + 121
    places = [0, 7, 8, 9, 10, 13, 14, 200, head - 40, head - 1, key, key + 4, key + 9, key + 60, key + 120]
    places += [database, database + 5000, len(good) // 2, len(good) - 4097, len(good) - 1]
    for place in places:
        changed = bytearray(good)
        changed[place] ^= 0x10
        told = refusal(here, stick, bytes(changed))
        assert told in ("error-backup-none", "error-backup-newer", "error-backup-torn"), place


def test_a_file_that_was_cut_off_is_found_wherever_it_was(here, stick: Path, good: bytes) -> None:
    head = len(good) - len(start_of(good)[1])
    for size in (0, 1, 8, 13, 14, 300, head - 1, head, head + 60, head + 121, head + 5000, len(good) - 1):
        assert refusal(here, stick, good[:size]) in ("error-backup-none", "error-backup-torn"), size
    assert refusal(here, stick, good + b"\x00") == "error-backup-torn"


def test_what_a_newer_program_wrote_is_said_to_be_that(here, stick: Path, good: bytes) -> None:
    assert refusal(here, stick, good[:8] + struct.pack(">H", 2) + good[10:]) == "error-backup-newer"
    said, _ = start_of(good)
    newer = forged(good, header={**said, "schema_version": SCHEMA_VERSION + 1})
    assert refusal(here, stick, newer) == "error-backup-newer"


def test_no_length_in_it_has_anything_reserved_or_read_beyond_the_file(here, stick: Path, good: bytes) -> None:
    said, _ = start_of(good)
    for length in (MOST_HEADER_BYTES + 1, (1 << 32) - 1):
        assert refusal(here, stick, HEAD.pack(MAGIC, 1, length) + good[HEAD.size :]) == "error-backup-torn"
    for size in (0, 1, said["database"]["size"] + 1, 1 << 45, (1 << 62) - 1, 1 << 80, -1, 1.5, "1", None):
        for part in ("key", "settings", "database"):
            lie = {**said, part: {**said[part], "size": size}}
            if lie != said:
                assert refusal(here, stick, forged(good, header=lie)) == "error-backup-torn"


@pytest.mark.parametrize(
    "header", [b"", b"{}", b"[]", b"null", b"[" * 16_000, b"\xff\xfe", b'{"made_ms": NaN}', b'"' + b"x" * 16_000 + b'"']
)
def test_a_header_that_is_none_is_refused(here, stick: Path, good: bytes, header: bytes) -> None:
    assert refusal(here, stick, forged(good, header=header)) == "error-backup-torn"


def test_a_header_that_says_what_nobody_should_see_is_refused(here, stick: Path, good: bytes) -> None:
    said, _ = start_of(good)
    for name in ("\x1b[31m红", "a\nb", "x" * 201):
        lie = {**said, "station": {**said["station"], "name": name}}
        assert refusal(here, stick, forged(good, header=lie)) == "error-backup-torn"
    for made in (-1, 1 << 60):
        assert refusal(here, stick, forged(good, header={**said, "made_ms": made})) == "error-backup-torn"


def test_a_header_of_another_station_before_our_database_is_refused(here, stick: Path, good: bytes) -> None:
    said, _ = start_of(good)
    lie = {**said, "station": {**said["station"], "id": "another"}}
    assert refusal(here, stick, forged(good, header=lie)) == "error-backup-torn"


def test_a_database_that_was_changed_and_a_hash_that_fits_it_are_refused(here, stick: Path, good: bytes) -> None:
    said, parts = start_of(good)
    for place in (121, 121 + 4096 * 3, len(parts) - 1):
        changed = bytearray(parts)
        changed[place] ^= 1
        found = blake2b(changed[121:], digest_size=32).hexdigest()
        lie = {**said, "database": {**said["database"], "blake2b": found}}
        assert refusal(here, stick, forged(good, header=lie, parts=bytes(changed))) == "error-backup-torn"


def test_anything_else_is_no_backup(here, stick: Path) -> None:
    for content in (b"", b"YZB1" + bytes(500), b"PK\x03\x04" * 5000, b"SQLite format 3\x00" + bytes(8192)):
        assert refusal(here, stick, content) == "error-backup-none"
        told = refusal(here, stick, content, name="station.db")
        assert told == ("error-restore-other-key" if len(content) > 4096 else "error-backup-none")
    for nothing in (stick, stick / "gone.yzbackup"):
        with pytest.raises(Refused, match="error-backup-unreadable"):
            here.restore(nothing)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe of POSIX")
def test_a_pipe_keeps_nobody_waiting(here, stick: Path) -> None:
    os.mkfifo(stick / "pipe.yzbackup")
    with pytest.raises(Refused, match="error-backup-unreadable"):
        here.restore(stick / "pipe.yzbackup")


def test_another_stations_backup_is_refused_even_with_its_code(here, machine_at, save_posting, stick: Path) -> None:
    other = machine_at("other")
    save_posting(other)
    other.keep_code()
    theirs = other.carry(stick).path.read_bytes()
    assert refusal(here, stick, theirs, code=CODE) == "error-restore-other-station"
