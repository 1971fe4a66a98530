"""What the technicians' pages name is there: commands and their options, files, settings, screens, findings, tests."""

from __future__ import annotations

import argparse
import importlib.util
import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from kiosk.care.config.sections import SECTIONS, check_of, names
from kiosk.cli import COMMANDS
from kiosk.domain.language import Language
from kiosk.texts.catalogue import ASSETS
from tests.docs.pages import ROOT, Page, page, pages
from tests.doctor.possible import possible
from ui.cli import COMMANDS as SCREEN_COMMANDS

ALL = {"run": "ui.commands.run", **COMMANDS, **SCREEN_COMMANDS}
EACH = pytest.mark.parametrize("one", pages(), ids=lambda one: one.name)
IN_THE_PACKAGE = re.compile(r"/usr/(?:s?bin|lib|share)/[\w./@-]+[\w]")
OF_THE_LOCK_DOWN = re.compile(r"[\w@-]+\.(?:rules|service|xml|conf|ps1|iss)")
OF_THE_CHECKOUT = re.compile(r"(?<![\w/])(?:docs|tests|scripts|ui|kiosk)[/\\][\w./\\-]+\.[a-z]+")
OF_SYSTEMD = frozenset({"yizhan-stick@sdb1.service"})
WRITTEN_THERE = frozenset({"72-yizhan-touch.rules"})
SETTING = re.compile(r"(?<![\w./])([a-z]+)\.([a-z_]+)(?![\w.(/])")
FILE_ENDINGS = frozenset({"toml", "db", "spec", "exe"})
FINDING = re.compile(r"\[([a-z-]+) ([a-z-]+)\]")
SYMPTOM = re.compile(r"^### (\d+)\. (.*)$", re.MULTILINE)
SCREENS = {"This machine", "Check-up", "Printer", "Sound", "Screen size", "Backup", "Troubles", "About", "Devices",
           "Touch", "Leave the program", "Save the report"}  # fmt: skip
READERS_OF_ALL = (
    "kiosk/care/config",
    "kiosk/care/watching/report.py",
    "kiosk/commands/crash_report.py",
    "ui/commands/doctor.py",
)
"""Code that looks at settings to show or to hide them, and does nothing by them."""
MOST_LETTERS = 8_200
"""Two printed pages at most: a technician reads it standing. The list of symptoms is for looking things up."""


def parser_of(command: str) -> argparse.ArgumentParser:
    """What a command takes, as `kiosk.cli` puts it together; it complains instead of ending the process."""
    parser = argparse.ArgumentParser(prog=command, exit_on_error=False)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--lang", type=Language)
    import_module(ALL[command]).add_arguments(parser)
    return parser


def is_accepted(words: Sequence[str]) -> bool:
    if words[0] not in ALL:
        return False
    try:
        _, left = parser_of(words[0]).parse_known_args(words[1:])
    except (argparse.ArgumentError, argparse.ArgumentTypeError, SystemExit):
        return False
    return not left


@EACH
def test_every_command_is_one_and_takes_what_is_said(one: Page) -> None:
    wrong = [" ".join(words) for words in one.commands() if not is_accepted(words)]
    assert wrong == []


def test_the_reader_of_commands_finds_them_and_tells_wrong_ones() -> None:
    found = {words[0] for one in pages() for words in one.commands()}
    assert {"doctor", "backup", "restore", "settings", "sync", "enrol", "crash-report", "watch", "demo"} <= found
    assert is_accepted(["restore", "--latest", "--dry-run"])
    for wrong in (["restart"], ["restore"], ["doctor", "--quick"], ["backup", "--to"], ["say", "早"]):
        assert not is_accepted(wrong)


@EACH
def test_every_word_of_the_lock_down_is_one(one: Page) -> None:
    script = (ROOT / "scripts/bundle/linux/lock-down/yizhan-lock-down").read_text("utf-8")
    known = set(re.findall(r"^    ([a-z-]+)\)", script, re.MULTILINE))
    named = {word for code in one.code for word in re.findall(r"yizhan-lock-down ([a-z-]+)", code)}
    assert known == {"on", "off", "status", "touch", "as-station"}
    assert named <= known


