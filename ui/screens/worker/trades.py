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
from ui.theme import Role
from ui.widgets.face import Face, Line
from ui.widgets.grid import cells, how_many
from ui.widgets.item import BigButton, Item
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import Typesetter

TILE_HEIGHT_MM = 44.0
MOST_COLUMNS, MOST_ROWS = 8, 5


class TradesScreen(Screen):
    """Tiles with a picture and a word, those with most work first; as many as are told apart at ease."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._tiles = [BigButton(typesetter, f"trade-{index}", self) for index in range(MOST_COLUMNS * MOST_ROWS)]
        self._shown: list[str] = []
        self._under_finger = ""
        self._pager = Pager(typesetter, self, at_side=not typesetter.theme.panel.is_portrait)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        for index, tile in enumerate(self._tiles):
            tile.pressed.connect(lambda index=index: self._put_under_finger(index))
            tile.clicked.connect(lambda: self.report(ListingChosen(OfTrade(self._under_finger))))
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
        return (*self._tiles, *self._pager.items())

    def arrange(self, area: QRectF) -> None:
        if not self._state.counts or self._words is None:
            return
        counts, texts = self._state.counts, self._words.texts
        columns, rows = self._grid(area)
        has_pages = len(counts) > columns * rows
        room = self._pager.room_for(area, texts, needed=has_pages)
        if has_pages:
            columns, rows = self._grid(room)
        page = Page(total=len(counts), each=columns * rows, first=self._state.first)
        parts = cells(room, columns=columns, rows=rows, gap=self.typesetter.theme.gap)
        shown = counts[page.start : page.end]
        self._shown = [trade for trade, _ in shown]
        for index, tile in enumerate(self._tiles):
            tile.setVisible(index < len(shown))
        faces = self.typesetter.grown([_face(trade, texts) for trade in self._shown], parts[: len(shown)])
        for tile, part, face in zip(self._tiles, parts, faces, strict=False):
            tile.setGeometry(part.toRect())
            tile.show_face(face)
        self._pager.show_page(page, area, texts)

    def _put_under_finger(self, index: int) -> None:
        """Note what the tile shows as it is pressed: the trades may change before the finger is lifted."""
        self._under_finger = self._shown[index]

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
