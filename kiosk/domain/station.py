"""The station itself: its name, place and what people may call."""

from __future__ import annotations

from dataclasses import dataclass

WAGE_ARREARS_HOTLINE = "12333"
"""The national line of the human-resources and social-security offices, used unless the county has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """`prefix` begins every slip number: two capital letters or digits. `region` is a town's 9 digits or empty."""

    id: str
    name: str
    prefix: str = "A1"
    region: str = ""
    phone: str = ""
    hotline: str = WAGE_ARREARS_HOTLINE
