"""Home: the four ways to today's work, large; below them, smaller, everything else that the kiosk is good for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.ways import EVERY, MORE, OTHERS, SIGN_IN, WORK, Way
from ui.theme import TARGET_MM, Role
from ui.widgets.breaking import torn_count
from ui.widgets.button_row import button_row
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells, split_bottom, split_left
from ui.widgets.item import BigButton, Item
from ui.widgets.typesetter import Typesetter

FLAT = 3.2
"""How many times wider than high an area is that is cut into columns alone."""
WIDE = 1.6
SMALL_SHARE = 0.3
"""Of the width, for pictures that leave a small panel's room to the names."""
LEAST_PICTURE_MM = 11.0
"""Of a way to work: a smaller one does not tell what it is from two steps away."""
MOST_ROWS = 2
LOWER_SHARE = 0.4
"""Of the height, for what is not work: never more than this."""
ROW_SHARE = 0.14
"""Of the height, for each row of what is not work, where it may have so much."""

Placed = tuple[Sequence[Way], list[QRectF], list[Face]]
"""Ways, where each stands, and its face."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which ways stand on Home beside the work, in how many rows, or at its side."""

    others: Sequence[Way]
    rows: int
    at_side: bool = False

    def leaves_enough(self, area: QRectF, parts: Sequence[QRectF]) -> bool:
        """Tell whether the others, standing in `parts`, take no more of `area` than is theirs."""
        return self.at_side or area.bottom() - parts[0].top() <= area.height() * LOWER_SHARE


