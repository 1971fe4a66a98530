"""Two registrations of one person put together: the other is looked for, both stand side by side, then they merge."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.domain.person import Person
from kiosk.domain.person_summary import PersonSummary
from kiosk.errors import ChangedMeanwhile, Refused, YizhanError
from ui.screens.desk.people_search import PeopleSearch
from ui.screens.desk.people_words import not_found_text
from ui.screens.desk.person_facts import FACTS, facts_of
from ui.screens.desk.person_part import Known, Part, PersonPart, known
from ui.screens.desk.screen import DeskScreen, News, Scan, ScanKind
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.page import Page
from ui.widgets.desk.stack import Stack
from ui.widgets.desk.words import Words

LABELS = {"name": "merge-name", "card": "merge-card"}
COMPARED = tuple(fact for fact in FACTS if fact != "last")


class MergePart(PersonPart):
    """First the search for the other registration, or its card, then the comparison with the button that merges."""

    def __init__(self, screen: DeskScreen, part: Part, parent: QWidget) -> None:
        super().__init__(screen, part, parent)
        self._known: Known | None = None
        self._compared: tuple[Known, Known] | None = None
        self._stack = Stack(self)
        self._build_looking()
        self._build_comparing()
        self._stack.show_page(self._looking)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _build_looking(self) -> None:
        size = self.look.sizes
        self._looking = QWidget(self._stack)
        self._title = Words("merge-title", "", self._looking, kind="title")
        self._search = PeopleSearch(self.host, "merge-search", self._looking)
        self._search.chosen.connect(self._look_at)
        column = QVBoxLayout(self._looking)
        column.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        column.setSpacing(size.gap)
        column.addWidget(self._title)
        column.addWidget(self._search, 1)
        self._stack.addWidget(self._looking)

    def _build_comparing(self) -> None:
        size = self.look.sizes
        self._comparing = QWidget(self._stack)
        self._stack.addWidget(self._comparing)
        self._page = Page(self.look, "merge-page", self._comparing)
        self._page.setMinimumHeight(size.target)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(size.margin)
        self._grid.setVerticalSpacing(size.gap)
        self._cells: dict[tuple[str, int], Words] = {}
        self._build_table()
        card = QFrame(self._page.content)
        card.setProperty("kind", "card")
        card_column = QVBoxLayout(card)
        card_column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        card_column.addLayout(self._grid)
        self._page.column.addWidget(card)
        self._page.column.addStretch(1)
        self._explained = Words("merge-explained", "", self._comparing)
        self._problem = Words("merge-problem", "", self._comparing, kind="problem")
        self._problem.hide()
        self._another = DeskButton(
            self.look, "merge-another", self.texts("merge-another"), self._comparing, keys="Alt+N",
            pressed=self._look_again,
        )  # fmt: skip
        self._merge = DeskButton(
            self.look, "merge-do", self.texts("merge-do"), self._comparing, kind="primary", keys="Ctrl+Return",
            pressed=self._put_together,
        )  # fmt: skip
        foot = QVBoxLayout()
        foot.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        foot.setSpacing(size.gap)
        row = QHBoxLayout()
        row.setSpacing(size.gap)
        row.addWidget(self._another, 1)
        row.addWidget(self._merge, 1)
        for words in (self._explained, self._problem):
            foot.addWidget(words)
        foot.addLayout(row)
        column = QVBoxLayout(self._comparing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._page, 1)
        column.addLayout(foot)

    def _build_table(self) -> None:
        rows = ("role", "name", "card", *COMPARED)
        for row, fact in enumerate(rows):
            label = "" if fact == "role" else self.texts(LABELS.get(fact, f"person-{fact}"))
            labels = Words(f"merge-label-{fact}", label, self._page.content)
            self._grid.addWidget(labels, row, 0, Qt.AlignmentFlag.AlignTop)
            for side in range(2):
                kind = "small" if fact == "role" else "title" if fact == "name" else "strong"
                cell = Words(f"merge-{fact}-{side}", "", self._page.content, kind=kind)
                self._cells[fact, side] = cell
                self._grid.addWidget(cell, row, side + 1, Qt.AlignmentFlag.AlignTop)
        for side in range(2):
            self._grid.setColumnStretch(side + 1, 1)

    def show_known(self, known: Known) -> None:
        is_new = self._known is None or self._known.person_id != known.person_id
        self._known = known
        name = known.page.person.name
        self._search.left_out = known.person_id
        self._title.say(self.texts("merge-title", name=name, card=known.page.person.card))
        if is_new:
            self._look_again()
            self._search.begin_again(name)
            self._search.line.selectAll()
        elif self._compared is not None:
            self._ask_for_id(self._compared[1].person_id)

    def forget(self) -> None:
        self._known = None
        self._title.say("")
        self._search.begin_again()
        self._look_again()

    def first_focus(self) -> QWidget:
        return self._search.line

    def scanned(self, scan: Scan) -> bool:
        """A card or identity card is that of the other registration, also where both have it."""
        if self._known is None or scan.kind not in (ScanKind.CARD, ScanKind.IDENTITY):
            return False

        this_id = self._known.person_id

        def ask(desk: Desk) -> Known | None:
            found = [person.id for person in desk.people.search(scan.value, limit=2)]
            other_id = next((each for each in found if each != this_id), this_id)
            return known(desk, other_id) if found else None

        self._ask_for(ask, lambda: self.host.told.emit(News(text=not_found_text(scan, self.texts))))
        return True

    def _look_again(self) -> None:
        self._compared = None
        self._stack.show_page(self._looking)
        self._search.line.setFocus()

    def _look_at(self, person: PersonSummary) -> None:
        if self._known is not None:
            self._ask_for_id(person.id)

    def _ask_for_id(self, other_id: str) -> None:
        self._ask_for(lambda desk: known(desk, other_id))

    def _ask_for(self, ask: Callable[[Desk], Known | None], none: Callable[[], None] = lambda: None) -> None:
        asked_for = self._known

        def answered(other: Known | None) -> None:
            one = self._known
            if asked_for is None or one is None or one.person_id != asked_for.person_id:
                return
            if other is None:
                none()
            elif other.person_id == one.person_id:
                self.host.told.emit(News(text=self.texts("person-scanned-same", name=one.page.person.name)))
            else:
                self._compare(one, other)

        self.host.ask(ask, answered)

    def _compare(self, one: Known, other: Known) -> None:
        """The older registration to the left: that is the one that stays. Why they were not put together stays, too."""
        if self._compared == (one, other):
            return
        self._compared = one, other
        older, newer = sorted((one, other), key=lambda each: each.page.person.number)
        for side, each in enumerate((older, newer)):
            self._fill(side, each)
        for fact in COMPARED:
            both = [self._cells[fact, side].text() for side in range(2)]
            label = self.findChild(Words, f"merge-label-{fact}")
            for words in (label, *(self._cells[fact, side] for side in range(2))):
                if words is not None:
                    words.setVisible(any(both))
        self._explained.say(self.texts("merge-explained", card=older.page.person.card, other=newer.page.person.card))
        self._problem.say("")
        self._merge.setEnabled(True)
        self._stack.show_page(self._comparing)
        self._merge.setFocus()

    def _fill(self, side: int, each: Known) -> None:
        person, texts = each.page.person, self.texts
        self._cells["role", side].setText(texts("merge-stays" if side == 0 else "merge-goes"))
        self._cells["name", side].setText(person.name)
        self._cells["card", side].setText(person.card)
        facts = facts_of(each, texts)
        for fact in COMPARED:
            self._cells[fact, side].setText(facts[fact])

    def _put_together(self) -> None:
        if self._compared is None:
            return
        one, other = self._compared
        self._merge.setEnabled(False)

        def text(person: Person) -> str:
            return self.texts("merge-done", name=person.name, card=person.card)

        def failed(error: YizhanError) -> bool:
            self._merge.setEnabled(not isinstance(error, Refused))
            if isinstance(error, Refused | ChangedMeanwhile):
                self._problem.say(self.texts(error.key, **error.details))
                return True
            return False

        def merged(person: Person) -> None:
            self.forget()
            self.go_to(person.id)

        self.host.change(lambda desk: desk.people.merge(one.person_id, other.person_id), text, merged, failed=failed)
