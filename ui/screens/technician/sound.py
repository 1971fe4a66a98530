"""The loudspeaker: which one it is, something said on it for a try in both languages, and how loud it should be."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.care.config.sections import LOUDEST, Settings
from kiosk.desk.machine_voice import Saying, at_gain
from kiosk.domain.language import Language
from kiosk.domain.recording import Sound
from kiosk.errors import YizhanError
from kiosk.texts.catalogue import Texts
from ui.screens.desk.screen import News, Place
from ui.screens.technician.anew import AnewCard
from ui.screens.technician.beside import BesideScreen
from ui.screens.technician.device_choice import DeviceChoice
from ui.sound.playback import Playback
from ui.sound.speaker import GAINS
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

NAMES = {Language.ZH_CN: "zh", Language.EN: "en"}
SOFTEST = 1


class SoundScreen(BesideScreen):
    """`step` is one of the settings' steps of loudness; it is saved when somebody says that it is heard well.

    Another loudspeaker is saved when it is chosen, and what is said for a try comes from it at once.
    """

    place = Place.MACHINE_SOUND

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        inside, texts = self.page.content, self.texts
        self._step, self._saved_step = SOFTEST, 0
        self._sounds: dict[Language, Sound] = {}
        self._said = Language.ZH_CN
        self._playback = Playback(self)
        self._playback.failed.connect(lambda: self.problem.say(texts("desk-voice-no-loudspeaker")))
        self._playback.ended.connect(lambda: self.state.say(texts("sound-heard")))
        self._devices = DeviceChoice(look, inside)
        self._devices.chosen.connect(self._save_device)
        self._hint = Words("sound-hint", texts("sound-hint"), inside)
        self._level = Words("sound-level", "", inside, kind="strong")
        self._say = {
            language: self.button(
                f"sound-say-{name}", f"sound-say-{name}", partial(self._speak, language),
                keys=f"Alt+{place}",
            )
            for place, (language, name) in enumerate(NAMES.items(), start=1)
        }  # fmt: skip
        self._softer = self.button("sound-softer", "sound-softer", lambda: self._turn(-1), keys="Alt+Down")
        self._louder = self.button("sound-louder", "sound-louder", lambda: self._turn(1), keys="Alt+Up")
        self._keep = self.button("sound-keep", "sound-keep", self._save, kind="primary", keys="Ctrl+Return")
        self._no = self.button("sound-no", "sound-no", lambda: self.problem.say(texts("sound-advice")), keys="Alt+N")
        self._anew = AnewCard(self)
        self._arrange()
        self.put_foot(self._no, self._keep)

    def _arrange(self) -> None:
        column, size = self.page.column, self.look.sizes
        column.addWidget(self._hint)
        for pair in (tuple(self._say.values()), (self._softer, self._louder)):
            row = QHBoxLayout() if not self.look.panel.is_portrait else QVBoxLayout()
            row.setSpacing(size.gap)
            for button in pair:
                button.setProperty("large", True)
                row.addWidget(button, 1)
            column.addLayout(row)
        column.addWidget(self._level)
        column.addWidget(self._anew)
        column.addWidget(self._devices)
        column.addStretch(1)

    def open(self, topic: object) -> None:
        self._anew.hide()
        self._saved_step = 0
        self.refresh()
        self._devices.look_around()

    def refresh(self) -> None:
        self.ask(lambda desk: desk.machine.settings(), self._show)

    def first_focus(self) -> QWidget:
        return self._say[self.texts.language]

    def leave(self) -> None:
        super().leave()
        self._playback.close()
        self._devices.close_player()
        self.state.say("")

    def _show(self, settings: Settings) -> None:
        """What somebody else saved counts; what is being tried stays."""
        self._devices.show_device(settings.sound.device)
        self._playback.use(settings.sound.device)
        if settings.sound.volume != self._saved_step:
            self._step = self._saved_step = settings.sound.volume
        self._show_step()

    def _show_step(self) -> None:
        self._level.say(self.texts("sound-level", step=str(self._step), most=str(LOUDEST)))
        self._softer.setEnabled(self._step > SOFTEST)
        self._louder.setEnabled(self._step < LOUDEST)

    def _turn(self, by: int) -> None:
        self._step = max(SOFTEST, min(LOUDEST, self._step + by))
        self._show_step()
        if self._said in self._sounds:
            self._play()

    def _speak(self, language: Language) -> None:
        self._said = language
        if language in self._sounds:
            self._play()
            return

        def look(saying: Saying) -> None:
            if not saying.is_over:
                return
            sound = saying.sound
            self.stop()
            if sound is None:
                self.problem.say(self.texts("sound-no-voice"))
            else:
                self._sounds[language] = sound
                self._play()

        words = Texts(language)("sound-sample")
        self.begin_any(lambda desk: desk.machine.say(words, language), look, doing=self.texts("sound-making"))

    def _play(self) -> None:
        self.problem.say("")
        self.state.say(self.texts("sound-playing"))
        self._playback.play(at_gain(self._sounds[self._said], GAINS[self._step]), levels=False)

    def _save(self) -> None:
        step = self._step

        def saved(_: None) -> None:
            self._saved_step = step
            self.told.emit(News(text=self.texts("machine-saved")))
            self._anew.show()

        self.ask(lambda desk: desk.machine.set({"sound.volume": step}, what="sound"), saved)

    def _save_device(self, name: str) -> None:
        def saved(_: None) -> None:
            self.told.emit(News(text=self.texts("machine-saved")))
            self._anew.show()
            self.refresh()

        def failed(_: YizhanError) -> bool:
            self.refresh()
            return False

        self.ask(lambda desk: desk.machine.set({"sound.device": name}, what="sound"), saved, failed=failed)
