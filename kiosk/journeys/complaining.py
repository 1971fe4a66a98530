"""A worker's complaint: what happened, by pictures, what it is about, and what they say of it; no name is asked for.

While the microphone is on the machine says nothing: whatever would speak, or leads elsewhere, first ends the recording.
What was said by somebody who then leaves is kept. Whoever goes back step by step takes it back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.domain.complaint import ComplaintKind
from kiosk.domain.posting import Posting
from kiosk.domain.voice import Told
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.complaint_states import (
    AboutPosting,
    AboutTrade,
    ComplaintShown,
    Rights,
    Say,
    Speaking,
    Telling,
    Voice,
    WhatHappened,
)
from kiosk.journeys.state import State
from kiosk.journeys.states import Printing
from kiosk.journeys.steps import Step, go, seek, tell, way_back
from kiosk.journeys.visit import NoticeKind, Visit

QUIET_MS = 30_000
"""Whoever has said nothing for so long has done so, or has gone."""


def acted(visit: Visit, event: was.ComplaintHand) -> Step:
    """What the visitor's hand did. What is being saved is waited for first."""
    if visit.screen.is_keeping:
        return visit, ()
    match event, visit.screen:
        case was.RightsWanted(), screen if visit.waiting_for is None and not isinstance(screen, Telling):
            return go(visit, Rights(), do.Announce())
        case was.ComplaintBegun(), Rights():
            return go(visit, WhatHappened(), do.Announce())
        case was.HappenedChosen(kind), WhatHappened(voice=voice):
            return seek(visit, AboutTrade(voice=voice, kind=kind, slips=visit.taken))
        case was.TradeToldOf(trade), AboutTrade() as screen:
            return _choose_trade(visit, screen, trade)
        case was.PostingToldOf(), AboutTrade() | AboutPosting() as screen:
            return _choose_posting(visit, screen, event)
        case _, Say() as screen:
            return _speak(visit, screen, event)
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
    speaking = Speaking.READY if voice is None else Speaking.SAID
    return Say(voice=voice, kind=kind, posting=posting, slip_number=slip_number, speaking=speaking)


def _speak(visit: Visit, screen: Say, event: was.ComplaintHand) -> Step:
    match event, screen.speaking, screen.voice:
        case was.SpeakingBegun(told_id), Speaking.READY | Speaking.NO_MICROPHONE, None:
            begun = replace(screen, voice=Voice(id=told_id), speaking=Speaking.STARTING, trouble=None)
            return replace(visit, screen=begun), (do.StopTalking(), do.RecordVoice(screen.told(told_id)))
        case was.SpeakingEnded(), Speaking.STARTING | Speaking.RECORDING, Voice(id=told_id):
            return replace(visit, screen=replace(screen, speaking=Speaking.SAID)), (do.EndVoice(told_id),)
        case was.PlayingWanted(), Speaking.SAID, Voice(id=told_id):
            playing = replace(screen, speaking=Speaking.PLAYING, trouble=None)
            return replace(visit, screen=playing), (do.StopTalking(), do.PlayVoice(told_id))
        case was.PlayingWanted(), Speaking.PLAYING, _:
            return replace(visit, screen=replace(screen, speaking=Speaking.SAID)), (do.HushVoice(),)
        case was.SpeakingAgainWanted(), Speaking.SAID | Speaking.PLAYING, Voice(id=told_id):
            emptied = replace(screen, voice=None, speaking=Speaking.READY, trouble=None)
            return replace(visit, screen=emptied), (do.HushVoice(), do.DropVoice(told_id), do.Announce())
        case was.ComplaintGiven(fresh_id), _, voice if not screen.is_recording:
            return _hand_in(visit, screen, fresh_id if voice is None else voice.id)
        case _:
            return visit, ()


def _hand_in(visit: Visit, screen: Say, told_id: str) -> Step:
    speaking = Speaking.SAID if screen.speaking is Speaking.PLAYING else screen.speaking
    given = replace(screen, speaking=speaking, given=told_id)
    hushed = (do.HushVoice(),) if screen.speaking is Speaking.PLAYING else ()
    waiting = replace(visit, screen=given, waited_s=0)
    return waiting, (do.StopTalking(), *hushed, do.HandIn(screen.told(told_id)))


