"""What can be done with a posting in its present state, the likeliest first, each by a button and a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.domain.posting import PostingState
from ui.screens.desk.posting_known import KnownPosting
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look

NEXT_STEP = "Ctrl+Return"


class Act(StrEnum):
    """Named by what the clerk wants; the words are the message `posting-do-ACT`."""

    DISPATCH = "dispatch"
    OUTCOMES = "outcomes"
    RESUME = "resume"
    APPROVE = "approve"
    REJECT = "reject"
    REOPEN = "reopen"
    PAUSE = "pause"
    FULL = "full"
    FEWER = "fewer"
    MORE = "more"
    LONGER = "longer"
    UNTIL = "until"
    COPY = "copy"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    EMPLOYER = "employer"


KEYS = {
    Act.DISPATCH: "Alt+I", Act.OUTCOMES: "Alt+U", Act.RESUME: "Alt+G", Act.APPROVE: "Alt+V", Act.REJECT: "Alt+J",
    Act.REOPEN: "Alt+O", Act.PAUSE: "Alt+P", Act.FULL: "Alt+F", Act.FEWER: "Alt+-", Act.MORE: "Alt+=",
    Act.LONGER: "Alt+D", Act.UNTIL: "Alt+T", Act.COPY: "Alt+K", Act.CLOSE: "Alt+C", Act.WITHDRAW: "Alt+W",
    Act.EMPLOYER: "Alt+E",
}  # fmt: skip
LEAD_ELSEWHERE = frozenset({Act.DISPATCH, Act.OUTCOMES, Act.EMPLOYER, Act.COPY, Act.LONGER})
"""They are told of there, or, for one day longer, as another last day; what else was done is `posting-did-ACT`."""
GRAVE = frozenset({Act.REJECT, Act.WITHDRAW})
CHANGES = (Act.FEWER, Act.MORE, Act.LONGER, Act.UNTIL)
STOPPED = frozenset({PostingState.PAUSED, PostingState.FULL})


def acts_for(known: KnownPosting) -> tuple[Act, ...]:
    """What may be done now, the one next step first."""
    return tuple(dict.fromkeys((*_next_steps(known), *_others(known), Act.COPY, Act.EMPLOYER)))


def _next_steps(known: KnownPosting) -> Sequence[Act]:
    state = known.posting.state
    if known.has_ended:
        return (Act.COPY, Act.REOPEN) if known.is_head else (Act.COPY,)
    if state is PostingState.REVIEW:
        return (Act.APPROVE, Act.REJECT) if known.is_head else ()
    if known.is_over:
        return (Act.OUTCOMES, Act.CLOSE) if known.undecided else (Act.CLOSE,)
    if state in STOPPED:
        return (Act.RESUME,)
    return (Act.DISPATCH,) if known.takes_people else ()


def _others(known: KnownPosting) -> Sequence[Act]:
    state = known.posting.state
    if known.has_ended:
        return ()
    undecided = (Act.OUTCOMES,) if known.undecided else ()
    if state is PostingState.REVIEW:
        return (*CHANGES, Act.WITHDRAW)
    stops = {PostingState.OPEN: (Act.PAUSE, Act.FULL), PostingState.PAUSED: (Act.FULL,)}.get(state, (Act.PAUSE,))
    return (*stops, *CHANGES, *undecided, Act.CLOSE, Act.WITHDRAW)


@dataclass(frozen=True, slots=True)
class _Shown:
    acts: tuple[Act, ...]
    has_next: bool


class ActionButtons(QWidget):
    """One button an act. `wanted` carries the `Act`; the keyboard stays with the same act when others come."""

    wanted = Signal(object)

    def __init__(self, look: Look, parent: QWidget, *, columns: int) -> None:
        super().__init__(parent)
        self.setObjectName("posting-acts")
        self._look, self._columns = look, columns
        self._shown = _Shown((), has_next=False)
        self._buttons: dict[Act, DeskButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.sizes.gap)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def show_known(self, known: KnownPosting) -> None:
        """Show what may be done now."""
        shown = _Shown(acts_for(known), has_next=bool(_next_steps(known)))
        if shown == self._shown:
            return
        focused = next((act for act, button in self._buttons.items() if button.hasFocus()), None)
        for button in self._buttons.values():
            self._grid.removeWidget(button)
            button.hide()
            button.setParent(None)
            button.deleteLater()
        self._shown = shown
        self._buttons = {
            act: self._button(act, is_next=shown.has_next and index == 0) for index, act in enumerate(shown.acts)
        }
        self._lay_out()
        if focused in self._buttons:
            self._buttons[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def first(self) -> QWidget | None:
        """The button of the one next step."""
        return next(iter(self._buttons.values()), None)

    def _lay_out(self) -> None:
        """The next step takes a whole row."""
        row = column = 0
        for button in self._buttons.values():
            is_whole = self._columns == 1 or button.property("kind") == "primary"
            if is_whole and column:
                row, column = row + 1, 0
            self._grid.addWidget(button, row, column, 1, self._columns if is_whole else 1)
            column += self._columns if is_whole else 1
            if column >= self._columns:
                row, column = row + 1, 0
        self._grid.setRowStretch(row + 1, 1)

    def _button(self, act: Act, *, is_next: bool) -> DeskButton:
        kind = "primary" if is_next else "danger" if act in GRAVE else ""
        button = DeskButton(
            self._look, f"posting-{act}", self._look.texts(f"posting-do-{act}"), self, kind=kind,
            keys=NEXT_STEP if is_next else KEYS[act], pressed=lambda: self.wanted.emit(act),
        )  # fmt: skip
        button.show()
        return button
