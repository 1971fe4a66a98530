"""Signing in at the kiosk: by card from any screen, by phone, by pictures; and nothing of it stays behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.language import Language
from kiosk.domain.listing import Today
from kiosk.domain.sign_in import AskMore, ByCard, ByPhone, ByPictures, More, NotFound, Way
from kiosk.domain.sign_in import SignedIn as Answer
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.sign_in_words import KEYPAD, WAYS, entered_words, sign_in_words
from kiosk.journeys.signing_in import SIGNED_IN_STAY_S, TRIES, answer_to
from kiosk.journeys.state import Home
from kiosk.journeys.states import (
    OnePosting,
    Postings,
    SignedIn,
    SignIn,
    SignInDigits,
    SignInPictures,
    SignInZodiac,
    SlipShown,
)
from kiosk.journeys.visit import NoticeKind
from kiosk.journeys.worker import PATIENCE_S, PERSONAL_IDLE_WARNING_S, STAY_S
from kiosk.texts.catalogue import Texts
from tests.journeys.walking import Walk, posting, slip

THREE = (SignInPicture.SUN, SignInPicture.APPLE, SignInPicture.KEY)
BY_THREE = ByPictures(tuple(sorted(THREE)))
CARD = ByCard("A1-W-00012-3")


def test_a_card_whose_number_somebody_else_has_too_asks_for_the_whole_phone(walk: Walk) -> None:
    walk(was.CardScanned(CARD.text), was.AskedForMore(CARD, More.DIGITS))
    assert walk.screen == SignInDigits(more=True)
    assert walk.asked_for(do.Announce)
    walk(*map(was.DigitTyped, "13812345678"), was.DigitsGiven())
    assert walk.asked_for(do.SignIn) == [do.SignIn(ByPhone("13812345678"))]


def to_digits(walk: Walk, digits: str = "") -> None:
    walk(was.SignInWanted(), was.SignInWayChosen(Way.PHONE), *map(was.DigitTyped, digits))


def to_pictures(walk: Walk, *pictures: SignInPicture) -> None:
    walk(was.SignInWanted(), was.SignInWayChosen(Way.PICTURES), *map(was.PictureTouched, pictures))


def test_from_home_to_a_number_by_phone(walk: Walk) -> None:
    walk(was.SignInWanted())
    assert walk.screen == SignIn()
    assert walk.asked_for(do.Announce)
    walk(was.SignInWayChosen(Way.PHONE))
    assert walk.asked_for(do.Announce)
    walk(*map(was.DigitTyped, "5679"), was.DigitErased(), was.DigitTyped("8"))
    assert walk.screen == SignInDigits("5678")
    walk(was.DigitsGiven())
    assert walk.asked_for(do.SignIn) == [do.SignIn(ByPhone("5678"))]
    walk(was.SignedInAs(ByPhone("5678"), running=12, waiting_before=3))
    assert walk.screen == SignedIn(12, 3)
    assert walk.visit.back == (Home(),)
    assert walk.asked_for(do.Announce)


def test_what_was_typed_waits_behind_the_settings_and_nothing_else(walk: Walk) -> None:
    to_digits(walk, "567")
    walk(was.SettingsWanted(), was.WentBack())
    assert walk.screen == SignInDigits("567")
    walk(was.SettingsWanted(), was.LessonsWanted())
    assert walk.visit.back == (Home(), SignIn())


@pytest.mark.parametrize("digits", ["", "1", "123"])
def test_too_few_digits_are_asked_for_again(walk: Walk, digits: str) -> None:
    to_digits(walk, digits)
    walk(was.DigitsGiven())
    assert walk.asked == (do.Announce(),)
    assert walk.screen == SignInDigits(digits)


@pytest.mark.parametrize("typed", ["", "12", "a", "٣", "\ud800", "\0", "五"])
def test_only_digits_are_typed(walk: Walk, typed: str) -> None:
    to_digits(walk, "12")
    walk(was.DigitTyped(typed))
    assert walk.screen == SignInDigits("12")


def test_no_more_than_a_whole_number_is_typed(walk: Walk) -> None:
    to_digits(walk, "1" * 20)
    assert walk.screen == SignInDigits("1" * 11)


def test_where_more_digits_are_needed_the_number_is_typed_from_its_beginning(walk: Walk) -> None:
    to_digits(walk, "5678")
    walk(was.DigitsGiven(), was.AskedForMore(ByPhone("5678"), More.DIGITS))
    assert walk.screen == SignInDigits("", more=True)
    assert walk.asked_for(do.Announce)


def test_a_shared_phone_leads_to_the_pictures_and_they_to_the_animal(walk: Walk) -> None:
    to_digits(walk, "13812345678")
    walk(was.DigitsGiven(), was.AskedForMore(ByPhone("13812345678"), More.PICTURES))
    assert walk.screen == SignInPictures()
    walk(*map(was.PictureTouched, THREE))
    assert walk.asked_for(do.SignIn) == [do.SignIn(BY_THREE)]
    walk(was.AskedForMore(BY_THREE, More.ZODIAC))
    assert walk.screen == SignInZodiac(BY_THREE.pictures)
    assert walk.visit.back == (Home(), SignIn(), SignInDigits(), SignInPictures())
    walk(was.ZodiacChosen(Zodiac.SNAKE))
    asked = replace(BY_THREE, zodiac=Zodiac.SNAKE)
    assert walk.asked_for(do.SignIn) == [do.SignIn(asked)]
    walk(was.SignedInAs(asked, running=1, waiting_before=0))
    assert walk.screen == SignedIn(1, 0)
    assert walk.visit.back == (Home(),)


def test_a_picture_touched_twice_is_taken_back(walk: Walk) -> None:
    to_pictures(walk, SignInPicture.FISH, SignInPicture.SUN, SignInPicture.FISH)
    assert walk.screen == SignInPictures((SignInPicture.SUN,))
    assert not walk.asked_for(do.SignIn)


def test_three_wrong_attempts_lead_to_the_staff_whichever_way_they_were_made(walk: Walk) -> None:
    to_digits(walk, "0000")
    walk(was.DigitsGiven(), was.NotKnown(ByPhone("0000")))
    assert walk.visit.notice is NoticeKind.NOT_KNOWN
    assert walk.screen == SignInDigits()
    walk(was.NoticeClosed(), was.WentBack(), was.SignInWayChosen(Way.PICTURES), *map(was.PictureTouched, THREE))
    walk(was.NotKnown(BY_THREE))
    assert walk.visit.notice is NoticeKind.NOT_KNOWN
    assert walk.screen == SignInPictures()
    walk(was.CardScanned("x"), was.NotKnown(ByCard("x")))
    assert walk.visit.notice is NoticeKind.ASK_STAFF
    assert walk.screen == Home()
    assert walk.visit.not_known == TRIES
    walk(was.NoticeClosed(), was.SignInWanted())
    assert walk.screen == Home()
    assert walk.visit.notice is NoticeKind.ASK_STAFF


def test_whoever_cannot_be_told_apart_goes_to_the_staff_at_once(walk: Walk) -> None:
    to_pictures(walk, *THREE)
    walk(was.AskedForMore(BY_THREE, More.STAFF))
    assert walk.visit.notice is NoticeKind.ASK_STAFF
    assert walk.screen == Home()


def test_a_card_signs_in_from_home_and_the_next_in_line_may_scan_at_once(walk: Walk) -> None:
    walk(was.CardScanned(CARD.text))
    assert walk.asked_for(do.SignIn) == [do.SignIn(CARD)]
    walk(was.SignedInAs(CARD, running=1, waiting_before=0), was.CardScanned("c2"))
    walk(was.SignedInAs(ByCard("c2"), running=2, waiting_before=1))
    assert walk.screen == SignedIn(2, 1)
    assert walk.visit.back == (Home(),)


def test_a_card_signs_in_from_any_screen_and_back_leads_on_with_what_was_looked_at(walk: Walk) -> None:
    walk.to_posting("p1")
    before = walk.screen
    walk(was.CardScanned(CARD.text), was.SignedInAs(CARD, running=1, waiting_before=0))
    assert walk.screen == SignedIn(1, 0)
    assert walk(was.WentBack()).screen == before


def test_a_card_that_is_read_twice_is_asked_for_once(walk: Walk) -> None:
    walk(was.CardScanned(CARD.text), was.CardScanned(CARD.text), was.CardScanned(""))
    assert walk.asked == ()
    assert walk.visit.signing_in == CARD


@pytest.mark.parametrize("leaving", [was.WentBack(), was.GaveBack()])
def test_a_card_scanned_over_a_slip_signs_in_when_the_slip_is_left(walk: Walk, leaving: was.Event) -> None:
    walk.to_slip("p1")
    walk(was.CardScanned(CARD.text), was.CardScanned("c2"), was.CardScanned(CARD.text))
    assert not walk.asked_for(do.SignIn)
    assert isinstance(walk.screen, SlipShown)
    walk(leaving)
    assert walk.asked_for(do.SignIn) == [do.SignIn(CARD), do.SignIn(ByCard("c2"))]
    walk(was.SignedInAs(ByCard("c2"), running=4, waiting_before=1))
    assert walk.screen == SignedIn(4, 1)


def test_whoever_goes_home_from_the_slip_is_signed_in_and_forgotten(walk: Walk) -> None:
    walk.to_slip("p1")
    walk(was.CardScanned(CARD.text))
    assert walk(was.WentHome()) == walk.journey.start()
    assert walk.asked_for(do.SignIn) == [do.SignIn(CARD)]
    assert walk(was.SignedInAs(CARD, running=1, waiting_before=0)) == walk.journey.start()


def test_whoever_walks_away_from_the_slip_is_signed_in_and_forgotten(walk: Walk) -> None:
    walk.to_slip("p1")
    walk(was.CardScanned(CARD.text))
    assert walk.seconds(PERSONAL_IDLE_WARNING_S + STAY_S) == walk.journey.start()
    assert walk.asked_for(do.SignIn) == [do.SignIn(CARD)]


def test_a_card_scanned_while_a_slip_is_on_its_way_loses_neither(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"), was.CardScanned(CARD.text))
    assert not walk.asked_for(do.SignIn)
    walk(was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1")))
    assert isinstance(walk.screen, SlipShown)
    walk(was.WentBack())
    assert walk.asked_for(do.SignIn) == [do.SignIn(CARD)]


def test_a_slip_wanted_while_a_card_is_read_is_shown_first_and_the_number_after_it(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.CardScanned(CARD.text), was.Wanted("w1"), was.SignedInAs(CARD, running=1, waiting_before=0))
    assert isinstance(walk.screen, OnePosting)
    walk(was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1")), was.WentBack())
    assert walk.asked_for(do.SignIn) == [do.SignIn(CARD)]
    walk(was.SignedInAs(CARD, running=1, waiting_before=0))
    assert walk.screen == SignedIn(1, 0)


def test_a_card_scanned_while_a_wish_is_refused_signs_in_over_the_refusal(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"), was.CardScanned(CARD.text), was.WishRefused("w1", gone=False))
    assert walk.asked_for(do.SignIn) == [do.SignIn(CARD)]
    assert walk.visit.notice is NoticeKind.NO_SLOT_LEFT


def test_the_number_goes_away_by_itself_and_a_touch_keeps_it(walk: Walk) -> None:
    walk(was.CardScanned(CARD.text), was.SignedInAs(CARD, running=1, waiting_before=0))
    walk.seconds(SIGNED_IN_STAY_S - 1)
    walk(was.Touched())
    walk.seconds(SIGNED_IN_STAY_S - 1)
    assert walk.screen == SignedIn(1, 0)
    assert walk.seconds(1) == walk.journey.start()
    assert walk.asked_for(do.ForgetVisitor)


@pytest.mark.parametrize("gone", [was.WentHome(), was.SomethingBroke()])
def test_nothing_that_was_typed_stays_behind(walk: Walk, gone: was.Event) -> None:
    to_digits(walk, "5678")
    visit = walk(gone)
    assert walk.asked_for(do.ForgetVisitor)
    assert "5678" not in repr(visit)
    assert replace(visit, notice=None) == walk.journey.start()


def test_digits_left_on_the_keypad_are_wiped_like_a_slip(walk: Walk) -> None:
    to_digits(walk, "5678")
    walk.seconds(PERSONAL_IDLE_WARNING_S)
    assert walk.visit.notice is NoticeKind.STILL_THERE
    assert walk.seconds(STAY_S) == walk.journey.start()


def test_an_answer_that_comes_when_its_screen_is_left_changes_nothing(walk: Walk) -> None:
    to_digits(walk, "5678")
    before = walk(was.DigitsGiven(), was.WentBack())
    for answer in (
        was.SignedInAs(ByPhone("5678"), running=1, waiting_before=0),
        was.AskedForMore(ByPhone("5678"), More.PICTURES),
        was.NotKnown(ByPhone("5678")),
        was.SignInFailed(ByPhone("5678")),
    ):
        assert walk(answer) == before
        assert walk.asked == ()


def test_while_the_store_is_asked_restless_fingers_change_nothing(walk: Walk) -> None:
    to_digits(walk, "5678")
    before = walk(was.DigitsGiven())
    assert walk(was.DigitTyped("9"), was.DigitErased(), was.DigitsGiven()) == before
    assert walk.asked == ()


def test_a_store_that_cannot_tell_keeps_the_digits_to_try_again(walk: Walk) -> None:
    to_digits(walk, "5678")
    walk(was.DigitsGiven(), was.SignInFailed(ByPhone("5678")))
    assert walk.visit.notice is NoticeKind.NOT_READ
    walk(was.NoticeClosed(), was.DigitsGiven())
    assert walk.asked_for(do.SignIn) == [do.SignIn(ByPhone("5678"))]
    assert walk.visit.not_known == 0


def test_a_store_that_does_not_answer_is_not_waited_for(walk: Walk) -> None:
    to_pictures(walk, *THREE)
    assert walk.seconds(PATIENCE_S - 1).notice is None
    assert walk.seconds(1).notice is NoticeKind.NOT_READ
    assert walk.screen == SignInPictures()
    assert walk.visit.signing_in is None


def test_pictures_and_digits_mean_nothing_on_other_screens(walk: Walk) -> None:
    walk(was.ListingChosen(Today()), was.PostingsFound(Today(), (posting("p1"),)))
    before = walk.visit
    for hand in (
        was.DigitTyped("1"),
        was.DigitErased(),
        was.DigitsGiven(),
        was.PictureTouched(SignInPicture.SUN),
        was.ZodiacChosen(Zodiac.OX),
        was.SignInWayChosen(Way.PHONE),
    ):
        assert walk(hand) == before
    assert isinstance(walk.screen, Postings)


def test_the_desks_answers_come_back_as_events() -> None:
    answer = Answer(running=3, waiting_before=2, is_new=True)
    assert answer_to(CARD, answer) == was.SignedInAs(CARD, running=3, waiting_before=2)
    assert answer_to(CARD, AskMore(further=More.STAFF)) == was.AskedForMore(CARD, More.STAFF)
    assert answer_to(CARD, NotFound()) == was.NotKnown(CARD)


def test_each_digit_is_said_once_as_it_is_typed_and_what_to_do_when_there_are_enough(walk: Walk) -> None:
    texts = Texts(Language.ZH_CN)
    walk(was.SignInWanted(), was.SignInWayChosen(Way.PHONE))
    heard = []
    for digit in "5678":
        walk(was.DigitTyped(digit))
        (entered,) = walk.asked_for(do.SayEntered)
        heard.append(entered_words(entered, texts))
    assert heard == [("5",), ("6",), ("7",), ("8", "按完了就按“好了”。")]
    walk(was.DigitErased())
    assert entered_words(walk.asked_for(do.SayEntered)[0], texts) == ("按了3位",)
    walk(was.ListenedAgain())
    assert not walk.asked_for(do.SayEntered), "nothing that was typed is read back"


def test_each_picture_is_named_as_it_is_touched_with_how_many_are_wanted_still(walk: Walk) -> None:
    texts = Texts(Language.ZH_CN)
    walk(was.SignInWanted(), was.SignInWayChosen(Way.PICTURES))
    heard = []
    for picture in (SignInPicture.FISH, SignInPicture.FISH, SignInPicture.APPLE, SignInPicture.SUN, SignInPicture.KEY):
        walk(was.PictureTouched(picture))
        (entered,) = walk.asked_for(do.SayEntered)
        heard.append(entered_words(entered, texts))
    assert heard == [
        ("鱼", "第一张，还差两张。"),
        ("鱼", "不要这张了。"),
        ("苹果", "第一张，还差两张。"),
        ("太阳", "第二张，还差一张。"),
        ("钥匙", "三张都有了，请等一下。"),
    ]
    assert walk.asked_for(do.SignIn), "the store is asked meanwhile"


@pytest.mark.parametrize("language", Language)
def test_every_screen_of_signing_in_has_its_words(language: Language) -> None:
    texts = Texts(language)
    for keys in (*WAYS.values(), KEYPAD):
        assert all(texts.has(key) for key in keys)
    screens = (
        SignIn(),
        SignInDigits(),
        SignInDigits(more=True),
        SignInPictures(),
        SignInZodiac(BY_THREE.pictures),
        SignedIn(1234, 0),
        SignedIn(1234, 5),
    )
    said = [sign_in_words(screen, texts) for screen in screens]
    assert len(set(said)) == len(said)
    assert "1234" in said[-1].heading
    assert "5" in said[-1].hint
