"""Files that are not taken: torn, forged, foreign, or of somebody who is shut out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.domain.language import Language
from kiosk.texts.catalogue import Texts
from sync.central.bundles import NoSealKey
from sync.central.exchange import Revoked
from sync.central.store.tables import kiosks
from sync.client.bundles import Stick, StickRefused
from sync.client.report import Outcome
from sync.protocol.bundle import BundleHeader, Direction, Part, PartKind, central_mark, write_bundle
from sync.protocol.faults import ProtocolFault
from sync.protocol.sealing import Opener
from sync.protocol.signing import Signer
from sync.protocol.wire import PageToFetch, SyncReply, request, write_reply, write_request
from tests.faults.sticks.carrying import (
    REGION,
    Town,
    has_all,
    here,
    offer,
    offer_centrally,
    wish,
)
from tests.faults.town import Kiosk

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
    up = forged(town, "up", Signer(seed), seal_key(town.east), [Part(kind=PartKind.REQUEST, data=asked)])
    down = forged(town, "down", Signer(seed), to, pair(asked, reply))
    assert central_refusal(town, up) == "bad-signature"
    assert refusal(town, town.east, down) == "bad-signature"


def pair(asked: bytes, reply: bytes) -> list[Part]:
    return [Part(kind=PartKind.ASKED, data=asked), Part(kind=PartKind.REPLY, data=reply)]


def seal_key(kiosk: Kiosk) -> bytes:
    """The key of central, as `kiosk` knows it, for which files on their way up are sealed."""
    ((key,),) = kiosk.rows("select seal_key from central")
    assert isinstance(key, bytes)
    return key


def forged(
    town: Town, direction: Direction, signer: Signer, to: bytes, parts: list[Part], *, central_key: bytes = b""
) -> Path:
    """A bundle of the first kiosk's, or for it, as `signer` writes it. `central_key`: another central's."""
    header = BundleHeader(
        direction=direction,
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
    to = seal_key(town.east)
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
