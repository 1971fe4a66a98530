"""`yizhan-kiosk tour`: every screen, in both languages, upright, wide and small, held against the design's rules."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from PIL import Image

from tests.ui import rules_of_design as rules
from tests.ui.rules_of_design import Toured, read_tour

pytestmark = pytest.mark.alone

PANELS = {"upright": ("1080x1920", "268x476"), "wide": ("1920x1080", "476x268"), "small": ("1280x800", "217x136")}
LANGUAGES = ("zh-CN", "en")
AT_ONCE = 2
"""Six at once on two cores are slower than any station, and sometimes lost their way."""
SCREENS = {
    "home", "trades", "postings-of-a-trade", "nothing", "postings-today", "postings-older", "postings-near",
    "posting", "posting-with-slip", "slip", "slip-printed", "home-without-sound", "notice-staff-called",
    "notice-nobody-hears", "notice-still-there", "notice-no-slot-left", "notice-posting-gone", "notice-not-saved",
    "notice-slot-elsewhere", "together", "together-short", "slip-of-a-party",
    "near-map", "postings-in-a-town", "choosing", "choosing-touched", "postings-chosen",
    "nothing-chosen",
    "notice-not-read", "notice-enough-slips", "notice-given-back", "notice-one-moment",
    "sign-in", "sign-in-digits", "sign-in-more-digits", "sign-in-pictures", "sign-in-zodiac", "signed-in",
    "no-classes", "no-notices", "more", "classes", "class", "seat", "class-with-seat", "notice-seat-given-back",
    "class-full", "class-full-instead", "notice-class-full", "notice-class-gone", "notices", "notice-read",
    "notice-read-long", "notice-message-gone", "signed-in-second", "notice-not-known", "notice-ask-staff", "board",
    "settings", "home-explained", "home-listening", "home-key-focus", "lessons", "lesson", "lesson-next-page",
    "posting-lessons",
    "lessons-of-a-trade", "wish-consent", "wish-trades", "wish-days", "wish-say", "wish-no-microphone",
    "wish-recording", "wish-said", "wish-reach", "wish-phone", "wish-done",
    "rights", "complaint-what", "complaint-about", "complaint-posting",
    "complaint-say", "complaint-silent", "complaint-no-microphone", "complaint-recording", "complaint-said",
    "complaint-number", "attract-1", "attract-2", "attract-3", "attract-4", "attract-5", "attract-6", "attract-7",
    "attract-8", "home-dimmed",
}  # fmt: skip
DESK_SCREENS = {
    "desk-first-start", "desk-first-start-weak-pin", "desk-log-in", "desk-log-in-wrong", "desk-log-in-locked",
    "desk-today", "desk-walk-in", "desk-walk-in-phone", "desk-walk-in-birth-year", "desk-walk-in-region",
    "desk-walk-in-identity-number", "desk-person-pictures", "desk-walk-in-problems", "desk-walk-in-news",
    "desk-walk-in-known", "desk-person-card-not-printed", "desk-people", "desk-people-found", "desk-person",
    "desk-person-find-work", "desk-person-change", "desk-person-history", "desk-person-merge", "desk-person-forget",
    "desk-arrivals", "desk-arrivals-marked", "desk-arrivals-move", "desk-arrivals-move-problems", "desk-arrivals-lots",
    "desk-arrivals-found", "desk-postings", "desk-postings-repeat", "desk-new-posting", "desk-new-posting-problems",
    "desk-posting", "desk-dispatch", "desk-dispatch-people", "desk-dispatch-ticked", "desk-dispatch-sent",
    "desk-outcomes", "desk-outcomes-slip", "desk-outcomes-pay", "desk-complaints", "desk-complaint-new",
    "desk-complaint-new-problems", "desk-complaint", "desk-more", "desk-employers", "desk-employers-one",
    "desk-employers-new", "desk-classes", "desk-classes-one", "desk-classes-new", "desk-notices", "desk-notices-one",
    "desk-notices-new", "desk-reports", "desk-staff", "desk-log", "desk-county", "desk-county-unsettled",
    "desk-trouble", "desk-locked",
}  # fmt: skip
TECHNICIAN_SCREENS = {
    "desk-machine", "desk-machine-doctor", "desk-machine-devices", "desk-machine-printer", "desk-machine-sound",
    "desk-machine-panel", "desk-machine-touch", "desk-machine-backup", "desk-machine-backup-asked",
    "desk-machine-update", "desk-machine-logs", "desk-machine-about", "desk-machine-about-asked",
    "desk-wizard-language", "desk-wizard-panel", "desk-wizard-touch", "desk-wizard-sound", "desk-wizard-printer",
    "desk-wizard-place", "desk-wizard-place-problems", "desk-wizard-county", "desk-wizard-head",
    "desk-wizard-ready", "desk-set-up",
}  # fmt: skip
DESK_CAPITALS_MM, DESK_TARGET_MM, DESK_CONTRAST = 2.6, 12, 4.5
"""Staff sit before it at arm's length (ui/widgets/desk/look.py); contrast by WCAG 2.2, 1.4.3."""
BLANK_BYTES = 20_000
"""A picture of nothing but ground takes half of this."""


@pytest.fixture(scope="module")
def tours(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Toured]:
    """All tours, two at a time, walked with the same `--data`, where a station lies that is none of theirs."""
    out = tmp_path_factory.mktemp("tours")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PULSE_SERVER": f"unix:{out}/nobody"}
    station = out / "station"
    (station / "data").mkdir(parents=True)
    (station / "data" / "station.db").write_bytes(b"somebody's")

    def walk(which: tuple[str, str]) -> Toured:
        panel, language = which
        (size, mm), folder = PANELS[panel], out / panel / language
        command = [sys.executable, "-m", "ui.cli", "tour", "--out", str(folder), "--lang", language]
        command += ["--size", size, "--panel-mm", mm, "--data", str(station)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=800, check=False)
        assert done.returncode == 0, f"{panel} {language}: {done.stderr}"
        return read_tour(folder)

    tours = list(product(PANELS, LANGUAGES))
    with ThreadPoolExecutor(AT_ONCE) as walkers:
        toured = dict(zip(tours, walkers.map(walk, tours), strict=True))
    assert {str(file.relative_to(station)) for file in station.rglob("*")} == {"data", "data/station.db"}
    return toured


