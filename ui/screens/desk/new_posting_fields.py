"""The fields of a new posting, in the order in which an employer is asked on the phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.posting_life import MOST_PEOPLE
from kiosk.desk.problems import Field as Part
from kiosk.desk.problems import Problem
from kiosk.domain.pay import PaidWhen, PayUnit
from kiosk.domain.posting import Strength
from ui.widgets.desk.choice import Choice, Option, columns_that_fit
from ui.widgets.desk.count_field import CountField
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.pick_row import PickRow
from ui.widgets.desk.words import Words

OFFERED: Mapping[str, str] = {
    "meals": "meals", "lodging": "lodging", "women_facilities": "women-toilet",
    "men_facilities": "men-toilet",
}  # fmt: skip
"""What an employer may offer beside pay: fields of a posting, and their pictures."""
HINTED = frozenset({"work", "pay", "when", "employer"})
TRADE = "trade"
LINE_OF: Mapping[Part, str] = {
    Part.TRADE: TRADE, Part.TITLE: "work", Part.HEADCOUNT: "headcount", Part.PAY: "pay", Part.FIRST_DAY: "when",
    Part.LAST_DAY: "when", Part.HOURS: "when", Part.PLACE: "place", Part.PHONE: "phone", Part.EMPLOYER: "employer",
    Part.CONTACT: "employer", Part.NOTE: "note",
}  # fmt: skip
"""Beside which field a problem is said."""


class NewPostingFields(Page):
    """`lines` are the fields to type into by name, in the order in which they are gone through.

    Beside them are a row that shows the trade, and four choices. `width_px` is what the whole page has.
    """

    def __init__(self, look: Look, name: str, parent: QWidget, *, width_px: int) -> None:
        super().__init__(look, name, parent)
        self._look, self._texts = look, look.texts
        self._width = width_px - around(look)
        texts = self._texts
        self.trade = PickRow(look, "fast-trade", texts("fast-trade"), texts("fast-trade-empty"), self.content)
        self.lines: dict[str, Field] = {"work": self._line("work")}
        self.lines["headcount"] = CountField(
            look, "fast-headcount", texts("fast-headcount"), self.content, most=MOST_PEOPLE
        )
        self.lines["pay"] = self._line("pay")
        self.unit = self._choice("unit", [Option(each, texts(f"fast-unit-{each}")) for each in PayUnit])
        self.paid = self._choice("paid", [Option(each, texts(f"fast-paid-{each}")) for each in PaidWhen])
        for line in ("when", "employer", "phone", "place"):
            self.lines[line] = self._line(line, digits=line == "phone")
        self.strength = self._choice("strength", [Option(each, texts(f"strength-{each}")) for each in Strength])
        offered = [Option(name, texts(f"fast-offered-{name}"), picture) for name, picture in OFFERED.items()]
        self.offered = self._choice("offered", offered, several=True)
        self.lines["note"] = self._line("note")
        self._arrange()

    def _line(self, name: str, *, digits: bool = False) -> Field:
        hint = self._texts(f"fast-{name}-hint") if name in HINTED else ""
        return Field(self._look, f"fast-{name}", self._texts(f"fast-{name}"), self.content, hint=hint, digits=digits)

    def _choice(self, name: str, options: list[Option], *, several: bool = False) -> Choice:
        words = [option.text for option in options]
        columns = columns_that_fit(self._look, words, width_px=self._width, most=len(options))
        return Choice(self._look, f"fast-{name}", options, self.content, columns=columns, several=several)

    def _arrange(self) -> None:
        of = self.lines
        rows: tuple[tuple[QWidget, ...], ...] = (
            (self.trade, of["work"]),
            (of["headcount"], of["pay"]),
            (self._labelled("unit", self.unit),),
            (self._labelled("paid", self.paid),),
            (of["when"],),
            (of["employer"], of["phone"]),
            (of["place"],),
            (self._labelled("strength", self.strength),),
            (self._labelled("offered", self.offered),),
            (of["note"],),
        )
        for widgets in rows:
            row = QHBoxLayout()
            row.setSpacing(self._look.sizes.gap)
            for widget in widgets:
                row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
            self.column.addLayout(row)
        self.column.addStretch(1)

    def _labelled(self, name: str, choice: Choice) -> QWidget:
        whole = QWidget(self.content)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.sizes.gap // 4)
        column.addWidget(Words(f"fast-{name}-label", self._texts(f"fast-{name}"), whole, kind="strong"))
        column.addWidget(choice)
        return whole

    def show_problems(self, problems: Sequence[Problem], *, tried: bool) -> Sequence[Problem]:
        """Say beside each field what is wrong with it; return what belongs to none.

        What is still missing is said only after somebody has `tried` to save.
        """
        first: dict[str, Problem] = {}
        others = []
        for problem in problems:
            name = LINE_OF.get(problem.field, "")
            if not name:
                others.append(problem)
            elif tried or self.lines["work" if name == TRADE else name].text.strip():
                first.setdefault(name, problem)
        shown: dict[str, Field | PickRow] = {**self.lines, TRADE: self.trade}
        for name, field in shown.items():
            found = first.get(name)
            text = "" if found is None else found.sentence(self._texts)
            field.show_problem(text, warns=found is not None and not found.reason.refuses)
        return others

    def go_to_first(self, problems: Sequence[Problem]) -> None:
        """Give the keyboard to the first field that something is wrong with."""
        names = {LINE_OF.get(problem.field, TRADE) for problem in problems}
        first = "work" if TRADE in names else next((name for name in self.lines if name in names), "work")
        self.lines[first].line.setFocus(Qt.FocusReason.OtherFocusReason)


def around(look: Look) -> int:
    """What margins and the bar of a page that scrolls take of its width, in pixels."""
    return 2 * look.sizes.margin + look.sizes.target * 2 // 3
