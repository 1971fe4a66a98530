"""The stick at the desk: news out, the answer in, and whatever a stick can do wrong, each in plain words."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.domain.language import Language
from kiosk.domain.log_entry import LogEntry
from kiosk.domain.staff import Role
from kiosk.texts.catalogue import Texts
from sync.central.bundles import Bundles
from sync.central.store.database import Store, open_engine, sqlite_url
from sync.central.store.tables import metadata
from sync.client.machine import machine_mark
from sync.client.report import Outcome
from sync.client.status import read_status
from tests.faults.town import CountyCentral, Kiosk
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.sticks import Computer
from tests.ui.desk.test_by_keyboard import tab_to
from tests.ui.desk.test_county_screen import QUICK, disagreed
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.screen import Place

TOWN = "511902100"
SOON = {"stick_look_ms": 20, "county_pace": QUICK}
FOUND = "import json, sys; print(json.dumps({'answer': None})) if sys.argv[1] == 'look' else "
LIVES = f"{FOUND}(print(json.dumps({{'progress': [1, 4]}}), flush=True), sys.stdin.read())"
DIES = f"{FOUND}sys.exit(3)"
IS_FULL = f"{FOUND}print(json.dumps({{'failed': 'error-stick-full', 'details': {{}}}}))"


class County:
    """A central far away, to which only sticks go; the test's station is enrolled there."""

    def __init__(self, folder: Path, places: Places) -> None:
        self._store = Store(open_engine(sqlite_url(folder / "central.db")))
        with self._store.change() as connection:
            metadata.create_all(connection)
        self.central = CountyCentral(self._store)
        self._bundles = Bundles(self._store, self.central.signer)
        code = self.central.add("东街驿站", TOWN).code
        Kiosk(places.data.parent, self.central, code, machine=machine_mark()).close()

    def answer(self, file: Path) -> Path:
        """Take what a station wrote, and write the answer beside it."""
        return self._bundles.take(file).path

    def close(self) -> None:
        self.central.close()


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    return Computer(tmp_path / "computer", monkeypatch)


@pytest.fixture
def far_county(tmp_path: Path, places: Places) -> Iterator[County]:
    made = County(tmp_path, places)
    yield made
    made.close()


@pytest.fixture
def desk(open_desk: OpenDesk, computer: Computer, far_county: County) -> DeskWindow:
    """An enrolled station's desk on its County screen, with a clerk before it and no stick in."""
    window = open_desk(**SOON)
    window.log_in()
    window.key("F12")
    window.settle()
    assert not window.visible("county-stick")
    return window


@pytest.fixture
def desk_with(open_desk: OpenDesk, computer: Computer) -> Callable[[str], DeskWindow]:
    """Opens a desk on its County screen whose sticks are carried by a few lines of Python, with a stick in."""

    def open_it(lines: str) -> DeskWindow:
        window = open_desk(**SOON, stick_program=(sys.executable, "-c", lines))
        window.log_in()
        window.key("F12")
        computer.plug_in("KINGSTON")
        window.until(lambda: window.visible("county-stick-export"), "the button")
        return window

    return open_it


def can(window: DeskWindow, way: str) -> None:
    window.until(lambda: window.visible(f"county-stick-{way}"), f"the button to {way}")


def ended(window: DeskWindow, part: str = "result") -> str:
    window.until(lambda: window.visible(f"county-stick-{part}"), "the end")
    assert not window.visible("county-stick-progress")
    return window.text_of(f"county-stick-{part}")


def log(window: DeskWindow) -> LogEntry:
    entries: tuple[LogEntry, ...] = window.use(lambda desk: desk.logbook.latest(limit=1))
    return entries[0]


def noted(window: DeskWindow, action: str) -> LogEntry:
    window.until(lambda: log(window).action == action, "the line in the log")
    return log(window)


def bundles(stick: Path) -> list[str]:
    return sorted(each.name for each in stick.iterdir())


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.TECHNICIAN])
def test_whoever_is_at_the_desk_sends_the_news_and_reads_the_answer(
    open_desk: OpenDesk, computer: Computer, far_county: County, role: Role
) -> None:
    window = open_desk(stick_look_ms=20, county_pace=replace(QUICK, look_ms=600_000))
    window.log_in(role)
    window.key("F12")
    stick = computer.plug_in("KINGSTON")
    can(window, "export")
    assert window.text_of("county-stick-title") == "U盘插好了"
    assert "KINGSTON" in window.text_of("county-stick-name")
    assert not window.visible("county-stick-import")
    assert "没有" in window.text_of("county-stick-hint")
    window.touch("county-stick-export")
    assert window.visible("county-stick-progress")
    assert not window.visible("county-stick-export")
    said = ended(window)
    assert "可以拔U盘了，拿到县里去" in said
    (name,) = bundles(stick)
    assert name.startswith("yizhan-")
    assert name.endswith("-1.yzb")
    entry = noted(window, "county-stick-written")
    assert entry.role is role
    assert f"{entry.details['changes']} 条" in said
    far_county.answer(stick / name)
    can(window, "import")
    window.touch("county-stick-import")
    window.until(lambda: "回信读好了" in ended(window), "the answer")
    assert noted(window, "county-stick-taken").details["received"] == entry.details["changes"]
    window.until(lambda: "刚和县里通过话" in window.text_of("county-words"), "when the county was heard")


