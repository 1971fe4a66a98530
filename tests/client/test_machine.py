"""What tells one computer from another: its parts, whoever looks, and never a mark that only seems to be another."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.slip import SlipHeld
from sync.client.machine import is_elsewhere, machine_mark, shares_parts
from sync.client.report import Outcome
from sync.protocol.enrolment import AgainRequest
from sync.protocol.wire import validated
from tests.client.test_identity import numbers
from tests.client.test_one_market import posting, save, settle, wish

ADDRESS, OTHER = "00:1b:21:aa:bb:01", "00:1b:21:aa:bb:02"
OF_OLD = "0123456789abcdef01234567"


class Computer:
    """What its kernel shows of it, as far as the kiosk's user may read that."""

    def __init__(self, folder: Path) -> None:
        self.network, self.serial = folder / "net", folder / "serial-number"
        self._bus = folder / "bus"
        self.network.mkdir(parents=True)

    def put_in(self, name: str, address: str, *, kind: str = "0", on: str = "pci0") -> None:
        """Put in a network card, or have it use another address. `kind`: the kernel's `addr_assign_type`."""
        (self._bus / on).mkdir(parents=True, exist_ok=True)
        card = self.network / name
        if not card.exists():
            card.mkdir()
            (card / "device").symlink_to(self._bus / on)
        (card / "address").write_text(f"{address}\n")
        (card / "addr_assign_type").write_text(f"{kind}\n")

    def mark(self) -> str:
        return machine_mark(network=self.network, serial=self.serial)


@pytest.fixture
def computer(tmp_path) -> Computer:
    return Computer(tmp_path / "computer")


def test_two_computers_have_no_mark_in_common(computer, tmp_path) -> None:
    other = Computer(tmp_path / "other")
    computer.put_in("eth0", ADDRESS)
    other.put_in("eth0", OTHER)
    assert is_elsewhere(computer.mark(), other.mark())
    assert not is_elsewhere(computer.mark(), computer.mark())


def test_a_card_more_or_less_is_still_the_same_computer(computer) -> None:
    computer.put_in("eth0", ADDRESS)
    computer.serial.write_bytes(b"10000000cafe\x00")
    before = computer.mark()
    computer.put_in("eth1", OTHER)
    assert shares_parts(before, computer.mark())
    assert before != computer.mark()


def test_an_address_drawn_for_a_scan_is_not_the_cards(computer) -> None:
    computer.put_in("wlan0", ADDRESS)
    before = computer.mark()
    for kind in ("1", "3"):
        computer.put_in("wlan0", "3e:11:22:33:44:55", kind=kind)
        assert computer.mark() == ""
        assert not is_elsewhere(before, computer.mark())


def test_what_hangs_on_a_cable_or_is_no_card_is_no_part(computer) -> None:
    computer.put_in("eth0", ADDRESS)
    before = computer.mark()
    computer.put_in("usb0", OTHER, on="pci0/usb1")
    computer.put_in("can0", "00:00:00:00:00:00")
    (computer.network / "bonding_masters").write_text("")
    assert computer.mark() == before


@pytest.mark.parametrize("said", [b"None", b"000000000", b"N/A", b""])
def test_a_board_without_a_number_is_not_taken_for_one(computer, said: bytes) -> None:
    computer.serial.write_bytes(said)
    assert computer.mark() == ""


def test_a_mark_is_as_short_as_central_keeps_it(computer) -> None:
    for number in range(20):
        computer.put_in(f"eth{number}", f"00:1b:21:aa:bb:{number:02x}")
    said = {"v": 1, "reason": "moved", "fork_seq": 0, "public_key": "", "token_hash": "", "machine": computer.mark()}
    assert AgainRequest(**said).machine == computer.mark()


def test_this_computer_has_the_same_mark_each_time() -> None:
    assert machine_mark() == machine_mark()


@pytest.mark.parametrize("kept", [OF_OLD, ""])
def test_a_mark_that_tells_nothing_is_no_move_and_is_learnt_anew(kiosk, central, kept: str) -> None:
    one = kiosk("one")
    id_ = save(one, posting(headcount=3))
    settle(one)
    one.station.database.execute("update central set machine = ?", (kept,))
    one.machine = "aaaaaaaaaaaa bbbbbbbbbbbb"
    one.engine.look_who_we_are()
    assert one.rows("select fork, machine from central") == [("", one.machine)]
    assert isinstance(wish(one, id_, "w"), SlipHeld)
    assert one.sync().outcome is Outcome.DONE
    assert numbers(central) == [(1, 0, False)]
    one.machine = "cccccccccccc"
    one.engine.look_who_we_are()
    assert one.rows("select fork, machine from central") == [("moved", "cccccccccccc")]


def test_a_part_that_is_shared_keeps_slots_and_identity(kiosk, central) -> None:
    one = kiosk("one")
    id_ = save(one, posting(headcount=3))
    settle(one)
    one.station.database.execute("update central set machine = 'aaaaaaaaaaaa bbbbbbbbbbbb'")
    for here in ("bbbbbbbbbbbb", "", "aaaaaaaaaaaa cccccccccccc"):
        one.machine = here
        one.engine.look_who_we_are()
        assert one.rows("select fork, machine from central") == [("", "aaaaaaaaaaaa bbbbbbbbbbbb")]
    assert isinstance(wish(one, id_, "w"), SlipHeld)
    one.machine = "cccccccccccc"
    one.engine.look_who_we_are()
    assert not isinstance(wish(one, id_, "x"), SlipHeld)


@pytest.mark.parametrize(("here", "is_dead"), [("bbbbbbbbbbbb", True), ("", False), ("cccccccccccc", False)])
def test_central_sees_whether_a_restored_kiosk_is_still_in_the_computer_it_knows(
    kiosk, central, here: str, is_dead: bool
) -> None:
    one = kiosk("one")
    settle(one)
    one.station.database.execute("update central set machine = 'aaaaaaaaaaaa bbbbbbbbbbbb', fork = 'restored'")
    with central.store.change() as connection:
        connection.exec_driver_sql("update kiosks set machine = 'aaaaaaaaaaaa bbbbbbbbbbbb'")
    one.machine = here
    one.line.heard.clear()
    assert one.sync().outcome is Outcome.DONE
    asked = next(heard for heard in one.line.heard if heard.path == "/v1/again")
    assert validated(AgainRequest, asked.body).machine
    assert numbers(central) == [(1, 0, is_dead), (2, 1, False)]
