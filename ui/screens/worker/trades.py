"""Trades by picture: what can you do?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.listing import OfTrade
from kiosk.journeys.events import ListingChosen, TurnedTo
from kiosk.journeys.states import Trades
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.event_tiles import EventTiles
from ui.theme import Role
from ui.widgets.face import Face, Line
from ui.widgets.grid import how_many
from ui.widgets.item import Item
from ui.widgets.pager import Pager
from ui.widgets.typesetter import Typesetter

TILE_HEIGHT_MM = 44.0
MOST_COLUMNS, MOST_ROWS = 8, 5


class TradesScreen(Screen):
    """Tiles with a picture and a word, those with most work first; as many as are told apart at ease."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._tiles = EventTiles(self, "trade", MOST_COLUMNS * MOST_ROWS)
        self._pager = Pager(typesetter, self, at_side=not typesetter.theme.panel.is_portrait)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._state = Trades()
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the trades from the state's first one."""
        state = visit.screen
        assert isinstance(state, Trades)
        self._state, self._words = state, words
        self._heading = Heading(words.texts("trades-title"), "trades")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (*self._tiles.buttons, *self._pager.items())

    def arrange(self, area: QRectF) -> None:
        if not self._state.counts or self._words is None:
            return
        counts, texts = self._state.counts, self._words.texts
        page, parts = self._pager.cut(area, texts, total=len(counts), first=self._state.first, grid=self._grid)
        shown = [trade for trade, _ in counts[page.start : page.end]]
        events = [ListingChosen(OfTrade(trade)) for trade in shown]
        self._tiles.show([_face(trade, texts) for trade in shown], events, parts)

    def _grid(self, area: QRectF) -> tuple[int, int]:
        theme = self.typesetter.theme
        gap = theme.gap
        em = theme.font(Role.STRONG).pixelSize()
        columns = how_many(area.width(), each=self._tile_width(), gap=gap, most=MOST_COLUMNS)
        least_height = max(theme.px(TILE_HEIGHT_MM), em * 4.2)
        return columns, how_many(area.height(), each=least_height, gap=gap, most=MOST_ROWS)

    def _tile_width(self) -> float:
        """The width at which no trade's name is broken inside a word."""
        assert self._words is not None
        assert self._state.counts is not None
        texts = self._words.texts
        return max(self.typesetter.word_width(_face(trade, texts)) for trade, _ in self._state.counts)


def _face(trade: str, texts: Texts) -> Face:
    name = texts(f"trade-{trade}") if texts.has(f"trade-{trade}") else trade
    return Face(picture=trade, lines=(Line(text=name, role=Role.STRONG),), centered=True, beside=False)
