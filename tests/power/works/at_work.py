"""A day at the station: its first start, slips at the screen, what clerks write down, lists that are brought in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from kiosk.desk.desk import Desk
from kiosk.desk.fast_posting import FastPosting
from kiosk.desk.vetting_now import Taken
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.forgetting import ForgetReason
from kiosk.domain.person import Consent
from kiosk.domain.slip import SlipHeld
from kiosk.services import OpenStation
from kiosk.store.backups import clear_log
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.store.reached import ReachedMarks
from tests.power.work import CLERK, Said, Say, assert_issues_slips, reopened, save_posting, words_of
from tests.store.backups.conftest import Machine

HEADINGS = "工种,招工信息,用工单位,用工人数,工资待遇,开始日期,工作地点,联系电话"
FILES, ROWS = 3, 12


class FirstStart:
    """The key is made, then the database with its tables, and the station is told where it stands."""

    name = "first-start"

    def prepare(self, machine: Machine, chance: Random) -> None:
        machine.root.mkdir(parents=True)

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        with machine.open() as station:
            say("line", *station.database.row("select id from line"))
            station.settle(replace(station.station, name="东村驿站", region="431322106"), ())
            say("settled")
            save_posting(machine)
            say("posting")
            give_slips(station, "first", 3, say)

    def judge(self, machine: Machine, said: Said) -> None:
        with reopened(machine) as station:
            for (line,) in words_of(said, "line"):
                assert station.database.value("select id from line") == line
            if ["settled"] in said:
                assert station.station.name == "东村驿站"
            if ["posting"] in said:
                assert_slips_hold(station, said)
                assert_issues_slips(station)


class Slips:
    """Slips given out and given back, the station closed and opened, its log of writes emptied in between."""

    name = "slips"

    def prepare(self, machine: Machine, chance: Random) -> None:
        save_posting(machine)
        machine.close()

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        for visit in range(4):
            with machine.open() as station:
                give_slips(station, f"visit-{visit}", chance.randint(2, 4), say)
                if chance.random() < 0.5:
                    clear_log(machine.places.database, station.database.key)
                say("reached", *_line(station))

    def judge(self, machine: Machine, said: Said) -> None:
        marks = ReachedMarks(machine.places.reached)
        for line, reached in words_of(said, "reached"):
            assert marks.of(line) >= int(reached), "the mark of how far it came is not on the disk"
        with reopened(machine) as station:
            assert_slips_hold(station, said)
            assert_issues_slips(station)


def _line(station: OpenStation) -> tuple[str, int]:
    line = station.database.value("select id from line")
    return line, station.database.value("select max(seq) from operations")


def give_slips(station: OpenStation, wish: str, count: int, say: Say) -> None:
    """Give out `count` slips, and take every third back."""
    (offered,) = station.postings.all()
    for number in range(count):
        outcome, _ = station.grant(offered.id, wish_id=f"{wish}-{number}")
        assert isinstance(outcome, SlipHeld), outcome
        say("slip", outcome.slip.wish_id, outcome.slip.number)
        if number % 3 == 2:
            station.give_back(outcome.slip.id)
            say("given-back", outcome.slip.number)
    _give_party(station, f"{wish}-together", say)


def _give_party(station: OpenStation, wish: str, say: Say) -> None:
    """Give two people who go together their slips."""
    (offered,) = station.postings.all()
    outcome, _ = station.grant(offered.id, wish_id=wish, people=2)
    if isinstance(outcome, SlipHeld):
        for slip in (outcome.slip, *outcome.companions):
            say("slip", slip.wish_id, slip.number)


def assert_slips_hold(station: OpenStation, said: Said) -> None:
    """Each slip that somebody has is there once with its operations, each that was given back is given back."""
    rows = dict(station.database.rows("select wish_id, number from slips"))
    for wish, number in words_of(said, "slip"):
        assert rows.get(wish) == number, f"{number} is lost"
    for (number,) in words_of(said, "given-back"):
        assert station.slips.find(number).state == "cancelled", f"{number} is held again"
    parties = station.database.rows("select party, count(*) from slips where party is not null group by party")
    assert [(party, count) for party, count in parties if count != 2] == [], "a party is there by half"
    told = [each.row_id for each in Outbox(station.database).waiting() if each.kind is OperationKind.SLIP_SAVED]
    assert set(told) == {id_ for (id_,) in station.database.rows("select id from slips")}
    assert len(told) == (station.database.value("select sum(version) from slips") or 0)


class AtTheDesk:
    """Walk-ins registered, postings taken down, drafts kept, and somebody forgotten."""

    name = "desk"

    def prepare(self, machine: Machine, chance: Random) -> None:
        save_posting(machine)
        machine.upkeep().back_up_now()
        machine.close()

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        with machine.open() as station:
            desk = station.desk(CLERK)
            ids = [_registered(desk, number, say) for number in range(4)]
            for number in range(chance.randint(2, 5)):
                desk.drafts.keep("walk-in", {"name": "王" * number})
                say("draft", number)
            _taken_down(desk, say)
            desk.forgetting.forget(chance.choice(ids[:2]), ForgetReason.ASKED)
            say("forgotten")
            _registered(desk, 4, say)

    def judge(self, machine: Machine, said: Said) -> None:
        with reopened(machine) as station:
            names = [name for (name,) in station.database.rows("select name from people")]
            gone = [name for _, name in words_of(said, "registered") if name not in names]
            forgotten = station.database.value("select count(*) from forgotten")
            assert len(gone) == forgotten, f"{gone} are lost"
            assert forgotten == (["forgotten"] in said) or (forgotten == 1 and ["posting"] in said)
            assert len(names) == len(set(names))
            draft = station.desk(CLERK).drafts.find("walk-in")
            for (number,) in words_of(said, "draft"):
                assert draft is not None
                assert len(draft.fields["name"]) >= int(number)
            if ["posting"] in said:
                assert [each.place for each in station.postings.all()].count("东村小学旁边") == 1


def _registered(desk: Desk, number: int, say: Say) -> str:
    walk_in = WalkIn(name=f"老{'甲乙丙丁戊'[number]}", consent=Consent.GIVEN, phone=f"1391234000{number}")
    person = desk.people.register(walk_in).value
    say("registered", person.id, person.name)
    return person.id


def _taken_down(desk: Desk, say: Say) -> None:
    call = FastPosting(
        trade="cook", headcount="3", pay="180", when="明天 7点到17点", place="东村小学旁边", phone="13800001234",
        employer="老王施工队",
    )  # fmt: skip
    assert isinstance(desk.postings.take_fast(call).value, Taken)
    say("posting")


class Imports:
    """Lists of postings brought in, file by file."""

    name = "imports"

    def prepare(self, machine: Machine, chance: Random) -> None:
        machine.open().close()
        for number in range(FILES):
            rows = (
                f"瓦工,招瓦工{number}-{row},施工队{row % 5},3,200元/天,2026-11-22,东村{row}号,1380000{number}{row:03d}"
                for row in range(ROWS)
            )
            _list(machine, number).write_text("\n".join((HEADINGS, *rows)), "utf-8")

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        with machine.open() as station:
            for number in range(FILES):
                station.desk(CLERK).importing_postings.bring_in(_list(machine, number))
                say("brought-in", number)

    def judge(self, machine: Machine, said: Said) -> None:
        with reopened(machine) as station:
            done = len(words_of(said, "brought-in"))
            assert len(station.postings.all()) in (done * ROWS, (done + 1) * ROWS), "a file is there by half"
            self.do(machine, Random(0), lambda *_: None)
            titles = sorted(each.title for each in station.postings.all())
            assert titles == sorted(f"招瓦工{number}-{row}" for number in range(FILES) for row in range(ROWS))


def _list(machine: Machine, number: int) -> Path:
    return machine.root / f"list-{number}.csv"


class Reopening:
    """A start after a power cut, with the last changes in the log of writes alone; and the end of that visit."""

    name = "reopening"

    def prepare(self, machine: Machine, chance: Random) -> None:
        save_posting(machine)
        with machine.open() as station:
            give_slips(station, "before", 3, lambda *_: None)
            left = {path: path.read_bytes() for path in machine.places.data.glob("station.db*") if path.is_file()}
        machine.close()
        for path, content in left.items():
            if not path.name.endswith("-shm"):
                path.write_bytes(content)

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        for visit in range(2):
            with machine.open() as station:
                give_slips(station, f"visit-{visit}", 1, say)

    def judge(self, machine: Machine, said: Said) -> None:
        with reopened(machine) as station:
            before = [wish for (wish,) in station.database.rows("select wish_id from slips") if wish.startswith("bef")]
            assert len(before) == 5
            assert_slips_hold(station, said)
            assert_issues_slips(station)
