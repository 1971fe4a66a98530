"""Pages of things too many for one screen: previous, "3 / 8", next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QWidget

from kiosk.texts.catalogue import Texts
from ui.theme import ROW_MM, TARGET_MM, Role
from ui.widgets.button_row import button_row
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells, split_bottom
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.typesetter import Typesetter

NUMBER_EMS = 3.6
"""Room for "88 / 88"."""

Grid = Callable[[QRectF], tuple[int, int]]
"""How many columns and rows have room in an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which of `total` items are shown: `[start, end)`, `each` a page; the last page ends at the last item."""

    total: int
    each: int
    first: int

    @property
    def number(self) -> int:
        return min(self.first, max(0, self.total - 1)) // self.each + 1

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.each))

    @property
    def start(self) -> int:
        return (self.number - 1) * self.each

    @property
    def end(self) -> int:
        return min(self.total, self.start + self.each)


class Pager(QObject):
    """Two big buttons and the page's number, placed by the screen; hidden where one page holds all.

    They stand in a row below the content, or (`at_side`) in a column to its right, which leaves more height on a
    wide panel. `turned` carries the index of the first item to show.
    """

    turned = Signal(int)

    def __init__(self, typesetter: Typesetter, parent: QWidget, *, at_side: bool = False) -> None:
        super().__init__(parent)
        self._typesetter = typesetter
        self._at_side = at_side
        self.previous = BigButton(typesetter, "page-previous", parent)
        self.number = Sign(typesetter, "page-number", parent)
        self.next = BigButton(typesetter, "page-next", parent)
        self.least_side = 0.0
        """Pixels that the column at the side takes at least, where something else stands in it too."""
        self._page = Page(total=0, each=1, first=0)
        self.previous.clicked.connect(lambda: self.turned.emit(self._page.start - self._page.each))
        self.next.clicked.connect(lambda: self.turned.emit(self._page.start + self._page.each))

    def items(self) -> tuple[Item, ...]:
        """The pager's items in reading order."""
        return (self.number, self.previous, self.next)

    def room_for(self, area: QRectF, texts: Texts, *, needed: bool) -> QRectF:
        """Return what remains of `area` for the content beside the pager."""
        if not needed:
            return area
        gap = self._typesetter.theme.gap
        if self._at_side:
            return area.adjusted(0, 0, -self.side_width(texts) - gap, 0)
        return split_bottom(area, self._row(area, texts)[1], gap=gap)[0]

    def cut(self, area: QRectF, texts: Texts, *, total: int, first: int, grid: Grid) -> tuple[Page, list[QRectF]]:
        """Show the page that holds `first`, in `area` by the `grid` that it has room for; return it with its places."""
        columns, rows = grid(area)
        has_pages = total > columns * rows
        room = self.room_for(area, texts, needed=has_pages)
        if has_pages:
            columns, rows = grid(room)
        page = Page(total=total, each=columns * rows, first=first)
        self.show_page(page, area, texts)
        return page, cells(room, columns=columns, rows=rows, gap=self._typesetter.theme.gap)

    def show_page(self, page: Page, area: QRectF, texts: Texts) -> None:
        """Place the pager in `area` (the whole area that was given to `room_for`) for `page`."""
        self._page = page
        has_more = page.count > 1
        self.number.setVisible(has_more)
        self.previous.setVisible(has_more and page.number > 1)
        self.next.setVisible(has_more and page.number < page.count)
        if not has_more:
            return
        words = texts("page-of", page=page.number, pages=page.count)
        line = Line(text=words, role=Role.STRONG)
        scale = self._typesetter.theme.aside_scale
        self.number.show_face(Face(tone=Tone.PLAIN, lines=(line,), centered=True, scale=scale))
        faces = self._at_its_side(area, texts) if self._at_side else self._below(area, texts)
        for button, face in zip((self.previous, self.next), faces, strict=True):
            button.show_face(face)

    def _below(self, area: QRectF, texts: Texts) -> list[Face]:
        faces, height = self._row(area, texts)
        row = split_bottom(area, height, gap=0)[1]
        if (uneven := self._uneven(area, texts)) is not None:
            return self._below_unevenly(faces, row, uneven)
        side, gap = self._button_width(area, texts), self._typesetter.theme.gap
        number = self._typesetter.natural_width(self.number.face)
        if row.width() - 2 * (side + gap) < number and not faces[0].beside:
            side = self.side_width(texts)
        middle = row.adjusted(side + gap, 0, -side - gap, 0)
        if middle.width() < number:
            side = self._button_width(area, texts)
            self.number.hide()
        self._place(
            QRectF(row.left(), row.top(), side, height), middle, QRectF(row.right() - side, row.top(), side, height)
        )
        return faces

    def _below_unevenly(self, faces: list[Face], row: QRectF, widths: tuple[float, float]) -> list[Face]:
        self.number.hide()
        previous, following = widths
        left = QRectF(row.left(), row.top(), previous, row.height())
        right = QRectF(row.right() - following, row.top(), following, row.height())
        self._place(left, QRectF(), right)
        return faces

    def _uneven(self, area: QRectF, texts: Texts) -> tuple[float, float] | None:
        """How wide the two buttons are where half of the row would tear the longer word, and all of it does not."""
        theme = self._typesetter.theme
        needed = [max(theme.px(TARGET_MM), self._typesetter.word_width(face) + 2) for face in self._faces(texts)]
        spare = area.width() - theme.gap - sum(needed)
        if max(needed) <= (area.width() - theme.gap) / 2 or spare < 0:
            return None
        return needed[0] + spare / 2, needed[1] + spare / 2

    def _at_its_side(self, area: QRectF, texts: Texts) -> list[Face]:
        theme = self._typesetter.theme
        gap, side, middle = theme.gap, self.side_width(texts), theme.font(Role.STRONG).pixelSize() * 1.8
        tall = (area.height() - middle - 2 * gap) / 2
        if 2 * tall + gap < self.side_height(texts):
            middle, tall = 0.0, (area.height() - gap) / 2
            self.number.hide()
        if self._typesetter.natural_width(self.number.face) > side:
            self.number.hide()
        left = area.right() - side
        self._place(
            QRectF(left, area.top(), side, tall),
            QRectF(left, area.top() + tall + gap, side, middle),
            QRectF(left, area.bottom() - tall, side, tall),
        )
        return [replace(face, beside=False) for face in self._faces(texts)]

    def _place(self, previous: QRectF, number: QRectF, following: QRectF) -> None:
        self.previous.setGeometry(previous.toRect())
        self.number.setGeometry(number.toRect())
        self.next.setGeometry(following.toRect())

    def _row(self, area: QRectF, texts: Texts) -> tuple[list[Face], float]:
        """The faces of the two buttons and the height of their row."""
        width = 2 * self._button_width(area, texts) + self._typesetter.theme.gap
        if (uneven := self._uneven(area, texts)) is not None:
            faces = [replace(face, beside=False) for face in self._faces(texts)]
            heights = [self._typesetter.height_for(face, wide) for face, wide in zip(faces, uneven, strict=True)]
            return faces, max(self._typesetter.theme.px(TARGET_MM), *heights)
        return button_row(self._typesetter, self._faces(texts), width)

    def _button_width(self, area: QRectF, texts: Texts) -> float:
        """A third each; on a narrow area what their words need, and the number between them goes."""
        gap = self._typesetter.theme.gap
        usual = min(area.width() / 3, (area.width() - self._number_width()) / 2) - gap
        if usual >= self.side_width(texts):
            return usual
        return (area.width() - gap) / 2

    def _number_width(self) -> float:
        return self._typesetter.theme.font(Role.STRONG).pixelSize() * NUMBER_EMS

    def side_height(self, texts: Texts) -> float:
        """Return the height in pixels that the two buttons need at the side."""
        width, theme = self.side_width(texts), self._typesetter.theme
        faces = [replace(face, beside=False) for face in self._faces(texts)]
        highest = max(self._typesetter.height_for(face, width) for face in faces)
        return 2 * max(theme.px(TARGET_MM), highest) + theme.gap

    def side_width(self, texts: Texts) -> float:
        """Return the width in pixels of the column at the side."""
        widest = max(self._typesetter.word_width(face) for face in self._faces(texts))
        return max(self._typesetter.theme.px(ROW_MM), widest, self.least_side)

    def _faces(self, texts: Texts) -> list[Face]:
        return [
            Face(
                picture=sign,
                lines=(Line(text=texts(f"page-{sign}"), role=Role.STRONG),),
                centered=True,
                picture_share=0.4,
                scale=self._typesetter.theme.aside_scale,
            )
            for sign in ("previous", "next")
        ]
