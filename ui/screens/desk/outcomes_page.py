"""The end-of-day list with the line that finds a slip, and what keeps the day open."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.screens.desk.outcome_lines import Line, Lists, found_in, state_line
from ui.screens.desk.outcome_list import OutcomeList
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.enter_line import EnterLine
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

UNDECIDED, AWAITING = "undecided", "pay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A complaint about wages that a decision opened, in words."""

    complaint_id: str
    title: str
    next_step: str


class OutcomesPage(QWidget):
    """`entered` carries what somebody wants to find by Enter, `close_wanted` asks to close the day.

    What is touched in `list` is told there; `complaint_wanted` carries the id of the complaint that was just opened.
    """

    entered = Signal(str)
    close_wanted = Signal()
    complaint_wanted = Signal(str)

    def __init__(self, look: Look, parent: QWidget, *, is_compact: bool) -> None:
        super().__init__(parent)
        self._texts = look.texts
        self._lists: Lists | None = None
        self.opened: Opened | None = None
        self._build(look, is_compact=is_compact)
        self._arrange(look)
        self.line.textChanged.connect(self._typed)
        self.line.entered.connect(self._enter)
        self.line.went_down.connect(self.to_list)
        self._which.changed.connect(self._show_list)

    def _build(self, look: Look, *, is_compact: bool) -> None:
        texts = self._texts
        self.line = EnterLine("outcomes-find", texts("outcomes-find"), self)
        self._which = Choice(look, "outcomes-which", self._options(), self, columns=2)
        self._which.choose(UNDECIDED)
        self._area = QStackedWidget(self)
        self.list = OutcomeList(look, "outcomes-list", self._area, is_compact=is_compact)
        self._empty = Words("outcomes-empty", "", self._area)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self._area, self.list):
            part.setMinimumHeight(look.sizes.target)
        self._state = Words("outcomes-state", "", self, kind="strong")
        self._close = DeskButton(
            look, "outcomes-close-day", texts("outcomes-close-day"), self, kind="primary", keys="Ctrl+Return",
            pressed=self.close_wanted.emit,
        )  # fmt: skip
        self._close.hide()
        self._build_complaint(look)

    def _build_complaint(self, look: Look) -> None:
        size, texts = look.sizes, self._texts
        self._complaint = QFrame(self)
        self._complaint.setObjectName("outcomes-complaint")
        self._complaint.setProperty("kind", "card")
        self._complaint.setProperty("state", "warning")
        self._title = Words("outcomes-complaint-title", "", self._complaint, kind="strong")
        self._next = Words("outcomes-complaint-next", "", self._complaint, kind="small")
        told, words = QHBoxLayout(self._complaint), QVBoxLayout()
        told.setContentsMargins(size.padding, size.gap // 2, size.padding, size.gap // 2)
        told.setSpacing(size.gap)
        words.setSpacing(0)
        for part in (self._title, self._next):
            words.addWidget(part)
        told.addLayout(words, 1)
        for name, keys, pressed in (("open", "Alt+T", self._open_complaint), ("seen", "Alt+K", self.seen)):
            button = DeskButton(
                look, f"outcomes-complaint-{name}", texts(f"outcomes-complaint-{name}"), self._complaint, keys=keys,
                pressed=pressed,
            )  # fmt: skip
            told.addWidget(button)
        self._complaint.hide()

    def _options(self) -> list[Option]:
        lists = self._lists
        counts = (0, 0) if lists is None else (_slips(lists.undecided), _slips(lists.awaiting))
        return [
            Option(UNDECIDED, self._texts("outcomes-list-undecided", count=counts[0])),
            Option(AWAITING, self._texts("outcomes-list-pay", count=counts[1])),
        ]

    def _arrange(self, look: Look) -> None:
        size = look.sizes
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.line, 1)
        top.addWidget(self._which, 1)
        foot.addWidget(self._state, 1)
        foot.addWidget(self._close, 1)
        for page in (self.list, self._empty):
            self._area.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.margin, size.margin, size.gap)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        column.addWidget(self._complaint)
        column.addLayout(foot)
        for layout in (top, foot, column):
            layout.setSpacing(size.gap)

    # what is shown

    def show_lists(self, lists: Lists) -> None:
        """Show both lists as they stand now."""
        if lists != self._lists:
            self._lists = lists
            for option in self._options():
                self._which.say(option.key, option.text)
            self._show_list()
            self._show_state()

    def show_opened(self, opened: Opened | None) -> None:
        """Say that a complaint was opened, with its number and what happens next."""
        self.opened = opened
        if opened is not None:
            self._title.say(opened.title)
            self._next.say(opened.next_step)
        self._complaint.setVisible(opened is not None)
        self._show_state()

    def seen(self) -> None:
        """Say nothing more of a complaint."""
        self.show_opened(None)

    def choose_list(self, which: str) -> None:
        """Show one of the two lists."""
        self._which.choose(which)
        self._show_list()

    def _show_state(self) -> None:
        """What keeps the day open, or the button that closes it; a complaint that was just opened goes first."""
        state = None if self._lists is None or self.opened is not None else self._lists.state
        self._state.say("" if state is None else state_line(state, self._texts))
        self._close.setVisible(state is not None and state.may_close and not state.is_closed)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the list that is shown."""
        return self._lines_of(self._which.one)

    def _lines_of(self, which: str) -> tuple[Line, ...]:
        if self._lists is None:
            return ()
        return self._lists.awaiting if which == AWAITING else self._lists.undecided

    def _show_list(self) -> None:
        if not self._which.one:
            self._which.choose(UNDECIDED)
        self.list.show_lines(self.lines)
        self.list.begin()
        self._area.setCurrentWidget(self.list if self.lines else self._empty)
        self._empty.setText(self._texts(f"outcomes-none-{self._which.one}"))

    # finding a slip

    def jump_to(self, text: str) -> bool:
        """Stand on the row that `text` means, in whichever list; return whether there is one."""
        for which in (self._which.one, UNDECIDED, AWAITING):
            found = found_in(self._lines_of(which), text)
            if found is not None:
                self.choose_list(which)
                self.list.mark(found)
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def to_list(self) -> None:
        """Give the keyboard to the list, or to the line where there is no list."""
        if self.lines:
            self.list.begin()
        (self.list if self.lines else self.line).setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self, text: str) -> None:
        found = found_in(self.lines, text)
        if found is not None:
            self.list.mark(found)

    def _enter(self) -> None:
        text = self.line.text().strip()
        if text:
            self.entered.emit(text)

    def _open_complaint(self) -> None:
        opened = self.opened
        self.seen()
        if opened is not None:
            self.complaint_wanted.emit(opened.complaint_id)


def _slips(lines: tuple[Line, ...]) -> int:
    return sum(not line.is_heading for line in lines)
