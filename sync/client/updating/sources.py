"""Where new programs come from: central, a web server in the same house, a folder on a stick."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import quote

from kiosk.errors import Refused, UnreadableFile
from kiosk.store.durable import files_told
from sync.client.transport import NotThere, SaidNo, Transport

ON_A_STICK = "yizhan-updates"
"""The folder's name on a stick; in it lie `metadata` and `targets`, as on a server."""
METADATA, TARGETS = "metadata", "targets"
NOT_FOUND = "not-found"
"""Central's word."""
PIECE_BYTES = 1 << 20


class Source(Protocol):
    """A repository of programs as it lies somewhere; nothing that comes from it is believed for that."""

    def read(self, path: str, *, most: int) -> bytes | None:
        """Return a small file, None where there is none.

        Raises `LinkFailed`, `UnreadableFile`; `Refused` or `LinkFailed` for one of more than `most` bytes.
        """
        ...

    def bring(self, path: str, file: Path, *, size: int) -> None:
        """Bring `file` to `size` bytes, going on where an earlier try broke off.

        Raises `LinkFailed`, `UnreadableFile`, `DiskFull`, `StoreError`.
        """
        ...


class Server:
    """A web server. `prefix`: where on it the repository begins."""

    def __init__(self, transport: Transport, prefix: str = "") -> None:
        self._transport, self._prefix = transport, prefix

    def read(self, path: str, *, most: int) -> bytes | None:
        try:
            answer = self._transport.get(self._path(path), most=most)
        except NotThere:
            return None
        if answer.error == NOT_FOUND:
            return None
        if answer.error:
            raise SaidNo(answer.error)
        return answer.body

    def bring(self, path: str, file: Path, *, size: int) -> None:
        self._transport.download(self._path(path), file, size=size)

    def _path(self, path: str) -> str:
        return f"{self._prefix}/{quote(path)}"


class Folder:
    """A folder, of a stick or of another disk."""

    def __init__(self, folder: Path) -> None:
        """`folder`: the repository, or what holds it under its usual name. Raises `Refused` where neither is so."""
        found = next((one for one in (folder / ON_A_STICK, folder) if (one / METADATA).is_dir()), None)
        if found is None:
            raise Refused("error-update-no-folder", folder=str(folder))
        self.folder = found

    def read(self, path: str, *, most: int) -> bytes | None:
        try:
            with (self.folder / path).open("rb") as file:
                data = file.read(most + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable() from error
        if len(data) > most:
            raise Refused("error-update-untrusted")
        return data

    def bring(self, path: str, file: Path, *, size: int) -> None:
        with files_told():
            have = file.stat().st_size if file.exists() else 0
        try:
            source = (self.folder / path).open("rb")
        except OSError as error:
            raise self._unreadable() from error
        with source:
            self._copy(source, file, have=have, size=size)

    def _copy(self, source: BinaryIO, file: Path, *, have: int, size: int) -> None:
        with files_told():
            out = file.open("ab")
        try:
            source.seek(have)
            while have < size:
                piece = self._piece(source, size - have)
                with files_told():
                    out.write(piece)
                    out.flush()
                have += len(piece)
        finally:
            with suppress(OSError):
                out.close()

    def _piece(self, source: BinaryIO, most: int) -> bytes:
        """Raises `UnreadableFile` where the stick was pulled out, or the file ends too soon."""
        try:
            piece = source.read(min(PIECE_BYTES, most))
        except OSError as error:
            raise self._unreadable() from error
        if not piece:
            raise self._unreadable()
        return piece

    def _unreadable(self) -> UnreadableFile:
        return UnreadableFile("error-update-unreadable", folder=str(self.folder))
