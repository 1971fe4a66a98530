"""My settings: how the kiosk looks and sounds for this visitor, one touch from every screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from kiosk.domain.preferences import SettingKind
from kiosk.domain.tongue import tongue_of
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.state import State
from kiosk.journeys.steps import Step, go
from kiosk.journeys.visit import Visit


@dataclass(frozen=True, slots=True)
class Settings(State):
    """What can be set, by pictures."""

    level: ClassVar[int] = 90
    is_beside: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class OneSetting(State):
    """One thing that can be set, with all it can be."""

    level: ClassVar[int] = 91
    is_beside: ClassVar[bool] = True

    which: SettingKind


def acted(visit: Visit, event: was.SettingsHand) -> Step:
    """What the visitor's hand did to make the kiosk fit them. A slip on its way is waited for first."""
    match event:
        case was.SettingsWanted():
            if visit.waiting_for is not None or isinstance(visit.screen, Settings):
                return visit, ()
            return go(visit, Settings(), do.Announce())
        case was.SettingWanted(which):
            if not isinstance(visit.screen, Settings):
                return visit, ()
            return go(visit, OneSetting(which), do.Announce())
        case was.LanguageChosen(language):
            return replace(visit, preferences=replace(visit.preferences, tongue=tongue_of(language))), (do.Announce(),)
        case was.PreferencesChosen(preferences):
            is_other_touch = preferences.touch_to_hear is not visit.preferences.touch_to_hear
            heard = do.SayTouchToHear() if is_other_touch else do.Announce()
            return replace(visit, preferences=preferences), (do.StopTalking(), do.Adjust(), heard)
        case was.TouchToHearTurned():
            now = visit.preferences
            turned = replace(visit, preferences=replace(now, touch_to_hear=not now.touch_to_hear))
            return turned, (do.StopTalking(), do.SayTouchToHear())
