"""Beside a list of work: the way to choose, what is chosen in small pictures, and one touch that takes it off."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.states import Postings
from kiosk.texts.catalogue import Texts
from ui.screens.worker.marks import PICTURES, chosen_words, in_order
from ui.theme import TARGET_MM, Role
from ui.widgets.button_row import button_row
from ui.widgets.face import Face, Line
from ui.widgets.grid import cells
from ui.widgets.item import BigButton, Item
from ui.widgets.pager import Pager
from ui.widgets.picture_row import PictureRow
from ui.widgets.typesetter import Typesetter

FEWEST = 2
"""Of one job nobody needs to choose."""
PICTURES_MM = 9.0


class ChoosingWays:
    """Two buttons and a row of pictures: across the top of a tall panel, over the pager at the side of a wide one."""

    def __init__(self, typesetter: Typesetter, parent: QWidget, pager: Pager) -> None:
        self._typesetter, self._pager = typesetter, pager
        self.choose = BigButton(typesetter, "postings-choose", parent)
        self.off = BigButton(typesetter, "postings-all-off", parent)
        self._pictures = PictureRow(typesetter, "postings-chosen", parent)

    def items(self) -> tuple[Item, ...]:
        """What stands there, in reading order."""
        return (self._pictures, self.off, self.choose)

    def arrange(self, area: QRectF, state: Postings, texts: Texts) -> tuple[QRectF, QRectF]:
        """Place what is wanted for `state` in `area`; return what is left for the list with its pager, and the pager's.

        At the side of a wide panel the two stand in one column, which takes its width from the list anyhow; where the
        panel is too low for that, what is wanted stands across the top.
        """
        has_chosen = bool(state.chosen)
        self.choose.setVisible(has_chosen or len(state.postings or ()) >= FEWEST)
        for item in (self.off, self._pictures):
            item.setVisible(has_chosen)
        self._pager.least_side = 0.0
        if self.choose.isHidden():
            return area, area
        marks = in_order(state.chosen)
        self._pictures.show_pictures([PICTURES[mark] for mark in marks], spoken=chosen_words(state.chosen, texts))
        scale = self._typesetter.theme.aside_scale
        named = (("choose", "choosing-button"), ("choose-off", "choosing-all-off"))
        faces = [replace(_face(picture, texts(key)), scale=scale) for picture, key in named]
        if not self._typesetter.theme.panel.is_portrait:
            rest, beside = self._at_side(area, faces, texts, has_chosen=has_chosen)
            if beside.height() >= self._pager.side_height(texts):
                return rest, beside
        self._pager.least_side = 0.0
        rest = self._across(area, faces, has_chosen=has_chosen)
        return rest, rest

    def _across(self, area: QRectF, faces: list[Face], *, has_chosen: bool) -> QRectF:
        gap = self._typesetter.theme.gap
        width = (area.width() - gap) * 2 / 3
        faces, height = button_row(self._typesetter, faces, width, height_mm=TARGET_MM)
        row = QRectF(area.left(), area.top(), area.width(), height)
        parts = cells(row, columns=3 if has_chosen else 1, rows=1, gap=gap)
        self._place(self.choose, faces[0], parts[0])
        if has_chosen:
            self._pictures.setGeometry(parts[1].toRect())
            self._place(self.off, faces[1], parts[2])
        return area.adjusted(0, height + gap, 0, 0)

    def _at_side(self, area: QRectF, faces: list[Face], texts: Texts, *, has_chosen: bool) -> tuple[QRectF, QRectF]:
        theme, typesetter = self._typesetter.theme, self._typesetter
        faces = [replace(face, beside=False) for face in faces]
        self._pager.least_side = max(typesetter.word_width(face) for face in faces)
        side = self._pager.side_width(texts)
        left, top = area.right() - side, area.top()
        for button, face in ((self.choose, faces[0]), (self.off, faces[1]))[: 2 if has_chosen else 1]:
            height = max(theme.px(TARGET_MM), typesetter.height_for(face, side))
            self._place(button, face, QRectF(left, top, side, height))
            top += height + theme.gap
            if button is self.choose and has_chosen:
                self._pictures.setGeometry(QRectF(left, top, side, theme.px(PICTURES_MM)).toRect())
                top += theme.px(PICTURES_MM) + theme.gap
        return area.adjusted(0, 0, -side - theme.gap, 0), QRectF(area.left(), top, area.width(), area.bottom() - top)

    def _place(self, button: BigButton, face: Face, part: QRectF) -> None:
        button.setGeometry(part.toRect())
        button.show_face(self._typesetter.grown([face], [part])[0])


def _face(picture: str, text: str) -> Face:
    return Face(picture=picture, lines=(Line(text=text, role=Role.STRONG),), centered=True)