class HomeScreen(Screen):
    """The first picture, today's work, is the one clear next step. What has no room below is one touch further."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._words: Words | None = None
        self._arranged: tuple[QRectF, Texts] | None = None
        """The area in which all stands now, and the texts on it: laying it out anew takes 15 ms of each way home."""
        self._buttons: dict[str, BigButton] = {}
        for way in EVERY:
            button = BigButton(typesetter, f"home-{way.name}", self)
            button.clicked.connect(lambda _=False, event=way.event: self.report(event()))
            self._buttons[way.name] = button

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show Home in the visitor's language."""
        self._words = words
        self._heading = Heading(words.texts("home-title"))
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return list(self._buttons.values())

    def arrange(self, area: QRectF) -> None:
        if self._words is None or area.isEmpty() or self._arranged == (area, self._words.texts):
            return
        self._arranged = area, self._words.texts
        work, others = self._best(area, self._words.texts)
        shown = {way.name for way in (*work[0], *others[0])}
        for name, button in self._buttons.items():
            button.setVisible(name in shown)
        for ways, parts, faces in (work, others):
            for way, part, face in zip(ways, parts, self.typesetter.grown(faces, parts), strict=True):
                self._buttons[way.name].setGeometry(part.toRect())
                self._buttons[way.name].show_face(face)

    def _best(self, area: QRectF, texts: Texts) -> tuple[Placed, Placed]:
        """The first arrangement in which all is whole, the work large and no word torn; else the least torn."""
        for scale in (1.0, *self.typesetter.theme.smaller):
            best: tuple[tuple[int, float], tuple[Placed, Placed]] | None = None
            for plan, parts, faces, others in self._arrangements(area, texts, scale):
                made = (WORK, parts, faces), others
                torn, side = self._torn(made), self._picture_side(faces, parts)
                is_large = side >= self.typesetter.theme.px(LEAST_PICTURE_MM)
                if not torn and is_large and plan.leaves_enough(area, others[1]):
                    return made
                if best is None or (torn, -side) < best[0]:
                    best = (torn, -side), made
            if best is not None:
                return best[1]
        return self._tightest(area, texts)

    def _arrangements(
        self, area: QRectF, texts: Texts, scale: float
    ) -> Iterator[tuple[Plan, list[QRectF], list[Face], Placed]]:
        """All in which everything is whole at `scale`, the best first."""
        for plan in _plans(area):
            upper, others = self._others(area, plan, texts, scale)
            for parts, role in self._grids(upper):
                faces = self._alike(parts, texts, role)
                scaled = [replace(face, scale=scale) for face in (*faces, *others[2])]
                if all(map(self._is_whole, scaled, (*parts, *others[1]))):
                    yield plan, parts, faces, others

    def _tightest(self, area: QRectF, texts: Texts) -> tuple[Placed, Placed]:
        """All tiles alike, one below the other: where nothing else keeps words whole."""
        ways = (*WORK, SIGN_IN, MORE)
        parts = cells(area, columns=1, rows=len(ways), gap=self.typesetter.theme.gap)
        faces = [_face(way, texts, beside=True, picture_share=SMALL_SHARE) for way in ways]
        return (WORK, parts[: len(WORK)], faces[: len(WORK)]), (ways[len(WORK) :], parts[len(WORK) :], faces[4:])

    def _others(self, area: QRectF, plan: Plan, texts: Texts, scale: float) -> tuple[QRectF, Placed]:
        """Place what is not work below, or at the side; return what is left above with it."""
        theme, count = self.typesetter.theme, len(plan.others)
        faces = [replace(_small_face(way, texts), scale=scale) for way in plan.others]
        if plan.at_side:
            width = max(theme.px(TARGET_MM), *(self.typesetter.word_width(face) for face in faces))
            upper, place = split_left(area, area.width() - width - theme.gap, gap=theme.gap)
            parts = cells(place, columns=1, rows=count, gap=theme.gap)
            return upper, (plan.others, parts, [replace(face, beside=False, scale=1.0) for face in faces])
        columns = -(-count // plan.rows)
        row_width = area.width()
        rows = [faces[start : start + columns] for start in range(0, count, columns)]
        alike, least = button_row(self.typesetter, faces, row_width, columns=columns)
        height = max(least, area.height() * ROW_SHARE)
        whole = height * len(rows) + theme.gap * (len(rows) - 1)
        upper, place = split_bottom(area, whole, gap=theme.gap)
        strips = cells(place, columns=1, rows=len(rows), gap=theme.gap)
        parts = [
            part
            for strip, row in zip(strips, rows, strict=True)
            for part in cells(strip, columns=len(row), rows=1, gap=theme.gap)
        ]
        faces = [replace(face, most_picture=None, small_picture=False, scale=1.0) for face in alike]
        return upper, (plan.others, parts, faces)

    def _grids(self, area: QRectF) -> Iterator[tuple[list[QRectF], Role]]:
        """The four ways to work: two by two, or side by side where it is wide, or one below the other.

        Their names are smaller rather than their pictures: two by two these are larger than one below the other.
        """
        gap = self.typesetter.theme.gap
        square = cells(area, columns=2, rows=2, gap=gap)
        if area.width() > area.height() * FLAT:
            yield cells(area, columns=4, rows=1, gap=gap), Role.TITLE
        yield square, Role.TITLE
        yield cells(area, columns=4, rows=1, gap=gap), Role.TITLE
        yield square, Role.STRONG
        yield cells(area, columns=1, rows=4, gap=gap), Role.TITLE

    def _alike(self, parts: Sequence[QRectF], texts: Texts, role: Role) -> list[Face]:
        """Pictures beside names of one line where it is wide, else above them, else small beside two lines."""
        beside, above, small = (
            [_face(way, texts, beside=beside, picture_share=share, role=role) for way in WORK]
            for beside, share in ((True, 0.5), (False, 0.5), (True, SMALL_SHARE))
        )
        is_wide = parts[0].width() > parts[0].height() * WIDE
        if is_wide and all(map(self._is_unbroken, beside, parts)):
            return beside
        return above if all(map(self._is_whole, above, parts)) or not is_wide else small

    def _is_unbroken(self, face: Face, part: QRectF) -> bool:
        """Tell whether the name of a way keeps to one line."""
        placed = self.typesetter.place(face, part)
        return placed.fits and placed.lines[0].layout.lineCount() == 1

    def _is_whole(self, face: Face, part: QRectF) -> bool:
        inner = part.adjusted(0, 0, -1, -1)  # a rectangle rounded to pixels may lose one
        least = self.typesetter.theme.px(TARGET_MM)
        return min(inner.width(), inner.height()) >= least and self.typesetter.place(face, inner).fits

    def _torn(self, made: Sequence[Placed]) -> int:
        """How many lines end in the middle of a word."""
        placed = [
            self.typesetter.place(face, part)
            for _, parts, faces in made
            for face, part in zip(faces, parts, strict=True)
        ]
        return sum(torn_count(line.layout) for one in placed for line in one.lines)

    def _picture_side(self, faces: Sequence[Face], parts: Sequence[QRectF]) -> float:
        """The side of the smallest picture."""
        placed = [self.typesetter.place(face, part).picture_rect for face, part in zip(faces, parts, strict=True)]
        return min(rect.width() if rect is not None else 0.0 for rect in placed)


def _plans(area: QRectF) -> Iterator[Plan]:
    """Everything on Home in one row, in two, or at the side of a wide panel; else what has no room behind "more"."""
    every = (SIGN_IN, *OTHERS)
    for others in (every, (SIGN_IN, MORE)) if len(OTHERS) > 1 else (every,):
        if area.width() > area.height() * FLAT:
            yield Plan(others, rows=len(others), at_side=True)
        for rows in range(1, min(MOST_ROWS, len(others)) + 1):
            yield Plan(others, rows=rows)
        if area.width() > area.height():
            yield Plan(others, rows=len(others), at_side=True)


def _face(way: Way, texts: Texts, *, beside: bool, picture_share: float = 0.5, role: Role = Role.TITLE) -> Face:
    name, hint = way.keys
    return Face(
        picture=way.picture,
        lines=(Line(text=texts(name), role=role), Line(text=texts(hint), optional=True)),
        centered=True,
        tone=Tone.PRIMARY if way is WORK[0] else Tone.TILE,
        beside=beside,
        picture_share=picture_share,
    )


def _small_face(way: Way, texts: Texts) -> Face:
    line = Line(text=texts(way.keys[0]), role=Role.STRONG)
    return Face(picture=way.picture, lines=(line,), centered=True, tone=Tone.TILE, picture_share=0.4)
