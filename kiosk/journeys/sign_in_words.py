"""What the screens of signing in say, shown and spoken alike."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.sign_in import Way
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac
from kiosk.journeys.effects import SayEntered
from kiosk.journeys.signing_in import FEWEST_DIGITS
from kiosk.journeys.states import SignedIn, SignIn, SignInDigits, SigningIn, SignInPictures, SignInZodiac
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import number_said

WAYS = {
    Way.CARD: ("sign-in-card", "sign-in-card-hint"),
    Way.PHONE: ("sign-in-phone", "sign-in-phone-hint"),
    Way.PICTURES: ("sign-in-pictures", "sign-in-pictures-hint"),
}
"""What can be chosen on the first screen: text keys, name and hint."""
KEYPAD = ("sign-in-erase", "sign-in-done")
"""The two keys of the keypad that are no digits."""
CHOSEN = ("sign-in-chosen-first", "sign-in-chosen-second", "sign-in-chosen-third")
"""Text keys of how far one is with one's three pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInWords:
    """A screen's heading and what to do on it; both are read aloud, in this order."""

    heading: str
    hint: str


def entered_words(entered: SayEntered, texts: Texts) -> tuple[str, ...]:
    """Return what is said of what was just put in, and how far one is with it."""
    match entered:
        case SayEntered(entered="", count=count):
            return (texts("sign-in-digits-count", count=str(count)),)
        case SayEntered(entered=SignInPicture() as picture, chosen=False):
            return texts(f"picture-{picture}"), texts("sign-in-taken-back")
        case SayEntered(entered=SignInPicture() as picture, count=count):
            return texts(f"picture-{picture}"), texts(CHOSEN[count - 1])
        case SayEntered(entered=Zodiac() as animal):
            return (texts(f"zodiac-{animal}"),)
        case SayEntered(entered=digit, count=count):
            return (digit, texts("sign-in-digits-enough")) if count == FEWEST_DIGITS else (digit,)
    raise TypeError(entered)


def sign_in_words(screen: SigningIn | SignedIn, texts: Texts) -> SignInWords:
    """Return what `screen` says."""
    match screen:
        case SignIn():
            return SignInWords(heading=texts("sign-in-title"), hint=texts("sign-in-hint"))
        case SignInDigits(more=False):
            return SignInWords(heading=texts("sign-in-digits-title"), hint=texts("sign-in-digits-hint"))
        case SignInDigits():
            return SignInWords(heading=texts("sign-in-more-digits-title"), hint=texts("sign-in-digits-hint"))
        case SignInPictures():
            return SignInWords(heading=texts("sign-in-pictures-title"), hint=texts("sign-in-pictures-text"))
        case SignInZodiac():
            return SignInWords(heading=texts("sign-in-zodiac-title"), hint=texts("sign-in-zodiac-text"))
        case SignedIn(running=running, waiting_before=before):
            heading = texts("signed-in-title", number=number_said(running, texts))
            hint = texts("signed-in-waiting", count=str(before)) if before else texts("signed-in-nobody-before")
            return SignInWords(heading=heading, hint=hint)
