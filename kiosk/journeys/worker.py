"""The worker's path from Home to a slip: `advance(visit, event) -> (visit, effects)`, pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.domain.preferences import USUAL, Preferences
from kiosk.journeys import (
    adjusting,
    attending,
    choosing,
    complaining,
    learning,
    looking,
    signing_in,
    speaking,
    taking,
    wishing,
)
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.complaint_states import Say
from kiosk.journeys.signing_in import SIGNED_IN_STAY_S
from kiosk.journeys.states import More, SignedIn
from kiosk.journeys.steps import Step, go, one_back
from kiosk.journeys.visit import NoticeKind, Visit, is_fresh, is_personal, is_waiting

IDLE_WARNING_S = 120
PERSONAL_IDLE_WARNING_S = 60
STAY_S = 20
"""How long the warning waits for one touch: worker-experience.md, "20 s at least to stay by one touch"."""
PATIENCE_S = 6
"""Longer than the store lets one writer wait for another (5 s): an answer that takes more is not waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerJourney:
    """The rules of the path; `usual` is how the kiosk looks and sounds when a visitor has gone."""

    usual: Preferences = USUAL

    def start(self) -> Visit:
        """Return the visit of nobody yet."""
        return Visit(preferences=self.usual)

    def advance(self, visit: Visit, event: was.Event) -> Step:
        """Return the visit after `event` and the effects to carry out, in order. Unexpected events change nothing."""
        step = _unhelped(visit, self._advanced(visit, event))
        if complaining.is_lost(visit, step):
            step = visit, ()
        return signing_in.afterwards(visit, speaking.afterwards(visit, step))

    def _advanced(self, visit: Visit, event: was.Event) -> Step:
        match event:
            case was.SecondPassed():
                return self._second_passed(visit)
            case was.Touched():
                return self._touched(visit)
            case was.WentHome():
                return self._go_home(visit)
            case was.Left():
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
                return visit, visit.screen.questions()
            case was.TradesFound() | was.PostingsFound() | was.PostingFound() | was.LookupFailed():
                return looking.found(visit, event)
            case was.LessonsFound():
                return learning.found(visit, event)
            case was.MarksCounted() | was.TownsFound():
                return choosing.answered(visit, event)
            case was.SlipIssued() | was.WishRefused() | was.WishNotSaved() | was.PrintEnded():
                return taking.answered(visit, event)
            case was.WishKept() | was.WishNotKept():
                return wishing.answered(visit, event)
            case was.ClassesFound() | was.NoticesFound() | was.SeatTaken() | was.SeatRefused():
                return attending.answered(visit, event)
            case was.SeatNotSaved() | was.SeatPrinted():
                return attending.answered(visit, event)
            case was.LatePostingsFound() | was.ComplaintTaken() | was.ComplaintNotTaken() | was.ReceiptPrinted():
                return complaining.answered(visit, event)
            case was.VoiceGrew() | was.VoiceEnded() | was.VoicePlayed():
                return speaking.answered(visit, event)
            case was.SignedInAs() | was.AskedForMore() | was.NotKnown() | was.SignInFailed():
                return signing_in.answered(visit, event)
            case _:
                return self._acted(replace(visit, idle_s=0), event)

    def _touched(self, visit: Visit) -> Step:
        if visit.notice is NoticeKind.STILL_THERE:
            return replace(visit, idle_s=0, notice=None), (do.StopTalking(),)
        if visit.is_helped:
            return replace(visit, idle_s=0, is_helped=False), (do.StopTalking(),)
        return replace(visit, idle_s=0), ()

    def _second_passed(self, visit: Visit) -> Step:
        if is_fresh(visit, usual=self.usual):
            return replace(visit, idle_s=0), ()
        is_idle = not visit.screen.keeps_awake
        visit = replace(visit, idle_s=visit.idle_s + is_idle, waited_s=visit.waited_s + 1 if is_waiting(visit) else 0)
        if visit.waited_s >= PATIENCE_S:
            return _waited_in_vain(visit)
        if isinstance(visit.screen, SignedIn) and visit.notice is None and visit.idle_s >= SIGNED_IN_STAY_S:
            return self._forget(visit)
        warn_after = PERSONAL_IDLE_WARNING_S if is_personal(visit) else IDLE_WARNING_S
        if visit.idle_s >= warn_after + STAY_S:
            return self._forget(visit)
        if visit.idle_s >= warn_after and visit.notice is not NoticeKind.STILL_THERE:
            return replace(visit, notice=NoticeKind.STILL_THERE, is_helped=False), (do.Announce(),)
        return visit, ()

    def _forget(self, visit: Visit) -> Step:
        if is_fresh(visit, usual=self.usual):
            return replace(visit, idle_s=0), ()
        return self.start(), (do.StopTalking(), do.ForgetVisitor())

    def _go_home(self, visit: Visit) -> Step:
        """What was done is forgotten, as somebody else may come; whoever stays goes on seeing and hearing as before."""
        home = Visit(preferences=visit.preferences)
        if visit == replace(home, idle_s=visit.idle_s):
            return replace(visit, idle_s=0), (do.StopTalking(), do.Announce())
        return home, (do.StopTalking(), do.ForgetVisitor(), do.Announce())

    def _acted(self, visit: Visit, event: was.Hand) -> Step:
        """What the visitor's hand did; a notice on the screen is put away by any of it."""
        if visit.notice is not None:
            visit = replace(visit, notice=None)
            if isinstance(event, was.NoticeClosed | was.WentBack):
                return visit, (do.StopTalking(),)
        if visit.is_helped and not isinstance(event, was.Paused):
            visit = replace(visit, is_helped=False)
            if isinstance(event, was.HelpWanted | was.WentBack):
                return visit, (do.StopTalking(),)
        match event:
            case was.TradesWanted() | was.ListingChosen() | was.PostingChosen():
                return looking.acted(visit, event)
            case was.ChoosingWanted() | was.MarkTouched() | was.ChosenWanted() | was.ChosenDropped() | was.NearWanted():
                return choosing.acted(visit, event)
            case was.Wanted() | was.CompanionsWanted() | was.PeopleChosen() | was.GaveBack():
                return taking.acted(visit, event)
            case (
                was.RightsWanted()
                | was.ComplaintBegun()
                | was.HappenedChosen()
                | was.TradeToldOf()
                | was.PostingToldOf()
                | was.ComplaintGiven()
            ):
                return complaining.acted(visit, event)
            case was.SpeakingBegun() | was.SpeakingEnded() | was.PlayingWanted() | was.SpeakingAgainWanted():
                return speaking.acted(visit, event)
            case was.Paused() if visit.screen.keeps_awake:
                return speaking.acted(visit, event)
            case was.SettingsWanted() | was.SettingWanted() | was.LanguageChosen() | was.PreferencesChosen():
                return adjusting.acted(visit, event)
            case was.TouchToHearTurned():
                return adjusting.acted(visit, event)
            case was.ClassesWanted() | was.ClassChosen() | was.SeatWanted() | was.SeatGivenBack():
                return attending.acted(visit, event)
            case was.NoticesWanted() | was.NoticeChosen():
                return attending.acted(visit, event)
            case was.LessonsWanted() | was.LessonChosen():
                return learning.acted(visit, event)
            case was.MoreWanted():
                return go(visit, More(), do.Announce())
            case was.TurnedTo(first):
                return _turn(visit, first)
            case was.WentBack():
                return _go_back(visit)
            case was.HelpWanted():
                return replace(visit, is_helped=True), (do.StopTalking(), do.Announce())
            case was.Paused():
                return visit, (do.PauseOrGoOn(),)
            case was.ListenedAgain():
                return visit, (do.Announce(),)
            case was.CalledStaff():
                return replace(visit, notice=NoticeKind.STAFF_CALLED), (do.RingForStaff(), do.Announce())
            case was.NoticeClosed():
                return visit, ()
            case was.WishWanted() | was.WishAgreed() | was.WishTradeTouched() | was.WishDayTouched():
                return wishing.acted(visit, event)
            case was.WishSaid() | was.WishReachChosen() | was.WentOn():
                return wishing.acted(visit, event)
            case was.DigitTyped() | was.DigitErased() | was.DigitsGiven() if wishing.is_typing(visit):
                return wishing.acted(visit, event)
            case _:
                return signing_in.acted(visit, event)


