"""Where a station keeps its files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_config_path, user_data_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The folders of one station. The key never lies in the data folder: a copied folder alone opens nothing."""

    data: Path
    keys: Path

    @property
    def database(self) -> Path:
        return self.data / "station.db"

    @property
    def reached(self) -> Path:
        """How far the database came: beside the key, as no copy of the data folder may take it along."""
        return self.keys / "reached"

    @property
    def wrapped_key(self) -> Path:
        """The database's key as it may go along with a backup: it opens with the recovery code alone."""
        return self.keys / "database.key.wrapped"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def damaged(self) -> Path:
        """Where a damaged database is put aside; nothing here is ever deleted by the program."""
        return self.data / "damaged"

    @property
    def settings(self) -> Path:
        """The station's settings (TOML), written by a technician; it need not be there."""
        return self.data / "station.toml"

    @property
    def steady_settings(self) -> Path:
        """The settings with which the kiosk last lived for ten minutes: those of safe mode."""
        return self.data / "station.toml.steady"

    @property
    def lexicon(self) -> Path:
        """The station's own list of how words are to be said (TOML); it need not be there."""
        return self.data / "lexicon.toml"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def crashes(self) -> Path:
        """What ended the kiosk against everybody's will (`kiosk.care.watching.crashes`)."""
        return self.data / "watch" / "crashes.jsonl"

    @property
    def programs(self) -> Path:
        """Newer programs than the installed one (`kiosk.updating`)."""
        return self.data / "programs"

    @property
    def central_time(self) -> Path:
        """What central said of the time; written by whoever speaks with it."""
        return self.data / "sync" / "clock.json"

    @property
    def clips(self) -> Path:
        return self.data / "clips"

    @property
    def lessons(self) -> Path:
        """Lessons that the station made itself (`kiosk.lessons`); it need not be there."""
        return self.data / "lessons"


def places(data: Path | None) -> Places:
    """Return the places for the data folder `data`, or for the platform's usual one.

    `YIZHAN_KEYS` names another folder for key files (a tmpfs, a mounted token).
    """
    keys = os.environ.get("YIZHAN_KEYS")
    return Places(
        data=(data or user_data_path("yizhan")).absolute(),
        keys=Path(keys) if keys else user_config_path("yizhan") / "keys",
    )
