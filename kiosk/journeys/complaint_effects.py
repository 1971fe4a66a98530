"""What is to be done for somebody who tells what was done to them."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.complaint import Receipt
from kiosk.domain.voice import Told


@dataclass(frozen=True, slots=True)
class FindLatePostings:
    """Find what somebody may complain about; answered by `LatePostingsFound`, also where it cannot be read."""


@dataclass(frozen=True, slots=True)
class LeaveVoice:
    """Somebody left: what they said becomes a complaint where it is more than a few words, and is deleted else."""

    told: Told


@dataclass(frozen=True, slots=True)
class HandIn:
    """Take a complaint down; answered by `ComplaintTaken` or `ComplaintNotTaken`. Repeating it does no harm."""

    told: Told


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    receipt: Receipt


ComplaintEffect = FindLatePostings | LeaveVoice | HandIn | PrintReceipt
