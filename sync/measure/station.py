"""A station in a process of its own, told what to do line by line: `python -m sync.measure.station DATA KEYS`.

Each answer is one JSON object on one line.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

KIB = 1024
NEEDED = ("zstandard", "cryptography.exceptions", "sync.protocol.page", "sync.client.engine", "http.client", "ssl")


class Station:
    """The other end of the pipe: a child process that has a station open."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, word: str, **details: Any) -> dict[str, Any]:
        """Have the station do something, and return what it says. Raises `RuntimeError` where it did not end well."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": word, **details}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the station ended while it did: {word}")
        said: dict[str, Any] = json.loads(line)
        return said

    def sync(self) -> dict[str, Any]:
        """Sync once. Raises `RuntimeError` unless both ends then hold the same."""
        said = self.ask("sync")
        if said["outcome"] != "done" or said["agrees"] is False:
            raise RuntimeError(f"the sync did not end well: {said}")
        return said


@contextmanager
def station(folder: Path) -> Iterator[Station]:
    """Start a station whose data are in `folder`, and end it."""
    argv = [sys.executable, "-m", "sync.measure.station", str(folder / "data"), str(folder / "keys")]
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Station(process)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(OSError):
            process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def main(argv: list[str]) -> int:
    """Open the station and do what is asked until nothing more is."""
    from kiosk.care.places import Places
    from kiosk.services import open_station

    for name in NEEDED:
        import_module(name)
    places = Places(data=Path(argv[0]), keys=Path(argv[1]))
    with open_station(places) as opened:
        child = _Child(opened)
        for line in sys.stdin:
            asked = json.loads(line)
            print(json.dumps(getattr(child, f"do_{asked.pop('do')}")(**asked)), flush=True)
    return 0


class _Child:
    def __init__(self, opened: Any) -> None:
        from sync.client.beside import engine_of

        self._station = opened
        self._engine = engine_of(opened, machine=lambda: "measured")

    def do_enrol(self, url: str, code: str) -> dict[str, Any]:
        from sync.client.enrolling import enrol

        enrol(self._station, url, code, machine="measured")
        return {}

    def do_sync(self) -> dict[str, Any]:
        before = _forget_peak()
        begun, cpu = time.perf_counter(), time.process_time()
        report = self._engine.sync()
        took, worked = time.perf_counter() - begun, time.process_time() - cpu
        return {
            "outcome": report.outcome.value,
            "agrees": report.agrees,
            "written": report.written,
            "repaired": report.repaired,
            "bad": report.bad,
            "sent": report.sent,
            "refused": report.refused,
            "detail": report.detail,
            "s": took,
            "cpu_s": worked,
            "mem_mib": (_peak_kib() - before) / KIB,
        }

    def do_count(self, table: str) -> dict[str, Any]:
        return {"rows": self._station.database.value(f"select count(*) from {table}")}

    def do_flip(self) -> dict[str, Any]:
        """Change a row as a bit that flips would: past the outbox and all stores."""
        database = self._station.database
        id_ = database.value("select id from postings order by id limit 1 offset (select count(*) / 2 from postings)")
        database.execute("update postings set pay_minor = pay_minor + 1 where id = ?", (id_,))
        return {"id": id_}

    def do_slips(self, count: int) -> dict[str, Any]:
        """Give out `count` slips, as touches do, on the first day of the postings that are measured with."""
        from kiosk.store.slips import SlipStore

        database, now = self._station.database, datetime(2026, 12, 1, 7)
        slips = SlipStore(database)
        ids = [id_ for (id_,) in database.rows("select id from postings where on_offer limit ?", (count,))]
        for number in range(count):
            slips.issue(ids[number % len(ids)], wish_id=f"measured-{number}", now=now)
        return {"waiting": database.value("select count(*) from operations where state = 'waiting'")}


def _forget_peak() -> int:
    """Begin anew with the peak of this process's memory; return what it takes now, in KiB."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    return _status("VmRSS")


def _peak_kib() -> int:
    return _status("VmHWM")


def _status(name: str) -> int:
    try:
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1])
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
