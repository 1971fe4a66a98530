"""Cards to choose from, one to three a page, or what to do where there is none."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.events import Event, TurnedTo
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.event_tiles import EventTiles
from ui.theme import Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells, how_many
from ui.widgets.item import Item, Sign
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import Typesetter

MOST_CARDS = 3
"""One to three a page (worker-experience.md): more are not kept apart by ear."""
PICTURE_SHARES = (0.34, 0.22)
"""Of a card's width; the smaller where the lines have no room beside the larger."""
CARD_EMS, CARD_HEIGHT_EMS, CARD_HEIGHT_MM = 13.0, 6.4, 52.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card shows, and what happens when it is touched."""

    picture: str
    lines: tuple[Line, ...]
    event: Event


class CardsScreen(Screen):
    """What the cards are is the business of the screens made of it; `name` begins the names of their items."""

    name = ""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._tiles = EventTiles(self, self.name, MOST_CARDS)
        self._pager = Pager(typesetter, self, at_side=not typesetter.theme.panel.is_portrait)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._nothing = Sign(typesetter, f"{self.name}-none", self)
        self._cards: Sequence[Card] = ()
        self._shown: Sequence[Card] = ()
        self._first = 0
        self._words: Words | None = None

    @abstractmethod
    def heading_of(self, texts: Texts) -> Heading:
        """The name of the screen."""

    @abstractmethod
    def cards_of(self, visit: Visit, words: Words) -> tuple[Sequence[Card], int]:
        """All cards, and the index of the first to be shown."""

    @abstractmethod
    def nothing_of(self, texts: Texts) -> tuple[str, str]:
        """What is said where there is no card: that there is none, and what to do."""

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the cards from the state's first one."""
        self._words = words
        self._cards, self._first = self.cards_of(visit, words)
        self._heading = self.heading_of(words.texts)
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (*self._tiles.buttons, self._nothing, *self._pager.items())

    def arrange(self, area: QRectF) -> None:
        if self._words is None:
            return
        self._nothing.setVisible(not self._cards)
        if not self._cards:
            self._arrange_nothing(area, self._words.texts)
        self._arrange_cards(area, self._words.texts)

    def _arrange_cards(self, area: QRectF, texts: Texts) -> None:
        each = self._cards_in(area)
        has_pages = len(self._cards) > each
        room = self._pager.room_for(area, texts, needed=has_pages)
        each = min(each, self._cards_in(room)) if has_pages else each
        page = Page(total=len(self._cards), each=each, first=self._first)
        self._shown = shown = self._cards[page.start : page.end]
        columns, rows = (1, each) if self.typesetter.theme.panel.is_portrait else (each, 1)
        parts = cells(room, columns=columns, rows=rows, gap=self.typesetter.theme.gap)
        faces = [Face(picture=card.picture, lines=card.lines, picture_share=PICTURE_SHARES[0]) for card in shown]
        if not all(map(self._fits, faces, parts)):
            faces = [replace(face, picture_share=PICTURE_SHARES[1]) for face in faces]
        self._tiles.show(faces, [card.event for card in shown], parts)
        self._pager.show_page(page, area, texts)

    def _fits(self, face: Face, part: QRectF) -> bool:
        return self.typesetter.place(face, part.adjusted(0, 0, -1, -1)).fits

    def _cards_in(self, area: QRectF) -> int:
        theme = self.typesetter.theme
        em = theme.font(Role.BODY).pixelSize()
        if theme.panel.is_portrait:
            least = max(theme.px(CARD_HEIGHT_MM), em * CARD_HEIGHT_EMS + theme.px(9))
            return how_many(area.height(), each=least, gap=theme.gap, most=MOST_CARDS)
        return how_many(area.width(), each=em * CARD_EMS, gap=theme.gap, most=MOST_CARDS)

    def _arrange_nothing(self, area: QRectF, texts: Texts) -> None:
        title, hint = self.nothing_of(texts)
        lines = (Line(text=title, role=Role.TITLE), Line(text=hint, role=Role.STRONG))
        face = Face(picture="go-to-staff", lines=lines, tone=Tone.PLAIN, centered=True, picture_share=0.4)
        self._nothing.setGeometry(area.toRect())
        self._nothing.show_face(self.typesetter.grown([face], [area], more_lines=1)[0])
