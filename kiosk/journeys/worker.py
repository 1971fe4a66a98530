"""The worker's path from Home to a slip: `advance(visit, event) -> (visit, effects)`, pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.domain.language import Language
from kiosk.domain.posting import Posting
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys import signing_in
from kiosk.journeys.signing_in import SIGNED_IN_STAY_S
from kiosk.journeys.steps import Step, go, tell, way_back
from kiosk.journeys.visit import (
    MAX_SLIPS,
    Home,
    NoticeKind,
    OnePosting,
    Postings,
    Printing,
    Screen,
    SignedIn,
    SignIn,
    SignInDigits,
    SignInPictures,
    SignInZodiac,
    SlipShown,
    Trades,
    Visit,
    Wish,
    is_fresh,
    is_personal,
    is_waiting,
)

IDLE_WARNING_S = 120
PERSONAL_IDLE_WARNING_S = 60
STAY_S = 20
"""How long the warning waits for one touch: worker-experience.md, "20 s at least to stay by one touch"."""
PATIENCE_S = 6
"""Longer than the store lets one writer wait for another (5 s): an answer that takes more is not waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerJourney:
    """The rules of the path; `home_language` is what the kiosk returns to when a visitor has gone."""

    home_language: Language = Language.ZH_CN

    def start(self) -> Visit:
        """Return the visit of nobody yet."""
        return Visit(language=self.home_language)

    def advance(self, visit: Visit, event: was.Event) -> Step:
        """Return the visit after `event` and the effects to carry out, in order. Unexpected events change nothing."""
        return signing_in.afterwards(visit, self._advanced(visit, event))

    def _advanced(self, visit: Visit, event: was.Event) -> Step:
        match event:
            case was.SecondPassed():
                return self._second_passed(visit)
            case was.Touched():
                return self._touched(visit)
            case was.WentHome():
                fresh, effects = self._forget(visit)
                return fresh, (*effects, do.Announce())
            case was.StaffCame():
                return self.start(), (do.StopTalking(), do.ForgetVisitor())
            case was.SomethingBroke():
                broken = replace(self.start(), notice=NoticeKind.ONE_MOMENT)
                return broken, (do.StopTalking(), do.ForgetVisitor(), do.Announce())
            case was.BellRang(heard):
                return _rang(visit, heard=heard)
            case was.StoreChanged():
                return visit, _look_again(visit.screen)
            case was.TradesFound() | was.PostingsFound() | was.PostingFound() | was.LookupFailed():
                return _found(visit, event)
            case was.SlipIssued() | was.WishRefused() | was.WishNotSaved() | was.PrintEnded():
                return _answered(visit, event)
            case was.SignedInAs() | was.AskedForMore() | was.NotKnown() | was.SignInFailed():
                return signing_in.answered(visit, event)
            case _:
                return _acted(replace(visit, idle_s=0), event)

    def _touched(self, visit: Visit) -> Step:
        if visit.notice is NoticeKind.STILL_THERE:
            return replace(visit, idle_s=0, notice=None), (do.StopTalking(),)
        return replace(visit, idle_s=0), ()

    def _second_passed(self, visit: Visit) -> Step:
        if is_fresh(visit, home_language=self.home_language):
            return replace(visit, idle_s=0), ()
        visit = replace(visit, idle_s=visit.idle_s + 1, waited_s=visit.waited_s + 1 if is_waiting(visit) else 0)
        if visit.waited_s >= PATIENCE_S:
            return _waited_in_vain(visit)
        if isinstance(visit.screen, SignedIn) and visit.notice is None and visit.idle_s >= SIGNED_IN_STAY_S:
            return self._forget(visit)
        warn_after = PERSONAL_IDLE_WARNING_S if is_personal(visit) else IDLE_WARNING_S
        if visit.idle_s >= warn_after + STAY_S:
            return self._forget(visit)
        if visit.idle_s >= warn_after and visit.notice is not NoticeKind.STILL_THERE:
            return replace(visit, notice=NoticeKind.STILL_THERE), (do.Announce(),)
        return visit, ()

    def _forget(self, visit: Visit) -> Step:
        if is_fresh(visit, home_language=self.home_language):
            return replace(visit, idle_s=0), ()
        return self.start(), (do.StopTalking(), do.ForgetVisitor())


def _acted(visit: Visit, event: was.Event) -> Step:
    """What the visitor's hand did; a notice on the screen is put away by any of it."""
    if visit.notice is not None:
        visit = replace(visit, notice=None)
        if isinstance(event, was.NoticeClosed | was.WentBack):
            return visit, (do.StopTalking(),)
    if isinstance(event, was.SignInHand):
        return signing_in.acted(visit, event)
    match event:
        case was.TradesWanted():
            return go(visit, Trades(), do.FindTrades())
        case was.ListingChosen(listing):
            return go(visit, Postings(listing), do.FindPostings(listing))
        case was.PostingChosen(posting_id):
            return _choose(visit, posting_id)
        case was.Wanted(wish_id):
            return _want(visit, wish_id)
        case was.GaveBack():
            return _give_back(visit)
        case was.TurnedTo(first):
            return _turn(visit, first)
        case was.WentBack():
            return _go_back(visit)
        case was.ListenedAgain():
            return visit, (do.Announce(),)
        case was.CalledStaff():
            return replace(visit, notice=NoticeKind.STAFF_CALLED), (do.RingForStaff(), do.Announce())
        case was.LanguageChosen(language):
            return replace(visit, language=language), (do.Announce(),)
        case _:
            return visit, ()


