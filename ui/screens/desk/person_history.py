"""What somebody did here: slips with what became of them, days on which they came, complaints."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.outcome_words import days_worked_text, result_text, wages_text
from kiosk.domain.person_past import PastComplaint, PastSlip, PastVisit
from kiosk.domain.slip import Slip, SlipState
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import amount_text
from ui.screens.desk.people_words import DOT, last_visit_text
from ui.screens.desk.person_part import Known, Part, PersonPart
from ui.screens.desk.screen import DeskScreen, Place, PrintWish, Scan, ScanKind
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.lines import Line, Lines
from ui.widgets.desk.words import Words


class Past(StrEnum):
    """Which of somebody's past is listed."""

    SLIPS = "slips"
    VISITS = "visits"
    COMPLAINTS = "complaints"


class HistoryPart(PersonPart):
    """One list at a time; a slip that is still good can be printed again or taken back."""

    def __init__(self, screen: DeskScreen, part: Part, parent: QWidget) -> None:
        super().__init__(screen, part, parent)
        self._known: Known | None = None
        self._title = Words("history-of", "", self, kind="title")
        self._choice = Choice(self.look, "history-of", self._options(), self, columns=len(Past))
        self._choice.choose(Past.SLIPS)
        self._choice.changed.connect(self._show)
        self._lists = {past: self._list(past) for past in Past}
        self._none = Words("history-none", self.texts("history-none"), self)
        self._build_acts()
        size = self.look.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.gap // 2, size.margin, size.gap // 2)
        column.setSpacing(size.gap)
        column.addWidget(self._title)
        column.addWidget(self._choice)
        column.addWidget(self._none)
        for each in self._lists.values():
            column.addWidget(each, 1)
        column.addStretch(0)
        column.addWidget(self._acts)
        self._none.hide()
        self._acts.hide()

    def _options(self, counts: dict[Past, int] | None = None) -> list[Option]:
        found = counts or {}
        return [Option(past, self.texts(f"history-{past}", count=found.get(past, 0))) for past in Past]

    def _offer(self, counts: dict[Past, int]) -> None:
        """Say how many there are; whoever is at the choice stays there."""
        chosen, focus = self._past, self.focusWidget()
        was_here = focus is not None and self._choice.isAncestorOf(focus) and focus.hasFocus()
        self._choice.offer(self._options(counts))
        self._choice.choose(chosen)
        if was_here:
            self._choice.focus_first()

    def _list(self, past: Past) -> Lines:
        lines = Lines(self.look, f"history-{past}", self)
        lines.hide()
        lines.chosen.connect(self._chosen)
        lines.selectionModel().currentChanged.connect(lambda *_: self._show_acts())
        return lines

    def _build_acts(self) -> None:
        self._acts = QWidget(self)
        row = QHBoxLayout(self._acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.look.sizes.gap)
        self._reprint = DeskButton(
            self.look, "history-reprint", self.texts("history-reprint"), self._acts, keys="Alt+P", pressed=self._print
        )
        self._take_back = DeskButton(
            self.look, "history-take-back", self.texts("history-take-back"), self._acts, keys="Alt+T",
            pressed=self._take,
        )  # fmt: skip
        self._outcome = DeskButton(
            self.look, "history-outcome", self.texts("history-outcome"), self._acts, keys="Alt+R",
            pressed=self._to_outcome,
        )  # fmt: skip
        for button in (self._take_back, self._reprint, self._outcome):
            row.addWidget(button, 1)

    def show_known(self, known: Known) -> None:
        self._known = known
        page, texts, today = known.page, self.texts, known.today
        self._title.say(texts("history-of", name=page.person.name))
        counts = {Past.SLIPS: len(page.slips), Past.VISITS: len(page.visits), Past.COMPLAINTS: len(page.complaints)}
        self._offer(counts)

        def day(of: PastSlip | PastVisit | PastComplaint) -> str:
            return last_visit_text(of.day, texts, today=today)

        self._lists[Past.SLIPS].show_lines([_slip_line(each, day(each), texts) for each in page.slips])
        self._lists[Past.VISITS].show_lines([_visit_line(each, day(each), texts) for each in page.visits])
        self._lists[Past.COMPLAINTS].show_lines([_complaint_line(each, day(each), texts) for each in page.complaints])
        self._show()

    def forget(self) -> None:
        self._known = None
        self._title.say("")
        for lines in self._lists.values():
            lines.show_lines([])
        self._show()

    def first_focus(self) -> QWidget:
        self._choice.focus_first()
        focus = self.focusWidget()
        return focus if focus is not None else self._lists[self._past]

    @property
    def _past(self) -> Past:
        return Past(self._choice.one or Past.SLIPS)

    def _show(self) -> None:
        self._choice.choose(self._past)
        has_any = bool(self._lists[self._past].lines)
        for past, lines in self._lists.items():
            lines.setVisible(past is self._past and has_any)
        self._none.setVisible(not has_any and self._known is not None)
        self._show_acts()

    def _show_acts(self) -> None:
        slip = self._slip
        self._acts.setVisible(self._past is Past.SLIPS and slip is not None)
        is_good = slip is not None and slip.state is SlipState.HELD and slip.result is None
        self._reprint.setEnabled(is_good)
        self._take_back.setEnabled(is_good)

    @property
    def _slip(self) -> PastSlip | None:
        marked = self._lists[Past.SLIPS].marked
        slips = self._known.page.slips if self._known else ()
        return next((slip for slip in slips if slip.id == marked), None)

    def _chosen(self, key: str) -> None:
        if self._past is Past.COMPLAINTS:
            self.host.go(Place.COMPLAINT, key)
        self._show_acts()

    def _print(self) -> None:
        slip = self._slip
        if slip is None:
            return
        slip_id, texts = slip.id, self.texts
        done = texts("work-slip-printed")
        self.host.ask(
            lambda desk: desk.papers.slips([slip_id], texts),
            lambda paper: self.host.prints.emit(PrintWish(paper=paper, done_text=done)),
        )

    def _take(self) -> None:
        slip = self._slip
        if slip is None:
            return

        def text(taken: Slip) -> str:
            return self.texts("history-taken-back", number=taken.number)

        self.host.change(lambda desk: desk.dispatch.take_back(slip.id), text, lambda _: self.host.refresh())

    def _to_outcome(self) -> None:
        slip = self._slip
        if slip is not None:
            self.host.go(Place.OUTCOMES, Scan(kind=ScanKind.SLIP, value=slip.number, text=slip.number))


