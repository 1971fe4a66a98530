"""Trades by picture, as many as somebody can do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain.trade import TRADES
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.look import Look

TILE_MM = 24.0


class TradePicker(QWidget):
    """All trades of the catalogue as tiles. `changed` follows each touch."""

    changed = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget, *, width_px: int, several: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        options = [Option(trade.id, look.texts(f"trade-{trade.id}"), trade.id) for trade in TRADES]
        widest = max(look.text_width(option.text) for option in options) + 2 * look.sizes.padding
        columns = max(1, width_px // (max(look.px(TILE_MM), widest) + look.sizes.gap))
        self._choice = Choice(look, f"{name}-trade", options, self, columns=columns, several=several)
        self._choice.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap)
        column.addWidget(self._choice)
        column.addStretch(1)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the chosen trades."""
        return self._choice.chosen

    def choose(self, trades: Sequence[str]) -> None:
        """Choose these and nothing else."""
        self._choice.choose(*trades)

    def focus_first(self) -> None:
        """Give the keyboard to the first thing to choose."""
        self._choice.focus_first()
