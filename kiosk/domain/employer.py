"""Who offers work: a farm, a firm or a household."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """`verified` by a clerk; a `suspended` employer's postings are shown to nobody."""

    id: str
    name: str
    phone: str = ""
    verified: bool = True
    suspended: bool = False
