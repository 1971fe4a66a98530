"""One look of the kiosk: its frame, its screens and its notice, for one size of text, one set of colours, one reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.language import Direction
from kiosk.domain.preferences import Colours, Preferences, TextSize
from kiosk.journeys.state import Home, State
from kiosk.journeys.visit import Visit
from ui.screens.frame import Frame
from ui.screens.screen import Screen, Words
from ui.screens.worker.made import worker_screen
from ui.theme import Panel, Theme
from ui.widgets.grid import mirrored
from ui.widgets.guard import guarded
from ui.widgets.item import Item
from ui.widgets.pictures import Pictures
from ui.widgets.typesetter import Typesetter

if TYPE_CHECKING:
    from ui.screens.help import HelpLayer
    from ui.screens.worker.slip_picture import SlipPages

Look = tuple[TextSize, Colours, bool]

VISITORS_SHARE = 0.3
"""Of what is kept to be quick, for the screens of a visitor's own: each comes once or twice a visit."""


def look_of(preferences: Preferences, panel: Panel) -> Look:
    """What of a visitor's preferences is to be seen on `panel`."""
    return preferences.text_size, preferences.colours, preferences.low_reach and panel.has_low_reach


class Stage(QWidget):
    """Shows visits in one look, for languages of one direction; `happened` carries an event of the visitor's hand."""

    happened = Signal(object)
    painted = Signal()
    """Its ground was painted: the panel shows it, or another part of it."""

    def __init__(
        self,
        look: Look,
        panel: Panel,
        pictures: Pictures,
        *,
        direction: Direction = Direction.LEFT_TO_RIGHT,
        slip_pages: Callable[[], SlipPages],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("stage")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.look = look
        size, colours, low_reach = look
        self.theme = Theme(panel, text_size=size, palette=colours - 1, direction=direction)
        self._pictures, self._slip_pages = pictures, slip_pages
        self._typesetter = Typesetter(self.theme, pictures)
        self._visitors: Typesetter | None = None
        self.frame = Frame(self._typesetter, self, low_reach=low_reach)
        self.frame.happened.connect(self.happened)
        self._screens: dict[type[State], Screen] = {}
        self._bare: Screen | None = None
        self._notice: Screen | None = None
        self._help: HelpLayer | None = None
        self._content = QRect()
        self.shown: Screen
        """What is on the panel: the visit's screen, or the notice over it."""

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the visit's screen, or its notice, in the words of the moment."""
        screen = self._bare_screen() if visit.screen.is_bare(visit.language) else self.screen_of(type(visit.screen))
        screen.show_visit(visit, words)
        for other in (*self._screens.values(), self._bare):
            if other is not None:
                other.setVisible(other is screen)
        self.shown = screen if visit.notice is None else self._show_notice(visit, words)
        if visit.notice is None and self._notice is not None:
            self._notice.hide()
        self.frame.show_state(self.shown.heading(), visit, words)
        self.arrange()
        self._show_help(visit, words)

    def screen_of(self, state: type[State]) -> Screen:
        """The screen for a state; made at its first use, so that Home is painted before the rest is even loaded."""
        if state not in self._screens:
            made = worker_screen(state, self._typesetter_of(state), self, slip_pages=self._slip_pages)
            made.setObjectName(state.__name__.lower())
            self._take_in(made)
            self._screens[state] = made
        return self._screens[state]

    def _typesetter_of(self, state: type[State]) -> Typesetter:
        """What shows a visitor's own things keeps its layouts and pictures apart: they go with the visitor."""
        if not state.is_personal:
            return self._typesetter
        if self._visitors is None:
            self._visitors = Typesetter(self.theme, self._pictures, keeps=VISITORS_SHARE)
        return self._visitors

    def has(self, state: type[State]) -> bool:
        """Whether the screen of a state was made."""
        return state in self._screens

    def is_shown(self, state: type[State]) -> bool:
        """Whether the screen of a state is on the panel."""
        return self._screens.get(state) is self.shown

    def _take_in(self, screen: Screen) -> None:
        screen.hide()
        screen.happened.connect(self.happened)
        screen.setGeometry(self._content)

    def _bare_screen(self) -> Screen:
        if self._bare is None:
            from ui.screens.bare import BareScreen

            self._bare = BareScreen(self._typesetter, self)
            self._take_in(self._bare)
        return self._bare

    def _show_notice(self, visit: Visit, words: Words) -> Screen:
        if self._notice is None:
            from ui.screens.notice import NoticeScreen

            self._notice = NoticeScreen(self._typesetter, self)
            self._take_in(self._notice)
        assert visit.notice is not None
        self._notice.setObjectName(visit.notice.value)
        self._notice.show_visit(visit, words)
        self._notice.show()
        self._notice.raise_()
        return self._notice

    def visible_items(self) -> list[Item]:
        """All items now on the panel, the frame's among them, in reading order."""
        items = [*self.frame.head_items(), *self.shown.items(), *self.frame.foot_items()]
        return [item for item in items if item.isVisibleTo(self)]

    def read_items(self) -> list[Item]:
        """The same in the order in which they are read aloud, without the heading: the ways out come last."""
        items: Sequence[Item] = (*self.shown.items(), *self.frame.head_items()[1:], *self.frame.foot_items())
        return [item for item in items if item.isVisibleTo(self)]

    def _show_help(self, visit: Visit, words: Words) -> None:
        if visit.is_helped:
            if self._help is None:
                from ui.screens.help import HelpLayer

                self._help = HelpLayer(self._typesetter, self)
            self._help.setGeometry(self.rect())
            self._help.explain(self.read_items(), words.texts)
            self._help.show()
            self._help.raise_()
        elif self._help is not None:
            self._help.hide()

    def hints(self) -> list[tuple[Item, str]]:
        """While the screen is explained: where to touch, and what that does, in the order in which it is said."""
        return [] if self._help is None else self._help.hints()

    def lit_items(self) -> list[Item]:
        """While the screen is explained: what is lit, and what is said of it."""
        return [] if self._help is None else self._help.lit_items()

    def point_at(self, item: Item) -> None:
        """While the screen is explained: show where `item` is."""
        if self._help is not None:
            self._help.point_at(item)

    def arrange(self) -> None:
        """Lay the frame out anew, and what stands in it."""
        whole = QRectF(self.rect())
        content = self.frame.arrange(whole)
        self._content = (mirrored(content, whole) if self.theme.is_mirrored else content).toRect()
        for screen in (*self._screens.values(), self._bare, self._notice):
            if screen is not None and not screen.isHidden():
                screen.setGeometry(self._content)
        if self._help is not None:
            self._help.follow()

    def put_away(self) -> None:
        """Keep little while another stage is seen, and when this one is dropped: Python finds its rings much later."""
        self._typesetter.forget()
        if self._visitors is not None:
            self._visitors.forget()

    def forget(self) -> None:
        """Drop the screens that showed the former visitor anything of their own, with their layouts and pictures."""
        for state in [state for state in self._screens if state.is_personal]:
            screen = self._screens.pop(state)
            if self.shown is screen:  # Home could not be shown
                self.shown = self.screen_of(Home)
            screen.hide()
            screen.setParent(None)
            screen.deleteLater()
        self._visitors = None

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        if hasattr(self, "shown"):
            self.arrange()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.theme.color("ground"))
        self.painted.emit()
