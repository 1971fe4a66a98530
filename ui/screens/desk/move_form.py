"""Moving somebody in the list by hand: to which place, and why, as it will stand in the log."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.domain.arrival import Arrived
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look
from ui.widgets.desk.step_page import StepPage
from ui.widgets.desk.words import Words

OTHER = "other"
REASONS = ("with-child", "hard-to-walk", "passed-over", "mistake", OTHER)
LONGEST_PLACE = 4
FAR = 10_000
STEPS = (("first", -FAR), ("last", FAR), ("up", -1), ("down", 1), ("far-up", -10), ("far-down", 10))


class MoveForm(StepPage):
    """`moved` carries the place (from 1) and the reason."""

    moved = Signal(int, str)
    changed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "move", parent)
        texts, content = look.texts, self.content
        self._texts, self._now, self._last = texts, 1, 1
        self._why_label = Words("move-why", texts("move-why"), content, kind="strong")
        self._why = Choice(
            look, "move-reason", [Option(each, texts(f"move-reason-{each}")) for each in REASONS], content, columns=2
        )
        self._why_problem = Words("move-why-problem", "", content, kind="problem")
        self._other = Field(look, "move-other", texts("move-other"), content)
        self._place = Field(look, "move-place", texts("move-place"), content, digits=True)
        self._place.line.setMaxLength(LONGEST_PLACE)
        self.first.addWidget(self._place)
        self.first.addLayout(self._steps(look))
        self.first.addStretch(1)
        for part in (self._why_label, self._why, self._why_problem, self._other):
            self.second.addWidget(part)
        self.second.addStretch(1)
        self._save = DeskButton(
            look, "move-save", texts("move-save"), self, kind="primary", keys="Ctrl+Return", pressed=self._try
        )
        self.foot.addWidget(self._save, 2)
        self.put_last(self._save)
        self._why.changed.connect(self._chosen)
        for field in (self._place, self._other):
            field.changed.connect(lambda _, field=field: field.show_problem(""))
            field.changed.connect(lambda _: self.changed.emit())

    def _steps(self, look: Look) -> QGridLayout:
        """For a finger: where people are moved to mostly, and a few places up or down."""
        grid = QGridLayout()
        grid.setSpacing(look.sizes.gap)
        for index, (name, places) in enumerate(STEPS):
            button = DeskButton(look, f"move-{name}", look.texts(f"move-to-{name}"), self.content)
            button.clicked.connect(lambda _=False, places=places: self._step(places))
            grid.addWidget(button, index // 2, index % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        return grid

    def _step(self, places: int) -> None:
        place = (self._typed_place() or self._now) + places
        self._place.put(str(min(max(place, 1), self._last)))

    def ask_for(self, one: Arrived, *, last: int) -> None:
        """Begin where they stand, with no reason; `last` is the last place of today's order."""
        texts = self._texts
        self._now, self._last = one.place, last
        number = texts("arrivals-number-of", number=str(one.visit.running))
        self.title.say(texts("move-title", number=number, name=shown_name(one.name, texts)))
        self.subtitle.say(texts("move-facts", place=str(one.place), last=str(last)))
        self._place.put(str(one.place))
        self._other.put("")
        self._why.choose()
        self._show_problems(place="", why="", other="")
        self._other.hide()
        self._place.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place.line.selectAll()

    def written(self) -> dict[str, str]:
        """What was chosen or typed so far, for its draft."""
        return {"place": self._place.text, "why": self._why.one, "other": self._other.text}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put back what was left."""
        self._place.put(fields.get("place", ""))
        self._other.put(fields.get("other", ""))
        if fields.get("why"):
            self._why.choose(fields["why"])
        self._other.setVisible(self._why.one == OTHER)

    @property
    def reason(self) -> str:
        """What was chosen or typed, in the words that go into the log."""
        if self._why.one == OTHER:
            return self._other.text.strip()
        return self._texts(f"move-reason-{self._why.one}") if self._why.one else ""

    def say_problem(self, text: str) -> None:
        """Say what the station's rules have against it."""
        self._why_problem.say(text)

    def _chosen(self) -> None:
        is_other = self._why.one == OTHER
        self._why_problem.say("")
        self._other.setVisible(is_other)
        if is_other:
            self._other.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _try(self) -> None:
        place = self._typed_place()
        is_other = self._why.one == OTHER
        self._show_problems(
            place="" if place else self._texts("move-which-place", last=str(self._last)),
            why="" if self._why.one else self._texts("move-say-why"),
            other=self._texts("move-say-why") if is_other and not self.reason else "",
        )
        if not place:
            self._place.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._why.one:
            self._why.focus_first()
        elif not self.reason:
            self._other.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.moved.emit(place, self.reason)

    def _typed_place(self) -> int:
        """The place that was typed, 0 for none of today's order."""
        text = self._place.text.strip()
        place = int(text) if text.isascii() and text.isdigit() else 0
        return place if place <= self._last else 0

    def _show_problems(self, *, place: str, why: str, other: str) -> None:
        self._place.show_problem(place)
        self._why_problem.say(why)
        self._other.show_problem(other)
