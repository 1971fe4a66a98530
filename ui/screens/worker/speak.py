"""Speaking: a round button, how loud it is, how long is left; then hear it, again, or go on with it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.ids import new_id
from kiosk.journeys.events import (
    Event,
    PlayingWanted,
    SpeakingAgainWanted,
    SpeakingBegun,
    SpeakingEnded,
    VoiceTrouble,
)
from kiosk.journeys.speaking_states import Speak, Speaking
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.complaint_tiles import best_tiles, show_tiles, with_way_on
from ui.theme import TARGET_MM, Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.level_meter import LevelMeter
from ui.widgets.typesetter import Typesetter

METER_SHARE, LEFT_SHARE = 0.24, 0.22
"""Of the height while somebody speaks."""
LEAST_METER_MM, MOST_METER_MM = 8.0, 60.0
OWN_HINTS = (Speaking.READY, Speaking.SAID, Speaking.NO_MICROPHONE)
"""What is to be done then is another thing for each of these screens."""


class SpeakScreen(Screen):
    """Only what means something now is there to be touched; the screens made of it say what it is for.

    `own` begins the keys of the texts that are theirs alone, `way_on` is the name of the button that leads on.
    """

    own: ClassVar[str]
    way_on: ClassVar[str]
    way_on_picture: ClassVar[str] = "check"
    silent_picture: ClassVar[str] = "check"
    """On the way on where nothing was said."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._hint = Sign(typesetter, "say-hint", self)
        self._meter = LevelMeter(typesetter, "say-meter", self)
        self._left = Sign(typesetter, "say-left", self)
        self._speak = self._button("say-speak", lambda: SpeakingBegun(new_id()))
        self._stop = self._button("say-stop", SpeakingEnded)
        self._play = self._button("say-play", PlayingWanted)
        self._again = self._button("say-again", SpeakingAgainWanted)
        self._give = self._button(self.way_on, self.given)
        self._state: Speak | None = None
        self._words: Words | None = None

    def _button(self, name: str, event: Callable[[], Event]) -> BigButton:
        button = BigButton(self.typesetter, name, self)
        button.clicked.connect(lambda: self.report(event()))
        return button

    @abstractmethod
    def given(self) -> Event:
        """What a touch on the way on tells."""

    @abstractmethod
    def picture(self, state: Speak) -> str:
        """The picture beside the screen's name."""

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show what can be done now."""
        state = visit.screen
        assert isinstance(state, Speak)
        if self._state is None or self._state.speaking is not state.speaking:
            self._meter.show_level(0.0)
        self._state, self._words = state, words
        self._heading = Heading(words.texts(f"{self.own}-title"), self.picture(state))
        self.arrange(QRectF(self.rect()))

    def show_level(self, level: float) -> None:
        self._meter.show_level(level)

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._hint, self._meter, self._left, self._speak, self._stop, self._play, self._again, self._give)

    def arrange(self, area: QRectF) -> None:
        if self._state is None or self._words is None:
            return
        state, texts = self._state, self._words.texts
        has_voice = state.voice is not None and not state.is_recording
        shown: tuple[tuple[Item, bool], ...] = (
            (self._meter, state.is_recording),
            (self._left, state.is_recording),
            (self._speak, state.voice is None and state.speaking is Speaking.READY),
            (self._stop, state.is_recording),
            (self._play, has_voice),
            (self._again, has_voice),
            (self._give, not state.is_recording),
        )
        for item, is_wanted in shown:
            item.setVisible(is_wanted)
        if state.is_recording:
            self._arrange_recording(self._arrange_hint(area, texts), state, texts)
            return
        rest = self._arrange_give(area, texts, is_next=state.speaking is not Speaking.READY)
        if state.speaking is Speaking.NO_MICROPHONE:
            self._arrange_hint_alone(rest, texts)
            return
        rest = self._arrange_hint(rest, texts)
        if has_voice:
            self._arrange_said(rest, state, texts)
        elif state.speaking is Speaking.READY:
            self._show_round(self._speak, "complaint-record", texts("say-speak"), rest)

    def _arrange_hint(self, area: QRectF, texts: Texts) -> QRectF:
        assert self._state is not None
        line = Line(text=self.hint_text(self._state, texts), role=Role.STRONG)
        is_trouble = self._state.trouble is not None and not self._state.is_recording
        tone = Tone.WARNING if is_trouble else Tone.PLAIN
        face = Face(lines=(line,), tone=tone, picture="warning" if is_trouble else None, beside=True,
                    small_picture=True)  # fmt: skip
        height = self.typesetter.height_for(face, area.width())
        has_room = area.height() - height >= self._least_below()
        self._hint.setVisible(has_room)
        if not has_room:  # the heading says what the screen is for, and the buttons what they do
            return area
        self._hint.setGeometry(QRectF(area.left(), area.top(), area.width(), height).toRect())
        self._hint.show_face(face)
        return area.adjusted(0, height + self.typesetter.theme.gap, 0, 0)

    def _least_below(self) -> float:
        """The height that is needed under the hint, in pixels."""
        theme = self.typesetter.theme
        em = theme.font(Role.TITLE).pixelSize()
        return theme.px(TARGET_MM) + em * (4.5 if self._state is not None and self._state.is_recording else 2.6)

    def _arrange_hint_alone(self, area: QRectF, texts: Texts) -> None:
        """Nothing else is there but the way on: the words have all the room beside it."""
        assert self._state is not None
        self._hint.show()
        self._hint.setGeometry(area.toRect())
        line = Line(text=self.hint_text(self._state, texts), role=Role.STRONG)
        alone = Face(lines=(line,), tone=Tone.PLAIN, picture="microphone", centered=True, beside=False)
        if not self.typesetter.place(alone, area.adjusted(0, 0, -1, -1)).fits:
            alone = replace(alone, picture=None)
        self._hint.show_face(self.typesetter.grown([alone], [area], more_lines=2)[0])

    def _give_face(self, texts: Texts, *, is_next: bool) -> Face:
        line = Line(text=texts(f"{self.own}-give" if is_next else f"{self.own}-give-silent"), role=Role.TITLE)
        tone, picture = (Tone.PRIMARY, self.way_on_picture) if is_next else (Tone.QUIET, self.silent_picture)
        return Face(picture=picture, lines=(line,), tone=tone, centered=True, beside=True, picture_share=0.16)

    def _arrange_give(self, area: QRectF, texts: Texts, *, is_next: bool) -> QRectF:
        above, below, face = with_way_on(self.typesetter, area, self._give_face(texts, is_next=is_next))
        self._give.setGeometry(below.toRect())
        self._give.show_face(face)
        return above

    def _arrange_said(self, area: QRectF, state: Speak, texts: Texts) -> None:
        is_playing = state.speaking is Speaking.PLAYING
        play = ("pause", texts("say-hush")) if is_playing else ("speaker", texts("say-play"))
        choices = (play, ("complaint-record", texts("say-again")))

        def faces_of(beside: bool, share: float) -> list[Face]:
            return [
                Face(picture=picture, lines=(Line(text=text, role=Role.TITLE),), centered=True, beside=beside,
                     picture_share=share)
                for picture, text in choices
            ]  # fmt: skip

        show_tiles((self._play, self._again), best_tiles(self.typesetter, area, faces_of))

    def _arrange_recording(self, area: QRectF, state: Speak, texts: Texts) -> None:
        theme = self.typesetter.theme
        least_stop = theme.px(TARGET_MM) + theme.font(Role.TITLE).pixelSize() * 1.2
        left_face = Face(
            lines=(Line(text=texts("say-left", seconds=state.seconds_left), role=Role.FIGURE),),
            tone=Tone.PLAIN,
            centered=True,
        )
        left_height = max(area.height() * LEFT_SHARE / 2, self.typesetter.height_for(left_face, area.width()))
        meter_height = min(area.height() * METER_SHARE, theme.px(MOST_METER_MM))
        meter_height = max(theme.px(LEAST_METER_MM), min(meter_height, area.height() - left_height - least_stop))
        meter = QRectF(area.left(), area.top(), area.width(), meter_height)
        left = QRectF(area.left(), meter.bottom() + theme.gap, area.width(), left_height)
        self._meter.setGeometry(meter.toRect())
        self._left.setGeometry(left.toRect())
        self._left.show_face(left_face)
        below = area.adjusted(0, meter_height + left_height + 2 * theme.gap, 0, 0)
        self._show_round(self._stop, "complaint-stop", texts("say-stop"), below)

    def _show_round(self, button: BigButton, picture: str, text: str, area: QRectF) -> None:
        """One large round picture with its word."""
        face = Face(picture=picture, lines=(Line(text=text, role=Role.TITLE),), centered=True)
        button.setGeometry(area.toRect())
        button.show_face(self.typesetter.grown([face], [area])[0])

    def hint_text(self, state: Speak, texts: Texts) -> str:
        """What is to be done now, or what went wrong and what to do about it."""
        if state.trouble is not None and not state.is_recording and state.trouble is not VoiceTrouble.NO_MICROPHONE:
            return texts(f"say-trouble-{state.trouble}")
        if state.speaking in OWN_HINTS:
            return texts(f"{self.own}-{state.speaking}")
        return texts(f"say-{state.speaking}")
