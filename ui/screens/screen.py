"""What every screen is: a widget that shows a state, reports events and says what it shows."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.journeys import events as was
from kiosk.journeys.state import State
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.widgets.guard import guarded
from ui.widgets.item import Item
from ui.widgets.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a screen: its name and its picture."""

    text: str
    picture: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of the moment: the visitor's catalogue and the station's day."""

    texts: Texts
    today: date


class Screen(QWidget):
    """A screen is complete after `__init__` and changes only in `show_visit()`; `happened` carries an `Event`."""

    happened = Signal(object)

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(parent)
        self.typesetter = typesetter

    @abstractmethod
    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the visit's present state in the words of the moment."""

    @abstractmethod
    def heading(self) -> Heading:
        """The name of the screen as it stands."""

    @abstractmethod
    def items(self) -> Sequence[Item]:
        """All items in reading order; only the visible ones are seen and heard."""

    def likely_next(self) -> Sequence[State]:
        """The states that a touch on this screen is likely to lead to, the likeliest first."""
        return ()

    def show_level(self, level: float) -> None:
        """Show how loud it is at the microphone now, 0 to 1; most screens do not listen."""

    @abstractmethod
    def arrange(self, area: QRectF) -> None:
        """Lay the items out in `area`, which is the whole screen in pixels."""

    def report(self, event: was.Event) -> None:
        """Tell the shell what the visitor did."""
        self.happened.emit(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange(QRectF(self.rect()))
