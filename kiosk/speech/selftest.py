"""The test that a voice must pass before it speaks to anybody: it is heard, and it speaks this language.

A wrong voice does not fail, it babbles: an English one says "Chinese letter" for each character, eSpeak NG 1.51 reads
早 as "zao three". So the test looks at what any engine's clips must show, and not at the engine's list of voices: ten
syllables take about as long as ten syllables take, twice the text takes about twice as long, other words sound
otherwise. A neighbour of the language (Cantonese for Mandarin) passes: that is for people to hear.
"""

from __future__ import annotations

from collections.abc import Generator
from enum import Enum
from pathlib import Path

from kiosk.domain.tongue import Tongue
from kiosk.errors import NoVoice, VoiceFailed
from kiosk.speech.pace import SYLLABLES_PER_S
from kiosk.speech.sound import Sound, read_sound
from kiosk.speech.syllables import syllables
from kiosk.speech.voice import Voice


class VoiceHealth(Enum):
    """What the self-test found out about a tongue's voice."""

    UNTESTED = "untested"
    SPEAKS = "speaks"
    ABSENT = "absent"
    FOREIGN = "foreign"
    """It makes sounds, but does not speak the language."""
    FAILED = "failed"
    """The engine died, hung or wrote silence."""

    @property
    def may_speak(self) -> bool:
        """A voice that failed may try again: each of its clips is checked anyway."""
        return self not in (VoiceHealth.ABSENT, VoiceHealth.FOREIGN)


PROBES = {
    Tongue.MANDARIN: ("早来去坐饭", "早来去坐饭菜钱家里水", "钱家里水菜"),
    Tongue.CANTONESE: ("早来去坐饭", "早来去坐饭菜钱家里水", "钱家里水菜"),
    Tongue.ENGLISH: (
        "one two three four five",
        "one two three four five six seven eight nine ten",
        "work today come early again",
    ),
}
"""A short text, one about twice as long, and one of about the short one's length with other words."""

USUAL_TIME = (0.4, 1.75)
"""Bounds for the time of a probe, in shares of its comfortable time. eSpeak's right voices need 0.9 to 1.1; an English
or Japanese voice on Chinese characters 2.4 to 2.9."""
GROWTH = (1.4, 2.9)
SAME_ENVELOPE = 0.15
ENVELOPE_S = 0.02


def examine(voice: Voice, tongue: Tongue, *, into: Path) -> Generator[None, None, VoiceHealth]:
    """Return what is wrong with the voice for `tongue`, if anything.

    Yields before each clip, so that urgent work can go first.
    `into` is a path for clips; nothing is left there.
    """
    sounds: list[Sound] = []
    try:
        for probe in PROBES[tongue]:
            yield
            voice.render(probe, tongue=tongue, rate=1.0, into=into)
            sounds.append(read_sound(into))
    except NoVoice:
        return VoiceHealth.ABSENT
    except (VoiceFailed, OSError, ValueError):
        return VoiceHealth.FAILED
    finally:
        into.unlink(missing_ok=True)
    return VoiceHealth.SPEAKS if speaks(sounds, tongue) else VoiceHealth.FOREIGN


def speaks(sounds: list[Sound], tongue: Tongue) -> bool:
    """Tell whether the clips of `PROBES[tongue]` can be that language."""
    shares = [
        sound.seconds * SYLLABLES_PER_S[tongue] / syllables(probe)
        for sound, probe in zip(sounds, PROBES[tongue], strict=True)
    ]
    short, long, other = sounds
    return (
        all(USUAL_TIME[0] <= share <= USUAL_TIME[1] for share in shares)
        and GROWTH[0] <= long.seconds / short.seconds <= GROWTH[1]
        and _difference(short, other) > SAME_ENVELOPE
    )


def _difference(one: Sound, other: Sound) -> float:
    """How far apart two sounds' envelopes are, in shares of the first one's loudness; 0 for the same sound."""
    left, right = _envelope(one), _envelope(other)
    length = max(len(left), len(right))
    left += [0.0] * (length - len(left))
    right += [0.0] * (length - len(right))
    return sum(abs(a - b) for a, b in zip(left, right, strict=True)) / (sum(left) or 1.0)


def _envelope(sound: Sound) -> list[float]:
    step = round(ENVELOPE_S * sound.sample_rate)
    return [
        Sound(samples=sound.samples[start : start + step], sample_rate=sound.sample_rate).rms
        for start in range(0, len(sound.samples), step)
    ]
