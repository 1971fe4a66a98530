"""The window: it shows the visit, turns touches into events and knows which screen stands where."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.care.memory import give_back_pages
from kiosk.domain.language import Direction, Language
from kiosk.journeys import events as was
from kiosk.journeys.state import Home, State
from kiosk.journeys.visit import Visit, is_fresh
from kiosk.texts.catalogue import Texts
from ui.screens.frame import Talking
from ui.screens.screen import Words
from ui.stage import Look, Stage, look_of
from ui.theme import Panel, Theme
from ui.turns import Turns
from ui.widgets.guard import guarded
from ui.widgets.item import Item
from ui.widgets.pictures import Pictures

if TYPE_CHECKING:
    from kiosk.domain.preferences import Preferences
    from kiosk.journeys.worker import WorkerJourney
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
    hearing_wanted = Signal(object)
    """Carries what of the screen somebody wants to hear alone, a list of `Said`."""
    shown = Signal()
    """The visit is shown anew."""
    first_painted = Signal()
    """The first picture is on the panel."""

    def __init__(
        self,
        *,
        usual: Preferences,
        panel: Panel,
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
        self.resize(panel.width_px, panel.height_px)  # so that the first picture is laid out once
        self._preferences, self._panel, self._texts, self._today = usual, panel, texts, today
        self._slip_pages = slip_pages
        self._pictures, self._turns = pictures, turns
        self.visit = Visit(preferences=usual)
        self._monotonic_s = monotonic_s
        self._last_touch_s = float("-inf")
        self.pictures_painted = 0
        """How often the window was painted anew."""
        self._shift = QPoint()
        self._usual = self._made_stage(look_of(usual, panel), self._direction_of(self.visit))
        """The stage that most visitors see; it stays, the others go with those who wanted them."""
        self._stage = self._usual
        self._has_sound, self._talking = True, Talking.SILENT
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

    @cached_property
    def _journey(self) -> WorkerJourney:
        """The rules of the path, which are loaded when something first happens."""
        from kiosk.journeys.worker import WorkerJourney

        return WorkerJourney(usual=self._preferences)

    @property
    def theme(self) -> Theme:
        """The theme of what is on the panel."""
        return self._stage.theme

    def _direction_of(self, visit: Visit) -> Direction:
        return self._texts[visit.language].direction

    def _made_stage(self, look: Look, direction: Direction) -> Stage:
        stage = Stage(look, self._panel, self._pictures, direction=direction, slip_pages=self._slip_pages, parent=self)
        stage.happened.connect(self.touch)
        stage.painted.connect(self._painted)
        stage.setGeometry(self._place())
        return stage

    def _go_on_stage(self) -> None:
        """See that the visit is shown as its visitor wants it."""
        if self._suits(self._stage, self.visit):
            return
        look, before = look_of(self.visit.preferences, self._panel), self._stage
        is_usual = self._suits(self._usual, self.visit)
        self._stage = self._usual if is_usual else self._made_stage(look, self._direction_of(self.visit))
        self._stage.frame.show_sound(self._has_sound)
        self._stage.frame.show_talking(self._talking)
        self._stage.setGeometry(self._place())
        self._stage.stackUnder(before)  # below what lies over every stage: the staff's corner
        self._stage.show()
        before.hide()
        before.put_away()
        if before is not self._usual:
            before.deleteLater()
            QTimer.singleShot(0, self, give_back_pages)

    def _suits(self, stage: Stage, visit: Visit) -> bool:
        """Whether `stage` shows what the visitor of `visit` wants to see, from the side at which it is read."""
        look, direction = look_of(visit.preferences, self._panel), self._direction_of(visit)
        return (look, direction) == (stage.look, stage.theme.direction)

    def start_clock(self) -> None:
        """Let seconds count by themselves from now on."""
        self._seconds.start()

    def make_ready(self, counts: tuple[tuple[str, int], ...]) -> None:
        """Make what most visits touch first, the trades of `counts` by picture, before anybody asks for it."""
        from kiosk.journeys.states import OnePosting, Postings, Trades

        if self._is_free():
            for state in (Postings, OnePosting):
                self._usual.screen_of(state)
        self.rehearse(Trades(counts))

    def begin_anew(self) -> None:
        """Keep nothing of what was drawn for former visitors, unless the next one is here already."""
        if self._is_free():
            self._usual.put_away()

    def rehearse(
        self, *states: State, then: Callable[[], None] = lambda: None, while_wanted: Callable[[], bool] = lambda: True
    ) -> None:
        """Lay out and paint screens unseen, until somebody touches the kiosk; then call `then`."""
        begun = self._is_free(), self._last_touch_s

        def work() -> Generator[None, None, None]:
            for state in states:
                yield from self._unseen(state, Item.grab)

        def is_wanted() -> bool:
            return begun == (True, self._last_touch_s) and self._is_free() and while_wanted()

        self._turns.begin(work(), lambda _: then(), while_wanted=is_wanted)

    def _unseen(self, state: State, prepare: Callable[[Item], object]) -> Generator[None, None, None]:
        stage = self._stage
        screen = stage.screen_of(type(state))
        screen.show_visit(replace(self.visit, screen=state), self._words())
        yield
        for item in screen.items():
            if stage is not self._stage or not stage.has(type(state)) or stage.screen_of(type(state)) is not screen:
                return  # a visitor's own screens, and looks, go with the visitor
            if not item.isHidden():
                prepare(item)
                yield

    @property
    def has_visitor(self) -> bool:
        """Whether a visit is going on: Home is not shown, or not in its own language, or somebody holds a slip."""
        return not is_fresh(self.visit, usual=self._preferences)

    def _is_free(self) -> bool:
        """Whether nobody has touched anything yet."""
        return self.visit == Visit(preferences=self._preferences)

    def _foresee(self) -> None:
        """Make ready what a touch on this screen is likely to show: what lies ahead, and what lies behind."""
        moment = self._look_shown, self._last_touch_s

        def make_ready(states: Sequence[State]) -> Generator[None, None, None]:
            for state in states:
                yield from self._unseen(state, Item.make_ready)
                self._ready.append(state)

        states = (*self._stage.shown.likely_next(), *self.visit.back[-1:])
        self._turns.begin(make_ready(states), while_wanted=lambda: (self._look_shown, self._last_touch_s) == moment)

    def touch(self, event: was.Event) -> None:
        """Take an event of the visitor's hand, unless it follows the last one too closely."""
        if self.is_trembling and not self._is_next_key(event):
            return
        self._count_touch()
        self._soon.stop()
        self.come(event)

    def _is_next_key(self, event: was.Event) -> bool:
        from kiosk.journeys.quick_fingers import is_next_key

        return is_next_key(event, self.visit.screen)

    @property
    def is_trembling(self) -> bool:
        """Whether a touch now would follow the last so closely that it is the same finger, trembling."""
        return self._monotonic_s() - self._last_touch_s < DOUBLE_TAP_GUARD_S

    def _count_touch(self) -> None:
        self._last_touch_s = self._monotonic_s()
        self.touched.emit()

    def press(self, item: Item) -> None:
        """Do what a touch on `item` does, for a key: keys do not tremble as fingers do."""
        self._last_touch_s = float("-inf")
        item.pressed.emit()
        item.clicked.emit()

    def hear(self, item: Item) -> None:
        """Have `item` said and marked, and do nothing else; nothing is said into an open microphone."""
        self._count_touch()
        self.happen(was.Touched())
        if item.spoken and not self.is_listening and any(item is one for one in self.visible_items()):
            self.hearing_wanted.emit([Said(text, item) for text in item.spoken])
            self.mark_spoken(item)  # at once, and where there is no sound, too

    @property
    def is_listening(self) -> bool:
        """Whether somebody speaks to the kiosk now, or hears themselves."""
        return self.visit.screen.keeps_awake and self.visit.notice is None

    def item_at(self, at: QPoint) -> Item | None:
        """What is seen at a place, in pixels of the window."""
        return next((item for item in self.visible_items() if self.place_of(item).contains(at)), None)

    def place_of(self, item: Item) -> QRect:
        """Where `item` stands, in pixels of the window."""
        return QRect(item.mapTo(self, QPoint(0, 0)), item.size())

    def beside(self) -> None:
        """A touch that hits nothing still tells that somebody is there."""
        self.touched.emit()
        self.happen(was.Touched())

    def come(self, event: was.Event) -> None:
        """Let `event` happen; a screen of which nothing is ready is laid out before, in turns of the event loop."""
        visit, _ = self._journey.advance(self.visit, event)
        state = type(visit.screen)
        is_other_look = not self._suits(self._stage, visit)
        is_new = is_other_look or not self._stage.has(state) or self._stage.is_shown(state)
        if is_new or visit.screen.is_bare(visit.language) or visit.screen in (Home(), *self._ready):
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
        self._has_sound = available
        self._stage.frame.show_sound(available)

    @property
    def is_heard(self) -> bool:
        """Whether the voice is speaking, as far as is known."""
        return self._talking is Talking.SPEAKING and self._has_sound

    @property
    def talking(self) -> Talking:
        """What the voice is doing."""
        return self._talking

    def show_level(self, level: float) -> None:
        """Show how loud it is at the microphone now, 0 to 1, where the screen has a place for it."""
        self._stage.shown.show_level(level)

    def show_talking(self, talking: Talking) -> None:
        """Show what a touch on "pause" would do now."""
        if talking is not self._talking:
            self._talking = talking
            self._stage.frame.show_talking(talking)

    def phrases(self) -> Sequence[Said]:
        """All that is on the screen, or on the notice over it, as it is read aloud; the ways out come last."""
        return phrases_of(self._stage, self.visit)

    def stage_like(self, look: Look, parent: QWidget) -> Stage:
        """Return another stage in `look`, in `parent`, for whoever compares looks; the shell hears nothing of it."""
        direction = self._direction_of(self.visit)
        return Stage(look, self._panel, self._pictures, direction=direction, slip_pages=self._slip_pages, parent=parent)

    def show_on(self, stage: Stage, visit: Visit) -> None:
        """Show `visit` on another stage as it would stand on the panel."""
        stage.frame.show_sound(self._has_sound)
        stage.frame.show_talking(self._talking)
        stage.show_visit(visit, self._words())

    def after(self, visit: Visit, event: was.Event) -> Visit:
        """Return what would become of `visit`; nothing of it happens."""
        return self._journey.advance(visit, event)[0]

    def mark_spoken(self, item: Item | None) -> None:
        """Mark `item` as the one being heard; None marks nothing."""
        if self.visit.is_helped and item is not None:
            self._stage.point_at(item)
        for one in self.visible_items():
            one.set_speaking(one is item)

    def visible_items(self) -> list[Item]:
        """All items now on the screen, the frame's among them, in reading order."""
        return self._stage.visible_items()

    def lit_items(self) -> list[Item]:
        """The same without what lies in the shade while the screen is explained."""
        return self._stage.lit_items() if self.visit.is_helped else self.visible_items()

    @property
    def screen_name(self) -> str:
        """The name of what is shown: the notice's, or the screen's."""
        return self._stage.shown.objectName()

    @property
    def is_waiting(self) -> bool:
        """Whether the screen stands still until the store has answered."""
        return self._waiting.isActive()

    def _show_visit(self) -> None:
        """Show the visit at once, unless the store has not answered yet and will within a blink.

        What is explained is there to be pointed at.
        """
        if not self.visit.screen.is_empty_yet or self.visit.notice is not None or self.visit.is_helped:
            self._show_visit_now()
        elif not self._waiting.isActive():
            self._waiting.start()

    def _show_visit_now(self) -> None:
        self._waiting.stop()
        self._go_on_stage()
        self._stage.show_visit(self.visit, self._words())
        self.mark_spoken(None)
        self._look_shown = _look(self.visit)
        self._ready.clear()
        self._soon.start()
        self.shown.emit()

    def _words(self) -> Words:
        return Words(texts=self._texts[self.visit.language], today=self._today())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._stage.setGeometry(self._place())

    def shift(self, right_px: int, down_px: int) -> None:
        """Move all that is shown, and what is touched of it, by less than a margin from its place."""
        self._shift = QPoint(right_px, down_px)
        self._stage.setGeometry(self._place())

    def _place(self) -> QRect:
        return self.rect().translated(self._shift)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """The edge that a shifted stage leaves free."""
        QPainter(self).fillRect(event.rect(), self.theme.color("ground"))

    def _painted(self) -> None:
        self.pictures_painted += 1
        if self.pictures_painted == 1:
            self.first_painted.emit()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.beside()

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
        """Drop what showed the former visitor anything of their own, with its layouts and pictures."""
        self._stage.forget()
        if self._stage is not self._usual:
            self._usual.forget()


def phrases_of(stage: Stage, visit: Visit) -> list[Said]:
    """All that `stage` shows of `visit` as it is read aloud; the ways out come last."""
    if visit.is_helped:
        return [Said(text, item) for item, text in stage.hints()]
    said = [Said(stage.shown.heading().text, stage.frame.heading_item)]
    for item in stage.read_items():
        said.extend(Said(text, item) for text in item.spoken)
    return [phrase for phrase in said if phrase.text]


def _look(visit: Visit) -> tuple[object, ...]:
    """What is to be seen of a visit: seconds that pass change nothing on the panel, nor the mark on what is heard."""
    return visit.preferences, visit.screen, visit.notice, visit.taken, visit.seats, visit.is_helped
