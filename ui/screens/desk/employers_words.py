"""How employers read in the desk's lists: pure words."""

from __future__ import annotations

from kiosk.domain.employer import Employer
from kiosk.texts.catalogue import Texts


def mark_text(employer: Employer, texts: Texts) -> str:
    """Whether somebody made sure who this is, or suspended them."""
    if employer.suspended:
        return texts("employer-suspended")
    return texts("employer-verified" if employer.verified else "employer-not-verified")
