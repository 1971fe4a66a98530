"""Single settings are changed in the file and everything else stays as somebody wrote it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.care.config.changing import change_file, changed
from kiosk.care.config.describing import example
from kiosk.care.config.reading import read_bytes
from kiosk.domain.language import Language
from kiosk.errors import YizhanError
from kiosk.store.durable import written_whole
from kiosk.texts.catalogue import Texts

WRITTEN = """\
# 张师傅 2026-03-01
[printer]  # at the counter
target = "none"   # no printer yet

# news of the county
[sync]
enabled = true
"""


def test_a_value_is_set_and_the_comments_stay() -> None:
    assert changed(WRITTEN, {"printer.target": "usb:04b8:0e15"}) == WRITTEN.replace('"none"', '"usb:04b8:0e15"')


def test_a_new_setting_comes_last_in_its_section_and_before_the_words_about_the_next() -> None:
    assert changed(WRITTEN, {"printer.paper_mm": 58}) == WRITTEN.replace("yet\n", "yet\npaper_mm = 58\n")


def test_a_new_section_comes_last() -> None:
    assert changed(WRITTEN, {"kiosk.theme": 2}) == WRITTEN + "\n[kiosk]\ntheme = 2\n"
    assert changed("", {"station.name": '幸福"驿站'}) == '[station]\nname = "幸福\\"驿站"\n'
    assert changed("# none", {"kiosk.theme": 2}) == "# none\n\n[kiosk]\ntheme = 2\n"


def test_a_setting_is_taken_out_with_what_was_said_of_it() -> None:
    assert changed(WRITTEN, {"printer.target": None, "kiosk.theme": None}) == WRITTEN.replace(
        'target = "none"   # no printer yet\n', ""
    )


def test_the_last_line_may_have_no_end() -> None:
    assert changed("[sync]\nenabled = true", {"sync.every_seconds": 60}) == (
        "[sync]\nenabled = true\nevery_seconds = 60\n"
    )
    assert changed("[sync]\nenabled = true", {"sync.enabled": False}) == "[sync]\nenabled = false"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('printer = {target = "none"}  # one line\n', 'printer = {target = "none", paper_mm = 58}  # one line\n'),
        ("printer = {paper_mm = 80}\n", "printer = {paper_mm = 58}\n"),
        ('printer.target = "none"\nx = 1\n', 'printer.target = "none"\nprinter.paper_mm = 58\nx = 1\n'),
        ('"printer" . paper_mm=80#x\n', '"printer" . paper_mm= 58#x\n'),
        ("[ 'printer' ]\n'paper_mm' = 80\n", "[ 'printer' ]\n'paper_mm' = 58\n"),
        ("[printer]\r\npaper_mm = 80\r\n", "[printer]\r\npaper_mm = 58\r\n"),
        ("[printer]\npaper_mm = 0\n", "[printer]\npaper_mm = 58\n"),
    ],
)
def test_however_it_is_written(before: str, after: str) -> None:
    assert changed(before, {"printer.paper_mm": 58}) == after


def test_a_list_on_many_lines_is_replaced_whole() -> None:
    before = '[county]\nblocked_phones = [ # two\n  "13800001234", # = "x"\n]  # end\nlong_term_days = 3\n'
    after = '[county]\nblocked_phones = ["13900001234"]  # end\nlong_term_days = 3\n'
    assert changed(before, {"county.blocked_phones": ["13900001234"]}) == after


@pytest.mark.parametrize(
    ("text", "changes", "key"),
    [
        (WRITTEN, {"printer.paper_mm": 57}, "settings-needs-one-of"),
        (WRITTEN, {"printer.colour": 1}, "settings-unknown-setting"),
        (WRITTEN, {"printer": 1}, "settings-unknown-setting"),
        (WRITTEN, {"panel.width_mm": 470}, "settings-needs-other"),
        ("[printer\n", {"printer.paper_mm": 58}, "settings-not-toml"),
        ("[[printer]]\n", {"printer.paper_mm": 58}, "settings-needs-section"),
        ("printer = 3\n", {"printer.paper_mm": 58}, "settings-said-twice"),
        ("[printer]\npaper_mm = 0\n", {"printer.paper_mm": 57}, "settings-needs-one-of"),
    ],
)
def test_what_would_make_a_mistake_is_refused(text: str, changes: dict[str, object], key: str) -> None:
    with pytest.raises(YizhanError) as refused:
        changed(text, changes)
    assert refused.value.key == key


def test_a_mistake_elsewhere_stays_and_is_in_nobodys_way() -> None:
    text = "[desk]\nlock_after_minutes = 0\n"
    assert changed(text, {"kiosk.theme": 2}) == text + "\n[kiosk]\ntheme = 2\n"


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "printer.target": st.sampled_from(["none", "serial:/dev/ttyUSB0", None]),
        "printer.paper_mm": st.sampled_from([58, 80, None]),
        "county.blocked_places": st.lists(st.text(min_size=1, max_size=9).filter(str.strip), max_size=3),
        "station.name": st.text(max_size=20).filter(str.isprintable) | st.none(),
        "sync.enabled": st.booleans() | st.none(),
        "matching.pay": st.floats(0, 1000).map(lambda number: round(number, 3)),
        "updates.hours": st.just("01:00-02:00"),
    },
)


@settings(deadline=None)
@given(first=CHANGES, second=CHANGES, start=st.sampled_from(["", WRITTEN, example(Texts(Language.EN)), "sync = {}"]))
def test_after_any_changes_the_file_says_these_and_nothing_else_anew(
    first: dict[str, object], second: dict[str, object], start: str
) -> None:
    text = changed(changed(start, first), second)
    said, before, wanted = tomllib.loads(text), tomllib.loads(start), {**first, **second}
    for name, value in wanted.items():
        section, key = name.split(".")
        assert said.get(section, {}).get(key) == value
        for each in (said, before):
            each.get(section, {}).pop(key, None)
    for each in (said, before):
        for section in [section for section, keys in each.items() if not keys]:
            del each[section]
    assert said == before
    assert read_bytes(text.encode(), file="x").mistakes == ()
    assert [line for line in start.splitlines() if line.startswith("#")] == [
        line for line in text.splitlines() if line.startswith("#")
    ]


def test_the_file_is_saved_whole_with_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "station.toml"
    change_file(file, {"kiosk.theme": 2}, whole=written_whole)
    assert (file.read_text("utf-8"), file.stat().st_mode & 0o777) == ("[kiosk]\ntheme = 2\n", 0o600)
    file.chmod(0o640)
    change_file(file, {"kiosk.theme": 3}, whole=written_whole)
    assert (file.read_text("utf-8"), file.stat().st_mode & 0o777) == ("[kiosk]\ntheme = 3\n", 0o640)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("data", [b"[kiosk", b"\xff\xfe"])
def test_a_file_that_is_no_toml_stays_as_it_is(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "station.toml"
    file.write_bytes(data)
    with pytest.raises(YizhanError):
        change_file(file, {"kiosk.theme": 2}, whole=written_whole)
    assert file.read_bytes() == data
