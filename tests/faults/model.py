"""A county under faults, with an oracle: what every kiosk was told is saved, and what central has acknowledged.

Whatever happens, in whatever order: slips on paper never outnumber what staff offered, what was acknowledged is there
once, and when the faults end all ends hold the same rows.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from kiosk.desk.desk import Desk
from kiosk.desk.signing_in import SigningIn
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.complaint import ComplaintKind, NewComplaint
from kiosk.domain.forgetting import ForgetReason
from kiosk.domain.ids import new_id
from kiosk.domain.outcome import Decision, Result
from kiosk.domain.person import Consent
from kiosk.domain.posting import PostingState
from kiosk.domain.slip import SlipHeld
from kiosk.domain.staff import Actor, Role
from kiosk.errors import DiskFull, StoreError, YizhanError
from kiosk.store.backups import make_backup
from kiosk.store.postings import NewPosting
from sync.central.importing import CountyShelf
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.slots import SlotBook
from sync.central.store.database import Store, now_ms
from sync.central.store.tables import changes, leases, records
from sync.central.upkeep import faults, prune
from sync.client import counting
from sync.client.report import Outcome, Report
from sync.protocol.kinds import OF_OPERATION, POSTING
from tests.faults.town import CountyCentral, Kiosk, copied, posting_of
from tests.faults.wire import Asked

DAY_MS = 86_400_000
TOWN = "511902100"
STATIONS = 5
MOST_KIOSKS = 9
ROUNDS_TO_QUIET = 30
WORDS = (
    "张三",
    "O'Brien \"the\" 'Mason'",
    "👷🏽‍♀️🧱 瓦工",
    "'; drop table people; --",
    "很" * 60,
    "ﷺ\u202eabc",
    "a\\b\\n%s{0}$1",
    "𠮷野家",
)
"""What people are called and what they say: nothing of it is anything but words."""
CLOCKS = (
    datetime(1970, 1, 1, 0, 5),
    datetime(2000, 1, 1, 8, 0),
    datetime(2067, 11, 21, 8, 0),
    datetime(2026, 11, 20, 8, 0),
)
"""An empty battery, a board's default, 41 years ahead, a day back."""
RIGHT = datetime(2026, 11, 21, 8, 0)
STATEMENTS = 16
"""About so many has a sync at central: it ends at any of them."""


class Fault(StrEnum):
    """What happens to one sync."""

    NONE = "none"
    CUT_SENT = "cut while sending"
    CUT_RECEIVED = "cut while receiving"
    BUDGET = "cut after so many bytes"
    HALF_OPEN = "half-open"
    DOWN = "down"
    PORTAL = "portal"
    REDIRECT = "redirect"
    STALE = "stale answer"
    FLIPPED_ON_WAY = "bit flip on the way"
    FLIPPED_PAGE = "bit flip in a stored page"
    DOUBLED = "duplicate"
    REORDERED = "old request, late"
    KILLED = "kill -9 of a kiosk"
    POWER_CUT = "power cut"
    CENTRAL_KILLED = "kill -9 of central"
    BOTH_KILLED = "kill -9 of both"
    DISK_FULL = "disk full"
    SLOW_WRITER = "slow writer"


class Killed(BaseException):
    """The process ended here, without a word."""


@dataclass(slots=True, kw_only=True)
class _Known:
    """What the oracle knows of one kiosk. `promised`: (table, id) of rows that it said were saved."""

    promised: list[tuple[str, str]] = field(default_factory=list)
    image: Path | None = None
    image_promised: int = 0
    image_backup_promised: int | None = None
    backup_promised: int | None = None


