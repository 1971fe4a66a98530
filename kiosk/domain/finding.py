"""What an examination of the station found out about one thing: green, amber or red, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Light(StrEnum):
    """Green: well. Amber: the station works, somebody should look. Red: it does not do its work, or will lose some."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of a doctor's report. `check` is what was looked at, `case` what was found, `details` what stands in it.

    The catalogue has a name for each check (`doctor-name-CHECK`), a sentence for each case (`doctor-CHECK-CASE`) and,
    where the light is not green, what to do (`doctor-do-CHECK-CASE`).
    """

    check: str
    case: str
    light: Light
    details: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def name_key(self) -> str:
        return f"doctor-name-{self.check}"

    @property
    def said_key(self) -> str:
        return f"doctor-{self.check}-{self.case}"

    @property
    def advice_key(self) -> str | None:
        """What to do; None where nothing is."""
        return None if self.light is Light.GREEN else f"doctor-do-{self.check}-{self.case}"


def green(check: str, case: str = "ok", **details: str | int) -> Finding:
    """Return a finding that all is well."""
    return Finding(check=check, case=case, light=Light.GREEN, details=details)


def amber(check: str, case: str, **details: str | int) -> Finding:
    """Return a finding that somebody should look at."""
    return Finding(check=check, case=case, light=Light.AMBER, details=details)


def red(check: str, case: str, **details: str | int) -> Finding:
    """Return a finding that keeps the station from its work."""
    return Finding(check=check, case=case, light=Light.RED, details=details)


def worst(findings: tuple[Finding, ...]) -> Light:
    """Return the worst light of all; green where there is none."""
    lights = {finding.light for finding in findings}
    return next((light for light in (Light.RED, Light.AMBER) if light in lights), Light.GREEN)
