"""What of the station's settings the desk goes by: the county's rules, the weights of a match, and its lock."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.care.config.there import is_there
from kiosk.desk.rules import CountyRules
from kiosk.domain.match import Weights
from kiosk.errors import YizhanError
from kiosk.store.durable import written_whole

if TYPE_CHECKING:
    from kiosk.care.config.sections import CountySection, MatchingSection, Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """Everything has a default that works; `docs/settings.md` shows the file.

    `problems` tell what is wrong in the whole file, whoever else goes by it: the desk shows them.
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
    """Return the settings in force where `path` is the station's file, see `kiosk.care.config.in_force`.

    The defaults where there is none. A broken file keeps no desk shut; a right one is kept as the last good one.
    """
    if not is_there(path):
        return DeskSettings()
    from kiosk.care.config.in_force import settings_in_force

    found = settings_in_force(path, whole=written_whole)
    for problem in found.told():
        log.warning("settings: %s %s", problem.key, problem.details)
    return _desk_settings(found.settings, found.mistakes)


def checked_settings(path: Path) -> DeskSettings:
    """Return the settings in the file `path` itself; raise `YizhanError` for the first thing in it that is wrong."""
    if not is_there(path):
        return DeskSettings()
    from kiosk.care.config.reading import read_file

    reading = read_file(path)
    for mistake in reading.mistakes:
        raise mistake
    return _desk_settings(reading.settings, ())


def _desk_settings(settings: Settings, problems: tuple[YizhanError, ...]) -> DeskSettings:
    return DeskSettings(
        rules=_rules(settings.county),
        weights=_weights(settings.matching),
        lock_after_minutes=settings.desk.lock_after_minutes,
        locked_after_hours=settings.desk.locked_after_hours,
        problems=problems,
    )


def _rules(county: CountySection) -> CountyRules:
    return CountyRules(
        hourly_floor_minor=round(county.hourly_floor_yuan * 100),
        blocked_phones=county.blocked_phones,
        blocked_places=county.blocked_places,
        long_term_days=county.long_term_days,
        unusually_low=county.unusually_low,
        unusually_high=county.unusually_high,
    )


def _weights(matching: MatchingSection) -> Weights:
    return Weights(
        trade=matching.trade,
        distance=matching.distance,
        pay=matching.pay,
        strength=matching.strength,
        past_outcomes=matching.past_outcomes,
    )
