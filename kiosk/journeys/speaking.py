"""Speaking at the screen: a voice is recorded, heard, said again, and goes with the person who said it.

While the microphone is on the machine says nothing: whatever would speak, or leads elsewhere, first ends the recording.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.speaking_states import Speak, Speaking, Telling, Voice
from kiosk.journeys.state import State
from kiosk.journeys.steps import Step
from kiosk.journeys.visit import Visit

AnySpeak = TypeVar("AnySpeak", bound=Speak)

QUIET_MS = 30_000
"""Whoever has said nothing for so long has done so, or has gone."""
ALOUD = do.Announce | do.SayTouchToHear | do.SayEntered | do.PauseOrGoOn
"""What makes the machine speak."""


def acted(visit: Visit, event: was.VoiceHand | was.Paused) -> Step:
    """What the visitor's hand did to speak and to hear themselves; "pause" ends either."""
    screen = visit.screen
    if not isinstance(screen, Speak) or screen.is_keeping:
        return visit, ()
    match event, screen.speaking, screen.voice:
        case was.SpeakingBegun(voice_id), Speaking.READY | Speaking.NO_MICROPHONE, None:
            voice = Voice(id=voice_id)
            begun = replace(screen, voice=voice, speaking=Speaking.STARTING, trouble=None, is_talked_over=False)
            record = do.RecordVoice(screen.about(voice_id), screen.longest_s)
            return replace(visit, screen=begun), (do.StopTalking(), record)
        case was.SpeakingEnded() | was.Paused(), Speaking.STARTING | Speaking.RECORDING, Voice(id=voice_id):
            return replace(visit, screen=replace(screen, speaking=Speaking.SAID)), (do.EndVoice(voice_id),)
        case was.PlayingWanted(), Speaking.SAID, Voice(id=voice_id):
            playing = replace(screen, speaking=Speaking.PLAYING, trouble=None)
            return replace(visit, screen=playing), (do.StopTalking(), do.PlayVoice(voice_id))
        case was.PlayingWanted() | was.Paused(), Speaking.PLAYING, _:
            return replace(visit, screen=replace(screen, speaking=Speaking.SAID)), (do.HushVoice(),)
        case was.SpeakingAgainWanted(), Speaking.SAID | Speaking.PLAYING, Voice(id=voice_id):
            emptied = replace(screen, voice=None, speaking=Speaking.READY, trouble=None)
            return replace(visit, screen=emptied), (do.HushVoice(), do.DropVoice(voice_id), do.Announce())
        case _:
            return visit, ()


def answered(visit: Visit, event: was.VoiceAnswer) -> Step:
    """What came of the microphone and of playing; answers that nobody waits for change nothing."""
    match event:
        case was.VoiceGrew(voice_id, length_ms, is_heard):
            return _grew(visit, voice_id, length_ms, is_heard=is_heard)
        case was.VoiceEnded():
            return _ended(visit, event)
        case was.VoicePlayed(voice_id, trouble):
            return _played(visit, voice_id, trouble)


def _grew(visit: Visit, voice_id: str, length_ms: int, *, is_heard: bool) -> Step:
    screen = visit.screen
    if not isinstance(screen, Speak) or not screen.is_recording or not _is_of(screen, voice_id):
        return visit, ()
    assert screen.voice is not None
    voice = Voice(id=voice_id, length_ms=length_ms, heard_ms=length_ms if is_heard else screen.voice.heard_ms)
    grown = replace(visit, screen=replace(screen, voice=voice, speaking=Speaking.RECORDING))
    if length_ms - voice.heard_ms < QUIET_MS:
        return grown, ()
    return replace(visit, screen=replace(screen, voice=voice, speaking=Speaking.SAID)), (do.EndVoice(voice_id),)


def _ended(visit: Visit, event: was.VoiceEnded) -> Step:
    def told(screen: State) -> State:
        if not isinstance(screen, Telling) or screen.voice is None or screen.voice.id != event.told_id:
            return screen
        voice = replace(screen.voice, length_ms=event.length_ms) if event.length_ms else None
        if not isinstance(screen, Speak):
            return replace(screen, voice=voice)
        if voice is None and event.trouble is was.VoiceTrouble.NO_MICROPHONE:
            return replace(screen, voice=None, speaking=Speaking.NO_MICROPHONE, trouble=event.trouble)
        if voice is None:
            return replace(screen, voice=None, speaking=Speaking.READY, trouble=event.trouble)
        return replace(screen, voice=voice, speaking=Speaking.SAID, trouble=event.trouble)

    changed = everywhere(visit, told)
    is_shown = isinstance(visit.screen, Speak) and _is_of(visit.screen, event.told_id)
    is_heard = event.trouble is not None or not (isinstance(visit.screen, Speak) and visit.screen.is_talked_over)
    says = is_shown and is_heard and visit.notice is None and not visit.screen.is_keeping
    return changed, (do.Announce(),) if says else ()


