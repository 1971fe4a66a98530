"""What the voices are given to read for a shown text: its words, each part for the voice that can say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.tongue import Tongue
from kiosk.speech.sound import Sound, read_sound, write_sound
from kiosk.speech.voice import Voice
from kiosk.speech.wording.respelled import respelled

if TYPE_CHECKING:
    from kiosk.speech.lexicon import Lexicon

LONGEST_PART = 600
"""Characters in one clip, some two minutes; a longer text without any punctuation is cut."""
PART_PAUSE_S = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words for one voice."""

    tongue: Tongue
    words: str


Script = tuple[Part, ...]
Wording = Callable[[str, Tongue], Script]


def wording_on(today: Callable[[], date], *, lexicon: Path | None = None) -> Wording:
    """Return the product's wording; `today` is asked at each text, because 11月22日 is 明天 only on the day before.

    `lexicon` is the station's own list of words; it need not be there. For one thread at a time.
    """

    @cache
    def listed() -> Lexicon:
        """Made with the first text, off the screen's thread."""
        from kiosk.speech.lexicon import Lexicon

        return Lexicon(lexicon)

    def worded(text: str, tongue: Tongue) -> Script:
        from kiosk.speech.wording import by_voice, spoken
        from kiosk.speech.wording.pauses import with_pauses

        parts = by_voice(spoken(text, tongue, today=today()), tongue)
        return tuple(
            Part(tongue=voice, words=words[start : start + LONGEST_PART])
            for voice, words in (
                (voice, respelled(listed().said(with_pauses(part, voice), voice), voice)) for voice, part in parts
            )
            for start in range(0, len(words), LONGEST_PART)
        )

    return worded


def read_out(script: Script, *, voice: Voice, rate: float, into: Path) -> None:
    """Render all parts of `script` as one clip at `into`; raises as `Voice.render` does, then leaving no clip."""
    whole: Sound | None = None
    try:
        for part in script:
            voice.render(part.words, tongue=part.tongue, rate=rate, into=into)
            if len(script) > 1:
                sound = read_sound(into)
                whole = sound if whole is None else whole.joined(sound, pause_s=PART_PAUSE_S)
        if whole is not None:
            write_sound(whole, into)
    except BaseException:
        into.unlink(missing_ok=True)
        raise
