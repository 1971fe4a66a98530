"""Where to save a file: memory sticks first, then the documents of this computer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.care.drives import Drive
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

MOST = 4


class FolderCard(QFrame):
    """A question that is hidden until it is asked. `chosen` carries a `Drive`, `left` that nothing is to be saved."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "card")
        self._look, self._name = look, name
        size = look.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(size.padding * 2, size.padding, size.padding * 2, size.padding * 2)
        column.setSpacing(size.gap // 2)
        column.addWidget(Words(f"{name}-where", look.texts("folder-where"), self, kind="strong"))
        self._row = QHBoxLayout()
        self._row.setSpacing(size.gap)
        column.addLayout(self._row)
        self._leave = DeskButton(look, f"{name}-leave", look.texts("folder-leave"), self, pressed=self._on_leave)
        self._row.addWidget(self._leave)
        self.hide()

    def ask(self, drives: Sequence[Drive]) -> None:
        """Ask where to."""
        texts = self._look.texts
        self._clear()
        for place, drive in enumerate(drives[:MOST]):
            text = texts("folder-stick", name=drive.name) if drive.name else texts("folder-documents")
            button = DeskButton(
                self._look, f"{self._name}-{place}", text, self, keys=f"Alt+{place + 1}",
                pressed=lambda drive=drive: self._choose(drive),  # type: ignore[misc]  # bound at once
            )  # fmt: skip
            self._row.insertWidget(place, button, 1)
        self.show()
        first = self._row.itemAt(0).widget()
        assert first is not None
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        while self._row.count() > 1:
            widget = self._row.takeAt(0).widget()
            assert widget is not None
            widget.hide()
            widget.deleteLater()

    def _choose(self, drive: Drive) -> None:
        self.hide()
        self.chosen.emit(drive)

    def _on_leave(self) -> None:
        self.hide()
        self.left.emit()
