"""In any order, twice, late and beside the network a stick does what the network alone does."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.domain.ids import new_id
from sync.central.store.tables import leases
from sync.client.report import Outcome
from tests.faults.sticks.carrying import (
    REGION,
    Town,
    has_all,
    here,
    known,
    offer,
    offer_centrally,
    prune_all,
    replies,
    say_much,
    wish,
)
from tests.faults.town import Kiosk


def test_the_same_files_taken_again_change_nothing(town: Town) -> None:
    offer(town.east, "砌墙")
    id_ = offer_centrally(town, "抹灰")
    up = town.export(town.east).path
    down = town.carry(up).path
    once = town.kept()
    town.carry(up)
    assert town.kept() == once
    town.take(town.east, down)
    wish(town.east, id_)
    before = here(town.east)
    report = town.take(town.east, down)
    assert here(town.east) == before
    assert (report.sent, report.written, report.gone, report.agrees) == (0, 0, 0, None)


def test_old_files_change_nothing_once_the_network_has_told_more(town: Town) -> None:
    central_ = offer_centrally(town, "抹灰", headcount=6)
    up = town.export(town.east).path
    down = town.carry(up).path
    for number in range(3):
        id_ = offer(town.east, f"砌墙{number}")
        wish(town.east, id_)
        offer_centrally(town, "活", count=60)
        town.east.sync()
        wish(town.east, central_)
    has_all(town, town.east, town.west)
    there, before = town.kept(), here(town.east)
    town.take(town.east, down)
    assert here(town.east) == before
    later = town.carry(up)
    assert {name: rows for name, rows in town.kept().items() if name != "pages"} == {
        name: rows for name, rows in there.items() if name != "pages"
    }
    assert not later.is_forked
    report = town.take(town.east, later.path)
    assert here(town.east) == before
    assert report.outcome is Outcome.DONE
    has_all(town, town.east, town.west)


def test_an_old_snapshot_does_not_take_new_rows_away(town: Town) -> None:
    offer_centrally(town, "活", count=300)
    town.east.sync()
    prune_all(town)
    down = town.bundles.answer(REGION, 1, town.stick).path
    assert any(page.is_snapshot for reply in replies(town.east, down) for page in reply.pages)
    offer(town.west, "搬砖")
    town.west.sync()
    town.east.sync()
    before = here(town.east)
    town.take(town.east, down)
    assert here(town.east) == before


def test_an_answer_whose_beginning_is_not_known_here_yet_is_left_aside(town: Town) -> None:
    """Two answers, the second to a question that was asked when the kiosk knew more than a copy put back does."""
    offer_centrally(town, "活", count=10)
    town.east.sync()
    position = town.east.rows("select position from sync_scopes where scope = 'region'")
    offer_centrally(town, "又", count=10)
    down = town.carry(town.export(town.east).path).path
    town.east.station.database.execute("update sync_scopes set position = position - 5 where scope = 'region'")
    town.take(town.east, down)
    assert town.east.rows("select position from sync_scopes where scope = 'region'") != position
    assert len(town.east.rows("select 1 from postings where title like '又%'")) == 0
    has_all(town, town.east)


def test_what_was_refused_is_told_until_the_kiosk_has_heard_it(town: Town) -> None:
    """Even when the answer that told it first was lost, and the outbox takes several requests."""
    town.east.station.database.execute(
        "insert into operations (id, kind, row_id, fields, base_version, station_time_ms)"
        " values (?, 'nonsense', 'x', '{}', 1, 0)",
        (new_id(),),
    )
    refused = town.east.rows("select max(seq) from operations")[0][0]
    say_much(town.east)
    up = town.export(town.east).path
    assert town.carry(up).refused == 1
    report = town.take(town.east, town.carry(up).path)
    assert report.refused == 1
    assert town.east.rows("select seq from operations where state = 'refused'") == [(refused,)]
    town.east.sync()
    assert town.kept()["refusals"] == []


def test_slots_that_a_late_file_tells_of_take_none_that_were_added_since(town: Town) -> None:
    town.central.enrolment.replace(
        REGION, town.stations[1], kiosk=2
    )  # with nobody to share with, no slot is asked back
    id_ = offer(town.east, "砌墙", headcount=3)
    town.east.sync()
    town.east.station.database.execute(
        "insert into leases (posting_id, grant_no, is_told) values (?, 0, 0)"
        " on conflict do update set grant_no = 0, is_told = 0",
        (id_,),
    )
    up = town.export(town.east).path
    town.east.station.postings.set_headcount(id_, 5)
    town.east.sync()
    assert leased(town, id_) == 5
    town.carry(up)
    holds = town.east.rows("select slots_here from postings where id = ?", id_)[0][0]
    assert leased(town, id_) == holds == 5
    has_all(town, town.east)


def leased(town: Town, posting_id: str) -> int:
    with town.central.store.look() as connection:
        return int(connection.execute(select(leases.c.slots).where(leases.c.posting == posting_id)).scalar_one())


def test_wishes_are_taken_off_once_however_often_the_answer_is_taken(town: Town) -> None:
    id_ = offer(town.west, "搬砖", headcount=1)
    town.west.sync()
    town.east.sync()
    assert wish(town.east, id_) is None
    down = town.carry(town.export(town.east).path).path
    town.take(town.east, down)
    assert town.east.rows("select wishes, told from slot_wants") == [(1, 1)]
    assert wish(town.east, id_) is None
    town.take(town.east, down)
    assert town.east.rows("select wishes, told from slot_wants") == [(2, 1)]


@pytest.mark.parametrize("seed", range(6))
def test_sticks_and_network_in_any_order_end_as_the_network_alone(town: Town, seed: int) -> None:
    chance = random.Random(seed)
    ups: list[Path] = []
    downs: list[tuple[Kiosk, Path]] = []
    postings: list[str] = []
    paper: list[str] = []
    headcount = 4
    happened: set[str] = set()

    def work(kiosk: Kiosk) -> None:
        postings.append(offer(kiosk, f"活{len(postings)}", headcount=headcount))

    def hand_out(kiosk: Kiosk) -> None:
        open_ = [str(id_) for (id_,) in kiosk.rows("select id from postings where state = 'open' order by id")]
        if open_:
            wanted = chance.choice(open_)
            if wish(kiosk, wanted):
                paper.append(wanted)

    def central_work(kiosk: Kiosk) -> None:
        postings.append(offer_centrally(town, f"县{len(postings)}-", headcount=headcount, count=chance.choice((1, 60))))

    def export(kiosk: Kiosk) -> None:
        ups.append(town.export(kiosk).path)

    def carry(kiosk: Kiosk) -> None:
        if ups:
            file = chance.choice(ups)
            copy = town.folder / f"out-{len(downs)}"
            copy.mkdir()
            answered = town.bundles.take(file, folder=copy)
            assert not answered.is_forked
            writer = next(one for one in town.kiosks if one.station.station.prefix == answered.prefix)
            downs.append((writer, answered.path))

    def unasked(kiosk: Kiosk) -> None:
        copy = town.folder / f"out-{len(downs)}"
        copy.mkdir()
        downs.append((kiosk, town.bundles.answer(REGION, town.kiosks.index(kiosk) + 1, copy).path))

    def take(kiosk: Kiosk) -> None:
        if downs:
            reader, file = chance.choice(downs)
            before = known(reader)
            assert town.take(reader, file).outcome is Outcome.DONE
            assert all(new >= old for new, old in zip(known(reader), before, strict=True)), f"seed {seed}"

    def sync(kiosk: Kiosk) -> None:
        assert kiosk.sync().outcome is Outcome.DONE

    steps: list[Callable[[Kiosk], None]] = [
        work, hand_out, hand_out, hand_out, central_work, export, carry, carry, take, take, take, unasked, sync,
    ]  # fmt: skip
    for _ in range(60):
        step, kiosk = chance.choice(steps), chance.choice(town.kiosks)
        step(kiosk)
        happened.add(step.__name__)
        assert all(paper.count(id_) <= headcount for id_ in postings), f"seed {seed}"
    assert len(happened) == len({step.__name__ for step in steps}), f"seed {seed}"
    has_all(town, *town.kiosks)
    for kiosk in town.kiosks:
        assert {str(id_) for (id_,) in kiosk.rows("select id from postings")} >= set(postings), f"seed {seed}"
        assert not kiosk.rows("select 1 from operations"), f"seed {seed}"
    assert len(paper) == sum(len(kiosk.rows("select 1 from slips where is_ours")) for kiosk in town.kiosks)
    for reader, file in downs:
        town.take(reader, file)
    for file in ups:
        town.carry(file)
    has_all(town, *town.kiosks)
