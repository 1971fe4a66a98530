"""Classes and notices: what may be learnt and what is told, and a seat in a class to leave with."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.notice import Notice
from kiosk.domain.training import TrainingClass, next_like
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.attending_states import Classes, Notices, OneClass, OneNotice, SeatShown
from kiosk.journeys.pending import is_waiting_for, may_try_again, without_wish
from kiosk.journeys.state import State, within
from kiosk.journeys.states import Printing
from kiosk.journeys.steps import Step, one_back, seek, tell, way_back
from kiosk.journeys.visit import MAX_SLIPS, NoticeKind, Visit, Wish


def acted(visit: Visit, event: was.AttendingHand) -> Step:
    """What the visitor's hand did with a class, a seat or a notice."""
    match event:
        case was.ClassesWanted():
            return seek(visit, Classes())
        case was.ClassChosen(class_id):
            return _choose_class(visit, class_id)
        case was.SeatWanted(wish_id):
            return _want(visit, wish_id)
        case was.SeatGivenBack():
            return _give_back(visit)
        case was.NoticesWanted():
            return seek(visit, Notices())
        case was.NoticeChosen(notice_id):
            return _choose_notice(visit, notice_id)


def _choose_class(visit: Visit, class_id: str) -> Step:
    """One of the list, or the next date that a full class offers; what has just left the list is said to be gone."""
    if visit.waiting_for is not None:
        return visit, ()
    match visit.screen:
        case Classes(classes=tuple() as known):
            classes = known
        case OneClass(instead=TrainingClass() as instead):
            classes = (instead,)
        case _:
            return visit, ()
    held = next((each for each in classes if each.id == class_id), None)
    if held is None:
        return tell(visit, NoticeKind.CLASS_GONE)
    return seek(visit, OneClass(held, next_like(held, classes)), do.Announce())


def _choose_notice(visit: Visit, notice_id: str) -> Step:
    if not isinstance(visit.screen, Notices) or visit.screen.notices is None:
        return visit, ()
    message = next((each for each in visit.screen.notices if each.id == notice_id), None)
    if message is None:
        return tell(visit, NoticeKind.MESSAGE_GONE)
    return seek(visit, OneNotice(message), do.Announce())


def _want(visit: Visit, fresh_wish_id: str) -> Step:
    if not isinstance(visit.screen, OneClass) or visit.waiting_for is not None:
        return visit, ()
    class_id = visit.screen.held.id
    for shown in visit.seats:
        if shown.held.id == class_id:
            return _show(visit, shown)
    if len(visit.seats) >= MAX_SLIPS:
        return tell(visit, NoticeKind.ENOUGH_SLIPS)
    known = next((wish for wish in visit.wishes if wish.posting_id == class_id), None)
    if known is not None and not known.unsaved:
        return replace(visit, waiting_for=known, waited_s=0), (do.StopTalking(),)
    wish = Wish(class_id, known.wish_id if known else fresh_wish_id)
    waiting = replace(without_wish(visit, wish.wish_id), waiting_for=wish, waited_s=0)
    asked = replace(waiting, wishes=(*waiting.wishes, wish))
    return asked, (do.StopTalking(), do.TakeSeat(class_id, wish.wish_id))


def _show(visit: Visit, shown: SeatShown, *effects: do.Effect) -> Step:
    going = replace(visit, screen=shown, back=way_back(visit, shown), waiting_for=None, notice=None)
    return going, (*effects, do.StopTalking(), do.Announce())


def _give_back(visit: Visit) -> Step:
    if not isinstance(visit.screen, SeatShown):
        return visit, ()
    seat = visit.screen.seat
    kept = replace(
        one_back(visit),
        seats=tuple(shown for shown in visit.seats if shown.seat.id != seat.id),
        notice=NoticeKind.SEAT_GIVEN_BACK,
    )
    return kept, (do.GiveSeatBack(seat.id), *kept.screen.questions(), do.Announce())


