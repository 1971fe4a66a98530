"""A birth year by two touches: the ten years first, then the year."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

FIRST_DECADE = 1930
YOUNGEST = 16
COLUMNS = 5


class YearPicker(QWidget):
    """Decades above, the years of the chosen one below. `picked` carries the year."""

    picked = Signal(int)

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        last = look.today().year - YOUNGEST
        decades = [
            Option(str(decade), look.texts("year-decade", decade=str(decade)))
            for decade in range(FIRST_DECADE, last + 1, 10)
        ]
        width = look.beside_px
        self._decades = Choice(
            look, f"{name}-decade", decades, self, columns=COLUMNS, takes_focus=False, width_px=width
        )
        self._years = Choice(look, f"{name}-year", [], self, columns=COLUMNS, takes_focus=False, width_px=width)
        self._decades.changed.connect(self._open)
        self._years.changed.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap)
        column.addWidget(Words(f"{name}-title", look.texts("year-title"), self, kind="strong"))
        column.addWidget(self._decades)
        column.addWidget(self._years)
        column.addStretch(1)

    def _open(self) -> None:
        if not self._decades.one:
            return
        decade = int(self._decades.one)
        last = min(decade + 9, self._look.today().year - YOUNGEST)
        self._years.offer([Option(str(year), str(year)) for year in range(decade, last + 1)])

    def _pick(self) -> None:
        if self._years.one:
            self.picked.emit(int(self._years.one))

    def show_year(self, year: int | None) -> None:
        """Mark what the field says already."""
        if year is None:
            self._decades.choose()
            self._years.offer([])
            return
        self._decades.choose(str(year // 10 * 10))
        self._open()
        self._years.choose(str(year))
