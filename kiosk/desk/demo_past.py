"""What has been made of the demo county's past so far, and the time that it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from kiosk.desk.desk import Desk
from kiosk.desk.room import Room
from kiosk.domain.person import Person
from kiosk.domain.posting import Posting

DEVICE = "demo"


@dataclass
class Clock:
    """The time of the past that is being made."""

    now: datetime

    def at(self, day: date, hour: int, minute: int = 0) -> None:
        self.now = datetime.combine(day, time(hour, minute)).astimezone()

    def pass_minutes(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@dataclass
class Past:
    """What has been made so far."""

    desk: Desk
    clock: Clock
    chance: Random
    templates: Sequence[Posting]
    people: list[Person] = field(default_factory=list)
    running: list[Posting] = field(default_factory=list)
    classes: list[tuple[str, date]] = field(default_factory=list)

    @property
    def room(self) -> Room:
        return self.desk.room
