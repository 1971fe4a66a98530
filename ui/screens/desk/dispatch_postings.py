"""The first step of a dispatch: which posting; and the sheets of what went out earlier today."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.dispatch_desk import MOST_LISTED, SentToday
from kiosk.domain.posting import Posting
from kiosk.errors import YizhanError
from kiosk.texts.catalogue import Texts
from ui.screens.desk.dispatch_step import DispatchStep, DispatchTopic, Step
from ui.screens.desk.people_search import SearchLine
from ui.screens.desk.person_match import posting_facts, posting_title, slots_line
from ui.screens.desk.screen import DeskScreen
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.lines import Line, Lines
from ui.widgets.desk.words import Words


class Listed(StrEnum):
    """What the first step lists."""

    OPEN = "open"
    SENT = "sent"


class PostingStep(DispatchStep):
    """Postings with free slots, the nearest start first, narrowed down by what is typed."""

    def __init__(self, screen: DeskScreen, step: Step, parent: QWidget) -> None:
        super().__init__(screen, step, parent)
        size = self.look.sizes
        self._topic = DispatchTopic()
        self._asked: str | None = None
        self._shown_for: str | None = None
        self._opens = False
        self._picked = Words("dispatch-picked", "", self, kind="strong")
        self._picked.hide()
        self._choice = Choice(self.look, "dispatch-list", self._options(0), self, columns=len(Listed))
        self._choice.choose(Listed.OPEN)
        self._choice.changed.connect(self._show_list)
        self._line = SearchLine("dispatch-search", self)
        self._line.setPlaceholderText(self.texts("dispatch-search-hint"))
        self._line.setAccessibleName(self.texts("dispatch-search-hint"))
        self._postings = Lines(self.look, "dispatch-postings", self)
        self._sent = Lines(self.look, "dispatch-sent-today", self)
        self._none = Words("dispatch-none", "", self)
        self._none.hide()
        self._more = Words("dispatch-more", self.texts("dispatch-more"), self, kind="hint")
        self._more.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        column.setSpacing(size.gap)
        for part in (self._picked, self._choice, self._line, self._none):
            column.addWidget(part)
        column.addWidget(self._postings, 1)
        column.addWidget(self._sent, 1)
        column.addWidget(self._more)
        column.addStretch(0)
        self._connect()
        self._show_list()

    def _connect(self) -> None:
        self._line.textChanged.connect(lambda _: self._ask())
        self._line.stepped.connect(self._postings.move_mark)
        self._line.entered.connect(self._enter)
        self._postings.chosen.connect(self._choose)
        self._sent.chosen.connect(lambda dispatch_id: self.go_to(DispatchTopic(dispatch_id=dispatch_id)))

    def _options(self, count: int) -> list[Option]:
        return [
            Option(Listed.OPEN, self.texts("dispatch-list-open")),
            Option(Listed.SENT, self.texts("dispatch-list-sent", count=count)),
        ]

    def show_topic(self, topic: DispatchTopic, *, is_new: bool) -> None:
        self._topic = topic
        count = len(topic.visit_ids)
        self._picked.say(self.texts("dispatch-picked", count=count) if count else "")
        self._choice.setVisible(count == 0)
        if is_new:
            self._choice.choose(Listed.OPEN)
            self._line.clear()
            self._asked, self._opens = None, False
        self._ask()
        self.host.ask(lambda desk: desk.dispatch_desk.sent_today(), self._show_sent)

    def first_focus(self) -> QWidget:
        return self._line

    def _ask(self) -> None:
        """Ask for what is typed now; while a question is open, the last one waits for its answer."""
        if self._asked is not None:
            return
        text, texts = self._line.text().strip(), self.texts
        self._asked = text

        def ask(desk: Desk) -> tuple[Posting, ...]:
            return desk.dispatch_desk.takers(text, texts)

        self.host.ask(ask, lambda postings: self._answered(text, postings), failed=self._not_answered)

    def _answered(self, text: str, postings: tuple[Posting, ...]) -> None:
        if self._asked != text:
            return
        self._asked = None
        if text != self._line.text().strip():
            self._ask()
            return
        self._shown_for = text
        today = self.look.today()
        self._postings.show_lines([_posting_line(each, self.texts, today=today) for each in postings])
        self._show_list()
        if self._opens:
            self._enter()

    def _not_answered(self, _: YizhanError) -> bool:
        self._asked, self._opens = None, False
        return False

    def _enter(self) -> None:
        """Take what is marked, as soon as the list is that of what is typed."""
        self._opens = self._asked is not None or self._shown_for != self._line.text().strip()
        if not self._opens and self._postings.isVisible():
            self._postings.choose_marked()

    def _choose(self, posting_id: str) -> None:
        self.go_to(DispatchTopic(posting_id=posting_id, visit_ids=self._topic.visit_ids))

    def _show_sent(self, sent: tuple[SentToday, ...]) -> None:
        if len(sent) != len(self._sent.lines):
            self._offer(len(sent))
        self._sent.show_lines([self._sent_line(each) for each in sent])
        self._show_list()

    def _offer(self, count: int) -> None:
        """Say how many there are; whoever is at the choice stays there."""
        chosen, focus = self._choice.chosen, self.focusWidget()
        was_here = focus is not None and self._choice.isAncestorOf(focus) and focus.hasFocus()
        self._choice.offer(self._options(count))
        self._choice.choose(*chosen)
        if was_here:
            self._choice.focus_first()

    def _sent_line(self, each: SentToday) -> Line:
        badge = self.texts("dispatch-sent-count", count=each.count)
        below = posting_facts(each.posting, self.texts, today=self.look.today(), with_slots=False)
        title = posting_title(each.posting, self.texts)
        return Line(key=each.dispatch_id, title=title, below=below, badge=badge, picture=each.posting.trade)

    def _show_list(self) -> None:
        is_sent = self._choice.one == Listed.SENT
        self._choice.choose(Listed.SENT if is_sent else Listed.OPEN)
        shown, hidden = (self._sent, self._postings) if is_sent else (self._postings, self._sent)
        hidden.hide()
        shown.setVisible(bool(shown.lines))
        self._line.setVisible(not is_sent)
        self._more.setVisible(not is_sent and len(shown.lines) >= MOST_LISTED)
        key = "dispatch-none-sent" if is_sent else "dispatch-none-found" if self._line.text() else "dispatch-none"
        waits = not is_sent and self._shown_for is None
        self._none.say("" if shown.lines or waits else self.texts(key))


def _posting_line(posting: Posting, texts: Texts, *, today: date) -> Line:
    badge = slots_line(posting, texts)
    facts = posting_facts(posting, texts, today=today, with_slots=False)
    return Line(key=posting.id, title=posting_title(posting, texts), below=facts, badge=badge, picture=posting.trade)
