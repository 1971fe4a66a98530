"""Choosing what a complaint is about: pages of tiles or cards, and below them, always, the way on without any."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.events import Event, PostingToldOf, TurnedTo
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.complaint_tiles import with_way_on
from ui.screens.worker.event_tiles import EventTiles
from ui.theme import Role
from ui.widgets.face import Face, Line
from ui.widgets.item import BigButton, Item
from ui.widgets.pager import Pager
from ui.widgets.typesetter import Typesetter

MOST_TILES = 24
NARROW_SHARE = 0.2


class AboutChoicesScreen(Screen):
    """Each choice is a face and the event of touching it; `grid` says how many columns and rows an area has."""

    def __init__(self, typesetter: Typesetter, parent: QWidget, *, name: str, needs_width: bool = False) -> None:
        """Make its items; what `needs_width` has everything else below it, not at its right."""
        super().__init__(typesetter, parent)
        self._stays_below = needs_width or typesetter.theme.panel.is_portrait
        self._heading = Heading("")
        self._tiles = EventTiles(self, name, MOST_TILES)
        self._none = BigButton(typesetter, "about-none", self)
        self._none.clicked.connect(lambda: self.report(PostingToldOf()))
        self._pager = Pager(typesetter, self, at_side=not self._stays_below)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._words: Words | None = None

    @abstractmethod
    def choices(self, words: Words) -> Sequence[tuple[Face, Event]]:
        """What there is to choose from, all pages together."""

    @abstractmethod
    def grid(self, area: QRectF, faces: Sequence[Face]) -> tuple[int, int]:
        """How many columns and rows there are in `area`."""

    @abstractmethod
    def first(self) -> int:
        """The index of the first choice on the page."""

    def show_choices(self, heading: Heading, words: Words) -> None:
        """Show the page under its name."""
        self._heading, self._words = heading, words
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (*self._tiles.buttons, *self._pager.items(), self._none)

    def arrange(self, area: QRectF) -> None:
        if self._words is None:
            return
        area = self._arrange_none(area, self._words.texts)
        choices = self.choices(self._words)
        faces = [face for face, _ in choices]
        page, parts = self._pager.cut(
            area,
            self._words.texts,
            total=len(choices),
            first=self.first(),
            grid=lambda room: self._fitting(room, faces),
        )
        shown = choices[page.start : page.end]
        wanted = [self._whole(face, part) for (face, _), part in zip(shown, parts, strict=False)]
        self._tiles.show(wanted, [event for _, event in shown], parts)

    def _fitting(self, area: QRectF, faces: Sequence[Face]) -> tuple[int, int]:
        columns, rows = self.grid(area, faces)
        return columns, max(1, min(rows, MOST_TILES // columns))

    def _whole(self, face: Face, part: QRectF) -> Face:
        """The face with a smaller picture where its words would not be whole beside it, or with the picture above."""
        inner = part.adjusted(0, 0, -1, -1)
        if self.typesetter.place(face, inner).fits:
            return face
        narrow = replace(face, picture_share=NARROW_SHARE)
        return replace(face, beside=False) if self.typesetter.place(narrow, inner).is_torn else narrow

    def _arrange_none(self, area: QRectF, texts: Texts) -> QRectF:
        line = Line(text=texts("complaint-about-none"), role=Role.STRONG)
        scale = self.typesetter.theme.aside_scale
        face = Face(picture="next", lines=(line,), centered=True, beside=True, small_picture=True, scale=scale)
        above, below, face = with_way_on(self.typesetter, area, face, least_mm=22.0, stays_below=self._stays_below)
        self._none.setGeometry(below.toRect())
        self._none.show_face(face)
        return above
