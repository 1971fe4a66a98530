"""What happened while somebody sets how the screen looks and sounds."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.language import Language
from kiosk.domain.preferences import Preferences, SettingKind


@dataclass(frozen=True, slots=True)
class SettingsWanted:
    """ "My settings" was touched."""


@dataclass(frozen=True, slots=True)
class SettingWanted:
    """One of the things that can be set was touched."""

    which: SettingKind


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    language: Language


@dataclass(frozen=True, slots=True)
class PreferencesChosen:
    """A sample was touched: the screen is to look and sound like this."""

    preferences: Preferences


@dataclass(frozen=True, slots=True)
class TouchToHearTurned:
    """ "Touch to hear" was touched: from now on a touch speaks before it acts, or acts at once again."""


SettingsHand = SettingsWanted | SettingWanted | LanguageChosen | PreferencesChosen | TouchToHearTurned
