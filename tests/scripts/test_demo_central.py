"""`scripts/run`: central and kiosk together on one computer, in step within seconds, and ended together."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.care.places import Places
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.listing import Today
from kiosk.domain.person import Consent
from kiosk.domain.staff import Actor, Role
from kiosk.services import OpenStation, open_station
from sync.central.store.database import Store, open_engine
from sync.central.store.tables import records

SCRIPTS = Path(__file__).parents[2] / "scripts"
DATABASE = re.compile(r"--database (\S+)")
URL = re.compile(r"http://127\.0\.0\.1:(\d+)")
IN_STEP_S = 10.0

pytestmark = pytest.mark.alone


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The demo as it runs."""

    process: subprocess.Popen[str]
    places: Places
    database: str
    port: int


def until(holds: Callable[[], bool], *, within_s: float) -> bool:
    end = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("demo")
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "YIZHAN_NO_SYNC")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    environment = {**kept, "YIZHAN_KEYS": str(folder / "keys"), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, SCRIPTS / "open_kiosk.py", "--data", folder / "data"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=folder,
    ) as process:
        assert process.stdout
        port, database = 0, ""
        for line in process.stdout:
            port = int(found[1]) if (found := URL.search(line)) else port
            if found := DATABASE.search(line):
                database = found[1]
                break
        yield Shown(
            process=process,
            places=Places(data=folder / "data", keys=folder / "keys"),
            database=database,
            port=port,
        )
        process.kill()


@pytest.fixture
def station(shown: Shown) -> Iterator[OpenStation]:
    with open_station(shown.places) as opened:
        yield opened


def is_heard(shown: Shown) -> bool:
    try:
        status = json.loads((shown.places.data / "sync" / "status.json").read_text())
    except (OSError, ValueError):
        return False
    return status["outcome"] == "done" and status["waiting"] == 0 and status["agrees"]


def test_a_posting_that_central_imports_is_on_the_running_kiosk_within_ten_seconds(
    shown: Shown, station: OpenStation, tmp_path: Path
) -> None:
    assert until(lambda: is_heard(shown), within_s=60)
    file = tmp_path / "today.csv"
    heads, row = (
        "工种,用工单位,工资,人数,用工日期,工作地点,联系电话",
        f"瓦工,新来的建筑队,301元/天,3,{date.today()}至{date.today() + timedelta(days=1)},东村,13800001234",
    )
    file.write_text(f"{heads}\n{row}\n", "utf-8")
    done = subprocess.run(
        [Path(sys.executable).with_name("yizhan-central"), "import", file, "--database", shown.database],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr

    def is_offered() -> bool:
        return any(one.employer_name == "新来的建筑队" for one in station.find(Today()))

    assert until(is_offered, within_s=IN_STEP_S)


def test_a_walk_in_of_the_desk_is_at_central_within_ten_seconds(shown: Shown, station: OpenStation) -> None:
    assert until(lambda: is_heard(shown), within_s=60)
    desk = station.desk(Actor(role=Role.CLERK, device="desk", staff_id="staff-1", name="小李"))
    desk.people.register(WalkIn(name="赵大娘", phone="13900001111", consent=Consent.GIVEN))
    with closing(Store(open_engine(shown.database, pool=1))) as store:

        def is_known() -> bool:
            with store.look() as connection:
                people = connection.execute(select(records.c.fields).where(records.c.kind == "person")).scalars()
                return any(json.loads(fields).get("name") == "赵大娘" for fields in people)

        assert until(is_known, within_s=IN_STEP_S)


def test_two_demos_that_begin_at_once_have_a_port_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(SCRIPTS)
    monkeypatch.setenv("YIZHAN_KEYS", str(tmp_path / "keys"))
    from demo_central import _port_of

    with _port_of(tmp_path / "one") as one, _port_of(tmp_path / "two") as two:
        assert one != two


def test_central_ends_with_the_kiosk(shown: Shown) -> None:
    """However it ends: here, killed."""
    shown.process.kill()
    shown.process.wait()

    def is_gone() -> bool:
        listening = [
            line.split()[1].split(":")[1]
            for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
            if line.split()[3] == "0A"
        ]
        return f"{shown.port:04X}" not in listening

    assert until(is_gone, within_s=60)
