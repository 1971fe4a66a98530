"""What a technician or the county may set for the desk, in the file `station.toml` of the station's data folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kiosk.desk.rules import CountyRules


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """Everything has a default that works; see docs for the file."""

    rules: CountyRules = field(default_factory=CountyRules)


def read_settings(path: Path) -> DeskSettings:
    """Return the settings in the file `path`, the defaults where there is none."""
    return DeskSettings()
