"""The desk log as staff read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.desk.arrivals import Arrivals
from kiosk.desk.room import STAFF, Room, UseCases, may
from kiosk.domain.log_entry import LogEntry, Subject
from kiosk.domain.staff import Role
from kiosk.store.desk_log import DeskLog
from kiosk.store.log_subjects import subjects
from kiosk.store.staff import StaffStore

PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCheck:
    """`first_broken` is the number of the first line that does not follow from the ones before it, None if all do."""

    first_broken: int | None
    order_agrees: bool


class Logbook(UseCases):
    """Who did what, when and where; it can be read and not be changed."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._log = DeskLog(room.database)

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def latest(self, *, limit: int = PAGE) -> tuple[LogEntry, ...]:
        """Return the last `limit` lines, newest first."""
        return self._log.latest(limit=limit)

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def names(self) -> dict[str, str]:
        """Return the staff's names by their ids, to be shown beside the lines."""
        return {member.id: member.name for member in StaffStore(self.room.database).all()}

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def subjects(self, entries: Sequence[LogEntry]) -> dict[str, Subject]:
        """Return what the ids in these lines stand for today; a technician is told no names of workers."""
        ids = {str(value) for entry in entries for value in (entry.subject, *entry.details.values())}
        return subjects(self.room.database, ids, with_people=self.room.actor.role in STAFF)

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def check(self) -> LogCheck:
        """Look whether the log is whole, and whether today's arrivals stand in the order that follows from it alone."""
        today = Arrivals(self.room).shown_and_replayed()
        return LogCheck(first_broken=self._log.first_broken(), order_agrees=today.shown == today.replayed)
