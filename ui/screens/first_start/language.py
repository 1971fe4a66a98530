"""The first page: each language by its own name; and a stick with a prepared file makes all other pages needless."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from kiosk.desk.first_start import Step
from kiosk.desk.first_start_desk import PreparedStick, Standing
from kiosk.desk.machine_command import CommandEnd
from kiosk.domain.language import Language
from kiosk.texts.catalogue import Texts
from ui.screens.first_start.spoken import Spoken
from ui.screens.first_start.step_page import StepPage
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

STICK_LOOK_MS = 1_500


class LanguagePage(StepPage):
    """While it is shown, sticks are looked for; what is wrong with a prepared file is shown and said once."""

    step = Step.LANGUAGE

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(look, parent, can_leave=can_leave)
        inside = self.page.content
        self._choices = {
            language: DeskButton(
                look, f"wizard-language-{language}", Texts(language)("wizard-language-mine"), inside, kind="key",
                pressed=partial(self._choose, language),
            )
            for language in Language
        }  # fmt: skip
        self._tried: set[PreparedStick] = set()
        self._spoken = Spoken(self)
        self._was_spoken = False
        self._sticks = QTimer(self, singleShot=True, interval=STICK_LOOK_MS)
        self._sticks.timeout.connect(self._look_for_sticks)
        self._arrange()

    def _arrange(self) -> None:
        column, size = self.page.column, self.look.sizes
        column.addSpacing(size.margin)
        for button in self._choices.values():
            button.setCheckable(True)
            column.addWidget(button)
            column.addSpacing(size.gap)
        column.addWidget(Words("wizard-stick-hint", self.texts("wizard-stick-hint"), self.page.content))
        column.addStretch(1)
        self.next.hide()
        self.put_foot(self.later)

    def first_focus(self) -> QWidget:
        return self._choices[self.texts.language]

    def show_standing(self, standing: Standing) -> None:
        for language, button in self._choices.items():
            button.setChecked(language is standing.settings.kiosk.language)
        if not self._was_spoken:
            self._was_spoken = True
            self._spoken.say([(Texts(language)("wizard-language-ask"), language) for language in Language])
        self._look_for_sticks()

    def leave(self) -> None:
        super().leave()
        self._sticks.stop()
        self._spoken.stop()

    def _choose(self, language: Language) -> None:
        if self.is_busy:
            return
        self._sticks.stop()
        self._spoken.stop()
        self.language_chosen.emit(language)

    # a prepared file

    def _look_for_sticks(self) -> None:
        def found(sticks: tuple[PreparedStick, ...]) -> None:
            if not self.isVisible():
                return
            self._sticks.start()
            self._tried &= set(sticks)
            fresh = [stick for stick in sticks if stick not in self._tried]
            if fresh and not self.is_busy:
                self._take(fresh[0])

        def failed(_: Exception) -> bool:
            self._sticks.start()  # it may have been pulled out just now
            return True

        self.ask(lambda desk: desk.first_start.prepared(), found, failed=failed)

    def _take(self, stick: PreparedStick) -> None:
        self._tried.add(stick)
        self._spoken.stop()
        language = self.texts.language
        self.begin(
            lambda desk: desk.first_start.take(stick.folder, language), self._taken,
            doing=self.texts("wizard-stick-taking", name=stick.name),
        )  # fmt: skip

    def _taken(self, end: CommandEnd) -> None:
        if end.has_failed:
            self.say_why(end)
            self._say_aloud(self.problem.text())
            return
        assert end.said is not None
        why = str(end.said["not_enrolled"] or "")
        if why:
            self._say_aloud(why)
        self.was_prepared.emit(not why, why)

    def _say_aloud(self, text: str) -> None:
        self._spoken.say([(self.texts("wizard-stick-wrong"), self.texts.language), (text, self.texts.language)])
