"""What is typed is never lost: each form is kept as it stands, until it is saved or thrown away."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.desk.room import Room, UseCases, may
from kiosk.domain.staff import Role
from kiosk.errors import Refused
from kiosk.store.drafts import Draft, DraftStore, as_written

WHO_TYPES = (Role.CLERK, Role.HEAD, Role.TECHNICIAN)
MOST_BYTES = 1_000_000


class Drafts(UseCases):
    """The drafts of whoever is logged in. They are no part of the log: nothing has been done yet."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = DraftStore(room.database)

    @may(*WHO_TYPES)
    def keep(self, form: str, fields: Mapping[str, str]) -> None:
        """Keep what stands in a form; when this returns, it survives a power cut.

        Raises `Refused` for more than a million bytes; what was kept before stays.
        """
        written = as_written(fields)
        if len(written) > MOST_BYTES:
            raise Refused("refused-draft-too-long")
        with self.room.change():
            self._store.keep(form, self.room.actor.staff_id, written, at_ms=self.room.now_ms)

    @may(*WHO_TYPES)
    def find(self, form: str) -> Draft | None:
        """Return what this staff member left in a form, None if nothing."""
        return self._store.find(form, self.room.actor.staff_id)

    @may(*WHO_TYPES)
    def drop(self, form: str) -> None:
        """Forget what stands in a form, because it was saved or thrown away."""
        with self.room.change():
            self._store.drop(form, self.room.actor.staff_id)
