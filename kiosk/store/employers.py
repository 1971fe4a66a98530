"""Employers, and whether their postings may be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from kiosk.domain.employer import Employer
from kiosk.errors import UnknownThing
from kiosk.store.database import Database
from kiosk.store.outbox import Change, OperationKind, Outbox, wall_clock_ms


class EmployerStore:
    """Who offers work at this station."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database = database
        self._outbox = Outbox(database)
        self._clock_ms = clock_ms

    def get(self, employer_id: str) -> Employer:
        """Return the employer; raise `UnknownThing` if there is none."""
        found = self._found("id = ?", employer_id)
        if not found:
            raise UnknownThing(what=employer_id)
        return found[0]

    def named(self, name: str) -> Employer | None:
        """Return the employer who was first saved under exactly this name."""
        found = self._found("name = ?", name)
        return found[0] if found else None

    def all(self) -> tuple[Employer, ...]:
        """Return all employers in the order in which they were made."""
        return self._found("?", 1)

    def save(self, employer: Employer) -> None:
        """Add `employer`, or put it in place of the one with the same id."""
        with self._database.transaction():
            self._save(employer)

    def suspend(self, employer_id: str, suspended: bool = True) -> None:
        """Take all postings of an employer from the workers' screens at once, or let them be seen again."""
        with self._database.transaction():
            if self.get(employer_id).suspended == suspended:
                return
            base = self._version(employer_id)
            self._database.execute(
                "update employers set suspended = ?, version = version + 1 where id = ?", (int(suspended), employer_id)
            )
            change = saved(employer_id, {"suspended": int(suspended)}, base)
            self._outbox.add([change], now_ms=self._clock_ms())

    def _save(self, employer: Employer) -> None:
        now_ms, fields = self._clock_ms(), _fields(employer)
        base = self._version(employer.id)
        self._database.table("employers").upsert({**fields, "version": base + 1}, pk="id")
        self._outbox.add([saved(employer.id, fields, base)], now_ms=now_ms)

    def _version(self, employer_id: str) -> int:
        return int(self._database.value("select version from employers where id = ?", (employer_id,)) or 0)

    def _found(self, condition: str, value: str | int) -> tuple[Employer, ...]:
        rows = self._database.rows(
            f"select id, name, phone, verified, suspended from employers where {condition} order by number",
            (value,),
        )
        return tuple(
            Employer(id=id_, name=name, phone=phone, verified=bool(verified), suspended=bool(suspended))
            for id_, name, phone, verified, suspended in rows
        )


def _fields(employer: Employer) -> dict[str, str | int]:
    return {name: int(value) if isinstance(value, bool) else value for name, value in asdict(employer).items()}


def saved(employer_id: str, fields: dict[str, str | int] | dict[str, int], base: int) -> Change:
    """Return the outbox entry for an employer that was added (`base` 0) or changed."""
    return Change(kind=OperationKind.EMPLOYER_SAVED, row_id=employer_id, fields=dict(fields), base_version=base)
