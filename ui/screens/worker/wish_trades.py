"""What can you do? Up to five trades by picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.trade import TRADES
from kiosk.journeys.events import TurnedTo, WishTradeTouched
from kiosk.journeys.visit import Visit
from kiosk.journeys.wish_states import WishTrades
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Words
from ui.screens.worker.wish_choices import ChoicesScreen
from ui.theme import SMALL_PICTURE_MM, TARGET_MM, Role
from ui.widgets.choice import Choice
from ui.widgets.face import Face, Line
from ui.widgets.grid import cells, how_many
from ui.widgets.item import Item
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import Typesetter

TILE_HEIGHT_MM = 36.0
MOST_COLUMNS, MOST_ROWS = 6, 5
FEWEST_ON_A_PAGE = 6
"""Fewer, and the pictures go beside the words, as there are many trades."""


class WishTradesScreen(ChoicesScreen):
    """All trades, a page after the other; what is chosen is ticked and stays so on every page."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent, "wish-trades")
        self._tiles = [Choice(typesetter, f"wish-trade-{n}", self) for n in range(MOST_COLUMNS * MOST_ROWS)]
        self._shown: list[str] = []
        self._pager = Pager(typesetter, self, at_side=not typesetter.theme.panel.is_portrait)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        for index, tile in enumerate(self._tiles):
            tile.clicked.connect(lambda _=False, index=index: self.report(WishTradeTouched(self._shown[index])))
        self._state = WishTrades()

    def tiles(self) -> Sequence[Item]:
        return (*self._tiles, *self._pager.items())

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the trades from the state's first one."""
        assert isinstance(visit.screen, WishTrades)
        self._state, self.words = visit.screen, words
        self.title = Heading(words.texts("wish-trades-title"), "trades")
        self.arrange(QRectF(self.rect()))

    def arrange(self, area: QRectF) -> None:
        if self.words is None:
            return
        texts, state = self.words.texts, self._state
        self.hint.hide()
        may_go_on = bool(state.chosen)
        if self.typesetter.theme.panel.is_portrait:
            rest = self.arrange_go_on(area, texts("wish-go-on"), may_go_on=may_go_on)
            room = self._pager.room_for(rest, texts, needed=True)
        else:  # the way on stands below the pager, where it costs no row of trades
            room = self._pager.room_for(area, texts, needed=True)
            side = area.adjusted(room.width() + self.typesetter.theme.gap, 0, 0, 0)
            rest = self.arrange_go_on(side, texts("wish-go-on"), may_go_on=may_go_on)
        columns, rows = self._grid(room, texts, beside=False)
        is_low = columns * rows < FEWEST_ON_A_PAGE
        if is_low:
            columns, rows = self._grid(room, texts, beside=True)
        page = Page(total=len(TRADES), each=columns * rows, first=state.first)
        self._shown = [trade.id for trade in TRADES[page.start : page.end]]
        parts = cells(room, columns=columns, rows=rows, gap=self.typesetter.theme.gap)
        faces = self.typesetter.grown(
            [_face(trade, texts, beside=is_low) for trade in self._shown], parts[: len(self._shown)]
        )
        for index, tile in enumerate(self._tiles):
            tile.setVisible(index < len(self._shown))
        for tile, part, face, trade in zip(self._tiles, parts, faces, self._shown, strict=False):
            tile.setGeometry(part.toRect())
            tile.show_choice(face, is_chosen=trade in state.chosen)
        self._pager.show_page(page, rest, texts)

    def _grid(self, area: QRectF, texts: Texts, *, beside: bool) -> tuple[int, int]:
        theme, gap = self.typesetter.theme, self.typesetter.theme.gap
        faces = [_face(trade.id, texts, beside=beside) for trade in TRADES]
        em, picture = theme.font(Role.STRONG).pixelSize(), theme.px(SMALL_PICTURE_MM) + theme.padding
        width = max(map(self.typesetter.word_width, faces)) + beside * picture
        height = max(theme.px(TARGET_MM), em * 2.4) if beside else max(theme.px(TILE_HEIGHT_MM), em * 3.6)
        columns = how_many(area.width(), each=width, gap=gap, most=MOST_COLUMNS)
        rows = how_many(area.height(), each=height, gap=gap, most=MOST_ROWS)
        while rows > 1 and not self._are_whole(faces, cells(area, columns=columns, rows=rows, gap=gap)[0]):
            rows -= 1
        return columns, rows

    def _are_whole(self, faces: Sequence[Face], part: QRectF) -> bool:
        inner = part.adjusted(0, 0, -1, -1)  # a rectangle rounded to pixels may lose one
        return all(self.typesetter.place(face, inner).fits for face in faces)


def _face(trade: str, texts: Texts, *, beside: bool) -> Face:
    line = Line(text=texts(f"trade-{trade}"), role=Role.STRONG)
    return Face(picture=trade, lines=(line,), centered=not beside, beside=beside, small_picture=beside)
