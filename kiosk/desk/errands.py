"""Errands of the desk: they run in a process of their own, so that neither screen nor other questions wait."""

from __future__ import annotations

import threading
from pathlib import Path

from kiosk.care.drives import Drive, folders_to_save_in
from kiosk.care.offered_files import OfferedFile, tables_on_offer
from kiosk.desk.errand import Brought, End, Errand, Failed, GivenUp, Message, Seen, Work, Written
from kiosk.desk.room import STAFF, UseCases, may
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, YizhanError
from kiosk.speech.child import Child, module_argv

FROZEN_FLAG = "--errand"
STOP_WITHIN_S = 5.0
"""For the process to finish what it is at; then it is killed, and what it had not stored yet is undone."""


class RunningErrand:
    """An errand on its way. Any thread may look at it, as often as it likes."""

    def __init__(self, first: Message) -> None:
        self._seen = Seen()
        self._was_told_to_stop = False
        argv = module_argv("kiosk.errand_process", frozen_flag=FROZEN_FLAG)
        self._child = Child(argv, heard=self._hear, ended=self._ended)
        self._child.send(first)

    @property
    def seen(self) -> Seen:
        """How far it is."""
        return self._seen

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._child.pid

    def stop(self) -> None:
        """Ask it to end soon; `seen` tells when it has."""
        if self._seen.end is not None or self._was_told_to_stop:
            return
        self._was_told_to_stop = True
        self._child.send({"stop": True})
        killing = threading.Timer(STOP_WITHIN_S, self._child.kill)
        killing.daemon = True
        killing.start()

    def _hear(self, message: Message) -> None:
        """On the child's own thread."""
        if "progress" in message:
            done, every = message["progress"]
            self._seen = Seen(done, every)
        elif "brought" in message:
            self._end(Brought.from_message(message["brought"]))
        elif "written" in message:
            path, rows = message["written"]
            self._end(Written(Path(path), rows))
        elif "failed" in message:
            self._end(Failed(YizhanError(message["failed"], **message["details"])))
        elif "given_up" in message:
            self._end(GivenUp())

    def _ended(self, _: int) -> None:
        if self._seen.end is None:
            self._end(GivenUp() if self._was_told_to_stop else Failed(YizhanError("errand-broke-off")))

    def _end(self, end: End) -> None:
        self._seen = Seen(self._seen.done, self._seen.all, end)


class Errands(UseCases):
    """The other process opens the station for itself, and asks the same use-cases for the same person."""

    @may(*STAFF)
    def files(self) -> tuple[OfferedFile, ...]:
        """Return the tables that can be brought in, the newest first."""
        return tables_on_offer()

    @may(*STAFF)
    def folders(self) -> tuple[Drive, ...]:
        """Return where a file can be saved: memory sticks first, then the documents of this computer."""
        return folders_to_save_in()

    @may(*STAFF)
    def begin(self, errand: Errand) -> RunningErrand:
        """Begin `errand` and return at once."""
        room = self.room
        if errand.work is Work.EXPORT_PEOPLE and room.actor.role is not Role.HEAD:
            raise NotAllowed
        actor, places = room.actor, room.places
        return RunningErrand(
            {
                "errand": errand.to_message(),
                "places": [str(places.data), str(places.keys)],
                "actor": [actor.role, actor.device, actor.staff_id, actor.name],
                "now": room.now().isoformat(),
            }
        )