def answered(visit: Visit, event: was.ComplaintAnswer) -> Step:
    """What came of the microphone, of playing, and of handing in; answers that nobody waits for change nothing."""
    match event:
        case was.LatePostingsFound(postings):
            return _found(visit, postings)
        case was.VoiceGrew(told_id, length_ms, is_heard):
            return _grew(visit, told_id, length_ms, is_heard=is_heard)
        case was.VoiceEnded():
            return _ended(visit, event)
        case was.VoicePlayed(told_id, trouble):
            return _played(visit, told_id, trouble)
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


def _grew(visit: Visit, told_id: str, length_ms: int, *, is_heard: bool) -> Step:
    screen = visit.screen
    if not isinstance(screen, Say) or not screen.is_recording or not _is_of(screen, told_id):
        return visit, ()
    assert screen.voice is not None
    voice = Voice(id=told_id, length_ms=length_ms, heard_ms=length_ms if is_heard else screen.voice.heard_ms)
    grown = replace(visit, screen=replace(screen, voice=voice, speaking=Speaking.RECORDING))
    if length_ms - voice.heard_ms < QUIET_MS:
        return grown, ()
    return replace(visit, screen=replace(screen, voice=voice, speaking=Speaking.SAID)), (do.EndVoice(told_id),)


def _ended(visit: Visit, event: was.VoiceEnded) -> Step:
    def told(screen: State) -> State:
        if not isinstance(screen, Telling) or screen.voice is None or screen.voice.id != event.told_id:
            return screen
        voice = replace(screen.voice, length_ms=event.length_ms) if event.length_ms else None
        if not isinstance(screen, Say):
            return replace(screen, voice=voice)
        if voice is None and event.trouble is was.VoiceTrouble.NO_MICROPHONE:
            return replace(screen, voice=None, speaking=Speaking.NO_MICROPHONE, trouble=event.trouble)
        if voice is None:
            return replace(screen, voice=None, speaking=Speaking.READY, trouble=event.trouble)
        return replace(screen, voice=voice, speaking=Speaking.SAID, trouble=event.trouble)

    changed = _everywhere(visit, told)
    is_shown = isinstance(visit.screen, Say) and _is_of(visit.screen, event.told_id)
    says = is_shown and visit.notice is None and not visit.screen.is_keeping
    return changed, (do.Announce(),) if says else ()


def _played(visit: Visit, told_id: str, trouble: was.VoiceTrouble | None) -> Step:
    screen = visit.screen
    if not isinstance(screen, Say) or screen.speaking is not Speaking.PLAYING or not _is_of(screen, told_id):
        return visit, ()
    played = replace(visit, screen=replace(screen, speaking=Speaking.SAID, trouble=trouble))
    return played, (do.Announce(),) if trouble is not None and visit.notice is None else ()


def _taken(visit: Visit, event: was.ComplaintTaken) -> Step:
    """The number is shown to whoever handed it in, and to nobody else; it goes to paper with that."""
    behind = [screen for screen in (*visit.back, visit.screen) if isinstance(screen, Say)]
    if not any(screen.given == event.told_id for screen in behind):
        return visit, ()
    shown = ComplaintShown(receipt=event.receipt)
    print_it = do.PrintReceipt(event.receipt)
    if isinstance(visit.screen, Say):
        back = tuple(screen for screen in way_back(visit, shown) if not isinstance(screen, Telling))
        there = replace(visit, screen=shown, back=back, notice=None, idle_s=0, waited_s=0)
        return there, (print_it, do.StopTalking(), do.Announce())
    back = tuple(
        shown if isinstance(screen, Say) else screen
        for screen in visit.back
        if isinstance(screen, Say) or not isinstance(screen, Telling)
    )
    return replace(visit, back=back), (print_it,)


def _not_taken(visit: Visit, told_id: str) -> Step:
    def told(screen: State) -> State:
        return replace(screen, given="") if isinstance(screen, Say) and screen.given == told_id else screen

    changed = _everywhere(visit, told)
    return (visit, ()) if changed == visit else tell(changed, NoticeKind.NOT_SAVED)


