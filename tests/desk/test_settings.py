"""The file `station.toml`: what it may say, and that a broken one keeps no desk shut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.desk.rules import CountyRules
from kiosk.desk.settings import DeskSettings, checked_settings, read_settings
from kiosk.domain.language import Language
from kiosk.domain.match import Weights
from kiosk.errors import YizhanError
from kiosk.texts.catalogue import ASSETS, Texts


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "station.toml"


def test_without_a_file_everything_has_its_default(file) -> None:
    assert read_settings(file) == DeskSettings()
    assert read_settings(file).problem is None
    assert (DeskSettings().lock_after_minutes, DeskSettings().locked_after_hours) == (5, 12)


def test_the_file_shown_in_the_documentation_holds_the_defaults(file) -> None:
    page = (ASSETS.parent / "docs" / "settings.md").read_text("utf-8")
    shown = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert shown
    file.write_text(shown[1], "utf-8")
    assert read_settings(file) == DeskSettings()
    for name in (*Weights.__dataclass_fields__, "lock_after_minutes", "locked_after_hours"):
        assert re.search(rf"^{name} = ", shown[1], re.MULTILINE)
    for name in CountyRules.__dataclass_fields__:
        assert name.replace("_minor", "_yuan") in shown[1]


def test_what_is_said_is_taken(file) -> None:
    file.write_text(
        "\ufeff[matching]\ntrade = 0\npay = 2.5\n[county]\nhourly_floor_yuan = 16.35\n"
        'blocked_phones = ["0742-555 0100"]\n'
        'blocked_places = [" 假街1号 "]\nlong_term_days = 10\n[desk]\nlock_after_minutes = 2\nlocked_after_hours = 8\n',
        "utf-8",
    )
    said = checked_settings(file)
    assert said.weights == Weights(trade=0.0, pay=2.5)
    assert said.rules == CountyRules(
        hourly_floor_minor=1635,
        blocked_phones=frozenset({"07425550100"}),
        blocked_places=("假街1号",),
        long_term_days=10,
    )
    assert (said.lock_after_minutes, said.locked_after_hours) == (2, 8)


WRONG = {
    "[matching]\ntrade = -1": ("settings-needs-number", "matching.trade"),
    "[matching]\ntrade = nan": ("settings-needs-number", "matching.trade"),
    "[matching]\npay = inf": ("settings-needs-number", "matching.pay"),
    '[matching]\npay = "2"': ("settings-needs-number", "matching.pay"),
    "[matching]\npay = true": ("settings-needs-number", "matching.pay"),
    "[matching]\nage = 1": ("settings-unknown-key", "matching.age"),
    "matching = 1": ("settings-needs-section", "matching"),
    "[[matching]]\ntrade = 1": ("settings-needs-section", "matching"),
    "[weights]\ntrade = 1": ("settings-unknown-key", "weights"),
    "[county]\nhourly_floor_yuan = 9.99": ("settings-needs-number", "county.hourly_floor_yuan"),
    '[county]\nblocked_phones = "13800001234"': ("settings-needs-phones", "county.blocked_phones"),
    "[county]\nblocked_phones = [13800001234]": ("settings-needs-phones", "county.blocked_phones"),
    '[county]\nblocked_phones = ["１３８００００１２３４"]': ("settings-needs-phones", "county.blocked_phones"),
    '[county]\nblocked_places = [" "]': ("settings-needs-words", "county.blocked_places"),
    "[county]\nlong_term_days = 0": ("settings-needs-whole-number", "county.long_term_days"),
    "[county]\nlong_term_days = 1.0": ("settings-needs-whole-number", "county.long_term_days"),
    "[desk]\nlock_after_minutes = 0": ("settings-needs-whole-number", "desk.lock_after_minutes"),
    "[desk]\nlocked_after_hours = 25": ("settings-needs-whole-number", "desk.locked_after_hours"),
    "[desk]\nlock_after_minutes = true": ("settings-needs-whole-number", "desk.lock_after_minutes"),
}


@pytest.mark.parametrize("written", WRONG)
def test_what_may_not_stand_there_is_told_with_file_key_and_what_may(file, written: str) -> None:
    file.write_text(written, "utf-8")
    key, where = WRONG[written]
    with pytest.raises(YizhanError) as told:
        checked_settings(file)
    assert told.value.key == key
    for language in Language:
        sentence = Texts(language)(told.value.key, **told.value.details)
        assert str(file) in sentence
        assert where in sentence


def test_one_wrong_line_leaves_the_others_in_force(file) -> None:
    file.write_text(
        '[matching]\ntrade = "x"\npay = 9\n[county]\nblocked_phones = ["13800001234"]\nfloor = 3\n'
        "[desk]\nlock_after_minutes = 3\n",
        "utf-8",
    )
    said = read_settings(file)
    assert [problem.details["setting"] for problem in said.problems] == ["matching.trade", "county.floor"]
    assert said.weights == Weights(pay=9.0)
    assert said.rules.blocked_phones == {"13800001234"}
    assert said.lock_after_minutes == 3


@pytest.mark.parametrize(
    "written",
    [b"[matching", b"\xff\xfe[\x00m\x00", b"[desk]\nx = " + b"[" * 100_000, b"#" * (2 << 20), b"x = " + b"9" * 9000],
    ids=["not closed", "utf-16", "deep", "two megabytes", "an endless number"],
)
def test_a_broken_file_leaves_the_defaults_and_says_so(file, written: bytes) -> None:
    file.write_bytes(written)
    said = read_settings(file)
    assert said.problem is not None
    assert said.weights == Weights()
    for language in Language:
        assert str(file) in Texts(language)(said.problem.key, **said.problem.details)


def test_a_folder_in_its_place_and_a_desk_that_opens_all_the_same(station, at_desk) -> None:
    station.places.settings.mkdir()
    desk = at_desk()
    assert desk.room.settings.problem is not None
    assert desk.room.settings.weights == Weights()


@settings(deadline=None)
@given(written=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_no_file_whatever_keeps_the_desk_shut(tmp_path_factory, written: bytes) -> None:
    path = tmp_path_factory.mktemp("settings") / "station.toml"
    path.write_bytes(written)
    assert isinstance(read_settings(path), DeskSettings)
