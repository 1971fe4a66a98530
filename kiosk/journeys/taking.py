"""Taking a posting: the wish, the slip that answers it, and what became of its paper."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.posting import Posting
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.looking import lose_posting
from kiosk.journeys.pending import is_waiting_for, may_try_again, without_wish
from kiosk.journeys.state import State
from kiosk.journeys.states import OnePosting, Printing, SlipShown
from kiosk.journeys.steps import Step, one_back, seek, tell, way_back
from kiosk.journeys.together import Together
from kiosk.journeys.visit import MAX_SLIPS, MOST_SLOTS, NoticeKind, Visit, Wish


def acted(visit: Visit, event: was.TakingHand) -> Step:
    """What the visitor's hand did with a posting or a slip."""
    match event:
        case was.Wanted(wish_id):
            return _want(visit, wish_id)
        case was.CompanionsWanted():
            return _ask_how_many(visit)
        case was.PeopleChosen(people, wish_id):
            return _choose(visit, people, wish_id)
        case was.GaveBack():
            return _give_back(visit)


def _want(visit: Visit, fresh_wish_id: str) -> Step:
    if not isinstance(visit.screen, OnePosting) or visit.waiting_for is not None:
        return visit, ()
    return _of_posting_taken(visit, visit.screen.posting) or _ask_for(visit, visit.screen.posting, fresh_wish_id)


def _ask_how_many(visit: Visit) -> Step:
    if not isinstance(visit.screen, OnePosting) or visit.waiting_for is not None:
        return visit, ()
    posting, most = visit.screen.posting, MOST_SLOTS - visit.slots_held
    return _of_posting_taken(visit, posting) or seek(visit, Together(posting, most), do.Announce())


def _choose(visit: Visit, people: int, fresh_wish_id: str) -> Step:
    screen = visit.screen
    if not isinstance(screen, Together) or visit.waiting_for is not None or people not in screen.sizes:
        return visit, ()
    return _ask_for(visit, screen.posting, fresh_wish_id, people=people)


def _of_posting_taken(visit: Visit, posting: Posting) -> Step | None:
    """Show the slip that the visit holds of the posting already, or say that it may take no more; None if it may."""
    for shown in visit.taken:
        if shown.posting.id == posting.id:
            return _show_slip(visit, shown)
    if len(visit.taken) >= MAX_SLIPS:
        return tell(visit, NoticeKind.ENOUGH_SLIPS)
    return tell(visit, NoticeKind.ENOUGH_SLOTS) if visit.slots_held >= MOST_SLOTS else None


def _ask_for(visit: Visit, posting: Posting, fresh_wish_id: str, *, people: int = 1) -> Step:
    """Wish for the posting, unless a wish for it waits for its answer: then that is waited for, or waited out.

    A wish for another number of people is not asked before: the slots it wants may be those of the first.
    """
    known = next((wish for wish in visit.wishes if wish.posting_id == posting.id), None)
    is_same = known is not None and known.people == people
    wish = known if known is not None and is_same else Wish(posting.id, fresh_wish_id, people=people)
    waiting = replace(visit, waiting_for=wish, waited_s=0)
    asked, effects = (waiting, ()) if known is not None and not known.unsaved else _ask(waiting, wish)
    return asked, (do.StopTalking(), *effects)


def _ask(visit: Visit, wish: Wish) -> Step:
    wish = replace(wish, unsaved=False)
    others = tuple(one for one in visit.wishes if one.posting_id != wish.posting_id)
    asked = replace(visit, wishes=(*others, wish), waiting_for=wish, waited_s=0)
    return asked, (do.IssueSlip(wish.posting_id, wish.wish_id, wish.people),)


def _ask_in_turn(step: Step) -> Step:
    """Ask for the number of people that is waited for once the wish for another number has been answered."""
    visit, effects = step
    wish = visit.waiting_for
    if wish is None or any(one.posting_id == wish.posting_id and not one.unsaved for one in visit.wishes):
        return step
    asked, asking = _ask(visit, wish)
    return asked, (*effects, *asking)


