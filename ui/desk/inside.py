"""What is behind the door: rail and head around one screen, and the bars that say what was done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.staff import Actor
from ui.desk.foot import Foot
from ui.desk.frame import Head, NewsBar, Rail
from ui.desk.keyboard import KeyboardPanel
from ui.desk.print_bar import PrintBar
from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.look import Look
from ui.widgets.desk.stack import Stack

LOW_MM = 150.0


class Inside(QWidget):
    """Shows one screen at a time; who is here and where is said around it."""

    def __init__(
        self, look: Look, parent: QWidget, *, keyboard: KeyboardPanel, lock: Callable[[], None],
        language: Callable[[], None], leave: Callable[[], None] | None, county: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look = look
        self.rail = Rail(look, self)
        self._head = Head(look, self, lock=lock, language=language, keyboard=keyboard, leave=leave)
        self.news = NewsBar(look, self)
        self.foot = Foot(look, self, opened=county)
        self.print_bar = PrintBar(look, self)
        if look.panel.height_mm < LOW_MM:
            self.print_bar.installEventFilter(self)
        self.stack = Stack(self)
        self._arrange()

    def _arrange(self) -> None:
        gap = self._look.sizes.gap
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.stack, 1)
        for bar in (self.print_bar, self.news):
            around = QHBoxLayout()
            around.setContentsMargins(gap, 0, gap, gap)
            around.addWidget(bar)
            column.addLayout(around)
        column.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)

    def show_actor(self, actor: Actor) -> None:
        """Say who is here."""
        self._head.who.say(f"{actor.name} · {self._look.texts(f'role-{actor.role}')}")

    def show_screen(self, screen: DeskScreen, place: Place, *, of: Place) -> None:
        """Show `screen`; `of` is the place of the rail from which it was reached."""
        self._head.title.say(self._look.texts(f"desk-{place}"))
        self.rail.show_place(of)
        self.foot.give_way(place is Place.COUNTY)
        self.stack.show_page(screen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On a low panel one bar is enough: what could not be printed goes before what was done."""
        if watched is self.print_bar and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.news.give_way(event.type() is QEvent.Type.Show)
        return False

    def clear(self) -> None:
        """Nothing of one log-in is said to the next."""
        self.news.clear()
        self.print_bar.clear()
        self.foot.warn(0)
        self.foot.greet("")
