"""What is shown becomes what is said: numbers, dates, hours, pay and phones as a person would say them."""

from __future__ import annotations

from datetime import date

from kiosk.domain.language import Language
from kiosk.domain.tongue import Tongue, tongue_of
from kiosk.speech.wording.phrasing import phrases
from kiosk.speech.wording.voices import by_voice

__all__ = ["by_voice", "phrases", "spoken"]


def spoken(text: str, tongue: Tongue | Language, *, today: date) -> str:
    """Return the words by which a person would say the shown `text`; empty when nothing in it can be said.

    `today` tells which dates are today, tomorrow and the day after. The words hold no digit, and wording them
    once more changes nothing. Never raises, whatever the text. English words may hold Chinese names, already
    worded in Chinese: `by_voice` tells which voice says which part.

    For a language they are those of its usual tongue. A tongue's rules are loaded with its first text (some 40 ms):
    call it off the screen's thread.
    """
    match tongue_of(tongue):
        case Tongue.MANDARIN:
            from kiosk.speech.wording.mandarin import in_mandarin

            return in_mandarin(text, today=today)
        case Tongue.CANTONESE:
            from kiosk.speech.wording.cantonese import in_cantonese

            return in_cantonese(text, today=today)
        case Tongue.ENGLISH:
            from kiosk.speech.wording.english import in_english

            return in_english(text, today=today)
