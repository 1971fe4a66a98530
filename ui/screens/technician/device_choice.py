"""Which loudspeaker is used, from those that the machine has; shown only where there is something to choose."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.sound.loudspeakers import Loudspeakers
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

USUAL = ""
MOST_OFFERED = 6
LONGEST_NAME = 200
"""What a setting may hold (`kiosk.care.config.sections`)."""


class DeviceChoice(QWidget):
    """A button each, the one that is set stays pressed; the machine's usual one comes first."""

    chosen = Signal(str)
    """Carries the name, as `sound.device` says it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sound-devices")
        self._look, self._device = look, USUAL
        self._found: tuple[str, ...] = ()
        self._buttons: list[DeskButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.sizes.gap)
        self._column.addWidget(Words("sound-devices-title", look.texts("sound-devices"), self, kind="strong"))
        self._loudspeakers = Loudspeakers(self)
        self._loudspeakers.found.connect(self._seen)
        self.hide()

    def look_around(self) -> None:
        """Have the machine's loudspeakers looked for; they are shown when they are known."""
        self._loudspeakers.look()

    def close_player(self) -> None:
        """Look no more."""
        self._loudspeakers.close()

    def show_device(self, name: str) -> None:
        """Show that this one is set."""
        self._device = name
        self._offer()

    def _seen(self, names: tuple[str, ...]) -> None:
        self._found = tuple(name for name in names if name and len(name) <= LONGEST_NAME)[:MOST_OFFERED]
        self._offer()

    def _offer(self) -> None:
        texts, gone = self._look.texts, self._device not in (USUAL, *self._found)
        offered = {USUAL: texts("sound-device-usual"), **{name: name for name in self._found}}
        if gone:
            offered[self._device] = texts("sound-device-gone", name=self._device)
        if [button.accessibleName() for button in self._buttons] != list(offered.values()):
            self._make(offered)
        for button, name in zip(self._buttons, offered, strict=True):
            button.setChecked(name == self._device)
        self.setVisible(gone or len(self._found) > 1)

    def _make(self, offered: dict[str, str]) -> None:
        for button in self._buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for place, (name, text) in enumerate(offered.items()):
            button = DeskButton(
                self._look, f"sound-device-{place}", text, self, kind="row",
                pressed=partial(self.chosen.emit, name),
            )  # fmt: skip
            button.setCheckable(True)
            self._column.addWidget(button)
            self._buttons.append(button)
