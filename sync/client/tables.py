"""Where the records that travel live in the station's database: tables, columns, and how one row names another.

On the wire a row names another by its id. Two tables here have numbers of their own, which mean something in this
database only: employers and people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sync.protocol import kinds
from sync.protocol.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A column that holds a number of `table` where the wire has the id of that row."""

    column: str
    table: str


@dataclass(frozen=True, kw_only=True)
class Home:
    """The table of a kind. `numbered`: fields told as ids and kept as numbers. `fixed`: columns of a new row."""

    kind: Kind
    table: str
    key: str = "id"
    numbered: Mapping[str, Reference] = field(default_factory=dict)
    unsaved: frozenset[str] = frozenset()
    fixed: Mapping[str, int | str] = field(default_factory=dict)
    where: str = ""
    is_ours: bool = False

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The fields whose columns have the same name and hold the same."""
        return tuple(
            column.name
            for column in self.kind.columns
            if column.name not in self.numbered and column.name not in self.unsaved
        )

    @cached_property
    def question(self) -> str:
        """A query of id and all counted fields, in the order of `names`."""
        joins, columns = [], [f"t.{name}" for name in self.columns if name not in self.kind.uncounted]
        for place, (_, reference) in enumerate(self.numbered.items()):
            joins.append(f"left join {reference.table} r{place} on r{place}.number = t.{reference.column}")
            columns.append(f"r{place}.id")
        where = f" where {self.where}" if self.where else ""
        return f"select t.{self.key}, {', '.join(columns)} from {self.table} t {' '.join(joins)}{where}"

    @cached_property
    def names(self) -> tuple[str, ...]:
        return (*(name for name in self.columns if name not in self.kind.uncounted), *self.numbered)


EMPLOYER = Reference(column="employer", table="employers")
PERSON = Reference(column="person", table="people")
THEIR = {"person_id": PERSON}
DRAFT = "t.state in ('draft', 'review', 'rejected')"

HOMES: Sequence[Home] = (
    Home(kind=kinds.EMPLOYER, table="employers", fixed={"phone": ""}),
    Home(kind=kinds.EMPLOYER_OWN, table="employers"),
    Home(
        kind=kinds.PERSON,
        table="people",
        numbered={"counts_as_id": Reference(column="counts_as", table="people")},
        unsaved=frozenset({"trades"}),
    ),
    Home(kind=kinds.POSTING, table="postings", numbered={"employer_id": EMPLOYER}, fixed={"owned": 0}),
    Home(kind=kinds.POSTING_DRAFT, table="postings", numbered={"employer_id": EMPLOYER}, fixed={"owned": 0}),
    Home(kind=kinds.POSTING_OWN, table="postings"),
    Home(kind=kinds.VISIT, table="visits", numbered=THEIR, is_ours=True),
    Home(kind=kinds.ARRIVAL_DAY, table="arrival_days", key="day"),
    Home(kind=kinds.ARRIVAL_MOVE, table="arrival_moves"),
    Home(kind=kinds.DISPATCH, table="dispatches"),
    Home(kind=kinds.SLIP, table="slips", numbered=THEIR, is_ours=True),
    Home(kind=kinds.OUTCOME, table="outcomes", key="slip_id"),
    Home(kind=kinds.WAITING, table="waiting_list", numbered=THEIR),
    Home(kind=kinds.COMPLAINT, table="complaints", numbered={**THEIR, "employer_id": EMPLOYER}, is_ours=True),
    Home(kind=kinds.COMPLAINT_STEP, table="complaint_steps"),
    Home(kind=kinds.CLASS, table="classes"),
    Home(kind=kinds.SIGN_UP, table="sign_ups", numbered=THEIR),
    Home(kind=kinds.NOTICE, table="notices"),
    Home(kind=kinds.CONFLICT, table="conflicts"),
)
HOME_OF: Mapping[str, Home] = {home.kind.name: home for home in HOMES}
COUNTED = tuple(home for home in HOMES if home.kind is not kinds.POSTING_DRAFT)
"""Each row once: a draft is counted as a posting."""
OPERATION_OF: Mapping[str, frozenset[str]] = {
    kind.name: frozenset(name for name, found in kinds.OF_OPERATION.items() if kind in found) for kind in kinds.KINDS
} | {kinds.POSTING_DRAFT.name: frozenset({"posting-saved"})}
"""Which kinds of operations change a record of a kind."""
