"""Shows what the kiosk is for while nobody is there, and darkens it at night: the first touch ends either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.care.config.night import Night
from kiosk.care.idling import IN_USE, Idling, idling
from kiosk.journeys import events as was
from ui.desk_door import DeskDoor
from ui.shell import Shell
from ui.theme import Theme
from ui.widgets.guard import guarded
from ui.widgets.pictures import Pictures

LOOP = tuple(f"attract-{number}" for number in range(1, 9))
"""The pictures of the loop, in `assets/pictures`: looking for work, touching, hearing, the slip, the work, the pay."""
TOUCH_HERE = "attract-touch"
HIGH = 0.75
"""Of its width, a picture of the loop."""
SIGN_SHARE, MOST_SIGN_SHARE = 0.2, 0.7
"""For the sign that says: touch. Of the panel's longer side; of its shorter, where the picture leaves more."""
DARK = QColor(0, 0, 0, 170)
"""Over Home at night: a tenth of the light is left, and what stands there can still be made out."""
LOOK_EVERY_MS = 500
LONGEST_SAYING_S = 180.0
"""All of Home at the slowest speed; a voice that says it is speaking for longer hangs."""


class IdleLayer(QWidget):
    """Lies over the whole window, on whichever stage. Any touch on it is `touched`, and nothing else."""

    touched = Signal()

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("idle")
        self._theme, self._pictures, self._window = theme, pictures, parent
        self._shown = IN_USE
        self.hide()
        parent.installEventFilter(self)

    def show_idling(self, shown: Idling) -> None:
        """Show a picture of the loop, or darken what lies below; nothing while the kiosk is in use."""
        self._shown = shown
        self.raise_()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, shown.picture is not None)
        self.setGeometry(self._window.rect())
        self.setVisible(shown.picture is not None or shown.is_dark)
        self.update()

    def areas(self) -> tuple[QRectF, QRectF]:
        """Where the picture of the loop and the sign stand, in pixels: one below the other where the panel is tall."""
        theme, (right, down) = self._theme, self._shown.shift_px
        room = QRectF(self.rect()).adjusted(theme.margin, theme.margin, -theme.margin, -theme.margin)
        sign = max(room.width(), room.height()) * SIGN_SHARE
        taken = sign + theme.gap
        is_tall = self.height() > self.width()
        width = min(room.width() - (0 if is_tall else taken), (room.height() - (taken if is_tall else 0)) / HIGH)
        left = room.height() - width * HIGH if is_tall else room.width() - width
        sign = max(sign, min(left - theme.gap, min(room.width(), room.height()) * MOST_SIGN_SHARE))
        taken = sign + theme.gap
        picture, hand = QRectF(0, 0, width, width * HIGH), QRectF(0, 0, sign, sign)
        middle = room.center()
        picture.moveCenter(middle)
        hand.moveCenter(middle)
        if is_tall:
            picture.translate(0, -taken / 2)
            hand.moveTop(picture.bottom() + theme.gap)
        else:
            picture.translate(-taken / 2, 0)
            hand.moveLeft(picture.right() + theme.gap)
        return picture.translated(right, down), hand.translated(right, down)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the window's size."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._shown.picture is not None:
            painter.fillRect(self.rect(), self._theme.color("ground"))
            picture, hand = self.areas()
            beyond = picture.width() * (1 - HIGH) / 2  # pictures are painted as squares
            self._paint(painter, LOOP[self._shown.picture], picture.adjusted(0, -beyond, 0, beyond))
            self._paint(painter, TOUCH_HERE, hand)
        if self._shown.is_dark:
            painter.fillRect(self.rect(), DARK)
        painter.end()

    def _paint(self, painter: QPainter, name: str, area: QRectF) -> None:
        self._pictures.paint(painter, name, area, ink=self._theme.color("ink"))


class Idle(QObject):
    """Looks twice a second, once it has begun, whether anybody is there, and has the panel show what it should.

    Durations are taken from `monotonic_s`; `now` says whether it is night.
    """

    def __init__(
        self, parent: QObject, *, shell: Shell, door: DeskDoor, corner: QWidget, layer: IdleLayer,
        now: Callable[[], datetime], monotonic_s: Callable[[], float], night: Night,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._shell, self._door, self._corner, self._layer = shell, door, corner, layer
        self._now, self._monotonic_s, self._night = now, monotonic_s, night
        self._touched_s = self._alone_since_s = monotonic_s()
        self.shown = IN_USE
        """What the panel shows."""
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        shell.installEventFilter(self)
        layer.touched.connect(self._come_home)
        shell.touched.connect(self.wake)
        shell.effect_wanted.connect(self._look_again)
        door.opened.connect(self.wake)
        door.closed.connect(self.wake)

    def begin(self) -> None:
        """Look by itself from now on."""
        self._timer.start()

    def stop(self) -> None:
        """Leave the panel as it is."""
        self._timer.stop()

    def look(self) -> None:
        """See to it that the panel shows what it should now."""
        now_s = self._monotonic_s()
        if self._is_in_use(now_s):
            self._alone_since_s = now_s
        alone_s = now_s - self._alone_since_s
        self.show(idling(alone_s=alone_s, running_s=now_s, now=self._now(), pictures=len(LOOP), night=self._night))

    def _is_in_use(self, now_s: float) -> bool:
        """Whether there is a visit, a desk over the kiosk, or somebody who listens to what is being said."""
        is_heard = self._shell.is_heard and now_s - self._touched_s < LONGEST_SAYING_S
        return is_heard or self._shell.has_visitor or self._door.process_id is not None

    def show(self, shown: Idling) -> None:
        """Have the panel show this."""
        if shown == self.shown:
            return
        self.shown = shown
        self._shell.shift(*shown.shift_px)
        self._layer.show_idling(shown)
        self._corner.raise_()

    def wake(self) -> None:
        """Somebody is there: everything at its place, and bright."""
        self._touched_s = self._alone_since_s = self._monotonic_s()
        self.show(IN_USE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key of the pad does what a touch does: it acts on nothing that nobody sees."""
        if event.type() is not QEvent.Type.KeyPress or self.shown == IN_USE:
            return False
        self._come_home()
        return True

    def _come_home(self) -> None:
        """The first touch shows Home, and has it read aloud to whoever cannot read; it acts on nothing else."""
        self.wake()
        self._shell.touch(was.WentHome())

    def _look_again(self) -> None:
        """Something happens by itself: it is not to be covered."""
        if self.shown != IN_USE:
            self.look()
