"""Work for somebody: the postings that fit best, each with its reasons; a touch gives the slip."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.dispatch import not_sent_text
from kiosk.desk.matching import Match
from kiosk.domain.dispatch import Dispatched, NotSentWhy, Waiting
from kiosk.domain.posting import Posting
from ui.screens.desk.person_match import MatchCard, posting_title
from ui.screens.desk.person_part import Known, Part, PersonPart
from ui.screens.desk.screen import DeskScreen, PrintWish
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.page import Page
from ui.widgets.desk.words import Words

SHOWN_AT_FIRST, SHOWN_AT_MOST = 6, 20
WAITS_FOR_SLOT = frozenset({NotSentWhy.NO_SLOT, NotSentWhy.SLOT_ELSEWHERE})


@dataclass(frozen=True, slots=True)
class _Question:
    """A slip that could not be given without asking: what it was for, and why."""

    posting: Posting
    why: NotSentWhy


class WorkPart(PersonPart):
    """The list, and above it the question that a slip may lead to."""

    def __init__(self, screen: DeskScreen, part: Part, parent: QWidget) -> None:
        super().__init__(screen, part, parent)
        self._known: Known | None = None
        self._matches: tuple[Match, ...] = ()
        self._most = SHOWN_AT_FIRST
        self._question: _Question | None = None
        self._is_giving = False
        self._page = Page(self.look, "work-page", self)
        self._page.setMinimumHeight(self.look.sizes.target)
        self._title = Words("work-for", "", self._page.content, kind="title")
        self._none = Words("work-none", self.texts("work-none"), self._page.content)
        self._none.hide()
        self._cards: list[MatchCard] = []
        self._more = DeskButton(
            self.look, "work-more", self.texts("work-more"), self._page.content, keys="Alt+O", pressed=self._show_more
        )
        self._more.hide()
        self._build_question()
        column = self._page.column
        column.addWidget(self._title)
        column.addWidget(self._none)
        self._list = QVBoxLayout()
        self._list.setSpacing(self.look.sizes.gap)
        column.addLayout(self._list)
        column.addWidget(self._more)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._asking)
        whole.addWidget(self._page, 1)

    def _build_question(self) -> None:
        size = self.look.sizes
        self._asking = QFrame(self)
        self._asking.setObjectName("work-question")
        self._asking.setProperty("kind", "news")
        column = QVBoxLayout(self._asking)
        column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        column.setSpacing(size.gap)
        self._asked = Words("work-question-words", "", self._asking, kind="strong")
        self._anyway = DeskButton(
            self.look, "work-anyway", self.texts("work-anyway"), self._asking, keys="Alt+Y", pressed=self._give_anyway
        )
        self._wait = DeskButton(
            self.look, "work-wait", self.texts("work-wait"), self._asking, keys="Alt+Y", pressed=self._wait_for
        )
        self._no = DeskButton(
            self.look, "work-no", self.texts("work-no"), self._asking, keys="Alt+N", pressed=self._drop_question
        )
        row = QHBoxLayout()
        row.setSpacing(size.gap)
        row.addStretch(1)
        for button in (self._no, self._wait, self._anyway):
            row.addWidget(button)
        column.addWidget(self._asked)
        column.addLayout(row)
        self._asking.hide()

    def show_known(self, known: Known) -> None:
        if self._known is None or known.person_id != self._known.person_id:
            self.forget()
        self._known = known
        self._title.say(self.texts("work-for", name=known.page.person.name))

        def answered(matches: tuple[Match, ...]) -> None:
            if self._known is known:
                self._show(matches)

        def ask(desk: Desk) -> tuple[Match, ...]:
            return desk.matching.for_person(known.person_id, SHOWN_AT_MOST)

        self.host.ask(ask, answered)

    def forget(self) -> None:
        self._known, self._most = None, SHOWN_AT_FIRST
        self._drop_question()
        self._title.say("")
        self._show(())
        self._none.hide()

    def leave(self) -> None:
        self._drop_question()

    def first_focus(self) -> QWidget | None:
        return self._cards[0].button if self._matches else None

    def _show(self, matches: tuple[Match, ...]) -> None:
        had_none = not self._matches
        self._matches = matches
        shown = matches[: self._most]
        while len(self._cards) < len(shown):
            self._add_card()
        for card, match in zip(self._cards, shown, strict=False):
            card.show_match(match, today=self.look.today())
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(shown))
        self._none.setVisible(not matches)
        self._more.setVisible(len(matches) > self._most)
        if had_none and matches and self.isVisible():
            self._cards[0].button.setFocus()

    def _add_card(self) -> None:
        card = MatchCard(self.look, len(self._cards) + 1, self._page.content)
        card.chosen.connect(self._give)
        self._list.addWidget(card)
        before = self._cards[-1].button if self._cards else None
        if before is not None:
            QWidget.setTabOrder(before, card.button)
        QWidget.setTabOrder(card.button, self._more)
        self._cards.append(card)

    def _show_more(self) -> None:
        first = self._most
        self._most = SHOWN_AT_MOST
        self._show(self._matches)
        if first < len(self._matches):
            self._cards[first].button.setFocus()

    def _give(self, posting: Posting, *, anyway: bool = False) -> None:
        known = self._known
        if known is None or self._is_giving:
            return
        self._is_giving = True
        self._drop_question()

        def given(dispatched: Dispatched) -> None:
            self._is_giving = False
            if dispatched.sent:
                self._print(dispatched.sent[0].slip.id)
            else:
                self._ask_about(posting, dispatched)

        def failed(_: object) -> bool:
            self._is_giving = False
            return False

        self.host.change(
            lambda desk: desk.dispatch.slip_for(known.person_id, posting.id, anyway=anyway),
            lambda dispatched: self._told(dispatched, posting),
            given,
            failed=failed,
        )

    def _told(self, dispatched: Dispatched, posting: Posting) -> str:
        if not dispatched.sent:
            return not_sent_text(dispatched.not_sent[0], self.texts)
        number, what = dispatched.sent[0].slip.number, posting_title(posting, self.texts)
        return self.texts("work-given", number=number, what=what)

    def _print(self, slip_id: str) -> None:
        texts = self.texts
        done = texts("work-slip-printed")
        self.host.ask(
            lambda desk: desk.papers.slips([slip_id], texts),
            lambda paper: self.host.prints.emit(PrintWish(paper=paper, done_text=done)),
        )

    def _ask_about(self, posting: Posting, dispatched: Dispatched) -> None:
        """What was told can be overruled for work at the same time, and waited for where all slots are taken."""
        not_sent = dispatched.not_sent[0]
        is_other = not_sent.why is NotSentWhy.HOLDS_OTHER
        if not is_other and not_sent.why not in WAITS_FOR_SLOT:
            return
        self._question = _Question(posting, not_sent.why)
        self._asked.say(not_sent_text(not_sent, self.texts))
        self._anyway.setVisible(is_other)
        self._wait.setVisible(not is_other)
        self._asking.show()
        self._no.setFocus()

    def _drop_question(self) -> None:
        self._question = None
        self._asking.hide()

    def _give_anyway(self) -> None:
        if self._question is not None:
            self._give(self._question.posting, anyway=True)

    def _wait_for(self) -> None:
        question, known = self._question, self._known
        if question is None or known is None:
            return
        self._drop_question()
        name = known.page.person.name

        def text(_: Waiting) -> str:
            return self.texts("work-waits", name=name, what=posting_title(question.posting, self.texts))

        self.host.change(lambda desk: desk.dispatch.wait_for(known.person_id, question.posting.id), text)
