"""The form of a new posting: what an employer says on the phone, each part typed or touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.fast_posting import FastPosting, Understood
from kiosk.desk.posting_life import MOST_PEOPLE
from kiosk.desk.problems import Field as Part
from kiosk.desk.problems import Problem
from kiosk.domain.employer import Employer
from kiosk.domain.pay import PaidWhen, PayUnit
from kiosk.domain.posting import Strength
from ui.screens.desk.new_posting_pickers import EmployerPicker, PlacePicker, WhenPicker
from ui.screens.desk.new_posting_text import Chosen, amount_alone, pay_text
from ui.screens.desk.screen_width import screen_width
from ui.widgets.desk.choice import Choice, Option, columns_that_fit
from ui.widgets.desk.count_field import CountField
from ui.widgets.desk.field import Field
from ui.widgets.desk.keypad import Keypad
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.pick_row import PickRow
from ui.widgets.desk.trade_picker import TradePicker
from ui.widgets.desk.words import Words

MOBILE_DIGITS = 11
FORM_SHARE, WHOLE = 11, 20
"""Of the room, the rest is the pickers'."""
TYPED = ("work", "headcount", "pay", "when", "employer", "phone", "place", "note")
"""The lines, in the order in which they are gone through."""
LINE_OF: Mapping[Part, str] = {
    Part.TITLE: "work", Part.HEADCOUNT: "headcount", Part.PAY: "pay", Part.FIRST_DAY: "when", Part.LAST_DAY: "when",
    Part.HOURS: "when", Part.PLACE: "place", Part.PHONE: "phone", Part.EMPLOYER: "employer", Part.CONTACT: "employer",
    Part.NOTE: "note",
}  # fmt: skip


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
        self._is_wide = look.panel.width_px > look.panel.height_px
        self._employer_id = ""
        self._unit_touched, self._paid_touched = "", ""
        """The choices show what is understood; only what was touched is told."""
        self._proposed: dict[str, str] = {}
        """What an employer brought along, by field: another employer takes it away again while it stands unchanged."""
        self._page = Page(look, "new-posting-page", self)
        self._build_fields()
        self._build_pickers()
        self._arrange()
        self._connect()

    def _build_fields(self) -> None:
        look, texts, inside = self._look, self._texts, self._page.content
        self._trade = PickRow(look, "fast-trade", texts("fast-trade"), texts("fast-trade-empty"), inside)
        self._fields: dict[str, Field] = {"work": self._line("work")}
        self._fields["headcount"] = CountField(
            look, "fast-headcount", texts("fast-headcount"), inside, most=MOST_PEOPLE
        )
        self._fields["pay"] = self._line("pay")
        self._unit = self._choice("unit", [Option(each, texts(f"fast-unit-{each}")) for each in PayUnit])
        self._paid = self._choice("paid", [Option(each, texts(f"fast-paid-{each}")) for each in PaidWhen])
        for name in ("when", "employer", "phone", "place"):
            self._fields[name] = self._line(name, digits=name == "phone")
        self._strength = self._choice("strength", [Option(each, texts(f"strength-{each}")) for each in Strength])
        self._fields["note"] = self._line("note")

    def _line(self, name: str, *, digits: bool = False) -> Field:
        hint = self._texts(f"fast-{name}-hint") if name in HINTED else ""
        return Field(
            self._look, f"fast-{name}", self._texts(f"fast-{name}"), self._page.content, hint=hint, digits=digits
        )

    def _choice(self, name: str, options: list[Option]) -> Choice:
        inside = screen_width(self._look)
        width = inside * FORM_SHARE // WHOLE if self._is_wide else inside
        columns = columns_that_fit(
            self._look, [option.text for option in options], width_px=width - self._around, most=len(options)
        )
        return Choice(self._look, f"fast-{name}", options, self._page.content, columns=columns)

    @property
    def _around(self) -> int:
        """What margins and the bar of a page that scrolls take of its width."""
        size = self._look.sizes
        return 2 * size.margin + size.target * 2 // 3

    def _build_pickers(self) -> None:
        look = self._look
        inside = screen_width(look)
        share = inside * (WHOLE - FORM_SHARE) // WHOLE if self._is_wide else inside
        width = share - self._around
        self._pickers = QStackedWidget(self)
        self._trade_picker = TradePicker(look, "fast-trades", self._pickers, width_px=width, several=False)
        self._when_picker = WhenPicker(look, "when", self._pickers, width_px=width)
        self._employer_picker = EmployerPicker(look, "fast-employers", self._pickers)
        self._place_picker = PlacePicker(look, "fast-places", self._pickers)
        self._picker_of: dict[str, QWidget] = {
            "work": self._trade_picker,
            "when": self._when_picker,
            "employer": self._employer_picker,
            "place": self._place_picker,
        }
        for name in ("headcount", "pay", "phone"):
            self._picker_of[name] = Keypad(look, self._fields[name].line, self._pickers)
        self._page_of = {picker: self._paged(picker) for picker in self._picker_of.values()}
        for page in self._page_of.values():
            self._pickers.addWidget(page)
        self._show(self._trade_picker)

    def _paged(self, picker: QWidget) -> QWidget:
        """The picker on a page that scrolls; a list scrolls by itself."""
        if picker is self._employer_picker:
            return picker
        page = Page(self._look, f"{picker.objectName()}-page", self._pickers)
        page.column.setContentsMargins(0, 0, 0, 0)
        page.column.addWidget(picker)
        return page

    def _show(self, picker: QWidget) -> None:
        self._pickers.setCurrentWidget(self._page_of[picker])

    def _arrange(self) -> None:
        size, of = self._look.sizes, self._fields
        rows: tuple[tuple[QWidget, ...], ...] = (
            (self._trade, of["work"]),
            (of["headcount"], of["pay"]),
            (self._labelled("unit", self._unit),),
            (self._labelled("paid", self._paid),),
            (of["when"],),
            (of["employer"], of["phone"]),
            (of["place"],),
            (self._labelled("strength", self._strength),),
            (of["note"],),
        )
        for widgets in rows:
            row = QHBoxLayout()
            row.setSpacing(size.gap)
            for widget in widgets:
                row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
            self._page.column.addLayout(row)
        self._page.column.addStretch(1)
        way = QBoxLayout.Direction.LeftToRight if self._is_wide else QBoxLayout.Direction.TopToBottom
        whole = QBoxLayout(way, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._page, FORM_SHARE)
        beside = QVBoxLayout()
        beside.setContentsMargins(size.gap, size.gap if self._is_wide else 0, size.margin, 0)
        beside.addWidget(self._pickers)
        whole.addLayout(beside, WHOLE - FORM_SHARE)

    def _labelled(self, name: str, choice: Choice) -> QWidget:
        whole = QWidget(self._page.content)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.sizes.gap // 4)
        column.addWidget(Words(f"fast-{name}-label", self._texts(f"fast-{name}"), whole, kind="strong"))
        column.addWidget(choice)
        return whole

    def _connect(self) -> None:
        for name, field in self._fields.items():
            field.changed.connect(lambda text, name=name: self._typed(name, text))
            field.line.installEventFilter(self)
        self._trade.opened.connect(self._trade_picker.focus_first)
        self._trade_picker.changed.connect(self._trade_touched)
        self._unit.changed.connect(self._pay_touched)
        self._paid.changed.connect(self._pay_touched)
        self._strength.changed.connect(self.changed)
        self._when_picker.picked.connect(self._when_picked)
        self._employer_picker.picked.connect(self.employer_picked)
        self._place_picker.picked.connect(self._place_picked)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]  # there is one

    # what stands in it

    def fast_posting(self) -> FastPosting:
        """What stands in the form, to be understood."""
        text = {name: field.text for name, field in self._fields.items()}
        unit = PayUnit(self._unit_touched) if self._unit_touched else None
        paid = PaidWhen(self._paid_touched) if self._paid_touched else None
        return FastPosting(
            trade=next(iter(self._trade_picker.chosen), ""),
            work=text["work"],
            headcount=text["headcount"],
            pay=pay_text(text["pay"], unit=unit, paid=paid),
            when=text["when"],
            place=text["place"],
            phone=text["phone"],
            employer=text["employer"],
            employer_id=self._employer_id,
            note=text["note"],
            strength=Strength(self._strength.one) if self._strength.one else None,
        )

    def written(self) -> dict[str, str]:
        """Everything as it stands, to be kept as a draft; empty where nothing stands."""
        return {
            **{name: field.text for name, field in self._fields.items()},
            "trade": next(iter(self._trade_picker.chosen), ""),
            "unit": self._unit_touched,
            "paid": self._paid_touched,
            "strength": self._strength.one,
            "employer_id": self._employer_id,
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft back."""
        self._proposed = {}
        for name, field in self._fields.items():
            field.put(fields.get(name, ""))
        self._employer_id = fields.get("employer_id", "")
        self._trade_picker.choose([fields.get("trade", "")])
        self._unit_touched, self._paid_touched = fields.get("unit", ""), fields.get("paid", "")
        for name, choice in (("unit", self._unit), ("paid", self._paid), ("strength", self._strength)):
            choice.choose(fields.get(name, ""))
        self._show_trade()
        self.changed.emit()

    def clear(self) -> None:
        """Begin with nothing."""
        self.fill({})
        self.show_problems((), tried=False)
        self._place_picker.offer(())
        self._employer_picker.offer((), "")
        self._show(self._trade_picker)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.written().values())

    # what is known of it

    def show_understood(self, understood: Understood) -> None:
        """Mark in the pickers what the lines say."""
        draft = understood.draft
        if draft.trade and not self._trade_picker.chosen:
            self._trade.show_picked(self._texts(f"trade-{draft.trade}"))
        if draft.pay is not None:
            self._unit.choose(draft.pay.unit)
            self._paid.choose(draft.pay.paid_when or "")
        if draft.first_day is not None and draft.last_day is not None:
            self._when_picker.show_chosen(
                Chosen(first=draft.first_day, last=draft.last_day, start=draft.daily_start, end=draft.daily_end)
            )

    def show_problems(self, problems: Sequence[Problem], *, tried: bool) -> Sequence[Problem]:
        """Say beside each field what is wrong with it; return what belongs to none.

        What is still missing is said only after somebody has `tried` to save.
        """
        first: dict[str, Problem] = {}
        others = []
        for problem in problems:
            name = "trade" if problem.field is Part.TRADE else LINE_OF.get(problem.field, "")
            if not name:
                others.append(problem)
            elif tried or self._has_text(name):
                first.setdefault(name, problem)
        shown: dict[str, Field | PickRow] = {**self._fields, "trade": self._trade}
        for name, field in shown.items():
            found = first.get(name)
            field.show_problem(
                "" if found is None else found.sentence(self._texts),
                warns=found is not None and not found.reason.refuses,
            )
        return others

    def go_to_first(self, problems: Sequence[Problem]) -> None:
        """Give the keyboard to the first field that something is wrong with."""
        names = {LINE_OF.get(problem.field, "work") for problem in problems}
        name = next((each for each in TYPED if each in names), None)
        if name is not None:
            self._fields[name].line.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_employers(self, employers: Sequence[Employer]) -> None:
        """Offer employers for what is typed."""
        self._employer_picker.offer(employers, self._fields["employer"].text)

    def take_employer(self, employer: Employer, *, phone: str, places: Sequence[str]) -> None:
        """Put in a known employer with what is known of them; what somebody typed already stays."""
        self._take_back_proposals()
        self._fields["employer"].put(employer.name)
        self._employer_id = employer.id
        for name, text in (("phone", phone), ("place", next(iter(places), ""))):
            if text and not self._fields[name].text.strip():
                self._fields[name].put(text)
                self._proposed[name] = text
        self._place_picker.offer(places)
        self.changed.emit()

    def first_focus(self) -> QWidget:
        """What the work is, in words; the pictures stand beside it."""
        return self._fields["work"].line

    # touches

    def _has_text(self, name: str) -> bool:
        if name == "trade":
            return self._has_text("work")
        return bool(self._fields[name].text.strip())

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
        if self._fields[name].line.hasFocus():
            self._fields[TYPED[TYPED.index(name) + 1]].line.setFocus(Qt.FocusReason.TabFocusReason)

    def _take_back_proposals(self) -> None:
        """Take away what the employer before brought along, where nobody changed it since."""
        proposed, self._proposed = self._proposed, {}
        for name, text in proposed.items():
            if self._fields[name].text == text:
                self._fields[name].put("")

    def _trade_touched(self) -> None:
        self._show_trade()
        if self._trade_picker.chosen:
            self._fields["headcount"].line.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _show_trade(self) -> None:
        chosen = next(iter(self._trade_picker.chosen), "")
        self._trade.show_picked(self._texts(f"trade-{chosen}") if chosen else "")

    def _pay_touched(self) -> None:
        """What is touched counts before what is typed."""
        self._unit_touched, self._paid_touched = self._unit.one, self._paid.one
        line = self._fields["pay"]
        alone = amount_alone(line.text)
        if alone != line.text:
            line.put(alone)
        self.changed.emit()

    def _when_picked(self, chosen: Chosen) -> None:
        self._fields["when"].put(chosen.text(self._texts.language))

    def _place_picked(self, place: str) -> None:
        self._fields["place"].put(place)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Show the picker of the field that has the focus."""
        if now is None or not self.isVisible():
            return
        if now is self._trade.button:
            self._show(self._trade_picker)
        for name, picker in self._picker_of.items():
            if now is self._fields[name].line:
                self._show(picker)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow down leads from a line to what can be picked for it."""
        is_key = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and event.key() == Qt.Key.Key_Down:  # type: ignore[attr-defined]  # a key event
            picker = next((self._picker_of.get(n) for n, f in self._fields.items() if f.line is watched), None)
            if isinstance(picker, TradePicker | WhenPicker | EmployerPicker | PlacePicker):
                picker.focus_first()
                return True
        return bool(super().eventFilter(watched, event))


HINTED = frozenset({"work", "pay", "when", "employer"})
