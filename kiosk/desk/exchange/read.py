"""What one cell gave: a value, and what was odd about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from kiosk.desk.problems import Field, Problem, Reason, problem

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Read(Generic[T_co]):
    """`rest` is what the cell said beyond its value and is worth keeping in the posting's note."""

    value: T_co
    problems: tuple[Problem, ...] = ()
    rest: str = ""


def odd(field: Field, reason: Reason, **details: str | int) -> tuple[Problem, ...]:
    """One problem, in the form that `Read` takes."""
    return (problem(field, reason, **details),)