def gave_up(visit: Visit) -> Step:
    """Say that the store does not answer."""
    return _not_taken(visit, visit.screen.given) if isinstance(visit.screen, Say) else (visit, ())


def _printed(visit: Visit, complaint_id: str, printing: Printing) -> Step:
    def told(screen: State) -> State:
        is_it = isinstance(screen, ComplaintShown) and screen.receipt.complaint_id == complaint_id
        return replace(screen, printing=printing) if is_it and isinstance(screen, ComplaintShown) else screen

    changed = _everywhere(visit, told)
    is_shown = changed.screen != visit.screen and visit.notice is None
    return changed, (do.Announce(),) if is_shown and printing is Printing.NO_PAPER_TODAY else ()


def _is_of(screen: Say, told_id: str) -> bool:
    return screen.voice is not None and screen.voice.id == told_id


def _everywhere(visit: Visit, told: Callable[[State], State]) -> Visit:
    return replace(visit, screen=told(visit.screen), back=tuple(map(told, visit.back)))


def afterwards(before: Visit, step: Step) -> Step:
    """End what is recorded or played when something else begins, and see to what was said when its screen is gone.

    Nobody loses their number by a touch while it is being saved.
    """
    visit, effects = step
    said = before.screen
    if isinstance(said, Say) and said.is_keeping and _is_lost(visit, effects):
        return before, ()
    if isinstance(said, Say) and said.keeps_awake:
        visit, effects = _quiet(said, (visit, effects))
    said_before, said_now = _telling(before), _telling(visit)
    if said_before is None or said_before.voice is None:
        return visit, effects
    if said_now is None:
        return visit, (*_fate(said_before, visit, effects), *effects)
    voice = said_before.voice if said_now.level < said_before.level else said_now.voice

    def told(screen: State) -> State:
        if not isinstance(screen, Telling):
            return screen
        return replace(screen, voice=voice if screen is said_now else None)

    return _everywhere(visit, told), effects


def _is_lost(visit: Visit, effects: tuple[do.Effect, ...]) -> bool:
    """Whether a touch leads away from what is being saved, though the person stays."""
    is_there = any(isinstance(screen, Say | ComplaintShown) for screen in (*visit.back, visit.screen))
    return not is_there and do.ForgetVisitor() not in effects


def _quiet(said: Say, step: Step) -> Step:
    visit, effects = step
    speaks = any(isinstance(effect, do.Announce | do.SayTouchToHear) for effect in effects) or visit.notice is not None
    is_on = isinstance(visit.screen, Say) and visit.screen.keeps_awake
    is_over = isinstance(visit.screen, Say) and not visit.screen.keeps_awake
    if is_over or (is_on and not speaks) or said.voice is None:
        return step
    end: do.Effect = do.EndVoice(said.voice.id) if said.is_recording else do.HushVoice()

    def told(screen: State) -> State:
        is_it = isinstance(screen, Say) and screen.keeps_awake
        return replace(screen, speaking=Speaking.SAID) if is_it and isinstance(screen, Say) else screen

    return _everywhere(visit, told), (end, *effects)


def _telling(visit: Visit) -> Telling | None:
    """The deepest screen of a complaint that is there."""
    there = [screen for screen in (*visit.back, visit.screen) if isinstance(screen, Telling)]
    return there[-1] if there else None


def _fate(said: Telling, visit: Visit, effects: tuple[do.Effect, ...]) -> tuple[do.Effect, ...]:
    """What becomes of a voice whose screens are gone: handed in already, left behind, or taken back."""
    assert said.voice is not None
    is_shown = any(isinstance(each, ComplaintShown) for each in (*visit.back, visit.screen))
    if is_shown or (isinstance(said, Say) and said.given):
        return ()
    if do.ForgetVisitor() not in effects:
        return (do.DropVoice(said.voice.id),)
    return (do.LeaveVoice(_told_of(said, said.voice.id)),)


def _told_of(said: Telling, told_id: str) -> Told:
    match said:
        case Say():
            return said.told(told_id)
        case AboutTrade(kind=kind) | AboutPosting(kind=kind):
            return Told(id=told_id, kind=kind)
        case _:
            return Told(id=told_id, kind=ComplaintKind.OTHER)
