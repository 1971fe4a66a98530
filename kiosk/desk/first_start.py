"""A machine's first start, step by step: what follows what, what is done, and what was left for later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Step(StrEnum):
    """The steps in their order; each has its title, `wizard-title-STEP`."""

    LANGUAGE = "language"
    PANEL = "panel"
    TOUCH = "touch"
    SOUND = "sound"
    PRINTER = "printer"
    PLACE = "place"
    COUNTY = "county"
    HEAD = "head"
    READY = "ready"


ORDER = tuple(Step)
NEVER_LATER = frozenset({Step.HEAD, Step.READY})
"""Without a head nobody could ever log in."""
"""Where nothing is to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStart:
    """How far a first start has come. `steps` are those that this machine has, and `at` is one of them.

    `is_put_off`: somebody wants to work first. `is_prepared`: all but the head came from a prepared file.
    """

    steps: tuple[Step, ...] = ORDER
    at: Step = Step.LANGUAGE
    done: frozenset[Step] = frozenset()
    is_put_off: bool = False
    is_prepared: bool = False

    @property
    def number(self) -> int:
        """Which step this is, the first being 1."""
        return self.steps.index(self.at) + 1

    @property
    def can_go_back(self) -> bool:
        """Whether there is a step before that can still be changed: once the head is there, there is none."""
        return self.number > 1 and self.at is not Step.READY

    @property
    def can_be_left(self) -> bool:
        """Whether this step may be left for later."""
        return self.at not in NEVER_LATER

    def finished(self) -> FirstStart:
        """This step is done; the next one follows."""
        return self._on(done=self.done | {self.at})

    def with_done(self, step: Step) -> FirstStart:
        """A step that was left for later is done after all."""
        return replace(self, done=self.done | {step})

    def left(self) -> FirstStart:
        """This step is left for later, where it may be; what was done before stays done."""
        return self._on(done=self.done) if self.can_be_left else self

    def back(self) -> FirstStart:
        """The step before, where there is one."""
        return replace(self, at=self.steps[self.number - 2]) if self.can_go_back else self

    def put_off(self) -> FirstStart:
        """Somebody wants to work first; it goes on at this step."""
        return replace(self, is_put_off=True)

    def taken_up(self) -> FirstStart:
        """Somebody is at it again."""
        return replace(self, is_put_off=False)

    def prepared(self, *, but: Iterable[Step] = ()) -> FirstStart:
        """A prepared file said everything but the head, and `but`: the first of these is what follows."""
        is_open = frozenset(but)
        done = frozenset(ORDER) - is_open - NEVER_LATER
        following = next((step for step in ORDER if step in is_open), Step.HEAD)
        return replace(self, steps=ORDER, at=following, done=done, is_prepared=not is_open).on(self.steps)

    def on(self, steps: tuple[Step, ...]) -> FirstStart:
        """The same on a machine that has these steps; before there is a head it is at no step behind the head's."""
        wanted = Step.HEAD if self.at is Step.READY else self.at
        at = next(step for step in ORDER[ORDER.index(wanted) :] if step in steps)
        return replace(self, steps=steps, at=at)

    def _on(self, *, done: frozenset[Step]) -> FirstStart:
        following = self.steps[self.number] if self.number < len(self.steps) else self.at
        return replace(self, at=following, done=done)