class County:
    """Five stations, one with two kiosks, and one central on `store`."""

    def __init__(self, folder: Path, store: Store, *, stations: int = STATIONS, template: Path | None = None) -> None:
        self.folder, self.store, self._template = folder, store, template
        self.clock = RIGHT
        self.central = CountyCentral(store)
        self.kiosks: list[Kiosk] = []
        self.known: list[_Known] = []
        self.station_of: list[str] = []
        self.happened: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        """Posting -> the largest headcount that was ever said, and what was added in lives that nobody heard of."""
        self.paper: dict[str, str] = {}
        """Slip -> posting, of all paper that holds a slot."""
        self.acknowledged: dict[str, tuple[str, str]] = {}
        self.ended: set[str] = set()
        self.forgotten: set[str] = set()
        for number in range(stations):
            added = self.central.add(f"驿站{number}", TOWN)
            self._add(added.code, added.station)
        self.region = TOWN[:6]
        self._add(self.central.enrolment.add_code(self.region, self.station_of[0]), self.station_of[0])

    def _add(self, code: str, station: str, folder: Path | None = None, machine: str = "") -> None:
        where = folder or self.folder / f"kiosk-{len(self.kiosks)}"
        template = self._template if folder is None else None
        self.kiosks.append(Kiosk(where, self.central, code, template=template, machine=machine, now=self._now))
        self.known.append(_Known())
        self.station_of.append(station)

    def _now(self) -> datetime:
        return self.clock.astimezone()

    def close(self) -> None:
        for kiosk in self.kiosks:
            with suppress(StoreError):
                kiosk.close()
        self.central.close()

    # What people do

    def desk(self, kiosk: int) -> Desk:
        return self.kiosks[kiosk].station.desk(
            Actor(role=Role.HEAD, device=f"desk-{kiosk}", staff_id="staff-1", name="王站长")
        )

    def offer(self, kiosk: int, words: str, headcount: int) -> str:
        posting = posting_of(words, headcount=headcount)
        self.kiosks[kiosk].station.postings.save_new([NewPosting(posting=posting)])
        self.most[posting.id] = headcount
        self._promise(kiosk, "postings", posting.id)
        return posting.id

    def offer_centrally(self, words: str, headcount: int, *, count: int = 1) -> None:
        postings = [posting_of(words, headcount=headcount) for _ in range(count)]
        CountyShelf(self.store, self.region, town=TOWN).save_new([NewPosting(posting=posting) for posting in postings])
        self.most.update({posting.id: headcount for posting in postings})

    def close_centrally(self, number: int) -> None:
        """End one of central's own postings."""
        with self.store.change() as connection:
            ledger = Ledger(connection, self.region, [EVERYBODY], now_ms=now_ms())
            own = (
                select(records.c.id)
                .where(records.c.owner == EVERYBODY, records.c.kind == POSTING.name, records.c.maker == "")
                .where(~records.c.is_gone)
                .order_by(records.c.id)
            )
            ids = list(connection.execute(own).scalars())
            if not ids:
                return
            id_ = ids[number % len(ids)]
            self.ended.add(id_)
            ledger.change(EVERYBODY, POSTING.name, id_, {"state": "closed"}, by=0)
            book = SlotBook(connection, self.region, ledger)
            book.set_open(id_, False)
            ledger.write()
            book.write()

    def change_posting(self, kiosk: int, number: int, words: str) -> None:
        if id_ := self._pick(kiosk, "select id from postings where owned order by id", number):
            self.kiosks[kiosk].station.postings.change(id_, note=words, title=words)

    def set_headcount(self, kiosk: int, number: int, headcount: int) -> None:
        """Of a posting of this kiosk's own."""
        id_ = self._pick(kiosk, "select id from postings where owned order by id", number)
        if id_ and self.kiosks[kiosk].station.postings.set_headcount(id_, headcount):
            self.most[id_] = max(self.most[id_], headcount)

    def close_posting(self, kiosk: int, number: int, state: PostingState) -> None:
        if id_ := self._pick(kiosk, "select id from postings where owned order by id", number):
            with suppress(YizhanError):
                self.kiosks[kiosk].station.postings.set_state(id_, state, reason="做完了")
                self.ended.add(id_)

    def register(self, kiosk: int, words: str) -> None:
        """A kiosk that waits for a new identity draws its cards' letters by lot: one time in 150 they are taken."""
        if self.kiosks[kiosk].rows("select 1 from central where fork <> ''"):
            return
        walk_in = WalkIn(name=words[:30], consent=Consent.GIVEN, note=words, trades=("mason",))
        with suppress(YizhanError):
            person = self.desk(kiosk).people.register(walk_in, also_new=True).value
            self._promise(kiosk, "people", person.id)

    def change_person(self, kiosk: int, number: int, words: str) -> None:
        if id_ := self._person(kiosk, number):
            with suppress(YizhanError):
                self.desk(kiosk).people.change(id_, also_new=True, note=words)

    def merge_people(self, kiosk: int, number: int, other: int) -> None:
        first, second = self._person(kiosk, number), self._person(kiosk, other)
        if first and second and first != second:
            with suppress(YizhanError):
                self.desk(kiosk).people.merge(first, second)

    def forget(self, kiosk: int, number: int) -> None:
        if id_ := self._person(kiosk, number):
            with suppress(YizhanError):
                self.desk(kiosk).forgetting.forget(id_, ForgetReason.ASKED)
                self.forgotten.add(id_)

    def visit(self, kiosk: int, number: int) -> None:
        if id_ := self._person(kiosk, number):
            with suppress(YizhanError):
                visit = SigningIn(self.desk(kiosk).room).sign_in(id_).value.visit_id
                if visit:
                    self._promise(kiosk, "visits", visit)

    def wish(self, kiosk: int, number: int) -> None:
        """Somebody at the kiosk wants a slip, some for up to three who go together.

        Where they get any these are on paper, whatever becomes of the database.
        """
        if id_ := self._pick(kiosk, "select id from postings where state = 'open' order by id", number):
            station = self.kiosks[kiosk].station
            outcome = station.slips.issue(id_, wish_id=new_id(), now=station.now(), people=max(1, number % 7 - 3))
            if isinstance(outcome, SlipHeld):
                for slip in (outcome.slip, *outcome.companions):
                    self.paper[slip.id] = id_
                    self._promise(kiosk, "slips", slip.id)

    def cancel(self, kiosk: int, number: int) -> None:
        """Somebody brings a slip back; any kiosk of its station takes it."""
        if id_ := self._pick(kiosk, "select id from slips where state = 'held' order by id", number):
            station = self.kiosks[kiosk].station
            station.slips.cancel(id_, now=station.now())
            self.paper.pop(id_, None)

    def decide(self, kiosk: int, number: int, result: Result) -> None:
        if id_ := self._pick(kiosk, "select id from slips order by id", number):
            with suppress(YizhanError):
                self.desk(kiosk).outcomes.decide(id_, Decision(result=result), confirmed=True)
                self._promise(kiosk, "outcomes", id_)
            state = self.kiosks[kiosk].rows("select state, posting_id from slips where id = ?", id_)
            if state and state[0][0] != "held":
                self.paper.pop(id_, None)
            elif state and id_ not in self.paper:
                self.paper[id_] = str(state[0][1])

    def complain(self, kiosk: int, number: int, words: str) -> None:
        with suppress(YizhanError):
            new = NewComplaint(kind=ComplaintKind.OTHER, words=words, person_id=self._person(kiosk, number))
            receipt = self.desk(kiosk).complaints.open(new).value
            self._promise(kiosk, "complaints", receipt.complaint_id)

    def _person(self, kiosk: int, number: int) -> str | None:
        return self._pick(kiosk, "select id from people where forgotten_at_ms is null order by id", number)

    def _pick(self, kiosk: int, question: str, number: int) -> str | None:
        ids = self.kiosks[kiosk].rows(question)
        return str(ids[number % len(ids)][0]) if ids else None

    def _promise(self, kiosk: int, table: str, id_: str) -> None:
        self.known[kiosk].promised.append((table, id_))

    # What goes wrong

    def sync(self, number: int, fault: Fault = Fault.NONE, at: int = 0) -> Report | None:
        """Sync one kiosk while `fault` happens to it, at byte, statement or place `at`; None where it died of it."""
        kiosk = self.kiosks[number]
        waiting, before = self._waiting(kiosk), kiosk.line.faults
        report: Report | None = None
        try:
            with self._armed(kiosk, fault, at):
                report = kiosk.sync()
        except Killed:
            pass
        except DiskFull:
            self.happened[fault] += 1
        finally:
            kiosk.line.heal()
            kiosk.station.database.execute("pragma max_page_count = 1073741823")
            self.central.dies_in = None
        if report is None and fault in (Fault.KILLED, Fault.POWER_CUT, Fault.BOTH_KILLED):
            self.happened[fault] += 1
            kiosk.killed(has_power=fault is not Fault.POWER_CUT)
        elif kiosk.line.faults > before:
            self.happened[fault] += 1
        if self.central.deaths:
            self.central.deaths = 0
            self.central.restart()
        self._note(number, waiting, report)
        return report

    @contextmanager
    def _armed(self, kiosk: Kiosk, fault: Fault, at: int) -> Iterator[None]:
        line = kiosk.line
        match fault:
            case Fault.CUT_SENT:
                line.cut_sent = at
            case Fault.CUT_RECEIVED:
                line.cut_received = at
            case Fault.BUDGET:
                line.budget = at
            case Fault.HALF_OPEN:
                line.cut_received = 0
            case Fault.DOWN:
                line.is_down = True
            case Fault.PORTAL:
                line.stranger = lambda method, path, body: (200, b"<html>Please sign in</html>")
            case Fault.REDIRECT:
                line.stranger = lambda method, path, body: (302, b"")
            case Fault.STALE:
                line.stranger = _stale(list(line.heard), at)
            case Fault.FLIPPED_ON_WAY:
                line.changed = lambda said: _flipped(said, at)
            case Fault.FLIPPED_PAGE:
                self._flip_stored_page(kiosk, at)
            case Fault.DOUBLED:
                line.doubled = True
            case Fault.REORDERED:
                self._again_late(line.heard, at)
            case Fault.KILLED | Fault.POWER_CUT:
                line.step = _countdown(at)
            case Fault.CENTRAL_KILLED:
                self.central.dies_in = at % STATEMENTS
            case Fault.BOTH_KILLED:
                line.step, self.central.dies_in = _countdown(at), at // 2 % STATEMENTS
            case Fault.DISK_FULL:
                kiosk.station.database.execute("vacuum")  # no page is free inside the file either
                pages = kiosk.station.database.value("pragma page_count")
                kiosk.station.database.execute(f"pragma max_page_count = {pages}")
            case Fault.SLOW_WRITER:
                with self._slow_writer(aborts=at % 2 == 0):
                    yield
                    self.happened[fault] += 1
                return
        yield

    def _flip_stored_page(self, kiosk: Kiosk, at: int) -> None:
        for page in sorted((kiosk.places.data / "sync" / "pages").glob("*.page")):
            page.write_bytes(_flipped(page.read_bytes(), at))
            kiosk.line.faults += 1

    def _again_late(self, heard: list[Asked], at: int) -> None:
        """An old request comes once more, from somewhere in the net; nobody reads the answer."""
        if heard:
            asked = heard[at % len(heard)]
            self.central.application.ask(asked.method, asked.path, asked.body, asked.headers)
            self.happened[Fault.REORDERED] += 1

    @contextmanager
    def _slow_writer(self, *, aborts: bool) -> Iterator[None]:
        """Another process has the region locked, and a change of it open, while the kiosk is heard."""
        begun, goes_on = threading.Event(), threading.Event()

        def write() -> None:
            with suppress(Killed), self.store.change() as connection:
                ledger = Ledger(connection, self.region, [EVERYBODY], now_ms=now_ms())
                ledger.create(
                    EVERYBODY, "employer", new_id(), {"name": "慢", "verified": 1, "suspended": 0}, maker="", by=0
                )
                ledger.write()
                begun.set()
                goes_on.wait(10)
                if aborts:
                    raise Killed

        thread = threading.Thread(target=write)
        thread.start()
        begun.wait(10)
        timer = threading.Timer(0.03, goes_on.set)
        timer.start()
        try:
            yield
        finally:
            goes_on.set()
            thread.join()
            timer.cancel()

    def _waiting(self, kiosk: Kiosk) -> dict[str, tuple[str, str]]:
        rows = kiosk.rows("select id, kind, row_id from operations where state = 'waiting'")
        return {str(id_): (str(kind), str(row)) for id_, kind, row in rows}

    def _note(self, number: int, waiting: dict[str, tuple[str, str]], report: Report | None) -> None:
        kiosk = self.kiosks[number]
        kept = {id_ for (id_,) in kiosk.rows("select id from operations")}
        fresh = {id_: said for id_, said in waiting.items() if id_ not in kept}
        self.acknowledged.update(fresh)
        self._check_there(fresh.values())

    def jump(self, to: int) -> None:
        self.clock = (*CLOCKS, RIGHT)[to % (len(CLOCKS) + 1)]
        self.happened["clock jump"] += self.clock != RIGHT

    def restart_central(self) -> None:
        self.central.restart()

    def restart(self, kiosk: int) -> None:
        self.kiosks[kiosk].close()
        self.kiosks[kiosk].open()

    def prune(self) -> None:
        """As if all that is there now were older than anybody keeps it."""
        prune(self.store, days=1, at_ms=now_ms() + 2 * DAY_MS)

    def take_image(self, number: int) -> None:
        """Somebody copies the disk of a kiosk."""
        known = self.known[number]
        folder = self.folder / f"image-{number}"
        shutil.rmtree(folder, ignore_errors=True)
        copied(self.kiosks[number].places.data, folder)
        known.image, known.image_promised = folder, len(known.promised)
        known.image_backup_promised = known.backup_promised

    def put_image_back(self, number: int) -> None:
        """The data folder is written back from its copy, and what the lost life told nobody is lost.

        The keys' folder stays as it is. Whoever comes next is served at once, before central is heard.
        """
        kiosk, known = self.kiosks[number], self.known[number]
        if known.image is None:
            return
        self._lose_what_waits(kiosk)
        untold = {row for _, row in self._waiting(kiosk).values()}
        since = [(table, id_) for table, id_ in known.promised[known.image_promised :] if id_ not in untold]
        kiosk.become(known.image)
        known.promised = known.promised[: known.image_promised] + since
        known.image, known.backup_promised = None, known.image_backup_promised
        self.happened["restored image"] += 1

    def back_up(self, number: int) -> None:
        """As the program does at night."""
        places, database = self.kiosks[number].places, self.kiosks[number].station.database
        make_backup(places.database, database.key, places.backups, now=RIGHT)
        self.known[number].backup_promised = len(self.known[number].promised)

    def damage(self, number: int) -> None:
        """The database is lost; the program starts again from its backup, or empty."""
        kiosk, known = self.kiosks[number], self.known[number]
        if known.backup_promised is None:
            return
        self._lose_what_waits(kiosk)
        kiosk.close()
        for name in ("-wal", "-shm"):
            kiosk.places.database.with_name(kiosk.places.database.name + name).unlink(missing_ok=True)
        size = kiosk.places.database.stat().st_size
        kiosk.places.database.write_bytes(b"\x00" * size)
        kiosk.open()
        known.promised = known.promised[: known.backup_promised]
        known.image = None
        self.happened["restored backup"] += 1

    def _lose_what_waits(self, kiosk: Kiosk) -> None:
        """Nobody will ever hear of the slots that were added there, and slips of them are on paper."""
        waiting = kiosk.rows("select row_id, fields from operations where kind = 'posting-saved' and state = 'waiting'")
        for row, fields in waiting:
            self.most[str(row)] += max(0, int(json.loads(str(fields)).get("slots_added", 0)))

    def clone(self, number: int) -> None:
        """A copy of the disk wakes up in another computer, which sees that before it gives anything out."""
        if len(self.kiosks) >= MOST_KIOSKS:
            return
        original, place = self.kiosks[number], len(self.kiosks)
        folder = self.folder / f"kiosk-{place}"
        copied(original.places.data, folder / "data")
        shutil.copytree(original.places.keys, folder / "keys")
        self._add("", self.station_of[number], folder, machine=f"machine-{place}")
        self.known[-1].promised = list(self.known[number].promised)
        self.happened["cloned disk"] += 1

    def flip_row(self, number: int, at: int, *, drops: bool) -> None:
        """Bits change in one row of a kiosk's database, or it is gone."""
        kiosk = self.kiosks[number]
        if self._waiting(kiosk):
            return  # its own work is not known elsewhere yet: what is lost then is lost
        table, column = (("people", "note"), ("postings", "title"), ("slips", "wish_id"))[at % 3]
        if id_ := self._pick(number, f"select id from {table} order by id", at):
            with kiosk.station.database.transaction():
                if drops and table == "people":
                    return
                if drops and table == "postings" and not kiosk.rows(USED, id_):
                    kiosk.station.database.execute("delete from postings where id = ?", (id_,))
                else:
                    kiosk.station.database.execute(f"update {table} set {column} = ? where id = ?", (f"?{id_}", id_))
            self.happened["bit flip in a row"] += 1

    # What must hold

    def check(self) -> None:
        """Must hold at any moment."""
        held = Counter(self.paper.values())
        for posting, count in held.items():
            assert count <= self.most[posting], f"{count} slips for {posting}, most {self.most[posting]}"
        with self.store.look() as connection:
            twice = connection.execute(
                select(changes.c.operation, changes.c.kind, changes.c.id)
                .where(changes.c.operation != "")
                .group_by(changes.c.operation, changes.c.owner, changes.c.kind, changes.c.id)
                .having(func.count() > 1)
            ).all()
        assert not twice, f"applied twice: {twice}"

    def _check_there(self, operations: Any) -> None:
        """What central acknowledged, it has, or has refused."""
        with self.store.look() as connection:
            for kind, row in operations:
                names = [one.name for one in OF_OPERATION[kind]] + ["posting-draft"]
                if not OF_OPERATION[kind] or kind == "station-saved" or row in self.ended:
                    continue
                found = connection.execute(select(records.c.id).where(records.c.kind.in_(names), records.c.id == row))
                assert found.first() is not None, f"{kind} {row} was acknowledged and is not there"

    def settle(self) -> None:
        """All faults end; every kiosk syncs until nobody has anything to say. Raises `AssertionError`."""
        self.clock = RIGHT
        for _ in range(ROUNDS_TO_QUIET):
            reports = [self._settled(number) for number in range(len(self.kiosks))]
            assert all(report.outcome is Outcome.DONE for report in reports), reports
            is_said = any(report.sent or report.written or report.gone or report.repaired for report in reports)
            if not is_said and all(map(self._is_alike, self.kiosks, reports)):
                break
        else:
            raise AssertionError(f"no end: {reports}")
        self.check()
        assert list(faults(self.store)) == []
        self._check_there(self.acknowledged.values())
        self._check_promises()
        self._check_alike()
        self._check_leases()

    def _is_alike(self, kiosk: Kiosk, report: Report) -> bool:
        """Where something is left out, as it was refused, the sums differ for ever; then the rest is looked at."""
        return bool(report.agrees) or (
            bool(counting.left_out(kiosk.station.database)) and kiosk.holds_what_central_has()
        )

    def _settled(self, number: int) -> Report:
        report = self.sync(number)
        assert report is not None
        return report

    def _check_promises(self) -> None:
        refused = {
            row for kiosk in self.kiosks for row in kiosk.rows("select row_id from operations where state = 'refused'")
        }
        for known in self.known:
            for table, id_ in known.promised:
                kind = {"people": "person", "outcomes": "outcome"}.get(table, table.removesuffix("s"))
                if id_ in self.ended or (id_,) in refused:
                    continue
                with self.store.look() as connection:
                    found = connection.execute(
                        select(records.c.id).where(records.c.kind.in_((kind, f"{kind}-draft")), records.c.id == id_)
                    )
                    assert found.first() is not None, f"{table} {id_} was promised and is not there"

    def _check_alike(self) -> None:
        """Kiosks of one station hold the same rows, and nothing that came is left aside."""
        rows: dict[str, set[tuple[str, str, int]]] = {}
        for number, kiosk in enumerate(self.kiosks):
            database = kiosk.station.database
            troubles = kiosk.rows("select kind, row_id, reason from sync_troubles")
            assert not troubles, f"kiosk {number}: {troubles}"
            without = counting.left_out(database)
            mine = {row for row in counting.hashes(database, without) if row[2]}
            theirs = rows.setdefault(self.station_of[number], mine)
            left = {(kind, id_) for kind, id_, _ in mine ^ theirs} - without
            assert not left or self.kiosks_left_out(self.station_of[number]) >= left, f"kiosk {number}: {left}"

    def _check_leases(self) -> None:
        """No kiosk may give out more than central thinks that it may."""
        with self.store.look() as connection:
            rows = connection.execute(select(leases.c.posting, leases.c.kiosk, leases.c.slots)).all()
        held = {(posting, number): slots for posting, number, slots in rows}
        for kiosk in self.kiosks:
            ((number,),) = kiosk.rows("select kiosk from central")
            for posting, here in kiosk.rows("select id, slots_here from postings"):
                theirs = held.get((str(posting), int(str(number))), 0)
                assert int(str(here)) <= theirs, f"kiosk {number} holds {here} of {posting}, by central {theirs}"

    def kiosks_left_out(self, station: str) -> set[tuple[str, str]]:
        """Return what some kiosk of a station keeps apart: operations that were refused, rows that others need."""
        kiosks = (kiosk for kiosk, of in zip(self.kiosks, self.station_of, strict=True) if of == station)
        return set().union(*(counting.left_out(kiosk.station.database) for kiosk in kiosks))


USED = "select 1 from slips where posting_id = ?1 union all select 1 from complaints where posting_id = ?1"


def _countdown(left: int) -> Callable[[], None]:
    def step() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed

    return step


def _flipped(said: bytes, at: int) -> bytes:
    if not said:
        return said
    place = at % len(said)
    return said[:place] + bytes([said[place] ^ (1 << at % 8)]) + said[place + 1 :]


def _stale(heard: list[Asked], at: int) -> Callable[[str, str, bytes], tuple[int, bytes] | None]:
    """A cache that answers with what central once said to somebody's request, whatever is asked now."""

    def answer(method: str, path: str, body: bytes) -> tuple[int, bytes] | None:
        old = [asked for asked in heard if asked.method == method and asked.path.split("?")[0] == path.split("?")[0]]
        return (old[at % len(old)].status, old[at % len(old)].said) if old else None

    return answer
