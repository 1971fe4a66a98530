"""Where to save a file: memory sticks first, then the documents of this computer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from kiosk.care.drives import Drive
from kiosk.slips.lines import shortened
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import columns_that_fit
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

MOST, LONGEST_NAME = 4, 30
"""Places, and bytes of a stick's name."""


class FolderCard(QFrame):
    """A question that is hidden until it is asked, at most `width_px` wide.

    `chosen` carries a `Drive`, `left` says that nothing is to be saved.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget, *, width_px: int) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "card")
        self._look, self._name, self._width = look, name, width_px - 4 * look.sizes.padding
        self._buttons: list[DeskButton] = []
        size = look.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(size.padding * 2, size.padding, size.padding * 2, size.padding * 2)
        column.setSpacing(size.gap // 2)
        column.addWidget(Words(f"{name}-where", look.texts("folder-where"), self, kind="strong"))
        self._grid = QGridLayout()
        self._grid.setSpacing(size.gap)
        column.addLayout(self._grid)
        self.hide()

    def ask(self, drives: Sequence[Drive]) -> None:
        """Ask where to; the first place has the keyboard."""
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        offered = drives[:MOST]
        self._buttons = [self._button(place, drive) for place, drive in enumerate(offered)]
        self._buttons.append(
            DeskButton(
                self._look, f"{self._name}-leave", self._look.texts("folder-leave"), self, pressed=self._on_leave
            )
        )
        words = [button.text() for button in self._buttons]
        columns = columns_that_fit(self._look, words, width_px=self._width, most=len(words))
        for place, button in enumerate(self._buttons):
            self._grid.addWidget(button, place // columns, place % columns)
            button.show()
        self.show()
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, place: int, drive: Drive) -> DeskButton:
        texts = self._look.texts
        name = shortened(drive.name.encode(errors="replace").decode(), most=LONGEST_NAME)
        text = texts("folder-stick", name=name) if name else texts("folder-documents")
        return DeskButton(
            self._look, f"{self._name}-{place}", text, self, keys=f"Alt+{place + 1}",
            pressed=lambda: self._choose(drive),
        )  # fmt: skip

    def _choose(self, drive: Drive) -> None:
        self.hide()
        self.chosen.emit(drive)

    def _on_leave(self) -> None:
        self.hide()
        self.left.emit()
