"""What a `station.toml` may say, and the sentence for each mistake: file, line, and what may stand there."""

from __future__ import annotations

import os
import time
from datetime import time as clock
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.care.config.night import Night
from kiosk.care.config.reading import LARGEST_BYTES, MOST_MISTAKES, read_bytes, read_file
from kiosk.care.config.sections import Settings, names
from kiosk.domain.language import Language
from kiosk.errors import YizhanError
from kiosk.texts.catalogue import Texts

SLOW_S = 10.0
"""What takes the square of its length takes minutes here."""


def sentences(mistake: YizhanError) -> list[str]:
    return [Texts(language)(mistake.key, **mistake.details) for language in Language]


def test_what_is_said_is_taken() -> None:
    reading = read_bytes(
        b'\xef\xbb\xbf[station]\r\nname = " \xe5\xb9\xb8\xe7\xa6\x8f "\r\nregion = "530128101"\r\n'
        b'phone = "0742-555 0100"\r\n'
        b'[enrolment]\nurl = "https://example.org/x"\ncode = "ABCD-1234"\n'
        b'[kiosk]\nlanguage = "en"\ntext_size = 4\ntheme = 2\nfullscreen = false\n'
        b"[panel]\nwidth_mm = 476.5\nheight_mm = 268\nrotation = 90\ntouch_matrix = [0, -1, 1.0, 1, 0, 0, 0, 0, 1]\n"
        b'[printer]\ntarget = "tcp:192.0.2.7:9100"\npaper_mm = 58\n[sound]\nvolume = 6\n'
        b'[updates]\nhours = "23:00 - 05:30"\n[backup]\nat = "01:05"\nkeep = 30\n[watch]\nrestart_at_night = false\n'
        b"[county]\nhourly_floor_yuan = 16.35\n",
        file="x",
    )
    said = reading.settings
    assert reading.mistakes == ()
    assert (said.station.name, said.station.region, said.station.phone) == ("幸福", "530128101", "0742-555 0100")
    assert (said.enrolment.url, said.enrolment.code) == ("https://example.org/x", "ABCD-1234")
    assert (said.kiosk.language, said.kiosk.text_size, said.kiosk.theme, said.kiosk.fullscreen) == ("en", 4, 2, False)
    assert said.kiosk.language is Language.EN
    assert (said.panel.size_mm, said.panel.rotation) == ((476.5, 268.0), 90)
    assert said.panel.touch_matrix == (0, -1, 1, 1, 0, 0, 0, 0, 1)
    assert (said.printer.target, said.printer.paper_mm, said.sound.volume) == ("tcp:192.0.2.7:9100", 58, 6)
    assert said.updates.hours == Night(begin=clock(23), end=clock(5, 30))
    assert (said.backup.at, said.backup.keep, said.watch.restart_at_night) == (clock(1, 5), 30, None)
    assert said.county.hourly_floor_yuan == Decimal("16.35")
    assert said.sync == Settings().sync
    assert "printer.target" in reading.said
    assert "sound.device" not in reading.said
    assert reading.lines()["printer.target"] == 19


WRONG = {
    'station.region = "53012"': "region",
    'station.region = "053012"': "region",
    "station.region = 530128": "region",
    'station.phone = "幸福"': "phone",
    'station.hotline = ""': "phone",
    f'station.name = "{"长" * 41}"': "text",
    'station.name = "a\\nb"': "text",
    'enrolment.url = "example.org"': "url",
    'enrolment.url = "https://user@example.org"': "url",
    'kiosk.language = "zh"': "one-of",
    "kiosk.text_size = 5": "whole-number",
    "kiosk.theme = 0": "whole-number",
    "kiosk.fullscreen = 1": "yes-no",
    "panel.rotation = 45": "one-of",
    "panel.rotation = false": "one-of",
    "panel.touch_matrix = [1, 0, 0]": "matrix",
    "panel.touch_matrix = [1, 0, 0, 0, 1, 0, 0, 0, nan]": "matrix",
    'panel.touch_matrix = "1"': "matrix",
    'printer.target = "usb:1"': "printer",
    'printer.target = "tcp:host:99999"': "printer",
    'printer.target = "lpt1"': "printer",
    'printer.target = ""': "printer",
    "printer.paper_mm = 80.0": "one-of",
    "sound.volume = 0": "whole-number",
    "sound.volume = 7": "whole-number",
    "sync.every_seconds = 9": "whole-number",
    'sync.enabled = "yes"': "yes-no",
    'updates.hours = "02:00"': "night",
    'updates.hours = "02:00-02:00"': "night",
    'updates.hours = "24:00-02:00"': "night",
    'backup.at = "2:30"': "clock",
    "backup.at = 02:30:00": "clock",
    "backup.keep = 6": "whole-number",
    "watch.restart_at_night = true": "clock-or-never",
    "watch.log_megabytes = 51": "whole-number",
    "panel.width_mm = 470": "other",
    "panel = {width_mm = 79, height_mm = 300}": "number",
}


@pytest.mark.parametrize("written", WRONG)
def test_what_may_not_stand_there_is_told_with_file_line_and_reason(written: str) -> None:
    reading = read_bytes(f"# one\n\n{written}\n".encode(), file="/a/station.toml")
    (mistake,) = reading.mistakes
    assert mistake.key == f"settings-needs-{WRONG[written]}"
    assert mistake.details["line"] == "3"
    assert reading.said <= {"panel.height_mm"}
    for sentence in sentences(mistake):
        assert "/a/station.toml" in sentence
        assert "第 3 行" in sentence or "Line 3 " in sentence
        assert str(mistake.details["setting"]) in sentence


