"""One row of a list of lines, in words and by the names of its pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row. `picture` and `lead`, large, stand before it, `pictures` and `badge` to its right.

    `against` is a doubt, told in the warning's colour.
    """

    key: str
    title: str
    picture: str = ""
    lead: str = ""
    below: str = ""
    against: str = ""
    badge: str = ""
    pictures: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """All of it, for whoever has it read out."""
        return " ".join(filter(None, (self.lead, self.title, self.badge, self.below, self.against)))
