"""The stick: in any order, twice, late and beside the network, it does what the network alone does, or nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.ids import new_id
from kiosk.domain.language import Language
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.person import Consent
from kiosk.domain.posting import Posting
from kiosk.domain.slip import SlipHeld
from kiosk.domain.staff import Actor, Role
from kiosk.store.postings import NewPosting
from kiosk.texts.catalogue import ASSETS, Texts
from sync.central.bundles import Answered, Bundles, NoSealKey
from sync.central.cli import main as central_main
from sync.central.exchange import Revoked
from sync.central.importing import CountyShelf
from sync.central.schema import bring_up_to_date
from sync.central.store.database import Store, now_ms, open_engine, sqlite_url
from sync.central.store.tables import kiosks, leases, metadata
from sync.central.upkeep import faults, prune
from sync.client.bundles import Exported, Stick, StickRefused
from sync.client.machine import machine_mark
from sync.client.report import Outcome, Report
from sync.client.state import SyncState
from sync.protocol.bundle import Bundle, BundleHeader, Part, PartKind, central_mark, write_bundle
from sync.protocol.faults import ProtocolFault
from sync.protocol.sealing import Opener
from sync.protocol.signing import Signer, Verifier
from sync.protocol.wire import PageToFetch, SyncReply, read_reply, request, write_reply, write_request
from tests.faults.town import CountyCentral, Kiosk
from ui.cli import main as kiosk_main

TOWN = "511902100"
NAMES = ("东街驿站", "西街驿站")
REGION = TOWN[:6]
MUCH = 200
CENTRAL_KEEPS = [table for table in metadata.sorted_tables if table.name != "alembic_version"]
SEEN = ("seen_ms", "made_ms")
"""When somebody was heard of: the one thing in which two syncs that did the same may differ."""


class Town:
    """A central, two stations, and a folder that stands for the stick. `like`: a town on the disk to be copied."""

    def __init__(self, folder: Path, *, like: Path | None = None) -> None:
        self.folder, self.stick = folder, folder / "stick"
        if like is not None:
            shutil.copytree(like, folder)
        self.stick.mkdir(parents=True, exist_ok=True)
        self.url = sqlite_url(folder / "central.db")
        store = Store(open_engine(self.url))
        bring_up_to_date(store)
        self.central = CountyCentral(store)
        self.bundles = Bundles(store, self.central.signer)
        self.stations: list[str] = []
        self.kiosks: list[Kiosk] = []
        self.east, self.west = (self.station(name) for name in NAMES)

    def station(self, name: str) -> Kiosk:
        """A station that was there when the town was copied, or a new one."""
        code = ""
        known = [line.station for line in self.central.enrolment.stations() if line.name == name]
        if known:
            self.stations += known
        else:
            added = self.central.add(name, TOWN)
            self.stations.append(added.station)
            code = added.code
        self.kiosks.append(Kiosk(self.folder / f"kiosk-{len(self.kiosks)}", self.central, code))
        return self.kiosks[-1]

    def export(self, kiosk: Kiosk) -> Exported:
        return Stick(kiosk.station, kiosk.engine).export(self.stick)

    def carry(self, file: Path) -> Answered:
        return self.bundles.take(file)

    def take(self, kiosk: Kiosk, file: Path) -> Report:
        return Stick(kiosk.station, kiosk.engine).take(file)

    def there_and_back(self, kiosk: Kiosk) -> Report:
        return self.take(kiosk, self.carry(self.export(kiosk).path).path)

    def kept(self) -> dict[str, list[str]]:
        """All that central keeps, but when it heard of whom."""
        found = {}
        with self.central.store.look() as connection:
            for table in CENTRAL_KEEPS:
                columns = [column for column in table.columns if column.name not in SEEN]
                found[table.name] = sorted(map(repr, connection.execute(select(*columns)).all()))
        return found

    def close(self) -> None:
        for kiosk in self.kiosks:
            kiosk.close()
        self.central.close()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town as it lies on the disk: to make one anew for each test takes seconds."""
    folder = tmp_path_factory.mktemp("towns") / "town"
    Town(folder).close()
    return folder


