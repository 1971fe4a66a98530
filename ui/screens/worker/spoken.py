"""Which phrases the worker's screens will say, so that their sound can be made before anybody waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kiosk.domain.posting import Posting
from kiosk.domain.trade import TRADES
from kiosk.journeys.visit import NoticeKind
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Words
from ui.screens.worker.posting_lines import card_lines, fact_lines

FIXED = (
    "home-title", "home-today", "home-today-hint", "home-trades", "home-trades-hint", "home-older", "home-older-hint",
    "home-near", "home-near-hint", "trades-title", "listing-today", "listing-older", "listing-near", "page-previous",
    "page-next", "posting-want", "posting-want-spoken", "posting-my-slip", "slip-title", "slip-under-way",
    "slip-printed", "slip-no-paper", "slip-your-number", "slip-picture-spoken", "slip-give-back", "slip-done",
    "nothing-title", "nothing-hint", "nothing-today", "nothing-trades", "other-language", "nav-back", "nav-home",
    "nav-listen", "nav-staff",
)  # fmt: skip


def fixed_phrases(texts: Texts) -> Iterator[str]:
    """What every visit may hear, the first screens first."""
    yield from (texts(key) for key in FIXED)
    for kind in NoticeKind:
        yield from (texts(f"{kind.value}-{part}") for part in ("title", "text", "button"))
    for trade in TRADES:
        name = texts(f"trade-{trade.id}")
        yield name
        yield texts("listing-trade", trade=name)


def posting_phrases(posting: Posting, texts: Texts, *, today: date) -> Iterator[str]:
    """What the card and the screen of `posting` say."""
    words = Words(texts=texts, today=today)
    yield from (line.text for line in card_lines(posting, words, with_trade=False))
    yield from (line.text for line in fact_lines(posting, words))