def test_the_status_says_when_the_county_signed_and_not_when_the_stick_came(
    desk: DeskWindow, computer: Computer, far_county: County
) -> None:
    stick = computer.plug_in("KINGSTON")
    can(desk, "export")
    desk.touch("county-stick-export")
    ended(desk)
    answer = far_county.answer(stick / bundles(stick)[0])
    written_ms = answer.stat().st_mtime_ns // 1_000_000
    can(desk, "import")
    desk.touch("county-stick-import")
    desk.until(lambda: read_status(desk.places.data).heard_ms > 0, "the status")
    status = read_status(desk.places.data)
    assert status.heard_ms <= written_ms
    assert status.outcome == Outcome.DONE
    assert status.waiting <= 1  # the line of the log is not for the county; what else was made meanwhile is
    assert status.central_ahead_ms is None


def test_a_stick_that_was_not_seen_yet_is_told_of_at_the_foot_of_any_screen(
    open_desk: OpenDesk, computer: Computer, far_county: County
) -> None:
    window = open_desk(**SOON)
    window.log_in()
    computer.plug_in("KINGSTON")
    window.until(lambda: window.visible("desk-foot-county"), "the foot")
    assert window.text_of("desk-foot-county").startswith("U盘插好了，点这里")
    window.touch("desk-foot-county")
    assert window.place is Place.COUNTY
    can(window, "export")
    window.key("Esc")
    assert window.place is Place.TODAY
    assert not window.visible("desk-foot-county")


def test_what_came_of_it_is_told_to_whoever_went_on_to_another_screen(desk: DeskWindow, computer: Computer) -> None:
    computer.plug_in("KINGSTON")
    can(desk, "export")
    desk.touch("county-stick-export")
    desk.go(Place.TODAY)
    desk.until(lambda: desk.visible("desk-news"), "the news")
    assert "可以拔U盘了" in desk.text_of("desk-news-text")


def test_a_station_without_a_county_is_told_that_no_stick_goes_there(open_desk: OpenDesk, computer: Computer) -> None:
    window = open_desk(**SOON)
    window.log_in()
    computer.plug_in("KINGSTON")
    window.key("F12")
    window.until(lambda: window.visible("county-stick-problem"), "the sentence")
    assert window.text_of("county-stick-problem") == Texts(Language.ZH_CN)("error-stick-not-enrolled")
    assert not window.visible("county-stick-export")
    window.key("Esc")
    assert not window.visible("desk-foot-county")


def test_answers_for_others_are_none_and_a_torn_one_says_so(
    desk: DeskWindow, computer: Computer, far_county: County, tmp_path: Path
) -> None:
    stick = computer.plug_in("KINGSTON")
    (stick / "yizhan-Z-1-answer.yzb").write_bytes(b"of another kiosk, or anything")
    can(desk, "export")
    assert not desk.visible("county-stick-import")
    desk.touch("county-stick-export")
    ended(desk)
    (own,) = (name for name in bundles(stick) if not name.endswith("-answer.yzb"))
    answer = far_county.answer(stick / own)
    can(desk, "import")
    whole = answer.read_bytes()
    answer.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    desk.until(lambda: not desk.visible("county-stick-import"), "the look at the changed file")
    can(desk, "import")
    desk.touch("county-stick-import")
    assert ended(desk, "problem") == Texts(Language.ZH_CN)("error-stick-bad-signature")
    assert not desk.visible("county-stick-result")
    assert read_status(desk.places.data).heard_ms == 0
    (stick / f"{answer.stem} (1).yzb").write_bytes(whole)  # the same answer, copied once more
    desk.until(lambda: not desk.visible("county-stick-import"), "the look at the new file")
    can(desk, "import")
    desk.touch("county-stick-import")
    assert "回信读好了" in ended(desk)


