"""Why: a step in which somebody touches a usual reason, or types another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look
from ui.widgets.desk.step_page import StepPage
from ui.widgets.desk.words import Words

COLUMNS = 2


class ReasonPage(StepPage):
    """`given` carries the reason in the words that will stand in the record."""

    given = Signal(str)
    changed = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, name, parent)
        texts = self._texts = look.texts
        self._why = Words(f"{name}-why", "", self.content)
        self._usual = Choice(look, f"{name}-usual", [], self.content, columns=COLUMNS)
        self._other = Field(look, f"{name}-other", texts("reason-other"), self.content)
        for part in (self._why, self._usual, self._other):
            self.first.addWidget(part)
        self.first.addStretch(1)
        self._save = DeskButton(look, f"{name}-save", "", self, kind="primary", keys="Ctrl+Return", pressed=self._try)
        self.foot.addWidget(self._save, 2)
        self._usual.changed.connect(self._touched)
        self._other.changed.connect(self._typed)

    def ask_for(self, *, title: str, why: str, usual: Sequence[str], save: str) -> None:
        """Begin with nothing said. `usual` are the keys of reasons that are often given."""
        self.title.say(title)
        self._why.say(why)
        self._usual.offer([Option(key, self._texts(key)) for key in usual])
        self._usual.choose()
        self._other.put("")
        self._other.show_problem("")
        self._save.say(save)
        self._usual.focus_first()

    def written(self) -> dict[str, str]:
        """What was chosen or typed so far, for its draft."""
        return {"usual": self._usual.one, "other": self._other.text}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put back what was left."""
        self._other.put(fields.get("other", ""))
        if fields.get("usual"):
            self._usual.choose(fields["usual"])

    def say_problem(self, text: str) -> None:
        """Say what the station's rules have against it."""
        self._other.show_problem(text)

    def _touched(self) -> None:
        if self._usual.one:
            self._other.put("")
        self._other.show_problem("")
        self.changed.emit()

    def _typed(self, text: str) -> None:
        if text:
            self._usual.choose()
        self._other.show_problem("")
        self.changed.emit()

    def _try(self) -> None:
        reason = self._texts(self._usual.one) if self._usual.one else self._other.text.strip()
        if reason:
            self.given.emit(reason)
        else:
            self._other.show_problem(self._texts("refused-say-why"))
            self._other.line.setFocus(Qt.FocusReason.OtherFocusReason)
