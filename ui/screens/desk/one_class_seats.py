"""The seats of a class: who has one, who came, who gave theirs up."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.training import SignUp, SignUpState
from ui.screens.desk.shown_names import seat_name
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row, Rows

COLUMNS = (("number", 0), ("who", 1), ("state", 0))
LINES_IN_A_ROW = 2


class ClassSeats(QWidget):
    """The list with two buttons below it. `came` and `gave_up` carry the `SignUp` of the row that is marked."""

    came = Signal(object)
    gave_up = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = look.texts
        self._sign_ups: tuple[SignUp, ...] = ()
        self._is_open = False
        size = look.sizes
        columns = [Column(self._texts(f"classes-{name}"), weight) for name, weight in COLUMNS]
        self._rows = Rows(look, "class-rows", columns, self)
        self._rows.verticalHeader().setDefaultSectionSize(LINES_IN_A_ROW * size.body * 3 // 2 + size.padding)
        self._rows.chosen.connect(lambda _: self._show_marked())
        self._rows.selectionModel().currentRowChanged.connect(lambda *_: self._show_marked())
        self._came = DeskButton(
            look, "class-came", self._texts("classes-came"), self, keys="Alt+K", pressed=lambda: self._tell(self.came)
        )
        self._gave_up = DeskButton(
            look, "class-gave-up", self._texts("classes-give-up"), self, keys="Alt+G",
            pressed=lambda: self._tell(self.gave_up),
        )  # fmt: skip
        marks = QHBoxLayout()
        marks.setSpacing(size.gap)
        marks.addWidget(self._came, 1)
        marks.addWidget(self._gave_up, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(size.gap)
        column.addWidget(self._rows, 1)
        column.addLayout(marks)
        self._show_marked()

    def show_seats(self, sign_ups: tuple[SignUp, ...], *, is_open: bool) -> None:
        """Show who signed up; only in a class that `is_open` anything more can be said of them."""
        self._sign_ups, self._is_open = sign_ups, is_open
        self._rows.show_rows([self._row(place, each) for place, each in enumerate(sign_ups, 1)])
        self._show_marked()

    def mark(self, seat_id: str) -> None:
        """Mark the row of a sign-up, and bring it into sight."""
        self._rows.mark(seat_id)

    def of(self, person_id: str) -> SignUp | None:
        """The seat that somebody has now; None for nobody, and for who gave theirs up."""
        held = [each for each in self._sign_ups if each.state is not SignUpState.GAVE_UP]
        return next((each for each in held if each.person_id == person_id), None)

    @property
    def _marked(self) -> SignUp | None:
        return next((each for each in self._sign_ups if each.id == self._rows.marked), None)

    def _show_marked(self) -> None:
        state = self._marked.state if self._marked is not None and self._is_open else None
        self._came.setEnabled(state not in (None, SignUpState.CAME))
        self._gave_up.setEnabled(state not in (None, SignUpState.GAVE_UP))

    def _tell(self, signal: SignalInstance) -> None:
        if self._marked is not None:
            signal.emit(self._marked)

    def _row(self, place: int, seat: SignUp) -> Row:
        number = "" if seat.state is SignUpState.GAVE_UP else str(place)
        who = "\n".join(filter(None, (seat_name(seat, self._texts), seat.masked_phone)))
        return Row(key=seat.id, cells=(number, who, self._texts(f"classes-is-{seat.state}")))