@pytest.fixture(scope="module")
def debian() -> ModuleType:
    """`scripts/bundle/debian.py`, which says what the package holds."""
    spec = importlib.util.spec_from_file_location("debian_package", ROOT / "scripts/bundle/debian.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@EACH
def test_every_file_of_the_package_is_in_it(one: Page, debian: ModuleType) -> None:
    files = {f"/{place}" for place in (*debian.FILES.values(), *debian.PROGRAMS.values())}
    there = files | {str(Path(place).parent) for place in files} | {"/usr/bin/yizhan-kiosk", "/usr/lib/yizhan"}
    assert set(IN_THE_PACKAGE.findall(one.text)) <= there


@EACH
def test_every_file_of_the_lock_down_and_of_the_installers_is_there(one: Page) -> None:
    there = {path.name for path in (ROOT / "scripts/bundle").rglob("*") if path.is_file()}
    there |= OF_SYSTEMD | WRITTEN_THERE
    named = {name for code in one.inline for name in OF_THE_LOCK_DOWN.findall(code)}
    assert named <= there


@EACH
def test_every_setting_is_one(one: Page) -> None:
    for code in one.code:
        for section, key in SETTING.findall(code):
            if section in SECTIONS and key not in FILE_ENDINGS:
                assert check_of(f"{section}.{key}") is not None, code
    assert {section for code in one.inline for section in re.findall(r"^\[([a-z]+)\]$", code)} <= set(SECTIONS)


@pytest.mark.parametrize("name", names())
def test_every_setting_is_read_by_something(name: str) -> None:
    """What is checked and used by nobody would be a promise to whoever writes the file."""
    section = name.partition(".")[0]
    pattern = re.compile(rf"\b{re.escape(name)}\b|\bsettings\.{section}\b(?!\.)")
    assert any(pattern.search(path.read_text("utf-8")) for path in sources())


def sources() -> Iterator[Path]:
    for folder in ("kiosk", "ui", "sync/client"):
        for path in (ROOT / folder).rglob("*.py"):
            if not path.relative_to(ROOT).as_posix().startswith(READERS_OF_ALL):
                yield path


def test_every_red_finding_is_reached_from_a_symptom_and_every_finding_is_one() -> None:
    named = set(FINDING.findall(page("symptoms").text))
    found = [*possible()]
    assert {(one.check, one.case) for one in found if one.light == "red"} - named == set()
    assert named - {(one.check, one.case) for one in found} == set()
    assert "[broken]" in page("symptoms").text


def test_there_are_twenty_symptoms_and_more_each_with_something_to_do() -> None:
    text = page("symptoms").text
    symptoms = SYMPTOM.findall(text)
    assert [int(number) for number, _ in symptoms] == list(range(1, len(symptoms) + 1))
    assert len(symptoms) >= 20
    for said, told in zip(symptoms, SYMPTOM.split(text)[3::3], strict=True):
        assert told.strip().startswith("- "), said


@EACH
def test_every_link_leads_somewhere(one: Page) -> None:
    for name in OF_THE_CHECKOUT.findall(one.text):
        assert (ROOT / name.replace("\\", "/")).is_file(), name
    for name, heading in re.findall(r"`docs/([\w-]+)\.md`, \"([^\"]+?)[\",]", one.text):
        assert heading in page(name).headings
    assert "](" not in one.text


def test_every_attempt_to_escape_names_a_test() -> None:
    tests = (ROOT / "tests/ui/locked/test_escapes.py").read_text("utf-8")
    named = set(re.findall(r"`(test_\w+)`", page("lock-down").text))
    assert named == set(re.findall(r"^def (test_\w+)", tests, re.MULTILINE))


@EACH
def test_screens_of_the_desk_are_called_as_they_are(one: Page) -> None:
    shown = {
        line.partition(" = ")[2]
        for name in ("desk", "doctor", "first-start", "machine", "touch")
        for line in (ASSETS / f"texts/en/{name}.ftl").read_text("utf-8").splitlines()
    }
    assert shown >= SCREENS
    ways = re.findall(r"More, ([A-Z]\w+(?: \w+)*)(?:, \**([A-Z][\w-]+(?: \w+)?)\**)?[.:,;(]", one.text)
    assert {word for way in ways for word in way if word} <= shown
    assert set(re.findall(r"\*\*([A-Z][\w -]+)\*\*[ ,:(]", one.text)) & SCREENS <= shown


@pytest.mark.parametrize("name", ["install-linux", "install-windows", "lock-down"])
def test_a_page_is_read_standing(name: str) -> None:
    assert len(page(name).text) <= MOST_LETTERS
