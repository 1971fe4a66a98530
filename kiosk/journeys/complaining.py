"""A worker's complaint: what happened, by pictures, what it is about, and what they say of it; no name is asked for.

What was said by somebody who then leaves is kept. Whoever goes back step by step takes it back.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.complaint import ComplaintKind
from kiosk.domain.posting import Posting
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.complaint_states import (
    TELLING,
    AboutPosting,
    AboutTrade,
    ComplaintShown,
    Rights,
    Say,
    WhatHappened,
)
from kiosk.journeys.speaking import everywhere, hushed
from kiosk.journeys.speaking_states import Voice, at_first
from kiosk.journeys.state import State
from kiosk.journeys.states import Printing
from kiosk.journeys.steps import Step, go, seek, tell, way_back
from kiosk.journeys.visit import NoticeKind, Visit


def acted(visit: Visit, event: was.ComplaintHand) -> Step:
    """What the visitor's hand did. What is being saved is waited for first."""
    if visit.screen.is_keeping:
        return visit, ()
    match event, visit.screen:
        case was.RightsWanted(), screen if visit.waiting_for is None and not isinstance(screen, TELLING):
            return go(visit, Rights(), do.Announce())
        case was.ComplaintBegun(), Rights():
            return go(visit, WhatHappened(), do.Announce())
        case was.HappenedChosen(kind), WhatHappened(voice=voice):
            return seek(visit, AboutTrade(voice=voice, kind=kind, slips=visit.taken))
        case was.TradeToldOf(trade), AboutTrade() as screen:
            return _choose_trade(visit, screen, trade)
        case was.PostingToldOf(), AboutTrade() | AboutPosting() as screen:
            return _choose_posting(visit, screen, event)
        case was.ComplaintGiven(fresh_id), Say() as screen if not screen.is_recording:
            return _hand_in(visit, screen, screen.id_to_give(fresh_id))
        case _:
            return visit, ()


def _choose_trade(visit: Visit, screen: AboutTrade, trade: str) -> Step:
    postings = tuple(posting for posting in screen.postings or () if posting.trade == trade)
    if not postings:
        return visit, ()
    chosen = AboutPosting(voice=screen.voice, kind=screen.kind, trade=trade, postings=postings)
    return go(visit, chosen, do.Announce())


def _choose_posting(visit: Visit, screen: AboutTrade | AboutPosting, event: was.PostingToldOf) -> Step:
    slips = screen.slips if isinstance(screen, AboutTrade) else ()
    held = [shown.posting for shown in slips if shown.slip.number == event.slip_number]
    known = [*held, *(posting for posting in screen.postings or () if posting.id == event.posting_id)]
    if not known and (event.posting_id or event.slip_number):
        return visit, ()
    posting = known[0] if known else None
    return go(visit, _say(screen.voice, screen.kind, posting, event.slip_number if held else ""), do.Announce())


def _say(voice: Voice | None, kind: ComplaintKind, posting: Posting | None, slip_number: str) -> Say:
    return Say(voice=voice, kind=kind, posting=posting, slip_number=slip_number, speaking=at_first(voice))


def _hand_in(visit: Visit, screen: Say, told_id: str) -> Step:
    quiet, silenced = hushed(screen)
    waiting = replace(visit, screen=replace(quiet, given=told_id), waited_s=0)
    return waiting, (do.StopTalking(), *silenced, do.HandIn(screen.about(told_id)))


def answered(visit: Visit, event: was.ComplaintAnswer) -> Step:
    """What came of looking, and of handing in; answers that nobody waits for change nothing."""
    match event:
        case was.LatePostingsFound(postings):
            return _found(visit, postings)
        case was.ComplaintTaken():
            return _taken(visit, event)
        case was.ComplaintNotTaken(told_id):
            return _not_taken(visit, told_id)
        case was.ReceiptPrinted(complaint_id, printed):
            return _printed(visit, complaint_id, Printing.PRINTED if printed else Printing.NO_PAPER_TODAY)


def _found(visit: Visit, postings: tuple[Posting, ...]) -> Step:
    if not isinstance(visit.screen, AboutTrade):
        return visit, ()
    is_new = visit.screen.postings is None
    found = replace(visit.screen, postings=postings)
    found = found.turned(found.first)
    return replace(visit, screen=found), (do.Announce(),) if is_new and visit.notice is None else ()


def _taken(visit: Visit, event: was.ComplaintTaken) -> Step:
    """The number is shown to whoever handed it in, and to nobody else; it goes to paper with that."""
    behind = [screen for screen in (*visit.back, visit.screen) if isinstance(screen, Say)]
    if not any(screen.waits_for(event.told_id) for screen in behind):
        return visit, ()
    shown = ComplaintShown(receipt=event.receipt)
    print_it = do.PrintReceipt(event.receipt)
    if isinstance(visit.screen, Say):
        back = tuple(screen for screen in way_back(visit, shown) if not isinstance(screen, TELLING))
        there = replace(visit, screen=shown, back=back, notice=None, idle_s=0, waited_s=0)
        return there, (print_it, do.StopTalking(), do.Announce())
    back = tuple(
        shown if isinstance(screen, Say) else screen
        for screen in visit.back
        if isinstance(screen, Say) or not isinstance(screen, TELLING)
    )
    return replace(visit, back=back), (print_it,)


def _not_taken(visit: Visit, told_id: str) -> Step:
    def told(screen: State) -> State:
        if isinstance(screen, Say) and screen.given == told_id:
            return replace(screen, given="", tried=screen.about(told_id))
        return screen

    changed = everywhere(visit, told)
    return (visit, ()) if changed == visit else tell(changed, NoticeKind.NOT_SAVED)


def gave_up(visit: Visit) -> Step:
    """Say that the store does not answer."""
    return _not_taken(visit, visit.screen.given) if isinstance(visit.screen, Say) else (visit, ())


def _printed(visit: Visit, complaint_id: str, printing: Printing) -> Step:
    def told(screen: State) -> State:
        is_it = isinstance(screen, ComplaintShown) and screen.receipt.complaint_id == complaint_id
        return replace(screen, printing=printing) if is_it and isinstance(screen, ComplaintShown) else screen

    changed = everywhere(visit, told)
    is_shown = changed.screen != visit.screen and visit.notice is None
    return changed, (do.Announce(),) if is_shown and printing is Printing.NO_PAPER_TODAY else ()


def is_lost(before: Visit, step: Step) -> bool:
    """Tell whether a touch leads away from what is being saved, though the person stays: nobody loses their number."""
    visit, effects = step
    is_there = any(isinstance(screen, Say | ComplaintShown) for screen in (*visit.back, visit.screen))
    is_saved = isinstance(before.screen, Say) and before.screen.is_keeping
    return is_saved and not is_there and do.ForgetVisitor() not in effects
