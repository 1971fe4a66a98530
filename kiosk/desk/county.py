"""What staff see of sync: changes that the county did not take, and values of theirs that another one beat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from kiosk.desk.county_rows import OF_OPERATION, kind_of, put_field, value_of
from kiosk.desk.room import STAFF, Done, Room, UseCases, may
from kiosk.domain.county import Attention, Conflict, Refusal, RefusedChange, RowKind, Value
from kiosk.domain.identity import masked
from kiosk.domain.log_entry import Subject
from kiosk.domain.staff import Role
from kiosk.errors import ChangedMeanwhile, Refused, UnknownThing
from kiosk.store.connection import IntegrityError
from kiosk.store.county_disagreements import ConflictState, Disagreements, WrittenConflict
from kiosk.store.county_rows import CountyRows
from kiosk.store.outbox import Operation, Outbox

MOST_SHOWN = 200
IDENTITY_FIELD = "identity_number"
NAMING = ("title", "name", "number")
"""Fields by which a row is known that is not here any more."""


class County(UseCases):
    """What the county and this station do not agree on; each is settled by a person."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._outbox = Outbox(room.database)
        self._disagreements = Disagreements(room.database, clock_ms=lambda: room.now_ms)
        self._rows = CountyRows(room.database)

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def attention(self) -> Attention:
        """Return how much waits for staff."""
        return self._disagreements.attention()

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def troubles(self) -> int:
        """Return how many rows from the county this database would not take."""
        return self._disagreements.count_troubles()

    @may(*STAFF)
    def refused(self) -> tuple[RefusedChange, ...]:
        """Return the changes that the county did not take, oldest first, at most 200."""
        operations = self._outbox.refused(limit=MOST_SHOWN)
        names = self._rows.names([(_kind(operation), operation.row_id) for operation in operations])
        return tuple(self._change(operation, names.get(operation.row_id)) for operation in operations)

    @may(*STAFF)
    def try_again(self, seq: int) -> Done[RefusedChange]:
        """Send a refused change once more, behind all others. Raises `UnknownThing` if none is refused by that number.

        It cannot be taken back: the county may have it at any moment.
        """
        with self.room.change():
            operation = self._refused(seq)
            change = self._named(operation)
            self._outbox.put_back(seq, now_ms=self.room.now_ms)
            self.room.note("county-tried-again", operation.row_id)
        return Done(value=change)

    @may(Role.HEAD)
    def give_up(self, seq: int) -> Done[RefusedChange]:
        """Never send a refused change; the station's own row stays as it is. Raises `UnknownThing`."""
        with self.room.change():
            operation = self._refused(seq)
            change = self._named(operation)
            self._outbox.drop(seq)
            self.room.note("county-given-up", operation.row_id)
        return Done(value=change)

    @may(*STAFF)
    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the open conflicts, oldest first, at most 200."""
        return self._told(self._disagreements.open_conflicts(limit=MOST_SHOWN))

    @may(*STAFF)
    def restore(self, conflict_id: str) -> Done[Conflict]:
        """Set the field back to the value that lost; the county is told of both in the same transaction.

        Raises `Refused`: settled already, emptied, not a field that can be set by itself, or one that no longer fits;
        `NotAllowed` where only the head may set the field; `UnknownThing` where conflict or row is not there.
        """
        with self._fitting():
            written = self._open(conflict_id)
            (conflict,) = self._told([written])
            if written.is_emptied:
                raise Refused("refused-county-forgotten")
            before = value_of(self.room, conflict.kind, written.row_id, written.field)
            put_field(self.room, conflict.kind, written.row_id, written.field, written.lost)
            after = value_of(self.room, conflict.kind, written.row_id, written.field)
            step = self._disagreements.settle(conflict_id, ConflictState.RESTORED)
            self.room.note("county-restored", written.row_id)

        def undo() -> None:
            with self._fitting():
                if value_of(self.room, conflict.kind, written.row_id, written.field) != after:
                    raise ChangedMeanwhile
                put_field(self.room, conflict.kind, written.row_id, written.field, before)
                self._disagreements.take_back(step)
                self.room.note("undone", written.row_id, what="county-restored")

        return Done(value=conflict, undo=undo)

    @may(*STAFF)
    def leave(self, conflict_id: str) -> Done[Conflict]:
        """Leave the field as it is, and ask no more. Raises `Refused` where it is settled, `UnknownThing`."""
        with self.room.change():
            written = self._open(conflict_id)
            (conflict,) = self._told([written])
            step = self._disagreements.settle(conflict_id, ConflictState.LEFT)
            self.room.note("county-left", written.row_id)

        def undo() -> None:
            with self.room.change():
                self._disagreements.take_back(step)
                self.room.note("undone", written.row_id, what="county-left")

        return Done(value=conflict, undo=undo)

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def note_stick_written(self, count: int) -> None:
        """Note that whoever asks has put `count` changes for the county onto a stick."""
        with self.room.change():
            self.room.note("county-stick-written", "", changes=count)

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def note_stick_taken(self, *, sent: int, taken: int, refused: int) -> None:
        """Note that whoever asks has read the county's answer: what it received, what it brought, what it refused."""
        with self.room.change():
            self.room.note("county-stick-taken", "", received=sent, came_in=taken, not_taken=refused)

    @contextmanager
    def _fitting(self) -> Iterator[None]:
        """One transaction; what the tables forbid together with the row's other fields no longer fits."""
        try:
            with self.room.change():
                yield
        except IntegrityError as error:
            raise Refused("refused-county-no-longer-fits") from error

    def _refused(self, seq: int) -> Operation:
        for operation in self._outbox.refused(limit=MOST_SHOWN):
            if operation.seq == seq:
                return operation
        raise UnknownThing(what=str(seq))

    def _named(self, operation: Operation) -> RefusedChange:
        names = self._rows.names([(_kind(operation), operation.row_id)])
        return self._change(operation, names.get(operation.row_id))

    def _change(self, operation: Operation, subject: Subject | None) -> RefusedChange:
        fields, kind = operation.fields, _kind(operation)
        said = next((str(fields[name]) for name in NAMING if fields.get(name)), "")
        reason = operation.reason.partition(" ")[0]
        return RefusedChange(
            seq=operation.seq,
            kind=kind,
            name=self._name(kind, operation.row_id, subject) or ("" if subject else said),
            number=subject.number if subject else 0,
            fields=tuple(fields),
            is_new=operation.base_version == 0,
            is_deletion=bool(fields.get("deleted")),
            reason=Refusal(reason) if reason in list(Refusal) else Refusal.OTHER,
            at_ms=operation.station_time_ms,
        )

    def _name(self, kind: RowKind, row_id: str, subject: Subject | None) -> str:
        match kind:
            case RowKind.STATION:
                return self.room.station.name
            case RowKind.ARRIVAL_DAY:
                return row_id
        return subject.name if subject else ""

    def _open(self, conflict_id: str) -> WrittenConflict:
        found = self._disagreements.conflict(conflict_id)
        if found.state is not ConflictState.OPEN:
            raise Refused("refused-county-settled")
        return found

    def _told(self, written: Sequence[WrittenConflict]) -> tuple[Conflict, ...]:
        values = {value for each in written for value in (each.kept, each.lost) if isinstance(value, str)}
        kinds = [kind_of(each.kind) for each in written]
        names = self._rows.names([(kind, each.row_id) for kind, each in zip(kinds, written, strict=True)], also=values)
        return tuple(
            Conflict(
                id=each.id,
                kind=kind,
                row_id=each.row_id,
                name=self._name(kind, each.row_id, names.get(each.row_id)),
                number=names[each.row_id].number if each.row_id in names else 0,
                field=each.field,
                kept=_shown(each.field, each.kept, names),
                lost=_shown(each.field, each.lost, names),
                is_emptied=each.is_emptied,
                at_ms=each.at_ms,
            )
            for kind, each in zip(kinds, written, strict=True)
        )


def _kind(operation: Operation) -> RowKind:
    return OF_OPERATION.get(operation.kind, RowKind.OTHER)


def _shown(field: str, value: Value, names: Mapping[str, Subject]) -> Value:
    if field == IDENTITY_FIELD and isinstance(value, str):
        return masked(value)
    return names[value].name if isinstance(value, str) and value in names else value
