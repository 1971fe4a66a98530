"""The small files beside the database: settings and their good copies, the wrapped key, crashes, and notes."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from kiosk.care.central_clock import CentralClock, note_central_time, since_boot_ms
from kiosk.care.config.changing import change_file
from kiosk.care.config.in_force import good_beside, settings_in_force
from kiosk.care.config.reading import read_file
from kiosk.care.watching.crashes import MOST_KEPT, Crash, CrashKind, CrashRecord, crashes_in
from kiosk.commands.watch import keep_steady
from kiosk.desk.settings import read_settings
from kiosk.printing.noted import NotedState, note_state, noted_state
from kiosk.printing.state import PrinterState
from kiosk.store.adopted_key import key_at_hand
from kiosk.store.durable import made_folder, written_whole
from kiosk.store.keys import DatabaseKey
from kiosk.store.recovery_code import RecoveryCode
from kiosk.store.wrapped_key import keep_wrapped, kept_wrapped, wrap
from tests.power.work import NOW, Said, Say, words_of
from tests.store.backups.conftest import CODE, Machine

SAVED, USUAL = "desk.lock_after_minutes", 5
CODES = (CODE, RecoveryCode("3456789ACDEFHJKLMNPRTP42"))


class Settings:
    """Settings saved, read by the desk which keeps a good copy, and kept by the watch as those one lives well with."""

    name = "settings"

    def prepare(self, machine: Machine, chance: Random) -> None:
        machine.places.data.mkdir(parents=True)
        machine.places.settings.write_text("# written by hand\n[desk]\n")

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        for minutes in range(USUAL + 1, USUAL + chance.randint(4, 7)):
            change_file(machine.places.settings, {SAVED: minutes}, whole=written_whole)
            say("saved", minutes)
            read_settings(machine.places.settings)
            say("good", minutes)
            keep_steady(machine.places)
            say("steady", minutes)

    def judge(self, machine: Machine, said: Said) -> None:
        at = machine.places
        in_force = settings_in_force(at.settings)
        assert in_force.mistakes == ()
        files = {"saved": at.settings, "good": good_beside(at.settings), "steady": at.steady_settings}
        for about, file in files.items():
            least = max((int(minutes) for (minutes,) in words_of(said, about)), default=0)
            if not file.exists():
                assert least == 0, f"{file.name} is lost"
                continue
            reading = read_file(file)
            assert reading.mistakes == ()
            assert not reading.is_blank
            assert reading.data is not None
            assert reading.data.startswith(b"# written by hand\n")
            assert reading.settings.desk.lock_after_minutes >= least, f"{file.name} is an older one again"


class RecoveryCodes:
    """The key wrapped with a code on paper, and then with another one."""

    name = "recovery-codes"

    def prepare(self, machine: Machine, chance: Random) -> None:
        machine.open().close()

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        key = _key(machine)
        for number, code in enumerate(CODES):
            keep_wrapped(machine.places.wrapped_key, wrap(key, code, made=NOW + timedelta(days=number)))
            say("wrapped", number)

    def judge(self, machine: Machine, said: Said) -> None:
        key, known = _key(machine), len(words_of(said, "wrapped"))
        wrapped = kept_wrapped(machine.places.wrapped_key, key)
        if wrapped is None:
            assert not known
            assert not machine.places.wrapped_key.exists(), "half a key"
            return
        number = (wrapped.code_made - NOW).days
        assert number in (known - 1, known)
        assert wrapped.unwrapped(CODES[number]) == key


def _key(machine: Machine) -> DatabaseKey:
    key = key_at_hand(machine.places.keys, database=machine.places.database)
    assert key is not None
    return key


class Crashes:
    """Crashes are remembered, also when older ones are dropped."""

    name = "crashes"

    def prepare(self, machine: Machine, chance: Random) -> None:
        made_folder(machine.places.crashes.parent)  # as the watch does before it begins
        if chance.random() < 0.7:
            record = CrashRecord(machine.places.crashes)
            for number in range(MOST_KEPT - 2):
                record.add(_crash(number - MOST_KEPT))

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        for begin in range(3):
            record = CrashRecord(machine.places.crashes, whole=written_whole)
            for number in range(begin * 3, begin * 3 + 3):
                record.add(_crash(number))
                say("crash", number)

    def judge(self, machine: Machine, said: Said) -> None:
        CrashRecord(machine.places.crashes, whole=written_whole).add(_crash(100))
        found = [crash.at_ms for crash in crashes_in(machine.places.crashes)]
        known = [_crash(int(number)).at_ms for (number,) in words_of(said, "crash")]
        assert len(found) == len(set(found)), "a crash is there twice"
        assert set(known) <= set(found), "a crash is lost"
        assert found[-1] == _crash(100).at_ms, "the next one is lost"


def _crash(number: int) -> Crash:
    return Crash(at_ms=1_000_000 + number, kind=CrashKind.DIED, code=-9, lived_s=1.5, was_safe=False)


class Notes:
    """Central's time and the printer's state, noted for other programs: worth nothing after a start, but readable."""

    name = "notes"

    def prepare(self, machine: Machine, chance: Random) -> None:
        machine.places.data.mkdir(parents=True)

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        for state in (PrinterState.READY, PrinterState.SILENT, PrinterState.READY):
            note_central_time(machine.places.central_time, 1_800_000_000_000, since_boot=since_boot_ms())
            note_state(machine.places.data, NotedState(state=state, since=NOW))

    def judge(self, machine: Machine, said: Said) -> None:
        assert CentralClock(machine.places.central_time)().year >= 2020
        noted = noted_state(machine.places.data)
        assert noted is None or noted.since == NOW
