"""The window's touches as those of one finger: what `Glass` believes comes to the items as Qt's mouse would.

Qt makes a mouse of touches by itself, but of the first point alone: while that one stays (a drop, a fault of the
glass, a hand that rests) no other finger reaches anything. So the window's touches are taken before Qt sees them.
A real mouse goes by untouched.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QEventPoint, QMouseEvent, QTouchEvent, QWindow

from ui.theme import Panel
from ui.touch.glass import Act, Change, Deed, Glass, Point, PointId
from ui.widgets.guard import guarded

log = logging.getLogger(__name__)

OUTSIDE = QPointF(-10_000, -10_000)
"""Where a press ends that is taken back: a button that is left acts on nothing."""
LOOK_EVERY_MS = 2000
"""While something lies on the glass and does not move, nobody tells; so it is looked at."""
CHANGES = {
    QEventPoint.State.Pressed: Change.CAME,
    QEventPoint.State.Updated: Change.STAYED,
    QEventPoint.State.Stationary: Change.STAYED,
    QEventPoint.State.Released: Change.WENT,
}
TOUCHES = frozenset({
    QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel,
})  # fmt: skip


class OneFinger(QObject):
    """Takes the touches of `window` from now on."""

    def __init__(
        self, window: QWindow, panel: Panel, *, monotonic_s: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._panel, self._monotonic_s = window, panel, monotonic_s
        self._glass = Glass()
        self._at = QPointF()
        """Where the finger is, in pixels of the window."""
        self._look = QTimer(self, interval=LOOK_EVERY_MS)
        self._look.timeout.connect(self._wait)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take touches; everything else goes on to the window."""
        if event.type() not in TOUCHES or not isinstance(event, QTouchEvent):
            return False
        event.accept()
        self._take(event)
        return True

    @guarded
    def _take(self, event: QTouchEvent) -> None:
        now_s, device = self._monotonic_s(), event.device().systemId()
        known = [point for point in self._glass.points if point[0] == device]
        if event.type() is QEvent.Type.TouchCancel:
            self._carry_out(self._glass.lose(known), {})
            return
        if event.type() is QEvent.Type.TouchBegin:  # the first on the glass: the going of others was not told
            self._carry_out(self._glass.lose(known), {})
        places = {(device, point.id()): point.position() for point in event.points()}
        points = [self._point((device, point.id()), point) for point in event.points()]
        self._carry_out(self._glass.feel(points, now_s), places)
        if not self._glass.points:
            self._look.stop()
        elif not self._look.isActive():
            self._look.start()

    def _point(self, point_id: PointId, told: QEventPoint) -> Point:
        place, size = told.position(), told.ellipseDiameters()
        px_per_mm = self._panel.px_per_mm
        return Point(
            id=point_id,
            change=CHANGES.get(told.state(), Change.STAYED),
            x_mm=place.x() / px_per_mm,
            y_mm=place.y() / px_per_mm,
            across_mm=max(size.width(), size.height()) / px_per_mm or None,
        )

    def _wait(self) -> None:
        now_s = self._monotonic_s()
        self._carry_out(self._glass.wait(now_s), {})
        for x_mm, y_mm in self._glass.stuck(now_s):
            log.warning("something has lain on the glass for a minute: %.0f mm, %.0f mm", x_mm, y_mm)

    def _carry_out(self, acts: list[Act], places: dict[PointId, QPointF]) -> None:
        for deed, point in acts:
            self._at = places.get(point, self._at)
            match deed:
                case Deed.PRESS:
                    self._send(QEvent.Type.MouseButtonPress, self._at)
                case Deed.MOVE:
                    self._send(QEvent.Type.MouseMove, self._at)
                case Deed.LIFT:
                    self._send(QEvent.Type.MouseButtonRelease, self._at)
                case Deed.CANCEL:
                    self._send(QEvent.Type.MouseMove, OUTSIDE)
                    self._send(QEvent.Type.MouseButtonRelease, OUTSIDE)

    def _send(self, kind: QEvent.Type, at: QPointF) -> None:
        left, no = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = no if kind is QEvent.Type.MouseMove else left
        held = no if kind is QEvent.Type.MouseButtonRelease else left
        over = self._window.mapToGlobal(at)
        event = QMouseEvent(kind, at, at, over, button, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(self._window, event)
