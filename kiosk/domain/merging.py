"""Two registrations of one person become one, in a way that can be taken apart again at any time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.domain.person import Person
from kiosk.domain.sign_in_pictures import zodiac_of

EMPTY: dict[str, Any] = {
    "phone": "",
    "birth_year": None,
    "region": "",
    "strength": None,
    "identity_number": "",
    "note": "",
    "pictures": (),
}
"""The fields that one registration can lend to another, and what stands there before."""
TRADE = "trade:"


def merged(survivor: Person, other: Person) -> tuple[Person, Person]:
    """Return both as they are once `other` counts as `survivor`, the older registration.

    The survivor's fields stay; the empty ones are filled with the other's, and trades are united. What the other lends
    is noted with it. Pictures are lent only where nobody can come between: with no animal that the other has not.
    """
    lent = {name: getattr(other, name) for name, empty in EMPTY.items() if getattr(survivor, name) == empty}
    lent = {name: value for name, value in lent.items() if value != EMPTY[name]}
    if "pictures" in lent and not zodiac_of(lent.get("birth_year", survivor.birth_year)) <= zodiac_of(other.birth_year):
        del lent["pictures"]
    trades = tuple(trade for trade in other.trades if trade not in survivor.trades)
    names = (*lent, *(f"{TRADE}{trade}" for trade in trades))
    whole = replace(survivor, **lent, trades=tuple(sorted((*survivor.trades, *trades))))
    return whole, replace(other, counts_as=survivor.number, lent=names)


def unmerged(survivor: Person, other: Person) -> tuple[Person, Person]:
    """Return both as they are once `other` counts as itself again; what was lent and not changed since goes with it."""
    back = {name: EMPTY[name] for name in other.lent if name in EMPTY}
    back = {name: empty for name, empty in back.items() if getattr(survivor, name) == getattr(other, name)}
    left = tuple(trade for trade in survivor.trades if f"{TRADE}{trade}" not in other.lent)
    return replace(survivor, **back, trades=left), replace(other, counts_as=other.number, lent=())
