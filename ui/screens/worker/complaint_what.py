"""What happened: five pictures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.complaint import ComplaintKind
from kiosk.journeys.complaint_states import WhatHappened
from kiosk.journeys.events import HappenedChosen, TurnedTo
from kiosk.journeys.visit import Visit
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.complaint_tiles import paged_tiles, show_tiles
from ui.theme import Role
from ui.widgets.face import Face, Line
from ui.widgets.item import BigButton, Item
from ui.widgets.pager import Pager
from ui.widgets.typesetter import Typesetter


class WhatHappenedScreen(Screen):
    """One touch says it."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._tiles = []
        for kind in ComplaintKind:
            tile = BigButton(typesetter, f"happened-{kind}", self)
            tile.clicked.connect(lambda _=False, kind=kind: self.report(HappenedChosen(kind)))
            self._tiles.append(tile)
        self._pager = Pager(typesetter, self, at_side=not typesetter.theme.panel.is_portrait)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._state = WhatHappened()
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Ask what happened in the visitor's language."""
        assert isinstance(visit.screen, WhatHappened)
        self._state, self._words = visit.screen, words
        self._heading = Heading(words.texts("complaint-what-title"), "speak")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (*self._tiles, *self._pager.items())

    def arrange(self, area: QRectF) -> None:
        if self._words is None:
            return
        texts = self._words.texts

        def faces_of(beside: bool, share: float) -> list[Face]:
            return [
                Face(
                    picture=happened_picture(kind),
                    lines=(Line(text=texts(f"complaint-kind-{kind}"), role=Role.TITLE),),
                    beside=beside,
                    picture_share=share,
                    centered=True,
                )
                for kind in ComplaintKind
            ]

        first = self._state.first
        tiles = paged_tiles(self.typesetter, area, faces_of, first=first, pager=self._pager, texts=texts)
        show_tiles(self._tiles, tiles)


def happened_picture(kind: ComplaintKind) -> str:
    """The picture of what happened."""
    return f"complaint-{kind.replace('_', '-')}"