def test_a_locked_stick_is_read_and_not_written(desk: DeskWindow, computer: Computer, far_county: County) -> None:
    first = computer.plug_in("KINGSTON")
    can(desk, "export")
    desk.touch("county-stick-export")
    ended(desk)
    answer = far_county.answer(first / bundles(first)[0])
    shutil.copy(answer, first.parent / "kept")
    computer.pull_out("KINGSTON")
    desk.until(lambda: not desk.visible("county-stick-name"), "the stick to go")
    locked = computer.plug_in("LOCKED", is_locked=True)
    shutil.copy(first.parent / "kept", locked / answer.name)
    can(desk, "import")
    assert "锁住了" in desk.text_of("county-stick-problem")
    assert not desk.visible("county-stick-export")
    desk.touch("county-stick-import")
    assert "回信读好了" in ended(desk)


def test_of_two_sticks_neither_is_written(desk: DeskWindow, computer: Computer) -> None:
    one, other = computer.plug_in("KINGSTON"), computer.plug_in("SANDISK")
    desk.until(lambda: desk.visible("county-stick-problem"), "the sentence")
    assert "只留一个" in desk.text_of("county-stick-problem")
    desk.until(
        lambda: not desk.visible("county-stick-doing"), "the end of a look onto the first, seen before the other"
    )
    assert not desk.visible("county-stick-export")
    computer.pull_out("SANDISK")
    can(desk, "export")
    assert not desk.visible("county-stick-problem")
    assert bundles(one) == []
    assert not other.exists()


def test_a_stick_that_is_gone_when_it_is_to_be_written_is_never_called_done(
    open_desk: OpenDesk, computer: Computer, far_county: County
) -> None:
    stick = computer.plug_in("KINGSTON")
    desk = open_desk(stick_look_ms=600_000, county_pace=QUICK)  # the touch comes before the next look
    desk.log_in()
    desk.key("F12")
    can(desk, "export")
    computer.pull_out("KINGSTON")
    desk.touch("county-stick-export")
    assert ended(desk, "problem") == Texts(Language.ZH_CN)("error-stick-unwritable")
    assert not desk.visible("county-stick-result")
    assert not stick.exists()
    assert log(desk).action != "county-stick-written"


def test_a_full_stick_says_so(desk_with: Callable[[str], DeskWindow]) -> None:
    window = desk_with(IS_FULL)
    window.touch("county-stick-export")
    assert ended(window, "problem") == Texts(Language.ZH_CN)("error-stick-full")
    assert window.visible("county-stick-export")


def test_what_broke_off_does_not_count(desk_with: Callable[[str], DeskWindow]) -> None:
    window = desk_with(DIES)
    window.touch("county-stick-export")
    assert "不算数" in ended(window, "problem")
    assert log(window).action != "county-stick-written"


def test_the_bar_fills_and_the_desk_goes_on_meanwhile(desk_with: Callable[[str], DeskWindow]) -> None:
    window = desk_with(LIVES)
    window.touch("county-stick-export")
    window.until(lambda: window.widget("county-stick-progress").accessibleName() == "25%", "the bar")
    assert "先别拔" in window.text_of("county-stick-doing")
    window.go(Place.TODAY)
    assert not window.visible("desk-foot-county")
    window.key("F12")
    assert window.widget("county-stick-progress").accessibleName() == "25%"


def test_a_desk_that_closes_ends_the_process_and_leaves_nothing_half_written(
    desk: DeskWindow, computer: Computer
) -> None:
    stick = computer.plug_in("KINGSTON")
    can(desk, "export")
    desk.touch("county-stick-export")
    desk.close()
    assert [name for name in bundles(stick) if not name.endswith("-1.yzb")] == []


def test_the_keyboard_alone_is_enough(desk: DeskWindow, computer: Computer) -> None:
    computer.plug_in("KINGSTON")
    can(desk, "export")
    tab_to(desk, "county-stick-export")
    desk.key("Return")
    assert "可以拔U盘了" in ended(desk)
    assert desk.widget("county-stick-export").hasFocus()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["portrait", "office", "small"])
def test_all_of_it_can_be_read_on_every_panel(
    open_desk: OpenDesk, computer: Computer, far_county: County, size: object, language: Language
) -> None:
    window = open_desk(size=size, language=language, **SOON)
    window.use(disagreed)
    window.log_in()
    stick = computer.plug_in("KINGSTON_DataTraveler_3.0")
    window.until(lambda: window.visible("desk-foot-county"), "the foot")
    assert clipped(window) == []
    window.key("F12")
    can(window, "export")
    assert clipped(window) == []
    window.touch("county-stick-export")
    assert clipped(window) == []
    ended(window)
    far_county.answer(stick / bundles(stick)[0])
    can(window, "import")
    assert clipped(window) == []
    window.touch("county-stick-import")
    window.until(lambda: window.visible("county-stick-import") and bool(ended(window)), "the answer")
    assert clipped(window) == []
