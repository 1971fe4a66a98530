"""Writing an employer down, or changing what is written: name, phone, note."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kiosk.domain.employer import Employer
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.field import Field
from ui.widgets.desk.keypad import Keypad
from ui.widgets.desk.look import Look
from ui.widgets.desk.paragraph import Paragraph
from ui.widgets.desk.step_page import StepPage


class EmployerForm(StepPage):
    """`saved` asks for what stands here to be kept; `changed` follows each key."""

    saved = Signal()
    changed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "employer-form", parent)
        texts, content = look.texts, self.content
        self._texts = texts
        self.name = Field(look, "employer-name", texts("employer-field-name"), content)
        self.phone = Field(look, "employer-phone", texts("employer-field-phone"), content, digits=True)
        self.note = Paragraph(look, "employer-note", texts("employer-field-note"), content)
        for part in (self.name, self.phone, self.note):
            self.first.addWidget(part)
            part.changed.connect(lambda _: self.changed.emit())
        self.first.addStretch(1)
        self.second.addWidget(Keypad(look, self.phone.line, content))
        self.second.addStretch(1)
        self.name.changed.connect(lambda _: self.name.show_problem(""))
        self.phone.changed.connect(lambda _: self.phone.show_problem(""))
        self._save = DeskButton(
            look, "employer-save", texts("employer-save"), self, kind="primary", keys="Ctrl+Return",
            pressed=self.saved.emit,
        )  # fmt: skip
        self.foot.addWidget(self._save, 2)

    def begin(self, employer: Employer | None) -> None:
        """Show what is written of an employer, or nothing for a new one."""
        self.title.say(self._texts("employer-new" if employer is None else "employer-edit"))
        self.fill(written_of(employer))
        for part in (self.name, self.phone, self.note):
            part.show_problem("")
        self.name.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def written(self) -> dict[str, str]:
        """What stands here."""
        return {"name": self.name.text, "phone": self.phone.text, "note": self.note.text}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft back."""
        self.name.put(fields.get("name", ""))
        self.phone.put(fields.get("phone", ""))
        self.note.put(fields.get("note", ""))


def written_of(employer: Employer | None) -> dict[str, str]:
    """What the form shows of an employer that nobody has changed."""
    if employer is None:
        return {"name": "", "phone": "", "note": ""}
    return {"name": employer.name, "phone": employer.phone, "note": employer.note}
