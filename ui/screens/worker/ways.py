"""What can be chosen on Home: the ways to work, and everything else that the kiosk is good for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.domain.listing import SuitsOlder, Today
from kiosk.journeys import events as was


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A tile: `name` ends the keys of its texts, `home-NAME` and `home-NAME-hint`, and the name of its item;
    `event` makes what a touch on it is."""

    name: str
    picture: str
    event: Callable[[], was.Event]

    @property
    def keys(self) -> tuple[str, str]:
        """The text keys of its name and its hint."""
        return f"home-{self.name}", f"home-{self.name}-hint"


WORK: Sequence[Way] = (
    Way(name="today", picture="today", event=lambda: was.ListingChosen(Today())),
    Way(name="trades", picture="trades", event=lambda: was.TradesWanted()),
    Way(name="older", picture="older", event=lambda: was.ListingChosen(SuitsOlder())),
    Way(name="near", picture="near", event=lambda: was.NearWanted()),
)
"""The first is the one clear next step."""
SIGN_IN = Way(name="sign-in", picture="sign-in", event=lambda: was.SignInWanted())
OTHERS: Sequence[Way] = (
    Way(name="wish", picture="work-wish", event=lambda: was.WishWanted()),
    Way(name="rights", picture="rights", event=lambda: was.RightsWanted()),
    Way(name="learn", picture="learn", event=lambda: was.LessonsWanted()),
    Way(name="classes", picture="classes", event=lambda: was.ClassesWanted()),
    Way(name="notices", picture="bulletin", event=lambda: was.NoticesWanted()),
)
"""What else the kiosk offers, beside the work and signing in. A part plugs in here: with a way, and its two texts."""
MORE = Way(name="more", picture="more", event=lambda: was.MoreWanted())
"""Leads to the others where Home has no room for them."""
EVERY = (*WORK, SIGN_IN, *OTHERS, MORE)
