"""Looking for work: lists, one posting of them, and what the store found."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.posting import Posting
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.state import within
from kiosk.journeys.states import OnePosting, Postings, Trades
from kiosk.journeys.steps import Step, one_back, seek, tell
from kiosk.journeys.together import Together
from kiosk.journeys.visit import NoticeKind, Visit


def acted(visit: Visit, event: was.LookingHand) -> Step:
    """What the visitor's hand did to find work."""
    match event:
        case was.TradesWanted():
            return seek(visit, Trades())
        case was.ListingChosen(listing):
            return seek(visit, Postings(listing))
        case was.PostingChosen(posting_id):
            return _choose(visit, posting_id)


def _choose(visit: Visit, posting_id: str) -> Step:
    """What left the list while the finger lay on it is said to be gone: no touch is left without an answer."""
    if not isinstance(visit.screen, Postings) or visit.screen.postings is None:
        return visit, ()
    chosen = next((posting for posting in visit.screen.postings if posting.id == posting_id), None)
    if chosen is None:
        return tell(visit, NoticeKind.POSTING_GONE)
    return seek(visit, visit.screen.of(chosen), do.Announce())


def found(visit: Visit, event: was.TradesFound | was.PostingsFound | was.PostingFound | was.LookupFailed) -> Step:
    """Answers are taken only by the screen that asked; late ones for an earlier screen change nothing."""
    match event, visit.screen:
        case was.TradesFound(counts), Trades(counts=before) as screen:
            first = within(screen.first, len(counts))
            announce: tuple[do.Effect, ...] = (do.Announce(),) if before is None else ()
            return replace(visit, screen=replace(screen, counts=counts, first=first)), announce
        case was.PostingsFound(listing, postings, chosen, taught), Postings(postings=earlier) as screen if (
            listing == screen.listing and chosen == screen.chosen
        ):
            first = within(screen.first, len(postings))
            announce = (do.Announce(),) if earlier is None else ()
            listed = replace(screen, postings=postings, first=first, taught=taught)
            return replace(visit, screen=listed), announce
        case was.PostingFound(posting_id, posting), OnePosting() | Together() as screen if (
            posting_id == screen.posting.id
        ):
            return _posting_found(visit, screen, posting)
        case was.LookupFailed(), screen if screen.is_empty_yet:
            return tell(one_back(visit), NoticeKind.NOT_READ)
        case _:
            return visit, ()


def _posting_found(visit: Visit, screen: OnePosting | Together, posting: Posting | None) -> Step:
    if posting is not None and isinstance(screen, Together):
        return replace(visit, screen=screen.with_posting(posting)), ()
    if posting is not None:
        return replace(visit, screen=replace(screen, posting=posting)), ()
    held = any(shown.posting.id == screen.posting.id for shown in visit.taken)
    waiting = visit.waiting_for is not None and visit.waiting_for.posting_id == screen.posting.id
    if held or waiting:
        return visit, ()
    return lose_posting(visit, NoticeKind.POSTING_GONE)


def lose_posting(visit: Visit, notice: NoticeKind) -> Step:
    """Go back from a posting that cannot be had, and say why."""
    away = one_back(visit)
    while isinstance(away.screen, OnePosting):  # how many go was asked over it
        away = one_back(away)
    told, effects = tell(away, notice)
    return told, (*effects, *told.screen.questions())
