"""The number of a complaint, as large as it gets, and what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.complaint import Receipt
from kiosk.journeys.complaint_states import ComplaintShown
from kiosk.journeys.events import Left, TurnedTo
from kiosk.journeys.states import Printing
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import dated
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.complaint_tiles import with_way_on
from ui.screens.worker.complaint_what import happened_picture
from ui.theme import Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import split_bottom
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.largest import largest
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import Typesetter

ZERO_WIDTH_SPACE = "\u200b"
STATUS = {
    Printing.UNDER_WAY: ("slip-under-way", "paper", Tone.QUIET),
    Printing.PRINTED: ("complaint-shown-printed", "check", Tone.QUIET),
    Printing.NO_PAPER_TODAY: ("slip-no-paper", "photo", Tone.WARNING),
}


class ComplaintShownScreen(Screen):
    """Nobody is named, and nothing of what was said is shown."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._status = Sign(typesetter, "complaint-status", self)
        self._number = Sign(typesetter, "complaint-number", self)
        self._next = Sign(typesetter, "complaint-next", self)
        self._done = BigButton(typesetter, "complaint-done", self)
        self._done.clicked.connect(lambda: self.report(Left()))
        self._pager = Pager(typesetter, self, at_side=not typesetter.theme.panel.is_portrait)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._state: ComplaintShown | None = None
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the number."""
        assert isinstance(visit.screen, ComplaintShown)
        self._state, self._words = visit.screen, words
        self._heading = Heading(words.texts("complaint-shown-title"), "check")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._status, self._number, self._next, *self._pager.items(), self._done)

    def arrange(self, area: QRectF) -> None:
        if self._state is None or self._words is None:
            return
        texts, gap = self._words.texts, self.typesetter.theme.gap
        line = Line(text=texts("slip-done"), role=Role.TITLE)
        face = Face(picture="check", lines=(line,), tone=Tone.PRIMARY, centered=True, beside=True, picture_share=0.16)
        rest, done, face = with_way_on(self.typesetter, area, face, least_mm=24.0, stays_below=True)
        self._done.setGeometry(done.toRect())
        self._done.show_face(face)
        following = self._next_face(self._state.receipt, self._words)
        figure = Line(text=breakable(self._state.receipt.number), role=Role.FIGURE, color="figure")
        number = Face(lines=(figure,), tone=Tone.QUIET, centered=True)
        needed = self.typesetter.height_for(following, rest.width())
        least = self.typesetter.height_for(number, rest.width())
        below_status = self._arrange_status(rest, self._state, texts)
        is_one_page = needed + gap + least <= below_status.height()
        room = self._pager.room_for(rest, texts, needed=not is_one_page)
        parts = [following] if is_one_page else self._parts(following, room)
        page = Page(total=1 if is_one_page else 1 + len(parts), each=1, first=self._state.first)
        self._pager.show_page(page, rest, texts)
        is_first = page.number == 1
        for item, is_there in ((self._status, is_first), (self._number, is_first), (self._next, is_one_page)):
            item.setVisible(is_there or (item is self._next and not is_first))
        if is_one_page:
            height = min(max(needed, below_status.height() / 2), below_status.height() - gap - least)
            above, below = split_bottom(below_status, height, gap=gap)
            self._show_number(number, above, texts)
            self._show_next(following, below)
            return
        self._show_next(parts[max(0, page.number - 2)], room)
        self._show_number(number, self._arrange_status(room, self._state, texts), texts)

    def _parts(self, following: Face, room: QRectF) -> list[Face]:
        """What happens next, on a page of its own, or on two where a small panel has no room for it."""
        alone = replace(following, picture=None)
        if self.typesetter.place(alone, room.adjusted(0, 0, -1, -1)).fits:
            return [following]
        return [replace(alone, lines=(line,)) for line in following.lines]

    def _show_next(self, face: Face, place: QRectF) -> None:
        if not self.typesetter.place(face, place).fits:
            face = replace(face, picture=None)
        self._next.setGeometry(place.toRect())
        self._next.show_face(self.typesetter.grown([face], [place], more_lines=2)[0])

    def _show_number(self, face: Face, place: QRectF, texts: Texts) -> None:
        assert self._state is not None
        self._number.setGeometry(place.toRect())
        spoken = (texts("complaint-shown-number"), self._state.receipt.number)
        fits = self.typesetter.place(face, place.adjusted(0, 0, -1, -1)).fits
        self._number.show_face(
            largest(self.typesetter, face, place, most_lines=1 if fits else 2, or_smaller=True), spoken=spoken
        )

    def _next_face(self, receipt: Receipt, words: Words) -> Face:
        """What happens next, and until when somebody hears of it."""
        texts = words.texts
        step = receipt.next_step.strip() or texts(f"complaint-next-{receipt.kind}")
        day = dated(receipt.due_day, texts, today=words.today)
        due = texts("complaint-receipt-late" if receipt.is_late else "complaint-receipt-due", day=day)
        lines = (
            Line(text=texts("complaint-receipt-next", step=step), role=Role.STRONG),
            Line(text=due, icon="calendar"),
        )
        return Face(
            picture=happened_picture(receipt.kind), lines=lines, tone=Tone.PLAIN, beside=True, picture_share=0.2
        )

    def _arrange_status(self, area: QRectF, state: ComplaintShown, texts: Texts) -> QRectF:
        key, picture, tone = STATUS[state.printing]
        scale = self.typesetter.theme.aside_scale
        line = Line(text=texts(key), role=Role.STRONG)
        self._status.show_face(
            Face(picture=picture, lines=(line,), tone=tone, beside=True, small_picture=True, scale=scale)
        )
        height = self._status.height_for(area.width())
        self._status.setGeometry(QRectF(area.left(), area.top(), area.width(), height).toRect())
        return area.adjusted(0, height + self.typesetter.theme.gap, 0, 0)


def breakable(number: str) -> str:
    """The number, which may be broken after its day where a panel is too narrow for its size."""
    begin, running, check = number.rsplit("-", 2)
    return f"{begin}-{ZERO_WIDTH_SPACE}{running}-{check}"
