"""One slip: came or not, for how long, what was agreed, and what of it was paid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.outcome_words import days_worked_text, outcome_line
from kiosk.domain.outcome import Paid, Result, SlipPage, half_days_between
from kiosk.domain.pay import PayUnit
from kiosk.texts.phrases import amount_text, listed
from ui.screens.desk.outcome_lines import holder_name, posting_facts, posting_title
from ui.screens.desk.outcome_said import Missing, Said, minor_of
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.field import Field
from ui.widgets.desk.half_days import HalfDays
from ui.widgets.desk.look import Look
from ui.widgets.desk.step_page import StepPage
from ui.widgets.desk.words import Words

RESULTS = (Result.HIRED, Result.NO_SHOW, Result.NOT_HIRED)


class OutcomeForm(StepPage):
    """`saved` is asked for when nothing is missing; `changed` follows each touch and key."""

    saved = Signal()
    changed = Signal()

    def __init__(self, look: Look, parent: QWidget, *, is_compact: bool) -> None:
        super().__init__(look, "outcome", parent)
        self._is_compact = is_compact
        self._look, self._texts = look, look.texts
        self._page_shown: SlipPage | None = None
        self._build()
        self._arrange()
        for changed in (self._result, self._paid, self._days, self._agreed, self._amount, self._reason):
            changed.changed.connect(self._on_change)

    def _build(self) -> None:
        look, texts, content = self._look, self._texts, self.content
        self._party = Words("outcome-party", "", content, kind="strong")
        self._before = Words("outcome-before", "", content)
        self._result_label = Words("outcome-result-label", texts("outcome-ask-result"), content, kind="strong")
        results = [Option(each, texts(f"outcome-came-{each}")) for each in RESULTS]
        self._result = Choice(look, "outcome-result", results, content, columns=3)
        self._days = HalfDays(
            look, "outcome-days", texts("outcome-days"), content,
            in_words=lambda half_days: days_worked_text(half_days, texts), is_compact=self._is_compact,
        )  # fmt: skip
        self._agreed = Field(look, "outcome-agreed", "", content, digits=True)
        self._reason = Field(look, "outcome-reason", texts("outcome-reason"), content)
        self._paid_label = Words("outcome-paid-label", texts("outcome-ask-paid"), content, kind="strong")
        wages = [Option(each, texts(f"outcome-wages-{each}")) for each in Paid]
        self._paid = Choice(look, "outcome-paid", wages, content, columns=2)
        self._amount = Field(look, "outcome-amount", "", content, digits=True)
        self._due = Words("outcome-due", "", self)
        self._problem = Words("outcome-problem", "", self, kind="problem")
        self._save = DeskButton(
            look, "outcome-save", texts("outcome-save"), self, kind="primary", keys="Ctrl+Return", pressed=self._try
        )

    def _arrange(self) -> None:
        for part in (
            self._party, self._before, self._result_label, self._result, self._reason, self._days, self._agreed,
        ):  # fmt: skip
            self.first.addWidget(part)
        for part in (self._paid_label, self._paid, self._amount):
            self.second.addWidget(part)
        for column in (self.first, self.second):
            column.addStretch(1)
        told = QVBoxLayout()
        told.addWidget(self._due)
        told.addWidget(self._problem)
        self.foot.addLayout(told, 2)
        self.foot.addWidget(self._save, 2)
        self.put_last(self._save)

    @property
    def slip_page(self) -> SlipPage | None:
        """The slip that is shown."""
        return self._page_shown

    @property
    def said(self) -> Said:
        """The form as it stands."""
        return Said(
            result=Result(self._result.one) if self._result.one else None,
            half_days=self._days.half_days,
            agreed=self._agreed.text,
            paid=Paid(self._paid.one) if self._paid.one else None,
            amount="" if self._amount.isHidden() else self._amount.text,
            reason=self._reason.text,
        )

    def ask_about(self, page: SlipPage, *, today: date) -> None:
        """Begin with what was decided before, else with what was agreed and nothing said yet."""
        self._page_shown = page
        texts, slip, outcome = self._texts, page.slip, page.outcome
        self.title.say(" · ".join(part for part in (holder_name(slip, texts), slip.number, slip.masked_phone) if part))
        title, facts = posting_title(page.posting, texts), posting_facts(page.posting, texts, today=today)
        self.subtitle.say(f"{title} · {facts}")
        self._party.say(self._party_line(page))
        self._before.say("" if outcome is None else texts("outcome-said-before", line=outcome_line(outcome, texts)))
        unit = page.posting.pay.unit
        self._agreed.label.say(texts(f"outcome-agreed-per-{unit}"))
        self._fill(page, today=today)
        if page.is_given_back and outcome is None:
            self.say_problem(texts("refused-slip-given-back"))
        self._result.focus_first()

    def _party_line(self, page: SlipPage) -> str:
        """Who goes with this slip; each of them has an answer of their own."""
        if not page.companions:
            return ""
        return self._texts(
            "outcome-party", count=1 + len(page.companions), numbers=listed(page.companions, self._texts)
        )

    def _fill(self, page: SlipPage, *, today: date) -> None:
        outcome, pay = page.outcome, page.posting.pay
        half_days = page.slip.half_days
        agreed = pay.amount_minor
        if outcome is not None and outcome.result is Result.HIRED:
            half_days = outcome.half_days_worked if outcome.half_days_worked is not None else half_days
            agreed = outcome.pay_agreed_minor if outcome.pay_agreed_minor is not None else agreed
        most = half_days_between(page.posting.first_day, max(page.posting.last_day, today))
        self._days.put(half_days, most=max(most, half_days))
        self._agreed.put("" if agreed is None else amount_text(agreed))
        self._result.choose(*(() if outcome is None else (outcome.result,)))
        self._paid.choose(*(() if outcome is None or outcome.paid is None else (outcome.paid,)))
        paid_minor = None if outcome is None else outcome.paid_minor
        self._amount.put("" if paid_minor is None else amount_text(paid_minor))
        self._reason.put("" if outcome is None else outcome.reason)
        self._show_parts()

    def written(self) -> dict[str, str]:
        """What was said so far, to be kept as a draft; empty while no slip is asked about."""
        if self._page_shown is None:
            return {}
        said = self.said
        return {
            "slip": self._page_shown.slip.slip_id,
            "result": said.result or "",
            "half_days": str(said.half_days),
            "agreed": said.agreed,
            "paid": said.paid or "",
            "amount": said.amount,
            "reason": said.reason,
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft back, if it is about the slip that is shown."""
        page = self._page_shown
        if page is None or fields.get("slip") != page.slip.slip_id:
            return
        self._result.choose(fields.get("result", ""))
        self._paid.choose(fields.get("paid", ""))
        half_days = fields.get("half_days", "")
        if half_days.isascii() and half_days.isdigit():
            self._days.put(int(half_days), most=max(int(half_days), self._days.most))
        self._agreed.put(fields.get("agreed", ""))
        self._amount.put(fields.get("amount", ""))
        self._reason.put(fields.get("reason", ""))
        self._show_parts()

    def forget(self) -> None:
        """Ask about no slip any more."""
        self._page_shown = None

    def show_earned(self, earned_minor: int | None) -> None:
        """Say what the days bring at the pay agreed, and what is missing of it; None where nobody can know it."""
        said = self.said
        if said.result is not Result.HIRED or self._problem.text():
            self._due.setText("")
            return
        told = [] if earned_minor is None else [self._texts("outcome-due", amount=amount_text(earned_minor))]
        if said.paid is not None and said.paid.is_owed:
            told.append(self._owed(said, earned_minor))
        self._due.say(" ".join(part for part in told if part))

    def _owed(self, said: Said, earned_minor: int | None) -> str:
        paid = (minor_of(said.amount) or 0) if said.paid is Paid.PART else 0
        if earned_minor is None:
            return self._texts("outcome-owed-unknown")
        owed = earned_minor - paid
        return (
            self._texts("outcome-owed", amount=amount_text(owed))
            if owed > 0 and (paid or not said.needs_amount)
            else ""
        )

    def say_problem(self, text: str) -> None:
        """Say what is missing, or what the station has against it; an empty text says that nothing is wrong."""
        self._problem.say(text)
        self._due.setVisible(not text and bool(self._due.text()))

    def _on_change(self) -> None:
        self.say_problem("")
        self._agreed.show_problem("")
        self._amount.show_problem("")
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        said = self.said
        is_hired = said.result is Result.HIRED
        for part in (self._days, self._agreed, self._paid_label, self._paid):
            part.setVisible(is_hired)
        self._reason.setVisible(said.result is not None and not is_hired)
        self._amount.setVisible(said.needs_amount or (said.takes_amount and not self._can_know_sum))
        self._amount.label.say(self._texts("outcome-amount" if said.needs_amount else "outcome-amount-if-known"))

    @property
    def _can_know_sum(self) -> bool:
        """Whether days and agreed pay say what is due: not by the piece, and not where nothing was agreed before."""
        pay = self._page_shown.posting.pay if self._page_shown is not None else None
        return pay is not None and pay.unit is not PayUnit.PIECE and pay.amount_minor is not None

    def _try(self) -> None:
        missing = self.said.missing
        if missing is None:
            self.saved.emit()
            return
        text = self._texts(f"outcome-missing-{missing}")
        match missing:
            case Missing.RESULT:
                self.say_problem(text)
                self._result.focus_first()
            case Missing.PAID:
                self.say_problem(text)
                self._paid.focus_first()
            case Missing.AGREED_UNREADABLE:
                self._ask_in(self._agreed, text)
            case _:
                self._ask_in(self._amount, text)

    def _ask_in(self, field: Field, text: str) -> None:
        field.show_problem(text)
        field.line.setFocus(Qt.FocusReason.OtherFocusReason)
