"""The board's window: the number that is called, those before it, who is next and how many wait; never a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.arrival import Board
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import readable
from ui.board.places import BoardPlaces, Row, board_places
from ui.theme import SMALL_PICTURE_MM, Role, Theme
from ui.widgets.face import Face, Line, Tone
from ui.widgets.guard import guarded
from ui.widgets.item import Item, Sign
from ui.widgets.largest import largest
from ui.widgets.pictures import Pictures
from ui.widgets.typesetter import Typesetter

BLINK_MS = 900
"""Half a blink: so slow that it troubles nobody, and far from the three flashes a second that may."""
MOST_BEFORE, MOST_NEXT = 4, 4
NONE = "–"
FIGURE = re.compile("[0-9]")


class BoardWindow(QWidget):
    """Shows what it is told; a number that is being called stands out, and blinks while there is no sound."""

    def __init__(self, theme: Theme, pictures: Pictures, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("board")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.theme, self._texts = theme, texts
        self.typesetter = Typesetter(theme, pictures)
        self._board = Board(called=(), waiting=0, upcoming=())
        self._calling: int | None = None
        self._station, self._clock, self._trouble = "", "", ""
        self._has_sound, self._is_lit = True, True
        self._name = self._sign("heading")
        self._time = self._sign("clock")
        self._no_sound = self._sign("no-sound")
        self._now = self._sign("now")
        self._number = self._sign("number")
        self._before = [self._sign(f"before-{place}") for place in ("label", *range(MOST_BEFORE))]
        self._next = [self._sign(f"next-{place}") for place in ("label", *range(MOST_NEXT))]
        self._waiting = self._sign("waiting")
        self._blinking = QTimer(self, interval=BLINK_MS)
        self._blinking.timeout.connect(self._blink)

    def show_board(self, board: Board) -> None:
        """Show the queue as it stands."""
        self._board, self._trouble = board, ""
        self._arrange()

    def show_call(self, number: int | None) -> None:
        """Mark `number` as being called; None when nobody is."""
        self._calling = number
        self._keep_blinking()

    def show_sound(self, is_there: bool) -> None:
        """Show that calls cannot be heard, and make them blink instead."""
        self._has_sound = is_there
        self._keep_blinking()

    def show_station(self, name: str) -> None:
        """Show whose board it is."""
        self._station = readable(name)
        self._arrange()

    def show_time(self, now: datetime) -> None:
        """Show the time of day, to the minute."""
        clock = f"{now:%H:%M}"
        if clock != self._clock:
            self._clock = clock
            self._arrange()

    def show_trouble(self, sentence: str) -> None:
        """Say in the place of the last line why nothing new can be shown."""
        self._trouble = sentence
        self._arrange()

    def lit_items(self) -> list[Item]:
        """All that is on the board, in reading order."""
        items = (self._name, self._time, self._no_sound, self._now, self._number, *self._before, *self._next,
                 self._waiting)  # fmt: skip
        return [item for item in items if item.isVisibleTo(self)]

    @property
    def shown_number(self) -> int | None:
        """The number that stands largest: the one being called, else the one called last."""
        if self._calling is not None:
            return self._calling
        return self._board.called[0].running if self._board.called else None

    @property
    def is_blinking(self) -> bool:
        return self._blinking.isActive()

    def _sign(self, name: str) -> Sign:
        return Sign(self.typesetter, name, self)

    def _keep_blinking(self) -> None:
        self._is_lit = True
        if self._calling is not None and not self._has_sound:
            self._blinking.start()
        else:
            self._blinking.stop()
        self._arrange()

    def _blink(self) -> None:
        self._is_lit = not self._is_lit
        self._arrange()

    def _arrange(self) -> None:
        if self.width() < self.theme.px(40):
            return
        places = board_places(QRectF(self.rect()), self.theme)
        self._arrange_head(places.head)
        self._arrange_call(places)
        self._arrange_groups(places)
        self._put(self._waiting, self._last_line(), places.waiting, most_lines=2)

    def _arrange_head(self, area: QRectF) -> None:
        """The station's name as far as it fits, then the clock, and the sign that no call can be heard."""
        gap, right = self.theme.gap, area.right()
        font_scale = largest(self.typesetter, _plain(" "), area).scale
        self._no_sound.setVisible(not self._has_sound)
        clock = replace(_plain(self._clock or NONE, role=Role.STRONG), scale=font_scale)
        right = self._put_right(self._time, clock, area, right)
        if not self._has_sound:
            line = Line(text=self._texts("no-sound"), role=Role.STRONG)
            lost = Face(picture="speaker-off", lines=(line,), tone=Tone.WARNING, beside=True, small_picture=True)
            if area.height() < self.theme.px(SMALL_PICTURE_MM):
                lost = replace(lost, picture=None, tone=Tone.PLAIN)
            right = self._put_right(self._no_sound, lost, area, right)
        room = area.adjusted(0, 0, right - area.right() - gap, 0)
        metrics = QFontMetricsF(self.theme.font(Role.STRONG, font_scale))
        name = metrics.elidedText(self._station, Qt.TextElideMode.ElideRight, room.width() * 0.97)
        self._name.setVisible(name != "")
        self._name.setGeometry(room.toRect())
        self._name.show_face(replace(_plain(name, role=Role.STRONG), scale=font_scale))

    def _put_right(self, sign: Sign, face: Face, area: QRectF, right: float) -> float:
        """Place a sign of its natural width to the left of `right`; return where the next may end."""
        width = self.typesetter.natural_width(face)
        sign.setGeometry(QRectF(right - width, area.top(), width, area.height()).toRect())
        sign.show_face(face)
        return right - width - self.theme.gap

    def _arrange_call(self, places: BoardPlaces) -> None:
        number = self.shown_number
        words = "board-none-yet" if number is None else "board-now"
        self._put(self._now, _plain(self._texts(words), role=Role.STRONG, centered=True), places.now)
        is_strong = self._calling is not None and self._is_lit
        text, color = NONE if number is None else str(number), None if is_strong else "figure"
        line = Line(text=text, role=Role.FIGURE, color=color)
        face = Face(lines=(line,), tone=Tone.PRIMARY if is_strong else Tone.TILE, centered=True)
        self._put(self._number, face, places.number)

    def _arrange_groups(self, places: BoardPlaces) -> None:
        """Both groups keep their places and their size, however many numbers there are."""
        others = [called.running for called in self._board.called if called.running != self.shown_number]
        upcoming = [number for number in self._board.upcoming if number != self._calling]
        labels = [_plain(self._texts(key), role=Role.STRONG) for key in ("board-before", "board-next")]
        rows = (places.before, places.next)
        scale = min(largest(self.typesetter, face, row.label).scale for face, row in zip(labels, rows, strict=True))
        before, following = (replace(face, scale=scale) for face in labels)
        self._arrange_row(self._before, before, others, places.before, Tone.QUIET)
        self._arrange_row(self._next, following, upcoming, places.next, Tone.TILE)

    def _arrange_row(self, signs: Sequence[Sign], label: Face, numbers: Sequence[int], row: Row, tone: Tone) -> None:
        shown = [str(number) for number in numbers[: len(row.numbers)]]
        signs[0].setVisible(shown != [])
        signs[0].setGeometry(row.label.toRect())
        signs[0].show_face(label)
        shapes = {"88", *(FIGURE.sub("8", text) for text in shown)}
        scale = min(self._scale_of(_number(shape, tone), row.numbers[0]) for shape in shapes)
        for sign in signs[1 + len(shown) :]:
            sign.hide()
        for sign, part, number in zip(signs[1:], row.numbers, shown, strict=False):
            sign.show()
            sign.setGeometry(part.toRect())
            sign.show_face(replace(_number(number, tone), scale=scale))

    def _scale_of(self, number: Face, area: QRectF) -> float:
        """The largest at which a number fits; one with letters may have to be smaller on a small panel."""
        whole = largest(self.typesetter, number, area)
        return whole.scale * min(1.0, (area.width() - 1) / self.typesetter.natural_width(whole))

    def _last_line(self) -> Face:
        if self._trouble:
            return _plain(self._trouble, role=Role.STRONG)
        count = self._board.waiting
        words = self._texts("board-waiting", count=str(count)) if count else self._texts("board-nobody-waits")
        return Face(picture="people", lines=(Line(text=words, role=Role.STRONG),), tone=Tone.PLAIN, beside=True,
                    picture_share=0.2)  # fmt: skip

    def _put(self, sign: Sign, face: Face, area: QRectF, *, most_lines: int = 1) -> None:
        sign.setGeometry(area.toRect())
        sign.show_face(largest(self.typesetter, face, area, most_lines=most_lines))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.theme.color("ground"))


def _plain(text: str, *, role: Role = Role.BODY, centered: bool = False) -> Face:
    return Face(lines=(Line(text=text, role=role),), tone=Tone.PLAIN, centered=centered)


def _number(text: str, tone: Tone) -> Face:
    return Face(lines=(Line(text=text, role=Role.FIGURE),), tone=tone, centered=True)
