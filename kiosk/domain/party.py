"""A party: up to six people who go to work together, each with a slip and a slot, by one wish."""

from __future__ import annotations

import re

LARGEST_PARTY = 6
"""As many as a small van takes, and as the pictures on one screen can be told apart at a glance."""
MARK = "+"
MEMBER = re.compile(rf"(?P<party>.+)\{MARK}[1-{LARGEST_PARTY}]", re.DOTALL)


def wishes_of(wish_id: str, *, people: int) -> tuple[str, ...]:
    """Return what the slips of one wish are told apart by: the wish itself for one person, `wish+1` ... for a party.

    The first is the lead's, whose number and QR code stand on the paper. What belongs together is told by the wish
    and by no field of its own, so that stations and a central that know of no parties keep and pass on the whole.

    Raises `ValueError` for a party that is no size.
    """
    if not 1 <= people <= LARGEST_PARTY:
        raise ValueError(f"{people} people")
    if people == 1:
        return (wish_id,)
    return tuple(f"{wish_id}{MARK}{place}" for place in range(1, people + 1))


def lead_wish(wish_id: str) -> str:
    """Return what the lead's slip of a party's wish is told apart by."""
    return f"{wish_id}{MARK}1"


def party_of(wish_id: str) -> str | None:
    """Return the wish of the party that a slip of `wish_id` is one of; None for a slip of one person alone."""
    member = MEMBER.fullmatch(wish_id)
    return None if member is None else member["party"]


def is_lead(wish_id: str) -> bool:
    """Tell whether a slip of `wish_id` is its party's lead's; one alone leads nobody."""
    party = party_of(wish_id)
    return party is not None and wish_id == lead_wish(party)
