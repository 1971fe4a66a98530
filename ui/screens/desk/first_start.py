"""The first start of a station: its head says who they are and chooses a PIN."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.field import Field
from ui.widgets.desk.keypad import Keypad
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.words import Words


class FirstStartScreen(QWidget):
    """Name and PIN, twice. `made` carries (name, PIN)."""

    made = Signal(str, str)
    left = Signal()
    """Whoever opened the desk by mistake goes back to the kiosk."""

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(parent)
        self.setObjectName("desk-first-start")
        texts = self._texts = look.texts
        self._title = Words("first-start-title", texts("first-start-title"), self, kind="title")
        self._hint = Words("first-start-hint", texts("first-start-hint"), self)
        self._name = Field(look, "first-start-name", texts("first-start-name"), self, of_person=True)
        self._pin = Field(look, "first-start-pin", texts("first-start-pin"), self, secret=True)
        self._again = Field(look, "first-start-again", texts("first-start-again"), self, secret=True)
        self._pads = {field: Keypad(look, field.line, self) for field in (self._pin, self._again)}
        self._save = DeskButton(
            look, "first-start-save", texts("first-start-save"), self, kind="primary", keys="Ctrl+Return",
            pressed=self._made,
        )  # fmt: skip
        self._out = DeskButton(look, "first-start-leave", texts("log-in-leave"), self, keys_elsewhere="Esc")
        self._out.clicked.connect(self.left)
        self._out.setVisible(can_leave)
        self._arrange(look)

    def _arrange(self, look: Look) -> None:
        """Fields to the left, the keypad of the PIN that is being typed to the right."""
        size = look.sizes
        fields, pads = QVBoxLayout(), QStackedWidget(self)
        for part in (self._title, self._hint, self._name, self._pin, self._again, self._save, self._out):
            fields.addWidget(part)
        fields.addStretch(1)
        fields.setSpacing(size.gap)
        for field, pad in self._pads.items():
            pads.addWidget(pad)
            field.line.focused.connect(lambda pad=pad: pads.setCurrentWidget(pad))
        pads.setFixedHeight(pads.sizeHint().height())
        page = Page(look, "first-start-page", self)
        page.column.setContentsMargins(0, 0, size.margin, 0)
        page.column.addLayout(fields)
        row = QHBoxLayout(self)
        row.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        row.setSpacing(size.margin)
        row.addWidget(page, 3)
        row.addWidget(pads, 2, Qt.AlignmentFlag.AlignTop)

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        return self._name.line

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the name or the PIN."""
        self._pin.show_problem(text)

    def _made(self) -> None:
        if self._pin.text != self._again.text:
            self._again.show_problem(self._texts("first-start-differ"))
            return
        self._again.show_problem("")
        self.made.emit(self._name.text, self._pin.text)