def _played(visit: Visit, voice_id: str, trouble: was.VoiceTrouble | None) -> Step:
    screen = visit.screen
    if not isinstance(screen, Speak) or screen.speaking is not Speaking.PLAYING or not _is_of(screen, voice_id):
        return visit, ()
    played = replace(visit, screen=replace(screen, speaking=Speaking.SAID, trouble=trouble))
    return played, (do.Announce(),) if trouble is not None and visit.notice is None else ()


def _is_of(screen: Speak, voice_id: str) -> bool:
    return screen.voice is not None and screen.voice.id == voice_id


def everywhere(visit: Visit, told: Callable[[State], State]) -> Visit:
    """Return the visit with what was `told` of its screen and of those behind it."""
    return replace(visit, screen=told(visit.screen), back=tuple(map(told, visit.back)))


def hushed(screen: AnySpeak) -> tuple[AnySpeak, tuple[do.Effect, ...]]:
    """Return the screen as it is when nothing is played any more, and what falls silent for that."""
    if screen.speaking is not Speaking.PLAYING:
        return screen, ()
    return replace(screen, speaking=Speaking.SAID), (do.HushVoice(),)


def afterwards(before: Visit, step: Step) -> Step:
    """End what is recorded or played when something else begins, and see to what was said when its screen is gone."""
    visit, effects = step
    said = before.screen
    if isinstance(said, Speak) and said.keeps_awake:
        visit, effects = _quiet(said, (visit, effects))
    said_before, said_now = _telling(before), _telling(visit)
    if said_before is not None and said_now is not None:
        visit = _with_what_was_tried(visit, said_now, said_before)
        said_now = _telling(visit)
    if said_before is None or said_before.voice is None:
        return _with_nothing_said(visit, said_now), effects
    if said_now is None:
        return visit, (*_fate(said_before, visit, effects), *effects)
    voice = said_before.voice if said_now.level < said_before.level else said_now.voice

    def told(screen: State) -> State:
        if not isinstance(screen, Telling):
            return screen
        return replace(screen, voice=voice if screen is said_now else None)

    return everywhere(visit, told), effects


def _with_what_was_tried(visit: Visit, now: Telling, before: Telling) -> Visit:
    """Let what was handed in in vain go with the person, back and forth."""
    if now.level == before.level:
        return visit

    def told(screen: State) -> State:
        return replace(screen, tried=before.tried) if screen is now and isinstance(screen, Telling) else screen

    return everywhere(visit, told)


def _with_nothing_said(visit: Visit, now: Telling | None) -> Visit:
    """Let somebody speak who came back to where they spoke, after it had turned out that nothing was heard."""

    def told(screen: State) -> State:
        if screen is not now or not isinstance(screen, Speak):
            return screen
        is_empty = screen.voice is None and screen.speaking is Speaking.SAID
        return replace(screen, speaking=Speaking.READY) if is_empty else screen

    return everywhere(visit, told)


def _quiet(said: Speak, step: Step) -> Step:
    visit, effects = step
    speaks = any(isinstance(effect, ALOUD) for effect in effects) or visit.notice is not None
    is_on = isinstance(visit.screen, Speak) and visit.screen.keeps_awake
    is_over = isinstance(visit.screen, Speak) and not visit.screen.keeps_awake
    if is_over or (is_on and not speaks) or said.voice is None:
        return step
    end: do.Effect = do.EndVoice(said.voice.id) if said.is_recording else do.HushVoice()

    def told(screen: State) -> State:
        is_it = isinstance(screen, Speak) and screen.keeps_awake
        if not is_it or not isinstance(screen, Speak):
            return screen
        return replace(screen, speaking=Speaking.SAID, is_talked_over=said.is_recording)

    return everywhere(visit, told), (end, *effects)


def _telling(visit: Visit) -> Telling | None:
    """The deepest screen that knows of a voice."""
    there = [screen for screen in (*visit.back, visit.screen) if isinstance(screen, Telling)]
    return there[-1] if there else None


def _fate(said: Telling, visit: Visit, effects: tuple[do.Effect, ...]) -> tuple[do.Effect, ...]:
    """What becomes of a voice whose screens are gone: handed in already, left behind, or taken back."""
    assert said.voice is not None
    if any(each.is_receipt for each in (*visit.back, visit.screen)):
        return ()
    left = said.left_behind(said.voice.id)
    if left is None:
        return ()
    return (left if do.ForgetVisitor() in effects else do.DropVoice(said.voice.id),)
