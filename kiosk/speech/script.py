"""What the voices are given to read for a shown text: its words, each part for the voice that can say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.domain.language import Language
from kiosk.speech.sound import Sound, read_sound, write_sound
from kiosk.speech.voice import Voice
from kiosk.speech.wording.respelled import respelled

LONGEST_PART = 600
"""Characters in one clip, some two minutes; a longer text without any punctuation is cut."""
PART_PAUSE_S = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words for one voice."""

    language: Language
    words: str


Script = tuple[Part, ...]
Wording = Callable[[str, Language], Script]


def wording_on(today: Callable[[], date]) -> Wording:
    """Return the product's wording; `today` is asked at each text, because 11月22日 is 明天 only on the day before."""

    def worded(text: str, language: Language) -> Script:
        from kiosk.speech.wording import by_voice, spoken

        parts = by_voice(spoken(text, language, today=today()), language)
        return tuple(
            Part(language=voice, words=words[start : start + LONGEST_PART])
            for voice, words in ((voice, respelled(part, voice)) for voice, part in parts)
            for start in range(0, len(words), LONGEST_PART)
        )

    return worded


def read_out(script: Script, *, voice: Voice, rate: float, into: Path) -> None:
    """Render all parts of `script` as one clip at `into`; raises as `Voice.render` does, then leaving no clip."""
    whole: Sound | None = None
    try:
        for part in script:
            voice.render(part.words, language=part.language, rate=rate, into=into)
            if len(script) > 1:
                sound = read_sound(into)
                whole = sound if whole is None else whole.joined(sound, pause_s=PART_PAUSE_S)
        if whole is not None:
            write_sound(whole, into)
    except BaseException:
        into.unlink(missing_ok=True)
        raise
