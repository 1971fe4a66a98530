"""A hand on the glass that does what chance says: visits of workers, staff at the desk, a child that bangs about.

The same seed gives the same touches at the same places. What it cannot know from outside, which screen is there, it
does not need to: most touches go where some screen has something.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from random import Random

from tests.soak.glass import Glass, likeness
from tests.soak.twin import Spots
from tests.ui.desk.window import STAFF, Role

ANYWHERE = 0.2
"""The share of touches that aim at nothing."""
CORNER_S = 2.4
"""A little longer than the corner has to be held (`ui/desk_door.py`)."""
SAME = 0.85
"""From this likeness on it is Home, give or take the line that is being read; other screens have 0.3 to 0.5."""
STILL, STILL_S, LONGEST_S = 0.998, 1.0, 6.0
"""A picture that stays so much the same for so long is still, a blinking cursor and all."""
PLACES = ("today", "walk-in", "people", "arrivals", "postings", "dispatch", "outcomes", "complaints", "more")
DESK_STARTS_S = 3.0
TYPED = "abdgmwx123"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """How quick a hand is, and how often there is what.

    `pace_s` is the least between two touches of a child, of which up to twice as long passes; `step_s` is what somebody
    who knows the way gives each screen; `rest_s` has to be longer than the two seconds after which the kiosk tidies its
    memory (`TIDY_AFTER_MS`). Every so many cycles there are a slip, staff at the desk, postings that come in.
    """

    pace_s: float = 0.35
    step_s: float = 0.45
    rest_s: float = 4.0
    touches: int = 10
    slip_every: int = 1
    desk_every: int = 4
    import_every: int = 3


UNHURRIED = Tempo()
HURRIED = Tempo(pace_s=0.04, step_s=0.25, rest_s=2.2, touches=6, slip_every=4, desk_every=1000, import_every=6)
"""For a test that must not take long; staff come once, in the second cycle."""


class Hand:
    """Touches the glass by chance, and by what a twin said of where things are."""

    def __init__(self, glass: Glass, spots: dict[str, Spots], *, seed: int, tempo: Tempo = UNHURRIED) -> None:
        self.glass, self._kiosk, self._desk = glass, spots["kiosk"], spots["desk"]
        self._chance, self.tempo = Random(seed), tempo
        self.touches = 0
        self.home_picture = b""
        self._targets = sorted({tuple(spot) for items in self._kiosk.values() for spot in items.values()})

    def wait_for_home(self, within_s: float = 30.0) -> None:
        """Wait for the first picture that stays, and know it for Home from now on."""
        until = time.monotonic() + within_s
        while time.monotonic() < until:
            picture = self._still()
            if len(set(picture[:: 4 * 997])) > 8:  # something is drawn, and not a blank screen
                self.home_picture = picture
                return
        raise TimeoutError("no picture of the kiosk")

    def probe(self) -> float:
        """Touch "by trade" on Home; return after how many milliseconds something was seen of it."""
        self.touches += 1
        return self.glass.answer_ms(*self._kiosk["home"]["home-trades"])

    def wander(self) -> None:
        """Touch here and there, the language and the bell among it."""
        for _ in range(self.tempo.touches):
            self._pause()
            aims = self._chance.random() >= ANYWHERE
            self._touch_at(*(self._chance.choice(self._targets) if aims else self._anywhere()))

    def take_slip(self) -> None:
        """Go from Home to a slip: of today or of some trade, one of the first postings; sometimes give it back."""
        self.go_home()
        if self._chance.random() < 0.5:
            self._go("home", "home-today")
        else:
            self._go("home", "home-trades")
            self._go("trades", f"trade-{self._chance.randrange(12)}")
        for _ in range(self._chance.randrange(3)):
            self._go("postings", "page-next")
        self._go("postings", self._chance.choice(("posting-0", "posting-1")))
        self._go("oneposting", "posting-want")
        time.sleep(4 * self.tempo.step_s)
        if self._chance.random() < 0.15:
            self._go("slipshown", "slip-give-back")

    def go_home(self) -> None:
        """Touch Home, a second time for the case that the first came too soon after another touch."""
        for _ in range(2):
            self._go("home", "nav-home")

    def rest(self) -> bool:
        """Go Home and do nothing for a while; return whether it is Home. What is read aloud there goes on."""
        for _ in range(3):
            self.go_home()
            time.sleep(self.tempo.rest_s)
            if likeness(self.glass.picture(), self.home_picture) >= SAME:
                return True
        return False

    def work_at_desk(self) -> None:
        """Open the desk by the corner, log in, go about, type, turn the language, and leave by the button."""
        width, _ = self.glass.size
        self.glass.touch(width - 4, 4, for_s=CORNER_S)
        self.touches += 1
        time.sleep(DESK_STARTS_S)
        self._still()
        self._touch_at(*self._desk["door"]["log-in-clerk"])
        for digit in STAFF[Role.CLERK][1]:
            self._go("door", f"log-in-pin-keypad-{digit}", desk=True)
        self._go("door", "log-in-enter", desk=True)
        self._still()
        for _ in range(self.tempo.touches):
            self._at_the_desk()
        self.leave_desk()

    def leave_desk(self) -> None:
        """Close what is open there, lock, and go back to the kiosk from the door."""
        self.glass.keys("Escape", "Escape")
        self._go("today", "desk-lock", desk=True)
        time.sleep(0.5)
        self._go("door", "log-in-leave", desk=True)

    def _at_the_desk(self) -> None:
        self._pause()
        match self._chance.random():
            case share if share < 0.45:
                self._go("today", f"rail-{self._chance.choice(PLACES)}", desk=True)
            case share if share < 0.5:
                self._go("today", "desk-language", desk=True)
            case share if share < 0.6:
                self.glass.keys(*self._chance.choices(TYPED, k=4))
            case share if share < 0.7:
                self.glass.keys("Escape")
            case _:
                width, height = self.glass.size
                self._touch_at(self._chance.randrange(width * 4 // 5), self._chance.randrange(height // 8, height))

    def _go(self, screen: str, name: str, *, desk: bool = False) -> None:
        """Touch something by name where it usually is, and give the next screen its time."""
        spots = (self._desk if desk else self._kiosk)[screen]
        if name in spots:
            self._touch_at(*spots[name])
            time.sleep(self.tempo.step_s)

    def _touch_at(self, x: int, y: int) -> None:
        self.touches += 1
        self.glass.touch(x, y)

    def _anywhere(self) -> tuple[int, int]:
        """Also in the corner that opens the desk, which no short touch does."""
        width, height = self.glass.size
        return self._chance.randrange(width), self._chance.randrange(height)

    def _pause(self) -> None:
        time.sleep(self.tempo.pace_s * (1 + self._chance.random()))

    def _still(self) -> bytes:
        """The picture when it has not changed for a while, or has not come to rest for long."""
        until, since = time.monotonic() + LONGEST_S, time.monotonic()
        picture = self.glass.picture()
        while time.monotonic() < until and time.monotonic() - since < STILL_S:
            time.sleep(0.1)
            if likeness(now := self.glass.picture(), picture) < STILL:
                picture, since = now, time.monotonic()
        return picture
