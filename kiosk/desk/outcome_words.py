"""How an outcome reads: who came, for how many days, and what they got."""

from __future__ import annotations

from kiosk.domain.outcome import Outcome, Paid, Result
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import amount_text


def result_text(result: Result, texts: Texts) -> str:
    """`用上了`, `没用上`, `没来`."""
    return texts(f"result-{result}")


def wages_text(paid: Paid, texts: Texts) -> str:
    """`给齐了`, `给了一部分`, `没给`, `还没到日子`."""
    return texts(f"wages-{paid}")


def days_worked_text(half_days: int, texts: Texts) -> str:
    """`干了1天半`, `干了半天`."""
    days, half = divmod(half_days, 2)
    if not half:
        return texts("worked-days", days=str(days))
    return texts("worked-days-and-half", days=str(days)) if days else texts("worked-half-day")


def outcome_line(outcome: Outcome, texts: Texts) -> str:
    """`用上了 · 干了1天 · 给齐了 180元`."""
    parts = [result_text(outcome.result, texts)]
    if outcome.half_days_worked is not None:
        parts.append(days_worked_text(outcome.half_days_worked, texts))
    if outcome.paid is not None:
        parts.append(_paid_part(outcome.paid, outcome.paid_minor, texts))
    return " · ".join(parts)


def _paid_part(paid: Paid, paid_minor: int | None, texts: Texts) -> str:
    wages = wages_text(paid, texts)
    if not paid_minor:
        return wages
    return texts("wages-with-sum", wages=wages, amount=amount_text(paid_minor))
