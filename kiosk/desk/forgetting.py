"""Forgetting a worker who asks for it: identity erased everywhere, counts kept, a receipt given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from kiosk.desk.room import STAFF, Room, UseCases, may
from kiosk.domain.forgetting import (
    FORGOTTEN_MARK,
    GONE_AFTER_DAYS,
    ForgetReason,
    Receipt,
    receipt_number,
)
from kiosk.domain.station import Station
from kiosk.errors import Refused
from kiosk.store.forgetting import ForgettingStore, Registration
from kiosk.store.forgotten_note import ForgottenNote, clear_clips
from kiosk.texts.catalogue import Texts


class Forgetting(UseCases):
    """It cannot be taken back: so the screen asks twice."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = ForgettingStore(room.database, clock_ms=lambda: room.now_ms)

    @may(*STAFF)
    def forget(self, person_id: str, reason: ForgetReason) -> Receipt:
        """Erase who somebody was, with all registrations that were merged with this one.

        Raises `UnknownThing`; `Refused` for somebody who was forgotten before; `DiskFull` and `StoreError`, and then
        nothing is forgotten yet.
        """
        registrations = self._known(person_id)
        ids = tuple(one.id for one in registrations)
        gone = self.room.now() + timedelta(days=GONE_AFTER_DAYS)
        note = ForgottenNote(self.room.places.backups)
        with note.added(ids, gone_ms=int(gone.timestamp() * 1000)), self.room.change():
            number = self._next_number()
            erased = self._store.erase(ids)
            self._store.keep_receipt(ids, receipt=number, staff_id=self.room.actor.staff_id)
            self.room.note("person-forgotten", ids[0], reason=reason.value, receipt=number, registrations=len(ids))
        self._store.wipe_log()
        self._store.scrub_if_small()
        clear_clips(self.room.places.clips)
        return Receipt(
            number=number,
            day=self.room.today,
            erased=erased,
            gone_from_backups=gone.date(),
            put_aside=sum(1 for _ in _databases_in(self.room.places.damaged)),
        )

    def _known(self, person_id: str) -> tuple[Registration, ...]:
        registrations = self._store.registrations(person_id)
        if registrations[0].is_forgotten:
            raise Refused("refused-person-forgotten")
        return registrations

    def _next_number(self) -> str:
        prefix, day = self.room.station.prefix, self.room.today
        running = self._store.next_running(f"{prefix}-{FORGOTTEN_MARK}-{day:%m%d}-")
        return receipt_number(prefix=prefix, day=day, running=running)


def reason_text(reason: ForgetReason, texts: Texts) -> str:
    """The reason as staff choose it."""
    return texts(f"forget-reason-{reason}")


def receipt_lines(receipt: Receipt, station: Station, texts: Texts) -> tuple[str, ...]:
    """Return the receipt as lines of paper, for the person to take away; nobody is named on it."""
    erased = receipt.erased
    lines = [
        texts("forgotten-title"),
        station.name,
        texts("forgotten-number", number=receipt.number),
        texts("forgotten-day", day=receipt.day.isoformat()),
        texts("forgotten-erased", count=str(erased.registrations)),
    ]
    if erased.complaints:
        lines.append(texts("forgotten-complaints", count=str(erased.complaints)))
    if erased.recordings:
        lines.append(texts("forgotten-recordings", count=str(erased.recordings)))
    lines.append(texts("forgotten-counts-stay"))
    lines.append(texts("forgotten-backups", day=receipt.gone_from_backups.isoformat()))
    lines.append(texts("forgotten-files"))
    if receipt.put_aside:
        lines.append(texts("forgotten-put-aside", count=str(receipt.put_aside)))
    if station.phone:
        lines.append(texts("forgotten-phone", phone=station.phone))
    return tuple(lines)


def _databases_in(folder: Path) -> Iterator[Path]:
    return folder.glob("station-*.db")
