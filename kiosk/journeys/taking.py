"""Taking a posting: the wish, the slip that answers it, and what became of its paper."""

from __future__ import annotations

from dataclasses import replace

from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.looking import lose_posting
from kiosk.journeys.state import State
from kiosk.journeys.states import OnePosting, Printing, SlipShown
from kiosk.journeys.steps import Step, one_back, tell, way_back
from kiosk.journeys.visit import MAX_SLIPS, NoticeKind, Visit, Wish


def acted(visit: Visit, event: was.TakingHand) -> Step:
    """What the visitor's hand did with a posting or a slip."""
    match event:
        case was.Wanted(wish_id):
            return _want(visit, wish_id)
        case was.GaveBack():
            return _give_back(visit)


def _want(visit: Visit, fresh_wish_id: str) -> Step:
    if not isinstance(visit.screen, OnePosting) or visit.waiting_for is not None:
        return visit, ()
    posting_id = visit.screen.posting.id
    for shown in visit.taken:
        if shown.posting.id == posting_id:
            return _show_slip(visit, shown)
    if len(visit.taken) >= MAX_SLIPS:
        return tell(visit, NoticeKind.ENOUGH_SLIPS)
    known = next((wish for wish in visit.wishes if wish.posting_id == posting_id), None)
    if known is not None and not known.unsaved:
        return replace(visit, waiting_for=known, waited_s=0), (do.StopTalking(),)
    wish = Wish(posting_id, known.wish_id if known else fresh_wish_id)
    waiting = replace(_without_wish(visit, wish.wish_id), waiting_for=wish, waited_s=0)
    asked = replace(waiting, wishes=(*waiting.wishes, wish))
    return asked, (do.StopTalking(), do.IssueSlip(posting_id, wish.wish_id))


def _show_slip(visit: Visit, shown: SlipShown, *effects: do.Effect) -> Step:
    going = replace(visit, screen=shown, back=way_back(visit, shown), waiting_for=None, notice=None)
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
        case was.SlipIssued(wish_id, slip, posting):
            if not _is_waiting_for(visit, wish_id):
                return _nobody_waits(visit, wish_id, slip.id)
            shown = SlipShown(slip, posting)
            taken = replace(_without_wish(visit, wish_id), taken=(*visit.taken, shown), idle_s=0)
            return _show_slip(taken, shown, do.PrintSlip(slip, posting))
        case was.WishRefused(wish_id, elsewhere=True):
            return _may_try_again(visit, wish_id, NoticeKind.SLOT_ELSEWHERE)
        case was.WishRefused(wish_id, gone):
            refused = _without_wish(visit, wish_id)
            if not _is_waiting_for(visit, wish_id):
                return refused, ()
            return lose_posting(refused, NoticeKind.POSTING_GONE if gone else NoticeKind.NO_SLOT_LEFT)
        case was.WishNotSaved(wish_id):
            return _may_try_again(visit, wish_id, NoticeKind.NOT_SAVED)
        case was.PrintEnded(slip_id, printed):
            return _printed(visit, slip_id, Printing.PRINTED if printed else Printing.NO_PAPER_TODAY)


def _may_try_again(visit: Visit, wish_id: str, notice: NoticeKind) -> Step:
    unanswered = replace(visit, wishes=tuple(_unsaved(wish, wish_id) for wish in visit.wishes))
    if not _is_waiting_for(visit, wish_id):
        return unanswered, ()
    return tell(replace(unanswered, waiting_for=None), notice)


def _nobody_waits(visit: Visit, wish_id: str, slip_id: str) -> Step:
    """The person went away before the slip came: its slot is freed, unless they hold that very slip already."""
    if any(shown.slip.id == slip_id for shown in visit.taken):
        return visit, ()
    return _without_wish(visit, wish_id), (do.CancelSlip(slip_id),)


def _without_wish(visit: Visit, wish_id: str) -> Visit:
    return replace(visit, wishes=tuple(wish for wish in visit.wishes if wish.wish_id != wish_id))


def _unsaved(wish: Wish, wish_id: str) -> Wish:
    return replace(wish, unsaved=True) if wish.wish_id == wish_id else wish


def _is_waiting_for(visit: Visit, wish_id: str) -> bool:
    return visit.waiting_for is not None and visit.waiting_for.wish_id == wish_id


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
