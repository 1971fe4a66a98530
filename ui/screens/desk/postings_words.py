"""How postings read in the desk's lists and sentences: pure words."""

from __future__ import annotations

import re
from datetime import date

from kiosk.domain.posting import Posting, PostingState
from kiosk.domain.posting_list import ListedPosting
from kiosk.slips.lines import shortened
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import days_line, hours_line, pay_line, readable, trade_name
from ui.screens.desk.shown_names import shown_name

MOST_BYTES, LOOKED_AT = 90, 400
"""About 30 Chinese characters of a text that may be thousands long."""
BETWEEN = " · "
LONG_RUN = re.compile(r"(\S{16})(?=\S)")
ZERO_WIDTH_SPACE = "\u200b"


def short(text: str, *, most: int = MOST_BYTES) -> str:
    """What somebody typed, on one line, without what would turn it around, cut to what a list shows."""
    return shortened(readable(text[:LOOKED_AT]), most=most)


def breakable(text: str) -> str:
    """`text` so that a label can break it, however long its words are."""
    return LONG_RUN.sub(rf"\1{ZERO_WIDTH_SPACE}", text)


def what(posting: Posting, texts: Texts) -> str:
    """What the employer calls the work; the trade's name where that cannot be read."""
    return short(posting.title) or short(trade_name(posting, texts))


def employer_text(posting: Posting, texts: Texts) -> str:
    """Who offers the work."""
    return shown_name(posting.employer_name, texts)


def when_text(posting: Posting, texts: Texts, *, today: date) -> str:
    """`明天 11月22日 · 7:00–17:00`."""
    return BETWEEN.join((days_line(posting, texts, today=today), hours_line(posting, texts)))


def state_text(listed: ListedPosting, texts: Texts, *, is_overdue: bool = False) -> str:
    """`招着呢`, `先停着`; of one that nobody ended in time, that it should be."""
    return texts("postings-overdue" if is_overdue else f"posting-state-{listed.posting.state}")


def people_lines(listed: ListedPosting, texts: Texts, *, is_overdue: bool = False) -> tuple[str, str]:
    """`派了3，要5`; and the state where it is not open, who was hired and who waits."""
    held = texts("postings-held", held=str(listed.held), headcount=str(listed.posting.headcount))
    more = []
    if is_overdue or listed.posting.state is not PostingState.OPEN:
        more.append(state_text(listed, texts, is_overdue=is_overdue))
    if listed.hired:
        more.append(texts("postings-hired", count=str(listed.hired)))
    if listed.waiting:
        more.append(texts("postings-waiting", count=str(listed.waiting)))
    return held, BETWEEN.join(more)


def posted_text(posting: Posting, texts: Texts, *, today: date) -> str:
    """`老王果园，摘苹果，明天 11月22日 · 7:00–17:00，180元/天，要5人`."""
    line = texts(
        "posting-in-a-line",
        employer=employer_text(posting, texts),
        what=what(posting, texts),
        when=when_text(posting, texts, today=today),
        pay=pay_line(posting.pay, texts),
        people=texts("headcount", count=posting.headcount),
    )
    return breakable(line)
