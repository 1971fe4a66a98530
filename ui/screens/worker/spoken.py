"""Which phrases the worker's screens will say, so that their sound can be made before anybody waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kiosk.domain.complaint import ComplaintKind
from kiosk.domain.filters import Filter
from kiosk.domain.posting import Posting
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac
from kiosk.domain.trade import TRADES
from kiosk.domain.work_wish import KEPT_DAYS
from kiosk.journeys.events import VoiceTrouble
from kiosk.journeys.sign_in_words import CHOSEN, KEYPAD, WAYS, sign_in_words
from kiosk.journeys.signing_in import MOST_DIGITS
from kiosk.journeys.speaking_states import Speaking
from kiosk.journeys.states import SignIn, SignInDigits, SignInPictures, SignInZodiac
from kiosk.journeys.visit import NoticeKind
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Words
from ui.screens.worker.marks import mark_word
from ui.screens.worker.posting_lines import card_lines, fact_lines
from ui.screens.worker.speak import OWN_HINTS
from ui.screens.worker.ways import EVERY

FIXED = (
    "home-title", *(key for way in EVERY for key in way.keys), "trades-title", "listing-today",
    "listing-older", "listing-near", "page-previous",
    "page-next", "posting-want", "posting-want-spoken", "posting-my-slip", "slip-title", "slip-under-way",
    "slip-printed", "slip-no-paper", "slip-your-number", "slip-picture-spoken", "slip-give-back", "slip-done",
    "nothing-title", "nothing-hint", "nothing-today", "nothing-trades", "other-language", "nav-back", "nav-home",
    "nav-listen", "nav-staff", "choosing-button", "choosing-title", "choosing-none", "choosing-show",
    "choosing-all-off", "choosing-no-job", "choosing-nothing-title", "choosing-nothing-hint", "near-title", "near-all",
    "near-here", "near-unknown",
)  # fmt: skip

COMPLAINING = (
    "complaint-rights-title", "complaint-right-pay", "complaint-right-fee", "complaint-right-danger",
    "complaint-right-hurt", "complaint-right-name", "complaint-begin", "complaint-what-title", "complaint-about-title",
    "complaint-about-none", "complaint-about-slip", "complaint-say-title", "complaint-say-give",
    "complaint-say-give-silent", "complaint-shown-title", "complaint-shown-number", "complaint-shown-printed",
    *(f"complaint-kind-{kind}" for kind in ComplaintKind),
    *(f"complaint-say-{speaking}" for speaking in OWN_HINTS),
)  # fmt: skip
"""All but the number, and what happens next."""

SPEAKING = (
    "say-speak", "say-play", "say-hush", "say-again",
    *(f"say-{speaking}" for speaking in Speaking if speaking not in OWN_HINTS),
    *(f"say-trouble-{trouble}" for trouble in VoiceTrouble if trouble is not VoiceTrouble.NO_MICROPHONE),
)  # fmt: skip
"""All but how long one may still speak: what is said while it listens is nothing."""

WISHING = (
    "wish-title", "wish-consent-what", "wish-consent-known", "wish-consent-who", "wish-yes", "wish-no",
    "wish-trades-title", "wish-go-on", "wish-days-title", "wish-any-day", "wish-day-0", "wish-day-1", "wish-say-title",
    "wish-say-give", "wish-say-give-silent", "wish-reach-title", "wish-reach-phone", "wish-reach-comes",
    "wish-phone-title", "wish-phone-hint", "wish-phone-wrong", "wish-done-title", "wish-your-number",
    "wish-next-called", "wish-next-comes", "wish-done",
    *(f"wish-say-{speaking}" for speaking in OWN_HINTS),
)  # fmt: skip
"""All but the number and the days."""

SIGNING_IN = (SignIn(), SignInDigits(), SignInPictures(), SignInZodiac(()), SignInDigits(more=True))


def fixed_phrases(texts: Texts) -> Iterator[str]:
    """What every visit may hear, the first screens first."""
    yield from (texts(key) for key in FIXED)
    yield from _signing_in(texts)
    yield from (texts(key) for key in (*COMPLAINING, *SPEAKING, *WISHING))
    yield texts("wish-consent-long", days=KEPT_DAYS)
    for mark in Filter:
        word = mark_word(mark, texts)
        yield word
        yield texts("choosing-chosen", mark=word)
    for kind in NoticeKind:
        yield from (texts(f"{kind.value}-{part}") for part in ("title", "text", "button"))
    for trade in TRADES:
        name = texts(f"trade-{trade.id}")
        yield name
        yield texts("listing-trade", trade=name)


def _signing_in(texts: Texts) -> Iterator[str]:
    """All but the number that somebody gets: it is theirs."""
    for screen in SIGNING_IN:
        said = sign_in_words(screen, texts)
        yield from (said.heading, said.hint)
    yield from (texts(key) for keys in WAYS.values() for key in keys)
    yield from (texts("sign-in-digits-count", count=str(count)) for count in range(MOST_DIGITS + 1))
    yield from "1234567890"
    yield from (texts(key) for key in (*KEYPAD, *CHOSEN, "sign-in-taken-back", "sign-in-digits-enough"))
    yield from (texts(f"picture-{picture}") for picture in SignInPicture)
    yield from (texts(f"zodiac-{animal}") for animal in Zodiac)


def posting_phrases(posting: Posting, texts: Texts, *, today: date) -> Iterator[str]:
    """What the card and the screen of `posting` say."""
    words = Words(texts=texts, today=today)
    yield from (line.text for line in card_lines(posting, words, with_trade=False))
    yield from (line.text for line in fact_lines(posting, words))
