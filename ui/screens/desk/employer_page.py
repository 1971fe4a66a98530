"""What was between an employer and the station: who they are, figures, and the latest of each."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from kiosk.desk.employers import EmployerPage
from kiosk.domain.employer import Employer, EmployerComplaint, EmployerHistory, UnpaidSlip
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import amount_text, day_text
from ui.screens.desk.employers_words import mark_text
from ui.screens.desk.posting_people import show_whole
from ui.screens.desk.postings_rows import PostingRows
from ui.screens.desk.postings_words import breakable, short
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.words import Words

MOST_BYTES = 900
SHOWN_POSTINGS = 10
FIGURES = (
    "postings",
    "running",
    "slips",
    "hired",
    "not-hired",
    "no-shows",
    "undecided",
    "unpaid",
    "complaints",
    "open",
)
GRAVE = frozenset({"unpaid", "open"})


class EmployerFacts(QFrame):
    """Name, marks, phone, note; why they are suspended."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("employer-facts")
        self.setProperty("kind", "card")
        self._texts = look.texts
        size = look.sizes
        self._name = Words("employer-title", "", self, kind="title")
        self._mark = Words("employer-mark", "", self, kind="strong")
        self._why = Words("employer-why", "", self, kind="problem")
        self._phone = Words("employer-phone-line", "", self)
        self._note = Words("employer-note-line", "", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.padding * 2, size.padding * 2, size.padding * 2, size.padding * 2)
        column.setSpacing(size.gap // 2)
        for part in (self._name, self._mark, self._why, self._phone, self._note):
            column.addWidget(part)

    def show_employer(self, employer: Employer) -> None:
        """Show who this is."""
        texts = self._texts
        self._name.say(breakable(shown_name(employer.name, texts, most=MOST_BYTES)))
        self._mark.say(mark_text(employer, texts))
        reason = breakable(short(employer.suspended_reason, most=MOST_BYTES))
        self._why.say(texts("posting-ended-because", reason=reason) if reason else "")
        self._phone.say(breakable(employer.phone) or texts("employer-no-phone"))
        self._note.say(breakable(short(employer.note, most=MOST_BYTES)))


class EmployerFigures(QFrame):
    """Ten counts; what somebody owes stands out."""

    def __init__(self, look: Look, parent: QWidget, *, columns: int) -> None:
        super().__init__(parent)
        self.setObjectName("employer-figures")
        self.setProperty("kind", "card")
        size = look.sizes
        grid = QGridLayout(self)
        grid.setContentsMargins(size.padding * 2, size.padding, size.padding * 2, size.padding)
        grid.setSpacing(size.gap)
        self._words: dict[str, Words] = {}
        self._texts = look.texts
        for index, key in enumerate(FIGURES):
            words = Words(f"employer-count-{key}", "", self)
            self._words[key] = words
            grid.addWidget(words, index // columns, index % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def show_history(self, history: EmployerHistory) -> None:
        """Show the counts."""
        counts = (
            history.postings, history.running, history.slips, history.hired, history.not_hired, history.no_shows,
            history.undecided, history.unpaid, history.complaints, history.complaints_open,
        )  # fmt: skip
        for key, count in zip(FIGURES, counts, strict=True):
            words = self._words[key]
            words.say(self._texts(f"employer-count-{key}", count=str(count)))
            words.turn("caution" if count and key in GRAVE else "")


class EmployerLists(QWidget):
    """Unpaid wages, complaints, postings; each signal carries what was touched."""

    slip_chosen = Signal(str)
    """Carries a slip's number."""
    complaint_chosen = Signal(str)
    posting_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        texts = look.texts
        self._unpaid_title = Words("employer-unpaid-title", texts("employer-unpaid"), self, kind="strong")
        self._unpaid = self._rows("employer-unpaid", (("slip", 0), ("day", 1), ("agreed", 0), ("paid", 0)))
        self._complaints_title = Words("employer-complaints-title", texts("employer-complaints"), self, kind="strong")
        self._complaints = self._rows("employer-complaints", (("number", 0), ("kind", 1), ("state", 1), ("day", 0)))
        self._postings_title = Words("employer-postings-title", "", self, kind="strong")
        self._postings = PostingRows(look, "employer-postings", self)
        self._unpaid.chosen.connect(self.slip_chosen)
        self._complaints.chosen.connect(self.complaint_chosen)
        self._postings.chosen.connect(self.posting_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap // 2)
        for part in (
            self._unpaid_title, self._unpaid, self._complaints_title, self._complaints, self._postings_title,
            self._postings,
        ):  # fmt: skip
            column.addWidget(part)

    def _rows(self, name: str, columns: tuple[tuple[str, int], ...]) -> Rows:
        return Rows(
            self._look, name, [Column(self._look.texts(f"{name}-{key}"), weight) for key, weight in columns], self
        )

    def show_page(self, page: EmployerPage) -> None:
        """Show the latest of each; what there is none of takes no room."""
        texts, history = self._look.texts, page.history
        today = self._look.today()
        show_whole(self._unpaid, [_unpaid_row(each, texts, today) for each in history.unpaid_slips], self._look)
        show_whole(
            self._complaints, [_complaint_row(each, texts, today) for each in history.complaint_list], self._look
        )
        for title, rows in ((self._unpaid_title, self._unpaid), (self._complaints_title, self._complaints)):
            title.setVisible(bool(rows.rows))
            rows.setVisible(bool(rows.rows))
        self._postings_title.say(texts("employer-postings" if page.postings else "employer-no-postings"))
        self._postings.setVisible(bool(page.postings))
        self._postings.show_postings(page.postings)
        self._postings.show_whole(SHOWN_POSTINGS)


def _unpaid_row(slip: UnpaidSlip, texts: Texts, today: date) -> Row:
    day = day_text(slip.day, texts, today=today)
    return Row(
        key=slip.slip_number,
        cells=(slip.slip_number, day, _sum(slip.agreed_minor, texts), _sum(slip.paid_minor, texts)),
    )


def _sum(minor: int | None, texts: Texts) -> str:
    return texts("complaint-amount", amount=amount_text(minor)) if minor is not None else texts("employer-sum-unknown")


def _complaint_row(complaint: EmployerComplaint, texts: Texts, today: date) -> Row:
    kind, state = texts(f"complaint-kind-{complaint.kind}"), texts(f"complaint-state-{complaint.state}")
    return Row(key=complaint.id, cells=(complaint.number, kind, state, day_text(complaint.day, texts, today=today)))
