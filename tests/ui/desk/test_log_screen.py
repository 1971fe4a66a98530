"""The log as staff read it: every action has its words, and nothing about a person stands in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.desk import desk as desk_module
from kiosk.desk.demo_history import make_history
from kiosk.desk.logbook import PAGE
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.complaint import StepKind
from kiosk.domain.forgetting import ForgetReason
from kiosk.domain.language import Language
from kiosk.domain.log_entry import LogEntry, SubjectKind
from kiosk.domain.person import Consent
from kiosk.domain.posting import PostingState
from kiosk.domain.staff import Role
from kiosk.domain.training import SignUpState
from kiosk.texts.catalogue import Texts
from tests.ui.desk.window import DeskWindow
from ui.desk.shell import DeskShell
from ui.screens.desk.log_words import BETWEEN, about, subject_text
from ui.screens.desk.screen import Place
from ui.widgets.desk.rows import Rows

DESK = Path(desk_module.__file__).parent
COMPOSED = {
    *(f"posting-{state.value}" for state in PostingState if state is not PostingState.DRAFT),
    *(f"complaint-{kind.value.replace('_', '-')}" for kind in StepKind),
    *(f"class-{state.value.replace('_', '-')}" for state in SignUpState),
}
"""Actions whose names are put together from a state."""


def written_actions() -> Iterator[str]:
    """The first word of every note that the use-cases write out."""
    for path in DESK.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)


@pytest.mark.parametrize("language", Language)
def test_every_action_has_its_words(language: Language) -> None:
    texts = Texts(language)
    actions = {*written_actions(), *COMPOSED}
    assert len(actions) > 40
    assert sorted(action for action in actions if not texts.has(f"log-did-{action}")) == []


def test_what_a_month_of_work_writes_can_be_read_and_names_nobody(desk_window: DeskWindow) -> None:
    desk_window.use(lambda desk: make_history(desk.room, seed=4, days=10, people=60))
    texts = Texts(Language.ZH_CN)
    lines = desk_window.use(lambda desk: desk.logbook.latest(limit=100_000))
    assert sorted({line.action for line in lines if not texts.has(f"log-did-{line.action}")}) == []
    told = " ".join(str(line) for line in lines)
    people = desk_window.use(lambda desk: desk.room.database.rows("select name, phone from people"))
    assert people
    assert [one for one in people if one[0] in told or (one[1] and one[1] in told)] == []
    assert desk_window.use(lambda desk: desk.logbook.check()).first_broken is None


@pytest.mark.parametrize("language", Language)
def test_whom_and_what_a_line_is_about_is_said_in_words(desk_window: DeskWindow, language: Language) -> None:
    desk_window.use(lambda desk: make_history(desk.room, seed=4, days=10, people=60))
    texts = Texts(language)
    lines = desk_window.use(lambda desk: desk.logbook.latest(limit=100_000))
    subjects = desk_window.use(lambda desk: desk.logbook.subjects(lines))
    told = {line.seq: about(line, subjects, texts) for line in lines}
    unread = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}|[a-z]_[a-z]|None|minor")
    assert sorted({text for text in told.values() if unread.search(text)}) == []
    registered = next(line for line in lines if line.action == "person-registered")
    assert told[registered.seq].startswith(subjects[registered.subject].name + BETWEEN)
    assert {subject.kind for subject in subjects.values()} >= set(SubjectKind) - {
        SubjectKind.SLIP,
        SubjectKind.WORK_WISH,
    }


def test_the_visit_of_nobody_known_is_no_row_of_letters() -> None:
    entry = LogEntry(
        seq=1, at_ms=0, staff_id="", role=Role.WORKER, device="desk-1", action="arrival-called", subject="2026-11-21",
        details={"visit": "01a17be4-de0c-7759-8393-984881ec7ae1"},
    )  # fmt: skip
    assert about(entry, {}, Texts(Language.EN)) == ""


def test_a_technician_reads_numbers_and_no_names_of_workers(desk_window: DeskWindow) -> None:
    desk_window.use(lambda desk: make_history(desk.room, seed=4, days=5, people=40))
    lines = desk_window.use(lambda desk: desk.logbook.latest(limit=100_000))
    subjects = desk_window.use(lambda desk: desk.logbook.subjects(lines), role=Role.TECHNICIAN)
    people = [each for each in subjects.values() if each.kind is SubjectKind.PERSON]
    assert people
    assert {each.name for each in people} == {""}
    assert subject_text(people[0], Texts(Language.EN)) == f"registration no. {people[0].number}"


def test_whoever_was_forgotten_has_no_name_in_the_log_either(desk_window: DeskWindow) -> None:
    person = desk_window.use(lambda desk: desk.people.register(WalkIn(name="王秀英", consent=Consent.GIVEN))).value
    desk_window.use(lambda desk: desk.forgetting.forget(person.id, reason=ForgetReason.ASKED), role=Role.HEAD)
    lines = desk_window.use(lambda desk: desk.logbook.latest())
    subjects = desk_window.use(lambda desk: desk.logbook.subjects(lines))
    assert subjects[person.id].name == ""
    assert "王秀英" not in " ".join(about(line, subjects, Texts(Language.ZH_CN)) for line in lines)


def open_log(desk_window: DeskWindow) -> Rows:
    desk_window.log_in(Role.CLERK)
    desk_window.go(Place.MORE)
    desk_window.touch("more-log")
    desk_window.settle()
    return desk_window.widget("log-rows", Rows)


def test_the_log_is_shown_newest_first_and_older_lines_by_a_button(desk_window: DeskWindow) -> None:
    desk_window.use(lambda desk: make_history(desk.room, seed=4, days=10, people=60))
    rows = open_log(desk_window)
    assert rows.rows[0].cells[2] == "进来了"
    first = len(rows.rows)
    desk_window.touch("log-older")
    desk_window.settle()
    assert len(rows.rows) > first
    assert isinstance(desk_window.shell, DeskShell)


def test_older_lines_stay_on_the_screen_when_something_is_done_at_another_desk(desk_window: DeskWindow) -> None:
    desk_window.use(lambda desk: make_history(desk.room, seed=4, days=10, people=60))
    rows = open_log(desk_window)
    newest = rows.rows[0].key
    desk_window.touch("log-older")
    desk_window.settle()
    desk_window.use(lambda desk: desk.people.register(WalkIn(name="王秀英", consent=Consent.GIVEN)))
    desk_window.until(lambda: rows.rows[0].key != newest, "what was done at the other desk")
    assert len(rows.rows) == 2 * PAGE


def test_a_line_that_another_program_changes_is_found(desk_window: DeskWindow) -> None:
    with pytest.raises(Exception, match="the desk log is not changed"):
        desk_window.use(lambda desk: desk.room.database.execute("update desk_log set staff_id = 'x' where seq = 1"))
    desk_window.use(lambda desk: _tamper(desk.room.database))
    assert desk_window.use(lambda desk: desk.logbook.check()).first_broken == 2


def test_the_log_is_checked_by_a_touch_and_says_what_it_found(desk_window: DeskWindow) -> None:
    desk_window.use(lambda desk: make_history(desk.room, seed=4, days=5, people=40))
    open_log(desk_window)
    desk_window.touch("log-check")
    desk_window.settle()
    assert desk_window.text_of("log-checked").startswith("记录是完整的")
    desk_window.use(
        lambda desk: desk.room.database.execute("update visits set running = running + 500 where running = 1")
    )
    desk_window.touch("log-check")
    desk_window.settle()
    assert desk_window.text_of("log-checked").startswith("今天到站的顺序和记录对不上")
    desk_window.use(lambda desk: _tamper(desk.room.database))
    desk_window.touch("log-check")
    desk_window.settle()
    assert desk_window.text_of("log-checked").startswith("第2条记录被人动过")


def _tamper(database: object) -> None:
    run = database.execute  # type: ignore[attr-defined]  # a Database
    run("drop trigger desk_log_is_not_changed")
    run("update desk_log set staff_id = 'x' where seq = 2")
