"""`docs/settings.md` names every setting with its default and its range, and nothing else; the readers agree."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.care.config.checks import Unfit
from kiosk.care.config.describing import example, what_may, written
from kiosk.care.config.forms import PrinterTarget
from kiosk.care.config.literals import literal
from kiosk.care.config.reading import read_bytes
from kiosk.care.config.sections import LOUDEST, SECTIONS, Settings, check_of, names
from kiosk.desk.settings import DeskSettings, read_settings
from kiosk.domain.language import Language
from kiosk.domain.preferences import TextSize
from kiosk.errors import UnknownThing
from kiosk.printing.printer import NoPrinter
from kiosk.printing.target import describe_target
from kiosk.texts.catalogue import ASSETS, Texts
from sync.client.schedule import EVERY_S, START_WITHIN_S
from ui.sound.speaker import GAINS, NORMAL_VOLUME
from ui.theme import PALETTES

PAGE = ASSETS.parent / "docs/settings.md"
LINE = re.compile(r"# .* \((?P<may>.*)\)\n(?P<none>#?)(?P<key>\w+) = (?P<value>.*)")
ENGLISH = Texts(Language.EN)


def documented(page: str) -> dict[str, tuple[str | None, str]]:
    """Each setting that a page shows, with its default, None for nothing, and with what may stand there."""
    block = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert block
    found = {}
    for part in re.split(r"^(?=\[)", block[1], flags=re.MULTILINE)[1:]:
        section = part[1 : part.index("]")]
        for line in LINE.finditer(part):
            found[f"{section}.{line['key']}"] = (None if line["none"] else line["value"], line["may"])
    return found


def in_the_models() -> dict[str, tuple[str | None, str]]:
    usual = Settings()
    return {name: (written(name, usual.value(name)), what_may(name, ENGLISH)) for name in names()}


def test_the_page_and_the_models_say_the_same() -> None:
    page = PAGE.read_text("utf-8")
    assert documented(page) == in_the_models()
    assert example(ENGLISH) in page


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("theme = 1\n", ""),
        ("theme = 1\n", "theme = 2\n"),
        ("theme = 1\n", "theme = 1\n# more of it (true or false)\ncolour = true\n"),
        ("(a whole number, 1 to 6)", "(a whole number, 1 to 7)"),
        ("#width_mm = ", "width_mm = "),
        ("[sound]", "[noise]"),
    ],
    ids=["missing", "other default", "unknown setting", "other range", "said", "other section"],
)
def test_a_page_that_says_anything_else_is_noticed(old: str, new: str) -> None:
    page = PAGE.read_text("utf-8")
    assert page.count(old) == 1
    assert documented(page.replace(old, new)) != in_the_models()


@pytest.mark.parametrize("language", Language)
def test_the_example_is_a_file_without_a_mistake_that_says_the_defaults(language: Language) -> None:
    text = example(Texts(language))
    reading = read_bytes(text.encode(), file="x")
    assert (reading.mistakes, reading.settings) == ((), Settings())
    every = re.sub(r"^#(?=\w)", "", text, flags=re.MULTILINE)
    reading = read_bytes(every.encode(), file="x")
    assert (reading.mistakes, reading.said) == ((), set(names()))


@pytest.mark.parametrize("language", Language)
def test_every_setting_section_and_check_has_its_words_and_none_is_left_over(language: Language) -> None:
    texts = Texts(language)
    kinds = {check.kind for name in names() if (check := check_of(name)) is not None}
    keys = {f"settings-of-{section}" for section in SECTIONS}
    keys |= {f"setting-{name.replace('.', '-')}" for name in names()}
    keys |= {f"setting-may-{kind}" for kind in kinds}
    assert [key for key in keys | {f"settings-needs-{kind}" for kind in kinds} if not texts.has(key)] == []
    source = (ASSETS / "texts" / language / "settings.ftl").read_text("utf-8")
    there = set(re.findall(r"^(settings?-[\w-]+) =", source, re.MULTILINE))
    assert {key for key in there if key.startswith(("setting-", "settings-of-"))} == keys
    needs = {f"settings-needs-{kind}" for kind in (*kinds, "section", "other")}
    assert {key for key in there if key.startswith("settings-needs-")} == needs


def test_every_default_is_written_as_it_is_read() -> None:
    usual = Settings()
    for name in names():
        if (value := written(name, usual.value(name))) is not None:
            reading = read_bytes(f"{name} = {value}\n".encode(), file="x")
            assert (reading.mistakes, reading.settings) == ((), usual)


@given(word=st.text())
def test_any_word_is_written_as_toml_reads_it(word: str) -> None:
    assert tomllib.loads(f"x = {literal(word)}") == {"x": word}


def test_the_defaults_are_those_of_whoever_goes_by_them(tmp_path) -> None:
    usual = Settings()
    file = tmp_path / "station.toml"
    file.write_text("[desk]\n", "utf-8")
    assert read_settings(file) == DeskSettings()
    assert (usual.sync.every_seconds, usual.sync.start_within_seconds) == (EVERY_S, START_WITHIN_S)
    assert (usual.sound.volume, LOUDEST) == (NORMAL_VOLUME, len(GAINS) - 1)
    assert usual.kiosk.text_size == TextSize.NORMAL
    assert what_may("kiosk.theme", ENGLISH).endswith(f"1 to {len(PALETTES)}")
    assert what_may("kiosk.text_size", ENGLISH).endswith(f"1 to {len(TextSize)}")
    assert isinstance(describe_target(usual.printer.target), NoPrinter)


TARGETS = st.one_of(
    st.from_regex(r"\A(none|usb|serial|tcp|file|system|TCP|Usb|lp)(:[\w./,:-]{0,12}){0,2}\Z"),
    st.sampled_from(
        ["usb:04b8:0e15", "serial:/dev/ttyUSB0,9600", "serial:COM3", "tcp:h:0", "tcp:h:65535", "tcp:h:65536",
         "tcp:192.0.2.7", "tcp:驿站.local", "tcp:h:٣", "system:小票 机", "none:", "file:", " none "],
    ),
)  # fmt: skip


@given(target=TARGETS)
def test_a_printer_that_the_file_may_name_is_one_that_can_be_made(target: str) -> None:
    try:
        word = PrinterTarget(needed=True).fit(target)
    except Unfit:
        return
    try:
        describe_target(word, system=lambda _: NoPrinter())
    except UnknownThing:
        pytest.fail(f"{word!r} is none")


@pytest.mark.parametrize(
    "target",
    ["none", "usb:04B8:0e15", "serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0,9600", "tcp:192.0.2.7", "tcp:h:9100",
     "file:/dev/usb/lp0", "system:小票 机"],
)  # fmt: skip
def test_every_kind_of_printer_may_be_named(target: str) -> None:
    assert PrinterTarget(needed=True).fit(target) == target
