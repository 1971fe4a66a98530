"""The inbox of complaints: what missed its deadline first, each with what happens next."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.complaint_words import kind_text, state_text
from kiosk.desk.desk import Desk
from kiosk.domain.complaint import Complaint, ComplaintState
from kiosk.domain.station import Station
from ui.screens.desk.complaint_words import due_text, employer_text, kind_picture, next_text, who_text
from ui.screens.desk.screen import DeskScreen, Place, Scan, ScanKind
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.words import Words

UNCLOSED = "unclosed"
SHOWN = (UNCLOSED, *ComplaintState)
COLUMNS = (("kind", 0), ("who", 1), ("next", 1), ("due", 0))
LINES_IN_A_ROW = 2
NUMBER = re.compile(r"[A-Z0-9]{2}-T-\d{4}-\d{3,}-\d")
"""A complaint's number, as it stands in the code on its receipt."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """What the desk answered: the complaints, how many of all are late, and the station."""

    complaints: tuple[Complaint, ...]
    late: int
    station: Station


class ComplaintsScreen(DeskScreen):
    """A row of two lines a complaint; Enter or a touch opens it. A scanned slip begins a new one about it."""

    place = Place.COMPLAINTS

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._shown = UNCLOSED
        self._filter = Choice(
            look, "complaints-show", [Option(each, self.texts(f"complaints-show-{each}")) for each in SHOWN], self,
            columns=len(SHOWN),
        )  # fmt: skip
        self._filter.choose(UNCLOSED)
        self._filter.changed.connect(self._filtered)
        self._words = Words("complaints-words", "", self, kind="strong")
        self._rows = Rows(
            look,
            "complaints-rows",
            [Column(self.texts(f"complaints-column-{name}"), weight) for name, weight in COLUMNS],
            self,
        )
        size = look.sizes
        self._rows.setWordWrap(True)
        self._rows.verticalHeader().setDefaultSectionSize(LINES_IN_A_ROW * size.body * 3 // 2 + size.padding)
        self._rows.chosen.connect(lambda key: self.go(Place.COMPLAINT, key))
        self._new = DeskButton(
            look, "complaints-new", self.texts("complaints-new"), self, kind="primary", keys="Alt+N",
            pressed=lambda: self.go(Place.COMPLAINT, ("new", "")),
        )  # fmt: skip
        self._arrange()

    def _arrange(self) -> None:
        size = self.look.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        column.setSpacing(size.gap)
        column.addWidget(self._filter)
        column.addWidget(self._rows, 1)
        foot = QHBoxLayout()
        foot.setSpacing(size.gap)
        foot.addWidget(self._words, 9)
        foot.addStretch(1)
        foot.addWidget(self._new)
        column.addLayout(foot)

    def open(self, topic: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        shown = self._shown
        self.ask(lambda desk: _inbox(desk, shown), lambda inbox: self._show(shown, inbox))

    def scanned(self, scan: Scan) -> bool:
        """A receipt opens its complaint, a slip begins one."""
        number = NUMBER.search(scan.text.upper())
        if scan.kind is ScanKind.SLIP:
            self.go(Place.COMPLAINT, scan)
            return True
        if number is not None:
            self.go(Place.COMPLAINT, ("number", number[0]))
            return True
        return False

    def first_focus(self) -> QWidget:
        return self._rows

    def _filtered(self) -> None:
        """One of them is always chosen."""
        self._shown = self._filter.one or self._shown
        self._filter.choose(self._shown)
        self.refresh()

    def _show(self, shown: str, inbox: Inbox) -> None:
        if shown != self._shown:
            return
        self._rows.show_rows([self._row(each, inbox.station) for each in inbox.complaints])
        if self._rows.marked is None and inbox.complaints:
            self._rows.selectRow(0)
        if not inbox.complaints:
            self._words.say(self.texts("complaints-none"))
        elif inbox.late:
            self._words.say(self.texts("complaints-late-count", count=str(inbox.late)))
        else:
            self._words.say(self.texts("complaints-count", count=str(len(inbox.complaints))))

    def _row(self, complaint: Complaint, station: Station) -> Row:
        texts, today = self.texts, self.look.today()
        cells = (
            f"{kind_text(complaint.kind, texts)}\n{complaint.number}",
            "\n".join(filter(None, (who_text(complaint, texts), employer_text(complaint, texts)))),
            next_text(complaint, texts, station, today=today),
            f"{due_text(complaint, texts, today=today)}\n{state_text(complaint.state, texts)}",
        )
        return Row(key=complaint.id, cells=cells, picture=kind_picture(complaint.kind), warns=complaint.is_late(today))


def _inbox(desk: Desk, shown: str) -> Inbox:
    state = None if shown == UNCLOSED else ComplaintState(shown)
    return Inbox(desk.complaints.inbox(state), desk.complaints.late_count(), desk.room.station)
