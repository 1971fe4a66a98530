"""Names as lists and sentences of the desk show them."""

from __future__ import annotations

from kiosk.domain.training import SignUp
from kiosk.slips.lines import shortened
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import listed, readable

MOST_BYTES, LOOKED_AT = 60, 240
"""About 20 Chinese characters; what stands further behind in a text of thousands is not even looked at."""


def shown_name(name: str, texts: Texts, *, most: int = MOST_BYTES) -> str:
    """`name` on one line, without what would turn the line around; words that say so where there is none."""
    return shortened(readable(name[:LOOKED_AT]), most=most) or texts("name-unknown")


def seat_name(seat: SignUp, texts: Texts) -> str:
    """Whose seat it is: a name, or the number on the paper of somebody who took it at the kiosk."""
    return seat.number or shown_name(seat.name, texts)


def shown_trades(trades: tuple[str, ...], texts: Texts) -> str:
    """`瓦工、小工`; trades that this program does not know are left out."""
    return listed((texts(f"trade-{trade}") for trade in trades if texts.has(f"trade-{trade}")), texts)