@pytest.fixture
def town(tmp_path: Path, template: Path) -> Iterator[Town]:
    made = Town(tmp_path / "town", like=template)
    yield made
    made.close()


def posting(words: str, *, headcount: int = 3) -> Posting:
    return Posting(
        id=new_id(),
        trade="mason",
        title=words,
        employer_id="",
        employer_name=f"老板{words}",
        pay=Pay(amount_minor=18_000, unit=PayUnit.DAY),
        headcount=headcount,
        first_day=date(1969, 1, 1),
        last_day=date(2099, 12, 31),
        place=words,
        contact_phone="13800001234",
        verified_by="staff",
    )


def offer(kiosk: Kiosk, words: str, *, headcount: int = 3) -> str:
    new = posting(words, headcount=headcount)
    kiosk.station.postings.save_new([NewPosting(posting=new)])
    return new.id


def offer_centrally(town: Town, words: str, *, headcount: int = 3, count: int = 1) -> str:
    new = [posting(f"{words}{number}", headcount=headcount) for number in range(count)]
    shelf = CountyShelf(town.central.store, REGION, town=TOWN)
    shelf.save_new([NewPosting(posting=one) for one in new])
    return new[-1].id


def say_much(kiosk: Kiosk) -> None:
    """More than one request holds."""
    new = [replace(posting(f"活{number}"), note="砌" * 450) for number in range(MUCH)]
    kiosk.station.postings.save_new([NewPosting(posting=one) for one in new])


def prune_all(town: Town) -> None:
    """Leave nothing of what happened so far but what is there now."""
    prune(town.central.store, days=0, at_ms=now_ms() + 1000)


def register(kiosk: Kiosk, name: str) -> str:
    desk = kiosk.station.desk(Actor(role=Role.HEAD, device="desk", staff_id="staff-1", name="王站长"))
    walk_in = WalkIn(name=name, consent=Consent.GIVEN, trades=("mason",))
    return desk.people.register(walk_in, also_new=True).value.id


def wish(kiosk: Kiosk, posting_id: str) -> str | None:
    station = kiosk.station
    outcome = station.slips.issue(posting_id, wish_id=new_id(), now=station.now())
    return outcome.slip.id if isinstance(outcome, SlipHeld) else None


