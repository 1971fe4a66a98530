"""What may stand behind a setting: each check takes what the file says and gives the value, or tells what it needs.

A check names two messages: `settings-needs-KIND` tells a mistake, `setting-may-KIND` says the same in a list. They are
plain classes: pydantic, which would call the same checks, takes a tenth of a second of each start of a kiosk.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar


class Unfit(ValueError):
    """What stands there is not what the setting needs."""


class Check(ABC):
    """`example` is what a file with every setting shows where nothing is the usual; `details` fill the messages.

    One that `has_never` has None for `false`.
    """

    kind: ClassVar[str]
    has_never: ClassVar[bool] = False
    example: object = None

    def details(self) -> Mapping[str, str]:
        """Return the arguments of the two messages."""
        return {}

    @abstractmethod
    def fit(self, value: object) -> Any:
        """Return the setting's value for what TOML read. Raises `Unfit`."""


class _Between(Check):
    """A number from `least` to `most`."""

    kind = "number"

    def __init__(self, least: int, most: int, *, example: int | None = None) -> None:
        self.least, self.most, self.example = least, most, example

    def details(self) -> Mapping[str, str]:
        return {"least": str(self.least), "most": str(self.most)}

    def exact(self, value: object) -> Decimal:
        """Return the number as it is written. Raises `Unfit`."""
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            number = Decimal(value)
            if number.is_finite() and self.least <= number <= self.most:
                return number
        raise Unfit


class Number(_Between):
    """Any number from `least` to `most`."""

    def fit(self, value: object) -> float:
        return float(self.exact(value))


class Yuan(_Between):
    """An amount of money, to the fen: no binary fraction comes near it."""

    def fit(self, value: object) -> Decimal:
        return self.exact(value)


class Whole(_Between):
    """A whole number from `least` to `most`."""

    kind = "whole-number"

    def fit(self, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        raise Unfit


class OneOf(Check):
    """One of a few words or numbers."""

    kind = "one-of"

    def __init__(self, *values: str | int) -> None:
        self.values = values

    def details(self) -> Mapping[str, str]:
        return {"choices": ", ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in self.values)}

    def fit(self, value: object) -> str | int:
        if isinstance(value, str | int) and not isinstance(value, bool):
            for one in self.values:
                if value == one:
                    return one
        raise Unfit


class YesNo(Check):
    """`true` or `false`."""

    kind = "yes-no"

    def fit(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        raise Unfit


class Text(Check):
    """Words on one line, at most `longest` letters, perhaps none."""

    kind = "text"

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def details(self) -> Mapping[str, str]:
        return {"longest": str(self.longest)}

    def fit(self, value: object) -> str:
        if isinstance(value, str) and value.isprintable() and len(value) <= self.longest:
            return value.strip()
        raise Unfit
