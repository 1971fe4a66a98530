"""The county's programs, signed: The Update Framework, by the tools of the library `tufup`.

Its repository is a folder with `metadata` and `targets`; keys lie outside of it, as the folder is copied to sticks and
served. Signatures of `root` and `targets` say what a program is: their keys may lie where central cannot reach them.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tuf.api.metadata import Metadata, Targets  # type: ignore[attr-defined]  # it exports it without saying so
from tufup.common import TargetMeta
from tufup.repo import Repository

from kiosk.store.durable import sync_folder, written_whole
from kiosk.updating.programs import Programs
from kiosk.updating.unpacking import unpack

DAYS = {"root": 3650, "targets": 400, "snapshot": 400, "timestamp": 90}
"""For how long each signature counts. A stick that is older than the last of these is not taken any more; `renew` makes
a new one. A station that was away for a year still knows the root."""
ROLES = ("root", "targets", "snapshot", "timestamp")
OFFLINE = ("root", "targets")
TIMESTAMP = "timestamp.json"


class CannotPublish(Exception):
    """The message says why, to the person who wants to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One that is published. `platform`: "linux-x86_64" for one; `size`: bytes of its archive."""

    version: str
    platform: str
    size: int


class _Repository(Repository):  # type: ignore[misc]  # untyped
    """The library's, but that it neither reads nor writes a file in whatever folder a command is typed."""

    @property
    def config_dict(self) -> dict[str, object]:
        return {}

    @classmethod
    def load_config(cls) -> dict[str, object]:
        return {}


class Publisher:
    """The repository in `folder`, signed with the keys in `keys` and, where they are to be had, in `offline`."""

    def __init__(self, folder: Path, *, keys: Path, offline: Path | None = None) -> None:
        self._folder, self._keys, self._offline = folder, keys, offline
        logging.getLogger("tufup").setLevel(logging.CRITICAL)  # what goes wrong is raised

    @property
    def root(self) -> Path:
        """What stations are given once, to know whose signatures count."""
        return self._folder / "metadata" / "root.json"

    def begin(self) -> None:
        """Make keys and an empty repository. Raises `CannotPublish` where there are some."""
        if self.root.exists() or any((self._keys / role).exists() for role in ROLES):
            raise CannotPublish("There is a repository already, or keys of one; nothing was changed.")
        self._keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._repository(self._folder).initialize()
        if self._offline is not None:
            self._offline.mkdir(mode=0o700, parents=True, exist_ok=True)
            for role in OFFLINE:
                shutil.move(self._keys / role, self._offline / role)

    def add(self, bundle: Path, *, version: str, platform: str) -> Program:
        """Publish an archive as `scripts/build` makes it. Raises `CannotPublish`; `Refused` where it is not whole."""
        self._check_keys("targets", "snapshot", "timestamp")
        name = TargetMeta.compose_filename(name=f"yizhan-{platform}", version=version, is_archive=True)
        published = self._folder / "targets" / name
        if any(one.version == version and one.platform == platform for one in self.programs()):
            raise CannotPublish(f"{version} for {platform} is published already; what is published never changes.")
        unpacked = self._unpacked_bytes(bundle)
        with written_whole(published) as draft:
            shutil.copyfile(bundle, draft)
        with self._changed() as repository:
            custom = {"user": {"unpacked_bytes": unpacked}, "tufup": {"required": False}}
            repository.roles.add_or_update_target(local_path=published, custom=custom)
        return Program(version=version, platform=platform, size=published.stat().st_size)

    def renew(self) -> None:
        """Sign anew that all this is of today; needs no key that lies elsewhere. Raises `CannotPublish`."""
        self._check_keys("snapshot", "timestamp")
        with self._changed() as repository:
            for role in ("snapshot", "timestamp"):
                repository.refresh_expiration_date(role)

    def programs(self) -> Sequence[Program]:
        """Return what is published, oldest version first. Raises `CannotPublish` where there is no repository."""
        targets = self._metadata("targets").signed
        assert isinstance(targets, Targets)
        found = sorted((TargetMeta(path), target.length) for path, target in targets.targets.items())
        return [
            Program(version=str(meta.version), platform=meta.name.removeprefix("yizhan-"), size=size)
            for meta, size in found
        ]

    def ends(self) -> Mapping[str, datetime]:
        """Return until when the signatures of each role count."""
        return {role: self._metadata(role).signed.expires for role in ROLES}

    def _metadata(self, role: str) -> Metadata:  # type: ignore[type-arg]
        try:
            return Metadata.from_file(str(self._folder / "metadata" / f"{role}.json"))
        except Exception as error:  # the library has a dozen for a file that is not there
            raise CannotPublish(f"There is no repository in {self._folder}: run `update init` first.") from error

    def _repository(self, folder: Path) -> Repository:
        return _Repository(app_name="yizhan", repo_dir=folder, keys_dir=self._keys, expiration_days=dict(DAYS))

    @contextmanager
    def _changed(self) -> Iterator[Repository]:
        """Give the repository to be changed; it is signed at the end, and whoever asks meanwhile gets the one before.

        After a power cut it is as it was before, or to be signed once more; the library writes its files in place.
        """
        with TemporaryDirectory(prefix=".yizhan-", dir=self._folder) as draft:
            shutil.copytree(self._folder / "metadata", Path(draft, "metadata"))
            repository = self._repository(Path(draft))
            repository._load_keys_and_roles(create_keys=False)  # as its own `from_config` does
            yield repository
            repository.publish_changes(private_key_dirs=self._key_folders())
            self._take_over(Path(draft, "metadata"))

    def _take_over(self, metadata: Path) -> None:
        """The file that tells of all others comes last."""
        there = self._folder / "metadata"
        for file in sorted(metadata.iterdir(), key=lambda file: (file.name == TIMESTAMP, file.name)):
            with written_whole(there / file.name) as draft:
                shutil.copyfile(file, draft)
        sync_folder(there)

    def _key_folders(self) -> Sequence[Path]:
        return [self._keys, *([self._offline] if self._offline is not None else [])]

    def _check_keys(self, *roles: str) -> None:
        missing = [role for role in roles if not any((folder / role).is_file() for folder in self._key_folders())]
        if missing:
            raise CannotPublish(
                f"The key of {' and '.join(missing)} is not in {', '.join(map(str, self._key_folders()))}."
            )

    def _unpacked_bytes(self, bundle: Path) -> int:
        """Unpack it as a station would, and return how much room that takes. Raises `Refused`."""
        with TemporaryDirectory(prefix=".yizhan-", dir=self._folder) as draft:
            programs = Programs(Path(draft))
            place = programs.place(unpack(bundle, programs, version="0").slot)
            return sum(os.lstat(file).st_size for file in place.rglob("*"))
