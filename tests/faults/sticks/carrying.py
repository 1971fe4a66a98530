"""A town whose stations carry files, and what they do in it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from sqlalchemy import select

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.ids import new_id
from kiosk.domain.person import Consent
from kiosk.domain.slip import SlipHeld
from kiosk.domain.staff import Actor, Role
from kiosk.store.postings import NewPosting
from sync.central.bundles import Answered, Bundles
from sync.central.importing import CountyShelf
from sync.central.schema import bring_up_to_date
from sync.central.store.database import Store, now_ms, open_engine, sqlite_url
from sync.central.store.tables import metadata
from sync.central.upkeep import faults, prune
from sync.client.bundles import Exported, Stick
from sync.client.report import Outcome, Report
from sync.client.state import SyncState
from sync.protocol.bundle import Bundle, PartKind
from sync.protocol.sealing import Opener
from sync.protocol.signing import Verifier
from sync.protocol.wire import SyncReply, read_reply
from tests.faults.town import CountyCentral, Kiosk, posting_of

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


def offer(kiosk: Kiosk, words: str, *, headcount: int = 3) -> str:
    new = posting_of(words, headcount=headcount)
    kiosk.station.postings.save_new([NewPosting(posting=new)])
    return new.id


def offer_centrally(town: Town, words: str, *, headcount: int = 3, count: int = 1) -> str:
    new = [posting_of(f"{words}{number}", headcount=headcount) for number in range(count)]
    shelf = CountyShelf(town.central.store, REGION, town=TOWN)
    shelf.save_new([NewPosting(posting=one) for one in new])
    return new[-1].id


def say_much(kiosk: Kiosk) -> None:
    """More than one request holds."""
    new = [replace(posting_of(f"活{number}"), note="砌" * 450) for number in range(MUCH)]
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
