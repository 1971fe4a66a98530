"""The postings of a listing, one to three a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.listing import InTown, Listing, Near, OfTrade, SuitsOlder, Today
from kiosk.domain.posting import Posting
from kiosk.domain.trade import OTHER_TRADE
from kiosk.journeys.events import (
    ChoosingWanted,
    ChosenDropped,
    ListingChosen,
    PostingChosen,
    TradesWanted,
    TurnedTo,
)
from kiosk.journeys.states import OnePosting, Postings
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.choosing_ways import ChoosingWays
from ui.screens.worker.marks import chosen_words
from ui.screens.worker.posting_lines import card_lines
from ui.screens.worker.town_words import town_name
from ui.theme import Role
from ui.widgets.button_row import button_row
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells, how_many, split_bottom
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import Typesetter

MOST_CARDS = 3
"""One to three a page (worker-experience.md): more are not kept apart by ear."""
PICTURE_SHARE, SMALL_PICTURE_SHARE = 0.34, 0.22
"""Of a card's width; the smaller where name, pay and days have no room beside the larger."""
CARD_EMS = 13.0
CARD_HEIGHT_EMS = 7.7
"""Room for a name and days of two lines each, and the pay."""


class PostingsScreen(Screen):
    """Cards with picture, pay, day and place; or, where there is no work, what to do instead."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._under_finger = ""
        self._cards = [BigButton(typesetter, f"posting-{index}", self) for index in range(MOST_CARDS)]
        for index, card in enumerate(self._cards):
            card.pressed.connect(lambda index=index: self._put_under_finger(index))
            card.clicked.connect(lambda: self.report(PostingChosen(self._under_finger)))
        self._shown: tuple[Posting, ...] = ()
        self._pager = Pager(typesetter, self, at_side=not typesetter.theme.panel.is_portrait)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._nothing = Sign(typesetter, "nothing", self)
        self._instead_today = BigButton(typesetter, "nothing-today", self)
        self._instead_today.clicked.connect(lambda: self.report(ListingChosen(Today())))
        self._instead_trades = BigButton(typesetter, "nothing-trades", self)
        self._instead_trades.clicked.connect(lambda: self.report(TradesWanted()))
        self._ways = ChoosingWays(typesetter, self, self._pager)
        self._ways.choose.clicked.connect(lambda: self.report(ChoosingWanted()))
        self._ways.off.clicked.connect(lambda: self.report(ChosenDropped()))
        self._state: Postings | None = None
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the postings from the state's first one."""
        state = visit.screen
        assert isinstance(state, Postings)
        self._state, self._words = state, words
        self._heading = postings_heading(state, words.texts, is_small=self.typesetter.theme.panel.is_small)
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (
            *self._cards,
            self._nothing,
            self._instead_today,
            self._instead_trades,
            *self._ways.items(),
            *self._pager.items(),
        )

    def likely_next(self) -> Sequence[OnePosting]:
        return [self._state.of(posting) for posting in self._shown] if self._state is not None else []

    def arrange(self, area: QRectF) -> None:
        if self._state is None or self._words is None or self._state.postings is None:
            return
        is_empty = not self._state.postings
        for item in (self._nothing, self._instead_today, self._instead_trades):
            item.setVisible(is_empty)
        list_area, pager_area = self._ways.arrange(area, self._state, self._words.texts)
        if is_empty:
            self._instead_today.setVisible(self._state.listing != Today() and not self._state.chosen)
            self._arrange_nothing(list_area, self._state, self._words.texts)
        self._arrange_cards(list_area, pager_area, self._state.postings, self._words)

    def _put_under_finger(self, index: int) -> None:
        """Note what the card shows as it is pressed: the list may change before the finger is lifted."""
        self._under_finger = self._shown[index].id

    def _arrange_cards(self, area: QRectF, pager_area: QRectF, postings: tuple[Posting, ...], words: Words) -> None:
        """The pager stands in its own area, which is the cards' where it takes its room from them."""
        each = self._cards_in(area)
        has_pages = len(postings) > each
        room = self._pager.room_for(area, words.texts, needed=has_pages and area == pager_area)
        each = min(each, self._cards_in(room)) if has_pages else each
        page = Page(total=len(postings), each=each, first=self._state.first if self._state else 0)
        self._shown = postings[page.start : page.end]
        in_rows = self.typesetter.theme.panel.is_portrait
        columns, rows = (1, each) if in_rows else (each, 1)
        parts = cells(room, columns=columns, rows=rows, gap=self.typesetter.theme.gap)
        with_trade = not (self._state and isinstance(self._state.listing, OfTrade))
        faces = [
            Face(
                picture=posting.trade,
                lines=card_lines(posting, words, with_trade=with_trade),
                picture_share=PICTURE_SHARE,
            )
            for posting in self._shown
        ]
        if not all(map(self._fits, faces, parts)):
            faces = [replace(face, picture_share=SMALL_PICTURE_SHARE) for face in faces]
        for index, card in enumerate(self._cards):
            card.setVisible(index < len(self._shown))
        grown = self.typesetter.grown(faces, parts[: len(faces)])
        for card, part, face in zip(self._cards, parts, grown, strict=False):
            card.setGeometry(part.toRect())
            card.show_face(face)
        self._pager.show_page(page, pager_area, words.texts)

    def _fits(self, face: Face, part: QRectF) -> bool:
        return self.typesetter.place(face, part.adjusted(0, 0, -1, -1)).fits

    def _cards_in(self, area: QRectF) -> int:
        theme = self.typesetter.theme
        em = theme.font(Role.BODY).pixelSize()
        gap = theme.gap
        if theme.panel.is_portrait:
            return how_many(
                area.height(), each=max(theme.px(60), em * CARD_HEIGHT_EMS + theme.px(9)), gap=gap, most=MOST_CARDS
            )
        return how_many(area.width(), each=em * CARD_EMS, gap=gap, most=MOST_CARDS)

    def _arrange_nothing(self, area: QRectF, state: Postings, texts: Texts) -> None:
        theme = self.typesetter.theme
        gap = theme.gap
        title, hint = texts("nothing-title"), texts("nothing-hint")
        if state.chosen:
            title, hint = texts("choosing-nothing-title"), texts("choosing-nothing-hint")
        lines = (Line(text=title, role=Role.TITLE), Line(text=hint))
        buttons = [(self._instead_today, "today", "nothing-today"), (self._instead_trades, "trades", "nothing-trades")]
        buttons = [(button, picture, key) for button, picture, key in buttons if not button.isHidden()]
        faces = [
            Face(picture=picture, lines=(Line(text=texts(key), role=Role.STRONG),), centered=True)
            for _, picture, key in buttons
        ]
        faces, height = button_row(self.typesetter, faces, area.width())
        above, below = split_bottom(area, max(height, area.height() * 0.25), gap=gap)
        face = Face(picture="empty", lines=lines, tone=Tone.PLAIN, centered=True, picture_share=0.3)
        self._nothing.setGeometry(above.toRect())
        self._nothing.show_face(self.typesetter.grown([face], [above], more_lines=1)[0])
        parts = cells(below, columns=len(buttons), rows=1, gap=gap)
        grown = self.typesetter.grown(faces, parts)
        for (button, _, _), part, button_face in zip(buttons, parts, grown, strict=True):
            button.setGeometry(part.toRect())
            button.show_face(button_face)


def postings_heading(state: Postings, texts: Texts, *, is_small: bool) -> Heading:
    """The name and picture of the list, and what was chosen of it; a small panel leaves that to the pictures."""
    heading = listing_heading(state.listing, texts)
    if not state.chosen or is_small:
        return heading
    marks = chosen_words(state.chosen, texts)
    return Heading(texts("listing-chosen", listing=heading.text, marks=marks), heading.picture)


def listing_heading(listing: Listing, texts: Texts) -> Heading:
    """The name and picture of a listing."""
    match listing:
        case Today():
            return Heading(texts("listing-today"), "today")
        case SuitsOlder():
            return Heading(texts("listing-older"), "older")
        case Near():
            return Heading(texts("listing-near"), "near")
        case InTown(town):
            return Heading(texts("listing-town", town=town_name(town, texts)), "place")
        case OfTrade(trade):
            name = f"trade-{trade}"
            known = name if texts.has(name) else f"trade-{OTHER_TRADE}"
            return Heading(texts("listing-trade", trade=texts(known)), trade)
