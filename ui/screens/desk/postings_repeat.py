"""What was posted before, to be posted again: one touch opens the list, the second posts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.postings import NotTaken, Taken, TakenOrNot
from kiosk.desk.room import Done
from kiosk.domain.posting_list import ListedPosting
from kiosk.errors import YizhanError
from ui.screens.desk.postings_rows import PostingRows
from ui.screens.desk.postings_words import posted_text
from ui.screens.desk.screen import DeskScreen, News
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.esc_page import EscPage
from ui.widgets.desk.words import Words


class RepeatPage(EscPage):
    """Asks through its screen."""

    def __init__(self, screen: DeskScreen, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("repeat")
        self._screen, self._texts = screen, screen.texts
        self._asked_about = ""
        self._is_posting = False
        look, texts = screen.look, screen.texts
        self._title = Words("repeat-title", texts("repeat-title"), self, kind="title")
        self._hint = Words("repeat-hint", texts("repeat-hint"), self, kind="hint")
        self._rows = PostingRows(look, "repeat-rows", self)
        self._rows.chosen.connect(self._touched)
        self._back = DeskButton(look, "repeat-back", f"{texts('step-back')}  Esc", self, pressed=self.closed.emit)
        self._build_question()
        self._arrange()

    def _build_question(self) -> None:
        look, texts = self._screen.look, self._texts
        self._question = QFrame(self)
        self._question.setObjectName("repeat-question")
        self._question.setProperty("kind", "card")
        self._question.setProperty("state", "warning")
        self._question_words = Words("repeat-question-words", "", self._question, kind="strong")
        self._anyway = DeskButton(
            look, "repeat-anyway", texts("repeat-anyway"), self._question, kind="primary", keys="Ctrl+Return",
            pressed=lambda: self._post(self._asked_about, despite_warnings=True),
        )  # fmt: skip
        self._leave = DeskButton(
            look, "repeat-leave", texts("repeat-leave"), self._question, keys="Alt+N", pressed=self._ask_nothing
        )
        self._question.hide()

    def _arrange(self) -> None:
        size = self._screen.look.sizes
        row = QHBoxLayout(self._question)
        row.setContentsMargins(size.padding, size.padding, size.padding, size.padding)
        row.setSpacing(size.gap)
        row.addWidget(self._question_words, 1)
        row.addWidget(self._leave)
        row.addWidget(self._anyway)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        column.setSpacing(size.gap)
        for part in (self._title, self._hint):
            column.addWidget(part)
        column.addWidget(self._rows, 1)
        column.addStretch(0)
        column.addWidget(self._question)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        column.addLayout(foot)

    def open(self) -> None:
        """Show what could be posted again."""
        self._is_posting = False
        self._ask_nothing()
        self.refresh()
        self._rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Ask for it anew."""
        self._screen.ask(lambda desk: desk.postings.repeatable(), self._show)

    def _show(self, found: tuple[ListedPosting, ...]) -> None:
        self._rows.show_postings(found)
        if found and self._rows.isHidden():
            self._rows.show()
            self._rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rows.setVisible(bool(found))
        self._hint.say(self._texts("repeat-hint" if found else "repeat-none"))
        if found and self._rows.marked is None:
            self._rows.selectRow(0)

    def _touched(self, posting_id: str) -> None:
        self._post(posting_id)

    def _post(self, posting_id: str, *, despite_warnings: bool = False) -> None:
        if self._is_posting or not posting_id:
            return
        self._is_posting = True

        def answered(done: Done[TakenOrNot]) -> None:
            self._is_posting = False
            match done.value:
                case Taken(posting):
                    line = posted_text(posting, self._texts, today=self._screen.look.today())
                    self._screen.told.emit(News(text=self._texts("posting-posted", what=line), undo=done.undo))
                    self.closed.emit()
                    self._screen.refresh()
                case NotTaken() as answer:
                    self._ask_about(posting_id, answer)

        def failed(_: YizhanError) -> bool:
            self._is_posting = False
            return False

        self._screen.ask(
            lambda desk: desk.postings.copy(posting_id, despite_warnings=despite_warnings), answered, failed=failed
        )

    def _ask_about(self, posting_id: str, answer: NotTaken) -> None:
        self._asked_about = posting_id
        self._question_words.say(" ".join(found.sentence(self._texts) for found in answer.problems))
        self._anyway.setVisible(not answer.is_refused)
        self._question.show()
        (self._leave if answer.is_refused else self._anyway).setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_nothing(self) -> None:
        self._asked_about = ""
        self._question.hide()
        self._rows.setFocus(Qt.FocusReason.OtherFocusReason)
