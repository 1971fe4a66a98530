"""The work of the demo county's past: postings, people sent to them, what became of it, and the pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kiosk.desk.demo_past import DEVICE, Past
from kiosk.desk.demo_words import LEFT_UNFILLED, SUSPENDED
from kiosk.domain.dispatch import How
from kiosk.domain.ids import new_id
from kiosk.domain.outcome import Decision, Paid, Result
from kiosk.domain.person import Person
from kiosk.domain.posting import Posting, PostingState
from kiosk.store.outcomes import OutcomeStore
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.slips import SlipStore

POSTINGS_A_DAY = 8
MOST_SLOTS = 4


def take_postings(past: Past, day: date) -> None:
    now_ms = past.room.now_ms
    new = [
        replace(
            template,
            id=new_id(now_ms=now_ms),
            first_day=day,
            last_day=day + timedelta(days=past.chance.choice((0, 0, 0, 1, 2))),
            headcount=past.chance.randint(1, MOST_SLOTS),
            state=PostingState.OPEN,
            verified_by=DEVICE,
            verified_at_ms=now_ms,
            expires_at_ms=None,
        )
        for template in past.chance.sample(past.templates, min(POSTINGS_A_DAY, len(past.templates)))
    ]
    PostingStore(past.room.database, clock_ms=lambda: now_ms).save_new([NewPosting(posting=each) for each in new])
    past.running += new


def send_out(past: Past, here: Sequence[tuple[str, Person]]) -> None:
    """Whoever can do the trade goes first, then who came first; not every slot is filled."""
    free = list(here)
    for posting in past.running:
        free.sort(key=lambda one: posting.trade not in one[1].trades)
        wanted = free[: past.chance.randint(0, posting.headcount)]
        if not wanted:
            continue
        past.clock.pass_minutes(3)
        how = How.MATCH if posting.trade in wanted[0][1].trades else How.ORDER
        sent = past.desk.dispatch.send(posting.id, visit_ids=[visit for visit, _ in wanted], how=how).value.sent
        gone = {one.visit_id for one in sent}
        free = [one for one in free if one[0] not in gone]


def slips_at_the_kiosk(past: Past) -> None:
    """Who takes a slip at the screen stays unknown."""
    slips = SlipStore(past.room.database)
    for posting in past.chance.sample(past.running, min(3, len(past.running))):
        slips.issue(posting.id, wish_id=new_id(now_ms=past.room.now_ms), now=past.room.now())


def close_day(past: Past, day: date, *, leave: int) -> None:
    """Decide every slip whose work is over, but for those of the `leave` last postings, and end the postings."""
    over = [posting for posting in past.running if posting.last_day <= day]
    waiting = [posting for posting in over if _slips_of(past, posting)]
    left = waiting[len(waiting) - leave :] if leave else []
    for posting in over:
        past.running.remove(posting)
        if posting in left:
            continue
        hired = [_decide(past, posting, slip_id) for slip_id in _slips_of(past, posting)]
        reason = "" if any(hired) else past.chance.choice(LEFT_UNFILLED)
        store = PostingStore(past.room.database, clock_ms=lambda: past.room.now_ms)
        store.set_state(posting.id, PostingState.CLOSED, reason=reason)
    if not left:
        past.desk.outcomes.close_day(day)


def _slips_of(past: Past, posting: Posting) -> tuple[str, ...]:
    return OutcomeStore(past.room.database).undecided_of(posting.id)


def _decide(past: Past, posting: Posting, slip_id: str) -> bool:
    fate = past.chance.random()
    if fate < 0.12:
        result = Result.NO_SHOW if fate < 0.07 else Result.NOT_HIRED
        past.desk.outcomes.decide(slip_id, Decision(result=result))
        return False
    past.desk.outcomes.decide(slip_id, _pay(past, posting), confirmed=True)
    return True


def _pay(past: Past, posting: Posting) -> Decision:
    paid = past.chance.choices((Paid.FULL, Paid.NOT_YET, Paid.PART, Paid.NONE), (92, 4, 2, 2))[0]
    agreed = posting.pay.amount_minor or 12_000
    half = agreed // 2 if paid is Paid.PART else None
    return Decision(result=Result.HIRED, pay_agreed_minor=agreed, paid=paid, paid_minor=half)


def suspend_somebody(past: Past) -> None:
    """One of the employers is suspended, and nobody is sent there any more."""
    past.desk.employers.suspend(past.chance.choice(past.templates).employer_id, reason=SUSPENDED)
