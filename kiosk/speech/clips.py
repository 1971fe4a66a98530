"""The clips that are kept: fixed texts and postings, rendered once and played often."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.tongue import Tongue
from kiosk.speech.sound import is_whole, write_whole

LIMIT_BYTES = 200_000_000
"""About 75 minutes of speech at 22,050 Hz."""

SHRINK_TO = 0.9
LEFT_OVER_S = 60

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipKey:
    """All that a clip's sound depends on."""

    voice: str
    tongue: Tongue
    rate: float
    words: str

    @property
    def name(self) -> str:
        """A file name that says nothing about the words."""
        content = "\0".join((self.voice, self.tongue, f"{self.rate:.3f}", self.words))
        return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:40] + ".wav"


class ClipStore:
    """A folder of clips, bounded by dropping what was not played for longest.

    A clip is written under another name and renamed, and carries a checksum: one that a power cut left torn is noticed,
    removed and made again, so nothing is flushed to the disk by force. Every method may be called from any thread.
    """

    def __init__(self, folder: Path, *, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder, self._limit_bytes = folder, limit_bytes
        self._lock = threading.Lock()
        self._size_bytes: int | None = None

    def find(self, key: ClipKey) -> Path | None:
        """Return the whole clip for `key`, or None; marks it as used."""
        path = self._folder / key.name
        if not path.exists():
            return None
        if not is_whole(path):
            log.warning("a damaged clip was removed")
            _remove(path)
            return None
        try:
            os.utime(path)
        except OSError:
            return path if path.exists() else None
        return path

    def keep(self, key: ClipKey, content: bytes) -> Path | None:
        """Keep a clip file's `content` under `key` and return where it lies; None if the disk does not take it."""
        path = self._folder / key.name
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._make_room(len(content))
            write_whole(content, path)
        except OSError as error:
            log.warning("a clip was not kept: %s", error.strerror)
            return None
        return path

    def size_bytes(self) -> int:
        """The bytes that the clips take now."""
        return sum(size for _, size, _ in self._listing())

    def _make_room(self, new_bytes: int) -> None:
        with self._lock:
            if self._size_bytes is None:
                self._remove_parts()
                self._size_bytes = self.size_bytes()
            self._size_bytes += new_bytes
            if self._size_bytes > self._limit_bytes:
                self._size_bytes = new_bytes + self._drop_oldest(self._limit_bytes * SHRINK_TO - new_bytes)

    def _drop_oldest(self, target_bytes: float) -> int:
        """Remove what was not used for longest until the rest is within `target_bytes`; return that rest."""
        listing = sorted(self._listing())
        left = sum(size for _, size, _ in listing)
        for _, size, path in listing:
            if left <= target_bytes:
                break
            _remove(path)
            left -= size
        return left

    def _remove_parts(self) -> None:
        """Remove what a power cut left half written; a young part may be another process's work."""
        now = time.time()
        for used, _, path in self._listing("*.part"):
            if abs(now - used) > LEFT_OVER_S:
                _remove(path)

    def _listing(self, pattern: str = "*.wav") -> list[tuple[float, int, Path]]:
        """Last use, size and path of each clip; clips that another process removes meanwhile are left out."""
        found = []
        for path in self._folder.glob(pattern):
            try:
                status = path.stat()
            except OSError:
                continue
            found.append((status.st_mtime, status.st_size, path))
        return found


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        log.warning("a clip could not be removed: %s", error.strerror)
