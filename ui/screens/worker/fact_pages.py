"""Facts that run down the columns of an area, on as many pages as they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF

from kiosk.journeys.events import TurnedTo
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Screen
from ui.theme import TARGET_MM
from ui.widgets.face import Face
from ui.widgets.flow import grown_flow
from ui.widgets.grid import split_bottom
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import SCALES


@dataclass(frozen=True, slots=True)
class Tail:
    """A `button` with its `face` that stands behind the last fact where there is room, and what is `spoken` for it."""

    button: BigButton
    face: Face
    spoken: str

    @property
    def alone(self) -> Face:
        """Its face on a page of its own."""
        return replace(self.face, beside=False, small_picture=False)


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
        tail: Tail | None = None,
    ) -> None:
        """Show the page `first` of `faces`, at the first of `scales` at which one page holds them all.

        A `tail` stands below the facts of the last page, or on a page more where there are pages anyhow; it is left out
        where one page has room for the facts alone.
        """

        def flow(room: QRectF) -> tuple[list[Face], list[Mapping[int, QRectF]]]:
            grown, pages = grown_flow(self._typesetter, faces, room, scales=scales, most_columns=most_columns)
            return grown, [*pages]

        above, place = self._above(tail, area)
        grown, pages = flow(above)
        has_room = len(pages) == 1 and above.height() > 0
        if not has_room and tail is not None:
            grown, pages = flow(area)
        if len(pages) > 1:
            room = self._pager.room_for(area, texts, needed=True)
            grown, pages = flow(room)
            above, place = self._above(tail, room)
            has_room = above.height() > 0 and max(rect.bottom() for rect in pages[-1].values()) <= above.bottom()
            if tail is not None and not has_room and self._fits(tail.alone, room):
                place, pages, has_room = room, [*pages, {}], True
        number = max(0, min(first, len(pages) - 1))
        rects = pages[number]
        for index, sign in enumerate(self._signs):
            sign.setVisible(index < len(rects))
        for sign, (index, rect) in zip(self._signs, rects.items(), strict=False):
            sign.setGeometry(rect.toRect())
            sign.show_face(grown[index])
        self._pager.show_page(Page(total=len(pages), each=1, first=number), area, texts)
        if tail is not None:
            is_there = has_room and number == len(pages) - 1
            self._show_tail(tail, tail.face if rects else tail.alone, place, is_there=is_there)

    def _above(self, tail: Tail | None, area: QRectF) -> tuple[QRectF, QRectF]:
        """Return what is left above `tail` at the bottom of `area`, and its place."""
        if tail is None:
            return area, QRectF()
        theme = self._typesetter.theme
        height = max(theme.px(TARGET_MM), self._typesetter.height_for(tail.face, area.width()))
        return split_bottom(area, height, gap=theme.gap)

    def _fits(self, face: Face, area: QRectF) -> bool:
        return self._typesetter.place(face, area.adjusted(0, 0, -1, -1)).fits

    def _show_tail(self, tail: Tail, face: Face, place: QRectF, *, is_there: bool) -> None:
        tail.button.setVisible(is_there)
        if is_there:
            tail.button.setGeometry(place.toRect())
            tail.button.show_face(self._typesetter.grown([face], [place])[0], spoken=(tail.spoken,))
