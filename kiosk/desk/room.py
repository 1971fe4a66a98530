"""What every use-case at the desk works with: the stores, who is asking, the clock, and the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from kiosk.care.places import Places
from kiosk.desk.settings import DeskSettings
from kiosk.domain.log_entry import Detail
from kiosk.domain.staff import Actor, Role
from kiosk.domain.station import Station
from kiosk.errors import NotAllowed
from kiosk.store.database import Database
from kiosk.store.desk_log import DeskLog
from kiosk.store.kept import Kept, KeptRows

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Case = TypeVar("Case", bound="UseCases")

STAFF = (Role.CLERK, Role.HEAD)
"""Who does the day's work."""
EVERYBODY = (Role.WORKER, Role.CLERK, Role.HEAD, Role.TECHNICIAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[Answer]):
    """What a change brought: its `value`, and how to take it back. `undo` is None for what cannot be taken back.

    `undo` runs on the thread of the database, and raises `ChangedMeanwhile` where somebody changed the same since.
    """

    value: Answer
    undo: Callable[[], None] | None = None


@dataclass(slots=True, kw_only=True)
class Room:
    """One person at one device of the station; belongs to the thread that opened the database."""

    database: Database
    station: Station
    actor: Actor
    now: Callable[[], datetime]
    places: Places
    settings: DeskSettings = field(default_factory=DeskSettings)
    _log: DeskLog = field(init=False)

    def __post_init__(self) -> None:
        self._log = DeskLog(self.database)

    @property
    def today(self) -> date:
        return self.now().date()

    @property
    def now_ms(self) -> int:
        return int(self.now().timestamp() * 1000)

    @contextmanager
    def change(self) -> Iterator[None]:
        """One transaction: what is changed, told to the outbox and noted in it is saved together, or not at all."""
        with self.database.transaction():
            yield

    def note(self, action: str, subject: str, **details: Detail) -> None:
        """Write a line of the desk log: ids and figures only, never a word about a person."""
        self._log.add(self.actor, action, subject, details, at_ms=self.now_ms)

    def rows(self, kept: Kept) -> KeptRows:
        """The rows of a table, changed by this station's clock."""
        return KeptRows(self.database, kept, clock_ms=lambda: self.now_ms)


class UseCases:
    """Base of the desk's use-cases; each public method says by `@may` which roles may call it."""

    def __init__(self, room: Room) -> None:
        self.room = room


def may(
    *roles: Role,
) -> Callable[[Callable[Concatenate[Case, Asked], Answer]], Callable[Concatenate[Case, Asked], Answer]]:
    """Let only `roles` call a use-case; everybody else gets `NotAllowed` before anything is read or changed."""

    def declared(
        method: Callable[Concatenate[Case, Asked], Answer],
    ) -> Callable[Concatenate[Case, Asked], Answer]:
        @wraps(method)
        def asked(self: Case, /, *args: Asked.args, **words: Asked.kwargs) -> Answer:
            if self.room.actor.role not in roles:
                raise NotAllowed
            return method(self, *args, **words)

        cast("Any", asked).roles = frozenset(roles)
        return asked

    return declared
