"""The form of a new posting: what an employer says on the phone, each part typed or touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.fast_posting import FastPosting, Understood
from kiosk.desk.problems import Problem
from kiosk.domain.employer import Employer
from kiosk.domain.pay import PaidWhen, PayUnit
from kiosk.domain.posting import Strength
from ui.screens.desk.new_posting_fields import NewPostingFields, around
from ui.screens.desk.new_posting_pickers import Pickers
from ui.screens.desk.new_posting_text import Chosen, amount_alone, pay_text
from ui.screens.desk.screen_width import screen_width
from ui.widgets.desk.focus import follow_focus
from ui.widgets.desk.look import Look

MOBILE_DIGITS = 11
FORM_SHARE, WHOLE = 11, 20
"""Of the room, the rest is the pickers'."""
KEYPADS = ("headcount", "pay", "phone")


class NewPostingForm(QWidget):
    """Fields and pickers. `changed` follows each key and touch; `employer_typed` carries the employer's line."""

    changed = Signal()
    employer_typed = Signal(str)
    employer_picked = Signal(str)
    """Carries an employer's id."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("new-posting-form")
        self._look, self._texts = look, look.texts
        self._employer_id = ""
        self._unit_touched, self._paid_touched = "", ""
        """The choices show what is understood; only what was touched is told."""
        self._proposed: dict[str, str] = {}
        """What an employer brought along, by field: another employer takes it away again while it stands unchanged."""
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        """Fields and pickers side by side; one below the other on a tall panel."""
        look, size = self._look, self._look.sizes
        is_wide, whole_px = not look.panel.is_portrait, screen_width(look)
        own_px = whole_px * FORM_SHARE // WHOLE if is_wide else whole_px
        self._fields = NewPostingFields(look, "new-posting-page", self, width_px=own_px)
        self._lines = self._fields.lines
        typed = {name: self._lines[name].line for name in KEYPADS}
        beside_px = (whole_px - own_px if is_wide else whole_px) - around(look)
        self._pickers = Pickers(look, self, lines=typed, width_px=beside_px)
        both = QBoxLayout(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom, self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        beside = QVBoxLayout()
        beside.setContentsMargins(size.gap if is_wide else size.margin, size.gap if is_wide else 0, size.margin, 0)
        beside.addWidget(self._pickers)
        both.addWidget(self._fields, FORM_SHARE)
        both.addLayout(beside, WHOLE - FORM_SHARE)

    def _connect(self) -> None:
        for name, field in self._lines.items():
            field.changed.connect(lambda text, name=name: self._typed(name, text))
            field.line.installEventFilter(self)
        fields, pickers = self._fields, self._pickers
        fields.trade.opened.connect(pickers.trade.focus_first)
        fields.unit.changed.connect(self._pay_touched)
        fields.paid.changed.connect(self._pay_touched)
        fields.strength.changed.connect(self.changed)
        fields.offered.changed.connect(self.changed)
        pickers.trade.changed.connect(self._trade_touched)
        pickers.when.picked.connect(self._when_picked)
        pickers.employer.picked.connect(self.employer_picked)
        pickers.place.picked.connect(self._place_picked)
        follow_focus(self._follow)

    # what stands in it

    def fast_posting(self) -> FastPosting:
        """What stands in the form, to be understood."""
        text = {name: field.text for name, field in self._lines.items()}
        unit = PayUnit(self._unit_touched) if self._unit_touched else None
        paid = PaidWhen(self._paid_touched) if self._paid_touched else None
        return FastPosting(
            trade=next(iter(self._pickers.trade.chosen), ""),
            work=text["work"],
            headcount=text["headcount"],
            pay=pay_text(text["pay"], unit=unit, paid=paid),
            when=text["when"],
            place=text["place"],
            phone=text["phone"],
            employer=text["employer"],
            employer_id=self._employer_id,
            note=text["note"],
            strength=Strength(self._fields.strength.one) if self._fields.strength.one else None,
            meals=self._is_offered("meals"),
            lodging=self._is_offered("lodging"),
            women_facilities=self._is_offered("women_facilities"),
            men_facilities=self._is_offered("men_facilities"),
        )

    def _is_offered(self, name: str) -> bool | None:
        """What is not touched was not asked, which says neither yes nor no."""
        return True if name in self._fields.offered.chosen else None

    def written(self) -> dict[str, str]:
        """Everything as it stands, to be kept as a draft; empty where nothing stands."""
        return {
            **{name: field.text for name, field in self._lines.items()},
            "trade": next(iter(self._pickers.trade.chosen), ""),
            "unit": self._unit_touched,
            "paid": self._paid_touched,
            "strength": self._fields.strength.one,
            "offered": " ".join(sorted(self._fields.offered.chosen)),
            "employer_id": self._employer_id,
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft back."""
        self._proposed = {}
        for name, field in self._lines.items():
            field.put(fields.get(name, ""))
        self._employer_id = fields.get("employer_id", "")
        self._pickers.trade.choose([fields.get("trade", "")])
        self._unit_touched, self._paid_touched = fields.get("unit", ""), fields.get("paid", "")
        for name, choice in (
            ("unit", self._fields.unit),
            ("paid", self._fields.paid),
            ("strength", self._fields.strength),
        ):
            choice.choose(fields.get(name, ""))
        self._fields.offered.choose(*fields.get("offered", "").split())
        self._show_trade()
        self.changed.emit()

    def clear(self) -> None:
        """Begin with nothing."""
        self.fill({})
        self.show_problems((), tried=False)
        self._pickers.place.offer(())
        self._pickers.employer.offer((), "")
        self._pickers.show_for("work")

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.written().values())

    # what is known of it

    def show_understood(self, understood: Understood) -> None:
        """Mark in the pickers what the lines say."""
        draft = understood.draft
        if draft.trade and not self._pickers.trade.chosen:
            self._fields.trade.show_picked(self._texts(f"trade-{draft.trade}"))
        if draft.pay is not None:
            self._fields.unit.choose(draft.pay.unit)
            self._fields.paid.choose(draft.pay.paid_when or "")
        if draft.first_day is not None and draft.last_day is not None:
            self._pickers.when.show_chosen(
                Chosen(first=draft.first_day, last=draft.last_day, start=draft.daily_start, end=draft.daily_end)
            )

    def show_problems(self, problems: Sequence[Problem], *, tried: bool) -> Sequence[Problem]:
        """Say beside each field what is wrong with it; return what belongs to none."""
        return self._fields.show_problems(problems, tried=tried)

    def go_to_first(self, problems: Sequence[Problem]) -> None:
        """Give the keyboard to the first field that something is wrong with."""
        self._fields.go_to_first(problems)

    def offer_employers(self, employers: Sequence[Employer]) -> None:
        """Offer employers for what is typed."""
        self._pickers.employer.offer(employers, self._lines["employer"].text)

    def take_employer(self, employer: Employer, *, phone: str, places: Sequence[str]) -> None:
        """Put in a known employer with what is known of them; what somebody typed already stays."""
        self._take_back_proposals()
        self._lines["employer"].put(employer.name)
        self._employer_id = employer.id
        for name, text in (("phone", phone), ("place", next(iter(places), ""))):
            if text and not self._lines[name].text.strip():
                self._lines[name].put(text)
                self._proposed[name] = text
        self._pickers.place.offer(places)
        self.changed.emit()

    def first_focus(self) -> QWidget:
        """What the work is, in words; the pictures stand beside it."""
        return self._lines["work"].line

    # touches

    def _typed(self, name: str, text: str) -> None:
        if name == "employer":
            self._employer_id = ""
            self._take_back_proposals()
            self.employer_typed.emit(text)
        if name == "work":
            self._show_trade()
        if name == "phone" and len(text) == MOBILE_DIGITS and text.isdigit() and text.startswith("1"):
            self._go_on_from("phone")
        self.changed.emit()

    def _go_on_from(self, name: str) -> None:
        """A mobile number is whole: go on where the next words belong, if it was typed here."""
        if self._lines[name].line.hasFocus():
            names = list(self._lines)
            self._lines[names[names.index(name) + 1]].line.setFocus(Qt.FocusReason.TabFocusReason)

    def _take_back_proposals(self) -> None:
        """Take away what the employer before brought along, where nobody changed it since."""
        proposed, self._proposed = self._proposed, {}
        for name, text in proposed.items():
            if self._lines[name].text == text:
                self._lines[name].put("")

    def _trade_touched(self) -> None:
        self._show_trade()
        if self._pickers.trade.chosen:
            self._lines["headcount"].line.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _show_trade(self) -> None:
        chosen = next(iter(self._pickers.trade.chosen), "")
        self._fields.trade.show_picked(self._texts(f"trade-{chosen}") if chosen else "")

    def _pay_touched(self) -> None:
        """What is touched counts before what is typed."""
        self._unit_touched, self._paid_touched = self._fields.unit.one, self._fields.paid.one
        line = self._lines["pay"]
        alone = amount_alone(line.text)
        if alone != line.text:
            line.put(alone)
        self.changed.emit()

    def _when_picked(self, chosen: Chosen) -> None:
        self._lines["when"].put(chosen.text(self._texts.language))

    def _place_picked(self, place: str) -> None:
        self._lines["place"].put(place)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Show the picker of the field that has the focus."""
        if now is None or not self.isVisible():
            return
        if now is self._fields.trade.button:
            self._pickers.show_for("work")
        for name, field in self._lines.items():
            if now is field.line:
                self._pickers.show_for(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow down leads from a line to what can be picked for it."""
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if is_down and event.type() is QEvent.Type.KeyPress:
            name = next((name for name, field in self._lines.items() if field.line is watched), "")
            if self._pickers.enter(name):
                return True
        return bool(super().eventFilter(watched, event))