def _slip_line(slip: PastSlip, day: str, texts: Texts) -> Line:
    key = f"trade-{slip.trade}"
    trade = texts(key) if texts.has(key) else slip.posting_title
    below = DOT.join((day, slip.number, became_text(slip, texts)))
    return Line(key=slip.id, title=DOT.join((trade, slip.employer_name)), below=below, picture=slip.trade)


def _visit_line(visit: PastVisit, day: str, texts: Texts) -> Line:
    number = texts("history-number", number=str(visit.running))
    return Line(key=visit.id, title=day, lead=number, below=texts(f"export-way-{visit.way}"))


def _complaint_line(complaint: PastComplaint, day: str, texts: Texts) -> Line:
    below = DOT.join((day, complaint.number, texts(f"complaint-state-{complaint.state}")))
    return Line(key=complaint.id, title=texts(f"complaint-kind-{complaint.kind}"), below=below)


def became_text(slip: PastSlip, texts: Texts) -> str:
    """What became of a slip: the outcome, or how it stands."""
    if slip.result is None:
        return texts(f"history-slip-{slip.state}")
    parts = [result_text(slip.result, texts)]
    if slip.half_days_worked is not None:
        parts.append(days_worked_text(slip.half_days_worked, texts))
    if slip.paid is not None:
        wages = wages_text(slip.paid, texts)
        paid = amount_text(slip.paid_minor) if slip.paid_minor else ""
        parts.append(texts("wages-with-sum", wages=wages, amount=paid) if paid else wages)
    return DOT.join(parts)
