"""What happened while somebody tells what was done to them."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.complaint import ComplaintKind, Receipt
from kiosk.domain.posting import Posting


@dataclass(frozen=True, slots=True)
class RightsWanted:
    """ "My rights" was touched."""


@dataclass(frozen=True, slots=True)
class ComplaintBegun:
    """ "Something happened" was touched."""


@dataclass(frozen=True, slots=True)
class HappenedChosen:
    """The picture of what happened."""

    kind: ComplaintKind


@dataclass(frozen=True, slots=True)
class TradeToldOf:
    """It is about work of this trade."""

    trade: str


@dataclass(frozen=True, slots=True)
class PostingToldOf:
    """It is about this posting, or about that of a slip; both empty where nobody knows, or it is somebody else."""

    posting_id: str = ""
    slip_number: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintGiven:
    """It is complete, says the person; `told_id` is a fresh id that is used only where nothing was said."""

    told_id: str


@dataclass(frozen=True, slots=True)
class LatePostingsFound:
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ComplaintTaken:
    told_id: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class ComplaintNotTaken:
    """The store could not save it: the same may be handed in again."""

    told_id: str


@dataclass(frozen=True, slots=True)
class ReceiptPrinted:
    complaint_id: str
    printed: bool


ComplaintHand = RightsWanted | ComplaintBegun | HappenedChosen | TradeToldOf | PostingToldOf | ComplaintGiven
ComplaintAnswer = LatePostingsFound | ComplaintTaken | ComplaintNotTaken | ReceiptPrinted
