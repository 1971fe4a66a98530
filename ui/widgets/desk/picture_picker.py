"""The three of twelve pictures by which somebody without card and phone is known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain.sign_in_pictures import PICTURES_CHOSEN, SignInPicture
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class PicturePicker(QWidget):
    """Twelve pictures to choose three of. `changed` follows a touch; `proposal_wanted` asks for a free triple.

    With `registers` the three are for somebody new, who is told so and may have them proposed.
    """

    changed = Signal()
    proposal_wanted = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget, *, columns: int = 4, registers: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        options = [Option(each, look.texts(f"picture-{each}"), f"sign-{each}") for each in SignInPicture]
        self._choice = Choice(look, f"{name}-of", options, self, columns=columns, several=True, width_px=look.beside_px)
        self._choice.changed.connect(self._touched)
        self._in_order: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap)
        if registers:
            column.addWidget(Words(f"{name}-title", look.texts("pictures-title"), self, kind="strong"))
        column.addWidget(self._choice)
        if registers:
            column.addWidget(self._proposing(look))
        column.addStretch(1)

    def _proposing(self, look: Look) -> DeskButton:
        name, words = f"{self.objectName()}-propose", look.texts("pictures-propose")
        return DeskButton(look, name, words, self, pressed=self.proposal_wanted.emit)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen pictures in alphabetical order."""
        return tuple(sorted(self._choice.chosen))

    def choose(self, pictures: Sequence[str]) -> None:
        """Choose these and nothing else."""
        self._in_order = list(pictures)
        self._choice.choose(*pictures)

    def focus_first(self) -> None:
        """Give the keyboard to the pictures."""
        self._choice.focus_first()

    def _touched(self) -> None:
        """A fourth picture takes the place of the first that was touched."""
        self._in_order = [each for each in self._in_order if each in self._choice.chosen]
        self._in_order += [each for each in self._choice.chosen if each not in self._in_order]
        self.choose(self._in_order[-PICTURES_CHOSEN:])
        self.changed.emit()
