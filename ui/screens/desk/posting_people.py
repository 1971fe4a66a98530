"""Who holds slips of a posting, with what became of each, and who waits for one."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.dispatch import Waiting
from kiosk.domain.posting_list import PostingSlip
from kiosk.domain.slip import SlipState
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import clock_text, day_text
from ui.screens.desk.posting_known import KnownPosting
from ui.screens.desk.postings_words import BETWEEN
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.words import Words

MOST_ROWS = 12
"""More are scrolled to within the list."""


class SlipList(QWidget):
    """`chosen` carries a slip's number."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._title = Words("posting-slips-title", "", self, kind="strong")
        columns = [Column(look.texts(f"posting-slips-{key}"), weight) for key, weight in SLIP_COLUMNS]
        self._rows = Rows(look, "posting-slips", columns, self)
        self._rows.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap // 2)
        column.addWidget(self._title)
        column.addWidget(self._rows)

    def show_known(self, known: KnownPosting) -> None:
        """Show the slips, the latest first."""
        texts = self._look.texts
        key = "posting-slips-some" if known.slips else "posting-slips-none"
        self._title.say(texts(key, count=len(known.slips)) if known.slips else texts(key))
        self._rows.setVisible(bool(known.slips))
        show_whole(self._rows, [_slip_row(slip, texts) for slip in known.slips], self._look)


SLIP_COLUMNS = (("number", 0), ("who", 2), ("became", 2))


def _slip_row(slip: PostingSlip, texts: Texts) -> Row:
    if slip.worker_name:
        who = shown_name(slip.worker_name, texts)
    elif slip.running is not None:
        who = texts("posting-slip-arrival", number=str(slip.running))
    else:
        who = texts("name-unknown")
    return Row(key=slip.number, cells=(slip.number, who, became_text(slip, texts)))


def became_text(slip: PostingSlip, texts: Texts) -> str:
    """`用上了 · 给齐了`, `还没说结果`, `退了`."""
    if slip.result is not None:
        paid = texts(f"wages-{slip.paid}") if slip.paid is not None else ""
        return BETWEEN.join(filter(None, (texts(f"result-{slip.result}"), paid)))
    return texts("posting-slip-given-back" if slip.state is SlipState.CANCELLED else "posting-slip-undecided")


class WaitingPeople(QWidget):
    """The waiting list. `add_wanted`; `gone` carries an entry's id, `person_wanted` a person's."""

    add_wanted = Signal()
    gone = Signal(str)
    person_wanted = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._person_of: dict[str, str] = {}
        texts = look.texts
        self._title = Words("posting-waiting-title", "", self, kind="strong")
        columns = [Column(texts(f"posting-waiting-{key}"), weight) for key, weight in WAITING_COLUMNS]
        self._rows = Rows(look, "posting-waiting", columns, self)
        self._rows.chosen.connect(lambda _: self._show_buttons())
        self._add = DeskButton(
            look, "posting-waiting-add", texts("posting-waiting-add"), self, keys="Alt+A", pressed=self.add_wanted.emit
        )
        self._person = DeskButton(
            look, "posting-waiting-person", texts("posting-waiting-person"), self, pressed=self._open_person
        )
        self._gone = DeskButton(
            look, "posting-waiting-gone", texts("posting-waiting-gone"), self, keys="Alt+X", pressed=self._take_off
        )
        for_marked, adding = QHBoxLayout(), QHBoxLayout()
        for button in (self._person, self._gone):
            button.hide()
            for_marked.addWidget(button)
        adding.addWidget(self._add)
        for row in (for_marked, adding):
            row.setSpacing(look.sizes.gap)
            row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap // 2)
        column.addWidget(self._title)
        column.addWidget(self._rows)
        column.addLayout(for_marked)
        column.addLayout(adding)

    def show_known(self, known: KnownPosting) -> None:
        """Show who waits, the longest first."""
        texts = self._look.texts
        count = len(known.waiting)
        self._title.say(texts("posting-waiting-some", count=count) if count else texts("posting-waiting-none"))
        self._person_of = {entry.id: entry.person_id for entry in known.waiting}
        self._rows.setVisible(bool(count))
        show_whole(self._rows, [self._row(entry) for entry in known.waiting], self._look)
        self._add.setVisible(not known.has_ended)
        self._show_buttons()

    def _row(self, entry: Waiting) -> Row:
        texts = self._look.texts
        since = datetime.fromtimestamp(entry.at_ms / 1000)
        when = f"{day_text(since.date(), texts, today=self._look.today())} {clock_text(since.time())}"
        here = texts("posting-waiting-here") if entry.visit_id else ""
        return Row(key=entry.id, cells=(shown_name(entry.name, texts), when, here))

    def _show_buttons(self) -> None:
        for button in (self._person, self._gone):
            button.setVisible(self._rows.marked is not None)

    def _open_person(self) -> None:
        if self._rows.marked is not None:
            self.person_wanted.emit(self._person_of[self._rows.marked])

    def _take_off(self) -> None:
        if self._rows.marked is not None:
            self.gone.emit(self._rows.marked)


WAITING_COLUMNS = (("who", 2), ("since", 2), ("is-here", 0))


def show_whole(rows: Rows, shown: list[Row], look: Look) -> None:
    """Show rows in a list that is as high as they are: a page that scrolls holds it."""
    rows.show_rows(shown)
    head = rows.horizontalHeader().sizeHint().height()
    rows.setFixedHeight(head + look.sizes.target * min(len(shown), MOST_ROWS) + 2 * look.sizes.focus)
