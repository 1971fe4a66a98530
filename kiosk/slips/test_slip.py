"""What stands on a test slip: that the printer prints again, when and where; nothing of anybody, and no work."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.domain.station import Station
from kiosk.slips.document import Code, Document, Rule, Text, TextRole
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import clock_text, day_text

CODE_TEXT = "YIZHAN TEST {moment}"
"""Reads the same in every language; a phone that shows it has read sharp paper."""


def works_again(station: Station, texts: Texts, *, now: datetime) -> Document:
    """Return the slip for whoever has put paper in, or closed the cover, at `now`."""
    day = day_text(now.date(), texts, today=date.min)
    return Document(
        language=texts.language,
        title=texts("printer-test-title"),
        subtitle=texts("printer-test-when", day=day, clock=clock_text(now.time())),
        blocks=(
            Text(station.name, TextRole.STRONG),
            Text(texts("printer-test-what")),
            Rule(),
            Code(CODE_TEXT.format(moment=now.strftime("%Y%m%d %H%M")), texts("printer-test-code")),
        ),
    )
