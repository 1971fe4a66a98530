"""What is done about a complaint: a step with what comes next and until when, its closing, its opening again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum

from PySide6.QtWidgets import QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.room import Done
from kiosk.domain.complaint import Complaint, ComplaintPage, ComplaintState
from kiosk.errors import NotAllowed, Refused, YizhanError
from ui.screens.desk.draft_keeper import DraftKeeper
from ui.screens.desk.screen import DeskScreen
from ui.widgets.desk.day_field import DayField, DayPicker
from ui.widgets.desk.field import Field
from ui.widgets.desk.words_step import WordsStep

UseCase = Callable[[Desk], Done[ComplaintPage]]


class StepAct(Enum):
    """What can be done about a complaint."""

    ADD = "add-step"
    CLOSE = "close"
    REOPEN = "reopen"


class ComplaintStepForm(WordsStep):
    """Asks for words; for a step, for the next one and its day too. `saved` gets the use-case and what to say of it."""

    def __init__(self, screen: DeskScreen, parent: QWidget, *, saved: Callable[[UseCase, str], None]) -> None:
        super().__init__(screen.look, "complaint-step", parent, saved=self._tell_saved)
        look, texts = screen.look, screen.texts
        self._texts, self._tell = texts, saved
        self._act = StepAct.ADD
        self._complaint_id = ""
        self._due_before: date | None = None
        self._next = Field(
            look, "complaint-step-next", texts("complaints-next-label"), self.content,
            hint=texts("complaints-next-hint"),
        )  # fmt: skip
        self._due = DayField(look, "complaint-step-due", texts("complaints-due-label"), self.content)
        self._days = DayPicker(look, "complaint-step-days", self.content, width_px=look.beside_px)
        self._days.picked.connect(self._due.show_day)
        self._due.changed.connect(lambda _: self._days.show_day(self._due.day))
        for part in (self._next, self._due):
            self.first.addWidget(part)
        self.first.addStretch(1)
        self.second.addWidget(self._days)
        self._keeper = DraftKeeper(screen, "complaint-step", fields=self._written, fill=self._fill)
        for field in (self.words, self._next, self._due):
            field.changed.connect(lambda _: self._changed())

    def begin_act(self, act: StepAct, complaint: Complaint) -> None:
        """Begin something else; words that were left in the middle of the same come back."""
        self._act, self._complaint_id, self._due_before = act, "", complaint.due_day
        texts = self._texts
        self._next.put(complaint.next_step)
        self._due.show_day(complaint.due_day)
        self._due.show_problem("")
        for part in (self._next, self._due, self._days):
            part.setVisible(act is StepAct.ADD)
        self.begin(
            title=texts(f"complaints-{act.value}"),
            label=texts(f"complaints-{act.value}-label"),
            save=texts(f"complaints-{act.value}-save"),
        )
        self._complaint_id = complaint.id
        self._keeper.bring_back()

    def leave(self) -> None:
        """Keep what was typed, if anything was."""
        if self._complaint_id and self.words.text:
            self._keeper.keep()

    def saved(self) -> None:
        """It is done: nothing of it is left to be kept."""
        self._complaint_id = ""
        self.words.put("")
        self._keeper.drop()
        self.show_saving(is_saving=False)

    def not_saved(self, error: YizhanError) -> bool:
        """Say why beside the field that it is about."""
        self.show_saving(is_saving=False)
        if isinstance(error, NotAllowed):
            self.words.show_problem(self._texts("complaints-not-yours"))
            return True
        if isinstance(error, Refused):
            field = self._due if error.key == "refused-deadline-past" else self.words
            field.show_problem(self._texts(error.key, **error.details))
            return True
        return False

    def _changed(self) -> None:
        for field in (self.words, self._due):
            field.show_problem("")
        if self._complaint_id:
            self._keeper.changed()

    def _written(self) -> dict[str, str]:
        return {
            "complaint": self._complaint_id,
            "act": self._act.value,
            "words": self.words.text,
            "next": self._next.text,
            "due": self._due.text,
        }

    def _fill(self, fields: Mapping[str, str]) -> None:
        if (fields.get("complaint"), fields.get("act")) == (self._complaint_id, self._act.value):
            self.words.put(fields.get("words", ""))
            self._next.put(fields.get("next", ""))
            self._due.put(fields.get("due", ""))

    def _tell_saved(self) -> None:
        act, complaint_id, words, texts = self._act, self._complaint_id, self.words.text, self._texts
        due, step = self._due.day, self._next.text.strip()
        if act is StepAct.ADD and due is None and self._due.text.strip():
            self._due.show_problem(texts("day-problem"))
            return
        changed_due = due if due != self._due_before else None

        def use_case(desk: Desk) -> Done[ComplaintPage]:
            match act:
                case StepAct.ADD:
                    return desk.complaints.add_step(
                        complaint_id, words, state=ComplaintState.IN_HAND, next_step=step, due_day=changed_due
                    )
                case StepAct.CLOSE:
                    return desk.complaints.close(complaint_id, words)
                case StepAct.REOPEN:
                    return desk.complaints.reopen(complaint_id, words)

        self.show_saving(is_saving=True)
        self._tell(use_case, texts(f"complaints-{act.value}-done"))
