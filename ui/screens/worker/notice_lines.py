"""The lines in which a notice is shown: plain text, whatever it may look like."""

from __future__ import annotations

from kiosk.domain.notice import Notice, NoticeSource
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import dated, readable
from ui.screens.screen import Words
from ui.theme import Role
from ui.widgets.face import Line

PICTURE = "bulletin"


def notice_card_lines(notice: Notice, words: Words) -> tuple[Line, ...]:
    """The title, who says it, and how long it is true."""
    return (
        Line(text=readable(notice.title), role=Role.TITLE),
        Line(text=source_line(notice, words.texts), icon="station", optional=True),
        Line(text=until_line(notice, words), icon="calendar", optional=True),
    )


def source_line(notice: Notice, texts: Texts) -> str:
    """Who says it."""
    return texts("message-of-county" if notice.source is NoticeSource.CENTRAL else "message-of-station")


def until_line(notice: Notice, words: Words) -> str:
    """The last day on which it is true."""
    return words.texts("message-until", day=dated(notice.last_day, words.texts, today=words.today))


def notice_paragraphs(notice: Notice) -> tuple[str, ...]:
    """The words as they were written, a paragraph a line; what can be neither shown nor said is left out."""
    return tuple(text for text in map(readable, notice.words.splitlines()) if text)
