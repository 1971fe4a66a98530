"""What stands around a dispatch: postings that take people now, today's dispatches, the employer's sheet as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.dispatch_desk import file_name
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.language import Language
from kiosk.domain.person import Consent
from kiosk.domain.posting import Posting, PostingState
from kiosk.errors import Refused, StoreError, UnknownThing
from kiosk.services import OpenStation
from kiosk.slips.document import Table
from kiosk.texts.catalogue import Texts
from tests.desk.conftest import TODAY

Offer = Callable[..., Posting]
ZH, EN = Texts(Language.ZH_CN), Texts(Language.EN)


def visitor(desk: Desk, name: str = "王秀英") -> str:
    """Somebody who is here today; their visit."""
    person = desk.people.register(WalkIn(name=name, consent=Consent.GIVEN), also_new=True).value
    return desk.arrivals.sign_in(person.id).value.visit_id


def test_the_nearest_start_comes_first_and_of_two_as_near_the_one_to_come(desk: Desk, offer: Offer) -> None:
    days = {
        offer(title=str(away), first_day=TODAY + timedelta(away), last_day=TODAY + timedelta(9)).id: away
        for away in (5, -1, 0, 1, -6)
    }
    assert [days[posting.id] for posting in desk.dispatch_desk.takers("", ZH)] == [0, 1, -1, 5, -6]
    assert [days[posting.id] for posting in desk.dispatch_desk.takers("", ZH, limit=2)] == [0, 1]


def test_only_postings_that_take_somebody_now_are_listed(desk: Desk, offer: Offer, station: OpenStation) -> None:
    good, full, paused = offer(title="a"), offer(title="b", headcount=1), offer(title="c")
    offer(title="d", verified_by=None)
    offer(title="e", first_day=TODAY - timedelta(2), last_day=TODAY - timedelta(1))
    desk.dispatch.send(full.id, visit_ids=[visitor(desk)])
    station.postings.set_state(paused.id, PostingState.PAUSED)
    assert [posting.id for posting in desk.dispatch_desk.takers("", ZH)] == [good.id]


@pytest.mark.parametrize("words", ["老王", "ＷＡＮＧ", "镇政府", "砌墙", "老王 镇政府", "wang 砌墙"])
def test_employer_title_place_and_trade_are_searched_in_any_spelling(desk: Desk, offer: Offer, words: str) -> None:
    offer(title="招Wang的瓦工")
    offer(title="x", employer_name="别家", place="别处", trade="cook")
    assert [posting.employer_name for posting in desk.dispatch_desk.takers(words, ZH)] == ["老王施工队"]


def test_trades_are_searched_in_the_language_of_the_desk(desk: Desk, offer: Offer) -> None:
    offer()
    assert len(desk.dispatch_desk.takers("bricklaying", EN)) == 1
    assert desk.dispatch_desk.takers("bricklaying", ZH) == ()


@pytest.mark.parametrize("words", ["\0", "\ud800", "%", "🧓" * 300, "王" * 10_000, "' or 1=1"])
def test_hostile_words_find_nothing(desk: Desk, offer: Offer, words: str) -> None:
    offer()
    assert len(desk.dispatch_desk.takers(words, ZH)) in (0, 1)


def test_today_s_dispatches_are_told_latest_first_without_those_taken_back(desk: Desk, offer: Offer) -> None:
    first, second, third = (offer(title=title, employer_name=title) for title in "abc")
    desk.dispatch.send(first.id, visit_ids=[visitor(desk, "甲"), visitor(desk, "乙")])
    desk.dispatch.send(second.id, visit_ids=[visitor(desk, "丙")])
    undo = desk.dispatch.send(third.id, visit_ids=[visitor(desk, "丁")]).undo
    assert undo is not None
    undo()
    told = [(each.posting.id, each.count) for each in desk.dispatch_desk.sent_today()]
    assert told == [(second.id, 1), (first.id, 2)]


def test_the_paper_has_a_row_for_everybody(desk: Desk, offer: Offer) -> None:
    done = desk.dispatch.send(offer().id, visit_ids=[visitor(desk, "甲"), visitor(desk, "乙")])
    paper = desk.dispatch_desk.document([done.value.id], ZH)
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [row[2] for row in table.rows] == ["甲", "乙"]
    assert "老王施工队" in paper.title


def test_a_file_is_written_beside_those_that_are_there(desk: Desk, offer: Offer, tmp_path: Path) -> None:
    done = desk.dispatch.send(offer().id, visit_ids=[visitor(desk, "=1+1")])
    paths = [desk.dispatch_desk.save([done.value.id], tmp_path / "new folder", ZH) for _ in range(3)]
    assert len(set(paths)) == 3
    cells = [cell.value for row in openpyxl.load_workbook(paths[0]).active for cell in row]  # type: ignore[union-attr]
    assert "=1+1" in cells
    line = next(line for line in desk.logbook.latest() if line.action == "exported")
    assert line.details["rows"] == 1


def test_a_folder_that_cannot_be_written_to_is_told_of(desk: Desk, offer: Offer, tmp_path: Path) -> None:
    done = desk.dispatch.send(offer().id, visit_ids=[visitor(desk)])
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError):
        desk.dispatch_desk.save([done.value.id], tmp_path / "file", ZH)


def test_nobody_sent_and_several_employers_make_no_file(desk: Desk, offer: Offer, tmp_path: Path) -> None:
    with pytest.raises(UnknownThing):
        desk.dispatch_desk.save(["nothing"], tmp_path, ZH)
    ids = [
        desk.dispatch.send(offer(employer_name=name, title=name).id, visit_ids=[visitor(desk, name)]).value.id
        for name in "ab"
    ]
    with pytest.raises(Refused):
        desk.dispatch_desk.save(ids, tmp_path, ZH)
    assert list(tmp_path.glob("*.xlsx")) == []


@pytest.mark.parametrize("employer", ["a/b:c*?", "王" * 200, "..", "\ud800", "CON", "a\0b", "🌾合作社"])
def test_every_employer_s_sheet_has_a_name_that_file_systems_take(desk: Desk, offer: Offer, employer: str) -> None:
    done = desk.dispatch.send(offer().id, visit_ids=[visitor(desk)])
    sheet = desk.dispatch.sheet([done.value.id])
    posting = replace(sheet.postings[0], employer_name=employer)
    name = file_name(replace(sheet, postings=(posting,)), ZH)
    assert 0 < len(name.encode()) <= 150
    assert not set(name) & set('<>:"/\\|?*\0')
    assert name == name.strip(" .")
