"""What can be chosen on Home: the ways to work, and everything else that the kiosk is good for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.listing import SuitsOlder, Today
from kiosk.journeys.events import (
    ClassesWanted,
    Event,
    LessonsWanted,
    ListingChosen,
    MoreWanted,
    NearWanted,
    NoticesWanted,
    RightsWanted,
    SignInWanted,
    TradesWanted,
    WishWanted,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A tile: `name` ends the keys of its texts, `home-NAME` and `home-NAME-hint`, and the name of its item."""

    name: str
    picture: str
    event: Event

    @property
    def keys(self) -> tuple[str, str]:
        """The text keys of its name and its hint."""
        return f"home-{self.name}", f"home-{self.name}-hint"


WORK: Sequence[Way] = (
    Way(name="today", picture="today", event=ListingChosen(Today())),
    Way(name="trades", picture="trades", event=TradesWanted()),
    Way(name="older", picture="older", event=ListingChosen(SuitsOlder())),
    Way(name="near", picture="near", event=NearWanted()),
)
"""The first is the one clear next step."""
SIGN_IN = Way(name="sign-in", picture="sign-in", event=SignInWanted())
OTHERS: Sequence[Way] = (
    Way(name="wish", picture="work-wish", event=WishWanted()),
    Way(name="rights", picture="rights", event=RightsWanted()),
    Way(name="learn", picture="learn", event=LessonsWanted()),
    Way(name="classes", picture="classes", event=ClassesWanted()),
    Way(name="notices", picture="bulletin", event=NoticesWanted()),
)
"""What else the kiosk offers, beside the work and signing in. A part plugs in here: with a way, and its two texts."""
MORE = Way(name="more", picture="more", event=MoreWanted())
"""Leads to the others where Home has no room for them."""
EVERY = (*WORK, SIGN_IN, *OTHERS, MORE)
