"""One complaint: its number and next step large, whom it concerns, its voice, and all that was done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.desk.complaint_words import amount_line, kind_text, state_text, step_text
from kiosk.domain.complaint import Complaint, ComplaintPage, ComplaintState, ComplaintStep
from kiosk.domain.station import Station
from ui.screens.desk.complaint_words import due_text, employer_text, kind_picture, next_text, who_text, with_phone
from ui.screens.desk.screen import DeskScreen, Go, Place
from ui.screens.desk.shown_names import shown_name
from ui.screens.desk.voice_keeper import VoiceKeeper
from ui.widgets.desk.link import Link
from ui.widgets.desk.page import Page
from ui.widgets.desk.voice_bar import VoiceBar
from ui.widgets.desk.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownComplaint:
    """What the desk answered: a complaint with its steps, the station, and the staff's names by their ids."""

    page: ComplaintPage
    station: Station
    names: Mapping[str, str]


class ComplaintView(QWidget):
    """Shows a complaint. `went` carries a `Go` to whom or what it is about."""

    went = Signal(object)

    def __init__(self, screen: DeskScreen, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self._texts = screen.look, screen.texts
        self._shown: ShownComplaint | None = None
        self._page = Page(self.look, "complaint-page", self)
        self._head = QFrame(self._page.content)
        self._facts = QWidget(self._page.content)
        self._timeline = QWidget(self._page.content)
        self._build_head()
        self._build_facts(screen)
        self._steps = QVBoxLayout(self._timeline)
        self._steps.setContentsMargins(0, 0, 0, 0)
        self._steps.setSpacing(self.look.sizes.gap)
        self._arrange()

    def _build_head(self) -> None:
        size = self.look.sizes
        self._head.setObjectName("complaint-head")
        self._head.setProperty("kind", "card")
        self._picture = QLabel(self._head)
        self._kind = Words("complaint-kind-name", "", self._head, kind="title")
        self._number = Words("complaint-number", "", self._head, kind="figure")
        self._state = Words("complaint-state", "", self._head, kind="strong")
        self._next = Words("complaint-next", "", self._head)
        texts = QVBoxLayout()
        texts.setSpacing(size.gap // 2)
        for words in (self._kind, self._number, self._state):
            texts.addWidget(words)
        top = QHBoxLayout()
        top.setSpacing(size.margin)
        top.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(texts, 1)
        column = QVBoxLayout(self._head)
        column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        column.setSpacing(size.gap)
        column.addLayout(top)
        column.addWidget(self._next)

    def _build_facts(self, screen: DeskScreen) -> None:
        look, size = self.look, self.look.sizes
        self._who = self._link("complaint-person", Place.PERSON, lambda each: each.person_id)
        self._employer = self._link("complaint-employer", Place.EMPLOYER, lambda each: each.employer_id)
        self._posting = self._link("complaint-posting", Place.POSTING, lambda each: each.posting_id)
        self._more = Words("complaint-more", "", self._facts)
        self._said_title = Words("complaint-said-title", self._texts("complaints-said"), self._facts, kind="strong")
        self._said = Words("complaint-said", "", self._facts)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = VoiceBar(look, "complaint-play", self._facts, can_record=False)
        self._voice = VoiceKeeper(screen, self._bar)
        column = QVBoxLayout(self._facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(size.gap)
        for part in (self._who, self._employer, self._posting, self._more, self._said_title, self._said, self._bar):
            column.addWidget(part)
        column.addStretch(1)

    def _link(self, name: str, place: Place, of: Callable[[Complaint], str | None]) -> Link:
        def follow() -> None:
            topic = None if self._shown is None else of(self._shown.page.complaint)
            if topic is not None:
                self.went.emit(Go(place=place, topic=topic))

        return Link(self.look, name, self._facts, pressed=follow)

    def _arrange(self) -> None:
        size = self.look.sizes
        way = QBoxLayout.Direction.TopToBottom if self.look.panel.is_portrait else QBoxLayout.Direction.LeftToRight
        columns = QBoxLayout(way)
        columns.setSpacing(size.margin)
        columns.addWidget(self._facts, 1)
        columns.addWidget(self._timeline, 1)
        self._page.column.addWidget(self._head)
        self._page.column.addLayout(columns)
        self._page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    @property
    def complaint(self) -> Complaint | None:
        """What is shown."""
        return None if self._shown is None else self._shown.page.complaint

    def show_nothing(self) -> None:
        """Another complaint is on its way; nobody shall act on the one before."""
        self._shown = None
        self._page.content.hide()

    def show_complaint(self, shown: ShownComplaint) -> None:
        """Show a complaint as it stands now."""
        if shown == self._shown:
            return
        self._shown = shown
        self._page.content.show()
        self._show_head(shown)
        self._show_facts(shown.page.complaint)
        self._show_steps(shown)

    def _show_head(self, shown: ShownComplaint) -> None:
        texts, today, complaint = self._texts, self.look.today(), shown.page.complaint
        self._picture.setPixmap(self.look.pixmap(kind_picture(complaint.kind), self.look.sizes.target * 3 // 2))
        self._kind.say(kind_text(complaint.kind, texts))
        self._number.say(complaint.number)
        due = due_text(complaint, texts, today=today)
        state = state_text(complaint.state, texts)
        holder = shown.names.get(shown.page.held_by, "")
        with_holder = texts("complaints-held", state=state, name=shown_name(holder, texts)) if holder else state
        is_closed = complaint.state is ComplaintState.CLOSED
        is_in_hand = complaint.state is ComplaintState.IN_HAND
        self._state.say(texts("complaints-state-and-due", state=with_holder if is_in_hand else state, due=due))
        step = next_text(complaint, texts, shown.station, today=today)
        self._next.say("" if is_closed else texts("complaints-next-step", step=step))
        self._head.setProperty("state", "warning" if complaint.is_late(today) else "")
        self._head.style().unpolish(self._head)
        self._head.style().polish(self._head)

    def _show_facts(self, complaint: Complaint) -> None:
        texts = self._texts
        who = with_phone(who_text(complaint, texts), complaint.person_phone)
        self._who.say(texts("complaints-who", who=who))
        self._who.setVisible(complaint.person_id is not None)
        name = employer_text(complaint, texts) if complaint.employer_id else ""
        self._employer.say(texts("complaints-employer", name=with_phone(name, complaint.employer_phone)))
        self._employer.setVisible(bool(name))
        self._posting.say(texts("complaints-posting", title=shown_name(complaint.posting_title, texts)))
        self._posting.setVisible(complaint.posting_id is not None)
        amount = amount_line(complaint, texts)
        more = (
            "" if complaint.person_id else texts("complaints-who", who=who),
            texts("complaints-slip", number=complaint.slip_number) if complaint.slip_number else "",
            texts("complaints-amount", amount=amount) if amount else "",
        )
        self._more.say("\n".join(filter(None, more)))
        has_words = bool(complaint.words.strip())
        self._said_title.setVisible(has_words)
        self._said.say(complaint.words if has_words else "")
        self._voice.show(complaint.recording_id or "")
        self._bar.setVisible(complaint.recording_id is not None)

    def _show_steps(self, shown: ShownComplaint) -> None:
        while (item := self._steps.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        title = Words("complaint-steps-title", self._texts("complaints-steps"), self._timeline, kind="strong")
        for part in (title, *(self._step(index, each, shown.names) for index, each in enumerate(shown.page.steps))):
            self._steps.addWidget(part)
            part.show()
        self._steps.addStretch(1)

    def _step(self, index: int, step: ComplaintStep, names: Mapping[str, str]) -> QWidget:
        texts, size = self._texts, self.look.sizes
        card = QFrame(self._timeline)
        card.setObjectName(f"complaint-step-{index}")
        card.setProperty("kind", "card")
        when = datetime.fromtimestamp(step.at_ms / 1000)
        by = shown_name(names.get(step.staff_id, ""), texts) if step.staff_id else texts("complaints-at-kiosk")
        at = texts("complaints-step-at", month=str(when.month), day=str(when.day), time=f"{when:%H:%M}", name=by)
        column = QVBoxLayout(card)
        column.setContentsMargins(size.padding * 2, size.padding, size.padding * 2, size.padding)
        column.setSpacing(size.padding // 2)
        column.addWidget(Words(f"complaint-step-{index}-at", at, card, kind="small"))
        column.addWidget(Words(f"complaint-step-{index}-words", step_text(step, texts), card))
        return card
