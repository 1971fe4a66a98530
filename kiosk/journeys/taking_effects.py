"""What is to be done for somebody who takes a slip."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.posting import Posting
from kiosk.domain.slip import Slip


@dataclass(frozen=True, slots=True)
class IssueSlip:
    """Ask for a slip, or for one for each of several `people`."""

    posting_id: str
    wish_id: str
    people: int = 1


@dataclass(frozen=True, slots=True)
class CancelSlip:
    """Give a slip back, and with a lead's the whole party's."""

    slip_id: str


@dataclass(frozen=True, slots=True)
class PrintSlip:
    slip: Slip
    posting: Posting


TakingEffect = IssueSlip | CancelSlip | PrintSlip
