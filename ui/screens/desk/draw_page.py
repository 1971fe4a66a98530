"""Drawing lots for the order of the day, before everybody's eyes, and the lot that was drawn."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kiosk.domain.arrival import Draw, Rule
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look
from ui.widgets.desk.step_page import StepPage
from ui.widgets.desk.words import Words


class DrawPage(StepPage):
    """`drawn` carries what was drawn in the hall, empty to leave it to chance; `print_wanted` asks for the list."""

    drawn = Signal(str)
    print_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "draw", parent)
        texts, content = look.texts, self.content
        self._texts = texts
        self._seed_label = Words("draw-seed-label", texts("draw-seed-is"), content, kind="strong")
        self._seed = Words("draw-seed", "", content, kind="number")
        self._check = Words("draw-check", "", content)
        self._what = Words("draw-what", texts("draw-what"), content)
        self._own = Field(look, "draw-own", texts("draw-own"), content, hint=texts("draw-own-hint"))
        self._once = Words("draw-once", "", content, kind="strong")
        for part in (self._seed_label, self._seed, self._what):
            self.first.addWidget(part)
        self.second.addWidget(self._check)
        self.second.addWidget(self._own)
        self.second.addWidget(self._once)
        for column in (self.first, self.second):
            column.addStretch(1)
        self._again = DeskButton(look, "draw-again", texts("draw-again"), self, keys="Alt+R", pressed=self._try)
        self._primary = DeskButton(
            look, "draw-next-step", "", self, kind="primary", keys="Ctrl+Return", pressed=self._next_step
        )
        self._print = DeskButton(
            look, "draw-print", texts("arrivals-print"), self, keys="Ctrl+P", pressed=self.print_wanted.emit
        )
        self.foot.addWidget(self._again)
        self.foot.addWidget(self._print)
        self.foot.addWidget(self._primary, 2)
        self.put_last(self._again, self._print, self._primary)
        self._own.changed.connect(lambda _: self._own.show_problem(""))
        self._is_drawn = False
        self.title.say(texts("draw-title"))

    def show_draw(self, draw: Draw, *, came: int, may_draw_again: bool) -> None:
        """Show what was drawn, or ask to draw; `came` is how many are on today's list."""
        texts = self._texts
        self._is_drawn = draw.rule is Rule.LOTTERY
        for part in (self._seed_label, self._seed, self._check):
            part.setVisible(self._is_drawn)
        self._seed.setText(draw.seed)
        self._check.setText(texts("draw-check", through=str(draw.drawn_through), seed=draw.seed))
        self._what.say("" if self._is_drawn else texts("draw-what"))
        self._own.setVisible(not self._is_drawn)
        self._once.say("" if self._is_drawn else texts("draw-once", count=str(came)))
        self._again.setVisible(self._is_drawn and may_draw_again)
        self._print.setVisible(not self._is_drawn)
        self._print.setEnabled(bool(came))
        self._primary.say(texts("arrivals-print" if self._is_drawn else "draw-now"))
        self._primary.setEnabled(bool(came))

    def begin(self) -> None:
        """Begin with an empty line."""
        self._own.put("")
        self._own.show_problem("")
        (self._primary if self._is_drawn else self._own.line).setFocus(Qt.FocusReason.OtherFocusReason)

    def say_problem(self, text: str) -> None:
        """Say why nothing was drawn."""
        if self._is_drawn:
            self._once.say(text)
        else:
            self._own.show_problem(text)

    def _next_step(self) -> None:
        if self._is_drawn:
            self.print_wanted.emit()
        else:
            self._try()

    def _try(self) -> None:
        self.drawn.emit(self._own.text.strip())
