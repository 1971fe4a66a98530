"""Employers, and whether their postings may be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from kiosk.domain.employer import Employer
from kiosk.errors import ChangedMeanwhile, UnknownThing
from kiosk.store.database import Database
from kiosk.store.kept import Kept, KeptRows, Step
from kiosk.store.outbox import Change, Field, OperationKind, Outbox, wall_clock_ms

KEPT = Kept(table="employers", kind=OperationKind.EMPLOYER_SAVED)


class EmployerStore:
    """Who offers work at this station."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database = database
        self._outbox = Outbox(database)
        self._rows = KeptRows(database, KEPT, clock_ms=clock_ms)
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

    def mark(self) -> tuple[object, ...]:
        """Return what is another when an employer was added, changed or taken away: cheap, to keep a copy fresh by."""
        return tuple(
            self._database.row("select count(*), ifnull(sum(version), 0), ifnull(max(id), '') from employers") or ()
        )

    def add(self, employer: Employer) -> Step:
        """Add a new employer, and return the step by which to take that back."""
        with self._database.transaction():
            return self._rows.add(_fields(employer))

    def change(self, employer_id: str, **fields: Field) -> Step:
        """Set some fields, and return the step by which to take that back. Raises `UnknownThing`."""
        with self._database.transaction():
            return self._rows.change(employer_id, fields)

    def take_back(self, step: Step) -> None:
        """Undo `step`; raise `ChangedMeanwhile` if the employer was changed since, or, being new, has postings now."""
        with self._database.transaction():
            if step.before is None and self.is_used(step.row_id):
                raise ChangedMeanwhile
            self._rows.take_back(step)

    def is_used(self, employer_id: str) -> bool:
        """Tell whether there are postings or complaints of this employer."""
        question = (
            "select 1 from employers e where e.id = ? and ("
            "exists (select 1 from postings where employer = e.number)"
            " or exists (select 1 from complaints where employer = e.number))"
        )
        return self._database.row(question, (employer_id,)) is not None

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
            "select id, name, phone, verified, suspended, note, suspended_reason"
            f" from employers where {condition} order by number",
            (value,),
        )
        return tuple(
            Employer(
                id=id_,
                name=name,
                phone=phone,
                verified=bool(verified),
                suspended=bool(suspended),
                note=note,
                suspended_reason=suspended_reason,
            )
            for id_, name, phone, verified, suspended, note, suspended_reason in rows
        )


def _fields(employer: Employer) -> dict[str, str | int]:
    return {name: int(value) if isinstance(value, bool) else value for name, value in asdict(employer).items()}


def saved(employer_id: str, fields: dict[str, str | int] | dict[str, int], base: int) -> Change:
    """Return the outbox entry for an employer that was added (`base` 0) or changed."""
    return Change(kind=OperationKind.EMPLOYER_SAVED, row_id=employer_id, fields=dict(fields), base_version=base)
