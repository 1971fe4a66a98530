"""The dispatch sheet as it goes on paper: who comes, with room to sign."""

from __future__ import annotations

from kiosk.desk.dispatch_sheet import SheetText
from kiosk.domain.language import Language
from kiosk.slips.document import Document, Rule, Table, Text

WEIGHTS = (1.6, 4.0, 4.4, 3.6, 3.0, 4.4)
"""Place, slip number, name, phone, trade, signature."""


def dispatch_document(sheet: SheetText, *, language: Language) -> Document:
    """Compose the paper of `sheet`."""
    facts = tuple(Text(fact) for fact in sheet.facts)
    table = Table(sheet.headings, sheet.rows, WEIGHTS, numeric=frozenset({0}))
    return Document(language=language, title=sheet.title, blocks=(*facts, Rule(), table))