def _unhelped(before: Visit, step: Step) -> Step:
    """What comes while a screen is explained, and is to be heard, is read; a list is explained once it is found."""
    visit, effects = step
    is_other = type(visit.screen) is not type(before.screen)
    is_heard = do.Announce() in effects and not before.screen.is_empty_yet
    return (replace(visit, is_helped=False), effects) if before.is_helped and (is_other or is_heard) else step


def _turn(visit: Visit, first: int) -> Step:
    turned = visit.screen.turned(first)
    if turned is visit.screen:
        return visit, ()
    return replace(visit, screen=turned), (do.StopTalking(), do.Announce())


def _go_back(visit: Visit) -> Step:
    if not visit.back:
        return visit, (do.Announce(),)
    going = one_back(visit)
    return going, (do.StopTalking(), do.Announce(), *going.screen.questions())


def _waited_in_vain(visit: Visit) -> Step:
    """Say so instead of waiting on; an answer that comes later finds nobody (and a late slip is given back)."""
    visit = replace(visit, waited_s=0)
    if visit.waiting_for is not None:
        return taking.gave_up(visit)
    if visit.screen.is_keeping:
        return complaining.gave_up(visit) if isinstance(visit.screen, Say) else wishing.gave_up(visit)
    if visit.signing_in is not None:
        return signing_in.gave_up(visit)
    return looking.found(visit, was.LookupFailed())


def _rang(visit: Visit, *, heard: bool) -> Step:
    """Nobody is told that somebody is coming when nobody was called."""
    if visit.notice not in (NoticeKind.STAFF_CALLED, NoticeKind.NOBODY_HEARS):
        return visit, ()
    return replace(visit, notice=NoticeKind.STAFF_CALLED if heard else NoticeKind.NOBODY_HEARS), ()
