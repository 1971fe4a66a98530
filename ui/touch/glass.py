"""What of all the points on the glass is the touch of one finger: palms, drops and stuck points act on nothing.

Nothing waits here: a point that may be a finger's presses at once, and is taken back when more is known before it is
lifted. Whatever is not believed is passed over until it goes; whatever stays is passed by the next finger.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

PALM_MM = 25.0
"""What is larger across, in any direction, is no fingertip: Windows takes such a contact for unintended (precision
touchpads, HID usage "confidence"); a fingertip leaves 8 to 14 mm, a finger lying flat some 20."""
MANY = 3
"""So many points are no finger: one acts, a second may rest on the glass, a third is a hand, or water."""
BURST_S = 0.08
"""So many new points within this time no finger makes: the quickest tap six times a second."""
LANDING_S = 0.3
"""So many points at once on the glass that came within this time are a hand being laid down."""
QUIET_S = 0.15
"""After a palm or a burst nothing acts for so long after the last sign of it: a point of it that goes, a new one beside
it, new ones that come as quickly. It is shorter than the time within which a second touch would not count anyway
(`DOUBLE_TAP_GUARD_S`), and than what lies between two taps: impatience that drums does not make it last."""
RESTING_S = 1.0
"""A point that has lain there for so long is a hand that rests; the next finger acts in its place."""
STUCK_S = 10.0
"""A point that stays longer is none of a finger: no button is kept pressed by it."""
TOLD_AFTER_S = 60.0
"""A point that stays so long is told to whoever looks after the machine."""
SPOT_MM, SPOT_TIMES, SPOT_S = 4.0, 24, 3.0
"""Eight touches a second at one spot for three seconds: a fault of the glass there, which must not keep fingers from
acting elsewhere. No finger taps so quickly for so long."""


class Change(Enum):
    """What happened to a point."""

    CAME = "came"
    STAYED = "stayed"
    WENT = "went"


PointId = tuple[int, int]
"""The device that tells of a point, and its number for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point as the glass tells it: millimetres from the upper left, and across where the glass tells that, too."""

    id: PointId
    change: Change
    x_mm: float
    y_mm: float
    across_mm: float | None = None


class Deed(Enum):
    """What a finger does; `CANCEL` takes back its press, so that nothing acts."""

    PRESS = "press"
    MOVE = "move"
    LIFT = "lift"
    CANCEL = "cancel"


Act = tuple[Deed, PointId]


@dataclass(slots=True, kw_only=True)
class Contact:
    """A point that lies on the glass."""

    x_mm: float
    y_mm: float
    since_s: float
    is_large: bool = False
    flaps: bool = False
    is_passed: bool = False
    """Lay there when a palm or a burst was found, and tells nothing of the next."""
    is_told: bool = False


class Glass:
    """Remembers what lies on the glass. All times are seconds of one clock that never goes back."""

    def __init__(self) -> None:
        self._down: dict[PointId, Contact] = {}
        self._acting: PointId | None = None
        self._came_s: deque[float] = deque(maxlen=MANY)
        self._last_came_s = float("-inf")
        self._spots: deque[tuple[float, float, float]] = deque(maxlen=10 * SPOT_TIMES)
        self._quiet_from_s = float("-inf")
        self._tells_sizes = False

    @property
    def points(self) -> tuple[PointId, ...]:
        """What lies on the glass, believed or not."""
        return tuple(self._down)

    def feel(self, points: Sequence[Point], now_s: float) -> list[Act]:
        """Take what the glass tells; return what the one finger does, in order."""
        acts = self.wait(now_s)
        for point in points:
            match point.change:
                case Change.CAME:
                    acts += self._came(point, now_s)
                case Change.STAYED:
                    acts += self._stayed(point, now_s)
                case Change.WENT:
                    acts += self._went(point, now_s)
        return acts

    def wait(self, now_s: float) -> list[Act]:
        """Time has passed: what has been pressed for too long is taken back."""
        if self._acting is not None and now_s - self._down[self._acting].since_s >= STUCK_S:
            return self._cancel()
        return []

    def lose(self, points: Sequence[PointId]) -> list[Act]:
        """The glass will tell no more of these points: they are gone, and did nothing."""
        acts: list[Act] = []
        for point in points:
            if point == self._acting:
                acts += self._cancel()
            self._down.pop(point, None)
        return acts

    def stuck(self, now_s: float) -> list[tuple[float, float]]:
        """Where (mm) something has lain for `TOLD_AFTER_S`; each is returned once."""
        found = [one for one in self._down.values() if not one.is_told and now_s - one.since_s >= TOLD_AFTER_S]
        for one in found:
            one.is_told = True
        return [(one.x_mm, one.y_mm) for one in found]

    def _came(self, point: Point, now_s: float) -> list[Act]:
        acts = self.lose([point.id])  # where its going was not told
        flaps = self._flaps(point, now_s)
        contact = Contact(x_mm=point.x_mm, y_mm=point.y_mm, since_s=now_s, flaps=flaps)
        self._down[point.id] = contact
        if flaps:
            return acts
        contact.is_large = self._is_large(point)
        since_last_s, self._last_came_s = now_s - self._last_came_s, now_s
        self._came_s.append(now_s)
        if contact.is_large or self._is_many(now_s):
            return acts + self._be_quiet(now_s)
        if now_s < self._quiet_from_s:
            if since_last_s <= BURST_S / (MANY - 1) or any(one.is_passed for one in self._down.values()):
                self._quiet_from_s = now_s + QUIET_S
            return acts
        if self._acting is not None:
            if now_s - self._down[self._acting].since_s < RESTING_S:
                return acts
            acts += self._cancel()
        self._acting = point.id
        return [*acts, (Deed.PRESS, point.id)]

    def _stayed(self, point: Point, now_s: float) -> list[Act]:
        contact = self._down.setdefault(point.id, Contact(x_mm=point.x_mm, y_mm=point.y_mm, since_s=now_s))
        if self._is_large(point) and not contact.is_large:
            contact.is_large = True
            return self._be_quiet(now_s)
        return [(Deed.MOVE, point.id)] if point.id == self._acting else []

    def _went(self, point: Point, now_s: float) -> list[Act]:
        acts: list[Act] = []
        if point.id == self._acting:
            if self._is_large(point):
                acts = self._be_quiet(now_s)
            else:
                self._acting = None
                acts = [(Deed.LIFT, point.id)]
        elif now_s < self._quiet_from_s and point.id in self._down and self._down[point.id].is_passed:
            self._quiet_from_s = now_s + QUIET_S
        self._down.pop(point.id, None)
        return acts

    def _is_large(self, point: Point) -> bool:
        """Sizes are believed of a glass that has told a small one: some tell the same for whatever touches them."""
        if not point.across_mm:
            return False
        self._tells_sizes = self._tells_sizes or point.across_mm < PALM_MM
        return self._tells_sizes and point.across_mm >= PALM_MM

    def _is_many(self, now_s: float) -> bool:
        is_burst = len(self._came_s) == MANY and now_s - self._came_s[0] <= BURST_S
        landing = [one for one in self._down.values() if not one.flaps and not one.is_passed]
        return is_burst or sum(now_s - one.since_s <= LANDING_S for one in landing) >= MANY

    def _flaps(self, point: Point, now_s: float) -> bool:
        """Whether this spot tells of more touches than any finger makes."""
        while self._spots and now_s - self._spots[0][0] > SPOT_S:
            self._spots.popleft()
        self._spots.append((now_s, point.x_mm, point.y_mm))
        near = [
            spot for spot in self._spots
            if abs(spot[1] - point.x_mm) <= SPOT_MM and abs(spot[2] - point.y_mm) <= SPOT_MM
        ]  # fmt: skip
        return len(near) >= SPOT_TIMES

    def _be_quiet(self, now_s: float) -> list[Act]:
        self._quiet_from_s = now_s + QUIET_S
        self._came_s.clear()
        for contact in self._down.values():
            contact.is_passed = not contact.flaps
        return self._cancel()

    def _cancel(self) -> list[Act]:
        acting, self._acting = self._acting, None
        return [] if acting is None else [(Deed.CANCEL, acting)]