def answered(visit: Visit, event: was.AttendingAnswer) -> Step:
    """What the store found, and what became of a wish for a seat and of its paper."""
    match event:
        case was.ClassesFound(classes):
            return _classes_found(visit, classes)
        case was.NoticesFound(notices):
            return _notices_found(visit, notices)
        case was.SeatTaken(wish_id, seat, held):
            if not is_waiting_for(visit, wish_id):
                return _nobody_waits(visit, wish_id, seat.id)
            shown = SeatShown(seat, held)
            taken = replace(without_wish(visit, wish_id), seats=(*visit.seats, shown), idle_s=0)
            return _show(taken, shown, do.PrintSeat(seat, held))
        case was.SeatRefused(wish_id, gone):
            return _refused(visit, wish_id, gone=gone)
        case was.SeatNotSaved(wish_id):
            return may_try_again(visit, wish_id, NoticeKind.NOT_SAVED)
        case was.SeatPrinted(seat_id, printed):
            return _printed(visit, seat_id, Printing.PRINTED if printed else Printing.NO_PAPER_TODAY)


def _classes_found(visit: Visit, classes: tuple[TrainingClass, ...]) -> Step:
    """Answers are taken only by a screen that asked."""
    match visit.screen:
        case Classes(classes=before) as screen:
            found = replace(screen, classes=classes, first=within(screen.first, len(classes)))
            return replace(visit, screen=found), (do.Announce(),) if before is None else ()
        case OneClass(held=shown) as screen:
            held = next((each for each in classes if each.id == shown.id), None)
            if held is not None:
                return replace(visit, screen=replace(screen, held=held, instead=next_like(held, classes))), ()
            has_seat = any(each.held.id == shown.id for each in visit.seats)
            return (visit, ()) if has_seat or visit.waiting_for is not None else _lose(visit, NoticeKind.CLASS_GONE)
        case _:
            return visit, ()


def _notices_found(visit: Visit, notices: tuple[Notice, ...]) -> Step:
    match visit.screen:
        case Notices(notices=before) as screen:
            found = replace(screen, notices=notices, first=within(screen.first, len(notices)))
            return replace(visit, screen=found), (do.Announce(),) if before is None else ()
        case OneNotice(message=shown) as screen:
            message = next((each for each in notices if each.id == shown.id), None)
            if message is None:
                return _lose(visit, NoticeKind.MESSAGE_GONE)
            return replace(visit, screen=replace(screen, message=message)), ()
        case _:
            return visit, ()


def _lose(visit: Visit, notice: NoticeKind) -> Step:
    """Go back from what is not there any more, and say so."""
    told, effects = tell(one_back(visit), notice)
    return told, (*effects, *told.screen.questions())


def _refused(visit: Visit, wish_id: str, *, gone: bool) -> Step:
    """A full class stays on the screen: the next date is offered there."""
    refused = without_wish(visit, wish_id)
    if not is_waiting_for(visit, wish_id):
        return refused, ()
    if gone:
        return _lose(refused, NoticeKind.CLASS_GONE)
    told, effects = tell(replace(refused, waiting_for=None), NoticeKind.CLASS_FULL)
    return told, (*effects, *told.screen.questions())


def _nobody_waits(visit: Visit, wish_id: str, seat_id: str) -> Step:
    """The person went away before the seat came: it is given back, unless they hold that very seat already."""
    if any(shown.seat.id == seat_id for shown in visit.seats):
        return visit, ()
    return without_wish(visit, wish_id), (do.GiveSeatBack(seat_id),)


def _printed(visit: Visit, seat_id: str, printing: Printing) -> Step:
    """Only the slip's own state changes, wherever it stands: on the screen, behind it, or nowhere any more."""

    def told(screen: State) -> State:
        if isinstance(screen, SeatShown) and screen.seat.id == seat_id:
            return replace(screen, printing=printing)
        return screen

    seats = tuple(shown for shown in map(told, visit.seats) if isinstance(shown, SeatShown))
    screen = told(visit.screen)
    changed = replace(visit, screen=screen, back=tuple(map(told, visit.back)), seats=seats)
    is_shown = isinstance(screen, SeatShown) and screen.seat.id == seat_id
    is_to_be_heard = is_shown and visit.notice is None and printing is Printing.NO_PAPER_TODAY
    return changed, (do.Announce(),) if is_to_be_heard else ()
