"""One line in which an employer or a job is looked for, and what it means below it, while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.domain.employer import Employer
from kiosk.domain.posting import PostingState
from kiosk.domain.posting_list import ListedPosting, PostingFilter
from kiosk.errors import YizhanError
from kiosk.slips.compose import grouped_phone
from kiosk.texts.catalogue import Texts
from ui.screens.desk.people_search import SearchLine
from ui.screens.desk.postings_words import employer_text, what, when_text
from ui.screens.desk.screen import DeskScreen
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.words import Words

EMPLOYERS, POSTINGS = 6, 14
EVERY_STATE = frozenset(PostingState)

Found = tuple[tuple[Employer, ...], tuple[ListedPosting, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintSubject:
    """An employer or one of their jobs, and how it reads."""

    text: str
    employer_id: str = ""
    posting_id: str = ""


class SubjectSearch(QWidget):
    """Line and list; the last thing typed is what is answered last. `chosen` carries the `ComplaintSubject`."""

    chosen = Signal(object)

    def __init__(self, screen: DeskScreen, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._screen, self._texts = screen, screen.texts
        self._asked: str | None = None
        self._found: tuple[tuple[ComplaintSubject, Row], ...] = ()
        look = screen.look
        self.line = SearchLine(f"{name}-line", self)
        self.line.setPlaceholderText(self._texts("complaints-subject-hint"))
        self.line.setAccessibleName(self._texts("complaints-subject-hint"))
        self._words = Words(f"{name}-words", self._texts("complaints-subject-explained"), self, kind="hint")
        columns = [Column(self._texts("complaints-subject-what")), Column(self._texts("complaints-subject-more"))]
        self._rows = Rows(look, f"{name}-rows", columns, self)
        self._rows.hide()
        self.line.textChanged.connect(lambda _: self._ask())
        self.line.stepped.connect(self._step)
        self.line.entered.connect(self._enter)
        self._rows.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap)
        for part in (self.line, self._words):
            column.addWidget(part)
        column.addWidget(self._rows, 1)
        column.addStretch(0)

    def _ask(self) -> None:
        text = self.line.text().strip()
        if not text:
            self._show("", ())
        elif self._asked is None:
            self._asked = text
            self._screen.ask(lambda desk: _found(desk, text), self._answered, failed=self._failed)

    def _answered(self, found: Found) -> None:
        text, self._asked = self._asked or "", None
        if text != self.line.text().strip():
            self._ask()
            return
        texts, today = self._texts, self._screen.look.today()
        employers, postings = found
        jobs = [_of_posting(each, texts, today=today) for each in postings]
        self._show(text, (*(_of_employer(each, texts) for each in employers), *jobs))

    def _failed(self, _: YizhanError) -> bool:
        self._asked = None
        return False

    def _show(self, text: str, answer: tuple[tuple[ComplaintSubject, Row], ...]) -> None:
        self._found = answer
        self._rows.show_rows([row for _, row in answer])
        self._rows.setVisible(bool(answer))
        if answer:
            self._rows.selectRow(0)
        key = "complaints-subject-nothing" if text and not answer else "complaints-subject-explained"
        self._words.say("" if answer else self._texts(key))

    def _step(self, by: int) -> None:
        if self._found:
            self._rows.selectRow(min(max(self._rows.currentIndex().row() + by, 0), len(self._found) - 1))

    def _enter(self) -> None:
        if self._asked is None and self._rows.marked is not None:
            self._choose(self._rows.marked)

    def _choose(self, key: str) -> None:
        chosen = next((subject for subject, row in self._found if row.key == key), None)
        if chosen is not None:
            self.chosen.emit(chosen)


def _found(desk: Desk, text: str) -> Found:
    wanted = PostingFilter(states=EVERY_STATE, words=text)
    return desk.employers.search(text, limit=EMPLOYERS), desk.postings.listing(wanted, limit=POSTINGS).rows


def _of_employer(employer: Employer, texts: Texts) -> tuple[ComplaintSubject, Row]:
    name = shown_name(employer.name, texts)
    row = Row(key=f"e-{employer.id}", cells=(name, grouped_phone(employer.phone)), picture="desk-employers")
    return ComplaintSubject(text=name, employer_id=employer.id), row


def _of_posting(listed: ListedPosting, texts: Texts, *, today: date) -> tuple[ComplaintSubject, Row]:
    posting = listed.posting
    name, employer = what(posting, texts), employer_text(posting, texts)
    more = f"{employer} {when_text(posting, texts, today=today)}"
    row = Row(key=f"p-{posting.id}", cells=(name, more), picture=posting.trade)
    return ComplaintSubject(text=f"{name} {employer}", posting_id=posting.id), row