def _choose(visit: Visit, posting_id: str) -> Step:
    if not isinstance(visit.screen, Postings):
        return visit, ()
    chosen = next((posting for posting in visit.screen.postings or () if posting.id == posting_id), None)
    if chosen is None:
        return visit, ()
    going, effects = go(visit, OnePosting(chosen))
    return going, (*effects, do.Announce(), do.FindPosting(posting_id))


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
        visit,
        screen=visit.back[-1],
        back=visit.back[:-1],
        taken=tuple(shown for shown in visit.taken if shown.slip.id != slip.id),
        notice=NoticeKind.GIVEN_BACK,
    )
    return kept, (do.CancelSlip(slip.id), *_look_again(kept.screen), do.Announce())


def _turn(visit: Visit, first: int) -> Step:
    match visit.screen:
        case Home() | SignIn() | SignInDigits() | SignInPictures() | SignInZodiac() | SignedIn():
            return visit, ()
        case Trades(counts=items) | Postings(postings=items):
            last = max(0, len(items or ()) - 1)
        case OnePosting() | SlipShown():
            last = max(0, first)
    turned = replace(visit.screen, first=min(max(0, first), last))
    return replace(visit, screen=turned), (do.StopTalking(), do.Announce())


def _go_back(visit: Visit) -> Step:
    if not visit.back:
        return visit, (do.Announce(),)
    earlier = visit.back[-1]
    going = replace(visit, screen=earlier, back=visit.back[:-1], waiting_for=None)
    return going, (do.StopTalking(), do.Announce(), *_look_again(earlier))


def _look_again(screen: Screen) -> tuple[do.Effect, ...]:
    match screen:
        case Trades():
            return (do.FindTrades(),)
        case Postings(listing=listing):
            return (do.FindPostings(listing),)
        case OnePosting(posting=posting):
            return (do.FindPosting(posting.id),)
        case _:
            return ()


def _found(visit: Visit, event: was.TradesFound | was.PostingsFound | was.PostingFound | was.LookupFailed) -> Step:
    """Answers are taken only by the screen that asked; late ones for an earlier screen change nothing."""
    match event, visit.screen:
        case was.TradesFound(counts), Trades(counts=before) as screen:
            first = min(screen.first, max(0, len(counts) - 1))
            announce: tuple[do.Effect, ...] = (do.Announce(),) if before is None else ()
            return replace(visit, screen=replace(screen, counts=counts, first=first)), announce
        case was.PostingsFound(listing, postings), Postings(listing=asked, postings=earlier) as screen if (
            listing == asked
        ):
            first = min(screen.first, max(0, len(postings) - 1))
            announce = (do.Announce(),) if earlier is None else ()
            return replace(visit, screen=replace(screen, postings=postings, first=first)), announce
        case was.PostingFound(posting_id, posting), OnePosting(posting=shown) as screen if posting_id == shown.id:
            return _posting_found(visit, screen, posting)
        case was.LookupFailed(), Trades(counts=None) | Postings(postings=None):
            return tell(replace(visit, screen=visit.back[-1], back=visit.back[:-1]), NoticeKind.NOT_READ)
        case _:
            return visit, ()


def _posting_found(visit: Visit, screen: OnePosting, posting: Posting | None) -> Step:
    if posting is not None:
        return replace(visit, screen=replace(screen, posting=posting)), ()
    held = any(shown.posting.id == screen.posting.id for shown in visit.taken)
    waiting = visit.waiting_for is not None and visit.waiting_for.posting_id == screen.posting.id
    if held or waiting:
        return visit, ()
    return _lose_posting(visit, NoticeKind.POSTING_GONE)


def _waited_in_vain(visit: Visit) -> Step:
    """Say so instead of waiting on; an answer that comes later finds nobody (and a late slip is given back)."""
    if visit.waiting_for is not None:
        return tell(replace(visit, waiting_for=None, waited_s=0), NoticeKind.NOT_SAVED)
    if visit.signing_in is not None:
        return signing_in.gave_up(replace(visit, waited_s=0))
    return _found(replace(visit, waited_s=0), was.LookupFailed())


def _rang(visit: Visit, *, heard: bool) -> Step:
    """Nobody is told that somebody is coming when nobody was called."""
    if visit.notice not in (NoticeKind.STAFF_CALLED, NoticeKind.NOBODY_HEARS):
        return visit, ()
    return replace(visit, notice=NoticeKind.STAFF_CALLED if heard else NoticeKind.NOBODY_HEARS), ()


def _lose_posting(visit: Visit, notice: NoticeKind) -> Step:
    earlier = visit.back[-1]
    going = replace(visit, screen=earlier, back=visit.back[:-1], waiting_for=None)
    told, effects = tell(going, notice)
    return told, (*effects, *_look_again(earlier))


def _answered(visit: Visit, event: was.SlipIssued | was.WishRefused | was.WishNotSaved | was.PrintEnded) -> Step:
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
            return _lose_posting(refused, NoticeKind.POSTING_GONE if gone else NoticeKind.NO_SLOT_LEFT)
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

    def told(screen: Screen) -> Screen:
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
