"""A few tiles alike, in the rows in which their pictures are largest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from PySide6.QtCore import QRectF

from kiosk.texts.catalogue import Texts
from ui.theme import KNOWN_PICTURE_MM, TARGET_MM, Role
from ui.widgets.face import Face
from ui.widgets.grid import cells, split_bottom, split_left
from ui.widgets.item import Item
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import Typesetter

FacesOf = Callable[[bool, float], Sequence[Face]]
"""The faces with their pictures beside the words or above them, and the share of the width that a picture takes."""
SHARES = (0.5, 0.34, 0.22)
MOST_LINES = 3
LISTED_PICTURE_MM = 18.0
"""Of a sentence in a list: one in a narrow column of more lines is no longer read, and beside a smaller picture it is
words alone. Where not all have so much, they stand on two pages."""
LEAST_LEFT = 0.62
"""Of the width, what a button at the side leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """The place and the face of each tile from `start` on; `is_whole` tells whether all their words have room."""

    start: int
    places: list[QRectF]
    faces: list[Face]
    is_whole: bool


def paged_tiles(
    typesetter: Typesetter,
    area: QRectF,
    faces_of: FacesOf,
    *,
    first: int,
    pager: Pager,
    texts: Texts,
    listed: bool = False,
) -> Tiles:
    """Return the tiles of the page that holds `first`: all of them, or as many as have room, the pages being alike.

    What is `listed` are sentences, each beside its picture.
    """
    total = len(faces_of(True, SHARES[0]))
    for each in range(total, 0, -1):
        room = pager.room_for(area, texts, needed=each < total)
        pages = [
            best_tiles(typesetter, room, _part(faces_of, start, each), start=start, listed=listed)
            for start in range(0, total, each)
        ]
        if each == 1 or all(page.is_whole for page in pages):
            break
    page = Page(total=total, each=each, first=first)
    pager.show_page(page, area, texts)
    return pages[page.number - 1]


def _part(faces_of: FacesOf, start: int, each: int) -> FacesOf:
    return lambda beside, share: faces_of(beside, share)[start : start + each]


def best_tiles(
    typesetter: Typesetter, area: QRectF, faces_of: FacesOf, *, start: int = 0, listed: bool = False
) -> Tiles:
    """Return the tiles in the rows in which their pictures are largest; a row has at most one more than another.

    What is `listed` stands in one column or two.
    """
    count = len(faces_of(True, SHARES[0]))
    gap = typesetter.theme.gap
    best: tuple[tuple[bool, float], list[QRectF], list[Face]] | None = None
    for is_smaller in (False, True):
        for parts, beside, share in _listed(area, count, gap=gap) if listed else _in_rows(area, count, gap=gap):
            faces = [_in_smaller_letters(face) if is_smaller else face for face in faces_of(beside, share)]
            score = _score(typesetter, faces, parts, most_lines=MOST_LINES if listed else None)
            if best is None or score > best[0]:
                best = score, parts, faces
        if best is not None and best[0] >= (True, typesetter.theme.px(KNOWN_PICTURE_MM)):
            break  # else the words are smaller rather than the pictures specks
    assert best is not None
    (is_whole, _), parts, faces = best
    inner = list(map(_inner, parts))
    lines = [typesetter.place(face, part).lines for face, part in zip(faces, inner, strict=True)]
    longest = max((line.layout.lineCount() for one in lines for line in one), default=MOST_LINES)
    more = max(0, MOST_LINES - longest) if listed else 0
    grown = typesetter.grown(faces, inner, more_lines=more)
    return Tiles(start=start, places=parts, faces=grown, is_whole=is_whole)


def _in_rows(area: QRectF, count: int, *, gap: float) -> Iterator[tuple[list[QRectF], bool, float]]:
    for rows, beside, share in product(range(1, count + 1), (True, False), SHARES):
        yield rows_of(area, count, rows=rows, gap=gap), beside, share


