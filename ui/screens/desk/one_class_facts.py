"""A class in four lines: what, when and where, the seats that are left, what else is to be known."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kiosk.domain.training import ClassState, TrainingClass
from kiosk.texts.phrases import long_day
from ui.screens.desk.classes import hours_text, seats_left_text
from ui.screens.desk.postings_words import BETWEEN, short
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class ClassFacts(QFrame):
    """A card."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("class-facts")
        self.setProperty("kind", "card")
        self._title = Words("class-title", "", self, kind="strong")
        self._when = Words("class-when", "", self)
        self._seats = Words("class-seats", "", self, kind="strong")
        self._note = Words("class-note", "", self, kind="small")
        size = look.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(size.padding * 2, size.padding, size.padding * 2, size.padding)
        column.setSpacing(size.padding // 2)
        for words in (self._title, self._when, self._seats, self._note):
            column.addWidget(words)

    def show_class(self, held: TrainingClass) -> None:
        """Show a class as it stands; of one that is cancelled, why."""
        texts = self._look.texts
        day = long_day(held.day, texts, today=self._look.today())
        self._title.say(short(held.title))
        self._when.say(
            BETWEEN.join(filter(None, (day, hours_text(held, texts), short(held.place), short(held.teacher))))
        )
        if held.state is ClassState.CANCELLED:
            self._seats.say(texts("classes-cancelled-why", why=short(held.cancelled_reason)))
        else:
            taken = texts("classes-taken", taken=str(held.seats_taken), seats=str(held.seats))
            self._seats.say(BETWEEN.join((seats_left_text(held, texts), taken)))
        self._note.say(held.note)
