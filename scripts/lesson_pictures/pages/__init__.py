"""The pictures of every lesson, page by page."""

from __future__ import annotations

from scripts.lesson_pictures.pages import (
    agreement,
    fee_fraud,
    health,
    heat,
    heights,
    injury,
    lifting,
    machines,
    pesticide,
    phone_jobs,
    proof,
    safe_travel,
    small_business,
    this_kiosk,
    unpaid_wages,
)

PICTURES: dict[str, dict[str, str]] = {
    "heights": heights.PAGES,
    "heat": heat.PAGES,
    "lifting": lifting.PAGES,
    "pesticide": pesticide.PAGES,
    "machines": machines.PAGES,
    "safe-travel": safe_travel.PAGES,
    "agreement": agreement.PAGES,
    "proof": proof.PAGES,
    "unpaid-wages": unpaid_wages.PAGES,
    "injury": injury.PAGES,
    "fee-fraud": fee_fraud.PAGES,
    "phone-jobs": phone_jobs.PAGES,
    "small-business": small_business.PAGES,
    "health": health.PAGES,
    "this-kiosk": this_kiosk.PAGES,
}
