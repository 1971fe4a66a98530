"""The end of the day: what became of each slip, whose pay is still to come, and closing the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.complaint_words import next_step_text
from kiosk.desk.desk import Desk
from kiosk.desk.outcome_words import outcome_line
from kiosk.desk.room import Done
from kiosk.domain.complaint import ComplaintState
from kiosk.domain.outcome import DayState, Decision, Outcome, Paid, Result, SlipPage
from kiosk.errors import ChangedMeanwhile, Refused, UnknownThing, YizhanError
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import day_text
from ui.screens.desk.draft_keeper import DraftKeeper
from ui.screens.desk.outcome_form import OutcomeForm
from ui.screens.desk.outcome_lines import Deed, Lists, awaiting_lines, undecided_lines
from ui.screens.desk.outcomes_page import AWAITING, UNDECIDED, Opened, OutcomesPage
from ui.screens.desk.screen import DeskScreen, News, Place, Scan, ScanKind
from ui.widgets.desk.look import Look

FORM = "outcome"
ROOMY_MM = 280.0
"""From here on a landscape panel has room for everything side by side."""
DECISIONS: Mapping[Deed, Decision] = {
    Deed.PAID: Decision(result=Result.HIRED, paid=Paid.FULL),
    Deed.LATER: Decision(result=Result.HIRED, paid=Paid.NOT_YET),
    Deed.ABSENT: Decision(result=Result.NO_SHOW),
}
WHOLE: Mapping[Deed, Paid] = {Deed.ALL_PAID: Paid.FULL, Deed.ALL_LATER: Paid.NOT_YET}
CAME: Mapping[Deed, Paid] = {Deed.ALL_GOT_PAY: Paid.FULL, Deed.GOT_PAY: Paid.FULL, Deed.NO_PAY: Paid.NONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was done, and the complaint that came of it."""

    done: Done[tuple[Outcome, ...]]
    opened: Opened | None