@pytest.fixture(params=[(panel, language) for panel in PANELS for language in LANGUAGES], ids="-".join)
def tour(request: pytest.FixtureRequest, tours: dict[tuple[str, str], Toured]) -> Toured:
    return tours[request.param]


def test_every_screen_is_there_once_with_its_picture(tour: Toured) -> None:
    names = [screen["name"] for screen in tour.screens]
    assert len(names) == len(set(names))
    assert set(names) >= SCREENS | DESK_SCREENS | TECHNICIAN_SCREENS
    for screen in tour.screens:
        with Image.open(tour.folder / screen["png"]) as picture:
            assert list(picture.size) == tour.panel["px"]
        assert (tour.folder / screen["png"]).stat().st_size > BLANK_BYTES, screen["name"]


def test_what_it_tells_has_the_agreed_form(tour: Toured) -> None:
    assert set(tour.panel) == {"px", "mm"}
    for screen in tour.screens:
        assert set(screen) == {"name", "png", "audience", "spoken", "items"}
        assert screen["audience"] in ("worker", "desk", "technician")
        assert all(isinstance(phrase, str) for phrase in screen["spoken"])
        for item in screen["items"]:
            more = {"elided", "enabled"} if screen["name"].startswith("desk-") else set[str]()
            assert set(item) == {
                "kind", "name", "text", "spoken", "rect_mm", "cap_height_mm", "contrast", "clipped", "torn",
            } | more  # fmt: skip
            assert item["kind"] in ("button", "text", "picture", "field", "row")
            assert len(item["rect_mm"]) == 4


def test_nothing_is_clipped_or_covered(tour: Toured) -> None:
    assert rules.clipped(tour) == []


def test_no_word_is_torn(tour: Toured) -> None:
    assert rules.torn(tour) == []


def test_capitals_are_at_least_five_point_six_millimetres_high(tour: Toured) -> None:
    assert rules.low_capitals(tour) == []


def test_the_slip_s_number_is_the_largest_text_beside_the_slip(tour: Toured) -> None:
    assert rules.small_numbers(tour) == []


def test_letters_stand_out_ten_to_one(tour: Toured) -> None:
    assert rules.faint(tour) == []


def test_buttons_are_two_centimetres_wide_and_high(tour: Toured) -> None:
    assert rules.small_targets(tour) == []


def test_buttons_are_three_millimetres_apart(tour: Toured) -> None:
    assert rules.close_targets(tour) == []


def test_the_middle_of_a_button_is_fifteen_millimetres_from_the_bezel(tour: Toured) -> None:
    assert rules.at_the_bezel(tour) == []


def test_everything_that_is_shown_is_read_aloud_the_ways_out_last(tour: Toured) -> None:
    assert rules.unheard(tour) == []


def test_digits_and_signs_are_spoken_as_words(tour: Toured) -> None:
    assert rules.mute_signs(tour) == []


def test_every_screen_has_the_four_ways_out_in_one_place(tour: Toured) -> None:
    assert rules.wandering_ways(tour) == []


def test_both_languages_show_the_same_screens(tours: dict[tuple[str, str], Toured]) -> None:
    for panel in PANELS:
        chinese, english = ({screen["name"] for screen in tours[panel, one].screens} for one in LANGUAGES)
        assert chinese & (SCREENS | DESK_SCREENS) == english & (SCREENS | DESK_SCREENS)


def test_nothing_of_the_desk_is_clipped_or_covered(tour: Toured) -> None:
    assert [name for name, item in tour.desk_items() if item["clipped"]] == []


def test_letters_of_the_desk_stand_out_also_hints_and_what_cannot_be_touched_now(tour: Toured) -> None:
    measured = [(name, item["contrast"]) for name, item in tour.desk_items() if item["contrast"] is not None]
    assert len(measured) > 1000
    assert [one for one in measured if one[1] < DESK_CONTRAST] == []


def test_capitals_of_the_desk_can_be_read_at_arm_s_length(tour: Toured) -> None:
    heights = [(name, item["cap_height_mm"]) for name, item in tour.desk_items() if item["cap_height_mm"] is not None]
    assert [one for one in heights if one[1] < DESK_CAPITALS_MM] == []


def test_what_is_touched_at_the_desk_is_high_enough_for_a_finger(tour: Toured) -> None:
    low = [
        (name, item["rect_mm"])
        for name, item in tour.desk_items()
        if item["kind"] in ("button", "field", "row") and item["rect_mm"][3] < DESK_TARGET_MM
    ]
    assert low == []


def test_the_technician_s_screens_are_told_apart(tour: Toured) -> None:
    assert {screen["name"] for screen in tour.screens if screen["audience"] == "technician"} == TECHNICIAN_SCREENS


def test_the_county_s_screen_is_shown_with_nothing_to_settle_and_with_something_of_each_kind(tour: Toured) -> None:
    names = {screen["name"]: {item["name"] for item in screen["items"]} for screen in tour.of_desk()}
    assert "county-all-well" in names["desk-county"]
    unsettled = {"county-refused-title", "county-conflicts-title", "county-conflict-tour-restore"}
    assert unsettled <= names["desk-county-unsettled"]
    assert "county-all-well" not in names["desk-county-unsettled"]
