"""Looking for work: consent first, then trades, days, a voice and how to be told; kept once, let go when too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain.preferences import SettingKind
from kiosk.domain.sign_in import ByCard
from kiosk.domain.trade import TRADES
from kiosk.domain.voice import Introduction
from kiosk.domain.work_wish import LONGEST_VOICE_S, NewWorkWish, WishReceipt
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.speaking_states import Speaking, Voice
from kiosk.journeys.state import Home
from kiosk.journeys.states import SignedIn
from kiosk.journeys.visit import NoticeKind, is_personal, is_waiting
from kiosk.journeys.wish_states import WishConsent, WishDays, WishDone, WishPhone, WishReach, WishSay, WishTrades
from kiosk.journeys.worker import PATIENCE_S
from tests.journeys.walking import Walk

DAY = date(2026, 11, 22)
RECEIPT = WishReceipt(wish_id="id", number="A1-G-1121-001-5", kept_until=date(2026, 12, 21), is_called=True)
ONE, OTHER = TRADES[0].id, TRADES[1].id


NEW = NewWorkWish(has_agreed=True, trades=(ONE,), days=(DAY,))
ABOUT = Introduction(id="v1", trades=(ONE,), days=(DAY,))
LEAVING = (was.WentHome(), was.Left(), was.StaffCame(), was.SomethingBroke())


def to_say(walk: Walk) -> None:
    walk(was.WishWanted(), was.WishAgreed(agrees=True), was.WishTradeTouched(ONE), was.WentOn())
    walk(was.WishDayTouched(DAY), was.WentOn())


def to_reach(walk: Walk) -> None:
    to_say(walk)
    walk(was.WishSaid("unused"))


def say_of(walk: Walk) -> WishSay:
    assert isinstance(walk.screen, WishSay)
    return walk.screen


def to_said(walk: Walk, ms: int = 8000) -> None:
    to_say(walk)
    walk(was.SpeakingBegun("v1"), was.VoiceGrew("v1", 0), was.VoiceGrew("v1", ms))
    walk(was.SpeakingEnded(), was.VoiceEnded("v1", ms))


def sign_in(walk: Walk, running: int = 17) -> None:
    walk(was.SignInWanted(), was.CardScanned("card"), was.SignedInAs(ByCard("card"), running, 3))
    assert isinstance(walk.screen, SignedIn)


def type_phone(walk: Walk, digits: str) -> None:
    walk(*map(was.DigitTyped, digits))


def test_nothing_is_asked_before_somebody_agrees(walk: Walk) -> None:
    walk(was.WishWanted())
    assert walk.screen == WishConsent()
    assert walk.asked_for(do.Announce), "consent is spoken, too"
    walk(was.WishTradeTouched(ONE), was.WentOn())
    assert walk.screen == WishConsent()
    walk(was.WishAgreed(agrees=False))
    assert walk.screen == Home()
    assert not is_personal(walk.visit)


def test_trades_are_chosen_and_taken_back_five_at_most(walk: Walk) -> None:
    walk(was.WishWanted(), was.WishAgreed(agrees=True), was.WentOn())
    assert isinstance(walk.screen, WishTrades), "one trade at least"
    walk(was.WishTradeTouched(ONE), was.WishTradeTouched(OTHER), was.WishTradeTouched(ONE))
    assert walk.screen.chosen == (OTHER,)
    walk(*[was.WishTradeTouched(trade.id) for trade in TRADES[2:6]])
    assert len(walk.screen.chosen) == 5
    walk(was.WishTradeTouched(TRADES[7].id))
    assert walk.visit.notice is NoticeKind.ENOUGH_TRADES
    walk(was.NoticeClosed(), was.WishTradeTouched("nothing"))
    assert len(walk.screen.chosen) == 5


def test_any_day_is_no_day_and_days_stand_in_order(walk: Walk) -> None:
    walk(was.WishWanted(), was.WishAgreed(agrees=True), was.WishTradeTouched(ONE), was.WentOn())
    assert walk.screen == WishDays((ONE,))
    walk(was.WishDayTouched(DAY), was.WishDayTouched(date(2026, 11, 21)))
    assert walk.screen.chosen == (date(2026, 11, 21), DAY)
    walk(was.WishDayTouched(None))
    assert walk.screen.chosen == ()


def test_who_comes_to_ask_leaves_no_phone(walk: Walk) -> None:
    to_reach(walk)
    walk(was.WishReachChosen("t"))
    assert walk.asked_for(do.KeepWorkWish) == [do.KeepWorkWish("t", NEW)]
    assert is_waiting(walk.visit)
    walk(was.WishReachChosen("u"))
    assert walk.asked == (), "a second touch asks nothing"
    walk(was.WishKept("t", RECEIPT))
    assert walk.screen == WishDone(RECEIPT)
    assert is_personal(walk.visit)
    walk(was.WentBack())
    assert walk.screen == Home(), "nothing leads back into what was said"


def test_a_phone_is_typed_whole(walk: Walk) -> None:
    to_reach(walk)
    walk(was.WishReachChosen("t", by_phone=True))
    type_phone(walk, "138x")
    walk(was.DigitsGiven("u"))
    assert isinstance(walk.screen, WishPhone)
    assert walk.screen.is_wrong
    assert walk.screen.digits == "138"
    assert not walk.asked_for(do.KeepWorkWish)
    type_phone(walk, "12345678")
    walk(was.DigitErased(), was.DigitTyped("9"), was.DigitsGiven("v"))
    (kept,) = walk.asked_for(do.KeepWorkWish)
    assert (kept.token, kept.new.phone) == ("v", "13812345679")


@pytest.mark.parametrize("by_phone", [False, True])
def test_what_could_not_be_kept_may_be_tried_again(walk: Walk, by_phone: bool) -> None:
    to_reach(walk)
    if by_phone:
        walk(was.WishReachChosen("t", by_phone=True))
        type_phone(walk, "13812345678")
    ask = [was.DigitsGiven(token) if by_phone else was.WishReachChosen(token) for token in ("a", "b")]
    walk(ask[0], was.WishNotKept("a"))
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    walk(was.NoticeClosed(), ask[1])
    assert walk.asked_for(do.KeepWorkWish)


def test_what_is_kept_too_late_is_let_go(walk: Walk) -> None:
    to_reach(walk)
    walk(was.WishReachChosen("t"))
    walk.seconds(PATIENCE_S)
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    walk(was.WishKept("t", RECEIPT))
    assert walk.asked_for(do.LetWorkWishGo) == [do.LetWorkWishGo("id")]
    assert isinstance(walk.screen, WishReach)
    walk(was.WentHome(), was.WishKept("t", RECEIPT))
    assert walk.asked_for(do.LetWorkWishGo)


BESIDE = ((was.SettingsWanted(),), (was.SettingsWanted(), was.SettingWanted(SettingKind.SPEED)))


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("by_phone", [False, True])
def test_a_number_comes_behind_the_settings(walk: Walk, beside: tuple[was.Event, ...], by_phone: bool) -> None:
    to_said(walk)
    walk(was.WishSaid("x"), was.WishReachChosen("t", by_phone=by_phone))
    if by_phone:
        type_phone(walk, "13812345678")
        walk(was.DigitsGiven("t"))
    walk(*beside)
    settings = walk.screen
    walk(was.WishKept("t", RECEIPT))
    assert walk.asked == (), "neither erased, nor said over what is being set"
    assert walk.screen == settings
    walk(*[was.WentBack()] * len(beside))
    assert walk.screen == WishDone(RECEIPT)
    assert walk.asked_for(do.Announce)
    assert walk.visit.back == (Home(),)
    walk.seconds(PATIENCE_S)
    assert walk.visit.notice is None


def test_what_could_not_be_kept_is_told_over_the_settings_and_may_be_tried_again(walk: Walk) -> None:
    to_reach(walk)
    walk(was.WishReachChosen("a"), was.SettingsWanted(), was.WishNotKept("a"))
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    assert walk.asked_for(do.Announce)
    walk(was.NoticeClosed(), was.WentBack(), was.WishReachChosen("b"))
    assert walk.asked_for(do.KeepWorkWish) == [do.KeepWorkWish("b", NEW)]


def test_what_is_kept_of_who_gave_it_up_is_let_go_behind_the_settings_too(walk: Walk) -> None:
    to_reach(walk)
    walk(was.WishReachChosen("a"))
    walk.seconds(PATIENCE_S)
    walk(was.NoticeClosed(), was.WishReachChosen("b"), was.SettingsWanted(), was.WishKept("a", RECEIPT))
    assert walk.asked == (do.LetWorkWishGo("id"),)
    walk(was.WishNotKept("a"))
    assert walk.visit.notice is None
    walk(was.WishKept("b", RECEIPT), was.WentBack())
    assert walk.screen == WishDone(RECEIPT)


def test_nothing_of_it_is_left_when_the_visitor_goes(walk: Walk) -> None:
    to_reach(walk)
    walk(was.Left())
    assert walk.visit == walk.journey.start()


def test_nobody_has_to_speak(walk: Walk) -> None:
    to_say(walk)
    assert walk.screen == WishSay((ONE,), (DAY,))
    assert walk.asked_for(do.Announce)
    walk(was.WishSaid("unused"))
    assert walk.screen == WishReach((ONE,), (DAY,))
    assert not walk.asked_for(do.KeepWorkWish), "how they are told is asked first"


def test_what_is_said_goes_with_the_wish(walk: Walk) -> None:
    to_say(walk)
    walk(was.SpeakingBegun("v1"))
    assert walk.asked == (do.StopTalking(), do.RecordVoice(ABOUT, LONGEST_VOICE_S))
    walk(was.WishSaid("x"))
    assert say_of(walk).is_recording, "while it listens nothing leads on but having said it"
    walk(was.VoiceGrew("v1", 0), was.VoiceGrew("v1", 47_200))
    assert say_of(walk).seconds_left == LONGEST_VOICE_S - 47
    walk(was.SpeakingEnded())
    assert walk.asked == (do.EndVoice("v1"),)
    walk(was.VoiceEnded("v1", 47_900), was.PlayingWanted())
    assert walk.asked_for(do.PlayVoice)
    walk(was.WishSaid("x"))
    assert walk.asked[0] == do.HushVoice()
    walk(was.WishReachChosen("t"))
    assert walk.asked_for(do.KeepWorkWish) == [do.KeepWorkWish("t", NEW, "v1")]
    walk(was.WishKept("t", RECEIPT))
    assert walk.screen == WishDone(RECEIPT)
    assert not walk.asked_for(do.DropVoice), "it is kept"
    walk(was.Left())
    assert not walk.asked_for(do.DropVoice)


@pytest.mark.parametrize(
    "event", [was.Paused(), was.ListenedAgain(), was.CalledStaff(), was.SettingsWanted(), was.WentBack()]
)
def test_nothing_is_said_while_it_listens(walk: Walk, event: was.Event) -> None:
    to_say(walk)
    walk(was.SpeakingBegun("v1"), was.VoiceGrew("v1", 8000), event)
    assert walk.asked[0] == do.EndVoice("v1")
    assert not any(isinstance(each, WishSay) and each.is_recording for each in (*walk.visit.back, walk.screen))


def test_pause_ends_what_is_being_said_and_hushes_what_is_being_heard(walk: Walk) -> None:
    to_say(walk)
    walk(was.SpeakingBegun("v1"), was.VoiceGrew("v1", 8000), was.Paused())
    assert walk.asked == (do.EndVoice("v1"),)
    walk(was.VoiceEnded("v1", 8000), was.PlayingWanted(), was.Paused())
    assert walk.asked == (do.HushVoice(),)
    assert say_of(walk).speaking is Speaking.SAID
    assert say_of(walk).voice == Voice(id="v1", length_ms=8000, heard_ms=8000)


def test_a_phone_keeps_the_voice_too(walk: Walk) -> None:
    to_said(walk)
    walk(was.WishSaid("x"), was.WishReachChosen("t", by_phone=True))
    type_phone(walk, "13812345678")
    walk(was.DigitsGiven("u"))
    assert walk.asked_for(do.KeepWorkWish) == [do.KeepWorkWish("u", replace(NEW, phone="13812345678"), "v1")]


def test_the_voice_goes_with_the_person_who_corrects_a_picture(walk: Walk) -> None:
    to_said(walk)
    walk(was.WishSaid("x"), was.WentBack(), was.WentBack(), was.WentBack())
    assert isinstance(walk.screen, WishTrades)
    assert walk.screen.voice == Voice(id="v1", length_ms=8000, heard_ms=8000)
    walk(was.WishTradeTouched(OTHER), was.WentOn(), was.WentOn())
    assert say_of(walk).speaking is Speaking.SAID
    assert say_of(walk).trades == (ONE, OTHER)
    assert say_of(walk).about("v1").trades == (ONE, OTHER)


def test_whoever_goes_all_the_way_back_takes_it_back(walk: Walk) -> None:
    to_said(walk)
    walk(was.WentBack(), was.WentBack(), was.WentBack())
    assert walk.screen == WishConsent()
    assert do.DropVoice("v1") in walk.asked


@pytest.mark.parametrize("event", LEAVING)
@pytest.mark.parametrize("steps", range(3))
def test_nothing_is_kept_of_who_goes_before_the_end(walk: Walk, event: was.Event, steps: int) -> None:
    to_said(walk)
    walk(*(was.WishSaid("x"), was.WishReachChosen("t", by_phone=True))[:steps], event)
    assert walk.screen == Home()
    assert walk.asked.index(do.DropVoice("v1")) < walk.asked.index(do.ForgetVisitor())


def test_nothing_is_kept_of_who_goes_in_mid_sentence(walk: Walk) -> None:
    to_say(walk)
    walk(was.SpeakingBegun("v1"), was.VoiceGrew("v1", 9000), was.WentHome())
    assert do.DropVoice("v1") in walk.asked


def test_a_voice_that_was_none_after_all_can_be_spoken_when_somebody_comes_back(walk: Walk) -> None:
    to_say(walk)
    walk(was.SpeakingBegun("v1"), was.VoiceGrew("v1", 0), was.SpeakingEnded(), was.WishSaid("x"))
    walk(was.VoiceEnded("v1", 0, was.VoiceTrouble.SILENT), was.WentBack())
    assert say_of(walk).voice is None
    assert say_of(walk).speaking is Speaking.READY


def test_without_a_microphone_it_goes_on(walk: Walk) -> None:
    to_say(walk)
    walk(was.SpeakingBegun("v1"), was.VoiceEnded("v1", 0, was.VoiceTrouble.NO_MICROPHONE))
    assert say_of(walk).speaking is Speaking.NO_MICROPHONE
    walk(was.WishSaid("x"), was.WentBack())
    assert say_of(walk).speaking is Speaking.NO_MICROPHONE
    walk(was.WishSaid("x"), was.WishReachChosen("t"))
    assert walk.asked_for(do.KeepWorkWish) == [do.KeepWorkWish("t", NEW)]


def test_a_wish_that_could_not_be_kept_keeps_its_voice(walk: Walk) -> None:
    to_said(walk)
    walk(
        was.WishSaid("x"), was.WishReachChosen("a"), was.WishNotKept("a"), was.NoticeClosed(), was.WishReachChosen("b")
    )
    assert walk.asked_for(do.KeepWorkWish) == [do.KeepWorkWish("b", NEW, "v1")]


def test_whoever_signed_in_is_not_asked_how_they_are_told(walk: Walk) -> None:
    sign_in(walk)
    walk(was.WishWanted())
    assert walk.screen == WishConsent(17)
    walk(was.WishAgreed(agrees=True), was.WishTradeTouched(ONE), was.WentOn(), was.WishDayTouched(DAY), was.WentOn())
    walk(was.SpeakingBegun("v1"))
    assert walk.asked_for(do.RecordVoice) == [do.RecordVoice(replace(ABOUT, arrival=17), LONGEST_VOICE_S)]
    walk(was.VoiceGrew("v1", 4000), was.SpeakingEnded(), was.VoiceEnded("v1", 4000), was.WishSaid("t"))
    assert walk.asked_for(do.KeepWorkWish) == [do.KeepWorkWish("t", replace(NEW, arrival=17), "v1")]
    assert is_waiting(walk.visit)
    walk(was.WishSaid("u"), was.SpeakingAgainWanted())
    assert say_of(walk).voice is not None
    assert not walk.asked_for(do.KeepWorkWish)
    walk(was.WishNotKept("t"))
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    walk(was.NoticeClosed(), was.WishSaid("v"), was.WishKept("v", RECEIPT))
    assert walk.screen == WishDone(RECEIPT)


def test_on_home_nobody_is_who_signed_in_before(walk: Walk) -> None:
    sign_in(walk)
    walk(was.WentBack(), was.WishWanted())
    assert walk.screen == WishConsent()


def test_a_card_waits_until_the_number_is_seen(walk: Walk) -> None:
    to_said(walk)
    walk(was.CardScanned("c-1"), was.WishSaid("x"), was.WishReachChosen("t"), was.WishKept("t", RECEIPT))
    assert not walk.asked_for(do.SignIn)
    assert walk.screen == WishDone(RECEIPT)
    walk(was.Left())
    assert walk.asked_for(do.SignIn) == [do.SignIn(ByCard("c-1"))]


def test_consent_that_needs_pages_is_turned(walk: Walk) -> None:
    walk(was.WishWanted(), was.TurnedTo(2))
    assert walk.screen == WishConsent(first=2)
    assert walk.asked_for(do.Announce)
    walk(was.WishAgreed(agrees=True))
    assert isinstance(walk.screen, WishTrades)