def test_mistakes_come_in_the_order_of_the_file_with_their_lines() -> None:
    text = (
        '[printer]\ntarget = [\n"none",\n]\n\n[sound] # here\nvolume = 9\npitch = 1\n\n'
        "[[desk]]\n[nobody]\n[kiosk]\ntheme = 4\n"
    )
    reading = read_bytes(text.encode(), file="x")
    told = [(mistake.details["line"], mistake.details["setting"], mistake.key) for mistake in reading.mistakes]
    assert told == [
        ("2", "printer.target", "settings-needs-printer"),
        ("7", "sound.volume", "settings-needs-whole-number"),
        ("8", "sound.pitch", "settings-unknown-key"),
        ("10", "desk", "settings-needs-section"),
        ("11", "nobody", "settings-unknown-key"),
    ]
    assert reading.settings.kiosk.theme == 4


NO_TOML = {
    "[a]\nx = 1\nx = 2\n": ("settings-said-twice", "3"),
    "[a]\n[b]\n[a]\n": ("settings-said-twice", "3"),
    "x = 1\ny = [1, 2": ("settings-not-closed", "2"),
    'x = 1\ny = "abc\nz = 1\n': ("settings-not-closed", "2"),
    "x = 1\ny = “none”\n": ("settings-not-toml", "2"),
    "x = 1\n\ny = none\n": ("settings-not-toml", "3"),
    "x = 1\ny\n": ("settings-not-toml", "2"),
    "x = 1\n\0\0\0": ("settings-not-toml", "2"),
    "x = 1\n" + "a." * 300_000 + "b = 1": ("settings-not-toml", "2"),
}


@pytest.mark.parametrize("written", NO_TOML, ids=lambda written: repr(written)[:30])
def test_what_is_no_toml_is_told_with_its_line(written: str) -> None:
    reading = read_bytes(written.encode(), file="/a/station.toml")
    (mistake,) = reading.mistakes
    assert (mistake.key, mistake.details["line"]) == NO_TOML[written]
    assert reading.settings == Settings()
    for sentence in sentences(mistake):
        assert "/a/station.toml" in sentence
        assert mistake.details["line"] in sentence


@pytest.mark.parametrize(
    ("data", "key", "line"),
    [
        ("[station]\nname = '幸福'".encode("gb18030"), "settings-not-utf8", "2"),
        ("[station]".encode("utf-16"), "settings-not-utf8", "1"),
        (b"#" * (LARGEST_BYTES + 1), "settings-too-big", None),
        (b"[desk]\nx = " + b"[" * 400_000, "settings-unreadable", None),
        (b"x = " + b"{a = " * 100_000, "settings-unreadable", None),
        (b"x = " + b"9" * 1_000_000, "settings-unreadable", None),
        (b"x = 1e" + b"9" * 1_000_000, "settings-unreadable", None),
        (b"x = 0x" + b"f" * 1_000_000, "settings-unknown-key", "1"),
        (b"".join(b"k%d = 1\n" % number for number in range(80_000)), "settings-unknown-key", "1"),
        (b"[kiosk]\n" + b"".join(b"k%d = 1\n" % number for number in range(80_000)), "settings-unknown-key", "2"),
        (b"[county]\nblocked_phones = [\n" + b'"]",\n' * 200_000 + b"]\n", "settings-needs-phones", "2"),
        (b"[a]\n" + b"[[a.b]]\n" * 19_000, "settings-unknown-key", "1"),
        ((b"[" + b"a." * 99 + b"b]\n") * 4_000, "settings-not-toml", "203"),
        (b"".join(b"b%d" % number + b".a" * 100 + b" = 1\n" for number in range(200)), "settings-unknown-key", "1"),
        (b"\xff" * 1_000_000, "settings-not-utf8", "1"),
        (b'x = "' + b"\\u4e00" * 160_000 + b'"', "settings-unknown-key", "1"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else str(value),
)
def test_whatever_stands_there_is_a_sentence_soon(data: bytes, key: str, line: str | None) -> None:
    began = time.process_time()
    reading = read_bytes(data, file="/a/station.toml")
    assert time.process_time() - began < SLOW_S
    assert reading.mistakes[0].key == key
    assert reading.mistakes[0].details.get("line") == line
    assert len(reading.mistakes) <= MOST_MISTAKES
    for sentence in sentences(reading.mistakes[0]):
        assert "/a/station.toml" in sentence
        assert len(sentence) < 500


@pytest.mark.parametrize("kind", ["folder", "pipe", "gone", "link to itself"])
def test_what_is_no_file_is_told_and_nobody_waits_for_it(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "station.toml"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link to itself":
            path.symlink_to(path)
    reading = read_file(path)
    assert [mistake.key for mistake in reading.mistakes] == ["settings-unreadable"]
    assert (reading.settings, reading.data) == (Settings(), None)


LITERALS = st.sampled_from(
    ["1", "0", "-1", "2.5", '""', '"none"', "true", "false", "[]", "[1]", "{}", "nan", '"02:30"']
)


@settings(deadline=None)
@given(said=st.dictionaries(st.sampled_from(names()), LITERALS, max_size=8))
def test_of_any_settings_each_is_taken_or_told(said: dict[str, str]) -> None:
    text = "".join(f"{name} = {value}\n" for name, value in said.items())
    reading = read_bytes(text.encode(), file="x")
    told = {str(mistake.details["setting"]): mistake.details["line"] for mistake in reading.mistakes}
    assert reading.said.isdisjoint(told)
    assert reading.said | set(told) == set(said)
    assert told == {name: str(list(said).index(name) + 1) for name in told}


@settings(deadline=None)
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_whatever_raise_anything(data: bytes) -> None:
    reading = read_bytes(data, file="x")
    for mistake in reading.mistakes:
        sentences(mistake)
