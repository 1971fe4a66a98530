"""What a technician or the county may set for the desk, in the file `station.toml` of the station's data folder."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.desk.rules import CountyRules
from kiosk.domain.match import Weights
from kiosk.errors import YizhanError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """Everything has a default that works; `docs/settings.md` shows the file.

    `problems` tell what in the file was not understood: that alone has its default, and the desk shows them.
    """

    rules: CountyRules = field(default_factory=CountyRules)
    weights: Weights = field(default_factory=Weights)
    lock_after_minutes: int = 5
    locked_after_hours: int = 12
    problems: tuple[YizhanError, ...] = ()

    @property
    def problem(self) -> YizhanError | None:
        """The first of `problems`, None where there is none."""
        return next(iter(self.problems), None)


def read_settings(path: Path) -> DeskSettings:
    """Return the settings in the file `path`, the defaults where there is none. A broken file keeps no desk shut."""
    if not path.exists():
        return DeskSettings()
    from kiosk.desk.settings_file import settings_in

    settings = settings_in(path)
    for problem in settings.problems:
        log.warning("settings: %s %s", problem.key, problem.details)
    return settings


def checked_settings(path: Path) -> DeskSettings:
    """Return the settings in the file `path`; raise `YizhanError` for the first thing in it that is wrong."""
    settings = read_settings(path)
    if settings.problem is not None:
        raise settings.problem
    return settings
