"""The arrivals list as it goes on paper: the rule first, the lot in the largest figures, then everybody in order."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.desk.arrival_sheet import ArrivalSheet
from kiosk.domain.language import Language
from kiosk.slips.document import Block, Document, Rule, Table, Text, TextRole
from kiosk.slips.lines import shortened
from kiosk.texts.phrases import readable

NAME_BYTES = 36
"""About 12 Chinese characters: longer ones would break up the columns of a roll."""
WEIGHTS = (2.0, 2.0, 6.0)


def arrival_document(sheet: ArrivalSheet, *, language: Language, station_name: str) -> Document:
    """Compose the paper of `sheet`."""
    return Document(language=language, title=sheet.title, subtitle=station_name, blocks=tuple(_blocks(sheet)))


def _blocks(sheet: ArrivalSheet) -> Iterator[Block]:
    if sheet.seed:
        yield Text(sheet.seed, TextRole.FIGURE)
    for fact in sheet.facts:
        yield Text(fact, TextRole.SMALL)
    yield Rule()
    rows = tuple((place, number, shortened(readable(name), most=NAME_BYTES)) for place, number, name in sheet.rows)
    yield Table(sheet.headings, rows, WEIGHTS, numeric=frozenset({0, 1}))
