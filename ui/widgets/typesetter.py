"""The typesetter lays faces out in their areas, as large as they fit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextLine, QTextOption

from ui.theme import ICON_GAP_MM, LEAST_PICTURE_MM, LINE_GAP_MM, SMALL_PICTURE_MM, Theme
from ui.widgets.answers import MOST, Answers
from ui.widgets.breaking import better_breaks, is_split_label, layout_direction, torn_count
from ui.widgets.face import Face, Line, Placed, PlacedLine, Tone
from ui.widgets.face_painter import FacePainter
from ui.widgets.grid import mirrored
from ui.widgets.pictures import Pictures

LINE_SPACING = 1.28
"""Line height in ems; Noto's own 1.45 wastes a third of a small panel."""
ICON_EMS = 1.3
GENEROUS_PICTURE_SHARE = 0.5
"""Text grows, and optional lines stay, only while the picture keeps this share of the item's shorter side."""
MOST_PICTURE_SHARE = 0.62
LESS = (0.75, 0.5, 0.0)
"""Of its side, for a picture beside a text that has no room otherwise; never less than the least picture."""
ENDLESS = 100_000.0
"""A height that no text reaches, for asking how high it would be."""
SAMPLES_SHARE = 0.1
"""Of what is kept to be quick: a sample is one button."""
SCALES = (1.8, 1.45, 1.2, 1.0)
"""Few, so that one size of letters serves many screens: a new size costs milliseconds at its first use."""


