"""How a complaint reads: its kind, its state, what happens next, and what was done."""

from __future__ import annotations

from kiosk.domain.complaint import CUT_OFF, Complaint, ComplaintKind, ComplaintState, ComplaintStep, Receipt
from kiosk.domain.station import Station
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import amount_text


def kind_text(kind: ComplaintKind, texts: Texts) -> str:
    """`工钱没给`, `受伤了` ..."""
    return texts(f"complaint-kind-{kind}")


def state_text(state: ComplaintState, texts: Texts) -> str:
    """`还没人管`, `正在办`, `办完了`."""
    return texts(f"complaint-state-{state}")


def next_step_text(receipt: Receipt, texts: Texts, station: Station) -> str:
    """What happens next: as staff wrote it, or the usual step of the kind, another one once the deadline is past."""
    if receipt.next_step.strip():
        return receipt.next_step
    if receipt.is_late:
        return texts(f"complaint-late-{receipt.kind}", hotline=station.hotline)
    return texts(f"complaint-next-{receipt.kind}", hotline=station.hotline)


def step_text(step: ComplaintStep, texts: Texts) -> str:
    """What was done: the step's own name, and the words that were written with it."""
    if step.words == CUT_OFF and not step.staff_id:
        return texts("complaint-cut-off")
    done = texts(f"complaint-step-{step.what}")
    return texts("complaint-step-with-words", done=done, words=step.words) if step.words.strip() else done


def amount_line(complaint: Complaint, texts: Texts) -> str:
    """`差400元`; empty where no sum is known."""
    if complaint.amount_minor is None or complaint.kind not in (ComplaintKind.UNPAID_WAGES, ComplaintKind.FEE_ASKED):
        return ""
    return texts("complaint-amount", amount=amount_text(complaint.amount_minor))
