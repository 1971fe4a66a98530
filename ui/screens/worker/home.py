"""Home: the four ways to today's work, and the way to sign in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.listing import SuitsOlder, Today
from kiosk.journeys.events import Event, ListingChosen, NearWanted, SignInWanted, TradesWanted
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.theme import TARGET_MM, Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells, split_bottom
from ui.widgets.item import BigButton, Item
from ui.widgets.typesetter import Typesetter

WAYS: tuple[tuple[str, Event], ...] = (
    ("today", ListingChosen(Today())),
    ("trades", TradesWanted()),
    ("older", ListingChosen(SuitsOlder())),
    ("near", NearWanted()),
    ("sign-in", SignInWanted()),
)
FLAT = 3.2
"""How many times wider than high an area is that is cut into columns alone."""
SMALL_SHARE = 0.3
"""Of the width, for pictures that leave a small panel's room to the names."""
LAST_SHARE = 0.18
"""Of the height, for the tile across the bottom where it may have so much."""


class HomeScreen(Screen):
    """Five pictures; the first, today's work, is the one clear next step. Whoever comes to sign in finds it last."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._words: Words | None = None
        self._buttons = []
        for name, event in WAYS:
            button = BigButton(typesetter, f"home-{name}", self)
            button.clicked.connect(lambda _=False, event=event: self.report(event))
            self._buttons.append(button)

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show Home in the visitor's language."""
        self._words = words
        self._heading = Heading(words.texts("home-title"))
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return self._buttons

    def arrange(self, area: QRectF) -> None:
        if self._words is None:
            return
        parts, faces = self._best(area, self._words.texts)
        for button, part, face in zip(self._buttons, parts, self.typesetter.grown(faces, parts), strict=True):
            button.setGeometry(part.toRect())
            button.show_face(face)

    def _best(self, area: QRectF, texts: Texts) -> tuple[list[QRectF], list[Face]]:
        """The first arrangement in which everything is whole: five columns on a flat area, else rows."""
        gap = self.typesetter.theme.gap
        across = self._with_last_across(area, texts)
        upper, lower = cells(area, columns=1, rows=2, gap=gap)
        two_rows = [*cells(upper, columns=3, rows=1, gap=gap), *cells(lower, columns=2, rows=1, gap=gap)]
        ways = [across, two_rows, cells(area, columns=1, rows=5, gap=gap)]
        if area.width() > area.height() * FLAT:
            ways.insert(0, cells(area, columns=5, rows=1, gap=gap))
        made = [(parts, self._faces(parts, texts)) for parts in ways]
        for scale in (1.0, *self.typesetter.theme.smaller):
            for parts, faces in made:
                if all(map(self._is_whole, [replace(face, scale=scale) for face in faces], parts)):
                    return parts, faces
        return made[0]

    def _with_last_across(self, area: QRectF, texts: Texts) -> list[QRectF]:
        """Two by two, and the last across the bottom."""
        theme = self.typesetter.theme
        least = self.typesetter.height_for(_face("sign-in", texts, beside=True, hinted=False), area.width())
        above, last = split_bottom(area, max(theme.px(TARGET_MM), least, area.height() * LAST_SHARE), gap=theme.gap)
        return [*cells(above, columns=2, rows=2, gap=theme.gap), last]

    def _faces(self, parts: Sequence[QRectF], texts: Texts) -> list[Face]:
        """The ways to work look alike; the last is not one of them."""
        last = parts[-1]
        return [*self._alike(parts[:-1], texts), _face("sign-in", texts, beside=last.width() > last.height())]

    def _alike(self, parts: Sequence[QRectF], texts: Texts) -> list[Face]:
        """Pictures beside names of one line where it is wide, else above them, else small beside two lines."""
        beside, above, small = (
            [_face(name, texts, beside=beside, picture_share=share) for name, _ in WAYS[:-1]]
            for beside, share in ((True, 0.5), (False, 0.5), (True, SMALL_SHARE))
        )
        is_wide = parts[0].width() > parts[0].height() * 1.6
        if is_wide and all(map(self._is_unbroken, beside, parts)):
            return beside
        return above if all(map(self._is_whole, above, parts)) or not is_wide else small

    def _is_unbroken(self, face: Face, part: QRectF) -> bool:
        """Tell whether the name of a way keeps to one line."""
        placed = self.typesetter.place(face, part)
        return placed.fits and placed.lines[0].layout.lineCount() == 1

    def _is_whole(self, face: Face, part: QRectF) -> bool:
        return self.typesetter.place(face, part.adjusted(0, 0, -1, -1)).fits


def _face(name: str, texts: Texts, *, beside: bool, hinted: bool = True, picture_share: float = 0.5) -> Face:
    lines = (
        Line(text=texts(f"home-{name}"), role=Role.TITLE),
        Line(text=texts(f"home-{name}-hint"), optional=True),
    )
    return Face(
        picture=name,
        lines=lines if hinted else lines[:1],
        centered=True,
        tone=Tone.PRIMARY if name == "today" else Tone.TILE,
        beside=beside,
        picture_share=picture_share,
    )
