"""What a source offers, as far as the county's signatures hold: The Update Framework, through the library `tufup`.

It refuses what is not signed, signed by others, older than what was seen before, put together of several days, or past
its date. Loaded only where somebody looks for a new program: the library takes a fifth of a second.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.errors import Refused, YizhanError
from kiosk.store.durable import files_told, written_whole
from sync.client.transport import LinkFailed
from sync.client.updating.sources import METADATA, TARGETS, Source

if TYPE_CHECKING:
    from tuf.api._payload import TargetFile
    from tufup.client import Client

MOST_METADATA_BYTES = 5_000_000
"""The most that the library takes of one file of metadata (`UpdaterConfig.targets_max_length`)."""
UNPACKED = "unpacked_bytes"
"""Who published a program says with it how much it takes unpacked."""
USUAL_UNPACKED = 4
"""So many times its archive takes a program unpacked, where nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A program that is signed. `size`, `unpacked`: bytes of its archive, and of what is in it."""

    version: str
    path: str
    size: int
    unpacked: int


class Signed:
    """The programs for one `platform` ("linux-x86_64") in a source, to be looked at once.

    `metadata`: the folder with what was believed before, `root.json` at least. `now` says how late it is for dates in
    metadata. Raises `Refused` where what is there cannot be believed, or there is nothing; `LinkFailed`, `StoreError`.
    """

    def __init__(
        self, source: Source, *, metadata: Path, fetched: Path, platform: str, now: Callable[[], datetime]
    ) -> None:
        self._source, self._platform = source, platform
        with _told():
            self._client = _client(source, metadata=metadata, fetched=fetched, platform=platform, now=now())
            self._client.refresh()

    def offers(self) -> tuple[Offer, ...]:
        """Return what is there for this platform, in no order."""
        found = (self._offer(meta) for meta in self._client.trusted_target_metas)
        return tuple(offer for offer in found if offer is not None)

    def bring(self, offer: Offer, file: Path) -> None:
        """Fetch a program into `file`, going on where an earlier try broke off. What is not as signed is deleted.

        What an earlier try left may have been torn by a power cut: that costs another fetch, and not the night. Raises
        `Refused`, `LinkFailed`, `UnreadableFile`, `DiskFull`, `StoreError`.
        """
        was_begun = file.exists()
        if not self._is_brought(offer, file) and not (was_begun and self._is_brought(offer, file)):
            raise Refused("error-update-untrusted")

    def _is_brought(self, offer: Offer, file: Path) -> bool:
        """Fetch the rest, and tell whether the whole is as signed; it is deleted where it is not."""
        from tuf.api.exceptions import LengthOrHashMismatchError

        self._source.bring(f"{TARGETS}/{offer.path}", file, size=offer.size)
        try:
            with files_told(), file.open("rb") as data:
                self._target(offer.path).verify_length_and_hashes(data)
        except LengthOrHashMismatchError:
            file.unlink()
            return False
        return True

    def _offer(self, meta: Any) -> Offer | None:
        path = str(meta)
        if not meta.is_archive or meta.name != app_name(self._platform) or "/" in path or meta.version is None:
            return None
        size = self._target(path).length
        said = meta.custom.get(UNPACKED) if isinstance(meta.custom, dict) else None
        unpacked = said if type(said) is int and said > 0 else USUAL_UNPACKED * size
        return Offer(version=str(meta.version), path=path, size=size, unpacked=unpacked)

    def _target(self, path: str) -> TargetFile:
        target: TargetFile | None = self._client.get_targetinfo(path)
        assert target is not None
        return target


def app_name(platform: str) -> str:
    """Return what the library calls a program: `NAME-VERSION.tar.gz` is its archive."""
    return f"yizhan-{platform}"


def _client(source: Source, *, metadata: Path, fetched: Path, platform: str, now: datetime) -> Client:
    from tuf.ngclient.fetcher import FetcherInterface
    from tufup.client import Client

    class FromSource(FetcherInterface):
        """Brings metadata over our own lines, with their time-outs and the county's certificate."""

        def _fetch(self, url: str) -> Iterator[bytes]:
            from tuf.api.exceptions import DownloadHTTPError

            data = source.read(url, most=MOST_METADATA_BYTES)
            if data is None:
                raise DownloadHTTPError(url, 404)
            return iter((data,))

    class WrittenWhole(Client):  # type: ignore[misc]  # it has no types
        """Keeps metadata so that a power cut leaves no torn `root.json`, with which nothing is believed any more."""

        def _persist_metadata(self, rolename: str, data: bytes) -> None:
            with written_whole(metadata / f"{rolename}.json") as draft:
                draft.write_bytes(data)

    logging.getLogger("tufup").setLevel(logging.CRITICAL)  # what went wrong is raised
    client = WrittenWhole(
        app_name=app_name(platform),
        app_install_dir=fetched,
        current_version="0",
        metadata_dir=metadata,
        metadata_base_url=METADATA,
        target_dir=fetched,
        target_base_url=TARGETS,
    )
    # The library makes a fetcher of its own and takes no other, and reads the machine's clock: central's is better.
    client._fetcher = FromSource()
    client._trusted_set.reference_time = now.astimezone(UTC)
    return client


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the library raises into what people are told."""
    from tuf.api.exceptions import DownloadError, DownloadHTTPError, ExpiredMetadataError, RepositoryError

    try:
        with files_told():
            yield
    except ExpiredMetadataError as error:
        raise Refused("error-update-expired") from error
    except DownloadHTTPError as error:
        raise Refused("error-update-none-there") from error
    except DownloadError as error:
        raise _cause_of(error) from error
    except RepositoryError as error:
        raise Refused("error-update-untrusted") from error


def _cause_of(error: Exception) -> Exception:
    """The library wraps what our fetcher raised; a file that is longer than it was signed to be it finds by itself."""
    if isinstance(error.__cause__, LinkFailed | YizhanError):
        return error.__cause__
    return Refused("error-update-untrusted")
