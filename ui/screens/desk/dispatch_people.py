"""The second step of a dispatch: who goes. By order or by match, the first ones at one touch, or each by a touch."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.dispatch import Candidate
from kiosk.desk.room import Done
from kiosk.domain.dispatch import How
from kiosk.domain.posting import Posting
from kiosk.domain.sign_in import SignedIn
from kiosk.errors import YizhanError
from ui.screens.desk.dispatch_calling import call_people
from ui.screens.desk.dispatch_card import tell_card
from ui.screens.desk.dispatch_not_sent import NotSentCard
from ui.screens.desk.dispatch_sending import Sending
from ui.screens.desk.dispatch_step import DispatchStep, DispatchTopic, Step
from ui.screens.desk.person_match import posting_facts, posting_title, reasons_text
from ui.screens.desk.screen import DeskScreen
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.lines import Line, Lines
from ui.widgets.desk.words import Words

MODES = (How.ORDER, How.MATCH)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A posting with its candidates."""

    posting: Posting
    candidates: tuple[Candidate, ...]


class PeopleStep(DispatchStep):
    """Everybody who could go, ticked or not; nobody is sent before the one button is pressed."""

    def __init__(self, screen: DeskScreen, step: Step, parent: QWidget) -> None:
        super().__init__(screen, step, parent)
        self._topic = DispatchTopic()
        self._posting: Posting | None = None
        self._candidates: tuple[Candidate, ...] = ()
        self._picked: frozenset[str] | None = None
        """Whom the arrivals list named, until the first answer has ticked them."""
        self._first: frozenset[str] = frozenset()
        """Whom "the first ones" ticked, to tell them from those who were picked."""
        self._came: list[Done[SignedIn]] = []
        """Whom cards brought, until the next answer has ticked them."""
        self._sending = Sending(screen)
        self._title = Words("dispatch-title", "", self, kind="strong")
        self._facts = Words("dispatch-facts", "", self, kind="small")
        options = [Option(how, self.texts(f"dispatch-by-{how}")) for how in MODES]
        self._modes = Choice(self.look, "dispatch-by", options, self, columns=len(MODES))
        self._modes.choose(How.ORDER)
        self._modes.changed.connect(self._mode_changed)
        self._people = Lines(self.look, "dispatch-people", self, can_tick=True)
        self._people.chosen.connect(self._tick)
        self._waits = Words("dispatch-waits", self.texts("dispatch-comparing"), self, kind="hint")
        self._nobody = Words("dispatch-nobody", self.texts("dispatch-nobody"), self)
        self._problem = NotSentCard(self.look, self)
        self._problem.anyway_wanted.connect(self._send_anyway)
        self._build_buttons()
        self._arrange()

    def _build_buttons(self) -> None:
        look, texts = self.look, self.texts
        self._take = DeskButton(look, "dispatch-take", "", self, keys="Alt+A", pressed=self._take_first)
        self._none = DeskButton(
            look, "dispatch-clear", texts("dispatch-clear"), self, keys="Alt+C", pressed=self._clear
        )
        self._back = DeskButton(
            look, "dispatch-back", texts("dispatch-back"), self, keys="Alt+B", pressed=self._go_back
        )
        self._call = DeskButton(
            look, "dispatch-call", texts("dispatch-call"), self, keys="Alt+N", pressed=self._call_them
        )
        self._count = Words("dispatch-count", "", self, kind="strong")
        self._send = DeskButton(
            look, "dispatch-send", texts("dispatch-send-nobody"), self, kind="primary", keys="Ctrl+Return",
            pressed=self._send_them,
        )  # fmt: skip

    def _arrange(self) -> None:
        size = self.look.sizes
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(size.gap // 3)
        for part in (self._title, self._facts):
            words.addWidget(part)
        head.addLayout(words, 1)
        head.addWidget(self._back)
        how = QHBoxLayout()
        how.addWidget(self._modes, 2)
        how.addWidget(self._take, 1)
        how.addWidget(self._none)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._call)
        foot.addWidget(self._send, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.gap // 2, size.margin, size.gap // 2)
        for layout in (head, how, foot, column):
            layout.setSpacing(size.gap)
        column.addLayout(head)
        column.addLayout(how)
        for widget in (self._problem, self._waits, self._nobody):
            column.addWidget(widget)
        column.addWidget(self._people, 1)
        column.addStretch(0)
        column.addLayout(foot)
        self._waits.hide()
        self._nobody.hide()

    def show_topic(self, topic: DispatchTopic, *, is_new: bool) -> None:
        if is_new:
            self._begin_anew(topic)
        self._topic = topic
        self._ask()

    def _begin_anew(self, topic: DispatchTopic) -> None:
        self._posting, self._candidates, self._came = None, (), []
        self._first, self._picked = frozenset(), frozenset(topic.visit_ids)
        self._modes.choose(How.ORDER)
        self._people.tick(())
        self._people.show_lines([])
        self._problem.say("")
        for words in (self._title, self._facts, self._waits, self._nobody):
            words.say("")
        self._show_count()

    def first_focus(self) -> QWidget:
        return self._people

    @property
    def _how(self) -> How:
        return How.MATCH if self._modes.one == How.MATCH else How.ORDER

    def _mode_changed(self) -> None:
        self._modes.choose(self._how)
        if self._how is How.MATCH:
            self._waits.say(self.texts("dispatch-comparing"))
        self._ask()

    def _ask(self) -> None:
        topic, how = self._topic, self._how

        def ask(desk: Desk) -> _Asked:
            posting = desk.postings.get(topic.posting_id).posting
            return _Asked(posting, desk.dispatch.candidates(topic.posting_id, by=how))

        def answered(found: _Asked) -> None:
            if topic == self._topic and how is self._how:
                self._show(found)

        def failed(_: YizhanError) -> bool:
            self._waits.say("")
            return False

        self.host.ask(ask, answered, failed=failed)

    def _show(self, found: _Asked) -> None:
        posting, texts = found.posting, self.texts
        self._posting, self._candidates = posting, found.candidates
        self._waits.say("")
        self._title.say(posting_title(posting, texts))
        self._facts.say(posting_facts(posting, texts, today=self.look.today()))
        self._people.show_lines([self._line(each) for each in found.candidates])
        self._people.setVisible(bool(found.candidates))
        self._nobody.say("" if found.candidates else texts("dispatch-nobody"))
        here = {_key(each) for each in found.candidates}
        if self._picked is not None:
            self._show_missing(len(self._picked - here))
            ticked, self._picked = self._picked & here, None
        else:
            ticked = self._people.ticked & here
        self._people.tick(ticked | self._take_came(here))
        self._show_count()

    def takes_along(self, done: Done[SignedIn]) -> bool:
        self._came.append(done)
        self._ask()
        return True

    def _take_came(self, here: set[str]) -> set[str]:
        """Say of each whom a card brought what became of them; return who of them can go."""
        came, self._came = self._came, []
        for done in came:
            can_go = done.value.visit_id in here
            tell_card(self.host, done, "dispatch-card-ticked" if can_go else "dispatch-card-busy")
        return {done.value.visit_id for done in came} & here

    def _show_missing(self, count: int) -> None:
        self._problem.say(self.texts("dispatch-missing", count=count) if count else "")

    def _line(self, candidate: Candidate) -> Line:
        texts, arrived = self.texts, candidate.arrived
        states = [texts("dispatch-waiting")] if candidate.waiting_id else []
        if arrived is None:
            states.append(texts("dispatch-not-here"))
        reasons = (reasons_text(candidate.reasons, texts, against=False),)
        return Line(
            key=_key(candidate),
            lead=texts("dispatch-running", number=str(arrived.visit.running)) if arrived else "—",
            title=candidate.name or texts("dispatch-no-name"),
            below=" · ".join(filter(None, reasons)),
            against=reasons_text(candidate.reasons, texts, against=True),
            badge=" · ".join(states),
            pictures=arrived.trades if arrived else (),
        )

    def _tick(self, key: str) -> None:
        self._people.tick(self._people.ticked ^ {key})
        self._show_count()

    def _take_first(self) -> None:
        """Tick the first who are here, as many as there are slots."""
        here = [_key(each) for each in self._candidates if each.is_here]
        self._first = frozenset(here[: self._free])
        self._people.tick(self._first)
        self._show_count()
        self._send.setFocus()

    def _clear(self) -> None:
        self._people.tick(())
        self._show_count()

    def _go_back(self) -> None:
        self.go_to(DispatchTopic(visit_ids=self._topic.visit_ids))

    @property
    def _free(self) -> int:
        return self._posting.slots_left if self._posting else 0

    def _show_count(self) -> None:
        count, texts = len(self._people.ticked), self.texts
        few = min(self._free, sum(each.is_here for each in self._candidates))
        self._take.say(texts("dispatch-take", count=few))
        self._take.setEnabled(few > 0)
        self._none.setEnabled(count > 0)
        key = "dispatch-too-many" if count > self._free else "dispatch-ticked"
        self._count.say(texts(key, count=count, free=self._free))
        self._count.setProperty("kind", "problem" if count > self._free else "strong")
        self._count.style().unpolish(self._count)
        self._count.style().polish(self._count)
        self._send.say(texts("dispatch-send", count=count) if count else texts("dispatch-send-nobody"))
        self._send.setEnabled(count > 0)
        self._call.setEnabled(any(each.is_here and _key(each) in self._people.ticked for each in self._candidates))

    def _call_them(self) -> None:
        ticked = [each for each in map(_key, self._candidates) if each in self._people.ticked]
        call_people(self.host, lambda one: one.visit.id in ticked, ticked)

    def _send_them(self) -> None:
        posting, ticked = self._posting, self._people.ticked
        if posting is None or not ticked:
            return
        chosen = [each for each in self._candidates if _key(each) in ticked]
        self._sending.send(
            posting,
            visit_ids=[each.visit_id for each in chosen if each.is_here],
            person_ids=[each.person_id for each in chosen if not each.is_here],
            names=self._names,
            how=self._how if ticked == self._first else How.PICKED,
            then=self._sent,
        )

    def _send_anyway(self) -> None:
        if self._posting is None:
            return
        others = [each for each in self._problem.people if each.can_send_anyway]
        self._sending.send(
            self._posting,
            visit_ids=[each.visit_id for each in others if each.visit_id],
            person_ids=[each.person_id for each in others if not each.visit_id],
            names=self._names,
            how=How.PICKED,
            anyway=True,
            then=self._sent,
        )

    def _sent(self, topic: DispatchTopic) -> None:
        """Go on to what was sent; where nobody was, say why and stay."""
        if topic.dispatch_id:
            self.go_to(topic)
            return
        self._problem.show_people(topic.not_sent)
        self._ask()

    @property
    def _names(self) -> dict[str, str]:
        texts, names = self.texts, dict[str, str]()
        for each in self._candidates:
            name = each.name or texts("dispatch-no-name")
            for key in filter(None, (each.person_id, each.visit_id)):
                names[key] = name
        return names


def _key(candidate: Candidate) -> str:
    """What names a candidate among the others."""
    return candidate.visit_id or candidate.person_id
