"""The window: it shows the visit, turns touches into events and knows which screen stands where."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.language import Language
from kiosk.journeys import events as was
from kiosk.journeys.state import State
from kiosk.journeys.states import (
    Home,
    OnePosting,
    Postings,
    SignInDigits,
    SignInPictures,
    Trades,
)
from kiosk.journeys.visit import Visit, is_fresh
from kiosk.journeys.worker import WorkerJourney
from kiosk.texts.catalogue import Texts
from ui.screens.frame import Frame
from ui.screens.screen import Screen, Words
from ui.screens.worker.made import worker_screen
from ui.theme import Theme
from ui.turns import Turns
from ui.widgets.guard import guarded
from ui.widgets.item import Item
from ui.widgets.pictures import Pictures
from ui.widgets.typesetter import Typesetter

if TYPE_CHECKING:
    from ui.screens.worker.slip_picture import SlipPages

DOUBLE_TAP_GUARD_S = 0.3
"""A second touch within this time of the last is the same finger trembling (worker-experience.md)."""
FORESEEN_AFTER_MS = 30
"""Sound begins first; nobody touches the next thing so soon."""
WAITING_SHOWN_MS = 300
"""A screen whose answer takes longer is shown as being looked for, so that the touch is seen to work."""


@dataclass(frozen=True, slots=True)
class Said:
    """One phrase and the item it belongs to, so that the spoken item can be marked.

    `recording` is staff's own voice, which is played instead of the text.
    """

    text: str
    item: Item | None
    recording: bytes = field(default=b"", repr=False)


class Shell(QWidget):
    """Shows one visit. `effect_wanted` carries each effect that is not the shell's own; answers come to `happen`."""

    effect_wanted = Signal(object)
    touched = Signal()
    """The visitor's hand did something that counts."""
    first_painted = Signal()
    """The first picture is on the panel."""

    def __init__(
        self,
        *,
        journey: WorkerJourney,
        theme: Theme,
        pictures: Pictures,
        turns: Turns,
        texts: dict[Language, Texts],
        today: Callable[[], date],
        slip_pages: Callable[[], SlipPages],
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, False)
        self._journey, self.theme, self._texts, self._today = journey, theme, texts, today
        self._slip_pages = slip_pages
        self._pictures, self._turns = pictures, turns
        self.typesetter = Typesetter(theme, pictures)
        self.visit = journey.start()
        self._monotonic_s = monotonic_s
        self._last_touch_s = float("-inf")
        self.pictures_painted = 0
        """How often the window was painted anew."""
        self._content = QRect()
        self._frame = Frame(self.typesetter, self)
        self._frame.happened.connect(self.touch)
        self._screens: dict[type, Screen] = {}
        self._notice: Screen | None = None
        self._shown: Screen
        """What is on the panel; it follows the visit as soon as the store has answered."""
        self._look_shown: tuple[object, ...] = ()
        self._ready: list[State] = []
        """What was laid out ahead since the present screen came."""
        self._stays = False
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(lambda: self.happen(was.SecondPassed()))
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(WAITING_SHOWN_MS)
        self._waiting.timeout.connect(self._show_visit_now)
        self._soon = QTimer(self, singleShot=True, interval=FORESEEN_AFTER_MS)
        self._soon.timeout.connect(self._foresee)
        self._show_visit_now()

    def start_clock(self) -> None:
        """Let seconds count by themselves from now on."""
        self._seconds.start()

    def make_ready(self, counts: tuple[tuple[str, int], ...]) -> None:
        """Make what most visits touch first, the trades of `counts` by picture, before anybody asks for it."""
        if self._is_free():
            for state in (Postings, OnePosting):
                self._screen_of(state)
        self.rehearse(Trades(counts))

    def rehearse(self, *states: State, then: Callable[[], None] = lambda: None) -> None:
        """Lay out and paint screens unseen, until somebody touches the kiosk; then call `then`."""
        begun = self._is_free(), self._last_touch_s

        def work() -> Generator[None, None, None]:
            for state in states:
                yield from self._unseen(state, Item.grab)

        def is_wanted() -> bool:
            return begun == (True, self._last_touch_s) and self._is_free()

        self._turns.begin(work(), lambda _: then(), while_wanted=is_wanted)

    def _unseen(self, state: State, prepare: Callable[[Item], object]) -> Generator[None, None, None]:
        screen = self._screen_of(type(state))
        screen.show_visit(replace(self.visit, screen=state), self._words())
        yield
        for item in screen.items():
            if self._screens.get(type(state)) is not screen:
                return  # a visitor's own screens go with the visitor
            if not item.isHidden():
                prepare(item)
                yield

    @property
    def has_visitor(self) -> bool:
        """Whether a visit is going on: Home is not shown, or not in its own language, or somebody holds a slip."""
        return not is_fresh(self.visit, usual=self._journey.usual)

    def _is_free(self) -> bool:
        """Whether nobody has touched anything yet."""
        return self.visit == self._journey.start()

    def _foresee(self) -> None:
        """Make ready what a touch on this screen is likely to show: what lies ahead, and what lies behind."""
        moment = self._look_shown, self._last_touch_s

        def make_ready(states: Sequence[State]) -> Generator[None, None, None]:
            for state in states:
                yield from self._unseen(state, Item.make_ready)
                self._ready.append(state)

        states = (*self._shown.likely_next(), *self.visit.back[-1:])
        self._turns.begin(make_ready(states), while_wanted=lambda: (self._look_shown, self._last_touch_s) == moment)

    def touch(self, event: was.Event) -> None:
        """Take an event of the visitor's hand, unless it follows the last one too closely."""
        now_s = self._monotonic_s()
        if now_s - self._last_touch_s < DOUBLE_TAP_GUARD_S and not _is_next_key(event, self.visit.screen):
            return
        self._last_touch_s = now_s
        self._soon.stop()
        self.touched.emit()
        self.come(event)

    def come(self, event: was.Event) -> None:
        """Let `event` happen; a screen of which nothing is ready is laid out before, in turns of the event loop."""
        visit, _ = self._journey.advance(self.visit, event)
        screen = self._screens.get(type(visit.screen))
        if screen is None or screen is self._shown or _is_bare(visit) or visit.screen in (Home(), *self._ready):
            self.happen(event)
        else:
            begun = self.visit.screen
            self._turns.begin(
                self._unseen(visit.screen, Item.make_ready),
                lambda _: self.happen(event),
                while_wanted=lambda: self.visit.screen is begun,
            )

    def happen(self, event: was.Event) -> None:
        """Advance the visit by `event`, show it, and ask for its effects."""
        self.visit, effects = self._journey.advance(self.visit, event)
        try:
            if _look(self.visit) != self._look_shown:
                self._show_visit()
            else:
                self._waiting.stop()
        finally:  # a picture that fails must not keep a slip from being given back, or a visitor from being forgotten
            for effect in effects:
                self.effect_wanted.emit(effect)

    def set_sound_available(self, available: bool) -> None:
        """Show or hide the sign "no sound"."""
        self._frame.show_sound(available)
        self._arrange()

    def phrases(self) -> Sequence[Said]:
        """All that is on the screen, or on the notice over it, as it is read aloud; the ways out come last."""
        screen = self._shown
        said = [Said(screen.heading().text, self._frame.heading_item)]
        for item in (*screen.items(), *self._frame.head_items()[1:], *self._frame.foot_items()):
            if item.isVisibleTo(self):
                said.extend(Said(text, item) for text in item.spoken)
        return [phrase for phrase in said if phrase.text]

    def mark_spoken(self, item: Item | None) -> None:
        """Mark `item` as the one being heard; None marks nothing."""
        for one in self.visible_items():
            one.set_speaking(one is item)

    def visible_items(self) -> list[Item]:
        """All items now on the screen, the frame's among them, in reading order."""
        items = [*self._frame.head_items(), *self._shown.items(), *self._frame.foot_items()]
        return [item for item in items if item.isVisibleTo(self)]

    @property
    def screen_name(self) -> str:
        """The name of what is shown: the notice's, or the screen's."""
        return self._shown.objectName()

    @property
    def is_waiting(self) -> bool:
        """Whether the screen stands still until the store has answered."""
        return self._waiting.isActive()

    def _show_visit(self) -> None:
        """Show the visit at once, unless the store has not answered yet and will within a blink."""
        if not self.visit.screen.is_empty_yet or self.visit.notice is not None:
            self._show_visit_now()
        elif not self._waiting.isActive():
            self._waiting.start()

    def _show_visit_now(self) -> None:
        self._waiting.stop()
        words = self._words()
        screen = self._show_screen(self.visit, words)
        if self.visit.notice is not None:
            self._shown = self._show_notice(words)
        else:
            self._shown = screen
            if self._notice is not None:
                self._notice.hide()
        self._frame.show_state(self._shown.heading(), self.visit, words)
        self._arrange()
        self.mark_spoken(None)
        self._look_shown = _look(self.visit)
        self._ready.clear()
        self._soon.start()

    def _words(self) -> Words:
        return Words(texts=self._texts[self.visit.language], today=self._today())

    def _show_screen(self, visit: Visit, words: Words) -> Screen:
        screen = self._bare_screen() if _is_bare(visit) else self._screen_of(type(visit.screen))
        screen.show_visit(visit, words)
        for other in self._screens.values():
            other.setVisible(other is screen)
        return screen

    def _bare_screen(self) -> Screen:
        from ui.screens.bare import BareScreen

        if BareScreen not in self._screens:
            self._screens[BareScreen] = BareScreen(self.typesetter, self)
        return self._screens[BareScreen]

    def _screen_of(self, state: type[State]) -> Screen:
        """The screen for a state; made at its first use, so that Home is painted before the rest is even loaded."""
        if state not in self._screens:
            # what shows a visitor's own things keeps its layouts and pictures to itself, and goes with them
            typesetter = Typesetter(self.theme, self._pictures) if state.is_personal else self.typesetter
            made = worker_screen(state, typesetter, self, slip_pages=self._slip_pages)
            made.setObjectName(state.__name__.lower())
            made.hide()
            made.happened.connect(self.touch)
            made.setGeometry(self._content)
            self._screens[state] = made
        return self._screens[state]

    def _show_notice(self, words: Words) -> Screen:
        if self._notice is None:
            from ui.screens.notice import NoticeScreen

            self._notice = NoticeScreen(self.typesetter, self)
            self._notice.happened.connect(self.touch)
        assert self.visit.notice is not None
        self._notice.setObjectName(self.visit.notice.value)
        self._notice.show_visit(self.visit, words)
        self._notice.show()
        self._notice.raise_()
        return self._notice

    def _arrange(self) -> None:
        self._content = self._frame.arrange(QRectF(self.rect())).toRect()
        for screen in (*self._screens.values(), self._notice):
            if screen is not None and not screen.isHidden():
                screen.setGeometry(self._content)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.theme.color("ground"))
        self.pictures_painted += 1
        if self.pictures_painted == 1:
            self.first_painted.emit()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch that hits nothing still tells that somebody is there."""
        self.happen(was.Touched())

    def stay(self) -> None:
        """From now on no window manager and no key closes the window or puts it away: the way out is behind a PIN."""
        self._stays = True

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._stays and event.spontaneous():
            event.ignore()
            return
        self._seconds.stop()
        super().closeEvent(event)

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_full = Qt.WindowState.WindowFullScreen in self.windowState()
        if self._stays and event.type() is QEvent.Type.WindowStateChange and (self.isMinimized() or not is_full):
            QTimer.singleShot(0, self, self.showFullScreen)

    def forget(self) -> None:
        """Drop the screens that showed the former visitor anything of their own, with their layouts and pictures."""
        for state in [state for state in self._screens if issubclass(state, State) and state.is_personal]:
            screen = self._screens.pop(state)
            if self._shown is screen:  # Home could not be shown
                self._shown = self._screen_of(Home)
            screen.hide()
            screen.setParent(None)
            screen.deleteLater()


def _look(visit: Visit) -> tuple[object, ...]:
    """What is to be seen of a visit: seconds that pass change nothing on the panel, nor the mark on what is heard."""
    return visit.language, visit.screen, visit.notice, visit.taken


def _is_next_key(event: was.Event, screen: State) -> bool:
    """Whether another key or picture was touched than the last: quick fingers type, and none trembles so far."""
    match event, screen:
        case was.DigitTyped(digit), SignInDigits(digits=digits):
            return digits != "" and digit != digits[-1]
        case was.DigitsGiven(), SignInDigits(digits=digits):
            return digits != ""
        case was.PictureTouched(picture), SignInPictures(chosen=chosen):
            return chosen != () and picture not in chosen
        case _:
            return False


def _is_bare(visit: Visit) -> bool:
    """Tell whether the screen has nothing to show yet, or nothing at all."""
    return visit.screen.is_empty_yet or visit.screen == Trades(counts=())