def _show_slip(visit: Visit, shown: SlipShown, *effects: do.Effect) -> Step:
    back = tuple(screen for screen in way_back(visit, shown) if not isinstance(screen, Together))  # that is answered
    going = replace(visit, screen=shown, back=back, waiting_for=None, notice=None)
    return going, (*effects, do.StopTalking(), do.Announce())


def _give_back(visit: Visit) -> Step:
    if not isinstance(visit.screen, SlipShown):
        return visit, ()
    slip = visit.screen.slip
    kept = replace(
        one_back(visit),
        taken=tuple(shown for shown in visit.taken if shown.slip.id != slip.id),
        notice=NoticeKind.GIVEN_BACK,
    )
    return kept, (do.CancelSlip(slip.id), *kept.screen.questions(), do.Announce())


def answered(visit: Visit, event: was.TakingAnswer) -> Step:
    """What became of a wish, and of a slip's paper."""
    match event:
        case was.PrintEnded(slip_id, printed):
            return _printed(visit, slip_id, Printing.PRINTED if printed else Printing.NO_PAPER_TODAY)
        case _:
            return _ask_in_turn(_wish_answered(visit, event))


def _wish_answered(visit: Visit, event: was.SlipIssued | was.WishRefused | was.WishNotSaved) -> Step:
    match event:
        case was.SlipIssued(wish_id, slip, posting, people):
            if not is_waiting_for(visit, wish_id):
                return _nobody_waits(visit, wish_id, slip.id)
            shown = SlipShown(slip, posting, people=people)
            taken = replace(without_wish(visit, wish_id), taken=(*visit.taken, shown), idle_s=0)
            return _show_slip(taken, shown, do.PrintSlip(slip, posting))
        case was.WishRefused(wish_id, elsewhere=True):
            return may_try_again(visit, wish_id, NoticeKind.SLOT_ELSEWHERE)
        case was.WishRefused(wish_id, left=left) if left:
            return _too_few(visit, wish_id, left)
        case was.WishRefused(wish_id, gone):
            refused = without_wish(visit, wish_id)
            if not is_waiting_for(visit, wish_id):
                return refused, ()
            return lose_posting(refused, NoticeKind.POSTING_GONE if gone else NoticeKind.NO_SLOT_LEFT)
        case was.WishNotSaved(wish_id):
            return may_try_again(visit, wish_id, NoticeKind.NOT_SAVED)


def _too_few(visit: Visit, wish_id: str, left: int) -> Step:
    """A party gets all its slots or none: say how many are left, and offer to take those."""
    refused, screen = without_wish(visit, wish_id), visit.screen
    if not is_waiting_for(visit, wish_id) or not isinstance(screen, OnePosting | Together):
        return refused, ()
    posting = replace(screen.posting, slots_left=left)
    return seek(refused, Together(posting, MOST_SLOTS - visit.slots_held, is_short=True), do.Announce())


def _nobody_waits(visit: Visit, wish_id: str, slip_id: str) -> Step:
    """The person went away before the slip came: its slot is freed, unless they hold that very slip already."""
    if any(shown.slip.id == slip_id for shown in visit.taken):
        return visit, ()
    return without_wish(visit, wish_id), (do.CancelSlip(slip_id),)


def _printed(visit: Visit, slip_id: str, printing: Printing) -> Step:
    """Only the slip's own state changes, wherever it stands: on the screen, behind it, or nowhere any more."""

    def told(screen: State) -> State:
        if isinstance(screen, SlipShown) and screen.slip.id == slip_id:
            return replace(screen, printing=printing)
        return screen

    taken = tuple(shown for shown in map(told, visit.taken) if isinstance(shown, SlipShown))
    screen = told(visit.screen)
    changed = replace(visit, screen=screen, back=tuple(map(told, visit.back)), taken=taken)
    is_shown = isinstance(screen, SlipShown) and screen.slip.id == slip_id
    return changed, (
        do.Announce(),
    ) if is_shown and visit.notice is None and printing is Printing.NO_PAPER_TODAY else ()


def gave_up(visit: Visit) -> Step:
    """Say that the slip does not come; a late one is given back."""
    return tell(replace(visit, waiting_for=None), NoticeKind.NOT_SAVED)
