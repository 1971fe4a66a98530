"""Home: the four ways to today's work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.listing import Listing, Near, SuitsOlder, Today
from kiosk.journeys.events import Event, ListingChosen, TradesWanted
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.theme import Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells
from ui.widgets.item import BigButton, Item
from ui.widgets.typesetter import Typesetter

WAYS: tuple[tuple[str, Listing | None], ...] = (
    ("today", Today()),
    ("trades", None),
    ("older", SuitsOlder()),
    ("near", Near()),
)


class HomeScreen(Screen):
    """Four pictures; the first, today's work, is the one clear next step."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._words: Words | None = None
        self._buttons = []
        for name, listing in WAYS:
            button = BigButton(typesetter, f"home-{name}", self)
            event: Event = TradesWanted() if listing is None else ListingChosen(listing)
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
        columns = 4 if area.width() > area.height() * 3.2 else 2
        parts = cells(area, columns=columns, rows=4 // columns, gap=self.typesetter.theme.gap)
        if self._words is None:
            return
        faces = [_face(name, self._words.texts, beside=True) for name, _ in WAYS]
        is_wide = parts[0].width() > parts[0].height() * 1.6
        if not is_wide or not all(map(self._is_unbroken, faces, parts)):
            faces = [_face(name, self._words.texts, beside=False) for name, _ in WAYS]
        for button, part, face in zip(self._buttons, parts, self.typesetter.grown(faces, parts), strict=True):
            button.setGeometry(part.toRect())
            button.show_face(face)

    def _is_unbroken(self, face: Face, part: QRectF) -> bool:
        """Tell whether the name of a way keeps to one line."""
        placed = self.typesetter.place(face, part)
        return placed.fits and placed.lines[0].layout.lineCount() == 1


def _face(name: str, texts: Texts, *, beside: bool) -> Face:
    lines = (
        Line(text=texts(f"home-{name}"), role=Role.TITLE),
        Line(text=texts(f"home-{name}-hint"), optional=True),
    )
    tone = Tone.PRIMARY if name == "today" else Tone.TILE
    return Face(picture=name, lines=lines, centered=True, tone=tone, beside=beside)
