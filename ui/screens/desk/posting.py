"""One posting: everything about it, who holds slips of it, who waits, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.postings import NotTaken, Taken, TakenOrNot
from kiosk.desk.room import Done
from kiosk.domain.person_summary import PersonSummary
from kiosk.domain.posting import Posting
from kiosk.errors import Refused, UnknownThing, YizhanError
from ui.screens.desk.edit_draft import EditDraft
from ui.screens.desk.new_posting import FORM
from ui.screens.desk.posting_actions import Act, ActionButtons
from ui.screens.desk.posting_facts import PostingFacts
from ui.screens.desk.posting_known import KnownPosting, known_posting
from ui.screens.desk.posting_people import SlipList, WaitingPeople
from ui.screens.desk.posting_reason import ReasonPage
from ui.screens.desk.posting_steps import UntilPage, WaitPage
from ui.screens.desk.posting_trouble import TroubleCard
from ui.screens.desk.posting_voice import PostingVoicePart
from ui.screens.desk.postings_words import breakable, posted_text, what
from ui.screens.desk.screen import DeskScreen, News, Place, Scan, ScanKind
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.whole_page import WholePage

USUAL_REASONS = {
    Act.CLOSE: ("reason-nobody-came", "reason-weather", "reason-other-day", "reason-had-enough"),
    Act.WITHDRAW: ("reason-not-wanted", "reason-other-day", "reason-weather", "reason-written-wrong"),
    Act.REJECT: ("reason-unclear", "reason-looks-false", "reason-pays-too-little", "reason-dangerous"),
}
AT_ONCE: Mapping[Act, Callable[[Desk, str], Done[Posting]]] = {
    Act.PAUSE: lambda desk, posting_id: desk.postings.pause(posting_id),
    Act.FULL: lambda desk, posting_id: desk.postings.say_full(posting_id),
    Act.RESUME: lambda desk, posting_id: desk.postings.resume(posting_id),
    Act.REOPEN: lambda desk, posting_id: desk.postings.reopen(posting_id),
    Act.CLOSE: lambda desk, posting_id: desk.postings.close(posting_id),
}
FACTS_SHARE, ACTS_SHARE = 3, 2
TWO_COLUMNS_MM = 160.0


class PostingScreen(DeskScreen):
    """The topic is a posting's id."""

    place = Place.POSTING

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._id = ""
        self._known: KnownPosting | None = None
        self._has_gone = False
        self._reason_for = Act.CLOSE
        self._stack = QStackedWidget(self)
        self._whole = QWidget(self._stack)
        self._page = Page(look, "posting-page", self._whole)
        self._build_parts()
        self._trouble = TroubleCard(look, self._whole)
        self._trouble.outcomes_wanted.connect(self._open_outcomes)
        self._trouble.closed.connect(self._no_trouble)
        self._build_steps()
        self._arrange()

    def _build_parts(self) -> None:
        look, inside = self.look, self._page.content
        wide = look.panel.is_portrait or look.panel.width_px > look.px(2 * TWO_COLUMNS_MM)
        self._facts = PostingFacts(look, inside, columns=2 if wide else 1)
        self._slips = SlipList(look, inside)
        self._slips.chosen.connect(self._open_slip)
        self._waiting = WaitingPeople(look, inside)
        self._waiting.add_wanted.connect(self._add_waiting)
        self._waiting.person_wanted.connect(lambda person_id: self.go(Place.PERSON, person_id))
        self._waiting.gone.connect(self._stop_waiting)
        self._voice = PostingVoicePart(self, inside)
        self._acts_page = WholePage(look, "posting-acts-page", self._whole)
        self._acts = ActionButtons(look, self._acts_page.content, columns=2 if look.panel.is_portrait else 1)
        self._acts.wanted.connect(self._do)

    def _build_steps(self) -> None:
        look = self.look
        self._why = ReasonPage(look, "posting-why", self._stack)
        self._why.given.connect(self._reason_given)
        self._why_draft = EditDraft(self, "posting-why", fields=self._why.written, fill=self._why.fill)
        self._why.changed.connect(self._why_draft.changed)
        self._until = UntilPage(look, self._stack)
        self._until.picked.connect(self._extend)
        self._wait = WaitPage(self, self._stack)
        self._wait.picked.connect(self._put_on_list)
        for page in (self._whole, self._why, self._until, self._wait):
            self._stack.addWidget(page)
        for step in (self._why, self._until, self._wait):
            step.closed.connect(self._to_whole)

    def _arrange(self) -> None:
        look, size = self.look, self.look.sizes
        for part in (self._facts, self._slips, self._waiting, self._voice):
            self._page.column.addWidget(part)
        self._page.column.addStretch(1)
        self._acts_page.column.addWidget(self._acts)
        self._acts_page.column.addStretch(1)
        way = QBoxLayout.Direction.TopToBottom if look.panel.is_portrait else QBoxLayout.Direction.LeftToRight
        both = QBoxLayout(way)
        both.setSpacing(0)
        both.addWidget(self._page, FACTS_SHARE)
        both.addWidget(self._acts_page, ACTS_SHARE)
        around = QHBoxLayout()
        around.setContentsMargins(size.margin, 0, size.margin, size.gap)
        around.addWidget(self._trouble)
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(both, 1)
        column.addLayout(around)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def open(self, topic: object) -> None:
        if isinstance(topic, str) and topic:
            self._id = topic
        self._known, self._has_gone = None, False
        self._no_trouble()
        self._to_whole()
        self._page.verticalScrollBar().setValue(0)
        self.refresh()

    def refresh(self) -> None:
        posting_id = self._id
        if self._stack.currentWidget() is self._wait:
            self._wait.refresh()

        def answered(known: KnownPosting) -> None:
            if posting_id == self._id:
                self._show(known)

        self.ask(lambda desk: known_posting(desk, posting_id), answered, failed=self._is_gone)

    def leave(self) -> None:
        self._voice.leave()
        self._why_draft.leave()

    def first_focus(self) -> QWidget | None:
        return self._acts.first

    def _show(self, known: KnownPosting) -> None:
        is_new, self._known = self._known is None, known
        self._facts.show_known(known)
        self._slips.show_known(known)
        self._waiting.show_known(known)
        self._voice.show_known(known)
        self._acts.show_known(known)
        if is_new:
            self._page.verticalScrollBar().setValue(0)
        if is_new and self._stack.currentWidget() is self._whole and self._acts.first is not None:
            self._acts.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_gone(self, error: YizhanError) -> bool:
        """It was taken back: what was typed for it is in the form of new postings again."""
        if not isinstance(error, UnknownThing):
            return False

        if not self._has_gone:
            self._has_gone = True
            self.ask(lambda desk: desk.drafts.find(FORM) is not None, self._leave_for_form)
        return True

    def _leave_for_form(self, has_draft: bool) -> None:
        self.go(Place.POSTINGS)
        if has_draft:
            self.go(Place.NEW_POSTING)

    # acts

    def _do(self, act: Act) -> None:
        known, posting_id = self._known, self._id
        if known is None:
            return
        self._no_trouble()
        match act:
            case Act.DISPATCH:
                self.go(Place.DISPATCH, posting_id)
            case Act.OUTCOMES:
                self._open_outcomes()
            case Act.EMPLOYER:
                self.go(Place.EMPLOYER, known.posting.employer_id)
            case Act.FEWER | Act.MORE:
                count = known.posting.headcount + (1 if act is Act.MORE else -1)
                self._carry_out(act, lambda desk: desk.postings.set_headcount(posting_id, count))
            case Act.LONGER:
                self._extend(known.posting.last_day + timedelta(days=1))
            case Act.UNTIL:
                self._stack.setCurrentWidget(self._until)
                self._until.ask_for(known.posting)
            case Act.COPY:
                self._copy(despite_warnings=False)
            case Act.APPROVE:
                self._carry_out_vetted(act, lambda desk: desk.postings.approve(posting_id))
            case Act.WITHDRAW | Act.REJECT:
                self._ask_why(act)
            case _:
                self._carry_out(act, lambda desk: AT_ONCE[act](desk, posting_id))

    def _carry_out(self, act: Act, use_case: Callable[[Desk], Done[Posting]]) -> None:
        self.change(use_case, lambda posting: self._did(act, posting), self._done, failed=self._not_done)

    def _carry_out_vetted(self, act: Act, use_case: Callable[[Desk], Done[TakenOrNot]]) -> None:
        """As `_carry_out`, where vetting may say no."""

        def answered(done: Done[TakenOrNot]) -> None:
            match done.value:
                case Taken(posting):
                    self.told.emit(News(text=self._did(act, posting), undo=done.undo))
                    self._done(posting)
                case NotTaken() as answer:
                    self._trouble.say(self._sentences(answer))

        self.ask(use_case, answered, failed=self._not_done)

    def _did(self, act: Act, posting: Posting) -> str:
        return self.texts(f"posting-did-{act}", what=breakable(what(posting, self.texts)))

    def _sentences(self, answer: NotTaken) -> str:
        return breakable(" ".join(found.sentence(self.texts) for found in answer.problems))

    def _done(self, _: Posting) -> None:
        self._to_whole()
        self.refresh()

    def _not_done(self, error: YizhanError) -> bool:
        """A refusal says what is missing: slips without outcome lead to the outcomes, a missing reason is asked for."""
        if not isinstance(error, Refused):
            return False
        if error.key == "refused-nobody-hired" and self._stack.currentWidget() is not self._why:
            self._ask_why(Act.CLOSE)
        elif self._stack.currentWidget() is self._why and error.key != "refused-slips-undecided":
            self._why.say_problem(self.texts(error.key, **error.details))
        else:
            self._to_whole()
            self._trouble.say(
                self.texts(error.key, **error.details), leads_to_outcomes=error.key == "refused-slips-undecided"
            )
        return True

    def _ask_why(self, act: Act) -> None:
        if self._known is None:
            return
        self._reason_for = act
        self._stack.setCurrentWidget(self._why)
        title = self.texts(
            "posting-why-title", act=self.texts(f"posting-do-{act}"), what=what(self._known.posting, self.texts)
        )
        why = "refused-nobody-hired" if act is Act.CLOSE else "refused-say-why"
        self._why.ask_for(
            title=breakable(title), why=self.texts(why), usual=USUAL_REASONS[act], save=self.texts(f"posting-do-{act}")
        )
        self._why_draft.begin(f"{self._id}-{act}")

    def _reason_given(self, reason: str) -> None:
        posting_id, act = self._id, self._reason_for

        def use_case(desk: Desk) -> Done[Posting]:
            match act:
                case Act.WITHDRAW:
                    return desk.postings.withdraw(posting_id, reason=reason)
                case Act.REJECT:
                    return desk.postings.reject(posting_id, reason=reason)
            return desk.postings.close(posting_id, reason=reason)

        def done(posting: Posting) -> None:
            self._why_draft.drop()
            self._done(posting)

        self.change(use_case, lambda posting: self._did(act, posting), done, failed=self._not_done)

    def _extend(self, last_day: date) -> None:
        posting_id = self._id
        self._to_whole()
        self._carry_out_vetted(Act.UNTIL, lambda desk: desk.postings.extend(posting_id, last_day))

    def _copy(self, *, despite_warnings: bool) -> None:
        posting_id = self._id

        def answered(done: Done[TakenOrNot]) -> None:
            match done.value:
                case Taken(posting):
                    line = posted_text(posting, self.texts, today=self.look.today())
                    self.told.emit(News(text=self.texts("posting-posted", what=line), undo=done.undo))
                    self.go(Place.POSTING, posting.id)
                case NotTaken() as answer:
                    anyway = None if answer.is_refused else lambda: self._copy(despite_warnings=True)
                    self._trouble.say(self._sentences(answer), anyway=anyway)

        self.ask(
            lambda desk: desk.postings.copy(posting_id, despite_warnings=despite_warnings),
            answered,
            failed=self._not_done,
        )

    def _no_trouble(self) -> None:
        had_focus = self._trouble.isAncestorOf(self.focusWidget() or self)
        self._trouble.hide()
        if had_focus and self._acts.first is not None:
            self._acts.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_whole(self) -> None:
        self._stack.setCurrentWidget(self._whole)
        if self._acts.first is not None:
            self._acts.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_outcomes(self) -> None:
        self.go(Place.OUTCOMES, self._id)

    def _open_slip(self, number: str) -> None:
        self.go(Place.OUTCOMES, Scan(kind=ScanKind.SLIP, value=number, text=number))

    # the waiting list

    def _add_waiting(self) -> None:
        self._stack.setCurrentWidget(self._wait)
        self._wait.begin()

    def _put_on_list(self, person: PersonSummary) -> None:
        posting_id = self._id
        self._to_whole()
        self.change(
            lambda desk: desk.dispatch.wait_for(person.id, posting_id),
            lambda entry: self.texts("posting-waits", name=shown_name(entry.name, self.texts)),
            lambda _: self.refresh(),
        )

    def _stop_waiting(self, waiting_id: str) -> None:
        self.change(
            lambda desk: desk.dispatch.stop_waiting(waiting_id),
            lambda _: self.texts("posting-waits-no-more"),
            lambda _: self.refresh(),
        )
