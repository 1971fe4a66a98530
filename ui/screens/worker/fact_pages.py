"""Facts that run down the columns of an area, on as many pages as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF

from kiosk.journeys.events import TurnedTo
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Screen
from ui.widgets.face import Face
from ui.widgets.flow import grown_flow
from ui.widgets.item import Item, Sign
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import SCALES


class FactPages:
    """The signs of one `screen`, `most` on a page, and the pager below them."""

    def __init__(self, screen: Screen, name: str, most: int) -> None:
        self._typesetter = screen.typesetter
        self._signs = [Sign(screen.typesetter, f"{name}-{index}", screen) for index in range(most)]
        self._pager = Pager(screen.typesetter, screen)
        self._pager.turned.connect(lambda first: screen.report(TurnedTo(first)))

    def items(self) -> Sequence[Item]:
        """The signs, and then what turns the pages."""
        return (*self._signs, *self._pager.items())

    def show(
        self,
        faces: Sequence[Face],
        area: QRectF,
        texts: Texts,
        *,
        first: int,
        scales: Sequence[float] = SCALES[1:],
        most_columns: int = 2,
    ) -> None:
        """Show the page `first` of `faces`, at the first of `scales` at which one page holds them all."""
        grown, pages = grown_flow(self._typesetter, faces, area, scales=scales, most_columns=most_columns)
        if len(pages) > 1:
            room = self._pager.room_for(area, texts, needed=True)
            grown, pages = grown_flow(self._typesetter, faces, room, scales=scales, most_columns=most_columns)
        number = max(0, min(first, len(pages) - 1))
        rects = pages[number]
        for place, sign in enumerate(self._signs):
            sign.setVisible(place < len(rects))
        for sign, (index, rect) in zip(self._signs, rects.items(), strict=False):
            sign.setGeometry(rect.toRect())
            sign.show_face(grown[index])
        self._pager.show_page(Page(total=len(pages), each=1, first=number), area, texts)
