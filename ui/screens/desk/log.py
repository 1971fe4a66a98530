"""The log: who did what, when, on which device."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.logbook import PAGE, LogCheck
from kiosk.domain.log_entry import LogEntry, Subject
from ui.screens.desk.log_words import about, acted_by
from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.words import Words


class LogScreen(DeskScreen):
    """The newest lines first; older ones by a button, and they stay when something is done elsewhere.

    Nothing here can be changed.
    """

    place = Place.LOG

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        size = look.sizes
        self._wanted = PAGE
        self._hint = Words("log-hint", self.texts("log-hint"), self, kind="hint")
        columns = [Column(self.texts(f"log-{name}"), weight) for name, weight in HEADINGS]
        self._rows = Rows(look, "log-rows", columns, self)
        self._check = DeskButton(look, "log-check", self.texts("log-check"), self, keys="Alt+K", pressed=self._check_it)
        self._checked = Words("log-checked", "", self, kind="strong")
        self._checked.hide()
        self._older = DeskButton(look, "log-older", self.texts("log-older"), self, keys="Alt+O", pressed=self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        column.setSpacing(size.gap)
        column.addWidget(self._hint)
        column.addWidget(self._rows, 1)
        column.addWidget(self._checked)
        row = QHBoxLayout()
        row.setSpacing(size.gap)
        row.addWidget(self._check, 1)
        row.addWidget(self._older, 1)
        column.addLayout(row)

    def open(self, topic: object) -> None:
        self._wanted = PAGE
        self.refresh()

    def refresh(self) -> None:
        wanted = self._wanted
        self.ask(lambda desk: _page(desk, wanted), self._show)

    def first_focus(self) -> QWidget:
        return self._rows

    def _check_it(self) -> None:
        self.ask(lambda desk: desk.logbook.check(), self._show_check)

    def _show_check(self, found: LogCheck) -> None:
        if found.first_broken is not None:
            self._checked.say(self.texts("log-broken", line=found.first_broken))
        else:
            self._checked.say(self.texts("log-whole" if found.order_agrees else "log-order-differs"))

    def _more(self) -> None:
        self._wanted += PAGE
        self.refresh()

    def _show(self, page: Page) -> None:
        self._rows.show_rows([self._row(entry, page) for entry in page.entries])
        self._older.setVisible(bool(page.entries) and page.entries[-1].seq > 1)

    def _row(self, entry: LogEntry, page: Page) -> Row:
        when = datetime.fromtimestamp(entry.at_ms / 1000)
        who = page.names.get(acted_by(entry), "") or self.texts("log-worker")
        key = f"log-did-{entry.action}"
        what = self.texts(key) if self.texts.has(key) else entry.action
        cells = (f"{when:%m-%d %H:%M:%S}", who, what, about(entry, page.subjects, self.texts), entry.device)
        return Row(key=str(entry.seq), cells=cells)


HEADINGS = (("when", 0), ("who", 0), ("what", 2), ("details", 3), ("where", 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Lines of the log, newest first, with the staff's names and what the lines' ids stand for."""

    entries: tuple[LogEntry, ...]
    names: dict[str, str]
    subjects: dict[str, Subject]


def _page(desk: Desk, wanted: int) -> Page:
    entries = desk.logbook.latest(limit=wanted)
    return Page(entries=entries, names=desk.logbook.names(), subjects=desk.logbook.subjects(entries))
