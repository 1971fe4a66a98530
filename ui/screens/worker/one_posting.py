"""One posting, read aloud, with the big button "I want this", and the smaller one for several who go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.ids import new_id
from kiosk.domain.posting import Posting
from kiosk.journeys.events import CompanionsWanted, LessonsWanted, Wanted
from kiosk.journeys.states import OnePosting
from kiosk.journeys.together import most_together
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import trade_name
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.fact_pages import FactPages, Tail
from ui.screens.worker.posting_lines import fact_lines, pay, title
from ui.theme import ACT_MM, KNOWN_PICTURE_MM, Role
from ui.widgets.button_row import in_one_line
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import split_bottom, split_left
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.typesetter import Typesetter

WANT_SHARE = 0.6
"""Of the row's width on an upright panel, where the button for several stands beside."""
MOST_ROW_SHARE = 0.33
"""Of the height, for what there is to be done, where it has room there in smaller letters: the rest is the facts'."""
MOST_FACTS = 16
"""On one page; there are no more, but a long one may go on over several pages."""


class OnePostingScreen(Screen):
    """Picture, title and pay first; then the facts with their signs, by pages where the panel is small."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._what = Sign(typesetter, "posting-what", self)
        self._facts = FactPages(self, "posting-fact", MOST_FACTS)
        self._lessons = BigButton(typesetter, "posting-lessons", self)
        self._lessons.clicked.connect(self._ask_for_lessons)
        self._want = BigButton(typesetter, "posting-want", self)
        self._want.clicked.connect(lambda: self.report(Wanted(new_id())))
        self._together = BigButton(typesetter, "posting-together", self)
        self._together.clicked.connect(lambda: self.report(CompanionsWanted()))
        self._state: OnePosting | None = None
        self._words: Words | None = None
        self._has_slip = False

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the posting; a visitor who already holds a slip for it is offered that slip."""
        state = visit.screen
        assert isinstance(state, OnePosting)
        self._state, self._words = state, words
        self._has_slip = any(shown.posting.id == state.posting.id for shown in visit.taken)
        self._heading = Heading(trade_name(state.posting, words.texts))
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._what, *self._facts.items(), self._lessons, self._want, self._together)

    def arrange(self, area: QRectF) -> None:
        if self._state is None or self._words is None:
            return
        gap = self.typesetter.theme.gap
        want, together = self._want_face(self._words), self._together_face(self._state.posting, self._words)
        if self.typesetter.theme.panel.is_portrait:
            shares = (area.width() * WANT_SHARE, area.width() * (1 - WANT_SHARE) - gap)
            if together and not self.typesetter.is_one_line(together, shares[1]):
                together = replace(together, beside=False)
            want, together, height = self._row(want, together, shares if together else (area.width(), 0), area)
            rest, below = split_bottom(area, height, gap=gap)
            beside = QRectF()
            if together:
                below, beside = split_left(below, shares[0], gap=gap)
            top = QRectF(rest.left(), rest.top(), rest.width(), rest.height() * 0.24)
            facts = rest.adjusted(0, top.height() + gap, 0, 0)
        else:
            left, facts = split_left(area, area.width() * 0.42, gap=self.typesetter.theme.column_gap)
            want, together, height = self._row(want, together, (left.width(), facts.width()), area)
            top, below = split_bottom(left, height, gap=gap)
            rest, beside = split_bottom(facts, height, gap=gap)
            facts = rest if together else facts
        self._show_want(want, below)
        self._show_together(together, beside)
        has_title = self._show_what(top, self._state.posting, self._words)
        self._show_facts(facts, self._state, self._words, with_title=not has_title)

    def _show_what(self, area: QRectF, posting: Posting, words: Words) -> bool:
        """Show picture, title and pay; return False where the title has no room and goes to the facts."""
        name = Line(text=title(posting, words.texts), role=Role.TITLE)
        amount = pay(posting, words.texts)
        whole = Face(picture=posting.trade, lines=(name, amount), tone=Tone.QUIET, picture_share=0.3)
        has_room = self._has_room(whole, area)
        face = whole if has_room else replace(whole, lines=(amount,))
        self._what.setGeometry(area.toRect())
        self._what.show_face(self.typesetter.grown([face], [area])[0])
        return has_room

    def _has_room(self, face: Face, area: QRectF) -> bool:
        """Tell whether title and pay leave enough of the picture; a rectangle rounded to pixels may lose one."""
        placed = self.typesetter.place(face, area.adjusted(0, 0, -1, -1))
        assert placed.picture_rect is not None
        return placed.fits and placed.picture_rect.width() >= self.typesetter.theme.px(KNOWN_PICTURE_MM)

    def _show_facts(self, area: QRectF, state: OnePosting, words: Words, *, with_title: bool) -> None:
        lines = fact_lines(state.posting, words)
        if with_title:
            lines = (Line(text=title(state.posting, words.texts), role=Role.STRONG), *lines)
        faces = [Face(tone=Tone.PLAIN, lines=(line,)) for line in lines]
        self._lessons.setVisible(state.has_lessons)
        tail = self._lessons_tail(words.texts) if state.has_lessons else None
        self._facts.show(faces, area, words.texts, first=state.first, tail=tail)

    def _ask_for_lessons(self) -> None:
        if self._state is not None:
            self.report(LessonsWanted(self._state.posting.trade))

    def _lessons_tail(self, texts: Texts) -> Tail:
        """The way to what is worth hearing before this work; without room for it, lessons are found by "learn"."""
        line = Line(text=texts("posting-lessons"), role=Role.STRONG)
        face = Face(picture="learn", lines=(line,), centered=True, beside=True, small_picture=True)
        return Tail(self._lessons, face, spoken=texts("posting-lessons-spoken"))

    def _want_face(self, words: Words) -> Face:
        line = Line(text=words.texts("posting-my-slip" if self._has_slip else "posting-want"), role=Role.TITLE)
        return Face(picture="hand", lines=(line,), tone=Tone.PRIMARY, centered=True, beside=True, picture_share=0.16)

    def _together_face(self, posting: Posting, words: Words) -> Face | None:
        """None where only one could go, or whoever asks has a slip already."""
        if self._has_slip or most_together(posting) < 2:
            return None
        line = Line(text=words.texts("posting-together"), role=Role.STRONG)
        return Face(picture="people", lines=(line,), centered=True, beside=True, picture_share=0.3)

    def _row(
        self, whole: Face, together: Face | None, widths: tuple[float, float], area: QRectF
    ) -> tuple[Face, Face | None, float]:
        """Return the faces of what there is to be done, in letters that leave the facts their room, and its height."""
        for scale in (1.0, *self.typesetter.theme.smaller):
            want = in_one_line(self.typesetter, replace(whole, scale=scale), widths[0])
            together = replace(together, scale=scale) if together else None
            height = self._row_height(want, together, *widths)
            if height <= area.height() * MOST_ROW_SHARE:
                break
        return want, together, height

    def _row_height(self, want: Face, together: Face | None, want_width: float, together_width: float) -> float:
        theme = self.typesetter.theme
        needed = self.typesetter.height_for(want, want_width)
        if together is not None:
            needed = max(needed, self.typesetter.height_for(together, together_width))
        return max(theme.height(ACT_MM), needed)

    def _show_want(self, face: Face, area: QRectF) -> None:
        assert self._words is not None
        spoken = None if self._has_slip else (self._words.texts("posting-want-spoken"),)
        self._want.setGeometry(area.toRect())
        self._want.show_face(self.typesetter.grown([face], [area])[0], spoken=spoken)

    def _show_together(self, face: Face | None, area: QRectF) -> None:
        self._together.setVisible(face is not None)
        if face is not None and self._words is not None:
            self._together.setGeometry(area.toRect())
            spoken = (self._words.texts("posting-together-spoken"),)
            self._together.show_face(self.typesetter.shrunk([face], [area.adjusted(0, 0, -1, -1)])[0], spoken=spoken)
