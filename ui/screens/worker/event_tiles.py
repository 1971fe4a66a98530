"""Tiles that each stand for an event: what a finger came down on is reported, whatever stands there when it goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, Signal

from kiosk.journeys.events import Event
from ui.screens.screen import Screen
from ui.widgets.face import Face
from ui.widgets.item import BigButton


class EventTiles(QObject):
    """The buttons of one `screen`, `most` at once; their names are `name` and a number. The screen tells what happened.

    It does not keep the screen, which keeps it: a ring of the two would stay in memory when the screen is dropped.
    """

    _chosen = Signal(object)

    def __init__(self, screen: Screen, name: str, most: int) -> None:
        super().__init__(screen)
        self._chosen.connect(screen.report)
        self._typesetter = screen.typesetter
        self.buttons = [BigButton(screen.typesetter, f"{name}-{index}", screen) for index in range(most)]
        self._events: Sequence[Event] = ()
        self._under_finger: Event | None = None
        for index, button in enumerate(self.buttons):
            button.pressed.connect(lambda index=index: self._put_under_finger(index))
            button.clicked.connect(self._report)

    def show(self, faces: Sequence[Face], events: Sequence[Event], places: Sequence[QRectF]) -> None:
        """Show `faces`, as large as they all fit, in the first of `places`; hide the other buttons."""
        self._events = events
        for index, button in enumerate(self.buttons):
            button.setVisible(index < len(faces))
        grown = self._typesetter.grown(faces, places[: len(faces)])
        for button, place, face in zip(self.buttons, places, grown, strict=False):
            button.setGeometry(place.toRect())
            button.show_face(face)

    def _put_under_finger(self, index: int) -> None:
        """Note what the tile stands for as it is pressed: the page may change before the finger is lifted."""
        self._under_finger = self._events[index]

    def _report(self) -> None:
        if self._under_finger is not None:
            self._chosen.emit(self._under_finger)
