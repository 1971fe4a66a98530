"""The screens of one log-in: each is made when it is first wanted, or ahead, unseen, while nobody waits."""

from __future__ import annotations

from collections.abc import Callable, Generator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStackedWidget

from ui.screens.desk.made import SCREENS, desk_screen, load_screen
from ui.screens.desk.screen import DeskScreen, Place
from ui.turns import Turns
from ui.widgets.desk.look import Look

MADE_AHEAD_MS = 400
"""After the door, or the first screen, is seen; the first opening of a form takes up to a tenth of a second."""


class MadeScreens(QObject):
    """Holds the screens in `stack`; `wire` connects each new one. Without `turns` nothing is made ahead."""

    def __init__(
        self, look: Look, stack: QStackedWidget, *, wire: Callable[[DeskScreen], None], turns: Turns | None
    ) -> None:
        super().__init__(stack)
        self._look, self._stack, self._wire, self._turns = look, stack, wire, turns
        self._made: dict[Place, DeskScreen] = {}

    def known(self, place: Place) -> DeskScreen | None:
        """The screen of `place` if it was made."""
        return self._made.get(place)

    def holds(self, screen: DeskScreen) -> bool:
        """Whether `screen` is still one of this log-in's."""
        return screen in self._made.values()

    def of(self, place: Place) -> DeskScreen:
        """The screen of `place`, made now if it must be."""
        if place not in self._made:
            made = desk_screen(place, self._look, self._stack)
            self._wire(made)
            self._stack.addWidget(made)
            self._made[place] = made
        return self._made[place]

    def drop(self) -> None:
        """Nothing of one log-in is left for the next."""
        for screen in self._made.values():
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._made = {}

    def make_ahead_soon(self) -> None:
        """Make and paint unseen what will be wanted, a piece of a screen a turn; nobody's data are in it yet."""
        if self._turns is not None:
            QTimer.singleShot(MADE_AHEAD_MS, self, lambda turns=self._turns: self._make_ahead(turns))

    def _make_ahead(self, turns: Turns) -> None:
        made = self._made
        turns.begin(self._all_in_pieces(), while_wanted=lambda: self._made is made)

    def _all_in_pieces(self) -> Generator[None, None, None]:
        for place in SCREENS:
            if place not in self._made:
                load_screen(place)
                yield
                screen = self.of(place)
                screen.resize(self._stack.size())
                yield
                yield from screen.made_ahead()
