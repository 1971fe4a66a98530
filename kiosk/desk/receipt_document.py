"""The receipt of whoever was forgotten, as it goes on paper."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.language import Language
from kiosk.slips.document import Block, Document, Rule, Text, TextRole


def receipt_document(lines: Sequence[str], *, language: Language) -> Document:
    """Compose the paper of `receipt_lines`: title, station and number first, then what was erased."""
    title, station, number, *others = lines
    blocks: tuple[Block, ...] = (Text(number, TextRole.STRONG), Rule(), *(Text(line) for line in others))
    return Document(language=language, title=title, subtitle=station, blocks=blocks)
