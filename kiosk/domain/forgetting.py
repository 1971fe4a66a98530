"""Forgetting a worker who asks for it: what was erased, and the receipt that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.slip import check_digit

FORGOTTEN_MARK = "G"
"""Tells a receipt of forgetting from a slip (no letter), a worker card (W) and a complaint (T)."""
GONE_AFTER_DAYS = 7
"""Backups are made every six hours while the machine is on, and seven are kept; after so many days those from before
are deleted at the latest when the station is next opened."""


class ForgetReason(StrEnum):
    """Why somebody is forgotten; staff's own words might name the person, and are not kept."""

    ASKED = "asked"
    MISTAKE = "mistake"
    DIED = "died"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How much of somebody there was: rows emptied or deleted. The counts of reports stay as they are.

    `texts` are staff's words in outcomes, moves and drafts; `outbox` are changes that central had not got yet.
    """

    registrations: int = 0
    search_keys: int = 0
    complaints: int = 0
    recordings: int = 0
    texts: int = 0
    outbox: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the person gets. It holds nothing personal.

    `gone_from_backups` is the day by which no backup at the station holds them any more. `put_aside` counts damaged
    databases that a technician has to delete, as the program never does.
    """

    number: str
    day: date
    erased: Erased
    gone_from_backups: date
    put_aside: int = 0


def receipt_number(*, prefix: str, day: date, running: int) -> str:
    """Return the number of a receipt, made to be said aloud: `L7-G-1121-01-3`; the last is the check digit."""
    body = f"{prefix}-{FORGOTTEN_MARK}-{day:%m%d}-{running:02d}"
    return f"{body}-{check_digit(body)}"
