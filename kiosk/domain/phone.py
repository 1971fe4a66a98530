"""A phone number as it may be shown where it is not needed for calling."""

from __future__ import annotations

FIRST, LAST = 3, 4


def masked_phone(phone: str) -> str:
    """Return `138****1234`: enough to tell two people apart, too little to ring; short numbers keep two characters."""
    if len(phone) <= FIRST + LAST:
        return "*" * max(0, len(phone) - 2) + phone[-2:] if len(phone) > 2 else "*" * len(phone)
    return phone[:FIRST] + "*" * (len(phone) - FIRST - LAST) + phone[-LAST:]
