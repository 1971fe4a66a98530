"""One table of a report, with its title and how to read it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.report_tables import Table, cell_text
from ui.widgets.desk.figure_table import FigureTable
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class TitledTable(QWidget):
    """Hidden where there is no table to show."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = Words(f"{name}-title", "", self, kind="strong")
        self._note = Words(f"{name}-note", "", self, kind="hint")
        self._table = FigureTable(look, f"{name}-rows", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.sizes.gap, 0, 0)
        column.setSpacing(look.sizes.gap // 3)
        for part in (self._title, self._note, self._table):
            column.addWidget(part)
        self.hide()

    def show_table(self, table: Table | None) -> None:
        """Show `table`, or nothing."""
        self.setVisible(table is not None)
        if table is not None:
            self._title.say(table.title)
            self._note.say(table.note)
            rows = [tuple(map(cell_text, row)) for row in table.rows]
            self._table.show_table(table.title, table.headings, rows, numeric=table.numeric)
