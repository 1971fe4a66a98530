"""A step in which somebody has to say something: what was done, why it is cancelled."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.paragraph import Paragraph
from ui.widgets.desk.step_page import StepPage


class WordsStep(StepPage):
    """Words, more fields below them if a screen puts some there, and one button that saves.

    The panel's second column is for pickers.
    """

    def __init__(self, look: Look, name: str, parent: QWidget, *, saved: Callable[[], None]) -> None:
        super().__init__(look, name, parent)
        self.words = Paragraph(look, f"{name}-words", "", self.content)
        self._save = DeskButton(look, f"{name}-save", "", self, kind="primary", keys="Ctrl+Return", pressed=saved)
        self.first.addWidget(self.words)
        self.foot.addWidget(self._save, 2)

    def begin(self, *, title: str, label: str, save: str, words: str = "") -> None:
        """Ask for other words under another title."""
        self.title.say(title)
        self.words.label.say(label)
        self.words.box.setAccessibleName(label)
        self.words.put(words)
        self.words.show_problem("")
        self._save.say(save)
        self.show_saving(is_saving=False)
        self.words.box.setFocus()

    def show_saving(self, *, is_saving: bool) -> None:
        """While it is saved nobody saves it again."""
        self._save.setEnabled(not is_saving)
