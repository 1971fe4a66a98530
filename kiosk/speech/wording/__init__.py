"""What is shown becomes what is said: numbers, dates, hours, pay and phones as a person would say them."""

from __future__ import annotations

from datetime import date

from kiosk.domain.language import Language
from kiosk.speech.wording.phrasing import phrases
from kiosk.speech.wording.voices import by_voice

__all__ = ["by_voice", "phrases", "spoken"]


def spoken(text: str, language: Language, *, today: date) -> str:
    """Return the words by which a person would say the shown `text`; empty when nothing in it can be said.

    `today` tells which dates are today, tomorrow and the day after. The words hold no digit, and wording them
    once more changes nothing. Never raises, whatever the text. English words may hold Chinese names, already
    worded in Chinese: `by_voice` tells which voice says which part.

    A language's rules are loaded with its first text (some 40 ms): call it off the screen's thread.
    """
    match language:
        case Language.ZH_CN:
            from kiosk.speech.wording.mandarin import in_mandarin

            return in_mandarin(text, today=today)
        case Language.EN:
            from kiosk.speech.wording.english import in_english

            return in_english(text, today=today)
