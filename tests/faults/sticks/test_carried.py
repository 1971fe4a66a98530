"""A stick does what the network does; also by the commands."""

from __future__ import annotations

import pytest

from kiosk.domain.language import Language
from kiosk.texts.catalogue import ASSETS
from sync.central.cli import main as central_main
from sync.client.bundles import Stick
from sync.client.machine import machine_mark
from sync.client.report import Outcome
from tests.faults.sticks.carrying import (
    MUCH,
    REGION,
    Town,
    has_all,
    offer,
    offer_centrally,
    prune_all,
    register,
    replies,
    say_much,
    waiting,
    wish,
)
from ui.cli import main as kiosk_main


def test_a_station_without_a_network_is_part_of_the_market(town: Town) -> None:
    ours, person = offer(town.east, "砌墙"), register(town.east, "李四")
    theirs, central_ = offer(town.west, "搬砖"), offer_centrally(town, "抹灰")
    town.west.sync()
    report = town.there_and_back(town.east)
    assert (report.outcome, report.agrees, report.refused) == (Outcome.DONE, True, 0)
    assert report.sent >= 2
    assert waiting(town.east) == 0
    found = {str(id_) for (id_,) in town.east.rows("select id from postings")}
    assert {ours, theirs, central_} <= found
    town.west.sync()
    assert town.west.rows("select 1 from postings where id = ?", ours)
    assert not town.west.rows("select 1 from people where id = ?", person)
    assert town.east.line.requests == 0
    has_all(town, town.east, town.west)


def test_slots_come_on_the_stick_too(town: Town) -> None:
    id_ = offer_centrally(town, "抹灰", headcount=4)
    town.there_and_back(town.east)
    assert wish(town.east, id_) is not None


def test_an_outbox_of_many_requests_goes_in_one_file(town: Town) -> None:
    say_much(town.east)
    exported = town.export(town.east)
    assert exported.operations >= MUCH
    answered = town.carry(exported.path)
    assert (answered.applied, answered.refused) == (exported.operations, 0)
    said = replies(town.east, answered.path)
    told = [(news.scope, news.end) for reply in said for news in (*reply.tails, *reply.pages)]
    assert len(said) > 1
    assert len(set(told)) == len(told)  # nothing is told twice
    report = town.take(town.east, answered.path)
    assert (report.sent, report.rounds > 1, report.agrees) == (exported.operations, True, True)
    assert waiting(town.east) == 0


def test_news_of_thousands_of_postings_come_as_pages(town: Town) -> None:
    offer_centrally(town, "活", count=900)
    report = town.there_and_back(town.east)
    assert (report.written >= 900, report.agrees) == (True, True)
    has_all(town, town.east)


def test_a_station_long_away_gets_a_snapshot_on_the_stick(town: Town) -> None:
    id_ = offer(town.east, "砌墙")
    town.east.sync()
    offer_centrally(town, "活", count=300)
    prune_all(town)
    report = town.there_and_back(town.east)
    assert (report.outcome, report.agrees) == (Outcome.DONE, True)
    assert town.east.rows("select 1 from postings where id = ?", id_)
    has_all(town, town.east)


def test_an_answer_without_a_question_brings_everything(town: Town) -> None:
    id_ = offer_centrally(town, "抹灰", count=200)
    waits = offer(town.east, "砌墙")
    before = town.kept()["kiosks"]
    answered = town.bundles.answer(REGION, 1, town.stick)
    assert answered.path.name == f"yizhan-{answered.prefix}-0-answer.yzb"
    assert len(before) == len(town.kept()["kiosks"])
    report = town.take(town.east, answered.path)
    assert report.written >= 200
    assert waiting(town.east) > 0
    assert wish(town.east, id_) is not None
    assert town.east.rows("select 1 from postings where id = ?", waits)
    has_all(town, town.east)


def test_files_are_named_by_the_slips_letter_and_their_number(town: Town) -> None:
    prefix = town.east.station.station.prefix
    assert [town.export(town.east).path.name for _ in range(2)] == [f"yizhan-{prefix}-1.yzb", f"yizhan-{prefix}-2.yzb"]
    answered = town.carry(town.stick / f"yizhan-{prefix}-2.yzb")
    assert answered.path == town.stick / f"yizhan-{prefix}-2-answer.yzb"
    named = Stick(town.east.station, town.east.engine).export(town.stick / "other.yzb")
    assert named.path == town.stick / "other.yzb"
    assert sorted(file.suffix for file in town.stick.iterdir()) == [".yzb"] * 4


def test_both_ways_tell_how_far_they_are(town: Town) -> None:
    say_much(town.east)
    steps: list[list[tuple[int, int]]] = [[], [], []]
    stick = Stick(town.east.station, town.east.engine)
    exported = stick.export(town.stick, progress=lambda *step: steps[0].append(step))
    answered = town.bundles.take(exported.path, progress=lambda *step: steps[1].append(step))
    stick.take(answered.path, progress=lambda *step: steps[2].append(step))
    for told in steps:
        assert len(told) >= 2
        assert told == sorted(told)
        assert {of for _, of in told} == {told[-1][0]}


def test_the_commands_carry_it_there_and_back(
    town: Town, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIZHAN_KEYS", str(town.east.places.keys))
    id_ = offer(town.east, "砌墙")
    offer_centrally(town, "抹灰")
    town.east.station.database.execute("update central set machine = ?", (machine_mark(),))
    town.east.close()
    data = ["--data", str(town.east.places.data), "--lang", "en"]
    prefix, out = town.east.station.station.prefix, town.folder / "out"
    out.mkdir()
    try:
        assert kiosk_main(["bundle", "export", str(town.stick), *data]) == 0
        up = town.stick / f"yizhan-{prefix}-1.yzb"
        assert str(up) in capsys.readouterr().out
        assert central_main(["bundle", "import", str(up), "--out", str(out), "--database", town.url]) == 0
        down = out / f"yizhan-{prefix}-1-answer.yzb"
        assert str(down) in capsys.readouterr().out
        assert kiosk_main(["bundle", "import", str(down), *data]) == 0
        assert "new here" in capsys.readouterr().out
        assert central_main(["bundle", "import", str(down), "--database", town.url]) == 2
        assert "goes the other way" in capsys.readouterr().err
        assert kiosk_main(["bundle", "import", str(up), *data]) == 2
        assert "goes the other way" in capsys.readouterr().err
        assert central_main(["bundle", "export", "东街驿站", "--out", str(out), "--database", town.url]) == 0
        assert kiosk_main(["bundle", "import", str(out / f"yizhan-{prefix}-0-answer.yzb"), *data]) == 0
        assert central_main(["bundle", "export", "没有的站", "--out", str(out), "--database", town.url]) == 2
    finally:
        town.east.machine = machine_mark()
        town.east.open()
    assert waiting(town.east) == 0
    town.west.sync()
    assert town.west.rows("select 1 from postings where id = ?", id_)


def test_every_sentence_about_sticks_is_there_in_both_languages() -> None:
    keys = []
    for language in Language:
        lines = (ASSETS / "texts" / language / "sync-stick.ftl").read_text("utf-8").splitlines()
        keys.append([line.split(" = ")[0] for line in lines])
    assert keys[0] == keys[1]
