"""The screen about the county: how it stands, sending now, and what a person settles; and the line at the foot."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from kiosk.care.places import Places
from kiosk.desk.desk import Desk
from kiosk.domain.language import Language
from kiosk.domain.posting import Posting
from kiosk.domain.staff import Role
from kiosk.store.outbox import Outbox
from kiosk.store.postings import KEPT
from sync.client.report import Outcome, Report
from sync.client.status import Status, asked_at, sync_folder, write_status
from tests.ui.conftest import Unexpected
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.hall import WIDE_NAME, open_postings
from tests.ui.desk.test_by_keyboard import go, log_in, tab_to
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from tests.ui.window import MORNING
from ui.desk.county_watch import Pace
from ui.screens.desk.screen import Place
from ui.sync_process import SyncPlan, SyncProcess

NOW_MS = int(MORNING.timestamp() * 1000)
QUICK = Pace(look_ms=20, poll_ms=5, patience_ms=200)
PATIENT = replace(QUICK, patience_ms=60_000)


def disagreed(desk: Desk, *, reasons: tuple[str, ...] = ("row-of-others",), field: str = "place") -> Posting:
    """The county refuses changes of a posting, one for each of `reasons`, and tells of a field that two sides set."""
    database, outbox = desk.room.database, Outbox(desk.room.database)
    posting = open_postings(desk)[0]
    rows = desk.room.rows(KEPT)
    with database.transaction():
        outbox.confirm(through=outbox.waiting(limit=10_000)[-1].seq if outbox.count_waiting() else 0)
        for number, _ in enumerate(reasons):
            rows.change(posting.id, {"place": f"村口{number}", "note": f"带水{number}"})
        waiting = [each.seq for each in outbox.waiting()]
        if waiting:
            outbox.confirm(through=waiting[-1], refused=dict(zip(waiting, reasons, strict=True)))
        if field:
            values = ("c-1", "posting", posting.id, field, _said("老学校"), _said("村口0"), NOW_MS)
            database.execute("insert into conflicts values (?, ?, ?, ?, ?, ?, ?, 'open', 1)", values)
    return posting


def _said(value: object) -> str:
    return json.dumps({"value": value})


def synced(places: Places, outcome: Outcome = Outcome.DONE, *, waiting: int = 0) -> Status:
    """The process beside the screen has synced."""
    report = Report(outcome=outcome, central_ms=time.time_ns() // 1_000_000, heard_at_s=time.monotonic())
    return write_status(places.data, places.central_time, report, waiting=waiting, refused=0)


def shown(window: DeskWindow, beginning: str) -> set[str]:
    return {name for name in window.names() if name.startswith(beginning)}


def test_a_station_without_a_county_says_so_and_has_nothing_at_the_foot(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    desk_window.go(Place.MORE)
    desk_window.touch("more-county")
    desk_window.settle()
    desk_window.until(lambda: "还没有接到县里" in desk_window.text_of("county-words"), "the sentence")
    assert "都收下了" in desk_window.text_of("county-all-well")
    assert not desk_window.visible("desk-foot")


def test_the_foot_says_when_the_county_was_heard(open_desk: OpenDesk) -> None:
    window = open_desk(county_pace=QUICK)
    window.log_in()
    assert not window.visible("desk-foot")
    synced(window.places)
    window.until(lambda: window.visible("desk-foot"), "the foot")
    assert window.text_of("desk-foot-words") == "刚和县里通过话。"
    assert not window.visible("desk-foot-county")


def test_the_foot_leads_by_a_touch_to_what_waits_for_a_decision(desk_window: DeskWindow) -> None:
    desk_window.use(disagreed)
    desk_window.log_in()
    desk_window.until(lambda: desk_window.visible("desk-foot-county"), "the foot")
    assert "2" in desk_window.text_of("desk-foot-county")
    desk_window.touch("desk-foot-county")
    desk_window.settle()
    assert desk_window.place is Place.COUNTY
    desk_window.key("Esc")
    assert desk_window.place is Place.TODAY


def test_what_others_refuse_meanwhile_comes_to_the_foot_by_itself(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    desk_window.use(disagreed)
    desk_window.until(lambda: desk_window.visible("desk-foot-county"), "the foot")


def test_a_refused_change_says_what_why_and_is_sent_again(desk_window: DeskWindow) -> None:
    posting = desk_window.use(disagreed)
    desk_window.log_in()
    desk_window.key("F12")
    desk_window.settle()
    (card,) = (name for name in shown(desk_window, "county-refused-") if name.removeprefix("county-refused-").isdigit())
    assert posting.title in desk_window.text_of(f"{card}-title")
    assert "地方" in desk_window.text_of(f"{card}-line-0")
    assert "别的站" in desk_window.text_of(f"{card}-line-1")
    assert not desk_window.widget(f"{card}-give-up").isEnabled()
    desk_window.touch(f"{card}-again")
    desk_window.settle()
    assert posting.title in desk_window.text_of("desk-news-text")
    assert not desk_window.visible(card)
    assert desk_window.use(lambda desk: Outbox(desk.room.database).waiting()[-1].row_id) == posting.id


def test_the_head_gives_one_up(desk_window: DeskWindow) -> None:
    desk_window.use(lambda desk: disagreed(desk, field=""))
    desk_window.log_in(Role.HEAD)
    desk_window.key("F12")
    desk_window.settle()
    (button,) = (name for name in desk_window.names() if name.endswith("-give-up"))
    desk_window.touch(button)
    desk_window.settle()
    assert desk_window.visible("county-all-well")
    desk_window.key("F1")
    desk_window.until(lambda: not desk_window.visible("desk-foot-county"), "the foot")
    assert desk_window.use(lambda desk: desk.county.refused()) == ()


def test_the_value_that_lost_is_put_back_and_that_taken_back(desk_window: DeskWindow) -> None:
    posting = desk_window.use(disagreed)
    desk_window.log_in()
    desk_window.key("F12")
    desk_window.settle()
    assert "村口0" in desk_window.text_of("county-conflict-c-1-line-1")
    assert "老学校" in desk_window.text_of("county-conflict-c-1-line-2")
    desk_window.touch("county-conflict-c-1-restore")
    desk_window.settle()
    assert desk_window.use(lambda desk: desk.postings.get(posting.id).posting.place) == "老学校"
    assert not desk_window.visible("county-conflict-c-1")
    desk_window.key("Ctrl+Z")
    desk_window.settle()
    assert desk_window.use(lambda desk: desk.postings.get(posting.id).posting.place) == "村口0"
    assert desk_window.visible("county-conflict-c-1")


def test_what_cannot_be_put_back_says_what_to_do_and_stays(desk_window: DeskWindow) -> None:
    desk_window.use(lambda desk: disagreed(desk, field="employer_id"))
    desk_window.log_in()
    desk_window.key("F12")
    desk_window.settle()
    desk_window.touch("county-conflict-c-1-restore")
    desk_window.settle()
    assert "自己改" in desk_window.text_of("desk-news-text")
    assert desk_window.visible("county-conflict-c-1")


def test_the_keyboard_alone_reaches_every_button_and_settles_all(desk_window: DeskWindow) -> None:
    desk_window.use(disagreed)
    log_in(desk_window, Role.HEAD)
    go(desk_window, Place.COUNTY)
    for end in ("-again", "-give-up", "-restore", "-leave"):
        (button,) = (name for name in desk_window.names() if name.startswith("county-") and name.endswith(end))
        tab_to(desk_window, button)
    desk_window.key("Return")
    desk_window.settle()
    assert desk_window.use(lambda desk: desk.county.conflicts()) == ()
    tab_to(desk_window, next(name for name in desk_window.names() if name.endswith("-give-up")))
    desk_window.key("Return")
    desk_window.settle()
    assert desk_window.use(lambda desk: desk.county.refused()) == ()


def test_sending_now_waits_for_the_answer_and_blocks_nothing(open_desk: OpenDesk, places: Places) -> None:
    synced(places, Outcome.OFFLINE)
    window = open_desk(county_pace=replace(PATIENT, look_ms=600_000))
    window.log_in()
    window.key("F12")
    window.until(lambda: "网络不通" in window.text_of("county-words"), "the sentences")
    before = asked_at(window.places.data)
    window.key("Ctrl+Return")
    assert window.text_of("county-words") == "正在传……"
    window.until(lambda: asked_at(window.places.data) != before, "the wish")
    window.key("F1")
    assert window.place is Place.TODAY
    window.key("F12")
    assert window.text_of("county-words") == "正在传……"
    synced(window.places)
    window.until(lambda: "刚和县里通过话" in window.text_of("county-words"), "the answer")
    assert not window.visible("county-progress")
    assert not window.visible("county-problem")


def test_whoever_waits_in_vain_is_told_so_in_plain_words(open_desk: OpenDesk) -> None:
    window = open_desk(county_pace=replace(QUICK, patience_ms=3_000))
    window.log_in()
    synced(window.places)
    window.key("F12")
    window.until(lambda: "刚" in window.text_of("county-words"), "the sentences")
    window.touch("county-send")
    window.until(lambda: window.visible("county-problem"), "the end of patience")
    assert "不用守着" in window.text_of("county-problem")
    assert window.text_of("county-words") == "刚和县里通过话。"
    window.touch("county-send")
    assert not window.visible("county-problem")


def test_a_full_disk_is_told_and_not_waited_for(open_desk: OpenDesk, unexpected: Unexpected) -> None:
    window = open_desk(county_pace=PATIENT)
    window.log_in()
    synced(window.places)
    window.key("F12")
    window.until(lambda: "刚" in window.text_of("county-words"), "the sentences")
    (sync_folder(window.places.data) / "now").mkdir()  # nothing can be written there
    window.touch("county-send")
    window.until(lambda: window.visible("county-problem"), "the trouble")
    assert "技术员" in window.text_of("county-problem")
    unexpected.expect("county_watch")


def test_a_technician_sends_and_sees_no_names(desk_window: DeskWindow) -> None:
    desk_window.use(disagreed)
    desk_window.log_in(Role.TECHNICIAN)
    desk_window.settle()
    assert desk_window.place is Place.COUNTY
    assert desk_window.visible("county-send")
    assert shown(desk_window, "county-conflict") == set()
    desk_window.use(lambda desk: disagreed(desk, field=""))  # whatever changes beside it
    desk_window.live()
    desk_window.settle()
    assert not desk_window.visible("desk-news")
    desk_window.go(Place.MORE)
    desk_window.key("Esc")
    assert desk_window.place is Place.COUNTY


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["portrait", "office", "small"])
def test_everything_can_be_read_on_every_panel(open_desk: OpenDesk, size: object, language: Language) -> None:
    window = open_desk(size=size, language=language, county_pace=QUICK)
    reasons = ("wrong-value place", "row-of-others", "row-unknown")
    window.use(lambda desk: disagreed(desk, reasons=reasons))
    window.use(lambda desk: desk.room.database.execute("update postings set title = ?", (WIDE_NAME,)))
    synced(window.places, Outcome.PORTAL, waiting=3)
    window.log_in()
    window.until(lambda: window.visible("desk-foot-county"), "the foot")
    assert clipped(window) == []
    window.key("F12")
    window.until(lambda: "3" in window.text_of("county-words"), "the sentences")
    assert not window.visible("desk-foot")
    assert clipped(window) == []


def test_a_desk_that_runs_alone_keeps_the_process_beside_it(open_desk: OpenDesk) -> None:
    assert open_desk().app.findChildren(SyncProcess) == []
    assert len(open_desk(sync=SyncPlan()).app.findChildren(SyncProcess)) == 1
