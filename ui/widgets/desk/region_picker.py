"""Where somebody lives: the town first, then its village where the region list has villages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain.language import Language
from kiosk.domain.region import TOWN_DIGITS, VILLAGE_DIGITS, Region
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

COLUMNS = 3


class RegionPicker(QWidget):
    """Towns, and the villages of the chosen town below. `picked` carries the region's code."""

    picked = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        self._regions: tuple[Region, ...] = ()
        self._towns = Choice(look, f"{name}-town", [], self, columns=COLUMNS, width_px=look.beside_px)
        self._villages = Choice(look, f"{name}-village", [], self, columns=COLUMNS, width_px=look.beside_px)
        self._towns.changed.connect(self._town)
        self._villages.changed.connect(self._village)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap)
        column.addWidget(Words(f"{name}-title", look.texts("region-title"), self, kind="strong"))
        column.addWidget(self._towns)
        column.addWidget(self._villages)
        column.addStretch(1)

    def offer(self, regions: Sequence[Region]) -> None:
        """Offer the towns and villages of `regions`."""
        self._regions = tuple(regions)
        towns = [each for each in regions if len(each.code) == TOWN_DIGITS] or list(regions)
        self._towns.offer([Option(each.code, self.name_of(each.code)) for each in towns])

    def name_of(self, code: str) -> str:
        """The name of a place as people say it: town and village; empty for one that is not in the list."""
        found = {each.code: each for each in self._regions}
        parts = [found[part] for part in (code[:TOWN_DIGITS], code) if part in found]
        names = [each.name_en if self._in_english and each.name_en else each.name for each in dict.fromkeys(parts)]
        return " ".join(names)

    @property
    def _in_english(self) -> bool:
        return self._look.texts.language is Language.EN

    def _town(self) -> None:
        town = self._towns.one
        inside = [each for each in self._regions if len(each.code) == VILLAGE_DIGITS and each.code.startswith(town)]
        self._villages.offer([Option(each.code, each.name) for each in inside] if town else [])
        if town:
            self.picked.emit(town)

    def _village(self) -> None:
        if self._villages.one:
            self.picked.emit(self._villages.one)

    def focus_first(self) -> None:
        """Give the keyboard to the first thing to choose."""
        self._towns.focus_first()
