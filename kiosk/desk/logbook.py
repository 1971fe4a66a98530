"""The desk log as staff read it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.desk.arrivals import Arrivals
from kiosk.desk.room import Room, UseCases, may
from kiosk.domain.log_entry import LogEntry
from kiosk.domain.staff import Role
from kiosk.store.desk_log import DeskLog
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
    def latest(self, *, before_seq: int | None = None, limit: int = PAGE) -> tuple[LogEntry, ...]:
        """Return the last `limit` lines, newest first; those before `before_seq` to read on."""
        return self._log.latest(limit=limit, before_seq=before_seq)

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def names(self) -> dict[str, str]:
        """Return the staff's names by their ids, to be shown beside the lines."""
        return {member.id: member.name for member in StaffStore(self.room.database).all()}

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def check(self) -> LogCheck:
        """Look whether the log is whole, and whether today's arrivals stand in the order that follows from it alone."""
        today = Arrivals(self.room).shown_and_replayed()
        return LogCheck(first_broken=self._log.first_broken(), order_agrees=today.shown == today.replayed)
