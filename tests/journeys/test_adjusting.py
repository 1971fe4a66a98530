"""My settings: from every screen, at once, and gone with their visitor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.language import Language
from kiosk.domain.preferences import USUAL, Colours, Preferences, SettingKind, TextSize
from kiosk.domain.tongue import Tongue
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.adjusting import OneSetting, Settings
from kiosk.journeys.state import Home
from kiosk.journeys.states import OnePosting, Postings, SlipShown
from kiosk.journeys.visit import NoticeKind
from kiosk.journeys.worker import IDLE_WARNING_S, PERSONAL_IDLE_WARNING_S, STAY_S
from tests.journeys.walking import Walk

LARGE = replace(USUAL, text_size=TextSize.LARGEST, colours=Colours.EVENING, speed=1, volume=6)


def test_settings_are_one_touch_away_and_back_leads_to_where_one_was(walk: Walk) -> None:
    walk.to_posting("p1")
    assert isinstance(walk(was.SettingsWanted()).screen, Settings)
    assert isinstance(walk(was.SettingWanted(SettingKind.COLOURS)).screen, OneSetting)
    walk(was.WentBack(), was.WentBack())
    assert isinstance(walk.screen, OnePosting)


def test_settings_from_one_setting_do_not_make_the_way_back_longer(walk: Walk) -> None:
    walk(was.SettingsWanted(), was.SettingWanted(SettingKind.SPEED), was.SettingsWanted())
    assert isinstance(walk.screen, Settings)
    assert walk.visit.back == (Home(),)


def test_a_choice_takes_effect_at_once_and_is_heard_as_it_will_be(walk: Walk) -> None:
    walk(was.SettingsWanted(), was.SettingWanted(SettingKind.SPEED), was.PreferencesChosen(LARGE))
    assert walk.visit.preferences == LARGE
    assert walk.asked == (do.StopTalking(), do.Adjust(), do.Announce())


def test_home_keeps_how_the_visitor_wants_it_and_forgets_what_they_did(walk: Walk) -> None:
    walk(was.PreferencesChosen(LARGE))
    walk.to_slip("p1")
    walk(was.WentHome())
    assert walk.asked_for(do.ForgetVisitor)
    assert walk.visit == replace(walk.journey.start(), preferences=LARGE)


@pytest.mark.parametrize("gone", [was.Left(), was.SomethingBroke(), was.StaffCame()])
def test_whoever_comes_next_finds_everything_as_usual(walk: Walk, gone: was.Event) -> None:
    walk(was.PreferencesChosen(LARGE))
    walk(gone)
    assert walk.visit.preferences == USUAL


def test_settings_left_at_home_go_with_the_time(walk: Walk) -> None:
    walk(was.PreferencesChosen(LARGE), was.WentHome())
    walk.seconds(IDLE_WARNING_S)
    assert walk.visit.notice is NoticeKind.STILL_THERE
    assert walk.seconds(STAY_S) == walk.journey.start()


def test_a_slip_on_its_way_is_waited_for_before_anything_is_set(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"), was.SettingsWanted())
    assert isinstance(walk.screen, OnePosting)
    assert walk.visit.waiting_for is not None


def test_a_slip_behind_the_settings_is_as_personal_as_before_them(walk: Walk) -> None:
    walk.to_slip("p1")
    walk(was.SettingsWanted())
    assert walk.seconds(PERSONAL_IDLE_WARNING_S).notice is NoticeKind.STILL_THERE
    walk(was.NoticeClosed(), was.CardScanned("YZC1"))
    assert isinstance(walk.screen, Settings), "the number would have taken the slip's place"
    walk(was.WentBack())
    assert isinstance(walk.screen, SlipShown)


def test_one_setting_is_reached_from_the_settings_alone(walk: Walk) -> None:
    walk.to_postings("p1")
    walk(was.SettingWanted(SettingKind.SPEED))
    assert isinstance(walk.screen, Postings)


def test_another_language_is_a_preference_like_the_others(walk: Walk) -> None:
    walk(was.LanguageChosen(Language.EN))
    assert walk.visit.preferences == Preferences(tongue=Tongue.ENGLISH)


@pytest.mark.parametrize("again", [was.HelpWanted(), was.WentBack(), was.Touched()])
def test_help_is_put_away_by_the_next_touch(walk: Walk, again: was.Event) -> None:
    walk.to_postings("p1")
    before = walk.visit
    assert walk(was.HelpWanted()).is_helped
    assert walk.asked == (do.StopTalking(), do.Announce())
    assert walk(again) == before
    assert walk.asked == (do.StopTalking(),)


def test_what_help_explains_can_be_touched_at_once(walk: Walk) -> None:
    walk(was.HelpWanted())
    walk.to_postings("p1")
    assert not walk.visit.is_helped
    assert isinstance(walk.screen, Postings)


def test_help_can_be_paused_and_goes_on(walk: Walk) -> None:
    walk(was.HelpWanted(), was.Paused())
    assert walk.asked == (do.PauseOrGoOn(),)
    assert walk.visit.is_helped


def test_a_notice_takes_the_place_of_help(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.HelpWanted(), was.PostingFound("p1", None))
    assert walk.visit.notice is NoticeKind.POSTING_GONE
    assert not walk.visit.is_helped


def test_touch_to_hear_is_turned_on_and_off_and_told_each_time(walk: Walk) -> None:
    assert walk(was.TouchToHearTurned()).preferences == replace(USUAL, touch_to_hear=True)
    assert walk.asked == (do.StopTalking(), do.SayTouchToHear())
    assert walk(was.TouchToHearTurned()).preferences == USUAL
    assert walk.asked == (do.StopTalking(), do.SayTouchToHear())


def test_touch_to_hear_among_the_settings_is_told_and_other_settings_are_heard(walk: Walk) -> None:
    on = replace(USUAL, touch_to_hear=True)
    walk(was.SettingsWanted(), was.SettingWanted(SettingKind.TOUCH_TO_HEAR), was.PreferencesChosen(on))
    assert walk.asked == (do.StopTalking(), do.Adjust(), do.SayTouchToHear())
    walk(was.PreferencesChosen(replace(on, speed=1)))
    assert walk.asked == (do.StopTalking(), do.Adjust(), do.Announce())


def test_touch_to_hear_outlives_home_and_goes_with_its_visitor(walk: Walk) -> None:
    walk(was.TouchToHearTurned())
    walk.to_posting("p1")
    assert walk(was.WentHome()).preferences.touch_to_hear
    assert not walk(was.Left()).preferences.touch_to_hear


def test_touch_to_hear_puts_a_notice_away_as_every_touch_does(walk: Walk) -> None:
    walk(was.CalledStaff(), was.TouchToHearTurned())
    assert walk.visit.notice is None
    assert walk.visit.preferences.touch_to_hear
