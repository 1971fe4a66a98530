"""The slip: what the worker leaves with, large enough to photograph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.attending_states import SeatShown
from kiosk.journeys.events import Event, GaveBack, Left, TurnedTo
from kiosk.journeys.states import Printing, SlipShown
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.slip_picture import SlipPage, SlipPages, SlipPicture
from ui.theme import Role
from ui.widgets.button_row import button_row, row_cells
from ui.widgets.face import Face, Line, Tone
from ui.widgets.flow import grown_flow
from ui.widgets.grid import split_bottom, split_left
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import SCALES, Typesetter

MOST_FACTS = 9
LEAST_CODE_MM = 40.0
"""Where the number below it leaves the code less, it stands beside the code: a smaller one is not photographed well."""
SQUARE = 1.35
"""How many times wider than high an area is at most where all of its width is needed for the words above and below."""
ZERO_WIDTH_SPACE = "\u200b"
STATUS = {
    Printing.UNDER_WAY: ("slip-under-way", "paper", Tone.QUIET),
    Printing.PRINTED: ("slip-printed", "check", Tone.QUIET),
    Printing.NO_PAPER_TODAY: ("slip-no-paper", "photo", Tone.WARNING),
}


class SlipScreen(Screen):
    """What became of the paper, the slip itself, its number and phone in screen size, and the two ways to end."""

    number_key, picture_key = "slip-your-number", "slip-picture-spoken"
    given_back: Event = GaveBack()

    def __init__(self, typesetter: Typesetter, parent: QWidget, pages: SlipPages) -> None:
        super().__init__(typesetter, parent)
        self._pages = pages
        self._heading = Heading("")
        self._status = Sign(typesetter, "slip-status", self)
        self._slip = SlipPicture(typesetter, "slip", self, pages)
        self._number = Sign(typesetter, "slip-number", self)
        self._facts = [Sign(typesetter, f"slip-fact-{index}", self) for index in range(MOST_FACTS)]
        self._pager = Pager(typesetter, self)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._give_back = BigButton(typesetter, "slip-give-back", self)
        self._give_back.clicked.connect(lambda: self.report(self.given_back))
        self._done = BigButton(typesetter, "slip-done", self)
        self._done.clicked.connect(lambda: self.report(Left()))
        self._state: SlipShown | SeatShown | None = None
        self._words: Words | None = None
        self._page: SlipPage | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the slip."""
        state = visit.screen
        assert isinstance(state, SlipShown | SeatShown)
        page = self._pages.page(state)
        self._state, self._words, self._page = state, words, page
        self._heading = Heading(self.title_of(state, words.texts), "paper")
        self._slip.show_page(page)
        self._slip.spoken = (words.texts(self.picture_key),)
        self.arrange(QRectF(self.rect()))

    def title_of(self, state: SlipShown | SeatShown, texts: Texts) -> str:
        """The name of the screen."""
        people = state.people if isinstance(state, SlipShown) else 1
        return texts("slip-title-party", count=people) if people > 1 else texts("slip-title")

    def give_back_of(self, state: SlipShown | SeatShown, texts: Texts) -> str:
        """What the button says that gives it back."""
        is_party = isinstance(state, SlipShown) and state.people > 1
        return texts("slip-give-back-party" if is_party else "slip-give-back")

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (
            self._status,
            self._number,
            *self._facts,
            self._slip,
            *self._pager.items(),
            self._done,
            self._give_back,
        )

    def arrange(self, area: QRectF) -> None:
        if self._state is None or self._words is None or self._page is None:
            return
        state, page, texts = self._state, self._page, self._words.texts
        facts = self._facts_of(page, texts)
        for scale, own, with_phone in self._tries():
            faces = [replace(face, scale=own) for face in facts]
            left, right, is_code_alone = self._cut(area, state, page, faces, texts, scale=scale)
            if is_code_alone and self._has_number(faces, left, right, with_phone=with_phone):
                break
            if not is_code_alone and self._has_room(faces, right, texts):
                break
        if is_code_alone:
            beside = self._as_many_as_fit(faces[1:], right)
            number = self._as_large(faces[0], left, beside, right)
            if self._is_below(number, left):
                left, faces, has_number = self._arrange_number(left, number, texts), beside, False
            else:
                faces, has_number = self._as_many_as_fit(faces, right), True
        else:
            has_number = True
        self._slip.setGeometry(left.toRect())
        self._arrange_facts(right, state, faces, texts, has_number=has_number)

    def _tries(self) -> Iterator[tuple[float, float, bool]]:
        """Yield scales for what surrounds the facts, and for these, and whether the phone must be there.

        What surrounds them takes smaller letters first; where even then there is none for the phone, it is on the code.
        """
        least = self.typesetter.theme.smaller
        pairs = [(scale, 1.0) for scale in (1.0, *least)] + [(least[-1], own) for own in least]
        yield from ((scale, own, with_phone) for with_phone in (True, False) for scale, own in pairs)

    def _beside_phone(self, area: QRectF, width: float, faces: Sequence[Face]) -> float:
        """The width of the code: what the first fact, a phone number, leaves in one line, if that is enough."""
        theme = self.typesetter.theme
        phone = max((self.typesetter.natural_width(face) for face in faces[1:2]), default=0.0)
        left = area.width() - theme.column_gap - phone - 1
        return min(width, left) if left >= theme.px(LEAST_CODE_MM) else width

    def _cut(
        self,
        area: QRectF,
        state: SlipShown | SeatShown,
        page: SlipPage,
        faces: list[Face],
        texts: Texts,
        *,
        scale: float,
    ) -> tuple[QRectF, QRectF, bool]:
        """Place what becomes of the paper and the two ways to end, in letters of `scale`.

        Return the places of the slip and of the facts beside it, and whether its code stands there alone.
        """
        gap = self.typesetter.theme.column_gap
        if area.width() < area.height() * SQUARE:
            below = self._arrange_ends(area, state, texts, scale=scale)
            rest = self._arrange_status(below, state, texts, scale=scale)
            width = min(rest.width() * 0.52, self._slip.width_for(rest.height(), page))
            is_code_alone = self._slip.is_code_alone(rest.height(), page)
            if is_code_alone:
                width = self._beside_phone(rest, width, faces)
            return *split_left(rest, width, gap=gap), is_code_alone
        is_code_alone = self._slip.is_code_alone(area.height(), page)
        width = min(area.width() * 0.38, self._slip.width_for(area.height(), page))
        if is_code_alone:
            width = max(width, self._number_width(faces[0]))
        left, rest = split_left(area, width, gap=gap)
        above = self._arrange_ends(rest, state, texts, scale=scale)
        return left, self._arrange_status(above, state, texts, scale=scale), is_code_alone

    def _has_room(self, faces: list[Face], area: QRectF, texts: Texts) -> bool:
        """Tell whether each fact is whole in `area`, on a page of its own at least."""
        if len(grown_flow(self.typesetter, faces, area, scales=self._scales(faces))[1]) == 1:
            return True
        room = self._pager.room_for(area, texts, needed=True)
        return max(self.typesetter.height_for(face, room.width()) for face in faces) <= room.height()

    def _has_number(self, faces: list[Face], left: QRectF, right: QRectF, *, with_phone: bool) -> bool:
        """Tell whether the code is large enough in `left`, and the number is whole below it or, `right`, beside it."""
        if min(left.width(), left.height()) < self.typesetter.theme.px(LEAST_CODE_MM):
            return False
        if self._is_below(faces[0], left):
            return not with_phone or bool(self._as_many_as_fit(faces[1:2], right))
        wanted = faces[: 2 if with_phone else 1]
        return self._number_width(faces[0]) <= right.width() and len(self._as_many_as_fit(wanted, right)) == len(wanted)

    def _is_below(self, number: Face, area: QRectF) -> bool:
        """Tell whether the number is whole at the bottom of `area` and leaves the code above it enough."""
        height = self.typesetter.height_for(number, area.width()) + self.typesetter.theme.gap
        has_room = area.height() - height >= self.typesetter.theme.px(LEAST_CODE_MM)
        return has_room and self._number_width(number) <= area.width()

    def _scales(self, faces: list[Face]) -> tuple[float, ...]:
        """The scales at which facts are tried that are at least as large as `faces`."""
        own = min((face.scale for face in faces), default=1.0)
        return SCALES[1:] if own == 1 else (own,)

    def _number_width(self, face: Face) -> float:
        """The width at which the number is broken nowhere but where it may be."""
        pieces = [replace(line, text=piece) for line in face.lines for piece in line.text.split(ZERO_WIDTH_SPACE)]
        return self.typesetter.word_width(replace(face, lines=tuple(pieces))) + 1

    def _as_large(self, number: Face, area: QRectF, facts: list[Face], beside: QRectF) -> Face:
        """The number in letters as large as those of `facts`, which stand in `beside`, where `area` has room for it."""
        scales = (face.scale for face in grown_flow(self.typesetter, facts, beside, scales=self._scales(facts))[0])
        larger = replace(number, scale=max(scales, default=number.scale))
        return larger if self._is_below(larger, area) else number

    def _arrange_number(self, area: QRectF, face: Face, texts: Texts) -> QRectF:
        """Place the number alone at the bottom of `area`; return what is left."""
        rest, place = split_bottom(area, self.typesetter.height_for(face, area.width()), gap=self.typesetter.theme.gap)
        self._number.setGeometry(place.toRect())
        self._show_number(face, texts)
        return rest

    def _show_number(self, face: Face, texts: Texts) -> None:
        assert self._page is not None
        self._number.show_face(face, spoken=(texts(self.number_key), self._page.number))

    def _arrange_status(self, area: QRectF, state: SlipShown | SeatShown, texts: Texts, *, scale: float) -> QRectF:
        """Place the line on the paper at the top of `area`; return what is left."""
        key, picture, tone = STATUS[state.printing]
        line = Line(text=texts(key), role=Role.STRONG)
        face = Face(picture=picture, lines=(line,), tone=tone, beside=True, small_picture=True, scale=scale)
        self._status.show_face(face)
        height = self._status.height_for(area.width())
        self._status.setGeometry(QRectF(area.left(), area.top(), area.width(), height).toRect())
        return area.adjusted(0, height + self.typesetter.theme.gap, 0, 0)

    def _facts_of(self, page: SlipPage, texts: Texts) -> list[Face]:
        """The number, and what stands beside the drawing."""
        number = (
            Line(text=texts(self.number_key)),
            Line(text=breakable(page.number), role=Role.FIGURE, color="figure"),
        )
        facts = [Line(text=text, icon=icon) for text, icon in page.facts]
        lines = [number, *((fact,) for fact in facts if fact.text)]
        return [Face(tone=Tone.PLAIN, lines=line) for line in lines]

    def _arrange_facts(
        self, area: QRectF, state: SlipShown | SeatShown, faces: list[Face], texts: Texts, *, has_number: bool
    ) -> None:
        """Flow the facts into `area`; beside the code alone, which holds all, stand the phone and what has room.

        The number is the first of `faces` where it `has_number`; else it stands below the code.
        """
        grown, pages = grown_flow(self.typesetter, faces, area, scales=self._scales(faces))
        if len(pages) > 1:
            room = self._pager.room_for(area, texts, needed=True)
            if has_number:
                faces = [*self.typesetter.shrunk(faces[:1], [room]), *faces[1:]]
            grown, pages = grown_flow(self.typesetter, faces, room, most_columns=1)
        which = min(max(0, state.first), len(pages) - 1)
        self._number.setVisible(not has_number or 0 in pages[which])
        facts = dict(pages[which])
        if has_number and 0 in facts:
            self._number.setGeometry(facts.pop(0).toRect())
            self._show_number(grown[0], texts)
        for place, sign in enumerate(self._facts):
            sign.setVisible(place < len(facts))
        for sign, (index, rect) in zip(self._facts, facts.items(), strict=False):
            sign.setGeometry(rect.toRect())
            sign.show_face(grown[index])
        self._pager.show_page(Page(total=len(pages), each=1, first=which), area, texts)

    def _as_many_as_fit(self, faces: list[Face], area: QRectF) -> list[Face]:
        heights = [self.typesetter.height_for(face, area.width()) for face in faces]
        gap = self.typesetter.theme.gap
        ends = [end - gap for end in accumulate(height + gap for height in heights)]
        return [face for face, end in zip(faces, ends, strict=True) if end <= area.height()]

    def _arrange_ends(self, area: QRectF, state: SlipShown | SeatShown, texts: Texts, *, scale: float) -> QRectF:
        """Place "done" and "give it back" at the bottom of `area`; return what is left."""
        back = Line(text=self.give_back_of(state, texts), role=Role.STRONG)
        end = Line(text=texts("slip-done"), role=Role.STRONG)
        wanted = [
            Face(picture="give-back", lines=(back,), centered=True, picture_share=0.2, scale=scale),
            Face(picture="check", lines=(end,), tone=Tone.PRIMARY, centered=True, picture_share=0.2, scale=scale),
        ]
        faces, height = button_row(self.typesetter, wanted, area.width())
        rest, row = split_bottom(area, height, gap=self.typesetter.theme.gap)
        parts = row_cells(self.typesetter, row, 2)
        for button, face, part in zip((self._give_back, self._done), faces, parts, strict=True):
            button.setGeometry(part.toRect())
            button.show_face(face)
        return rest


def breakable(number: str) -> str:
    """A slip number that may be broken in the middle, after the day, where a panel is too narrow for its size."""
    prefix, day, rest = number.split("-", 2)
    return f"{prefix}-{day}-{ZERO_WIDTH_SPACE}{rest}"
