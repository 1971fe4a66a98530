"""Somebody at a glance, and the next steps as large buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.domain.person import Person
from kiosk.domain.sign_in import SignedIn
from ui.screens.desk.person_facts import PersonFacts
from ui.screens.desk.person_part import Known, Part, PersonPart
from ui.screens.desk.screen import DeskScreen, Place, PrintWish
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.page import Page
from ui.widgets.desk.words import Words

STEPS = (
    ("sign-in", "desk-arrivals", "Ctrl+Return"),
    ("find-work", "search", "Alt+W"),
    ("change", "desk-register", "Alt+E"),
    ("card", "desk-card", "Alt+P"),
    ("history", "desk-log", "Alt+H"),
    ("complaint", "desk-complaints", "Alt+C"),
    ("merge", "people", "Alt+M"),
    ("forget", "warning", "Alt+F"),
)
"""The next steps: their names, pictures and keys."""
CARD_PLACE = 3
"""Behind the card, counted without the first step."""
STEPS_SHARE = 0.42
"""Of the panel's width, at most, for two steps side by side beside what is known."""


class OverviewPart(PersonPart):
    """Facts beside the steps, or below them on a panel that stands upright."""

    def __init__(self, screen: DeskScreen, part: Part, parent: QWidget) -> None:
        super().__init__(screen, part, parent)
        self._known: Known | None = None
        self._also_shown: tuple[Person, ...] = ()
        self._is_revealed = False
        self._page = Page(self.look, "person-page", self)
        self._page.setMinimumHeight(self.look.sizes.target)
        self._facts = PersonFacts(self.look, self._page.content)
        self._facts.reveal_wanted.connect(self._reveal)
        self._also = QWidget(self._page.content)
        self._also_column = QVBoxLayout(self._also)
        self._also_column.setContentsMargins(0, 0, 0, 0)
        self._also_column.setSpacing(self.look.sizes.gap)
        self._also.hide()
        self._build_steps()
        self._arrange()

    def _build_steps(self) -> None:
        panel = self.look.panel
        self._is_wide = panel.width_px > panel.height_px
        self._steps_page = Page(self.look, "person-steps", self)
        self._steps_page.setMinimumHeight(self.look.sizes.target)
        parent = self._steps_page.content if self._is_wide else self._page.content
        does: dict[str, Callable[[], None]] = {
            "sign-in": self._sign_in,
            "find-work": lambda: self._open(Part.WORK),
            "card": self._print_card,
            "change": lambda: self._open(Part.EDIT),
            "history": lambda: self._open(Part.HISTORY),
            "complaint": self._complain,
            "merge": lambda: self._open(Part.MERGE),
            "forget": lambda: self._open(Part.FORGET),
        }
        kinds = {"sign-in": "primary", "forget": "danger"}
        self._steps = {
            name: DeskButton(
                self.look, f"person-do-{name}", self.texts(f"person-do-{name}"), parent,
                kind=kinds.get(name, ""), picture=None if name == "sign-in" else picture, keys=keys,
                pressed=does[name],
            )
            for name, picture, keys in STEPS
        }  # fmt: skip
        self._with_name = DeskButton(
            self.look, "person-with-name", self.texts("person-with-name"), parent, keys="Alt+X"
        )
        self._with_name.setCheckable(True)

    def _arrange(self) -> None:
        size = self.look.sizes
        facts = QFrame(self._page.content)
        facts.setProperty("kind", "card")
        around = QVBoxLayout(facts)
        around.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        around.addWidget(self._facts)
        around.addWidget(self._also)
        self._page.column.addWidget(facts)
        steps = self._steps_grid()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._page, 1)
        if self._is_wide:
            self._steps_page.column.addLayout(steps)
            self._steps_page.column.addStretch(1)
            whole.addWidget(self._steps_page, 1)
            bar = self._steps_page.verticalScrollBar().sizeHint().width()
            self._steps_page.setMinimumWidth(steps.minimumSize().width() + 2 * size.margin + bar)
        else:
            self._steps_page.hide()
            self._page.column.addLayout(steps)
        self._page.column.addStretch(1)

    def _steps_grid(self) -> QGridLayout:
        """Two beside each other where there is room, the most usual one as wide as both."""
        grid = QGridLayout()
        grid.setSpacing(self.look.sizes.gap)
        first, *others = self._steps.values()
        others.insert(CARD_PLACE, self._with_name)
        widest = max(button.sizeHint().width() for button in others)
        columns = 2 if not self._is_wide or 2 * widest < self.look.panel.width_px * STEPS_SHARE else 1
        grid.addWidget(first, 0, 0, 1, columns)
        for place, button in enumerate(others):
            grid.addWidget(button, 1 + place // columns, place % columns)
            QWidget.setTabOrder(others[place - 1] if place else first, button)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        return grid

    def show_known(self, known: Known) -> None:
        if self._known is not None and known.person_id != self._known.person_id:
            self._with_name.setChecked(False)
        was_revealed = self._is_revealed and self._known == known
        self._known = known
        if not was_revealed:
            self._is_revealed = False
            self._facts.show_known(known)
        key = "person-do-sign-in" if known.number_today is None else "person-do-sign-in-again"
        self._steps["sign-in"].say(self.texts(key))
        self._show_also(known.page.also)

    def forget(self) -> None:
        self._known, self._is_revealed = None, False
        self._facts.clear()
        self._with_name.setChecked(False)
        self._show_also(())

    def leave(self) -> None:
        """An identity number that was shown is masked again."""
        self._is_revealed = False
        if self._known is not None:
            self._facts.show_known(self._known)

    def first_focus(self) -> QWidget:
        return self._steps["sign-in"]

    def _show_also(self, also: tuple[Person, ...]) -> None:
        if also == self._also_shown:
            return  # the focus stays where it is
        self._also_shown = also
        while (item := self._also_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if also:
            title = self.texts("person-also")
            self._also_column.addWidget(Words("person-also", title, self._also, kind="strong"))
        before = self._facts.last_focus
        for person in also:
            row, button = self._also_row(person)
            self._also_column.addWidget(row)
            QWidget.setTabOrder(before, button)
            before = button
        self._also.setVisible(bool(also))

    def _also_row(self, person: Person) -> tuple[QWidget, QWidget]:
        """The line of a registration, and its button."""
        row = QWidget(self._also)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.look.sizes.gap)
        words = self.texts("person-also-one", name=person.name, card=person.card)
        line.addWidget(Words(f"person-also-{person.card}", words, row), 1)
        button = DeskButton(
            self.look, f"person-unmerge-{person.card}", self.texts("person-unmerge"), row,
            pressed=lambda: self._unmerge(person),
        )  # fmt: skip
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row, button

    def _open(self, part: Part) -> None:
        if self._known is not None:
            self.go_to(self._known.person_id, part)

    def _sign_in(self) -> None:
        if self._known is None:
            return
        person_id = self._known.person_id

        def text(signed: SignedIn) -> str:
            key = "person-signed-in" if signed.is_new else "person-signed-in-before"
            return self.texts(key, number=str(signed.running), before=str(signed.waiting_before))

        self.host.change(lambda desk: desk.arrivals.sign_in(person_id), text, lambda _: self.host.refresh())

    def _print_card(self) -> None:
        if self._known is None:
            return
        person_id, texts, with_name = self._known.person_id, self.texts, self._with_name.isChecked()
        done = texts("walk-in-card-printed")
        self.host.ask(
            lambda desk: desk.papers.card(person_id, texts, with_name=with_name),
            lambda paper: self.host.prints.emit(PrintWish(paper=paper, done_text=done)),
        )

    def _complain(self) -> None:
        if self._known is not None:
            self.host.go(Place.COMPLAINT, ("new", self._known.person_id))

    def _reveal(self) -> None:
        known = self._known
        if known is None:
            return

        def shown(number: str) -> None:
            if self._known is not None and self._known.person_id == known.person_id and self.isVisible():
                self._is_revealed = True
                self._facts.show_identity(number)

        def ask(desk: Desk) -> str:
            return desk.people.reveal_identity(known.person_id)

        self.host.ask(ask, shown)

    def _unmerge(self, other: Person) -> None:
        self.host.change(
            lambda desk: desk.people.unmerge(other.id),
            lambda person: self.texts("person-unmerged", name=person.name, card=person.card),
            lambda _: self.host.refresh(),
        )
