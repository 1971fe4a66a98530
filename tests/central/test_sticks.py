"""A stick at central: what a kiosk says in one file is taken as a whole, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from sync.central import exchange
from sync.central.bundles import Answered, Bundles, Overtaken
from sync.central.exchange import Revoked
from sync.central.store.database import Store, now_ms
from sync.protocol.bundle import BundleHeader, Part, PartKind, central_mark, write_bundle
from sync.protocol.enrolment import Enrolled, body_of, new_token_secret, token_of
from sync.protocol.faults import ProtocolFault
from sync.protocol.sealing import Opener
from sync.protocol.signing import Signer
from tests.central.county import REGION, County, RawKiosk, enrol_message, mark_of
from tests.central.test_crowd import WITHIN_S, beside, wait_until, waiting_for_locks

SEED = bytes(range(32))


class StickKiosk:
    """A kiosk of a county that speaks by files. Each request tells some operations, after those of the one before."""

    def __init__(self, county: County, folder: Path) -> None:
        self.county, self.folder = county, folder
        self.bundles = Bundles(county.store, county.central.signer)
        keys = {"public_key": Signer(SEED).public_key.hex(), "seal_key": Opener(SEED).public_key.hex()}
        secret = new_token_secret()
        code = county.central.enrolment.add_code(REGION, county.east.station)
        status, body = county.post("/v1/enrol", enrol_message(code, secret, keys))
        assert status == 200
        self.said = Enrolled.model_validate_json(body_of(body))
        self.kiosk = RawKiosk(county=county, said=self.said, token=token_of(self.said.region, secret))
        self.requests: list[bytes] = []

    def says(self, kind: str, *, wants: Sequence[str] = (), **fields: object) -> None:
        saved = self.kiosk.operation(kind, **fields)
        wished = [{"posting": posting, "wishes": 2} for posting in wants]
        self.requests.append(self.kiosk.message(saved, wants=wished))
        self.kiosk.after = (self.kiosk.seq, mark_of(saved))

    def file(self) -> Path:
        header = BundleHeader(
            direction="up",
            central=central_mark(self.county.central.signer.public_key),
            region=self.said.region,
            station=self.said.station,
            kiosk=self.said.kiosk,
            number=1,
            made_ms=now_ms(),
        )
        path = self.folder / "up.yzb"
        with path.open("wb") as out:
            parts = [Part(kind=PartKind.REQUEST, data=data) for data in self.requests]
            write_bundle(header, parts, out, signer=Signer(SEED), to=bytes.fromhex(self.said.central_seal_key))
        return path

    def carry(self) -> Answered:
        return self.bundles.take(self.file())


@pytest.fixture
def county(store: Store) -> Iterator[County]:
    county = County(store)
    yield county
    county.close()


def test_a_fault_in_a_later_request_undoes_those_before_it(county: County, tmp_path: Path) -> None:
    stick = StickKiosk(county, tmp_path)
    stick.says("person-saved", name="张翠花")
    stick.says("employer-saved", name="王家砖厂")
    good = list(stick.requests)
    stick.kiosk.seq += 1  # one is missing
    stick.requests.append(stick.kiosk.message(stick.kiosk.operation("person-saved", name="李梅")))
    before, files = county.dump(), sorted(tmp_path.iterdir())
    with pytest.raises(ProtocolFault) as fault:
        stick.carry()
    assert fault.value.key == "sequence-gap"
    assert county.dump() == before
    assert [file for file in sorted(tmp_path.iterdir()) if file.name != "up.yzb"] == files
    stick.requests = good
    answered = stick.carry()
    assert (answered.applied, answered.refused) == (2, 0)
    assert answered.path.is_file()
    assert stick.carry().applied == 0, "the same file again changes nothing more"


class Interrupted(Store):
    """Does something else as soon as what was to be done together is done."""

    def __init__(self, store: Store, then: Callable[[], object]) -> None:
        super().__init__(store.engine)
        self._then = then

    @contextmanager
    def together(self) -> Iterator[Store]:
        with super().together() as store:
            yield store
        self._then()


def test_who_is_shut_out_while_the_answer_is_made_is_not_told_that_nothing_was_changed(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "MOST_GRANTS", 1)  # so that the answer takes more than one reply
    postings = [county.west.posting(headcount=9) for _ in range(2)]
    for posting in postings:
        county.west.send(slots=[{"posting": posting, "no": 1, "slots": 1}])
    stick = StickKiosk(county, tmp_path)
    stick.says("person-saved", name="张翠花", wants=postings)
    shut_out = partial(county.central.enrolment.revoke, REGION, stick.said.station)
    stick.bundles = Bundles(Interrupted(county.store, shut_out), county.central.signer)
    with pytest.raises(Overtaken):
        stick.carry()
    assert "张翠花" in str(county.dump("records"))
    before = county.dump()
    with pytest.raises(Revoked):
        stick.carry()
    assert county.dump() == before


def test_both_scopes_are_locked_before_the_first_request(postgres_store: Store, tmp_path: Path) -> None:
    """The first one needs the station's alone: others lock the region's before it, and would wait for each other."""
    county = County(postgres_store)
    stick = StickKiosk(county, tmp_path)
    stick.says("person-saved", name="张翠花")
    stick.says("employer-saved", name="王家砖厂")
    done: Future[Answered] = Future()
    with beside(postgres_store) as sync:
        sync.execute(text("select 1 from scopes where region = :here and owner = '' for update"), {"here": REGION})
        threading.Thread(target=lambda: done.set_result(stick.carry()), daemon=True).start()
        wait_until(lambda: waiting_for_locks(postgres_store) == 1)
        own = {"here": REGION, "mine": stick.said.station}
        sync.execute(text("select 1 from scopes where region = :here and owner = :mine for update nowait"), own)
        sync.rollback()
    assert done.result(WITHIN_S).applied == 2
    county.close()
