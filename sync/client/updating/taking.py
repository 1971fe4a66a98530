"""One look for a new program, from the first byte to the program that waits for its trial."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.care.places import Places
from kiosk.errors import DiskFull, Refused, StoreBusy
from kiosk.store.durable import files_told
from kiosk.store.filelock import FileLock
from kiosk.updating.programs import Programs, Waiting
from kiosk.updating.unpacking import unpack
from sync.client.updating.anchor import drop_anchor
from sync.client.updating.choosing import chosen, version_in_force
from sync.client.updating.signed import Offer, Signed
from sync.client.updating.sources import Source

MOST_ARCHIVE_BYTES = 400_000_000
"""Several times what a bundle has packed."""
ROOM_LEFT_BYTES = 200_000_000
"""What the station's own records find free in any case: for its backup before the trial, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look found. `offer`: a program that may be taken, None where the station's own is the newest for it.

    `is_here`: that one waits for its trial already.
    """

    in_force: str
    offer: Offer | None = None
    is_here: bool = False


class Updates:
    """Looks for programs for the station in `here`. `installed` is the version of the running program.

    `now`: the time against which dates in metadata are held; `free`: how many bytes are free where a folder lies.
    """

    def __init__(
        self,
        here: Places,
        *,
        installed: str,
        platform: str,
        now: Callable[[], datetime],
        shipped: Path | None = None,
        free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        self._programs, self._installed, self._platform = Programs(here.programs), installed, platform
        self._now, self._shipped, self._free = now, shipped, free
        self._metadata, self._fetched = here.programs / "metadata", here.programs / "fetched"

    def look(self, source: Source, *, allowed: str | None) -> Looked:
        """Say what there is; fetch nothing of it. `allowed` as in `chosen`. Raises as `take`."""
        with self._alone():
            return self._look(source, allowed)[0]

    def take(self, source: Source, *, allowed: str | None) -> tuple[Looked, Waiting | None]:
        """Fetch what there is and put it where it waits for its trial.

        Raises `Refused` where nobody is to be believed, the archive is no bundle, or somebody looks already;
        `LinkFailed`, `UnreadableFile`, `DiskFull`, `StoreError`. What was fetched by then is gone on with next time.
        """
        with self._alone():
            looked, signed = self._look(source, allowed)
            if looked.offer is None or looked.is_here:
                return looked, None
            if self._programs.standing().trial is not None:
                raise Refused("error-update-on-trial")
            return looked, self._taken(signed, looked.offer)

    def _look(self, source: Source, allowed: str | None) -> tuple[Looked, Signed]:
        standing = self._programs.standing()
        in_force = version_in_force(standing, installed=self._installed)
        drop_anchor(self._metadata, shipped=self._shipped)
        signed = Signed(source, metadata=self._metadata, fetched=self._fetched, platform=self._platform, now=self._now)
        offer = chosen(signed.offers(), standing=standing, in_force=in_force, allowed=allowed)
        is_here = offer is not None and standing.ready is not None and standing.ready.version == offer.version
        return Looked(in_force=in_force, offer=offer, is_here=is_here), signed

    def _taken(self, signed: Signed, offer: Offer) -> Waiting:
        file = self._fetched / offer.path
        self._forget_others(file)
        self._check_room(file, offer)
        signed.bring(offer, file)
        try:
            return unpack(file, self._programs, version=offer.version)
        except Refused:
            self._programs.refuse(offer.version)  # signed as it is, the same would come again each night
            raise
        finally:
            with suppress(OSError):
                file.unlink()

    def _forget_others(self, file: Path) -> None:
        """At most one archive lies here: what was begun of an older version is of no use any more."""
        with files_told():
            for other in self._fetched.iterdir():
                if other != file:
                    other.unlink()

    def _check_room(self, file: Path, offer: Offer) -> None:
        if offer.size > MOST_ARCHIVE_BYTES:
            raise Refused("error-update-too-big")
        with files_told():
            have = file.stat().st_size if file.exists() else 0
            if self._free(self._fetched) < offer.size - have + offer.unpacked + ROOM_LEFT_BYTES:
                raise DiskFull

    def _alone(self) -> FileLock:
        """Raise `Refused` where another process looks just now."""
        with files_told():
            self._fetched.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return FileLock(self._programs.folder / "looking.lock", alone=True, wait_s=0.0)
        except StoreBusy:
            raise Refused("error-update-under-way") from None