def _listed(area: QRectF, count: int, *, gap: float) -> Iterator[tuple[list[QRectF], bool, float]]:
    for columns, share in product((1, 2), SHARES):
        yield cells(area, columns=columns, rows=-(-count // columns), gap=gap)[:count], True, share


def show_tiles(items: Sequence[Item], tiles: Tiles) -> None:
    """Put the tiles of a page in their places, and hide the others."""
    shown = range(tiles.start, tiles.start + len(tiles.faces))
    for index, item in enumerate(items):
        item.setVisible(index in shown)
    for index, place, face in zip(shown, tiles.places, tiles.faces, strict=True):
        items[index].setGeometry(place.toRect())
        items[index].show_face(face)


def rows_of(area: QRectF, count: int, *, rows: int, gap: float) -> list[QRectF]:
    """Cut `area` into rows that share `count` cells as evenly as can be; fuller rows come first."""
    each, more = divmod(count, rows)
    lines = cells(area, columns=1, rows=rows, gap=gap)
    return [
        part for index, line in enumerate(lines) for part in cells(line, columns=each + (index < more), rows=1, gap=gap)
    ]


def with_way_on(
    typesetter: Typesetter, area: QRectF, face: Face, *, least_mm: float = 26.0, stays_below: bool = False
) -> tuple[QRectF, QRectF, Face]:
    """Cut the place of one button off `area`: below it, or at its right where little height would be left there.

    Returns what is left, the button's place, and its face for that place.
    """
    theme = typesetter.theme
    em = theme.font(Role.STRONG, theme.aside_scale).pixelSize()
    height = max(theme.px(least_mm) * theme.panel.reading_distance, typesetter.height_for(face, area.width() - 1) + 1)
    while not typesetter.place(face, QRectF(0, 0, area.width() - 1, height - 1)).fits and height < area.height() / 2:
        height *= 1.1
    above, below = split_bottom(area, height, gap=theme.gap)
    usual = above, below, typesetter.grown([face], [_inner(below)])[0]
    enough = 2 * (theme.px(TARGET_MM) + em * 1.4) + em * 1.8 + 2 * theme.gap
    if stays_below or theme.panel.is_portrait or above.height() >= enough:
        return usual
    upright = replace(face, beside=False)
    width = max(theme.px(TARGET_MM * 1.4), typesetter.word_width(upright) + theme.padding)
    left, right = split_left(area, area.width() - width - theme.gap, gap=theme.gap)
    if left.width() < area.width() * LEAST_LEFT or not typesetter.place(upright, _inner(right)).fits:
        return usual
    return left, right, upright


def _in_smaller_letters(face: Face) -> Face:
    return replace(face, lines=tuple(replace(line, role=Role.STRONG) for line in face.lines))


def _inner(part: QRectF) -> QRectF:
    """A rectangle rounded to pixels may lose one."""
    return part.adjusted(0, 0, -1, -1)


def _score(
    typesetter: Typesetter, faces: Sequence[Face], parts: Sequence[QRectF], *, most_lines: int | None
) -> tuple[bool, float]:
    """Whether all is whole and large enough for a finger, and the side of the smallest picture.

    With `most_lines` it is a list of sentences: none has more, and their pictures are large enough to tell something.
    """
    least = typesetter.theme.px(TARGET_MM)
    inner = list(map(_inner, parts))
    placed = [typesetter.place(face, part) for face, part in zip(faces, inner, strict=True)]
    is_whole = all(one.fits for one in placed) and all(min(part.width(), part.height()) >= least for part in inner)
    if most_lines is not None:
        is_whole = is_whole and all(line.layout.lineCount() <= most_lines for one in placed for line in one.lines)
        least_picture = typesetter.theme.px(LISTED_PICTURE_MM)
        is_whole = is_whole and all(
            one.picture_rect is not None and one.picture_rect.width() >= least_picture for one in placed
        )
    sides = [one.picture_rect.width() for one in placed if one.picture_rect is not None]
    return is_whole, min(sides, default=0.0)
