"""Which posting of a trade a complaint is about: by whom, where and when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.posting import Posting
from kiosk.journeys.complaint_states import AboutPosting
from kiosk.journeys.events import Event, PostingToldOf
from kiosk.journeys.visit import Visit
from kiosk.texts.phrases import readable
from ui.screens.screen import Heading, Words
from ui.screens.worker.complaint_choices import AboutChoicesScreen
from ui.screens.worker.posting_lines import title, when
from ui.theme import Role
from ui.widgets.face import Face, Line
from ui.widgets.grid import how_many
from ui.widgets.typesetter import Typesetter

CARD_MM, CARD_EMS = 52.0, 6.4
WIDTH = 1.8
"""Times the height of a card."""
MOST_CARDS = 4


class AboutPostingScreen(AboutChoicesScreen):
    """One to four cards a page."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent, name="about-posting", needs_width=typesetter.theme.panel.is_small)
        self._state: AboutPosting | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the postings of the state's trade."""
        assert isinstance(visit.screen, AboutPosting)
        self._state = visit.screen
        self.show_choices(Heading(words.texts("complaint-about-title"), visit.screen.trade), words)

    def first(self) -> int:
        return self._state.first if self._state is not None else 0

    def choices(self, words: Words) -> Sequence[tuple[Face, Event]]:
        assert self._state is not None
        is_small = self.typesetter.theme.panel.is_small
        return [
            (_face(each, words, is_small=is_small), PostingToldOf(posting_id=each.id)) for each in self._state.postings
        ]

    def grid(self, area: QRectF, faces: Sequence[Face]) -> tuple[int, int]:
        theme = self.typesetter.theme
        least = max(theme.px(CARD_MM), theme.font(Role.BODY).pixelSize() * CARD_EMS)
        columns = 1 if theme.panel.is_portrait else how_many(area.width(), each=least * WIDTH, gap=theme.gap, most=2)
        return columns, how_many(area.height(), each=least, gap=theme.gap, most=MOST_CARDS // columns)


def _face(posting: Posting, words: Words, *, is_small: bool) -> Face:
    lines = (
        Line(text=title(posting, words.texts), role=Role.STRONG if is_small else Role.TITLE),
        when(posting, words.texts, today=words.today),
        Line(text=readable(posting.employer_name), icon="station", optional=True),
        Line(text=readable(posting.place), icon="place", optional=True),
    )
    return Face(picture=posting.trade, lines=tuple(line for line in lines if line.text), beside=True, picture_share=0.3)
