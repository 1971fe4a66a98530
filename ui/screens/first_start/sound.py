"""The loudspeaker: a sentence is said until somebody has heard it, louder, then by the next one; or on without."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from kiosk.care.config.sections import LOUDEST
from kiosk.desk.first_start import Step
from kiosk.desk.first_start_desk import Standing
from kiosk.desk.machine_voice import Saying, at_gain
from kiosk.domain.recording import Sound
from kiosk.slips.lines import shortened
from ui.screens.first_start.step_page import StepPage
from ui.screens.technician.printer_words import MOST_BYTES
from ui.sound.loudspeakers import Loudspeakers
from ui.sound.playback import Playback
from ui.sound.speaker import GAINS
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class SoundPage(StepPage):
    """The loudspeaker that was heard is saved, and how loud it was. `sound.device` is empty for the machine's usual."""

    step = Step.SOUND

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(look, parent, can_leave=can_leave)
        inside, texts = self.page.content, self.texts
        self._loudness, self._device = LOUDEST, ""
        self._names: tuple[str, ...] = ()
        self._tries: list[tuple[str, int]] = []
        self._sound: Sound | None = None
        self._loudspeakers = Loudspeakers(self)
        self._loudspeakers.found.connect(self._take_names)
        self._playback = Playback(self)
        self._playback.failed.connect(self._not_played)
        self._playback.ended.connect(self._was_said)
        self._hint = Words("wizard-sound-hint", texts("wizard-sound-hint"), inside)
        self._say = self.button("wizard-sound-say", "wizard-sound-say", self._speak, keys="Alt+S")
        self._level = Words("wizard-sound-level", "", inside)
        self._heard = Words("wizard-sound-heard", texts("sound-heard"), inside, kind="title")
        self._yes = self.button("wizard-sound-yes", "wizard-sound-yes", self.go_on, kind="primary", keys="Alt+Y")
        self._no = self.button("wizard-sound-no", "sound-no", self._try_next, keys="Alt+N")
        self._advice = Words("wizard-sound-advice", texts("sound-advice"), inside, kind="strong")
        self._arrange()
        self._ask_whether(False)

    def _arrange(self) -> None:
        column, size = self.page.column, self.look.sizes
        self._say.setProperty("large", True)
        answers = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        answers.setSpacing(size.gap)
        for button in (self._yes, self._no):
            button.setProperty("large", True)
            answers.addWidget(button, 1)
        for part in (self._hint, self._say, self._level):
            column.addWidget(part)
        column.addSpacing(size.margin)
        column.addWidget(self._heard)
        column.addLayout(answers)
        column.addWidget(self._advice)
        column.addStretch(1)
        self.next.hide()
        self.put_foot(self.go_back, self.later)
        self.later.say(self.texts("wizard-sound-without"))

    def _ask_whether(self, it_was_said: bool) -> None:
        for part in (self._heard, self._yes, self._no):
            part.setVisible(it_was_said)
        self._advice.setVisible(False)

    def first_focus(self) -> QWidget:
        return self._say

    def show_standing(self, standing: Standing) -> None:
        self._device, self._loudness = standing.settings.sound.device, standing.settings.sound.volume
        self._tries = self._all_tries()
        self._show_how()
        self._ask_whether(False)
        self._loudspeakers.look()

    def leave(self) -> None:
        super().leave()
        self._playback.close()
        self._loudspeakers.close()

    def _take_names(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._tries = self._all_tries()

    def _all_tries(self) -> list[tuple[str, int]]:
        """What is tried, one after the other, where nobody hears anything: louder, then the other loudspeakers."""
        louder = [(self._device, LOUDEST)] if self._loudness < LOUDEST else []
        return [*louder, *((name, LOUDEST) for name in self._names if name != self._device)]

    def _show_how(self) -> None:
        level = self.texts("sound-level", step=str(self._loudness), most=str(LOUDEST))
        by = self.texts("wizard-sound-by", name=shortened(self._device, most=MOST_BYTES)) if self._device else ""
        self._level.say(" ".join(filter(None, (by, level))))

    def _speak(self) -> None:
        if self._sound is not None:
            self._play(self._sound)
            return

        def look(saying: Saying) -> None:
            if not saying.is_over:
                return
            sound = saying.sound
            self.stop()
            if sound is None:
                self.problem.say(self.texts("sound-no-voice"))
            else:
                self._sound = sound
                self._play(sound)

        words, language = self.texts("sound-sample"), self.texts.language
        self.begin_any(lambda desk: desk.machine.say(words, language), look, doing=self.texts("sound-making"))

    def _play(self, sound: Sound) -> None:
        self.problem.say("")
        self.state.say(self.texts("sound-playing"))
        self._playback.use(self._device)
        self._playback.play(at_gain(sound, GAINS[self._loudness]), levels=False)

    def _was_said(self) -> None:
        self.state.say("")
        if self.isVisible():
            self._ask_whether(True)

    def _not_played(self) -> None:
        self.state.say("")
        self.problem.say(self.texts("desk-voice-no-loudspeaker"))

    def _try_next(self) -> None:
        """Nobody heard it: the next try; once there is none any more, what to look for, and all over again."""
        is_all_tried = not self._tries
        if is_all_tried:
            self._tries = self._all_tries()
        if self._tries:
            self._device, self._loudness = self._tries.pop(0)
        self._show_how()
        self._ask_whether(False)
        self._advice.setVisible(is_all_tried)
        self._speak()

    def go_on(self) -> None:
        changes = {"sound.volume": self._loudness, "sound.device": self._device or None}
        self.finish(lambda desk: desk.machine.set(changes, what="sound"))
