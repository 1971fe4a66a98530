"""Which work a complaint is about: the slips of this visit, then trades by picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.complaint_states import AboutTrade
from kiosk.journeys.events import Event, PostingToldOf, TradeToldOf
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Words
from ui.screens.worker.complaint_choices import AboutChoicesScreen
from ui.theme import Role
from ui.widgets.face import Face, Line
from ui.widgets.grid import how_many
from ui.widgets.typesetter import Typesetter

TILE_HEIGHT_MM, SMALL_TILE_HEIGHT_MM = 44.0, 23.0
"""On a small panel pictures stand beside the words, so that a page holds more than one."""
MOST_COLUMNS, MOST_ROWS = 6, 4


class AboutTradeScreen(AboutChoicesScreen):
    """Slips come first: whoever holds one mostly speaks of it."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent, name="about-trade")
        self._state: AboutTrade | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show what the visit's state asks."""
        assert isinstance(visit.screen, AboutTrade)
        self._state = visit.screen
        self.show_choices(Heading(words.texts("complaint-about-title"), "search"), words)

    def first(self) -> int:
        return self._state.first if self._state is not None else 0

    def choices(self, words: Words) -> Sequence[tuple[Face, Event]]:
        assert self._state is not None
        slips: list[tuple[Face, Event]] = [
            (
                self._face(shown.posting.trade, words.texts("complaint-about-slip")),
                PostingToldOf(posting_id=shown.posting.id, slip_number=shown.slip.number),
            )
            for shown in self._state.slips
        ]
        return [
            *slips,
            *((self._face(each, _name(each, words.texts)), TradeToldOf(each)) for each in self._state.trades),
        ]

    def grid(self, area: QRectF, faces: Sequence[Face]) -> tuple[int, int]:
        theme = self.typesetter.theme
        widest = max((self.typesetter.word_width(face) for face in faces), default=theme.px(TILE_HEIGHT_MM))
        em = theme.font(Role.STRONG).pixelSize()
        least_height = max(theme.px(TILE_HEIGHT_MM), em * 4.2)
        if theme.panel.is_small:
            least_height = max(theme.px(SMALL_TILE_HEIGHT_MM), em * 1.6)
            widest += theme.px(SMALL_TILE_HEIGHT_MM)
        columns = how_many(area.width(), each=widest, gap=theme.gap, most=MOST_COLUMNS)
        return columns, how_many(area.height(), each=least_height, gap=theme.gap, most=MOST_ROWS)

    def _face(self, trade: str, name: str) -> Face:
        is_small = self.typesetter.theme.panel.is_small
        line = Line(text=name, role=Role.STRONG)
        return Face(picture=trade, lines=(line,), centered=True, beside=is_small, small_picture=is_small)


def _name(trade: str, texts: Texts) -> str:
    return texts(f"trade-{trade}") if texts.has(f"trade-{trade}") else trade