class Typesetter:
    """Lays faces out in one theme; its `painter` paints what was laid out."""

    def __init__(self, theme: Theme, pictures: Pictures, *, around: Theme | None = None, keeps: float = 1.0) -> None:
        """`keeps` is the share of what is kept to be quick; one whose screens come once or twice needs little."""
        self.theme = theme
        self._pictures = pictures
        self.painter = FacePainter(theme, pictures, around=around or theme, keeps=keeps)
        self._answers = Answers(most=round(MOST * keeps))

    def forget(self) -> None:
        """Drop what is kept to be quick, some 7 MB: it is made again when it is asked for."""
        self._answers.clear()
        self.painter.forget()

    def in_theme(self, theme: Theme) -> Typesetter:
        """Return a typesetter of the same pictures for samples of another theme; they stand on this one's ground."""
        return Typesetter(theme, self._pictures, around=self.theme, keeps=SAMPLES_SHARE)

    def place(self, face: Face, area: QRectF) -> Placed:
        """Lay out `face` in `area` (pixels). Optional lines are dropped from the last until the rest fits.

        Where it does not even then, a picture beside the text is made smaller, and words are broken that are wider than
        their room. In a theme that begins at the right the face is laid out as everywhere and seen in a mirror, its
        letters as they are.
        """
        return self._answers.get(
            ("place", face, area.x(), area.y(), area.width(), area.height()), lambda: self._place(face, area)
        )

    def _place(self, face: Face, area: QRectF) -> Placed:
        placed = self._from_the_left(face, area)
        return _mirrored(placed, area) if self.theme.is_mirrored else placed

    def _from_the_left(self, face: Face, area: QRectF) -> Placed:
        placed = self._fitted(face, area)
        if placed.fits:
            return placed
        for smaller in self._with_smaller_picture(face, area):
            less = self._fitted(smaller, area)
            if less.fits:
                return replace(less, fits=False)
        if all(_lines_fit(one.layout) for one in placed.lines):
            return placed
        return replace(self._fitted(replace(face, anywhere=True), area), fits=False, is_torn=True)

    def _with_smaller_picture(self, face: Face, area: QRectF) -> Iterator[Face]:
        """Yield `face` with less and less of a picture beside its text."""
        inner = self._inner(face, area)
        if face.picture is None or not _is_beside(face, inner):
            return
        usual, least = min(inner.height(), inner.width() * face.picture_share), self.theme.px(LEAST_PICTURE_MM)
        for side in (max(least, usual * share) for share in LESS):
            yield replace(face, picture_share=(side + 0.1) / max(1.0, inner.width()))

    def _fitted(self, face: Face, area: QRectF) -> Placed:
        inner = self._inner(face, area)
        kept = list(face.lines)
        while True:
            droppable = [line for line in kept if line.optional]
            placed = self._lay_out(face, tuple(kept), inner, generous=bool(droppable))
            if placed.fits or not droppable:
                return placed
            kept.remove(droppable[-1])

    def grown(self, faces: Sequence[Face], areas: Sequence[QRectF], *, more_lines: int = 0) -> list[Face]:
        """Return `faces` with the largest scale at which every one is whole in its area, alike for all.

        A label is not broken for size's sake; a sentence may take `more_lines` than at its usual size, broken where it
        pauses.
        """
        sizes = tuple((area.width(), area.height()) for area in areas)
        question = ("grown", tuple(faces), sizes, more_lines)
        return self._answers.get(question, lambda: self._grown(faces, areas, more_lines=more_lines))

    def _grown(self, faces: Sequence[Face], areas: Sequence[QRectF], *, more_lines: int) -> list[Face]:
        areas = [area.adjusted(0, 0, -1, -1) for area in areas]  # a rectangle rounded to pixels may lose one
        usual = [self._usual(face, area, more_lines) for face, area in zip(faces, areas, strict=True)]
        low, high = 0, len(SCALES)
        while low < high:  # what fits at one scale fits at every smaller one
            middle = (low + high) // 2
            larger = [replace(face, scale=SCALES[middle]) for face in faces]
            if all(map(self._is_as_good, larger, areas, usual)):
                high = middle
            else:
                low = middle + 1
        if low < len(SCALES):
            return [replace(face, scale=SCALES[low]) for face in faces]
        return self.shrunk(faces, areas)

    def shrunk(self, faces: Sequence[Face], areas: Sequence[QRectF]) -> list[Face]:
        """Return `faces` as large as they are whole, alike, where the visitor's size has no room; else as they were."""
        for scale in (1.0, *self.theme.smaller):
            smaller = [replace(face, scale=scale) for face in faces]
            if all(self.place(face, area).fits for face, area in zip(smaller, areas, strict=True)):
                return smaller
        return [replace(face, scale=(1.0, *self.theme.smaller)[-1]) for face in faces]

    def is_one_line(self, face: Face, width: float) -> bool:
        """Tell whether every text of `face` keeps to one line, whole, when it is `width` pixels wide."""
        return self.is_in_lines(face, width, most=len(face.lines))

    def is_in_lines(self, face: Face, width: float, *, most: int) -> bool:
        """Tell whether the texts of `face` are whole in no more than `most` lines when it is `width` pixels wide."""
        inner = QRectF(0, 0, width - 2 * self._padding(face), ENDLESS)
        placed = self._lay_out(face, face.lines, inner, generous=False)
        return placed.fits and _line_count(placed) <= most

    def keeps_words(self, face: Face, width: float) -> bool:
        """Tell whether no word of `face` is wider than its room when it is `width` pixels wide."""
        return self._answers.get(("words", face, width), lambda: self._keeps_words(face, width))

    def _keeps_words(self, face: Face, width: float) -> bool:
        return all(_lines_fit(one.layout) for one in self._unbounded(face, width).lines)

    def parts(self, face: Face, area: QRectF) -> list[Face]:
        """Return `face`, one text beside its sign, as faces that each have room in `area`: its lines, page by page."""
        if self.height_for(face, area.width()) <= area.height():
            return [face]
        placed = self._unbounded(replace(face, anywhere=True), area.width())
        layout = placed.lines[0].layout
        each = max(1, int(area.height() / (placed.text_height / layout.lineCount())) - 1)
        starts = [layout.lineAt(index).textStart() for index in range(0, layout.lineCount(), each)]
        text = layout.text().encode("utf-16-le")  # places in it are those of Qt
        cut = [text[2 * start : 2 * end] for start, end in pairwise((*starts, len(text) // 2))]
        return [replace(face, lines=(replace(face.lines[0], text=one.decode("utf-16-le").strip()),)) for one in cut]

    def natural_width(self, face: Face) -> float:
        """Return the width in pixels at which the texts of `face` keep to one line each."""
        placed = [self._set(line, QRectF(0, 0, ENDLESS, ENDLESS), 0, face, centered=False) for line in face.lines]
        picture = (
            self.theme.px(SMALL_PICTURE_MM) + self.theme.padding if face.picture is not None and face.beside else 0.0
        )
        return max(one.rect.right() for one in placed) + picture + 2 * self._padding(face) + 2

    def word_width(self, face: Face) -> float:
        """Return the least width in pixels at which no word of `face` is broken; Chinese keeps to one line here."""
        words = [replace(line, text=word) for line in face.lines for word in line.text.split()]
        return self.natural_width(replace(face, lines=tuple(words)))

    def _usual(self, face: Face, area: QRectF, more_lines: int) -> tuple[int, int]:
        """How many lines `face` may have, and how many of them may end within a phrase: as many as it has by itself."""
        placed = self._lay_out(face, face.lines, self._inner(face, area), generous=False)
        return _line_count(placed) + more_lines, _torn_count(placed)

    def _is_as_good(self, face: Face, area: QRectF, usual: tuple[int, int]) -> bool:
        """Tell whether all is whole and nothing is broken more, or worse, than it was at its usual size."""
        placed = self._lay_out(face, face.lines, self._inner(face, area), generous=True)
        most_lines, most_torn = usual
        return placed.fits and _line_count(placed) <= most_lines and _torn_count(placed) <= most_torn

    def height_for(self, face: Face, width: float) -> float:
        """Return the height in pixels that `face` needs when it is `width` wide, with a small picture if any."""
        return self._answers.get(("height", face, width), lambda: self._height_for(face, width))

    def _height_for(self, face: Face, width: float) -> float:
        padding = self._padding(face)
        placed = self._unbounded(face, width)
        if not placed.fits:
            placed = self._unbounded(replace(face, anywhere=True), width)
        height = placed.text_height
        if placed.picture_rect is not None and placed.lines:
            is_above = placed.lines[0].rect.top() >= placed.picture_rect.bottom()
            picture = placed.picture_rect.height()
            height = height + picture + self.theme.picture_gap if is_above else max(height, picture * 0.8)
        return math.ceil(height + 2 * padding) + 1

    def _unbounded(self, face: Face, width: float) -> Placed:
        """Lay out `face` as high as it gets when it is `width` wide."""
        inner_width = math.floor(width) - 1 - 2 * self._padding(face)  # a rectangle rounded to pixels may lose one
        return self._lay_out(face, face.lines, QRectF(0, 0, inner_width, ENDLESS), generous=False)

    def _inner(self, face: Face, area: QRectF) -> QRectF:
        padding = self._padding(face)
        return area.adjusted(padding, padding, -padding, -padding)

    def _padding(self, face: Face) -> float:
        return 0.0 if face.tone is Tone.PLAIN else self.theme.padding

    def _lay_out(self, face: Face, lines: tuple[Line, ...], inner: QRectF, *, generous: bool) -> Placed:
        if face.picture is None or not lines:
            side = min(inner.width(), inner.height())
            picture = _square(inner.center(), side) if face.picture is not None else None
            return self._with_text(face, lines, inner, picture, beside=False)
        if _is_beside(face, inner):
            return self._beside(face, lines, inner)
        return self._below(face, lines, inner, generous=generous)

    def _beside(self, face: Face, lines: tuple[Line, ...], inner: QRectF) -> Placed:
        high = self._height_of(face)
        side = min(inner.height() / high, inner.width() * face.picture_share)
        if inner.height() == ENDLESS or face.small_picture:
            side = min(self.theme.px(SMALL_PICTURE_MM) * face.scale, side)
        top = inner.top() if inner.height() == ENDLESS else inner.center().y() - side * high / 2
        picture = QRectF(inner.left(), top, side, side * high)
        text_area = inner.adjusted(side + self.theme.padding, 0, 0, 0)
        return self._with_text(face, lines, text_area, picture, beside=True)

    def _below(self, face: Face, lines: tuple[Line, ...], inner: QRectF, *, generous: bool) -> Placed:
        gap = self.theme.picture_gap
        measured = [self._set(line, inner, 0, face, centered=True) for line in lines]
        needed = _stacked(measured, gap=self._line_gap(face))
        high = self._height_of(face)
        most = min(inner.width(), inner.height() * MOST_PICTURE_SHARE / high)
        side = min(most, max((inner.height() - needed - gap) / high, self.theme.px(LEAST_PICTURE_MM)))
        if inner.height() == ENDLESS:
            side = min(self.theme.px(SMALL_PICTURE_MM) * 0.8 * face.scale, inner.width())
        side = min(side, face.most_picture or side)
        free = max(0.0, inner.height() - side * high - gap - needed) if inner.height() != ENDLESS else 0.0
        picture = QRectF(inner.center().x() - side / 2, inner.top() + free / 2, side, side * high)
        text_area = inner.adjusted(0, picture.bottom() - inner.top() + gap, 0, 0)
        placed = self._with_text(face, lines, text_area, picture, beside=False)
        if inner.height() != ENDLESS and not face.centered:
            free = min(self._padding(face), _free_width(placed.lines, inner))
            placed = replace(placed, lines=tuple(_moved(one, right=free, down=0.0) for one in placed.lines))
        least = GENEROUS_PICTURE_SHARE * min(inner.width(), inner.height()) if generous else 0.0
        return replace(placed, fits=placed.fits and side >= least)

    def _height_of(self, face: Face) -> float:
        """How high the picture of `face` is, of its width."""
        return self._pictures.height_of(face.picture) if face.picture is not None else 1.0

    def _with_text(
        self, face: Face, lines: tuple[Line, ...], area: QRectF, picture: QRectF | None, *, beside: bool
    ) -> Placed:
        """Set `lines` one below the other in `area`, in its middle unless a picture stands above."""
        placed: list[PlacedLine] = []
        top, gap = 0.0, self._line_gap(face)
        for line in lines:
            placed.append(self._set(line, area, top, face, centered=face.centered and not beside))
            top += _height(placed[-1]) + gap
        height = _stacked(placed, gap=gap)
        is_free = area.height() < ENDLESS / 2 and (beside or picture is None)
        down = max(0.0, (area.height() - height) / 2) if is_free else 0.0
        right = _to_the_middle(placed, area) if beside and face.centered else 0.0
        fits = height <= area.height() + 0.5 and all(_lines_fit(one.layout) for one in placed)
        fits = fits and (picture is None or picture.width() >= self.theme.px(LEAST_PICTURE_MM))
        return Placed(
            picture_rect=picture.translated(right, 0) if picture is not None else None,
            lines=tuple(_moved(one, right=right, down=down) for one in placed),
            fits=fits and not any(is_split_label(one.layout) for one in placed),
            is_whole=fits,
            text_height=height,
        )

    def _line_gap(self, face: Face) -> float:
        return self.theme.px(LINE_GAP_MM) * face.scale

    def _set(self, line: Line, area: QRectF, top: float, face: Face, *, centered: bool) -> PlacedLine:
        """Set one text, wrapped at the area's width, `top` pixels below the area's upper edge."""
        font = self.theme.font(line.role, face.scale)
        icon_side = font.pixelSize() * ICON_EMS if line.icon else 0.0
        indent = icon_side + self.theme.px(ICON_GAP_MM) * face.scale if line.icon else 0.0
        step = font.pixelSize() * LINE_SPACING
        layout, ink_width = self._broken(line, font, max(1.0, area.width() - indent), step, face, centered=centered)
        text_height = layout.lineCount() * step
        height = max(text_height, icon_side)
        left = area.left() + indent
        if centered:
            left += max(0.0, (area.width() - indent - ink_width) / 2)
        upper = area.top() + top
        rect = QRectF(left, upper + (height - text_height) / 2, ink_width, text_height)
        icon = QRectF(left - indent, upper + (min(height, max(step, icon_side)) - icon_side) / 2, icon_side, icon_side)
        return PlacedLine(line=line, layout=layout, rect=rect, icon_rect=icon if line.icon else None)

    def _broken(
        self, line: Line, font: QFont, width: float, step: float, face: Face, *, centered: bool
    ) -> tuple[QTextLayout, float]:
        """Return the text broken into lines, and its width; the same question gets the same layout."""
        question = ("broken", line.text, font.pixelSize(), font.weight(), width, centered, face.anywhere)
        return self._answers.get(
            question,
            lambda: _broken(
                line.text, font, width, step, centered=centered, anywhere=face.anywhere, to_right=self.theme.is_mirrored
            ),
        )

    def cap_height_mm(self, layout: QTextLayout) -> float:
        """Capital height of a laid-out text as its font has it, in millimetres on the panel."""
        return self.theme.mm(QFontMetricsF(layout.font()).capHeight())


def _broken(
    text: str, font: QFont, width: float, step: float, *, centered: bool, anywhere: bool, to_right: bool
) -> tuple[QTextLayout, float]:
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(layout_direction(text))
    wrap = QTextOption.WrapMode
    option.setWrapMode(wrap.WrapAtWordBoundaryOrAnywhere if anywhere else wrap.WordWrap)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    lines = _wrapped(layout, (), rest=width)
    # the places of a line that is wider than its room are told as if it ended there
    better = better_breaks(layout, width, centered=centered) if _lines_fit(layout) else None
    if better is not None:
        lines = _wrapped(layout, better, rest=width)
    widest = max((line.naturalTextWidth() for line in lines), default=0.0)
    for index, line in enumerate(lines):
        left = (widest - line.naturalTextWidth()) * (0.5 if centered else 1.0 if to_right else 0.0)
        line.setPosition(QPointF(left, index * step + (step - line.height()) / 2))
    return layout, widest


def _wrapped(layout: QTextLayout, widths: Sequence[float], *, rest: float) -> list[QTextLine]:
    """Break the text into lines of `widths`, and of the width `rest` after them."""
    layout.beginLayout()
    lines: list[QTextLine] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(widths[len(lines)] if len(lines) < len(widths) else rest)
        lines.append(line)
    layout.endLayout()
    return lines


def _is_beside(face: Face, inner: QRectF) -> bool:
    return face.beside if face.beside is not None else inner.width() > inner.height() * 1.15


def _stacked(placed: Sequence[PlacedLine], *, gap: float) -> float:
    return sum(_height(one) for one in placed) + gap * max(0, len(placed) - 1)


def _free_width(placed: Sequence[PlacedLine], area: QRectF) -> float:
    """How much of the area's width no line needs."""
    return max(0.0, area.right() - max((one.rect.right() for one in placed), default=area.right()))


def _to_the_middle(placed: Sequence[PlacedLine], area: QRectF) -> float:
    """How far picture and text move right together so that both stand in the middle."""
    widest = max((one.rect.right() - area.left() for one in placed), default=0.0)
    return max(0.0, (area.width() - widest) / 2)


def _moved(placed: PlacedLine, *, right: float, down: float) -> PlacedLine:
    icon = placed.icon_rect.translated(right, down) if placed.icon_rect is not None else None
    return replace(placed, rect=placed.rect.translated(right, down), icon_rect=icon)


def _mirrored(placed: Placed, area: QRectF) -> Placed:
    lines = [
        replace(
            one,
            rect=mirrored(one.rect, area),
            icon_rect=mirrored(one.icon_rect, area) if one.icon_rect is not None else None,
        )
        for one in placed.lines
    ]
    picture = mirrored(placed.picture_rect, area) if placed.picture_rect is not None else None
    return replace(placed, picture_rect=picture, lines=tuple(lines))


def _line_count(placed: Placed) -> int:
    return sum(one.layout.lineCount() for one in placed.lines)


def _torn_count(placed: Placed) -> int:
    return sum(torn_count(one.layout) for one in placed.lines)


def _lines_fit(layout: QTextLayout) -> bool:
    lines = (layout.lineAt(index) for index in range(layout.lineCount()))
    return all(line.naturalTextWidth() <= line.width() + 0.5 for line in lines)


def _height(placed: PlacedLine) -> float:
    return max(placed.rect.height(), placed.icon_rect.height() if placed.icon_rect is not None else 0.0)


def _square(center: QPointF, side: float) -> QRectF:
    return QRectF(center.x() - side / 2, center.y() - side / 2, side, side)
