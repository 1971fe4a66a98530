"""Before people are brought in: whether they agreed that the station keeps what the list says of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.step_page import StepPage
from ui.widgets.desk.words import Words


class ConsentPage(StepPage):
    """`answered` carries whether they did."""

    answered = Signal(bool)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "exchange-consent", parent)
        texts = look.texts
        self._yes = DeskButton(
            look, "exchange-consent-yes", texts("exchange-consent-yes"), self.content, kind="primary",
            keys="Ctrl+Return", pressed=lambda: self.answered.emit(True),
        )  # fmt: skip
        self._no = DeskButton(
            look, "exchange-consent-no", texts("exchange-consent-no"), self.content, keys="Alt+N",
            pressed=lambda: self.answered.emit(False),
        )  # fmt: skip
        question = Words("exchange-consent-question", texts("exchange-consent-question"), self.content, kind="strong")
        for part in (
            question,
            self._yes,
            Words("exchange-consent-yes-how", texts("exchange-consent-yes-how"), self.content, kind="hint"),
            self._no,
            Words("exchange-consent-no-how", texts("exchange-consent-no-how"), self.content, kind="hint"),
        ):
            self.first.addWidget(part)
        self.first.addStretch(1)
        self.put_last()

    def begin(self, file: str) -> None:
        """Ask about `file`."""
        self.title.say(file)
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)
