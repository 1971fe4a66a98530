"""A station comes back from a backup, on its own machine or a new one, and gives nothing out twice."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.slip import SlipHeld
from kiosk.domain.station import Station
from kiosk.errors import NewerSchema, Refused
from kiosk.store.backups import backups_in
from kiosk.store.connection import connect
from kiosk.store.integrity import check
from kiosk.store.keys import KEY_FILE
from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.store.outbox import OperationKind
from kiosk.store.recovery_code import RecoveryCode
from tests.store.backups.conftest import CODE, HEADCOUNT, NOW
from tests.store.test_migrating import RELEASED
from tests.store.test_sync_state import enrol


def refusal(machine, source: Path | None, **how) -> str:
    machine.close()
    before = machine.files()
    with pytest.raises(Refused) as refused:
        machine.restore(source, **how)
    assert machine.files() == before
    return refused.value.key


def numbers(slips) -> set[str]:
    return {slip.number for slip in slips}


def slots(machine) -> int:
    with machine.open() as station:
        return int(station.database.value("select sum(slots_here) from postings"))


def test_the_newest_backup_of_this_machine_comes_back_and_what_was_here_stays_aside(here, save_posting) -> None:
    here.upkeep().back_up_now()
    save_posting(here, "后来的")
    restored = here.restore(None)
    assert here.titles() == ["招瓦工"]
    assert restored.source == backups_in(here.places.backups)[0]
    assert restored.put_aside is not None
    assert restored.put_aside.parent == here.places.damaged
    here.restore(restored.put_aside)
    assert here.titles() == ["后来的", "招瓦工"]
    assert check(here.places.database, here.key) == []
    assert not (here.places.data / "restoring").exists()


def test_what_the_write_ahead_log_held_is_put_aside_with_the_rest(here, save_posting) -> None:
    here.upkeep().back_up_now()
    station = here.open()
    save_posting(here, "后来的")
    log = here.places.database.with_name("station.db-wal")
    assert log.stat().st_size > 0
    kept = {path: path.read_bytes() for path in (here.places.database, log)}
    station.close()
    for path, content in kept.items():
        path.write_bytes(content)  # as a power cut leaves them
    aside = here.restore(None).put_aside
    with closing(connect(aside, here.key)) as connection:
        assert connection.execute("select count(*) from postings").fetchone() == (2,)


def test_a_torn_backup_is_passed_over_for_the_one_before(here, save_posting) -> None:
    good = here.upkeep().back_up_now()
    here.now += timedelta(hours=1)
    torn = here.upkeep().back_up_now()
    content = bytearray(torn.read_bytes())
    content[5000] ^= 1
    torn.write_bytes(content)
    assert here.restore(None).source == good
    good.unlink()
    assert refusal(here, None) == "error-restore-none"


def test_a_stick_brings_the_station_back_on_a_new_machine_with_the_code_alone(here, machine_at, stick: Path) -> None:
    here.places.settings.write_text("[desk]\nlock_after_minutes = 7\n")
    file = here.carry(stick).path
    new = machine_at("new")
    assert refusal(new, file, code=RecoveryCode.new()) == "error-code-other"
    restored = new.restore(file, code=CODE)
    assert new.titles() == ["招瓦工"]
    assert (restored.put_aside, restored.settings) == (None, new.places.settings)
    assert new.places.settings.read_text() == "[desk]\nlock_after_minutes = 7\n"
    assert restored.is_code_kept
    assert len(new.carry(stick).removed) == 0
    assert len(list(stick.iterdir())) == 2


def test_a_machine_that_was_started_before_keeps_its_own_key_and_the_code_goes_for_it(
    here, machine_at, stick: Path
) -> None:
    file = here.carry(stick).path
    new = machine_at("new")
    new.open().close()
    key = new.key
    restored = new.restore(file, code=CODE)
    assert restored.put_aside is not None
    assert new.titles() == ["招瓦工"]
    assert new.key == key != here.key
    again = new.carry(stick).path
    third = machine_at("third")
    third.restore(again, code=CODE)
    assert third.titles() == ["招瓦工"]


def test_a_key_that_was_lost_comes_back_with_the_code(here, save_posting, stick: Path) -> None:
    file = here.carry(stick).path
    key = here.key
    here.close()
    (here.places.keys / KEY_FILE).write_bytes(b"torn")
    assert refusal(here, None) == "error-restore-no-key"
    restored = here.restore(file, code=CODE)
    assert restored.put_aside is not None
    assert here.key == key
    assert here.titles() == ["招瓦工"]
    assert [path.read_bytes() for path in here.places.keys.glob("*.damaged-*")] == [b"torn"]


def test_a_new_code_takes_the_place_of_the_old_and_old_files_open_with_the_old(here, machine_at, stick: Path) -> None:
    old = here.carry(stick).path
    code = RecoveryCode.new()
    here.keep_code(code)
    newer = here.carry(stick).path
    for name, file, right, wrong in (("a", old, CODE, code), ("b", newer, code, CODE)):
        machine = machine_at(name)
        assert refusal(machine, file, code=wrong) == "error-code-other"
        machine.restore(file, code=right)
        assert machine.titles() == ["招瓦工"]


def test_a_trial_changes_nothing_beside_a_running_station(here, stick: Path) -> None:
    file = here.carry(stick).path
    here.close()
    before = here.files()
    assert here.restore(file, only_try=True).station.name == "零工驿站"
    assert here.restore(None, only_try=True).put_aside is None
    assert here.files() == before


def test_a_running_station_is_not_restored(here, stick: Path) -> None:
    file = here.carry(stick).path
    running = here.open()
    here.opened.clear()
    try:
        with pytest.raises(Refused, match="error-restore-in-use"):
            here.restore(file)
        assert here.restore(file, only_try=True).put_aside is None
    finally:
        running.close()
    here.restore(file)


def test_a_station_that_nobody_used_gives_way_to_another_and_one_that_somebody_named_does_not(
    here, machine_at, stick: Path
) -> None:
    file = here.carry(stick).path
    named = machine_at("named")
    with named.open() as station:
        station.settle(Station(id=station.station.id, name="北镇零工驿站", region="530423100"), ())
    assert refusal(named, file, code=CODE) == "error-restore-other-station"
    unused = machine_at("unused")
    unused.open().close()
    unused.restore(file, code=CODE)
    assert unused.titles() == ["招瓦工"]


def test_settings_of_this_machine_stay_and_those_of_the_backup_lie_beside_them(here, stick: Path) -> None:
    here.places.settings.write_text("# then\n")
    file = here.carry(stick).path
    assert here.restore(file).settings is None
    here.places.settings.write_text("# now\n")
    restored = here.restore(file)
    assert restored.settings is not None
    assert (restored.settings.name, restored.settings.read_text()) == ("station.toml.from-backup", "# then\n")
    assert here.places.settings.read_text() == "# now\n"


def test_a_backup_of_an_earlier_program_is_brought_up_to_date(machine_at) -> None:
    machine = machine_at("released")
    machine.places.keys.mkdir(parents=True)
    (machine.places.keys / KEY_FILE).write_bytes(bytes(range(32)))
    (machine.places.keys / KEY_FILE).chmod(0o600)
    machine.restore(RELEASED)
    assert check(machine.places.database, machine.key) == []
    with machine.open() as station:
        assert station.database.value("pragma user_version") == SCHEMA_VERSION
        assert station.database.value("select count(*) from slips") > 0


def test_a_backup_of_a_later_program_is_refused(here) -> None:
    backup = here.upkeep().back_up_now()
    key = here.key
    with closing(connect(backup, key)) as connection:
        connection.execute("pragma user_version = 99")
    here.close()
    before = here.files()
    with pytest.raises(NewerSchema):
        here.restore(backup)
    assert here.files() == before


def test_nothing_is_given_out_twice_by_a_station_of_the_county(here, save_posting, stick: Path) -> None:
    posting = save_posting(here, "招木工")
    with here.open() as station:
        enrol(station.database)
        prefix = station.station.prefix
    here.slips(posting, 2, "before")
    file = here.carry(stick).path
    lost = here.slips(posting, 3, "lost")
    here.restore(file)
    assert slots(here) == 0
    assert here.slips(posting, 3, "after") == []
    with here.open() as station:
        assert station.station.prefix != prefix
        assert station.database.value("select reached > fork_seq from central")
    later = save_posting(here, "后来的")
    assert not numbers(here.slips(later, 3, "later")) & numbers(lost)


@pytest.mark.parametrize("is_started", [False, True])
def test_nothing_is_given_out_twice_on_a_new_machine_that_knows_of_nothing(
    here, machine_at, save_posting, stick: Path, is_started: bool
) -> None:
    posting = save_posting(here, "招木工")
    with here.open() as station:
        enrol(station.database)
        prefix = station.station.prefix
    file = here.carry(stick).path
    lost = here.slips(posting, 3, "lost")
    new = machine_at("new")
    if is_started:
        new.open().close()
    new.restore(file, code=CODE)
    assert slots(new) == 0
    assert new.slips(posting, 1, "after") == []
    with new.open() as station:
        assert station.station.prefix != prefix
        assert station.database.row("select fork, reached from central") == ("restored", 0), "nobody knows how far"
    assert not numbers(new.slips(save_posting(new, "后来的"), 3, "later")) & numbers(lost)


def test_a_station_that_is_alone_keeps_its_slots_and_numbers_its_slips_anew(
    here, machine_at, save_posting, stick: Path
) -> None:
    posting = save_posting(here, "招木工")
    file = here.carry(stick).path
    lost = numbers(here.slips(posting, 3, "lost"))
    new = machine_at("new")
    new.restore(file, code=CODE)
    here.restore(file)
    on_new, on_old = numbers(new.slips(posting, 3, "new")), numbers(here.slips(posting, 3, "old"))
    assert len(on_new) == len(on_old) == 3
    assert not on_new & lost
    assert not on_old & lost


def test_what_is_put_aside_gives_nothing_out_when_somebody_puts_it_back(here, save_posting, stick: Path) -> None:
    posting = save_posting(here, "招木工")
    with here.open() as station:
        enrol(station.database)
    file = here.carry(stick).path
    here.slips(posting, 3, "lost")
    aside = here.restore(file).put_aside
    here.open().close()
    shutil.copyfile(aside, here.places.database)
    assert slots(here) == 0
    assert here.slips(posting, 1, "again") == []


def test_a_restore_right_after_the_backup_costs_no_slot_and_no_prefix(here, save_posting, stick: Path) -> None:
    posting = save_posting(here, "招木工")
    with here.open() as station:
        enrol(station.database)
        prefix = station.station.prefix
    file = here.carry(stick).path
    here.restore(file)
    assert slots(here) == 2 * HEADCOUNT
    with here.open() as station:
        assert station.station.prefix == prefix
        assert isinstance(station.slips.issue(posting, wish_id="w", now=NOW), SlipHeld)


def test_marks_that_were_lost_make_it_a_copy(here, save_posting, stick: Path) -> None:
    """Where nobody can say that nothing was given out since, something was."""
    posting = save_posting(here, "招木工")
    with here.open() as station:
        enrol(station.database)
    file = here.carry(stick).path
    here.slips(posting, 1, "lost")
    here.close()
    shutil.rmtree(here.places.reached)
    here.restore(file)
    assert slots(here) == 0


def test_a_copy_tells_the_county_of_its_new_prefix_once(here, machine_at, stick: Path) -> None:
    with here.open() as station:
        enrol(station.database)
    new = machine_at("new")
    new.restore(here.carry(stick).path, code=CODE)
    told = "select count(*) from operations where kind = ? and base_version > 0"
    for _ in range(2):
        with new.open() as station:
            assert station.database.value(told, (OperationKind.STATION_SAVED.value,)) == 1
