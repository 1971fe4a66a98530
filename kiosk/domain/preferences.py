"""How a visitor wants to see and hear the kiosk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from kiosk.domain.language import Language
from kiosk.domain.tongue import Tongue


class TextSize(IntEnum):
    """Four sizes of text; the first is the default."""

    NORMAL = 1
    LARGE = 2
    LARGER = 3
    LARGEST = 4


class Colours(IntEnum):
    """Four looks: the usual one, two of the strongest contrast, and a dark one that is gentle on the eyes."""

    WARM = 1
    BLACK_ON_WHITE = 2
    WHITE_ON_BLACK = 3
    EVENING = 4


class SettingKind(StrEnum):
    """What "my settings" can change, in the order shown."""

    TEXT_SIZE = "text-size"
    COLOURS = "colours"
    LANGUAGE = "language"
    SPEED = "speed"
    VOLUME = "volume"
    TOUCH_TO_HEAR = "touch-to-hear"
    REACH = "reach"


SLOWEST, FASTEST = 0, 6
"""Steps of speed; each is about a quarter faster than the one before (`kiosk.speech.pace.RATES`)."""
USUAL_SPEED = 3
SOFTEST, LOUDEST = 1, 6
"""Steps of loudness (`ui.sound.speaker.GAINS`)."""
USUAL_VOLUME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What "my settings" holds. `low_reach` moves every control into the lower half of the panel; `touch_to_hear` says
    what is touched, and a second touch acts. Everything goes back to the station's own with the visitor."""

    tongue: Tongue = Tongue.MANDARIN
    text_size: TextSize = TextSize.NORMAL
    colours: Colours = Colours.WARM
    speed: int = USUAL_SPEED
    volume: int = USUAL_VOLUME
    low_reach: bool = False
    touch_to_hear: bool = False

    @property
    def language(self) -> Language:
        """The language of the screen, which the tongue reads aloud."""
        return self.tongue.language


USUAL = Preferences()