def here(kiosk: Kiosk) -> dict[str, list[str]]:
    """All that a kiosk keeps, but how many bundles it wrote."""
    names = kiosk.rows("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    found = {}
    for (name,) in names:
        columns = [str(row[1]) for row in kiosk.rows(f"pragma table_info({name})")]
        wanted = ", ".join(column for column in columns if column not in ("stick_no", "stick_heard"))
        found[str(name)] = sorted(map(repr, kiosk.rows(f"select {wanted} from {name}")))
    return found


def known(kiosk: Kiosk) -> tuple[int, ...]:
    """How far a kiosk knows central, and central it: none of it ever goes back."""
    state = SyncState(kiosk.station.database)
    central = state.central()
    assert central is not None
    return *state.positions(), central.grant_no, central.confirmed_seq


def waiting(kiosk: Kiosk) -> int:
    return len(kiosk.rows("select 1 from operations where state = 'waiting'"))


def has_all(town: Town, *kiosks_: Kiosk) -> None:
    """Both ends hold the same, and nobody has anything left to say."""
    for _ in range(2):
        for kiosk in kiosks_:
            assert kiosk.sync().outcome is Outcome.DONE
    for kiosk in kiosks_:
        report = kiosk.sync()
        assert (report.outcome, report.agrees, report.repaired) == (Outcome.DONE, True, 0)
        assert waiting(kiosk) == 0
    assert list(faults(town.central.store)) == []


# It works


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


# Any order, twice, late, beside the network


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


# Files that are not taken


Change = Callable[[bytes], bytes]
TAMPERED: list[tuple[str, Change, str]] = [
    ("empty", lambda data: b"", "bad-message"),
    ("another file", lambda data: b"PK\x03\x04" + data, "bad-message"),
    ("longer", lambda data: data + b"\n", "bad-message"),
    ("another signature", lambda data: data[:4] + bytes(64) + data[68:], "bad-signature"),
    ("another end", lambda data: data[:-1] + bytes([data[-1] ^ 1]), "bad-signature"),
    ("huge", lambda data: data[:70] + b"\xff" * 8 + data[78:], "too-large"),
    ("another version", lambda data: data.replace(b'"protocol":1', b'"protocol":9'), "unknown-protocol"),
]


def spoilt(data: bytes) -> Iterator[bytes]:
    """Cut short at every fiftieth, and with one bit changed there."""
    for part in range(50):
        place = len(data) * part // 50
        yield data[:place]
        yield data[:place] + bytes([data[place] ^ (1 << part % 8)]) + data[place + 1 :]


def refusal(town: Town, kiosk: Kiosk, file: Path) -> str:
    """Return why the kiosk does not take a file; nothing is changed by it, and nothing of it left."""
    before = here(kiosk)
    with pytest.raises(StickRefused) as refused:
        town.take(kiosk, file)
    assert here(kiosk) == before
    assert not (kiosk.places.data / "sync" / "stick").exists()
    for language in Language:
        assert Texts(language)(refused.value.key)
    return refused.value.key.removeprefix("error-stick-")


def central_refusal(town: Town, file: Path) -> str:
    before, beside = town.kept(), sorted(file.parent.iterdir())
    with pytest.raises(ProtocolFault) as refused:
        town.carry(file)
    assert town.kept() == before
    assert sorted(file.parent.iterdir()) == beside
    for language in Language:
        assert Texts(language).has(f"error-stick-{refused.value.key}")
    return refused.value.key


@pytest.mark.parametrize(("name", "change", "key"), TAMPERED, ids=[name for name, _, _ in TAMPERED])
def test_a_file_that_was_tampered_with_changes_nothing(town: Town, name: str, change: Change, key: str) -> None:
    offer(town.east, "砌墙")
    offer_centrally(town, "抹灰")
    up = town.export(town.east).path
    down = town.carry(up).path
    offer(town.east, "又一个")
    second = town.export(town.east).path
    for file in (second, down):
        changed = change(file.read_bytes())
        assert changed != file.read_bytes()
        file.write_bytes(changed)
    assert (central_refusal(town, second), refusal(town, town.east, down)) == (key, key)


def test_a_torn_file_or_one_with_a_wrong_bit_changes_nothing(town: Town) -> None:
    offer(town.east, "砌墙")
    offer_centrally(town, "抹灰", count=60)
    up = town.export(town.east).path
    whole_up = up.read_bytes()
    before = town.kept()
    for data in spoilt(whole_up):
        up.write_bytes(data)
        with pytest.raises(ProtocolFault):
            town.carry(up)
    assert town.kept() == before
    up.write_bytes(whole_up)
    down = town.carry(up).path
    whole_down, before = down.read_bytes(), here(town.east)
    for data in spoilt(whole_down):
        down.write_bytes(data)
        with pytest.raises(StickRefused):
            town.take(town.east, down)
    assert here(town.east) == before
    down.write_bytes(whole_down)
    assert town.take(town.east, down).agrees


def test_files_of_other_stations_and_other_counties_change_nothing(town: Town, tmp_path: Path) -> None:
    other = Town(tmp_path / "other")
    try:
        offer(other.east, "砌墙")
        foreign_up = other.export(other.east).path
        foreign_down = other.carry(foreign_up).path
        west_down = town.carry(town.export(town.west).path).path
        assert central_refusal(town, foreign_up) == "other-reader"
        assert refusal(town, town.east, foreign_down) == "other-reader"
        assert refusal(town, town.east, west_down) == "other-reader"
        signer = other.central.signer
        to = Opener(town.east.station.stations.signing_seed()).public_key
        same_names = forged(town, "down", signer, to, [], central_key=signer.public_key)
        assert refusal(town, town.east, same_names) == "other-reader"
    finally:
        other.close()


def test_a_file_in_another_ones_name_is_forged(town: Town) -> None:
    """Somebody with a station's key writes as another kiosk, and somebody who knows central's public key answers."""
    seed = town.west.station.stations.signing_seed()
    to = Opener(town.east.station.stations.signing_seed()).public_key
    asked = write_request(request(at=[0, 0, 0], after=(0, "")))
    reply = write_reply(SyncReply(now=1, head=[0, 0, 0], sum="", through=(0, "")), [], asked=asked, signer=Signer(seed))
    up = forged(town, "up", Signer(seed), bytes(town.east.rows("select seal_key from central")[0][0]), [  # type: ignore[arg-type]
        Part(kind=PartKind.REQUEST, data=asked)
    ])  # fmt: skip
    down = forged(town, "down", Signer(seed), to, pair(asked, reply))
    assert central_refusal(town, up) == "bad-signature"
    assert refusal(town, town.east, down) == "bad-signature"


def pair(asked: bytes, reply: bytes) -> list[Part]:
    return [Part(kind=PartKind.ASKED, data=asked), Part(kind=PartKind.REPLY, data=reply)]


def forged(
    town: Town, direction: str, signer: Signer, to: bytes, parts: list[Part], *, central_key: bytes = b""
) -> Path:
    """A bundle of the first kiosk's, or for it, as `signer` writes it. `central_key`: another central's."""
    header = BundleHeader(
        direction=direction,  # type: ignore[arg-type]
        central=central_mark(central_key or town.central.signer.public_key),
        region=REGION,
        station=town.stations[0],
        kiosk=1,
        number=1,
        made_ms=0,
    )
    file = town.stick / f"forged-{len(list(town.stick.iterdir()))}.yzb"
    with file.open("wb") as out:
        write_bundle(header, parts, out, signer=signer, to=to)
    return file


@pytest.mark.parametrize("name", ["00" * 16, "../../../station.db", "/etc/passwd", "a/../b", ".", "x" * 5000, "\0"])
def test_a_page_that_is_not_in_the_file_is_not_looked_for_elsewhere(town: Town, name: str) -> None:
    """Even central's own word does not lead out of the folder."""
    to = Opener(town.east.station.stations.signing_seed()).public_key
    asked = write_request(request(at=[0, 0, 0], after=(0, "")))
    page = PageToFetch(scope="region", name=name, size=100, start=0, end=9)
    said = SyncReply(now=1, head=[9, 0, 0], sum="", through=(0, ""), pages=[page])
    reply = write_reply(said, [], asked=asked, signer=town.central.signer)
    down = forged(town, "down", town.central.signer, to, pair(asked, reply))
    assert refusal(town, town.east, down) == "bad-message"


def test_parts_in_another_order_are_no_answer(town: Town) -> None:
    to = Opener(town.east.station.stations.signing_seed()).public_key
    asked = write_request(request(at=[0, 0, 0], after=(0, "")))
    said = SyncReply(now=1, head=[0, 0, 0], sum="", through=(0, ""))
    question, answer = pair(asked, write_reply(said, [], asked=asked, signer=town.central.signer))
    for parts in ([answer], [answer, question], [question, answer, answer], [Part(kind=PartKind.REQUEST, data=asked)]):
        assert refusal(town, town.east, forged(town, "down", town.central.signer, to, parts)) == "bad-message"


def test_a_station_whose_key_was_stolen_cannot_send_what_is_no_request(town: Town) -> None:
    signer = Signer(town.east.station.stations.signing_seed())
    to = bytes(town.east.rows("select seal_key from central")[0][0])  # type: ignore[arg-type]
    good = Part(kind=PartKind.REQUEST, data=write_request(request(at=[0, 0, 0], after=(0, ""))))
    for parts in ([], [Part(kind=PartKind.PAGE, data=b"x")], [good, Part(kind=PartKind.REQUEST, data=b"{}")]):
        assert central_refusal(town, forged(town, "up", signer, to, parts)) == "bad-message"
    gap = request(at=[0, 0, 0], after=(0, ""), operations=[{"seq": 5, "id": "x"}])
    file = forged(town, "up", signer, to, [Part(kind=PartKind.REQUEST, data=write_request(gap))])
    assert central_refusal(town, file) == "sequence-gap"
    ahead = request(at=[0, 0, 0], after=(10_000, "x"))
    file = forged(town, "up", signer, to, [Part(kind=PartKind.REQUEST, data=write_request(ahead))])
    assert central_refusal(town, file) == "central-set-back"


def test_a_file_that_goes_the_other_way_changes_nothing(town: Town) -> None:
    up = town.export(town.east).path
    down = town.carry(up).path
    assert refusal(town, town.east, up) == "wrong-way"
    assert central_refusal(town, down) == "wrong-way"


def test_a_station_that_is_shut_out_is_not_heard_on_a_stick_either(town: Town) -> None:
    offer(town.east, "砌墙")
    up = town.export(town.east).path
    town.central.enrolment.revoke(REGION, town.stations[0])
    assert central_refusal(town, up) == "revoked"
    with pytest.raises(Revoked):
        town.bundles.answer(REGION, 1, town.stick)


def test_a_kiosk_that_cannot_read_sticks_gets_none(town: Town) -> None:
    up = town.export(town.east).path
    with town.central.store.change() as connection:
        key = connection.execute(select(kiosks.c.public_key).where(kiosks.c.kiosk == 1)).scalar_one()
        connection.execute(kiosks.update().where(kiosks.c.kiosk == 1).values(public_key=bytes(key)[:32]))
    assert central_refusal(town, up) == "no-seal-key"
    with pytest.raises(NoSealKey):
        town.bundles.answer(REGION, 1, town.stick)


def test_a_station_that_is_not_connected_yet_writes_nothing(tmp_path: Path, town: Town) -> None:
    alone = Kiosk(tmp_path / "alone", town.central, "")
    try:
        with pytest.raises(StickRefused, match="error-stick-not-enrolled"):
            town.export(alone)
    finally:
        alone.close()


def test_a_cloned_disk_writes_and_takes_nothing_before_it_is_somebody_of_its_own(town: Town) -> None:
    """As the slots that came with the copy belong to the first machine."""
    id_ = offer_centrally(town, "抹灰", headcount=4)
    down = town.carry(town.export(town.east).path).path
    town.east.machine = "another computer"
    with pytest.raises(StickRefused, match="error-stick-identity"):
        town.take(town.east, down)
    with pytest.raises(StickRefused, match="error-stick-identity"):
        town.export(town.east)
    assert wish(town.east, id_) is None
    town.east.sync()
    assert refusal(town, town.east, down) == "other-reader"
    assert town.there_and_back(town.east).outcome is Outcome.DONE
    has_all(town, town.east)


def test_another_history_under_the_same_identity_is_noticed(town: Town) -> None:
    offer(town.east, "砌墙")
    copy = town.folder / "copy"
    town.east.close()
    shutil.copytree(town.east.folder, copy)
    town.east.open()
    twin = Kiosk(copy, town.central, "", machine=town.east.machine)
    town.kiosks.append(twin)
    offer(town.east, "搬砖")
    offer(twin, "抹灰")
    town.east.sync()
    answered = town.carry(town.export(twin).path)
    assert answered.is_forked
    town.take(twin, answered.path)
    assert twin.rows("select fork from central") == [("forked",)]
    has_all(town, town.east, twin)
    assert town.east.rows("select kiosk from central") != twin.rows("select kiosk from central")


def test_a_stick_that_is_not_there_or_locked_is_told_plainly(town: Town) -> None:
    stick = Stick(town.east.station, town.east.engine)
    with pytest.raises(StickRefused, match="error-stick-unwritable"):
        stick.export(town.stick / "gone" / "file.yzb")
    assert refusal(town, town.east, town.stick / "gone.yzb") == "unreadable"
    assert refusal(town, town.east, town.stick) == "unreadable"


# The commands


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


def replies(kiosk: Kiosk, file: Path) -> list[SyncReply]:
    """What is said in an answer."""
    verifier = Verifier(kiosk.central.signer.public_key)
    with file.open("rb") as stream:
        parts = list(Bundle(stream).parts(Opener(kiosk.station.stations.signing_seed())))
    return [
        read_reply(part.data, asked=before.data, verifier=verifier)[0]
        for before, part in pairwise(parts)
        if part.kind is PartKind.REPLY
    ]
