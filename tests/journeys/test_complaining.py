"""A complaint at the screen: by pictures and voice, left at any step, and never a word spoken while it listens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain.complaint import ComplaintKind, Receipt
from kiosk.domain.language import Language
from kiosk.domain.sign_in import ByCard
from kiosk.domain.voice import LONGEST_VOICE_S, Told
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.complaint_states import (
    AboutPosting,
    AboutTrade,
    ComplaintShown,
    Rights,
    Say,
    WhatHappened,
)
from kiosk.journeys.speaking import QUIET_MS
from kiosk.journeys.speaking_states import Speaking, Voice
from kiosk.journeys.state import Home
from kiosk.journeys.states import Printing
from kiosk.journeys.visit import NoticeKind
from kiosk.journeys.worker import PATIENCE_S, PERSONAL_IDLE_WARNING_S, STAY_S
from tests.journeys.walking import Walk, posting

KIND = ComplaintKind.UNPAID_WAGES
POSTINGS = (posting("p1"), replace(posting("p2"), trade="mason"), posting("p3"))
RECEIPT = Receipt(complaint_id="v1", number="L7-T-1121-001-3", kind=KIND, due_day=date(2026, 11, 24))
ABOUT = Told(id="v1", kind=KIND, posting_id="p3")
LEAVING = (was.WentHome(), was.Left(), was.StaffCame(), was.SomethingBroke())


def to_about(walk: Walk) -> None:
    walk(was.RightsWanted(), was.ComplaintBegun(), was.HappenedChosen(KIND), was.LatePostingsFound(POSTINGS))


def to_say(walk: Walk) -> Say:
    to_about(walk)
    walk(was.TradeToldOf("cook"), was.PostingToldOf("p3"))
    return say_of(walk)


def say_of(walk: Walk) -> Say:
    assert isinstance(walk.screen, Say)
    return walk.screen


def speak(walk: Walk, ms: int = 8000) -> None:
    to_say(walk)
    walk(was.SpeakingBegun("v1"), was.VoiceGrew("v1", 0), was.VoiceGrew("v1", ms))


def to_said(walk: Walk, ms: int = 8000) -> None:
    speak(walk, ms)
    walk(was.SpeakingEnded(), was.VoiceEnded("v1", ms))


def test_from_home_to_a_number(walk: Walk) -> None:
    walk(was.RightsWanted())
    assert walk.screen == Rights()
    assert walk.asked_for(do.Announce)
    walk(was.ComplaintBegun())
    assert walk.screen == WhatHappened()
    walk(was.HappenedChosen(KIND))
    assert walk.asked_for(do.FindLatePostings)
    assert not walk.asked_for(do.Announce), "read aloud when there is something to be read"
    walk(was.LatePostingsFound(POSTINGS))
    assert walk.asked_for(do.Announce)
    assert isinstance(walk.screen, AboutTrade)
    assert walk.screen.trades == ("cook", "mason")
    walk(was.TradeToldOf("cook"))
    assert isinstance(walk.screen, AboutPosting)
    assert [each.id for each in walk.screen.postings] == ["p1", "p3"]
    walk(was.PostingToldOf("p3"))
    assert walk.screen == Say(kind=KIND, posting=POSTINGS[2])
    walk(was.SpeakingBegun("v1"))
    assert walk.asked == (do.StopTalking(), do.RecordVoice(ABOUT, LONGEST_VOICE_S))
    walk(was.VoiceGrew("v1", 0), was.VoiceGrew("v1", 47_200))
    assert say_of(walk).seconds_left == 73
    walk(was.SpeakingEnded())
    assert walk.asked == (do.EndVoice("v1"),)
    walk(was.VoiceEnded("v1", 47_900))
    assert walk.asked_for(do.Announce)
    walk(was.ComplaintGiven("unused"))
    assert walk.asked == (do.StopTalking(), do.HandIn(ABOUT))
    walk(was.ComplaintTaken("v1", RECEIPT))
    assert walk.screen == ComplaintShown(receipt=RECEIPT)
    assert walk.asked == (do.PrintReceipt(RECEIPT), do.StopTalking(), do.Announce())
    assert walk.visit.back == (Home(), Rights())
    walk(was.ReceiptPrinted("v1", printed=False))
    assert walk.screen == ComplaintShown(receipt=RECEIPT, printing=Printing.NO_PAPER_TODAY)
    assert walk.asked_for(do.Announce)
    walk(was.Left())
    assert walk.screen == Home()
    assert do.ForgetVisitor() in walk.asked
    assert not walk.asked_for(do.LeaveVoice)


def test_nobody_has_to_know_the_work_nor_to_speak(walk: Walk) -> None:
    walk(was.RightsWanted(), was.ComplaintBegun(), was.HappenedChosen(ComplaintKind.OTHER), was.PostingToldOf())
    walk(was.ComplaintGiven("c1"))
    assert walk.asked_for(do.HandIn) == [do.HandIn(Told(id="c1", kind=ComplaintKind.OTHER))]


def test_a_slip_of_this_visit_stands_first(walk: Walk) -> None:
    walk.to_slip("p2")
    walk(was.RightsWanted(), was.ComplaintBegun(), was.HappenedChosen(KIND), was.LatePostingsFound(POSTINGS))
    assert isinstance(walk.screen, AboutTrade)
    (shown,) = walk.screen.slips
    walk(was.PostingToldOf(posting_id=shown.posting.id, slip_number=shown.slip.number))
    assert say_of(walk).about("x") == Told(id="x", kind=KIND, posting_id="p2", slip_number=shown.slip.number)


def test_a_posting_that_was_not_offered_is_not_told_of(walk: Walk) -> None:
    to_about(walk)
    walk(was.PostingToldOf("elsewhere"), was.TradeToldOf("nothing"))
    assert isinstance(walk.screen, AboutTrade)


def test_what_is_said_can_be_heard_and_said_again(walk: Walk) -> None:
    to_said(walk)
    walk(was.PlayingWanted())
    assert walk.asked == (do.StopTalking(), do.PlayVoice("v1"))
    walk(was.PlayingWanted())
    assert walk.asked == (do.HushVoice(),)
    walk(was.PlayingWanted(), was.VoicePlayed("v1"))
    assert say_of(walk).speaking is Speaking.SAID
    walk(was.SpeakingAgainWanted())
    assert do.DropVoice("v1") in walk.asked
    assert say_of(walk).voice is None
    walk(was.SpeakingBegun("v2"), was.VoiceGrew("v1", 9000))
    assert say_of(walk).voice == Voice(id="v2"), "what is told of another voice changes nothing"


@pytest.mark.parametrize(
    ("trouble", "speaking"),
    [
        (was.VoiceTrouble.NO_MICROPHONE, Speaking.NO_MICROPHONE),
        (was.VoiceTrouble.SILENT, Speaking.READY),
        (was.VoiceTrouble.TOO_SHORT, Speaking.READY),
        (was.VoiceTrouble.NOT_ANSWERING, Speaking.READY),
    ],
)
def test_without_a_voice_it_goes_on_with_pictures(walk: Walk, trouble: was.VoiceTrouble, speaking: Speaking) -> None:
    to_say(walk)
    walk(was.SpeakingBegun("v1"), was.VoiceEnded("v1", 0, trouble))
    assert say_of(walk).speaking is speaking
    assert say_of(walk).voice is None
    assert walk.asked_for(do.Announce)
    walk(was.ComplaintGiven("c1"))
    assert walk.asked_for(do.HandIn) == [do.HandIn(replace(ABOUT, id="c1"))]


def test_a_microphone_that_is_pulled_out_costs_nothing_said_before(walk: Walk) -> None:
    speak(walk)
    walk(was.VoiceEnded("v1", 7900, was.VoiceTrouble.NOT_ANSWERING))
    assert say_of(walk).speaking is Speaking.SAID
    walk(was.ComplaintGiven("c1"))
    assert walk.asked_for(do.HandIn) == [do.HandIn(ABOUT)]


SPEAKS = (
    was.ListenedAgain(),
    was.CalledStaff(),
    was.SettingsWanted(),
    was.WentBack(),
    was.RightsWanted(),
    was.Paused(),
    was.HelpWanted(),
    was.TouchToHearTurned(),
    was.LanguageChosen(Language.EN),
)


@pytest.mark.parametrize("event", SPEAKS)
def test_nothing_is_said_while_it_listens(walk: Walk, event: was.Event) -> None:
    speak(walk)
    walk(event)
    assert not walk.says or walk.asked[0] == do.EndVoice("v1")
    assert not any(isinstance(each, Say) and each.is_recording for each in walk.visit.back) or not walk.says


def test_pause_ends_what_is_being_said_as_the_hand_does_and_nothing_of_it_is_lost(walk: Walk) -> None:
    speak(walk)
    walk(was.Paused())
    assert walk.asked == (do.EndVoice("v1"),)
    walk(was.VoiceEnded("v1", 8300))
    assert walk.asked == (do.Announce(),)
    assert say_of(walk).voice == Voice(id="v1", length_ms=8300, heard_ms=8000)
    walk(was.ComplaintGiven("c1"))
    assert walk.asked_for(do.HandIn) == [do.HandIn(ABOUT)]


def test_pause_is_heard_before_the_microphone_has_answered(walk: Walk) -> None:
    to_say(walk)
    walk(was.SpeakingBegun("v1"), was.Paused())
    assert walk.asked == (do.EndVoice("v1"),)


def test_pause_hushes_a_person_s_own_voice(walk: Walk) -> None:
    to_said(walk)
    walk(was.PlayingWanted(), was.Paused())
    assert walk.asked == (do.HushVoice(),)
    assert say_of(walk).speaking is Speaking.SAID
    walk(was.Paused())
    assert walk.asked == (do.PauseOrGoOn(),)


@pytest.mark.parametrize(
    "event", [was.TouchToHearTurned(), was.HelpWanted(), was.ListenedAgain(), was.LanguageChosen(Language.EN)]
)
def test_what_ended_a_voice_by_speaking_is_not_cut_off_by_its_end(walk: Walk, event: was.Event) -> None:
    speak(walk)
    walk(event)
    assert walk.asked[0] == do.EndVoice("v1")
    assert walk.says
    walk(was.VoiceEnded("v1", 8300))
    assert not walk.says
    walk(was.SpeakingAgainWanted(), was.SpeakingBegun("v2"), was.VoiceGrew("v2", 0), was.SpeakingEnded())
    walk(was.VoiceEnded("v2", 4000))
    assert walk.says, "the hand ended it, and nothing else is being said"


def test_trouble_is_told_whatever_is_being_said(walk: Walk) -> None:
    speak(walk)
    walk(was.HelpWanted(), was.VoiceEnded("v1", 0, was.VoiceTrouble.TOO_SHORT))
    assert walk.asked == (do.Announce(),)
    assert not walk.visit.is_helped, "hints are not what is to be heard"


def test_minutes_of_speaking_are_no_idle_time(walk: Walk) -> None:
    speak(walk)
    walk.seconds(119)
    assert walk.visit.notice is None
    assert say_of(walk).is_recording


def test_whoever_says_nothing_for_long_has_done_so(walk: Walk) -> None:
    speak(walk)
    walk(was.VoiceGrew("v1", 8000 + QUIET_MS - 1000, is_heard=False))
    assert say_of(walk).is_recording
    walk(was.VoiceGrew("v1", 8000 + QUIET_MS, is_heard=False))
    assert walk.asked == (do.EndVoice("v1"),)
    walk(was.VoiceEnded("v1", 38_000))
    walk.seconds(PERSONAL_IDLE_WARNING_S)
    assert walk.visit.notice is NoticeKind.STILL_THERE
    walk.seconds(STAY_S)
    assert walk.asked[0] == do.LeaveVoice(ABOUT)
    assert walk.screen == Home()


@pytest.mark.parametrize("event", LEAVING)
def test_whoever_leaves_while_speaking_has_said_so_much(walk: Walk, event: was.Event) -> None:
    speak(walk)
    walk(event)
    assert do.LeaveVoice(ABOUT) in walk.asked
    assert walk.asked.index(do.LeaveVoice(ABOUT)) < walk.asked.index(do.ForgetVisitor())
    walk(was.VoiceEnded("v1", 8000))
    assert walk.screen == Home()
    assert not walk.asked


@pytest.mark.parametrize("event", LEAVING)
@pytest.mark.parametrize("steps", range(4))
def test_left_at_any_earlier_step_nothing_is_kept(walk: Walk, event: was.Event, steps: int) -> None:
    path = (was.RightsWanted(), was.ComplaintBegun(), was.HappenedChosen(KIND), was.PostingToldOf())
    walk(*path[: steps + 1], event)
    assert walk.screen == Home()
    assert do.ForgetVisitor() in walk.asked
    assert not walk.asked_for(do.LeaveVoice)
    assert not walk.asked_for(do.HandIn)


def test_the_voice_goes_with_the_person_who_corrects_a_picture(walk: Walk) -> None:
    to_said(walk)
    walk(was.WentBack(), was.WentBack(), was.WentBack())
    assert isinstance(walk.screen, WhatHappened)
    assert walk.screen.voice == Voice(id="v1", length_ms=8000, heard_ms=8000)
    walk(was.HappenedChosen(ComplaintKind.FEE_ASKED), was.PostingToldOf())
    assert say_of(walk).speaking is Speaking.SAID
    walk(was.ComplaintGiven("c1"))
    assert walk.asked_for(do.HandIn) == [do.HandIn(Told(id="v1", kind=ComplaintKind.FEE_ASKED))]


def test_what_was_thrown_away_does_not_come_back_by_going_back(walk: Walk) -> None:
    to_said(walk)
    walk(was.WentBack(), was.PostingToldOf("p1"), was.SpeakingAgainWanted(), was.WentBack(), was.PostingToldOf("p1"))
    assert say_of(walk).voice is None
    assert say_of(walk).speaking is Speaking.READY


def test_whoever_goes_all_the_way_back_takes_it_back(walk: Walk) -> None:
    to_said(walk)
    walk(was.WentBack(), was.WentBack(), was.WentBack(), was.WentBack())
    assert walk.screen == Rights()
    assert do.DropVoice("v1") in walk.asked


def test_back_while_speaking_ends_it_first_and_keeps_it(walk: Walk) -> None:
    speak(walk)
    walk(was.WentBack())
    assert walk.asked[0] == do.EndVoice("v1")
    walk(was.VoiceEnded("v1", 8300), was.PostingToldOf("p1"))
    assert say_of(walk).voice == Voice(id="v1", length_ms=8300, heard_ms=8000)


@pytest.mark.parametrize("event", [was.WentBack(), was.ComplaintGiven("c2"), was.SpeakingBegun("v3")])
def test_nothing_takes_the_number_away_while_it_is_being_saved(walk: Walk, event: was.Event) -> None:
    to_said(walk)
    walk(was.ComplaintGiven("c1"), event)
    assert not walk.asked_for(do.HandIn)
    walk(was.ComplaintTaken("v1", RECEIPT))
    assert walk.screen == ComplaintShown(receipt=RECEIPT)


def test_a_store_that_cannot_save_says_so_and_the_same_is_handed_in_again(walk: Walk) -> None:
    to_said(walk)
    walk(was.ComplaintGiven("c1"), was.ComplaintNotTaken("v1"))
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    walk(was.NoticeClosed(), was.ComplaintGiven("c2"))
    assert walk.asked_for(do.HandIn) == [do.HandIn(ABOUT)]
    walk.seconds(PATIENCE_S)
    assert walk.visit.notice is NoticeKind.NOT_SAVED


def test_what_was_saved_too_late_is_no_second_complaint(walk: Walk) -> None:
    to_say(walk)
    walk(was.ComplaintGiven("c1"))
    walk.seconds(PATIENCE_S)
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    walk(was.NoticeClosed(), was.ComplaintGiven("c2"))
    assert walk.asked_for(do.HandIn) == [do.HandIn(replace(ABOUT, id="c1"))]
    walk(was.ComplaintTaken("c1", RECEIPT))
    assert walk.screen == ComplaintShown(receipt=RECEIPT)


def test_what_was_saved_too_late_is_no_second_complaint_after_going_back_either(walk: Walk) -> None:
    to_say(walk)
    walk(was.ComplaintGiven("c1"))
    walk.seconds(PATIENCE_S)
    walk(was.NoticeClosed(), was.WentBack(), was.PostingToldOf("p3"), was.ComplaintGiven("c2"))
    assert walk.asked_for(do.HandIn) == [do.HandIn(replace(ABOUT, id="c1"))]
    walk(was.ComplaintNotTaken("c1"), was.NoticeClosed(), was.WentBack(), was.WentBack(), was.WentBack())
    assert isinstance(walk.screen, WhatHappened)
    walk(was.HappenedChosen(ComplaintKind.FEE_ASKED), was.PostingToldOf(), was.ComplaintGiven("c3"))
    assert walk.asked_for(do.HandIn) == [do.HandIn(Told(id="c1", kind=ComplaintKind.FEE_ASKED))]


def test_what_was_never_handed_in_does_not_take_another_s_name(walk: Walk) -> None:
    to_say(walk)
    walk(was.ComplaintGiven("c1"))
    walk.seconds(PATIENCE_S)
    walk(was.WentHome(), was.RightsWanted(), was.ComplaintBegun(), was.HappenedChosen(KIND), was.PostingToldOf())
    walk(was.ComplaintGiven("c2"))
    assert walk.asked_for(do.HandIn) == [do.HandIn(Told(id="c2", kind=KIND))]


@pytest.mark.parametrize("posting_id", ["p3", "p1"])
def test_a_number_that_comes_late_after_going_back_is_theirs_if_it_is_about_the_same(
    walk: Walk, posting_id: str
) -> None:
    to_say(walk)
    walk(was.ComplaintGiven("c1"))
    walk.seconds(PATIENCE_S)
    walk(was.NoticeClosed(), was.WentBack(), was.PostingToldOf(posting_id), was.ComplaintTaken("c1", RECEIPT))
    assert (walk.screen == ComplaintShown(receipt=RECEIPT)) is (posting_id == "p3")


def test_a_number_that_comes_late_is_shown_to_who_is_still_there(walk: Walk) -> None:
    to_said(walk)
    walk(was.ComplaintGiven("c1"))
    walk.seconds(PATIENCE_S)
    walk(was.ComplaintTaken("v1", RECEIPT))
    assert walk.screen == ComplaintShown(receipt=RECEIPT)
    assert walk.visit.notice is None
    assert walk.asked_for(do.PrintReceipt)


def test_a_number_that_comes_late_disturbs_nobody_who_says_it_again(walk: Walk) -> None:
    to_said(walk)
    walk(was.ComplaintGiven("c1"), was.ComplaintNotTaken("v1"), was.NoticeClosed())
    walk(was.SpeakingAgainWanted(), was.SpeakingBegun("v2"), was.ComplaintTaken("v1", RECEIPT))
    assert say_of(walk).is_recording


def test_a_number_that_comes_when_nobody_is_there_is_shown_to_nobody(walk: Walk) -> None:
    to_said(walk)
    walk(was.ComplaintGiven("c1"), was.WentHome())
    assert not walk.asked_for(do.LeaveVoice), "it is being handed in"
    walk(was.ComplaintTaken("v1", RECEIPT))
    assert walk.screen == Home()
    assert not walk.asked


def test_a_number_comes_behind_the_settings(walk: Walk) -> None:
    to_said(walk)
    walk(was.ComplaintGiven("c1"), was.SettingsWanted(), was.ComplaintTaken("v1", RECEIPT))
    assert walk.asked_for(do.PrintReceipt)
    walk(was.WentBack())
    assert walk.screen == ComplaintShown(receipt=RECEIPT)


def test_a_card_waits_until_all_is_told(walk: Walk) -> None:
    to_said(walk)
    walk(was.CardScanned("c-1"))
    assert not walk.asked_for(do.SignIn)
    walk(was.ComplaintGiven("c1"), was.ComplaintTaken("v1", RECEIPT), was.Left())
    assert walk.asked_for(do.SignIn) == [do.SignIn(ByCard("c-1"))]


def test_a_card_that_was_being_asked_for_does_not_come_over_what_is_told(walk: Walk) -> None:
    walk(was.CardScanned("c-1"), was.RightsWanted(), was.ComplaintBegun())
    walk(was.SignedInAs(ByCard("c-1"), 3, 0))
    assert isinstance(walk.screen, WhatHappened)
    assert walk.visit.cards == ("c-1",)


def test_a_card_that_was_being_asked_for_does_not_put_off_that_nothing_was_saved(walk: Walk) -> None:
    for answers in ((), (was.SignInFailed(ByCard("c-1")),)):
        walk(was.CardScanned("c-1"))
        to_say(walk)
        walk(was.ComplaintGiven("c1"))
        walk.seconds(PATIENCE_S - 1)
        walk(*answers)
        walk.seconds(1)
        assert walk.visit.notice is NoticeKind.NOT_SAVED
        walk(was.Left())
