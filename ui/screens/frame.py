"""The frame around every screen: its name above, and always in the same place below: back, home, listen, staff."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QWidget

from kiosk.domain.language import Language
from kiosk.journeys import events as was
from kiosk.journeys.states import Home
from kiosk.journeys.visit import Visit
from ui.screens.screen import Heading, Words
from ui.theme import TARGET_MM, Role
from ui.widgets.button_row import WAYS_OUT_MM, button_column, button_row
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells, split_bottom, split_left
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.typesetter import Typesetter

WAYS_OUT: tuple[tuple[str, was.Event], ...] = (
    ("back", was.WentBack()),
    ("home", was.WentHome()),
    ("listen", was.ListenedAgain()),
    ("staff", was.CalledStaff()),
)
HEADING_SHARE = 0.075
PICTURES = {"back": "back", "home": "home", "listen": "speaker", "staff": "staff"}


class Frame(QObject):
    """Heading, the sign "no sound", the other language, and the four ways out."""

    happened = Signal(object)

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(parent)
        self._typesetter = typesetter
        self.heading_item = Sign(typesetter, "heading", parent)
        self._heading = Face(tone=Tone.PLAIN)
        self._no_sound = Sign(typesetter, "no-sound", parent)
        self._no_sound.hide()
        self._language = BigButton(typesetter, "language", parent)
        self._other = Language.EN
        self._language.clicked.connect(lambda: self.happened.emit(was.LanguageChosen(self._other)))
        self._ways: list[BigButton] = []
        self._way_faces: list[Face] = []
        for name, event in WAYS_OUT:
            button = BigButton(typesetter, f"nav-{name}", parent)
            button.clicked.connect(lambda _=False, event=event: self.happened.emit(event))
            self._ways.append(button)

    def head_items(self) -> list[Item]:
        return [self.heading_item, self._no_sound, self._language]

    def foot_items(self) -> list[Item]:
        return list(self._ways)

    def show_sound(self, available: bool) -> None:
        """Show the sign "no sound" unless sound is `available`; what stands around it must then be arranged anew."""
        self._no_sound.setVisible(not available)

    def show_state(self, heading: Heading, visit: Visit, words: Words) -> None:
        """Show the screen's name and the words of the frame in the visitor's language."""
        texts = words.texts
        line = Line(text=heading.text, role=Role.TITLE)
        self._heading = Face(picture=heading.picture, lines=(line,), tone=Tone.PLAIN, beside=True, small_picture=True)
        lost = Line(text=texts("no-sound"), role=Role.STRONG)
        self._no_sound.show_face(
            Face(picture="speaker-off", lines=(lost,), tone=Tone.WARNING, beside=True, small_picture=True)
        )
        self._other = Language.EN if visit.language is Language.ZH_CN else Language.ZH_CN
        other = Line(text=texts("other-language"), role=Role.STRONG)
        self._language.show_face(Face(lines=(other,), centered=True))
        self._language.setVisible(isinstance(visit.screen, Home) and visit.notice is None)
        self._way_faces = [
            Face(
                picture=PICTURES[name],
                lines=(Line(text=texts(f"nav-{name}"), role=Role.STRONG),),
                tone=Tone.QUIET,
                centered=True,
                picture_share=0.4,
            )
            for name, _ in WAYS_OUT
        ]

    def arrange(self, window: QRectF) -> QRectF:
        """Place the frame in `window` (pixels) and return what is left for the screen."""
        theme = self._typesetter.theme
        margin, gap = theme.margin, theme.gap
        inner = window.adjusted(margin, margin, -margin, -margin)
        rest = self._arrange_ways(inner, gap)
        right, right_height = self._arrange_right(rest)
        heading_width = rest.width() - right
        least = max(theme.px(20), rest.height() * HEADING_SHARE)
        heading = QRectF(rest.left(), rest.top(), heading_width, 0)
        usual = self._heading_face(heading_width)
        heading.setHeight(max(self._typesetter.height_for(usual, heading_width), least, right_height))
        self.heading_item.setGeometry(heading.toRect())
        self.heading_item.show_face(self._typesetter.grown([usual], [heading])[0])
        height = heading.height()
        return rest.adjusted(0, height + gap, 0, 0)

    def _arrange_ways(self, inner: QRectF, gap: float) -> QRectF:
        """Place the four ways out, below on a tall panel, to the right on a wide one; return what is left."""
        faces = self._way_faces
        if self._typesetter.theme.panel.is_portrait:
            faces, height = button_row(self._typesetter, faces, inner.width(), height_mm=WAYS_OUT_MM)
            rest, place = split_bottom(inner, height, gap=gap)
            parts = cells(place, columns=len(faces), rows=1, gap=gap)
        else:
            faces, width = button_column(self._typesetter, faces, inner.height())
            rest, place = split_left(inner, inner.width() - width - gap, gap=gap)
            parts = cells(place, columns=1, rows=len(faces), gap=gap)
        for button, face, part in zip(self._ways, faces, parts, strict=True):
            button.setGeometry(part.toRect())
            button.show_face(face)
        return rest

    def _heading_face(self, width: float) -> Face:
        """The heading at its usual size; its picture goes where a word would have to be broken beside it."""
        face = replace(self._heading, scale=1.0)
        if self._typesetter.word_width(face) > math.floor(width) - 1:
            return replace(face, picture=None)
        return face

    def _arrange_right(self, rest: QRectF) -> tuple[float, float]:
        """Place what stands to the right of the heading; return the width and the height it takes."""
        theme = self._typesetter.theme
        gap, taken, highest = theme.gap, 0.0, 0.0
        for item in (self._language, self._no_sound):
            if item.isHidden():
                continue
            width = max(theme.px(TARGET_MM * 1.4), self._typesetter.word_width(item.face))
            height = max(theme.px(TARGET_MM), item.height_for(width))
            item.setGeometry(QRectF(rest.right() - taken - width, rest.top(), width, height).toRect())
            taken += width + gap
            highest = max(highest, height)
        return taken, highest