class OutcomesScreen(DeskScreen):
    """A list of slips to be decided by one touch each or by one for a whole posting, and a form for the rest."""

    place = Place.OUTCOMES

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._is_compact = not look.panel.is_portrait and look.panel.width_px < look.px(ROOMY_MM)
        self._taken: object = None
        self._wanted = ""
        self._pages = QStackedWidget(self)
        self._main = OutcomesPage(look, self._pages, is_compact=self._is_compact)
        self._pages.addWidget(self._main)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._main.entered.connect(self._go_to)
        self._main.list.done.connect(self._do)
        self._main.close_wanted.connect(self._close_day)
        self._main.complaint_wanted.connect(lambda complaint_id: self.go(Place.COMPLAINT, complaint_id))

    @cached_property
    def _form(self) -> OutcomeForm:
        """Made when it is first wanted: the list is there sooner."""
        form = OutcomeForm(self.look, self._pages, is_compact=self._is_compact)
        form.closed.connect(self._give_up)
        form.saved.connect(self._save)
        form.changed.connect(self._on_change)
        self._pages.addWidget(form)
        return form

    @cached_property
    def _keeper(self) -> DraftKeeper:
        return DraftKeeper(self, FORM, fields=self._form.written, fill=self._form.fill)

    # what the window asks

    def open(self, topic: object) -> None:
        """Show the list, or of the pay to come for "pay"; a slip that was scanned elsewhere is jumped to, once."""
        self._main.line.empty()
        self._show_main()
        if topic in (AWAITING, None):
            self._main.choose_list(AWAITING if topic else UNDECIDED)
        self.refresh()
        if isinstance(topic, Scan) and topic is not self._taken:
            self._taken = topic
            self.scanned(topic)
        else:
            self.ask(lambda desk: desk.drafts.find(FORM), self._take_up)

    def refresh(self) -> None:
        texts, opened = self.texts, self._main.opened

        def question(desk: Desk) -> tuple[Lists, bool]:
            return _lists(desk, texts), opened is not None and _is_settled(desk, opened)

        def answer(found: tuple[Lists, bool]) -> None:
            lists, is_settled = found
            if is_settled and self._main.opened is opened:
                self._main.seen()
            self._main.show_lists(lists)
            wanted, self._wanted = self._wanted, ""
            if wanted:
                self._go_to(wanted)

        self.ask(question, answer)

    def leave(self) -> None:
        if self._pages.currentWidget() is not self._main:
            self._keeper.keep()

    def first_focus(self) -> QWidget:
        return self._main.line

    def scanned(self, scan: Scan) -> bool:
        """A slip is jumped to, whatever has the focus; what was being typed for another is kept."""
        if scan.kind is not ScanKind.SLIP:
            return False
        self.leave()
        self._show_main()
        self._wanted = scan.value
        self.refresh()
        return True

    def _go_to(self, text: str) -> None:
        """Stand on the row that `text` means, in whichever list; open a slip that was decided before."""
        if not self._main.jump_to(text):
            self.ask(lambda desk: desk.outcomes.slip(text), self._show_slip, failed=self._no_such_slip)

    def _no_such_slip(self, error: YizhanError) -> bool:
        if isinstance(error, UnknownThing):
            self.told.emit(News(text=self.texts("outcomes-no-such-slip")))
            return True
        return False

    # one touch in the list

    def _do(self, key: str, deed: Deed) -> None:
        match deed:
            case Deed.MORE:
                self.ask(lambda desk: desk.outcomes.slip(key), self._show_slip)
            case Deed.PAID | Deed.LATER | Deed.ABSENT:
                self._decide(lambda desk: _one(desk.outcomes.decide(key, DECISIONS[deed], seen_version=0)))
            case Deed.ALL_PAID | Deed.ALL_LATER:
                self._decide(lambda desk: desk.outcomes.decide_all(key, paid=WHOLE[deed]))
            case Deed.GOT_PAY | Deed.NO_PAY:
                self._decide(lambda desk: desk.outcomes.pay_came([key], CAME[deed]))
            case Deed.ALL_GOT_PAY:
                slips = [line.slip_id for line in self._main.lines if line.posting_id == key and not line.is_heading]
                self._decide(lambda desk: desk.outcomes.pay_came(slips, CAME[deed]))

    def _decide(
        self,
        use_case: Callable[[Desk], Done[tuple[Outcome, ...]]],
        then: Callable[[], None] = lambda: None,
        *,
        failed: Callable[[YizhanError], bool] = lambda _: False,
    ) -> None:
        texts = self.texts

        def question(desk: Desk) -> Decided:
            done = use_case(desk)
            return Decided(done=done, opened=_complaint_of(desk, done.value, texts))

        def decided(answer: Decided) -> None:
            self.told.emit(News(text=self._told(answer.done.value), undo=answer.done.undo))
            self._main.show_opened(answer.opened)
            then()
            self.refresh()

        def not_decided(error: YizhanError) -> bool:
            if isinstance(error, ChangedMeanwhile):
                self.refresh()
            return failed(error)

        self.ask(question, decided, failed=not_decided)

    def _told(self, outcomes: tuple[Outcome, ...]) -> str:
        if not outcomes:
            return self.texts("outcomes-nothing-open")
        line = outcome_line(outcomes[0], self.texts)
        if len(outcomes) == 1:
            return self.texts("outcomes-noted", line=line)
        return self.texts("outcomes-noted-all", count=len(outcomes))

    # the form of one slip

    def _show_slip(self, page: SlipPage) -> None:
        self._form.ask_about(page, today=self.look.today())
        self._form.say_problem(self.texts("refused-slip-given-back") if page.is_given_back else "")
        self._pages.setCurrentWidget(self._form)
        self._ask_earned()
        self._keeper.bring_back(lambda _: self._ask_earned())

    def _take_up(self, draft: object) -> None:
        """Somebody was called away from a form: it is there again as it was left."""
        fields: Mapping[str, str] = getattr(draft, "fields", {})
        slip_id = fields.get("slip", "")
        if slip_id and self._pages.currentWidget() is self._main:
            self.ask(lambda desk: desk.outcomes.slip(slip_id), self._show_slip, failed=lambda _: True)

    def _on_change(self) -> None:
        self._keeper.changed()
        self._ask_earned()

    def _ask_earned(self) -> None:
        page, said = self._form.slip_page, self._form.said
        if page is None:
            return
        slip_id, days = page.slip.slip_id, said.days

        def show(earned: int | None) -> None:
            if self._form.slip_page is page:
                self._form.show_earned(earned)

        self.ask(lambda desk: desk.outcomes.earned(slip_id, days), show, failed=lambda _: True)

    def _save(self) -> None:
        page, decision = self._form.slip_page, self._form.said.decision
        if page is None:
            return
        slip_id, version = page.slip.slip_id, 0 if page.outcome is None else page.outcome.version
        self._decide(
            lambda desk: _one(desk.outcomes.decide(slip_id, decision, seen_version=version)),
            self._give_up,
            failed=self._not_saved,
        )

    def _not_saved(self, error: YizhanError) -> bool:
        """What a rule forbids is said in the form; where somebody else was first, the form begins from there."""
        page = self._form.slip_page
        if isinstance(error, ChangedMeanwhile) and page is not None:
            self._keeper.keep()
            self.ask(lambda desk: desk.outcomes.slip(page.slip.slip_id), self._show_slip)
        if isinstance(error, Refused):
            self._form.say_problem(self.texts(error.key, **error.details))
            return True
        return False

    def _give_up(self) -> None:
        """Saved, or not wanted any more."""
        self._form.forget()
        self._keeper.drop()
        self._show_main()
        self._main.to_list()

    def _show_main(self) -> None:
        self._pages.setCurrentWidget(self._main)

    # the end of the day

    def _close_day(self) -> None:
        def closed(state: DayState) -> None:
            self.told.emit(News(text=self.texts("outcomes-day-closed", count=state.pay_to_come)))
            self.refresh()

        self.ask(lambda desk: desk.outcomes.close_day(), closed)


def _lists(desk: Desk, texts: Texts) -> Lists:
    today = desk.room.today
    return Lists(
        undecided=undecided_lines(desk.outcomes.undecided(), texts, today=today),
        awaiting=awaiting_lines(desk.outcomes.awaiting_pay(), texts, today=today),
        state=desk.outcomes.day_state(),
    )


def _one(done: Done[Outcome]) -> Done[tuple[Outcome, ...]]:
    return Done(value=(done.value,), undo=done.undo)


def _complaint_of(desk: Desk, outcomes: tuple[Outcome, ...], texts: Texts) -> Opened | None:
    """The complaint about the wages of the slip that was decided, if they are owed."""
    owed = [outcome for outcome in outcomes if outcome.paid is not None and outcome.paid.is_owed]
    receipt = desk.outcomes.slip(owed[0].slip_id).complaint if owed else None
    if receipt is None:
        return None
    return Opened(
        complaint_id=receipt.complaint_id,
        title=texts(
            "outcomes-complaint-opened",
            number=receipt.number,
            day=day_text(receipt.due_day, texts, today=desk.room.today),
        ),
        next_step=next_step_text(receipt, texts, desk.room.station),
    )


def _is_settled(desk: Desk, opened: Opened) -> bool:
    """Whether the complaint was closed meanwhile, or withdrawn with the decision that had opened it."""
    return desk.complaints.page(opened.complaint_id).complaint.state is ComplaintState.CLOSED
