"""Log-in: who works here, with which PIN, and what becomes of wrong ones."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.desk.room import EVERYBODY, Done, Room, UseCases, may
from kiosk.domain.ids import new_id
from kiosk.domain.pin import lock_s, weakness
from kiosk.domain.staff import Actor, Role, StaffMember
from kiosk.errors import Refused
from kiosk.store.staff import StaffStore

HASH_TIME, HASH_KIB, HASH_LANES = 2, 19 * 1024, 1
"""Argon2id with 19 MiB and two passes: OWASP's first choice for small machines (Password Storage Cheat Sheet);
42 ms on two cores. A PIN of six digits is guarded by the lock-out and the encrypted disk more than by its hash."""
LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """The PIN was right."""

    actor: Actor


@dataclass(frozen=True, slots=True)
class WrongPin:
    """The PIN was wrong; after `tries_left` more the log-in is locked."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class LockedOut:
    """Nobody may try for so many seconds."""

    seconds: int


LogIn = LoggedIn | WrongPin | LockedOut


class Accounts(UseCases):
    """The station's staff and their PINs."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._staff = StaffStore(room.database)

    @may(*EVERYBODY)
    def is_first_start(self) -> bool:
        """Tell whether the station has no head yet, who is then to be made."""
        return self._staff.is_empty()

    @may(*EVERYBODY)
    def who_may_log_in(self) -> tuple[StaffMember, ...]:
        """Return everybody who has a PIN here, by name."""
        return self._staff.active()

    @may(*EVERYBODY)
    def make_head(self, *, name: str, pin: str) -> Actor:
        """Make the station's first member, its head, and return them logged in.

        Raises `Refused`: a head is there already, a weak PIN, no name.
        """
        self._check_pin(pin)
        hashed = _hashed(pin)
        with self.room.change():
            if not self._staff.is_empty():
                raise Refused("refused-head-is-there")
            head = self._added(name, Role.HEAD, hashed)
            self._note_as(head, "head-made")
        return self._actor(head)

    @may(*EVERYBODY)
    def log_in(self, *, staff_id: str, pin: str) -> LogIn:
        """Try a PIN. It counts as wrong before it is looked at, so that pulling the plug wins no extra guess."""
        with self.room.change():
            member = self._staff.get(staff_id)
            if not member.is_active:
                raise Refused("refused-no-longer-here")
            locked = self._locked_s(member)
            if locked:
                return LockedOut(locked)
            wrong = self._staff.count_wrong(staff_id)
            seconds = lock_s(wrong)
            if seconds:
                self._lock(staff_id, seconds)
        if _is_right(self._staff.pin_hash(staff_id), pin):
            with self.room.change():
                self._staff.unlock(staff_id)
                self._note_as(member, "logged-in")
            return LoggedIn(self._actor(member))
        with self.room.change():
            self._note_as(member, "wrong-pin", in_a_row=wrong)
        return LockedOut(seconds) if seconds else WrongPin(max(0, _tries_left(wrong)))

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def log_out(self, *, by_itself: bool = False) -> None:
        """Note that somebody left the desk, or that it locked itself."""
        with self.room.change():
            self.room.note("locked-by-itself" if by_itself else "logged-out", self.room.actor.staff_id)

    @may(Role.HEAD)
    def all(self) -> tuple[StaffMember, ...]:
        """Return everybody, also those who left."""
        return self._staff.all()

    @may(Role.HEAD)
    def add(self, *, name: str, role: Role, pin: str) -> Done[StaffMember]:
        """Let somebody new log in. Raises `Refused`: a weak PIN, no name or one that is taken, the role of a worker."""
        if role is Role.WORKER:
            raise Refused("refused-worker-needs-no-pin")
        self._check_pin(pin)
        hashed = _hashed(pin)
        with self.room.change():
            member = self._added(name, role, hashed)
            self.room.note("staff-added", member.id, role=role.value)
        return Done(value=member, undo=lambda: self._set_active(member.id, False))

    @may(Role.HEAD)
    def set_active(self, staff_id: str, is_active: bool) -> Done[StaffMember]:
        """Shut somebody out, or let them in again. Raises `Refused` for the last head, and for a name taken since."""
        self._set_active(staff_id, is_active)
        return Done(value=self._staff.get(staff_id), undo=lambda: self._set_active(staff_id, not is_active))

    @may(Role.HEAD)
    def give_pin(self, staff_id: str, *, pin: str) -> None:
        """Give somebody who forgot theirs a new PIN. Raises `Refused` for a weak one."""
        self._set_pin(staff_id, pin, "pin-given")

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def change_pin(self, *, old: str, new: str) -> LogIn:
        """Change one's own PIN; the old one is tried like at a log-in. Raises `Refused` for a weak new one."""
        staff_id = self.room.actor.staff_id
        self._check_pin(new)
        tried = self.log_in(staff_id=staff_id, pin=old)
        if isinstance(tried, LoggedIn):
            self._set_pin(staff_id, new, "pin-changed")
        return tried

    def _added(self, name: str, role: Role, pin_hash: str) -> StaffMember:
        member = StaffMember(id=new_id(now_ms=self.room.now_ms), name=self._checked_name(name), role=role)
        self._staff.add(member, pin_hash=pin_hash, now_ms=self.room.now_ms)
        return member

    def _checked_name(self, name: str) -> str:
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise Refused("refused-staff-name", longest=LONGEST_NAME)
        if any(member.name == name for member in self._staff.active()):
            raise Refused("refused-name-taken", name=name)
        return name

    def _check_pin(self, pin: str) -> None:
        weak = weakness(
            pin, known_numbers=(self.room.station.phone, self.room.station.hotline, self.room.station.region)
        )
        if weak is not None:
            raise Refused(f"pin-{weak}")

    def _set_pin(self, staff_id: str, pin: str, action: str) -> None:
        self._check_pin(pin)
        hashed = _hashed(pin)
        with self.room.change():
            self._staff.get(staff_id)
            self._staff.set_pin(staff_id, hashed, now_ms=self.room.now_ms)
            self.room.note(action, staff_id)

    def _set_active(self, staff_id: str, is_active: bool) -> None:
        with self.room.change():
            member = self._staff.get(staff_id)
            heads = [each for each in self._staff.active() if each.role is Role.HEAD]
            if not is_active and [each.id for each in heads] == [staff_id]:
                raise Refused("refused-last-head")
            if is_active and not member.is_active:
                self._checked_name(member.name)
            self._staff.set_active(staff_id, is_active)
            self.room.note("staff-let-in" if is_active else "staff-shut-out", staff_id)

    def _locked_s(self, member: StaffMember) -> int:
        """Seconds that the lock still holds. A clock that was put back begins the lock anew, never lifts it."""
        began = self._staff.locked_at_ms(member.id)
        if member.locked_until_ms is None or began is None:
            return 0
        if self.room.now_ms < began:
            self._lock(member.id, (member.locked_until_ms - began) // 1000)
            return (member.locked_until_ms - began) // 1000
        return max(0, -((self.room.now_ms - member.locked_until_ms) // 1000))

    def _lock(self, staff_id: str, seconds: int) -> None:
        now_ms = self.room.now_ms
        self._staff.lock(staff_id, at_ms=now_ms, until_ms=now_ms + seconds * 1000)

    def _actor(self, member: StaffMember) -> Actor:
        return Actor(role=member.role, device=self.room.actor.device, staff_id=member.id, name=member.name)

    def _note_as(self, member: StaffMember, action: str, **details: int) -> None:
        """Before somebody is logged in nobody acts: the line names the member whose PIN it was."""
        self.room.note(action, member.id, **details)


def _tries_left(wrong: int) -> int:
    left = 0
    while not lock_s(wrong + 1 + left):
        left += 1
    return left


def _hashed(pin: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=HASH_TIME, memory_cost=HASH_KIB, parallelism=HASH_LANES).hash(pin)


def _is_right(pin_hash: str, pin: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    try:
        return PasswordHasher().verify(pin_hash, pin)
    except (VerificationError, UnicodeEncodeError):
        return False
