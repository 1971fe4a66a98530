"""Who may log in at this station. PIN hashes never leave it."""

from __future__ import annotations

from kiosk.domain.staff import Role, StaffMember
from kiosk.errors import UnknownThing
from kiosk.store.database import Database

SELECT = "select id, name, role, is_active, wrong_pins, locked_until_ms from staff"


class StaffStore:
    """The station's staff; every change is made within the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_empty(self) -> bool:
        """Tell whether nobody was ever made."""
        return self._database.row("select 1 from staff limit 1") is None

    def active(self) -> tuple[StaffMember, ...]:
        """Return everybody who may log in, by name."""
        return self._found("is_active = ? order by name", 1)

    def all(self) -> tuple[StaffMember, ...]:
        """Return everybody who ever could, the active first."""
        return self._found("1 = ? order by is_active desc, name", 1)

    def get(self, staff_id: str) -> StaffMember:
        """Return the member; raise `UnknownThing` if there is none."""
        found = self._found("id = ?", staff_id)
        if not found:
            raise UnknownThing(what=staff_id)
        return found[0]

    def pin_hash(self, staff_id: str) -> str:
        """Return the Argon2 hash of the member's PIN, with its salt and costs."""
        return str(self._database.value("select pin_hash from staff where id = ?", (staff_id,)))

    def add(self, member: StaffMember, *, pin_hash: str, now_ms: int) -> None:
        """Add a member."""
        self._database.execute(
            "insert into staff (id, name, role, pin_hash, pin_set_at_ms, version) values (?, ?, ?, ?, ?, 1)",
            (member.id, member.name, member.role.value, pin_hash, now_ms),
        )

    def set_pin(self, staff_id: str, pin_hash: str, *, now_ms: int) -> None:
        """Give a new PIN, and lift a lock that is on the old one."""
        self._database.execute(
            "update staff set pin_hash = ?, pin_set_at_ms = ?, wrong_pins = 0, locked_at_ms = null,"
            " locked_until_ms = null, version = version + 1 where id = ?",
            (pin_hash, now_ms, staff_id),
        )

    def set_active(self, staff_id: str, is_active: bool) -> None:
        """Let somebody log in, or no more."""
        self._database.execute(
            "update staff set is_active = ?, version = version + 1 where id = ?", (int(is_active), staff_id)
        )

    def count_wrong(self, staff_id: str) -> int:
        """Count one more wrong PIN; return how many there are in a row."""
        return int(
            self._database.value(
                "update staff set wrong_pins = wrong_pins + 1 where id = ? returning wrong_pins", (staff_id,)
            )
        )

    def lock(self, staff_id: str, *, at_ms: int, until_ms: int) -> None:
        """Let nobody log in as this member from `at_ms` until `until_ms`."""
        self._database.execute(
            "update staff set locked_at_ms = ?, locked_until_ms = ? where id = ?", (at_ms, until_ms, staff_id)
        )

    def locked_at_ms(self, staff_id: str) -> int | None:
        """Return when the present lock began, None if there is none."""
        found = self._database.value("select locked_at_ms from staff where id = ?", (staff_id,))
        return None if found is None else int(found)

    def unlock(self, staff_id: str) -> None:
        """Forget the wrong PINs: the right one was given."""
        self._database.execute(
            "update staff set wrong_pins = 0, locked_at_ms = null, locked_until_ms = null where id = ?", (staff_id,)
        )

    def _found(self, condition: str, value: str | int) -> tuple[StaffMember, ...]:
        rows = self._database.rows(f"{SELECT} where {condition}", (value,))
        return tuple(
            StaffMember(
                id=id_,
                name=name,
                role=Role(role),
                is_active=bool(is_active),
                wrong_pins=wrong_pins,
                locked_until_ms=locked_until_ms,
            )
            for id_, name, role, is_active, wrong_pins, locked_until_ms in rows
        )
