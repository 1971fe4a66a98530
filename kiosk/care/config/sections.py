"""Every setting of a station with its default and with what may stand there: the sections of `station.toml`.

What a setting is for is said in the catalogue, `setting-SECTION-KEY`, and so in `docs/settings.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, get_type_hints

from kiosk.care.config.checks import Check, Number, OneOf, Text, Whole, YesNo, Yuan
from kiosk.care.config.forms import (
    Address,
    Clock,
    ClockOrNever,
    Matrix,
    NightHours,
    Phone,
    Phones,
    Places,
    PrinterTarget,
    RegionCode,
)
from kiosk.care.config.night import Night
from kiosk.care.idling import NIGHT
from kiosk.domain.language import Language
from kiosk.domain.station import WAGE_ARREARS_HOTLINE

LEAST_FLOOR_YUAN, MOST_FLOOR_YUAN = 10, 500
"""A county's floor is never lower than the lowest of the country (see `kiosk.desk.rules`)."""
LONGEST_PATH = 500
LEAST_PANEL_MM, MOST_PANEL_MM = 80, 3000
"""From a telephone to a wall."""
DAY_S = 24 * 60 * 60
FEWEST_BACKUPS = 7
MOST_LOG_MEGABYTES = 50
LOUDEST = 6
"""The last step of `ui.sound.speaker.GAINS`; the softest leaves no room for "softer"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationSection:
    """Which station this is, for its first start; what is empty is asked there."""

    name: Annotated[str, Text(40)] = ""
    region: Annotated[str, RegionCode()] = ""
    phone: Annotated[str, Phone()] = ""
    hotline: Annotated[str, Phone(needed=True)] = WAGE_ARREARS_HOTLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentSection:
    """How the station becomes one of the county's at its first start. `code` serves once and is shown to nobody."""

    url: Annotated[str, Address()] = ""
    code: Annotated[str, Text(60)] = ""
    certificate: Annotated[str, Text(LONGEST_PATH)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSection:
    """What the first screen looks like."""

    language: Annotated[Language, OneOf(*Language)] = Language.ZH_CN
    text_size: Annotated[int, Whole(1, 4)] = 1
    theme: Annotated[int, Whole(1, 4)] = 1
    fullscreen: Annotated[bool, YesNo()] = True
    dark: Annotated[Night, NightHours()] = NIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSection:
    """The screen itself, as people see it. Without sizes the screen's own word counts."""

    width_mm: Annotated[float | None, Number(LEAST_PANEL_MM, MOST_PANEL_MM, example=476)] = None
    height_mm: Annotated[float | None, Number(LEAST_PANEL_MM, MOST_PANEL_MM, example=268)] = None
    rotation: Annotated[int, OneOf(0, 90, 180, 270)] = 0
    touch_matrix: Annotated[tuple[float, ...] | None, Matrix()] = None

    @property
    def size_mm(self) -> tuple[float, float] | None:
        """Width and height; None where the screen's own word counts."""
        if self.width_mm is None or self.height_mm is None:
            return None
        return self.width_mm, self.height_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterSection:
    """The slip printer, as `kiosk.printing.target` names it."""

    target: Annotated[str, PrinterTarget(needed=True)] = "none"
    paper_mm: Annotated[int, OneOf(80, 58)] = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundSection:
    """The loudspeaker. `volume` is a step of `ui.sound.speaker.GAINS`, where every visitor begins."""

    device: Annotated[str, Text(200)] = ""
    volume: Annotated[int, Whole(1, LOUDEST)] = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncSection:
    """The exchange of news with the county; the times are those of `sync.client.schedule`."""

    enabled: Annotated[bool, YesNo()] = True
    every_seconds: Annotated[int, Whole(10, DAY_S)] = 480
    start_within_seconds: Annotated[int, Whole(0, DAY_S)] = 960


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatesSection:
    """Whether and when a new program is taken; which stations take it first is central's to say."""

    enabled: Annotated[bool, YesNo()] = True
    hours: Annotated[Night, NightHours()] = field(default=Night(begin=time(2), end=time(5)))


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSection:
    """The daily copy; `folder` is one more place for it, on another disk."""

    at: Annotated[time, Clock()] = time(2, 30)
    keep: Annotated[int, Whole(FEWEST_BACKUPS, 100)] = FEWEST_BACKUPS
    folder: Annotated[str, Text(LONGEST_PATH)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSection:
    """What keeps a machine well that nobody looks after; `restart_at_night` is None for never."""

    restart_at_night: Annotated[time | None, ClockOrNever()] = time(3, 30)
    log_megabytes: Annotated[int, Whole(1, MOST_LOG_MEGABYTES)] = MOST_LOG_MEGABYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingSection:
    """How much each part of a match counts (`kiosk.domain.match.Weights`)."""

    trade: Annotated[float, Number(0, 1000)] = 5.0
    distance: Annotated[float, Number(0, 1000)] = 3.0
    pay: Annotated[float, Number(0, 1000)] = 2.0
    strength: Annotated[float, Number(0, 1000)] = 3.0
    past_outcomes: Annotated[float, Number(0, 1000)] = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CountySection:
    """What the county asks of a posting (`kiosk.desk.rules.CountyRules`)."""

    hourly_floor_yuan: Annotated[Decimal, Yuan(LEAST_FLOOR_YUAN, MOST_FLOOR_YUAN)] = Decimal("10.00")
    blocked_phones: Annotated[frozenset[str], Phones()] = frozenset()
    blocked_places: Annotated[tuple[str, ...], Places()] = ()
    long_term_days: Annotated[int, Whole(1, 365)] = 30
    unusually_low: Annotated[float, Number(0, 1)] = 0.7
    unusually_high: Annotated[float, Number(1, 100)] = 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSection:
    """When a desk that nobody uses locks itself, and after how long in any case."""

    lock_after_minutes: Annotated[int, Whole(1, 60)] = 5
    locked_after_hours: Annotated[int, Whole(1, 24)] = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of a station's settings; each has a default that works."""

    station: StationSection = field(default_factory=StationSection)
    enrolment: EnrolmentSection = field(default_factory=EnrolmentSection)
    kiosk: KioskSection = field(default_factory=KioskSection)
    panel: PanelSection = field(default_factory=PanelSection)
    printer: PrinterSection = field(default_factory=PrinterSection)
    sound: SoundSection = field(default_factory=SoundSection)
    sync: SyncSection = field(default_factory=SyncSection)
    updates: UpdatesSection = field(default_factory=UpdatesSection)
    backup: BackupSection = field(default_factory=BackupSection)
    watch: WatchSection = field(default_factory=WatchSection)
    matching: MatchingSection = field(default_factory=MatchingSection)
    county: CountySection = field(default_factory=CountySection)
    desk: DeskSection = field(default_factory=DeskSection)

    def value(self, name: str) -> Any:
        """Return the setting `SECTION.KEY`."""
        section, key = name.split(".")
        return getattr(getattr(self, section), key)


SECTIONS: Mapping[str, type[Any]] = {one.name: type(getattr(Settings(), one.name)) for one in fields(Settings)}
"""Name of a section -> its class."""
TOGETHER: Mapping[str, tuple[str, str]] = {"panel": ("width_mm", "height_mm")}
"""Settings of a section that say something only with each other."""
SECRET = frozenset({"enrolment.code"})
"""Settings that are shown to nobody."""


@cache
def checks_of(section: str) -> Mapping[str, Check]:
    """Return the keys of a section, each with what may stand there."""
    hints = get_type_hints(SECTIONS[section], include_extras=True)
    return {key: hint.__metadata__[0] for key, hint in hints.items()}


def check_of(name: str) -> Check | None:
    """Return what may stand at `SECTION.KEY`; None where there is no such setting."""
    section, _, key = name.partition(".")
    return checks_of(section).get(key) if section in SECTIONS else None


def names() -> tuple[str, ...]:
    """Return every setting, `SECTION.KEY`, in the order of the file."""
    return tuple(f"{section}.{key}" for section in SECTIONS for key in checks_of(section))
