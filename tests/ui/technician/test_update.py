"""Programs at the desk: which one works here, one fetched from a stick and begun with, and the way back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize

from kiosk.desk.machine_ends import Ending
from kiosk.desk.machine_programs import offer_in, programs_in
from kiosk.domain.language import Language
from kiosk.store.filelock import FileLock
from kiosk.texts.catalogue import Texts
from kiosk.updating.programs import Programs, Slot, Standing
from sync.client.updating.mark import trusted_mark
from sync.client.updating.platform_here import platform_here
from tests.client.updating.county import County
from tests.ui.desk.clipping import clipped
from tests.ui.desk.sticks import Computer
from tests.ui.desk.window import OFFICE, PORTRAIT, DeskWindow
from tests.ui.technician.conftest import AtMachine, to_place, until_done, use_program
from tests.ui.technician.test_about import exit_code_after
from ui.screens.desk.screen import Place

ZH = Texts(Language.ZH_CN)
NEW = "99.0"
STANDING: dict[str, Any] = {
    "version": "1.0", "former_version": "", "may_go_back": False, "ready": None, "trial": None, "refused": [],
    "trusted": "3f9a 01bc 77de 4e21", "last_look": {"at_ms": 0, "version": "", "fault": ""},
}  # fmt: skip
OFFER = {"in_force": "1.0", "newer": "2.0", "size": 75_400_001, "was_here": False}
SQUARE = (QSize(1024, 768), None)

Answers = Callable[..., str]


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    """A program that answers `status` with a standing, the other words with an offer, and notes what it was asked."""

    def make(offer: object = OFFER, **standing: object) -> str:
        return (
            "import json, sys\nfrom pathlib import Path\n"
            f"with Path({str(tmp_path / 'asked')!r}).open('a') as file:\n"
            "    file.write(json.dumps(sys.argv[1:]) + '\\n')\n"
            f"print(json.dumps({{**{STANDING!r}, **{standing!r}}} if 'status' in sys.argv else {offer!r}))\n"
        )

    return make


@pytest.fixture
def published(tmp_path: Path) -> County:
    """The county with its programs, one of them newer than any."""
    (tmp_path / "county").mkdir()
    county = County(tmp_path / "county")
    county.publish(NEW, platform=platform_here())
    return county


def asked(tmp_path: Path) -> list[Sequence[str]]:
    lines = (tmp_path / "asked").read_text("utf-8").splitlines()
    return [[word for word in json.loads(line) if word != "--json"][1:-4] for line in lines]


def opened(at_machine: AtMachine, program: str, **how: object) -> DeskWindow:
    window = at_machine(Place.MACHINE_UPDATE, program=program, **how)
    until_done(window)
    return window


def watched(window: DeskWindow) -> FileLock:
    """Somebody watches the kiosk."""
    folder = window.places.crashes.parent
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / "watch.lock", alone=True, wait_s=0.0)


def test_the_real_command_tells_how_it_stands_and_whom_nobody_trusts_yet(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_UPDATE)
    assert window.text_of("machine-update-state") == ZH("update-reading")
    until_done(window)
    assert window.text_of("update-in-force").startswith("现在用的程序：")
    assert window.text_of("update-trusts") == ZH("update-trusts-nobody")
    assert window.text_of("update-looked") == ZH("update-never-looked")
    assert window.text_of("update-night") == ZH("update-by-night", begin="2:00", end="5:00", at="3:30")
    for card in ("update-offer-card", "update-ready-card", "update-back-card", "update-go-back"):
        assert not window.visible(card)


def test_a_program_on_a_stick_is_found_fetched_and_waits(
    at_machine: AtMachine, computer: Computer, published: County
) -> None:
    window = at_machine(Place.MACHINE_UPDATE)
    until_done(window)
    metadata = window.places.programs / "metadata"
    metadata.mkdir(parents=True)
    (metadata / "root.json").write_bytes(published.root.read_bytes())
    stick = computer.plug_in("KINGSTON")
    published.folder.rename(stick / "yizhan-updates")
    window.touch("update-stick")
    until_done(window)
    assert NEW in window.text_of("update-offered")
    window.touch("update-fetch")
    assert window.text_of("machine-update-state") == ZH("update-fetching")
    until_done(window)
    assert window.text_of("desk-news-text") == ZH("update-fetched")
    assert window.text_of("update-waits") == ZH("update-waits", version=NEW)
    assert not window.visible("update-offer-card")
    ready = Programs(window.places.programs).standing().ready
    assert ready is not None
    assert ready.version == NEW
    mark = trusted_mark(metadata, shipped=None)
    assert len(mark.split()) == 4
    assert window.text_of("update-trusts") == ZH("update-trusts", mark=mark)


def test_what_went_wrong_is_said_in_the_command_s_own_sentence(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE_UPDATE)
    until_done(window)
    window.key("Ctrl+Return")
    until_done(window)
    assert window.text_of("machine-update-problem") == ZH("error-update-nowhere")
    window.touch("update-stick")
    window.settle()
    assert window.text_of("machine-update-problem") == ZH("machine-no-stick")


def test_an_offer_is_fetched_from_where_it_was_seen(at_machine: AtMachine, answers: Answers, tmp_path: Path) -> None:
    window = opened(at_machine, answers())
    window.touch("update-address")
    window.type("10.0.0.5/updates")
    window.touch("update-from-address")
    until_done(window)
    assert window.text_of("update-offered") == ZH("update-offered", version="2.0", megabytes="76")
    window.key("Alt+F")
    until_done(window)
    there = ["--from", "http://10.0.0.5/updates"]
    assert asked(tmp_path) == [["status"], ["--check", *there], there, ["status"]]


def test_where_nothing_is_newer_that_is_said(at_machine: AtMachine, answers: Answers) -> None:
    window = opened(at_machine, answers({**OFFER, "newer": None, "size": None}))
    window.key("Ctrl+Return")
    until_done(window)
    assert window.text_of("desk-news-text") == ZH("update-newest")
    assert not window.visible("update-offer-card")


def test_a_watched_kiosk_begins_with_it_at_once(at_machine: AtMachine, answers: Answers) -> None:
    window = at_machine(Place.MACHINE)
    use_program(window, answers(ready={"slot": "a", "version": "2.0"}))
    with watched(window):
        to_place(window, Place.MACHINE_UPDATE)
        until_done(window)
        assert window.text_of("update-begin-what") == ZH("update-begin-what")
        assert exit_code_after(window, "update-begin") == Ending.ANEW


def test_a_kiosk_without_a_watch_says_that_it_cannot(at_machine: AtMachine, answers: Answers) -> None:
    window = opened(at_machine, answers(ready={"slot": "a", "version": "2.0"}))
    assert window.text_of("update-begin-what") == ZH("update-unwatched")
    assert not window.visible("update-begin")


def test_the_way_back_is_there_where_it_is_open_and_asks_once_more(
    at_machine: AtMachine, answers: Answers, tmp_path: Path
) -> None:
    window = opened(at_machine, answers(may_go_back=True, former_version="0.9", version="1.0"))
    assert window.text_of("update-former") == ZH("update-former", version="0.9")
    window.touch("update-go-back")
    window.touch("update-stay")
    assert not window.visible("update-back-card")
    window.touch("update-go-back")
    window.touch("update-go-back-sure")
    until_done(window)
    assert window.text_of("desk-news-text") == ZH("update-back")
    assert ["back"] in asked(tmp_path)


def test_the_real_former_program_is_gone_back_to(at_machine: AtMachine) -> None:
    window = at_machine(Place.MACHINE)
    programs = Programs(window.places.programs)
    programs.save(Standing(in_force=Slot.A, version="99.0", former=Slot.INSTALLED))
    to_place(window, Place.MACHINE_UPDATE)
    until_done(window)
    assert "99.0" in window.text_of("update-in-force")
    assert window.text_of("update-former") == ZH("update-former-installed")


def test_what_a_look_at_night_came_to_grief_by_is_said(at_machine: AtMachine, answers: Answers) -> None:
    look = {"at_ms": 1_795_000_000_000, "version": "", "fault": "error-update-expired"}
    window = opened(at_machine, answers(last_look=look))
    assert ZH("error-update-expired") in window.text_of("update-looked")
    use_program(window, answers(last_look={**look, "fault": "error-update-no-folder"}))
    to_place(window, Place.MACHINE_UPDATE)
    until_done(window)
    assert "没成" in window.text_of("update-looked")


def test_settings_that_leave_it_to_people_are_told(at_machine: AtMachine, answers: Answers) -> None:
    window = at_machine(Place.MACHINE)
    use_program(window, answers())
    for said, key in (("enabled = false", "update-by-hand"), ("hours = '01:00-04:00'", "update-by-night-no-start")):
        window.places.settings.write_text(f"[updates]\n{said}\n[watch]\nrestart_at_night = false\n", "utf-8")
        to_place(window, Place.MACHINE_UPDATE)
        until_done(window)
        words = {} if key == "update-by-hand" else {"begin": "1:00", "end": "4:00"}
        assert window.text_of("update-night") == ZH(key, **words)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SQUARE], ids=["portrait", "office", "square"])
def test_everything_can_be_read_where_everything_is_shown(
    at_machine: AtMachine, answers: Answers, size: object, language: Language
) -> None:
    look = {"at_ms": 1_795_000_000_000, "version": "", "fault": "error-update-unreachable"}
    program = answers(
        may_go_back=True, former_version="0.9.12", refused=["0.8", "0.9"], last_look=look,
        ready={"slot": "a", "version": "2.0.15"},
    )  # fmt: skip
    window = opened(at_machine, program, size=size, language=language)
    window.touch("update-go-back")
    assert clipped(window) == []
    window.touch("update-look")
    until_done(window)
    assert window.visible("update-offer-card")
    assert clipped(window) == []


def test_what_cannot_be_understood_is_told_as_such(at_machine: AtMachine) -> None:
    window = opened(at_machine, "print('{}')")
    assert window.text_of("machine-update-problem") == ZH("machine-broke-off")
    for wrong in (None, {}, {**STANDING, "ready": {}}, {**STANDING, "last_look": {"at_ms": 10**30, "fault": ""}}):
        assert programs_in(wrong) is None
    assert offer_in({"newer": "2.0", "size": "many", "was_here": False}) is None
