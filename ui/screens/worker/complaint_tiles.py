"""A few tiles alike, in the rows in which their pictures are largest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from PySide6.QtCore import QRectF

from kiosk.texts.catalogue import Texts
from ui.theme import TARGET_MM
from ui.widgets.face import Face
from ui.widgets.grid import cells
from ui.widgets.item import Item
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import Typesetter

FacesOf = Callable[[bool, float], Sequence[Face]]
"""The faces with their pictures beside the words or above them, and the share of the width that a picture takes."""
SHARES = (0.5, 0.34, 0.22)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """The place and the face of each tile from `start` on; `is_whole` tells whether all their words have room."""

    start: int
    places: list[QRectF]
    faces: list[Face]
    is_whole: bool


def paged_tiles(
    typesetter: Typesetter, area: QRectF, faces_of: FacesOf, *, first: int, pager: Pager, texts: Texts
) -> Tiles:
    """Return the tiles of the page that holds `first`: all of them, or as many as have room, the pages being alike."""
    total = len(faces_of(True, SHARES[0]))
    for each in range(total, 0, -1):
        room = pager.room_for(area, texts, needed=each < total)
        pages = [
            best_tiles(typesetter, room, _part(faces_of, start, each), start=start) for start in range(0, total, each)
        ]
        if each == 1 or all(page.is_whole for page in pages):
            break
    page = Page(total=total, each=each, first=first)
    pager.show_page(page, area, texts)
    return pages[page.number - 1]


def _part(faces_of: FacesOf, start: int, each: int) -> FacesOf:
    return lambda beside, share: faces_of(beside, share)[start : start + each]


def best_tiles(typesetter: Typesetter, area: QRectF, faces_of: FacesOf, *, start: int = 0) -> Tiles:
    """Return the tiles in the rows in which their pictures are largest; a row has at most one more than another."""
    count = len(faces_of(True, SHARES[0]))
    best: tuple[tuple[bool, float], list[QRectF], list[Face]] | None = None
    for rows, beside, share in product(range(1, count + 1), (True, False), SHARES):
        parts = rows_of(area, count, rows=rows, gap=typesetter.theme.gap)
        faces = list(faces_of(beside, share))
        score = _score(typesetter, faces, parts)
        if best is None or score > best[0]:
            best = score, parts, faces
    assert best is not None
    (is_whole, _), parts, faces = best
    return Tiles(start=start, places=parts, faces=typesetter.grown(faces, parts), is_whole=is_whole)


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


def _score(typesetter: Typesetter, faces: Sequence[Face], parts: Sequence[QRectF]) -> tuple[bool, float]:
    """Whether all is whole and large enough for a finger, and the side of the smallest picture."""
    least = typesetter.theme.px(TARGET_MM)
    inner = [part.adjusted(0, 0, -1, -1) for part in parts]  # a rectangle rounded to pixels may lose one
    placed = [typesetter.place(face, part) for face, part in zip(faces, inner, strict=True)]
    is_whole = all(one.fits for one in placed) and all(min(part.width(), part.height()) >= least for part in inner)
    sides = [one.picture_rect.width() for one in placed if one.picture_rect is not None]
    return is_whole, min(sides, default=0.0)
