"""One class, read aloud, with the one big button: I will come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.ids import new_id
from kiosk.journeys.attending_states import OneClass
from kiosk.journeys.events import ClassChosen, SeatWanted
from kiosk.journeys.visit import Visit
from kiosk.texts.class_phrases import class_day, class_title
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.class_lines import class_fact_lines, class_picture
from ui.screens.worker.fact_pages import FactPages
from ui.theme import ACT_MM, KNOWN_PICTURE_MM, Role
from ui.widgets.breaking import torn_count
from ui.widgets.button_row import in_one_line
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import split_bottom, split_left
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.typesetter import SCALES, Typesetter

MOST_FACTS = 12
"""On one page; there are no more, but a long one may go on over several pages."""


class OneClassScreen(Screen):
    """Picture and day, the other facts with their signs, and a seat; a full class says so and offers the next date."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._what = Sign(typesetter, "class-what", self)
        self._facts = FactPages(self, "class-fact", MOST_FACTS)
        self._full = Sign(typesetter, "class-full", self)
        self._under_finger = ""
        self._want = BigButton(typesetter, "class-want", self)
        self._want.clicked.connect(lambda: self.report(SeatWanted(new_id())))
        self._instead = BigButton(typesetter, "class-instead", self)
        self._instead.pressed.connect(self._put_under_finger)
        self._instead.clicked.connect(lambda: self.report(ClassChosen(self._under_finger)))
        self._state: OneClass | None = None
        self._words: Words | None = None
        self._has_seat = False

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the class; a visitor who already has a seat in it is offered that seat's slip."""
        state = visit.screen
        assert isinstance(state, OneClass)
        self._state, self._words = state, words
        self._has_seat = any(shown.held.id == state.held.id for shown in visit.seats)
        self._heading = Heading(class_title(state.held, words.texts))
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._what, *self._facts.items(), self._full, self._instead, self._want)

    def _put_under_finger(self) -> None:
        """Note which class the button leads to as it is pressed: another may be offered before the finger is lifted."""
        if self._state is not None and self._state.instead is not None:
            self._under_finger = self._state.instead.id

    def arrange(self, area: QRectF) -> None:
        if self._state is None or self._words is None:
            return
        gap = self.typesetter.theme.gap
        if self.typesetter.theme.panel.is_portrait:
            rest = self._arrange_end(area, self._state, self._words)
            top = QRectF(rest.left(), rest.top(), rest.width(), rest.height() * 0.24)
            facts = rest.adjusted(0, top.height() + gap, 0, 0)
        else:
            left, facts = split_left(area, area.width() * 0.42, gap=self.typesetter.theme.column_gap)
            top = self._arrange_end(left, self._state, self._words)
        has_day = self._show_what(top, self._state, self._words)
        self._show_facts(facts, self._state, self._words, with_day=not has_day)

    def _arrange_end(self, area: QRectF, state: OneClass, words: Words) -> QRectF:
        """Place at the bottom of `area` what there is to be done; return what is left."""
        is_full = state.held.seats_left <= 0 and not self._has_seat
        self._want.setVisible(not is_full)
        self._instead.setVisible(is_full and state.instead is not None)
        self._full.setVisible(is_full and state.instead is None)
        if not is_full:
            spoken = None if self._has_seat else (words.texts("class-want-spoken"),)
            face = in_one_line(self.typesetter, self._want_face(words), area.width())
            return self._placed_below(self._want, face, area, spoken=spoken)
        if state.instead is not None:
            face = self._instead_face(state, words)
            if face.picture_share * area.width() < self.typesetter.theme.px(KNOWN_PICTURE_MM):
                face = replace(face, picture=None, centered=True)
            return self._placed_below(self._instead, self._beside_picture(face, area), area)
        line = Line(text=words.texts("class-full-ask"), role=Role.STRONG)
        face = Face(picture="go-to-staff", lines=(line,), tone=Tone.WARNING, beside=True, picture_share=0.2)
        if face.picture_share * area.width() < self.typesetter.theme.px(KNOWN_PICTURE_MM):
            face = replace(face, picture=None)
        return self._placed_below(self._full, face, area)

    def _beside_picture(self, face: Face, area: QRectF) -> Face:
        """The face in the largest letters that leave the picture above it room."""
        theme = self.typesetter.theme
        room = area.height() - theme.gap - theme.px(KNOWN_PICTURE_MM) - 2 * theme.padding
        made = [replace(face, scale=scale) for scale in (1.0, *theme.smaller)]
        return next((one for one in made if self.typesetter.height_for(one, area.width()) <= room), made[-1])

    def _placed_below(self, item: Item, face: Face, area: QRectF, *, spoken: tuple[str, ...] | None = None) -> QRectF:
        theme = self.typesetter.theme
        height = max(theme.height(ACT_MM), self.typesetter.height_for(face, area.width()))
        rest, below = split_bottom(area, height, gap=theme.gap)
        item.setGeometry(below.toRect())
        item.show_face(self.typesetter.grown([face], [below])[0], spoken=spoken)
        return rest

    def _want_face(self, words: Words) -> Face:
        line = Line(text=words.texts("class-my-seat" if self._has_seat else "class-want"), role=Role.TITLE)
        return Face(picture="hand", lines=(line,), tone=Tone.PRIMARY, centered=True, beside=True, picture_share=0.16)

    def _instead_face(self, state: OneClass, words: Words) -> Face:
        assert state.instead is not None
        texts, title = words.texts, class_title(state.instead, words.texts)
        other = "" if title == class_title(state.held, texts) else title
        lines = (
            Line(text=texts("class-instead"), role=Role.TITLE),
            Line(text=other, role=Role.STRONG),
            Line(text=class_day(state.instead, texts, today=words.today), role=Role.STRONG),
        )
        shown = tuple(line for line in lines if line.text)
        return Face(picture="calendar", lines=shown, tone=Tone.PRIMARY, beside=True, picture_share=0.16)

    def _show_what(self, area: QRectF, state: OneClass, words: Words) -> bool:
        """Show picture and day; return False where the day has no room and goes to the facts."""
        name = Line(text=class_day(state.held, words.texts, today=words.today), role=Role.TITLE)
        picture = class_picture(state.held, words.texts)
        whole = Face(picture=picture, lines=(name,), tone=Tone.QUIET, picture_share=0.4)
        placed = self.typesetter.place(whole, area.adjusted(0, 0, -1, -1))
        least = self.typesetter.theme.px(KNOWN_PICTURE_MM)
        is_torn = any(torn_count(one.layout) for one in placed.lines)
        side = placed.picture_rect.width() if placed.picture_rect is not None else 0.0
        has_room = placed.fits and not is_torn and side >= least
        face = whole if has_room else replace(whole, lines=())
        self._what.setGeometry(area.toRect())
        spoken = None if has_room else (class_title(state.held, words.texts),)
        self._what.show_face(self.typesetter.grown([face], [area])[0], spoken=spoken)
        return has_room

    def _show_facts(self, area: QRectF, state: OneClass, words: Words, *, with_day: bool) -> None:
        lines = list(class_fact_lines(state.held, words))
        if not with_day:
            _, *lines = lines
        faces = [Face(tone=Tone.PLAIN, lines=(line,)) for line in lines]
        self._facts.show(faces, area, words.texts, first=state.first, scales=SCALES)
